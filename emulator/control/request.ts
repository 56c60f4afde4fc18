// Reads what clients send. The program is ours, but a control plane trusts no body.
import type { ServerResponse } from 'node:http';
import type { Refusal } from '../orgs/types.ts';
import type { Caller, RunRequest, World } from './types.ts';

export type Body = Record<string, unknown>;

export interface Exchange {
  body: Body;
  response: ServerResponse;
  caller: Caller;
}

/** A handler answers with JSON (default: `{}`), or has taken the response over. */
export type Handler = (world: World, exchange: Exchange) => unknown;

export interface Route {
  /** Open calls need no token. */
  open?: boolean;
  /** False if the call itself settles which organization is active. */
  context?: boolean;
  handle: Handler;
}

/** A refusal that ends a call: exit code of the program, word, sentence. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export const text = (body: Body, key: string, otherwise = ''): string =>
  typeof body[key] === 'string' ? body[key] : otherwise;

export const number = (body: Body, key: string, otherwise: number): number =>
  typeof body[key] === 'number' && Number.isFinite(body[key]) ? body[key] : otherwise;

export const flag = (body: Body, key: string): boolean => body[key] === true;

export const texts = (body: Body, key: string): string[] =>
  Array.isArray(body[key]) ? body[key].filter((entry) => typeof entry === 'string') : [];

/** The run that is asked for, or the sentence that says what is wrong with it. */
export function readRequest(body: Body): RunRequest | string {
  const argv = texts(body, 'argv');
  if (argv.length === 0) return 'the command is empty';
  const cwd = text(body, 'cwd');
  if (!cwd.startsWith('/')) return 'the workspace is not an absolute path';
  const projectId = text(body, 'projectId');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/.test(projectId)) return `project_id '${projectId}' is not a plain name`;
  const gpuCount = number(body, 'gpuCount', 1);
  if (!Number.isInteger(gpuCount) || gpuCount < 1 || gpuCount > 8) return 'gpu count must be from 1 to 8';
  const env = typeof body['env'] === 'object' && body['env'] !== null ? body['env'] : {};
  return {
    argv,
    shell: flag(body, 'shell'),
    env: Object.fromEntries(Object.entries(env).map(([key, value]) => [key, String(value)])),
    cwd,
    workdir: text(body, 'workdir', '.'),
    projectId,
    gpuTypes: texts(body, 'gpuTypes'),
    gpuCount,
    minVram: number(body, 'minVram', 0),
    maxPrice: number(body, 'maxPrice', Infinity),
    keepAliveMinutes: typeof body['keepAliveMinutes'] === 'number' ? Math.max(0, body['keepAliveMinutes']) : null,
    outputs: texts(body, 'outputs'),
    include: texts(body, 'include'),
    noOutput: flag(body, 'noOutput'),
    sync: flag(body, 'sync'),
    detach: flag(body, 'detach'),
  };
}

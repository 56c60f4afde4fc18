// What every verb is handed: the line to the control plane, the command line, the ways of the generation.
import type { StreamingApi } from './api.ts';
import type { Args } from './args.ts';
import type { Project } from './project.ts';
import type { Traits } from '../generations.ts';
import type { Directives } from '../control/directives.ts';

export interface Context {
  api: StreamingApi;
  args: Args;
  project: Project;
  traits: Traits;
  generation: string;
  directives: Directives;
}

/** A verb: resolves with the exit code. */
export type Run = (context: Context) => Promise<number>;

/** The control plane said no: the exit code and what is printed. */
export class Failure extends Error {
  readonly code: number;
  readonly body: unknown;
  constructor(message: string, code = 1, body?: unknown) {
    super(message);
    this.code = code;
    this.body = body;
  }
}

/** Calls the control plane; an answer that is an error becomes a Failure. */
export async function call(context: Context, path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await context.api.post(path, body);
  check(answer);
  return answer.body as Record<string, unknown>;
}

export function check(answer: { status: number; body: unknown }): void {
  if (answer.status === 200) return;
  const { error } = answer.body as { error?: { message?: string; exit?: number } };
  const { exit, ...shown } = error ?? {};
  throw new Failure(error?.message ?? `the control plane answered ${answer.status}`, exit ?? 1, { error: shown });
}

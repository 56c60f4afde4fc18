import { statSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import type { Clock } from '../model/clock.ts';
import type { CliFacts } from '../model/gpu.ts';
import { UserError } from '../model/errors.ts';
import type { RunRequest } from '../request.ts';
import { formsOf } from '../model/secrets.ts';
import { childEnv } from '../gpu/environment.ts';
import { findOrInstall } from '../gpu/find.ts';
import { probe } from '../gpu/capabilities.ts';
import type { Host } from '../model/host.ts';

interface World {
  readonly host: Host;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Installs the CLI where it is missing, puts it on PATH, exports the token where that is wanted. @returns its path. */
export async function makeReady(request: RunRequest, token: string, world: World): Promise<string> {
  const { host, env, clock, signal } = world;
  // A CLI that is there already has nothing to say, and an empty group would be noise.
  let opened = false;
  const info = (line: string): void => {
    if (!opened) host.group('Install GPU CLI');
    opened = true;
    host.info(line);
  };
  const installed = await findOrInstall(request, {
    env: withoutToken(env, token),
    clock,
    signal,
    tempDir: host.context.tempDir,
    platform: process.platform,
    info,
  }).finally(() => {
    if (opened) host.endGroup();
  });
  if (installed.pathEntry !== '') {
    host.addPath(installed.pathEntry);
    env['PATH'] = `${installed.pathEntry}${delimiter}${env['PATH'] ?? ''}`;
  }
  if (request.exportToken && env['GPU_SERVICE_TOKEN'] !== token) host.exportVariable('GPU_SERVICE_TOKEN', token);
  return installed.bin;
}

/** Also if a job keeps the token under another name: what installs or identifies the program does not need it. */
function withoutToken(env: NodeJS.ProcessEnv, token: string): NodeJS.ProcessEnv {
  const forms = formsOf(token);
  return Object.fromEntries(
    Object.entries(env).filter(([, value = '']) => !forms.some((form) => value.includes(form))),
  );
}

/** The CLI has been called; what it is able to do is on its way. */
export interface Called {
  readonly bin: string;
  readonly cwd: string;
  /** For the calls after the first: with the token, and without what children must not see. */
  readonly env: NodeJS.ProcessEnv;
  readonly facts: Promise<CliFacts>;
}

/** The first call: asks the program, without the token, what it is and can do, and does not wait for the answer. */
export function callFirst(request: RunRequest, token: string, bin: string, { host, env, signal }: World): Called {
  const cwd = folderOf(request, host);
  const facts = probe(bin, childEnv(withoutToken(env, token), ''), cwd, signal);
  // Whoever needs the answer awaits it later.
  facts.catch(() => undefined);
  return { bin, cwd, env: childEnv(env, token), facts };
}

function folderOf(request: RunRequest, host: Host): string {
  const cwd = resolve(host.context.workspace, request.workingDirectory);
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() === true) return cwd;
  throw new UserError(
    `\`working-directory\` is "${request.workingDirectory}", but there is no folder ${cwd}.`,
    'Check out the repository before this step (actions/checkout) and name a folder in it.',
  );
}

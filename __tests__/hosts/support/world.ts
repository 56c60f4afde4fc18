import { summary } from '@actions/core';
import { afterEach } from '@jest/globals';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { hostOf } from '../../../src/hosts/detect.ts';
import type { Host, HostKind } from '../../../src/model/host.ts';

/** A folder that goes when the test does. */
export function scratch(): { readonly path: string; [Symbol.dispose](): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'gpu-ci-test-')));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export interface Opened {
  readonly host: Host;
  readonly stdout: () => string;
  readonly stderr: () => string;
}

let giveBack = (): void => undefined;
afterEach(() => giveBack());

/** The actions toolkit knows only the environment and the stdout of its own process. */
function lendProcess(env: NodeJS.ProcessEnv, flags: Record<string, string>, to: PassThrough): void {
  giveBack();
  const saved = { ...process.env };
  const write = process.stdout.write.bind(process.stdout);
  const set = (values: NodeJS.ProcessEnv) => {
    for (const name of Object.keys(process.env))
      if (/^(GITHUB|RUNNER|STATE|INPUT)_/.test(name)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, values);
  };
  const inputs = Object.entries(flags).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  set({ ...Object.fromEntries(inputs), ...env });
  process.stdout.write = to.write.bind(to) as typeof process.stdout.write;
  // It keeps the first path that it saw.
  Object.assign(summary, { _filePath: undefined });
  giveBack = () => {
    process.stdout.write = write;
    for (const name of Object.keys(process.env)) if (!(name in saved)) Reflect.deleteProperty(process.env, name);
    set(saved);
    giveBack = () => undefined;
  };
}

const kindOf = (name: string): HostKind => hostOf({ GPU_CI_HOST: name });
export const generic = kindOf('generic');

export function openIn(named: HostKind | string, env: NodeJS.ProcessEnv, flags: Record<string, string> = {}): Opened {
  const kind = typeof named === 'string' ? kindOf(named) : named;
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    streams[name].on('data', (chunk: Buffer) => (text[name] += chunk.toString()));
  }
  if (kind.name === 'github') lendProcess(env, flags, streams.stdout);
  const stdout = kind.name === 'github' ? process.stdout : streams.stdout;
  const host = kind.open({ env, flags: new Map(Object.entries(flags)), ...streams, stdout });
  return { host, stdout: () => text.stdout, stderr: () => text.stderr };
}

/** A program on its own PATH that writes down how it was called. */
export function fakeProgram(folder: string, name: string, body = 'exit 0'): { bin: string; calls: string } {
  const bin = join(folder, 'bin');
  const calls = join(folder, `${name}.calls`);
  mkdirSync(bin, { recursive: true });
  const script = `#!/bin/sh\n{ printf 'args:'; printf ' [%s]' "$@"; printf '\\nstdin: '; cat; printf '\\n'; } >> '${calls}'\n${body}\n`;
  writeFileSync(join(bin, name), script);
  chmodSync(join(bin, name), 0o755);
  return { bin, calls };
}

/** What the newest run saved under this name. */
export const stateOf = (host: Host, name: string): string => host.saved()[0]?.state(name) ?? '';

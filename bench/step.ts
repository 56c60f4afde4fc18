import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

export interface StepFolder {
  readonly env: Readonly<Record<string, string>>;
  /** Entry of the bundle. */
  readonly action: string;
}

/** What the runner gives a step, in a folder of its own, with a `gpu` on PATH that runs a line of shell. */
export function stepFolder(root: string, gpu: string): StepFolder {
  const bin = join(root, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'gpu'), `#!/bin/bash\n${gpu}\n`);
  chmodSync(join(bin, 'gpu'), 0o755);
  const file = (name: string): string => {
    writeFileSync(join(root, name), '');
    return join(root, name);
  };
  const env = {
    PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
    HOME: root,
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: root,
    RUNNER_TEMP: root,
    GITHUB_STATE: file('state'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    INPUT_TOKEN: 'gpt_sat_benchmark_only',
    INPUT_COMMAND: 'true',
    INPUT_SUMMARY: 'false',
  };
  return { env, action: resolve('dist', 'index.js') };
}

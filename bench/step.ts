import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { INPUTS } from '../src/inputs.ts';

export interface StepFolder {
  readonly env: Readonly<Record<string, string>>;
  /** Entry of the bundle. */
  readonly action: string;
}

/** A `gpu` that lists no job and runs what it is given on this machine, as an attached client would. */
export const LOCAL_GPU = `case "$1 $2" in
'--version '*) echo 'gpu 0.14.0' ;;
'run --help') printf '  --gpu-type <TYPE>\\n  -o, --output <PATHS>\\n' ;;
'status --help') echo '  --json' ;;
'status '*) echo '{"pods":[],"jobs":[]}' ;;
'run '*) while [ "$1" != -- ]; do shift; done; shift; exec "$@" ;;
esac`;

/** What the runner gives a step, in a folder of its own, with a `gpu` on PATH that runs a line of shell. */
export function stepFolder(root: string, gpu: string): StepFolder {
  const bin = join(root, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'gpu'), `#!/bin/bash\n${gpu}\n`);
  chmodSync(join(bin, 'gpu'), 0o755);
  const file = (name: string, text = ''): string => {
    writeFileSync(join(root, name), text);
    return join(root, name);
  };
  // As `action.yml` has it: each input is in the environment, with its default where the workflow says nothing.
  const inputs = INPUTS.map((row) => [`INPUT_${row.name.toUpperCase()}`, row.default] as const);
  const pull = {
    number: 7,
    head: { sha: 'f'.repeat(40), repo: { full_name: 'o/r' } },
    base: { repo: { full_name: 'o/r' } },
  };
  const env = {
    ...Object.fromEntries(inputs),
    INPUT_MATRIX: 'null',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify({ pull_request: pull })),
    GITHUB_REPOSITORY: 'o/r',
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

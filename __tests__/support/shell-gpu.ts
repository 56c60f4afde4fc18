import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** What the program does for one kind of call: a few lines of shell, in a folder of its own. */
export interface Answers {
  readonly version: string;
  readonly runHelp: string;
  readonly waitHelp: string;
  readonly status: string;
  readonly submit: string;
  readonly attach: string;
  readonly wait: string;
  readonly inventory: string;
  readonly cancel: string;
  readonly stop: string;
  readonly org: string;
  readonly logsHelp: string;
  readonly logs: string;
}

/** A service with one pod, which is there from the submission until it is stopped, and runs the workload here. */
const GOOD: Answers = {
  version: 'echo gpu 0.31.2',
  runHelp: `echo '--detach --json --sync --output PATH -e KEY=VALUE --gpu-type TYPE'`,
  waitHelp: `echo '--json --timeout S'`,
  status: `if [ -e argv ] && [ ! -e stopped ]
then echo '{"pods": [{"pod_id": "pod-1", "state": "READY", "gpu_type": "H100", "cost_per_hour": 2}], "jobs": []}'
else echo '{"pods": [], "jobs": []}'
fi`,
  submit: `while [ "$1" != -- ]; do shift; done; shift
for word; do printf '%s\\000' "$word"; done > argv
echo '{"job_id": "job_1", "pod_id": "pod-1"}'`,
  attach: `xargs -0 -a argv sh -c 'exec "$@"' sh; echo $? > code`,
  wait: `echo '{"job_id": "job_1", "state": "succeeded", "exit_code": 0}'`,
  inventory: `echo '{"gpus": []}'`,
  cancel: ':',
  stop: ': > stopped',
  org: ':',
  logsHelp: 'exit 2',
  logs: ':',
};

/**
 * A program `gpu` made of shell, for what no fault of the local GPU cloud is needed: it answers within milliseconds.
 * `calls` lists how it was called, help left out.
 */
export function shellGpu(root: string, answers: Partial<Answers> = {}) {
  const folder = join(root, 'service');
  const bin = join(root, 'bin');
  mkdirSync(folder, { recursive: true });
  mkdirSync(bin, { recursive: true });
  const all = { ...GOOD, ...answers };
  const program = join(bin, 'gpu');
  writeFileSync(join(folder, 'calls'), '');
  writeFileSync(
    program,
    `#!/bin/sh
cd '${folder}'
case "$*" in
--version) ${all.version};;
'run --help') ${all.runHelp};;
'wait --help') ${all.waitHelp};;
'logs --help') ${all.logsHelp};;
'status --help' | 'inventory --help') echo --json;;
*)
  echo "$*" | head -1 >> calls
  case "$*" in
  'run --attach '*) ${all.attach};;
  'run --cancel '*) ${all.cancel};;
  'run '*) ${all.submit};;
  'wait '*) ${all.wait};;
  'status'*) ${all.status};;
  'inventory'*) ${all.inventory};;
  'stop '*) ${all.stop};;
  'org '*) ${all.org};;
  'logs '*) ${all.logs};;
  esac;;
esac
`,
  );
  chmodSync(program, 0o755);
  const calls = (): string[] => readFileSync(join(folder, 'calls'), 'utf8').split('\n').slice(0, -1);
  return { program, folder, PATH: `${bin}${delimiter}${process.env['PATH']}`, calls };
}

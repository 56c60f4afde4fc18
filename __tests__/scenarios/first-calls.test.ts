import { expect } from '@jest/globals';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cloudFor, jobFor, said, scenario, scratch, starts, test, withOf } from '../support/scenario.ts';

test('keeps every program that the install script writes, and later jobs find them in the tool cache', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'installer-with-sibling', times: Infinity });
  const job = await jobFor(cloud);
  for (const n of [1, 2]) {
    const step = await job.uses('.', withOf(cloud, { command: `echo run ${n}` }));
    expect(said(step)).toContain(`run ${n}`);
    expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
  }
});

/** Processes of a daemon that belongs to this cloud. */
function daemonsOf(url: string): readonly number[] {
  const { port } = new URL(url);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0+$/, '') === `gpud ${port}`;
      } catch {
        return false;
      }
    })
    .map(Number);
}

test.each(['--version', 'status', 'run', 'wait'])(
  'neither waits for a daemon that `gpu %s` starts with its pipes, nor ends it',
  async (verb) => {
    const cloud = await cloudFor();
    cloud.order({ kind: 'daemon-holds-pipes', match: { verb } });
    const began = performance.now();
    const { step } = await scenario(cloud, { command: 'echo hello' });
    expect(performance.now() - began).toBeLessThan(12_000);
    expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
    expect(starts(cloud)).toBe(1);
    expect(daemonsOf(cloud.url)).toHaveLength(1);
  },
);

test('looks at the project that `args: --config` names with every call, and ends it there', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  await job.run(`echo '{"project_id": "small"}' > gpu.jsonc; echo '{"project_id": "big"}' > big.jsonc`);
  const step = await job.uses('.', withOf(cloud, { command: 'echo hello', args: '--config=big.jsonc' }));
  expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
  const { jobs, podsAlive } = cloud.books();
  expect(jobs.map(({ projectId }) => projectId)).toEqual(['big']);
  expect(podsAlive).toBe(0);
});

const ANOTHER = {
  'has other commands': `case "$1" in --version) echo "gpu-router 1.4.0";; *) echo "usage: gpu [-h] {run,logs}" >&2; exit 2;; esac`,
  'has a run of its own': `case "$*" in --version) echo "gpu 1.4.0";; *--help) echo "  --model NAME  The model";; esac`,
  'answers nothing': ':',
};

test.each(Object.entries(ANOTHER))('does not give the token to a program named gpu that %s', async (_, answers) => {
  const folder = scratch();
  const program = join(folder, 'gpu');
  writeFileSync(program, `#!/bin/sh\nenv >> '${folder}/seen'\n${answers}\n`, { mode: 0o755 });
  const cloud = await cloudFor();
  const job = await jobFor(cloud, { hostEnv: { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` } });
  const { outputs } = await job.uses('.', withOf(cloud, { command: 'echo hi' }));
  expect(readFileSync(join(folder, 'seen'), 'utf8')).not.toContain(cloud.token);
  expect(outputs).toMatchObject({ status: 'failed', class: 'usage' });
  expect(outputs['reason']).toContain(`${program} is not GPU CLI`);
});

test.each(['status', 'run'])('starts the daemon once when `gpu %s` finds none', async (verb) => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'daemon-down', untilStart: true, match: { verb } });
  const { step } = await scenario(cloud, { command: 'echo hello' });
  expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
  expect(starts(cloud)).toBe(1);
  const calls = cloud.events.filter((event) => event['verb'] === 'daemon').map(({ argv }) => argv);
  expect(calls.filter((argv) => (argv as readonly string[]).includes('start'))).toHaveLength(1);
});

import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudFor, jobFor, test as onCloud } from '../support/scenario.ts';
import { scratch } from './support/world.ts';

const FILES = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];
const SCRIPT = join(import.meta.dirname, 'support', 'on-github.ts');

/** Calls the host in a process of its own. */
function onGitHub(calls: readonly (readonly string[])[], env: Record<string, string> = {}) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [SCRIPT, JSON.stringify(calls)], {
    env: { PATH: process.env['PATH'], GITHUB_ACTIONS: 'true', ...env },
    encoding: 'utf8',
  });
  return { stdout, stderr, status };
}

const HANDED_ON = [
  ['setOutput', 'status', 'ok'],
  ['exportVariable', 'KEPT', 'pod-1'],
  ['addPath', '/opt/gpu'],
  ['publish', '# Fine\n'],
];
const filesIn = (folder: string) => Object.fromEntries(FILES.map((name) => [name, join(folder, name)]));

test('values for later steps go into the files of the runner, and without them not into the log', () => {
  using place = scratch();
  for (const name of FILES) writeFileSync(join(place.path, name), '');
  const read = (name: string): string => readFileSync(join(place.path, name), 'utf8');
  expect(onGitHub([...HANDED_ON, ['saveState', 'ledger', '{}']], filesIn(place.path)).stdout).toBe('');
  expect(read('GITHUB_OUTPUT')).toContain('ok');
  expect(read('GITHUB_ENV')).toContain('pod-1');
  expect(read('GITHUB_PATH')).toBe('/opt/gpu\n');
  expect(read('GITHUB_STATE')).toContain('{}');
  expect(read('GITHUB_STEP_SUMMARY')).toBe('# Fine\n');
  expect(onGitHub(HANDED_ON)).toMatchObject({ stdout: '', status: 0 });
});

test('files that cannot be written are one warning, and the step goes on', () => {
  using place = scratch();
  for (const name of FILES) mkdirSync(join(place.path, name));
  const { stdout, status } = onGitHub(HANDED_ON, filesIn(place.path));
  expect(status).toBe(0);
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^::warning::Values for later steps could not be written \(.*EISDIR/),
    expect.stringMatching(/^::warning::The job summary could not be written \(.*EISDIR/),
  ]);
});

test.each([
  ['is not set', {}],
  ['is missing', { GITHUB_STATE: '/nonexistent/state' }],
])('the state is not printed if its file %s', (why, env) => {
  const { stdout, stderr, status } = onGitHub([['saveState', 'ledger', 'secret']], env);
  expect([stdout, status]).toEqual(['', 1]);
  expect(stderr).toContain(why);
});

test('annotations wait until foreign output has ended, and quoted text holds no command', () => {
  const { stdout } = onGitHub([
    ['quarantine'],
    ['group', 'G'],
    ['warning', 'later'],
    ['endGroup'],
    ['endQuarantine'],
    ['endQuarantine'],
    ['info', '##[error]x\n  ::set-output name=a::b\nfine: ::'],
  ]);
  const key = /^::stop-commands::(.+)$/m.exec(stdout)?.[1];
  expect(stdout.split('\n')).toEqual([
    `::stop-commands::${key}`,
    `::${key}::`,
    '::group::G',
    '::warning::later',
    '::endgroup::',
    '##\u200b[error]x',
    '  :\u200b:set-output name=a::b',
    'fine: ::',
    '',
  ]);
});

onCloud('on GitHub a run in a `run:` step takes GPU_CI variables, and a clean-up in a later step ends it', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  writeFileSync(join(job.workspace, 'gpu.jsonc'), '{ "project_id": "vision" }\n');
  const env = {
    GPU_SERVICE_TOKEN: '${{ secrets.GPU_SERVICE_TOKEN }}',
    GPU_CI_INSTALL_URL: cloud.installUrl,
    GPU_CI_LABEL: 'named by a variable',
  };
  const gpuCi = `'${process.execPath}' '${join(process.cwd(), 'bin', 'gpu-ci.js')}'`;
  const step = job.startScript(`${gpuCi} run -- 'echo started; sleep 600 & wait' & echo $! > main; wait`, { env });
  await cloud.until(({ kind }) => kind === 'job-started');
  process.kill(Number(readFileSync(join(job.workspace, 'main'), 'utf8')), 'SIGKILL');
  await step.done;
  expect(cloud.books().jobsAlive).toBe(1);
  const after = await job.run(`${gpuCi} cleanup`, { env });
  expect(after).toMatchObject({ conclusion: 'success', log: expect.stringContaining('confirmed') });
  expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
  const again = await job.run(`${gpuCi} cleanup`, { env });
  expect(again.log).toContain('nothing to clean up');
  const failed = await job.run(`${gpuCi} run -- 'exit 3'`, { env });
  expect(failed).toMatchObject({ exitCode: 3, log: expect.stringContaining('named by a variable') });
});

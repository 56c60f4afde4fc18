import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { cloudFor, jobFor, scenario, test, withOf } from '../support/scenario.ts';

test('results of an earlier step do not pass for those of a run that wrote none', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const inputs = { metrics: 'out/m.json', report: 'out/r.md', outputs: 'out/' };
  const write = `mkdir -p out; echo '{"accuracy": 0.5432}' > out/m.json; echo '# My own words' > out/r.md`;
  const first = await job.uses('.', withOf(cloud, { ...inputs, command: write }));
  expect(first.summary).toContain('0.5432');
  expect(first.summary).toContain('My own words');
  const second = await job.uses('.', withOf(cloud, { ...inputs, command: 'true' }));
  expect(second.outputs).toMatchObject({ status: 'succeeded' });
  expect(second.summary).not.toContain('0.5432');
  expect(second.summary).not.toContain('My own words');
  const notices = second.annotations.map(({ message }) => message).join('\n');
  for (const name of ['out/m.json', 'out/r.md', 'out/']) expect(notices).toContain(name);
  await job.finish();
});

test('names outputs that GPU CLI put beside a file, and does not show that file as the result', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'pod-conflict' });
  const job = await jobFor(cloud);
  await job.run(`mkdir -p out; echo '{"accuracy": 0.1111}' > out/m.json`);
  const command = `echo '{"accuracy": 0.9999}' > out/m.json; echo new > out/n.txt`;
  const step = await job.uses('.', withOf(cloud, { command, metrics: 'out/m.json', outputs: 'out/' }));
  expect(step.outputs).toMatchObject({ status: 'succeeded' });
  expect(step.annotations.map(({ message }) => message).join('\n')).toContain('out/m.json.pod-conflict');
  expect(step.summary).not.toContain('0.1111');
  await job.finish();
});

test('the one error of a failed run names the exception behind a launcher', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const log = ['Traceback (most recent call last):', '  File "t.py", line 1', "KeyError: 'labels'"];
  const launcher = "subprocess.CalledProcessError: Command 'python t.py' returned non-zero exit status 1.";
  const command = `cat >&2 <<'END'\n${[...log, ...log.slice(0, 2), launcher].join('\n')}\nEND\nexit 3`;
  const step = await job.uses('.', withOf(cloud, { command }));
  expect(step.exitCode).toBe(3);
  expect(step.annotations.find(({ level }) => level === 'error')?.message).toContain("KeyError: 'labels'");
  await job.finish();
});

test.each<[string, Record<string, string>, string]>([
  ['a duration in words', { timeout: '90 minutes' }, 'invalid inputs'],
  ['a number that is too large', { 'gpu-count': '64' }, 'invalid inputs'],
  ['a folder that does not exist', { 'working-directory': 'nowhere' }, 'could not start'],
])('%s ends with its own message, and GPU CLI is not blamed', async (_name, inputs, title) => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const step = await job.uses('.', withOf(cloud, { command: 'echo hi', ...inputs }));
  const error = step.annotations.find(({ level }) => level === 'error');
  expect(error?.properties['title']).toContain(title);
  expect(error?.message).toContain(`\`${Object.keys(inputs)[0] ?? ''}\``);
  expect(error?.message).not.toMatch(/gpu run --help|gpu\.jsonc/);
  await job.finish();
});

test('variables of the runner that are passed by name leave log, links and report whole', async () => {
  const cloud = await cloudFor();
  const names = ['GITHUB_SHA', 'GITHUB_REPOSITORY', 'GITHUB_REF_NAME', 'GITHUB_RUN_ID'];
  const command = `echo "commit $GITHUB_SHA of $GITHUB_REPOSITORY at $GITHUB_REF_NAME run $GITHUB_RUN_ID"`;
  const { step } = await scenario(cloud, { command, env: names.join('\n') }, { repository: 'acme/models' });
  expect(step.conclusion).toBe('success');
  expect(step.log).toMatch(/commit [0-9a-f]{40} of acme\/models at \S+ run \d+/);
  expect(step.summary).toMatch(/href="https:[^"*]*\/acme\/models\/actions\/runs\/\d+"/);
  expect(readFileSync(step.outputs['report-file'] ?? '', 'utf8')).toMatch(/\/acme\/models\/actions\/runs\/\d+"/);
});

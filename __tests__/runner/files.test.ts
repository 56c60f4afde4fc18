import { expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { openJob, type StepResult } from '../support/runner/index.ts';
import { fixture } from './helpers.ts';

const files = fixture('files');
const write = async (inputs: Record<string, string>): Promise<StepResult> => {
  await using job = await openJob({ secrets: { TOKEN: 'hush-hush' } });
  return await job.uses(files, { with: inputs });
};

test('names and heredocs; the sign that comes first decides; a value keeps its CR', async () => {
  const { outputs } = await write({ output: 'a=1<<2\nb<<END\nx=y\n\nlast\nEND\n\nc=\nd=cr\r\ne<<E\nE\n' });
  expect(outputs).toEqual({ a: '1<<2', b: 'x=y\n\nlast', c: '', d: 'cr\r', e: '' });
});

test.each([
  ['no sign', 'a=1\nnothing\nb=2\n', "Invalid format 'nothing'"],
  ['no delimiter', 'a=1\nb<<\n', 'delimiter must not be empty'],
  ['delimiter never comes', 'a=1\nb<<END\nx\n END\n', "Matching delimiter not found 'END'"],
  ['no name', 'a=1\n=2\n', 'Name must not be empty'],
])('a bad line fails the step, what came before counts: %s', async (_, output, message) => {
  const result = await write({ output });
  expect(result).toMatchObject({ conclusion: 'failure', exitCode: 0, outputs: { a: '1' } });
  expect(result.annotations.map((annotation) => annotation.message)).toEqual([
    "Unable to process file command 'output' successfully.",
    expect.stringContaining(message),
  ]);
});

test('NODE_OPTIONS is refused in GITHUB_ENV, the step goes on', async () => {
  const result = await write({ env: 'NODE_OPTIONS=--inspect\nA=1\n' });
  expect(result).toMatchObject({ conclusion: 'success', env: { A: '1' } });
  expect(result.annotations[0]?.message).toContain("Can't store NODE_OPTIONS");
});

test('env and PATH reach later steps, state reaches post of its own step alone', async () => {
  await using job = await openJob({ env: { A: 'job' } });
  await job.uses(files, {
    with: { env: 'A=file\nGITHUB_JOB=stolen\n', path: '/first\n/second\n', state: 'who=one\n' },
  });
  await job.uses(files, { with: { state: 'who<<E\ntwo\nlines\nE\n' } });
  const seen = await job.run('echo "$A $GITHUB_JOB ${PATH%%:/usr*}"');
  expect(seen.log).toContain('file test /second:/first');
  expect((await job.run('echo "$A"', { env: { A: 'step' } })).log).toContain('\nstep\n');
  const posts = await job.finish();
  expect(posts.map(({ log }) => log)).toEqual([
    'Post job cleanup.\nstate {"STATE_who":"two\\nlines"}\n',
    'Post job cleanup.\nstate {"STATE_who":"one"}\n',
  ]);
});

test('files count when the process is killed', async () => {
  await using job = await openJob();
  const result = await job.uses(files, { with: { state: 'a=1\n', output: 'b=2\n', summary: 's\n', die: 'true' } });
  expect(result).toMatchObject({ conclusion: 'failure', signal: 'SIGKILL', exitCode: 137, summary: 's\n' });
  expect(result).toMatchObject({ outputs: { b: '2' }, state: { a: '1' } });
  const [post] = await job.finish();
  expect(post?.log).toContain('"STATE_a":"1"');
});

test('the summary is masked line by line', async () => {
  expect((await write({ summary: '# a hush-hush\nb' })).summary).toBe('# a ***\nb\n');
  expect((await write({})).summary).toBeUndefined();
});

test('a summary over 1 MiB is dropped with an error; the step keeps its result', async () => {
  const limit = 1024 * 1024;
  expect((await write({ 'summary-bytes': String(limit) })).summary).toHaveLength(limit + 1);
  const over = await write({ 'summary-bytes': String(limit + 1) });
  expect(over).toMatchObject({ summary: undefined, conclusion: 'success' });
  expect(over.annotations[0]?.message).toContain('supports content up to a size of 1024k, got 1024k');
});

test('closing a job removes its folders', async () => {
  const job = await openJob();
  await job.close();
  expect(existsSync(job.root)).toBe(false);
});

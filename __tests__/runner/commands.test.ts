import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Job, openJob, type StepResult } from '../support/runner/index.ts';
import { fixture } from './helpers.ts';

let job: Job;
beforeAll(async () => {
  job = await openJob();
});
afterAll(async () => job.close());

const say = (stdout: string, stderr = ''): Promise<StepResult> =>
  job.uses(fixture('say'), { with: { stdout, stderr }, name: 'say' });
/** What the process printed, as users see it: the log after the runner's own header. */
const seen = (result: StepResult): string => result.log.slice(result.log.indexOf('##[endgroup]') + 13);

describe('where a command is seen', () => {
  const notices: readonly (readonly [name: string, text: string, message: string | undefined])[] = [
    ['new form', '::notice::hello\n', 'hello'],
    ['after blanks', ' \t::notice::hello\n', 'hello'],
    ['name in any case', '::NoTice::hello\n', 'hello'],
    ['old form inside a line', 'x ##[notice]hello\n', 'hello'],
    ['new form inside a line', 'x ::notice::hello\n', undefined],
    ['unknown name', '::nothing::hello\n', undefined],
    ['unknown new form, then a known old form', '::nothing::##[notice]hello\n', 'hello'],
    ['no second separator', '::notice hello\n', undefined],
    ['last line without an end', '::notice::hello', 'hello'],
    ['line ended by a bare CR', '::notice::hello\rmore\n', 'hello'],
    ['data escapes', '::notice::50%25%0D%0A%3A\n', '50%\r\n%3A'],
    ['old escapes', '##[notice]a%3Bb%5D%25\n', 'a;b]%'],
    ['percent last', '::notice::%250A\n', '%0A'],
  ];
  test.each(notices)('%s', async (_, text, message) => {
    const result = await say(text);
    expect(result.annotations.map((annotation) => annotation.message)).toEqual(message === undefined ? [] : [message]);
    if (message === undefined) expect(seen(result)).toBe(text);
  });

  test('properties of both forms', async () => {
    const { commands } = await say('::error file=a%2Cb,line=3,,x=,y==z::m\n##[error file=a%3Bb;line=4;]m\n');
    expect(commands).toEqual([
      { command: 'error', properties: { file: 'a,b', line: '3', y: 'z' }, data: 'm', style: '::', stream: 'stdout' },
      { command: 'error', properties: { file: 'a;b', line: '4' }, data: 'm', style: '##[', stream: 'stdout' },
    ]);
  });

  test('standard error is read as well', async () => {
    const { commands } = await say('', '::warning::from stderr\n');
    expect(commands).toMatchObject([{ command: 'warning', stream: 'stderr' }]);
  });
});

test('add-mask hides whole and lines from then on, in the rest of the job', async () => {
  const first = await say('before hush-1\n::add-mask::hush-1%0Ahush-2\nnow hush-2 and hush-1\n');
  expect(seen(first)).toBe('before hush-1\nnow *** and ***\n');
  expect(first.masks).toEqual(['hush-1\nhush-2']);
  expect(seen(await say('later hush-2\n'))).toBe('later ***\n');
});

test('add-mask without a value only warns', async () => {
  const { annotations, conclusion } = await say('::add-mask:: \n');
  expect(annotations).toMatchObject([{ level: 'warning', message: expect.stringContaining('empty string') }]);
  expect(conclusion).toBe('success');
});

describe('stop-commands', () => {
  test('nothing is obeyed until the token, which is hidden when longer than 6', async () => {
    const result = await say(
      '::stop-commands::Token-123\n::notice::no\n::add-mask::plain\n::tOKEN-123::\n::notice::yes\n',
      '',
    );
    expect(seen(result)).toBe('::stop-commands::***\n::notice::no\n::add-mask::plain\n::tOKEN-123::\n##[notice]yes\n');
    expect(result.annotations.map(({ message }) => message)).toEqual(['yes']);
    expect(result.unmasked).toContain('::add-mask::plain');
  });

  test('a short token is not hidden; the old form resumes too', async () => {
    const result = await say('::stop-commands::abc\n::notice::no\nx ##[abc]\n::notice::yes\n');
    expect(seen(result)).toBe('::stop-commands::abc\n::notice::no\nx ##[abc]\n##[notice]yes\n');
  });

  test.each(['', 'pause-logging', 'Notice'])('the token `%s` is refused and fails the step', async (token) => {
    const result = await say(`::stop-commands::${token}\n::notice::still obeyed\n`);
    expect(result).toMatchObject({ conclusion: 'failure', exitCode: 0 });
    expect(result.annotations.map(({ level }) => level)).toEqual(['error', 'notice']);
  });

  test('each step starts anew', async () => {
    await say('::stop-commands::for-this-step\n');
    expect((await say('::notice::obeyed\n')).annotations).toHaveLength(1);
  });
});

describe('old ways to hand values on', () => {
  test('set-output and save-state still work, with a warning', async () => {
    const result = await say('::set-output name=a::1\n::save-state name=b::2\n');
    expect(result).toMatchObject({ outputs: { a: '1' }, state: { b: '2' }, conclusion: 'success' });
    expect(result.annotations.map(({ level }) => level)).toEqual(['warning', 'warning']);
  });

  test.each(['::set-env name=A::1', '::add-path::/x', '::set-output::1', '::echo::perhaps'])(
    '%s is refused and fails the step',
    async (line) => {
      const result = await say(`${line}\n`);
      expect(result).toMatchObject({ conclusion: 'failure', exitCode: 0, env: {}, path: [] });
      expect(result.annotations[0]?.message).toContain(`Unable to process command '${line}'`);
    },
  );
});

test('groups, debug and echo', async () => {
  const result = await say('::group::One\ninside\n::endgroup::\n::debug::hidden\n::echo::on\n::set-output name=a::1\n');
  expect(result.groups).toEqual([{ title: 'One', lines: ['inside'] }]);
  expect(seen(result)).toMatch(/^##\[group\]One\ninside\n##\[endgroup\]\n::set-output name=a::1\n##\[warning\]/);
  await using debugged = await openJob({ debug: true });
  expect((await debugged.uses(fixture('say'), { with: { stdout: '::debug::shown\n' } })).log).toContain(
    '##[debug]shown',
  );
});

test('ten annotations of a level, 4096 characters each; the log keeps all', async () => {
  const warnings = Array.from({ length: 12 }, (_, index) => `::warning::w${index}\n`).join('');
  const { annotations, log } = await say(`::error::${'x'.repeat(5000)}\n${warnings}`);
  expect(annotations.filter(({ level }) => level === 'warning')).toHaveLength(10);
  expect(annotations[0]?.message).toHaveLength(4096);
  expect(log).toContain('##[warning]w11\n');
  expect(log).toContain('x'.repeat(5000));
});

test('a file below the workspace becomes relative; columns go when the lines differ', async () => {
  const line = `::error file=${job.workspace}/a/b.py,line=1,endLine=2,col=3::m\n`;
  expect((await say(line)).annotations[0]?.properties).toEqual({ file: 'a/b.py', line: '1', endLine: '2' });
});

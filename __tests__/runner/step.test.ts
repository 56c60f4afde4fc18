import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Job,
  openJob,
  scanForSecret,
  SecretMasker,
  type StepResult,
  type UsesOptions,
} from '../support/runner/index.ts';
import { LineReader } from '../support/runner/lines.ts';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

let job: Job;
beforeAll(async () => {
  job = await openJob({ secrets: { T: 'hush-hush' }, matrix: { gpu: 'A100' }, env: { A: 'job' } });
});
afterAll(() => job.close());

const say = (stdout: string, stderr = ''): Promise<StepResult> =>
  job.uses(fixture('say'), { with: { stdout, stderr }, name: 'say' });
/** What the process printed, as users see it: the log after the runner's own header. */
const seen = (result: StepResult): string => result.log.slice(result.log.indexOf('##[endgroup]') + 13);

describe('what an action gets', () => {
  const inspect = async (
    options: UsesOptions,
  ): Promise<{ env: Record<string, string>; node: string; stdin: string }> => {
    const { outputs } = await job.uses(fixture('inspect'), options);
    return JSON.parse(outputs['seen'] ?? '') as never;
  };

  test('inputs with expressions and defaults, the event file, the variables of the runner', async () => {
    process.env['LEAK'] = 'x';
    const { env, node, stdin } = await inspect({
      id: 'train',
      uses: 'gpu-cli/run-action@v1',
      with: { plain: '${{ secrets.T }}-${{ matrix.gpu }}' },
      env: { GITHUB_JOB: 'x', RUNNER_TEMP: 'x', CI: 'no' },
    });
    delete process.env['LEAK'];
    expect(env).toMatchObject({
      INPUT_PLAIN: 'hush-hush-A100',
      'INPUT_TWO_WORDS-X': 'acme/models',
      GITHUB_JOB: 'test',
      GITHUB_ACTION: 'train',
      GITHUB_ACTION_REPOSITORY: 'gpu-cli/run-action',
      GITHUB_WORKSPACE: job.workspace,
      RUNNER_TEMP: job.temp,
      CI: 'no',
    });
    expect([node, stdin, env['LEAK'], env['GITHUB_TOKEN']]).toEqual([process.execPath, '', undefined, undefined]);
    expect(JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'))).toMatchObject({ ref: 'refs/heads/main' });
  });

  test('a warning for an input that it does not have', async () => {
    const { annotations } = await job.uses(fixture('inspect'), { with: { other: '1' } });
    expect(annotations).toMatchObject([{ level: 'warning', message: "Unexpected input(s) 'other'" }]);
  });
});

describe('commands', () => {
  test.each<[what: string, text: string, message: string | undefined]>([
    ['after blanks', ' \t::notice::hello\n', 'hello'],
    ['name in any case', '::NoTice::hello\n', 'hello'],
    ['old form inside a line', 'x ##[notice]hello\n', 'hello'],
    ['new form inside a line', 'x ::notice::hello\n', undefined],
    ['unknown name', '::nothing::hello\n', undefined],
    ['last line without an end', '::notice::hello', 'hello'],
    ['line ended by a bare CR', '::notice::hello\rmore\n', 'hello'],
    ['data escapes', '::notice::50%25%0D%0A%3A\n', '50%\r\n%3A'],
    ['old escapes', '##[notice]a%3Bb%5D%25\n', 'a;b]%'],
  ])('%s', async (_, text, message) => {
    const result = await say(text);
    expect(result.annotations.map((annotation) => annotation.message)).toEqual(message === undefined ? [] : [message]);
    if (message === undefined) expect(seen(result)).toBe(text);
  });

  test('are read on both streams, with properties in both forms', async () => {
    const { commands } = await say('::error file=a%2Cb,line=3::m\n', '##[error file=a%3Bb;line=4;]m\n');
    expect(commands).toEqual(
      expect.arrayContaining([
        { command: 'error', properties: { file: 'a,b', line: '3' }, data: 'm', style: '::', stream: 'stdout' },
        { command: 'error', properties: { file: 'a;b', line: '4' }, data: 'm', style: '##[', stream: 'stderr' },
      ]),
    );
  });

  test('add-mask hides the value and its lines in the rest of the job', async () => {
    expect(seen(await say('before hide-1\n::add-mask::hide-1%0Ahide-2\nnow hide-2 and hide-1\n'))).toBe(
      'before hide-1\nnow *** and ***\n',
    );
    expect(seen(await say('later hide-2\n'))).toBe('later ***\n');
  });

  test('stop-commands lasts until its token, in either form, and not beyond the step', async () => {
    const result = await say(
      '::stop-commands::Token-123\n::notice::no\n::add-mask::plain\nx ##[tOKEN-123]\n::notice::yes\n::stop-commands::abc\n',
    );
    expect(seen(result)).toBe(
      '::stop-commands::***\n::notice::no\n::add-mask::plain\nx ##[tOKEN-123]\n##[notice]yes\n::stop-commands::abc\n',
    );
    expect(result.unmasked).toContain('::add-mask::plain');
    expect((await say('::notice::obeyed\n')).annotations).toHaveLength(1);
  });

  test.each([
    '::stop-commands::',
    '::stop-commands::Notice',
    '::set-env name=A::1',
    '::add-path::/x',
    '::set-output::1',
  ])('%s is refused and fails the step', async (line) => {
    const result = await say(`${line}\n`);
    expect(result).toMatchObject({ conclusion: 'failure', exitCode: 0, env: {}, path: [] });
  });

  test('set-output and save-state on a stream still work; groups and debug lines', async () => {
    const text =
      '::set-output name=a::1\n::save-state name=b::2\n::group::One\ninside\n::endgroup::\n::debug::hidden\n';
    const result = await say(text);
    expect(result).toMatchObject({ outputs: { a: '1' }, state: { b: '2' }, conclusion: 'success' });
    expect(result.groups).toEqual([{ title: 'One', lines: ['inside'] }]);
    expect(seen(result)).not.toContain('hidden');
  });

  test('ten annotations of a level, 4096 characters each', async () => {
    const { annotations, log } = await say(`::error::${'x'.repeat(5000)}\n${'::warning::w\n'.repeat(12)}`);
    expect(annotations.filter(({ level }) => level === 'warning')).toHaveLength(10);
    expect(annotations[0]?.message).toHaveLength(4096);
    expect(log.match(/##\[warning\]w/g)).toHaveLength(12);
  });
});

describe('files', () => {
  const write = (inputs: Record<string, string>) => job.uses(fixture('files'), { with: inputs });

  test('names and heredocs; the sign that comes first decides; a value keeps its CR', async () => {
    const { outputs } = await write({ output: 'a=1<<2\nb<<END\nx=y\n\nlast\nEND\n\nc=\nd=cr\r\n' });
    expect(outputs).toEqual({ a: '1<<2', b: 'x=y\n\nlast', c: '', d: 'cr\r' });
  });

  test.each([
    ['nothing\n', "Invalid format 'nothing'"],
    ['b<<END\nx\n END\n', "Matching delimiter not found 'END'"],
    ['=2\n', 'Name must not be empty'],
  ])('the bad line %j fails the step, and what came before counts', async (bad, message) => {
    const result = await write({ output: `a=1\n${bad}` });
    expect(result).toMatchObject({ conclusion: 'failure', exitCode: 0, outputs: { a: '1' } });
    expect(result.annotations.at(-1)?.message).toContain(message);
  });

  test('env and PATH reach later steps, state reaches post of its own step, also of a killed one', async () => {
    await using own = await openJob({ env: { A: 'job' } });
    const with1 = { env: 'A=file\nGITHUB_JOB=stolen\nNODE_OPTIONS=x\n', path: '/first\n/second\n', state: 'who=one\n' };
    await own.uses(fixture('files'), { with: with1 });
    const killed = await own.uses(fixture('files'), { with: { state: 'who<<E\ntwo\nlines\nE\n', die: 'true' } });
    expect(killed).toMatchObject({ conclusion: 'failure', signal: 'SIGKILL', exitCode: 137 });
    const script = await own.run('echo "$A $GITHUB_JOB $PATH [$NODE_OPTIONS]"');
    expect(script.log).toMatch(/^file test \/second:\/first:\S+ \[\]$/m);
    const posts = await own.finish();
    expect(posts.map(({ log }) => log)).toEqual([
      'Post job cleanup.\nstate {"STATE_who":"two\\nlines"}\n',
      'Post job cleanup.\nstate {"STATE_who":"one"}\n',
    ]);
    await own.close();
    expect(existsSync(own.root)).toBe(false);
  });

  test('a summary is masked, and dropped with an error above 1 MiB', async () => {
    expect((await write({ summary: '# a hush-hush\nb' })).summary).toBe('# a ***\nb\n');
    const over = await write({ 'summary-bytes': String(1024 * 1024 + 1) });
    expect(over).toMatchObject({ summary: undefined, conclusion: 'success' });
    expect(over.annotations[0]?.message).toContain('supports content up to a size of 1024k, got 1024k');
  });
});

test('a script fails at its first failing line, and sees the outputs of earlier steps', async () => {
  await job.run('echo "a=1" >> "$GITHUB_OUTPUT"', { id: 'first' });
  const result = await job.run('echo "got ${{ steps.first.outputs.a }}"\nfalse\necho never');
  expect(seen(result)).toBe('got 1\n##[error]Process completed with exit code 1.\n');
});

test.each([
  ['Base64', 'gpt_sat_abc', Buffer.from('gpt_sat_abc').toString('base64')],
  ['Base64 without the first byte', 'gpt_sat_abc', Buffer.from('pt_sat_abc').toString('base64')],
  ['a JSON string', 'a\tb\u2028c', 'a\\tb\\u2028c'],
  ['URI data', "a b!'()*+/ü", 'a%20b%21%27%28%29%2A%2B%2F%C3%BC'],
  ['XML', `<a b="c'd&">`, '&lt;a b=&quot;c&apos;d&amp;&quot;&gt;'],
  ['a line of it', 'first\r\n  }\n\nlast one', '}'],
])('a secret is hidden as %s', (_, secret, form) => {
  const masker = new SecretMasker();
  masker.addWithLines(secret);
  expect(masker.mask(`[${form}]`)).toBe('[***]');
});

test('masked ranges that overlap or touch become one mark; hex is not hidden', () => {
  const masker = new SecretMasker();
  for (const secret of ['abcd', 'cdef', 'gh']) masker.add(secret);
  expect(masker.mask('xabcdefghx abcd 61626364')).toBe('x***x *** 61626364');
});

test.each([1, 2, 3, 1000])('lines end at LF, CRLF and a bare CR, whatever the chunks (%i bytes)', (size) => {
  const lines: string[] = [];
  const reader = new LineReader((line) => lines.push(line));
  const bytes = Buffer.from('a\nb\r\nc\rd\r\r\n\n😀é漢\r', 'utf8');
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
  reader.end();
  expect(lines).toEqual(['a', 'b', 'c', 'd', '', '', '😀é漢']);
});

test('scanForSecret finds every place and form, and lets add-mask pass', async () => {
  const secret = 'gpt_sat_q?w>e~rty';
  await using own = await openJob({ secrets: { TOKEN: secret } });
  const env = { T: '${{ secrets.TOKEN }}' };
  await own.run('echo "::add-mask::$T"', { env });
  expect(scanForSecret(own, secret)).toEqual([]);

  const shifted = [`x${secret}`, `xy${secret}z`].map((text) => Buffer.from(text));
  const hidden = [
    ...shifted.flatMap((bytes) => [bytes.toString('base64'), bytes.toString('base64url')]),
    Buffer.from(secret).toString('hex'),
    encodeURIComponent(secret),
  ].join('\n');
  await own.run(`cat > "$RUNNER_TEMP/left" <<'E'\n${hidden}\nE\necho "out=$T" >> "$GITHUB_OUTPUT"\necho "$T"`, { env });
  const found = scanForSecret(own, secret);
  const inFile = found.filter(({ where }) => where.endsWith('_temp/left')).map(({ form }) => form);
  expect(new Set(inFile)).toEqual(new Set(['base64', 'base64url', 'hex', 'url']));
  const raw = found.filter(({ form }) => form === 'raw').map(({ where }) => where.replace(/.*: |_[0-9a-f-]{36}$/g, ''));
  expect(raw.toSorted()).toEqual([
    'file:_work/_temp/_runner_file_commands/set_output',
    'outputs',
    'stdout and stderr before masking',
  ]);
  expect(JSON.stringify(found)).not.toContain(secret);
});

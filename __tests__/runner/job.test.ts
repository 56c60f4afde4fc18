import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { type JobOptions, openJob, scanForSecret, type UsesOptions } from '../support/runner/index.ts';
import { fixture } from './helpers.ts';

type Seen = { env: Record<string, string>; cwd: string; node: string; stdin: string };
const inspect = async (options: UsesOptions = {}, jobOptions: JobOptions = {}): Promise<Seen> => {
  await using job = await openJob(jobOptions);
  const { outputs } = await job.uses(fixture('inspect'), options);
  return { ...(JSON.parse(outputs['seen'] ?? '') as Seen), cwd: job.workspace };
};

describe('what a JavaScript action gets', () => {
  test('inputs: upper case, blanks to _, hyphens kept, expressions in defaults, empty without one', async () => {
    const { env } = await inspect(
      { with: { PLAIN: '${{ secrets.T }}-${{ matrix.gpu }}' } },
      {
        secrets: { T: 't' },
        matrix: { gpu: 'A100' },
      },
    );
    expect(env).toMatchObject({ INPUT_PLAIN: 't-A100', 'INPUT_TWO_WORDS-X': 'acme/models on Linux' });
    expect((await inspect()).env['INPUT_PLAIN']).toBe('');
  });

  test('an input it does not have only warns', async () => {
    await using job = await openJob();
    const result = await job.uses(fixture('inspect'), { with: { other: 1 } });
    expect(result.annotations).toMatchObject([
      { level: 'warning', message: "Unexpected input(s) 'other', valid inputs are ['plain', 'two words-x']" },
    ]);
    expect(result.conclusion).toBe('success');
  });

  test('GITHUB_ and RUNNER_ variables that no user can set, own variables that he can', async () => {
    const env = { GITHUB_JOB: 'x', RUNNER_OS: 'x', CI: 'no', MINE: '${{ github.job }}', NODE_ICU_DATA: 'x' };
    const seen = await inspect({ env, id: 'train', uses: 'gpu-cli/run-action@v1' });
    expect(seen.env).toMatchObject({ GITHUB_JOB: 'test', RUNNER_OS: 'Linux', CI: 'no', MINE: 'test' });
    expect(seen.env).toMatchObject({ GITHUB_ACTION: 'train', GITHUB_ACTION_REPOSITORY: 'gpu-cli/run-action' });
    expect(seen.env).toMatchObject({ GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: seen.cwd });
    expect(seen.env['NODE_ICU_DATA']).toBeUndefined();
    expect(seen.env['GITHUB_TOKEN']).toBeUndefined();
  });

  test('runtime tokens, hidden in the log; scripts get the id token alone', async () => {
    await using job = await openJob();
    const { outputs } = await job.uses(fixture('inspect'));
    const { env } = JSON.parse(outputs['seen'] ?? '') as Seen;
    expect(env['ACTIONS_RUNTIME_TOKEN']).toBe(env['ACTIONS_ID_TOKEN_REQUEST_TOKEN']);
    const script = await job.run('echo "[$ACTIONS_RUNTIME_TOKEN][$ACTIONS_ID_TOKEN_REQUEST_TOKEN]"');
    expect(script.log).toContain('\n[][***]\n');
    const without = await inspect({}, { idToken: false });
    expect(without.env['ACTIONS_ID_TOKEN_REQUEST_URL']).toBeUndefined();
  });

  test('our own Node, closed standard input, nothing of our environment but what a login has', async () => {
    process.env['LEAK'] = 'x';
    const seen = await inspect();
    delete process.env['LEAK'];
    expect(seen).toMatchObject({ node: process.execPath, stdin: '' });
    expect(seen.env['LEAK']).toBeUndefined();
  });

  test('the event file', async () => {
    await using job = await openJob({
      event: 'pull_request',
      payload: { number: 7, pull_request: { head: { ref: 'b' } } },
    });
    const { outputs } = await job.uses(fixture('inspect'), { with: { plain: '${{ github.event.number }}' } });
    const { env } = JSON.parse(outputs['seen'] ?? '') as Seen;
    expect(JSON.parse(readFileSync(env['GITHUB_EVENT_PATH'] ?? '', 'utf8'))).toMatchObject({ number: 7 });
    expect(env).toMatchObject({ INPUT_PLAIN: '7', GITHUB_HEAD_REF: 'b', GITHUB_EVENT_NAME: 'pull_request' });
  });
});

describe('run steps', () => {
  test.each([
    [undefined, 'false | true; echo "on $-"', 'success'],
    ['bash', 'false | true', 'failure'],
    [undefined, 'false; echo never', 'failure'],
    ['sh', 'false; echo never', 'failure'],
    ['python', 'import sys; sys.exit(0)', 'success'],
  ])('shell %s: %s', async (shell, script, conclusion) => {
    await using job = await openJob();
    const result = await job.run(script, shell === undefined ? {} : { shell });
    expect(result.conclusion).toBe(conclusion);
    expect(result.annotations.map(({ message }) => message)).toEqual(
      conclusion === 'failure' ? ['Process completed with exit code 1.'] : [],
    );
  });

  test('workspace copied and a repository, working directory, outputs of an earlier step', async () => {
    await using job = await openJob({ workspace: fixture('..'), git: true });
    await job.run('echo "a=1" >> "$GITHUB_OUTPUT"', { id: 'first' });
    const result = await job.run('echo "${{ steps.first.outputs.a }}" $(git status --short | wc -l) $(ls)', {
      workingDirectory: 'fixtures/say',
    });
    expect(result.log).toContain('\n1 0 action.yml say.mjs\n');
  });
});

test('scanForSecret finds every place and form, and lets add-mask pass', async () => {
  const secret = 'gpt_sat_q?w>e~rty';
  await using job = await openJob({ secrets: { TOKEN: secret } });
  await job.run('echo "::add-mask::$T"', { env: { T: '${{ secrets.TOKEN }}' } });
  expect(scanForSecret(job, secret)).toEqual([]);

  const forms = [`x${secret}`, `xy${secret}z`].map((text) => Buffer.from(text));
  const hidden = [
    ...forms.flatMap((bytes) => [bytes.toString('base64'), bytes.toString('base64url')]),
    Buffer.from(secret).toString('hex'),
    encodeURIComponent(secret),
  ];
  await job.run(
    `cat > "$RUNNER_TEMP/left" <<'E'\n${hidden.join('\n')}\nE\necho "out=$T" >> "$GITHUB_OUTPUT"\necho "$T"`,
    {
      env: { T: '${{ secrets.TOKEN }}' },
    },
  );
  const found = scanForSecret(job, secret);
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

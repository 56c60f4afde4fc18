import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../emulator/client.ts';
import { entryArgs, entryEnv } from '../support/entry.ts';
import { startSecretsServer, type SecretsServer } from './support/github-secrets-server.ts';
import { asGitHubRepository, filesIn, shim, takeSeat, type Seat } from './support/seat.ts';

let seat: Seat;
let github: SecretsServer;
let env: NodeJS.ProcessEnv;
let scan = true;
beforeEach(async () => {
  scan = true;
  [seat, github] = await Promise.all([takeSeat(), startSecretsServer()]);
  asGitHubRepository(seat.cwd);
  env = { GH_TOKEN: 'ghp_good', GITHUB_API_URL: github.url };
});
afterEach(async () => {
  if (scan) expect(seat.printed()).not.toMatch(/gpt_sat_\w{8,}/);
  for (const content of Object.values(filesIn(seat.cwd))) expect(content).not.toMatch(/gpt_sat_\w{8,}/);
  await seat[Symbol.asyncDispose]();
  await github[Symbol.asyncDispose]();
});

const stored = (): string => github.secrets.get('GPU_SERVICE_TOKEN')?.value ?? '';
const named = async (name: string): Promise<string[]> =>
  (await seat.accounts()).filter((account) => account.name === name).map(({ id }) => id);
const works = async (token: string): Promise<boolean> =>
  (await seat.lab.gpu(['auth', 'status'], { env: { GPU_SERVICE_TOKEN: token } })).code === 0;

describe('create', () => {
  test('stores the token as the secret of the repository', async () => {
    const { code, out } = await seat.ci(['token', 'create', '--name', 'nightly'], { env });
    expect(out).toMatch(/Service account sa_\w+ \(nightly\) made/);
    expect(code).toBe(0);
    expect(await works(stored())).toBe(true);
  });

  test('--org makes it there, and leaves the active organization as it was', async () => {
    const asPerson = { env: { GPU_SERVICE_TOKEN: '' } };
    await seat.lab.gpu(['org', 'create', 'Other Team'], asPerson);
    await seat.lab.gpu(['org', 'switch', 'other-team'], asPerson);
    const { code } = await seat.ci(['token', 'create', '--name', 'nightly', '--org', 'my-team'], { env });
    expect(code).toBe(0);
    expect(await named('nightly')).toEqual([]);
    await seat.lab.gpu(['org', 'switch', 'my-team'], asPerson);
    expect(await named('nightly')).toHaveLength(1);
  });

  test('or into a file for its owner alone', async () => {
    const file = join(seat.lab.home, 'token');
    expect((await seat.ci(['token', 'create', '--name', 'nightly', '--token-file', file])).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await works(readFileSync(file, 'utf8').trim())).toBe(true);
  });

  test('or to a terminal on request, and never where nobody sits', async () => {
    const refused = await seat.ci(['token', 'create', '--name', 'nightly', '--show']);
    expect(refused.code).toBe(1);
    expect(await named('nightly')).toEqual([]);
    scan = false;
    const shown = await seat.ci(['token', 'create', '--name', 'nightly', '--show'], { typed: '' });
    expect(await works(/gpt_sat_\w+/.exec(shown.out)?.[0] ?? '')).toBe(true);
  });

  test('a token that is there already is replaced only when somebody agrees', async () => {
    await seat.ci(['token', 'create', '--name', 'nightly'], { env });
    const before = stored();
    const again = ['token', 'create', '--name', 'weekly'];
    const refused = await seat.ci(again, { env });
    expect(refused.out).toMatch(/There is a token already: secret GPU_SERVICE_TOKEN of acme\/vision.*Add --yes/s);
    expect([stored(), await named('weekly')]).toEqual([before, []]);
    expect((await seat.ci(again, { env, typed: 'y\n' })).code).toBe(0);
    expect(stored()).not.toBe(before);
  });

  test('a file that would be committed and sent to pods takes no token, one that git ignores does', async () => {
    const create = (file: string) => seat.ci(['token', 'create', '--name', 'nightly', '--token-file', file]);
    const { code, out } = await create('token.txt');
    expect([code, await named('nightly')]).toEqual([1, []]);
    expect(out).toMatch(/lies in a git work tree, where it would be committed and sent to pods\. .*~\/gpu-token/);
    expect((await create('absent/token')).out).toMatch(/There is no folder .*absent/);
    writeFileSync(join(seat.cwd, '.gitignore'), 'token.txt\n');
    expect((await create('token.txt')).code).toBe(0);
    rmSync(join(seat.cwd, 'token.txt'));
  });

  test('a file behind a linked folder into a work tree takes no token either', async () => {
    const link = join(seat.lab.home, 'link');
    symlinkSync(seat.cwd, link);
    const { code, out } = await seat.ci(['token', 'create', '--name', 'nightly', '--token-file', join(link, 'token')]);
    expect([code, await named('nightly')]).toEqual([1, []]);
    expect(out).toContain('lies in a git work tree');
  });

  test('git gets neither the service token nor the one of GitHub', async () => {
    const seen = join(seat.lab.home, 'git-env');
    const folder = mkdtempSync(join(seat.lab.home, 'git-'));
    writeFileSync(join(folder, 'git'), `#!/bin/sh\nenv >> '${seen}'\nexit 0\n`, { mode: 0o755 });
    const more = { ...env, GPU_SERVICE_TOKEN: 'gpt_sat_OFTHEJOB0123', PATH: `${folder}:${seat.env['PATH'] ?? ''}` };
    await seat.ci(['token', 'create', '--name', 'nightly', '--token-file', join(seat.lab.home, 'file')], { env: more });
    expect(readFileSync(seen, 'utf8')).not.toMatch(/OFTHEJOB|ghp_good/);
  });

  test('makes no account where there is no place for its token', async () => {
    const { code, out } = await seat.ci(['token', 'create', '--name', 'nightly']);
    expect(code).toBe(1);
    expect(out).toContain('--token-file PATH');
    expect(await named('nightly')).toEqual([]);
  });
});

describe('list and revoke', () => {
  test('list shows accounts; revoke ends one at once', async () => {
    await seat.ci(['token', 'create', '--name', 'nightly'], { env });
    const [id = ''] = await named('nightly');
    expect((await seat.ci(['token', 'list'])).out).toContain(id);
    expect((await seat.ci(['token', 'revoke', id])).out).toContain('Add --yes');
    expect((await seat.ci(['token', 'revoke', id, '--yes'])).code).toBe(0);
    expect(await named('nightly')).toEqual([]);
    expect(await works(stored())).toBe(false);
  });

  test('a token in place of an id is refused and not repeated', async () => {
    const { code, out } = await seat.ci(['token', 'revoke', 'gpt_sat_0123456789abcdef', '--yes']);
    expect(code).toBe(2);
    expect(out).toContain('revoked by its id');
  });

  test('an id that there is not is told', async () => {
    expect((await seat.ci(['token', 'revoke', 'sa_nobody', '--yes'])).out).toMatch(
      /sa_nobody is not revoked: .*No service.* gpu-ci token list shows them\.$/m,
    );
  });

  test('what the CLI lists is shown without tokens, should it ever list one', async () => {
    const leaky = shim(seat, 'case "$*" in *list*) echo "sa_1  ci  gpt_sat_LEAKED0123456789"; exit 0;; esac');
    expect((await seat.ci(['token', 'list'], { env: leaky })).out).toContain('gpt_***');
  });
});

describe('rotate', () => {
  let old = '';
  let oldToken = '';
  beforeEach(async () => {
    await seat.ci(['token', 'create', '--name', 'nightly'], { env });
    [old = ''] = await named('nightly');
    oldToken = stored();
  });
  const rotate = (more: NodeJS.ProcessEnv = {}, ...args: string[]) => {
    const proof = args.includes('--prove') ? [] : ['--prove', 'sign-in'];
    return seat.ci(['token', 'rotate', '--name', 'nightly', '--yes', ...proof, ...args], { env: { ...env, ...more } });
  };
  /** The old token is in use as before, and no second account is left. */
  const nothingChanged = async (): Promise<void> => {
    expect(await named('nightly')).toEqual([old]);
    expect(stored()).toBe(oldToken);
    expect(await works(oldToken)).toBe(true);
  };

  test('new account, proof, new secret, and only then the old one ends', async () => {
    const { code, out } = await rotate();
    expect(out).toContain(`Revoked the old service account ${old}.`);
    expect(code).toBe(0);
    const [fresh, ...more] = await named('nightly');
    expect(more).toEqual([]);
    expect(fresh).not.toBe(old);
    expect([await works(stored()), await works(oldToken)]).toEqual([true, false]);
  });

  test('the proof is a run on a GPU with the new token, which leaves nothing alive', async () => {
    const { code } = await seat.ci(['token', 'rotate', '--name', 'nightly', '--yes'], { env });
    expect(code).toBe(0);
    const { jobs, jobsAlive, podsAlive } = seat.lab.cloud.books();
    expect(jobs).toMatchObject([{ projectId: 'gpu-ci-token-proof', state: 'succeeded', starts: 1 }]);
    expect([jobsAlive, podsAlive]).toEqual([0, 0]);
    expect([await works(stored()), await works(oldToken)]).toEqual([true, false]);
  });

  test('the proof takes no input from the pipeline around it', async () => {
    const around = { GPU_CI_MODE: 'submit', GPU_CI_KEEP_POD: 'true', GPU_CI_ARGS: '--rebuild' };
    const { code } = await seat.ci(['token', 'rotate', '--name', 'nightly', '--yes'], { env: { ...env, ...around } });
    expect(code).toBe(0);
    const { jobs, jobsAlive, podsAlive } = seat.lab.cloud.books();
    expect(jobs).toMatchObject([{ projectId: 'gpu-ci-token-proof', state: 'succeeded' }]);
    expect([jobsAlive, podsAlive]).toEqual([0, 0]);
  });

  test('a run that does not come about is no proof: why is told in one line, and all is as it was', async () => {
    seat.lab.cloud.order({ kind: 'refuse', exitCode: 10, error: 'forbidden', text: 'It may run nothing.', times: -1 });
    const { code, out } = await seat.ci(['token', 'rotate', '--name', 'nightly', '--yes'], { env });
    expect(code).toBe(1);
    expect(out).toMatch(/The proof failed with the new token: proof: .*It may run nothing\b.*\n/);
    expect(out).toMatch(/sa_\w+ was revoked again/);
    await nothingChanged();
  });

  test('Ctrl-C during the proof: its run is ended, and all is as it was', async () => {
    seat.lab.cloud.order({ kind: 'slow-provisioning', ms: 60_000 });
    const program = [
      ...entryArgs(join(process.cwd(), 'bin', 'gpu-ci.js')),
      'token',
      'rotate',
      '--name',
      'nightly',
      '--yes',
    ];
    const running = run(process.execPath, program, {
      cwd: seat.cwd,
      env: { ...seat.env, ...env, ...entryEnv() } as Record<string, string>,
    });
    await seat.lab.cloud.until(({ kind }) => kind === 'submitted');
    running.child.kill('SIGINT');
    const ended = await running;
    expect(ended.err).toMatch(/The proof was interrupted\. .*sa_\w+ was revoked again/);
    const { jobsAlive, podsAlive } = seat.lab.cloud.books();
    expect([jobsAlive, podsAlive]).toEqual([0, 0]);
    await nothingChanged();
  });

  test('a command of the user is run with the new token', async () => {
    const { code } = await rotate({}, '--prove', `gpu run -y -- sh -c 'echo ran with a GPU'`);
    expect(code).toBe(0);
    expect(seat.lab.cloud.books().jobs).toHaveLength(1);
  });

  test('a token that went to a file is for a person to carry over: until then the old one works', async () => {
    const file = join(seat.lab.home, 'new-token');
    const { code, out } = await rotate({}, '--token-file', file);
    expect(code).toBe(0);
    expect(out).toContain(`Once the new one is in place: gpu-ci token revoke ${old}`);
    expect([await works(readFileSync(file, 'utf8').trim()), await works(oldToken)]).toEqual([true, true]);
    expect(await named('nightly')).toHaveLength(2);
  });

  test('a proof that fails leaves all as it was, and the new account is revoked', async () => {
    const { code, out } = await rotate({}, '--prove', 'sh -c "echo no GPU for you, $GPU_SERVICE_TOKEN >&2; exit 3"');
    expect(code).toBe(1);
    expect(out).toMatch(/The proof failed with the new token: no GPU for you, \*\*\*/);
    expect(out).toMatch(/sa_\w+ was revoked again/);
    expect(out).toContain('the old token goes on working');
    await nothingChanged();
  });

  test('gpu and the proof get the new token, and not the one that may write secrets', async () => {
    const seen = join(seat.lab.home, 'seen');
    const { code } = await rotate(shim(seat, `env >> '${seen}'`), '--prove', `sh -c "env >> '${seen}'"`);
    expect(code).toBe(0);
    const given = readFileSync(seen, 'utf8');
    expect(given).toContain(`GPU_SERVICE_TOKEN=${stored()}\n`);
    expect(given).not.toMatch(/^(GH|GITHUB)_TOKEN=/m);
  });

  test('a token that the CLI does not accept is no proof', async () => {
    const { out } = await rotate(
      shim(seat, 'case "$*" in "auth status") echo "error: token refused" >&2; exit 10;; esac'),
    );
    expect(out).toContain('does not accept the new token: token refused.');
    await nothingChanged();
  });

  test('a CLI without `auth status` proves it by its doctor', async () => {
    const { code } = await rotate(shim(seat, 'case "$*" in "auth status") exit 2;; esac'));
    expect(code).toBe(0);
    expect(await works(stored())).toBe(true);
  });

  test('a secret that GitHub refuses leaves all as it was', async () => {
    github.onPut = 'refuse';
    const { code, out } = await rotate();
    expect(code).toBe(1);
    expect(out).toMatch(/HTTP 403.*sa_\w+ was revoked again/);
    await nothingChanged();
  });

  test.each(['store-then-hang-up', 'store-then-500'] as const)(
    '%s: the secret tells that it arrived',
    async (onPut) => {
      github.onPut = onPut;
      expect((await rotate()).code).toBe(0);
      expect([await works(stored()), await works(oldToken)]).toEqual([true, false]);
    },
  );

  test('where nobody can tell whether it arrived, neither account is ended', async () => {
    github.onPut = 'hang-up';
    const { code, out } = await rotate();
    expect(code).toBe(1);
    expect(out).toMatch(/cannot be told, so no account was revoked/);
    expect(await named('nightly')).toHaveLength(2);
    expect(await works(oldToken)).toBe(true);
  });

  test('an old account that cannot be ended is named, with the command', async () => {
    const { code, out } = await rotate(shim(seat, 'case "$*" in *revoke*) echo "error: busy" >&2; exit 1;; esac'));
    expect(code).toBe(1);
    expect(out).toContain(`gpu org service-account revoke ${old}`);
    expect(await works(stored())).toBe(true);
  });

  test('two accounts of one name are told apart by --id', async () => {
    await seat.ci(['token', 'create', '--name', 'nightly', '--yes'], { env });
    expect((await rotate()).out).toMatch(/2 service accounts are named "nightly": sa_\w+, sa_\w+\./);
    expect((await rotate({}, '--id', old)).code).toBe(0);
    expect(await named('nightly')).not.toContain(old);
  });

  test('a name that there is not changes nothing', async () => {
    const { code } = await seat.ci(['token', 'rotate', '--name', 'nobody', '--yes'], { env });
    expect(code).toBe(1);
    await nothingChanged();
  });
});

test.each([
  [[], 'gpu-ci token needs a verb. One of create, list, rotate, revoke.'],
  [['rotat'], 'Did you mean gpu-ci token rotate?'],
  [['frobnicate'], 'has no verb "frobnicate". One of create, list, rotate, revoke.'],
  [['create'], 'Which name? gpu-ci token create --name my-pipeline'],
  [['create', 'nightly'], 'does not know what to do with "nightly"'],
  [['list', 'gitlab'], 'Did you mean --host gitlab?'],
  [['revoke'], 'Which account?'],
  [['rotate'], 'Say --name NAME or --id sa_…'],
  [['rotate', '--prove', "sh '"], 'has an open quote'],
])('%j cannot be used, and is told with what can', async (args, said) => {
  const { code, out } = await seat.ci(['token', ...args]);
  expect(out).toContain(said);
  expect(code).toBe(2);
});

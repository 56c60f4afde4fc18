import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Captured } from '../../src/gpu/spawn.ts';
import { fixFor, saidBy, ServiceAccounts } from '../../src/kit/accounts.ts';
import { run } from '../emulator/client.ts';
import { entryArgs, entryEnv } from '../support/entry.ts';
import { startSecretsServer, type SecretsServer } from './support/github-secrets-server.ts';
import { shim, takeSeat, type Project, type Seat } from './support/seat.ts';

const TOKEN = /gpt_sat_\w{8,}/;

let seat: Seat;
let github: SecretsServer;
let project: Project;
let env: NodeJS.ProcessEnv;
let name = '';
beforeAll(async () => void (seat = await takeSeat()));
afterAll(() => seat[Symbol.asyncDispose]());
beforeEach(async () => {
  github = await startSecretsServer();
  project = seat.gitHubProject();
  name = `nightly-${project.name}`;
  env = { GH_TOKEN: 'ghp_good', GITHUB_API_URL: github.url };
});
afterEach(async () => {
  expect(project.printed()).not.toMatch(TOKEN);
  expect(project.printed()).not.toContain('ghp_');
  await github[Symbol.asyncDispose]();
});

const stored = (): string => github.secrets.get('GPU_SERVICE_TOKEN') ?? '';
const works = async (token: string): Promise<boolean> =>
  (await seat.lab.gpu(['auth', 'status'], { env: { GPU_SERVICE_TOKEN: token } })).code === 0;
/** `gpu-ci token create`, with the GitHub token. */
const create = (...flags: string[]) => project.ci(['token', 'create', '--name', name, ...flags], { env });
/** `gpu-ci token create --token-file`, without it. */
const createFile = (file: string) => project.ci(['token', 'create', '--name', name, '--token-file', file]);

describe('gpu-ci token create', () => {
  test('writes a new file that only its owner can read', async () => {
    const file = join(seat.lab.home, name);
    expect((await createFile(file)).code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await works(readFileSync(file, 'utf8').trim())).toBe(true);
  });

  test('replaces a stored token only if the person agrees', async () => {
    await create();
    const before = stored();
    const again = ['token', 'create', '--name', `${name}-2`];
    const { out } = await project.ci(again, { env });
    expect(out).toMatch(/secret GPU_SERVICE_TOKEN of acme\/vision-\d+ .*already has a token.*Use --yes/s);
    expect([stored(), await seat.accounts(`${name}-2`)]).toEqual([before, []]);
    expect((await project.ci(again, { env, typed: 'y\n' })).code).toBe(0);
    expect(stored()).not.toBe(before);
  });

  test('refuses a file that git would commit, also behind a link, and accepts one that git ignores', async () => {
    const link = join(seat.lab.home, `${name}-link`);
    symlinkSync(project.cwd, link);
    for (const file of ['token.txt', join(link, 'token.txt')]) {
      expect(await createFile(file)).toMatchObject({ code: 1, out: expect.stringContaining('is in a git work tree') });
    }
    expect((await createFile('absent/token')).out).toMatch(/The folder .*absent does not exist/);
    expect(await seat.accounts(name)).toEqual([]);
    writeFileSync(join(project.cwd, '.gitignore'), 'token.txt\n');
    expect((await createFile('token.txt')).code).toBe(0);
  });

  test('does not pass tokens to git', async () => {
    const folder = mkdtempSync(join(seat.lab.home, 'git-'));
    const seen = join(folder, 'seen');
    writeFileSync(join(folder, 'git'), `#!/bin/sh\nenv >> '${seen}'\nexit 0\n`, { mode: 0o755 });
    const more = { ...env, GPU_SERVICE_TOKEN: 'gpt_sat_OFTHEJOB0123', PATH: `${folder}:${seat.env['PATH'] ?? ''}` };
    await project.ci(['token', 'create', '--name', name, '--token-file', join(folder, 'file')], { env: more });
    expect(readFileSync(seen, 'utf8')).not.toMatch(/OFTHEJOB|ghp_good/);
  });

  test('creates no account if there is no place for its token', async () => {
    const { code, out } = await project.ci(['token', 'create', '--name', name]);
    expect([code, out]).toEqual([1, expect.stringContaining('--token-file PATH')]);
    expect(await seat.accounts(name)).toEqual([]);
  });
});

describe('gpu-ci token list and revoke', () => {
  test('list shows accounts; revoke ends one at once, with confirmation', async () => {
    await create();
    const [id = ''] = await seat.accounts(name);
    expect((await project.ci(['token', 'list'])).out).toContain(`${id}  ${name}\n`);
    expect((await project.ci(['token', 'revoke', id])).out).toContain('Confirmation required');
    expect((await project.ci(['token', 'revoke', id, '--yes'])).code).toBe(0);
    expect(await seat.accounts(name)).toEqual([]);
    expect(await works(stored())).toBe(false);
    expect((await project.ci(['token', 'revoke', 'sa_nobody', '--yes'])).out).toMatch(
      /sa_nobody is not revoked: .*gpu-ci token list shows the ids\.$/m,
    );
  });

  test('list hides a token that GPU CLI would print', async () => {
    const leaky = shim(
      seat,
      'case "$*" in *list) echo "sa_1  gpt_sat_LEAKED0123456789"; exit 0;; *list*) exit 2;; esac',
    );
    expect((await project.ci(['token', 'list'], { env: leaky })).out).toContain('gpt_***');
  });
});

describe('gpu-ci token rotate', () => {
  let old = '';
  let oldToken = '';
  beforeEach(async () => {
    await create();
    [old = ''] = await seat.accounts(name);
    oldToken = stored();
  });
  const rotate = (more: NodeJS.ProcessEnv = {}, ...flags: string[]) => {
    const proof = flags.includes('--prove') ? [] : ['--prove', 'sign-in'];
    return project.ci(['token', 'rotate', '--name', name, '--yes', ...proof, ...flags], { env: { ...env, ...more } });
  };
  /** The old token is stored and works, and there is no second account. */
  const nothingChanged = async (): Promise<void> => {
    expect(await seat.accounts(name)).toEqual([old]);
    expect(stored()).toBe(oldToken);
    expect(await works(oldToken)).toBe(true);
  };

  test.each(['store', 'hang-up-once'] as const)(
    'creates an account, proves and stores its token, and then revokes the old account: GitHub does %s',
    async (onPut) => {
      github.onPut = onPut;
      const { code, out } = await rotate();
      expect(out).toContain(`Revoked the old service account ${old}.`);
      expect(code).toBe(0);
      expect(await seat.accounts(name)).toEqual([expect.not.stringContaining(old)]);
      expect([await works(stored()), await works(oldToken)]).toEqual([true, false]);
    },
  );

  test('leaves the old account to the person who stores the token by hand', async () => {
    const file = join(seat.lab.home, `${name}-new`);
    const { code, out } = await rotate({}, '--token-file', file);
    expect(code).toBe(0);
    expect(out).toContain(`Once the new one is in place: gpu-ci token revoke ${old}`);
    expect([await works(readFileSync(file, 'utf8').trim()), await works(oldToken)]).toEqual([true, true]);
  });

  test.each([
    ['sh -c "echo no GPU for you, $GPU_SERVICE_TOKEN >&2; exit 3"', '', /proof failed: no GPU for you, \*\*\*/],
    ['no-such-program', '', /could not be started \(ENOENT\)/],
    ['sign-in', 'case "$*" in "auth status") echo "error: token refused" >&2; exit 10;; esac', /failed: token refused/],
  ])('a proof that fails changes nothing: %s', async (proof, gpu, message) => {
    const { code, out } = await rotate(shim(seat, gpu), '--prove', proof);
    expect(out).toMatch(message);
    expect(out).toMatch(/The old token still works\. The new service account sa_\w+ was revoked/);
    expect(code).toBe(1);
    await nothingChanged();
  });

  test('a secret that GitHub refuses changes nothing', async () => {
    github.onPut = 'refuse';
    const { code, out } = await rotate();
    expect(out).toMatch(/HTTP 403.*sa_\w+ was revoked/);
    expect(code).toBe(1);
    await nothingChanged();
  });

  test('needs the one account with the name', async () => {
    await create('--yes');
    expect((await rotate()).out).toMatch(/Several service accounts are named "nightly-vision-\d+": sa_\w+, sa_\w+\./);
    expect((await project.ci(['token', 'rotate', '--name', 'nobody'], { env })).out).toContain(
      '"nobody" does not exist',
    );
  });

  test('gpu and the proof get the new token, and not the one that may write secrets', async () => {
    const seen = join(seat.lab.home, `${name}-seen`);
    const { code } = await rotate(shim(seat, `env >> '${seen}'`), '--prove', `sh -c "env >> '${seen}'"`);
    expect(code).toBe(0);
    const given = readFileSync(seen, 'utf8');
    expect(given).toContain(`GPU_SERVICE_TOKEN=${stored()}\n`);
    expect(given).not.toMatch(/^(GH|GITHUB)_TOKEN=/m);
  });

  test('if it is unknown whether the secret arrived, no account is revoked', async () => {
    github.onPut = 'hang-up';
    const { code, out } = await rotate();
    expect([code, out]).toEqual([1, expect.stringContaining('no account was revoked')]);
    expect(await seat.accounts(name)).toHaveLength(2);
    expect(await works(oldToken)).toBe(true);
  });

  test('names an old account that cannot be revoked, and the command', async () => {
    const { code, out } = await rotate(shim(seat, 'case "$*" in *revoke*) echo "error: busy" >&2; exit 1;; esac'));
    expect([code, out]).toEqual([1, expect.stringContaining(`gpu org service-account revoke ${old}`)]);
    expect(await works(stored())).toBe(true);
  });
});

describe('the proof by a run', () => {
  let lab: Seat;
  let here: Project;
  const argv = ['token', 'rotate', '--name', 'nightly', '--yes'];
  beforeEach(async () => {
    lab = await takeSeat();
    here = lab.gitHubProject();
    await here.ci(['token', 'create', '--name', 'nightly'], { env });
  });
  afterEach(async () => {
    const { jobsAlive, podsAlive } = lab.lab.cloud.books();
    expect([jobsAlive, podsAlive]).toEqual([0, 0]);
    expect(here.printed()).not.toMatch(TOKEN);
    await lab[Symbol.asyncDispose]();
  });

  test('runs once on a GPU with the new token, cleans up, and ignores the inputs of the pipeline around it', async () => {
    const around = { GPU_CI_MODE: 'submit', GPU_CI_KEEP_POD: 'true', GPU_CI_ARGS: '--rebuild' };
    const [old] = await lab.accounts('nightly');
    expect((await here.ci(argv, { env: { ...env, ...around } })).code).toBe(0);
    expect(lab.lab.cloud.books().jobs).toMatchObject([
      { projectId: 'gpu-ci-token-proof', state: 'succeeded', starts: 1 },
    ]);
    expect(await lab.accounts('nightly')).toEqual([expect.not.stringContaining(String(old))]);
  });

  test('prints why a run is refused in one line, and changes nothing', async () => {
    const before = [await lab.accounts('nightly'), stored()];
    lab.lab.cloud.order({ kind: 'refuse', exitCode: 10, error: 'forbidden', text: 'It may run nothing.', times: -1 });
    const { code, out } = await here.ci(argv, { env });
    expect(out).toMatch(/The proof failed: .*It may run nothing\b.*\n/);
    expect(code).toBe(1);
    expect([await lab.accounts('nightly'), stored()]).toEqual(before);
  });

  test('ends the run on Ctrl-C, and changes nothing', async () => {
    const before = [await lab.accounts('nightly'), stored()];
    lab.lab.cloud.order({ kind: 'slow-provisioning', ms: 60_000 });
    const running = run(process.execPath, [...entryArgs(join(process.cwd(), 'bin', 'gpu-ci.js')), ...argv], {
      cwd: here.cwd,
      env: { ...lab.env, ...env, ...entryEnv() } as Record<string, string>,
    });
    await lab.lab.cloud.until(({ kind }) => kind === 'submitted');
    running.child.kill('SIGINT');
    expect((await running).err).toMatch(/The proof was interrupted\. .*sa_\w+ was revoked/);
    expect([await lab.accounts('nightly'), stored()]).toEqual(before);
  });
});

// How the undocumented texts of GPU CLI are read.
describe('what GPU CLI prints', () => {
  const NOTHING = { code: 0, signal: null, stdout: '', stderr: '', cut: false, hung: false, spawnError: '' };
  test.each<[Partial<Captured>, string]>([
    [{ spawnError: 'ENOENT' }, 'it could not be started (ENOENT)'],
    [{ hung: true, stderr: 'x' }, 'it did not answer in time'],
    [{ stderr: '\n✗ Not logged in.\nmore', stdout: 'x' }, 'Not logged in'],
    [{ stdout: '[gpu]> Signed in with gpt_sat_0123456789' }, 'Signed in with gpt_***'],
    [{ code: null, signal: 'SIGKILL' }, 'it ended with exit code SIGKILL'],
  ])('%j is one line', (given, words) => expect(saidBy({ ...NOTHING, ...given })).toBe(words));

  test.each<[number, string, RegExp]>([
    [10, '', /^Sign in: gpu login$/],
    [10, 'gpt_sat_x', /^GPU CLI rejects the token in GPU_SERVICE_TOKEN/],
    [11, '', /Team plan/],
    [13, '', /gpu daemon start/],
    [1, '', /^You must be OWNER or ADMIN/],
    [1, 'gpt_sat_x', /a service account may not do this/],
  ])('exit code %d with the token %j has a fix', (code, token, fix) =>
    expect(fixFor({ ...NOTHING, code }, { GPU_SERVICE_TOKEN: token })).toMatch(fix),
  );

  /** Accounts of a `gpu` that gives these answers to `list --json` and `list`. */
  const listed = (json: Partial<Captured>, text: Partial<Captured> = { code: 1 }) =>
    new ServiceAccounts(
      (args) => Promise.resolve({ ...NOTHING, ...(args.includes('--json') ? json : text) }),
      {},
    ).list();

  test('accounts are found in any list of the JSON, without revoked ones and other ids', async () => {
    const rows = [
      { id: 'sa_1', name: 'a', revoked_at: null },
      { id: 'sa_2' },
      { id: 'sa_3', name: 'c', revoked_at: '2026-01-01' },
      { id: 'usr_4', name: 'd' },
      7,
    ];
    const found = [
      { id: 'sa_1', name: 'a' },
      { id: 'sa_2', name: '' },
    ];
    expect(await listed({ stdout: JSON.stringify(rows) })).toEqual(found);
    expect(await listed({ stdout: JSON.stringify({ count: 2, service_accounts: rows }) })).toEqual(found);
  });

  test.each([{ code: 2 }, { stdout: 'sa_9' }, { stdout: '{"count":0}' }])(
    'accounts are read from the table if the JSON is %j',
    async (json) => {
      const stdout = 'ID  NAME\n| sa_1 | first one | OWNER |\nsa_2   second  x\nsa_4 gone  revoked\nsa_5\nx-sa_7 no\n';
      expect(await listed(json, { stdout })).toEqual([
        { id: 'sa_1', name: 'first one' },
        { id: 'sa_2', name: 'second' },
        { id: 'sa_5', name: '' },
      ]);
    },
  );
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANONYMOUS } from '../../emulator/orgs/people.ts';
import type { Check } from '../../src/kit/checks.ts';
import { shim, takeSeat, type Seat } from './support/seat.ts';

let seat: Seat;
beforeAll(async () => void (seat = await takeSeat()));
afterAll(async () => {
  expect(seat.printed()).not.toMatch(/gpt_sat_\w{8,}/);
  await seat[Symbol.asyncDispose]();
});

const GOOD = {
  'gpu.jsonc': '{\n  // the project\n  "project_id": "vision", // "quoted, }"\n}\n',
  'train.py': 'print(1)\n',
};

function project(files: Record<string, string> = GOOD): string {
  const cwd = seat.lab.project(files);
  execFileSync('git', ['init', '-q'], { cwd });
  return cwd;
}

/** Somebody's own login. */
function loginOf(email: string, plan: string): { token: string } {
  const answer = seat.lab.cloud.orgs.handle(ANONYMOUS, 'login', { email, plan });
  if (!('ok' in answer)) throw new Error(answer.message);
  return answer.data as { token: string };
}

interface Seen {
  code: number | undefined;
  healthy: boolean;
  check: (name: string) => Check | undefined;
}

async function examine(cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Seen> {
  const argv = ['doctor', '--json', '--install-url', seat.lab.cloud.installUrl];
  const { code, out } = await seat.ci(argv, { cwd, env: { GPU_SERVICE_TOKEN: seat.lab.cloud.token, ...env } });
  const { healthy, checks } = JSON.parse(out) as { healthy: boolean; checks: Check[] };
  for (const { name, state, said, fix } of checks) {
    expect(said).not.toBe('');
    if (state === 'wrong' || state === 'warning') expect({ name, fix }).not.toEqual({ name, fix: '' });
  }
  return { code, healthy, check: (name) => checks.find((one) => one.name === name) };
}

test('a machine where all is well', async () => {
  const { code, healthy, check } = await examine(project());
  expect({ code, healthy }).toEqual({ code: 0, healthy: true });
  expect(check('GPU CLI')?.said).toMatch(/^\d+\.\d+\.\d+ at \//);
  expect(check('Token')?.state).toBe('ok');
  expect(check('Sign-in')?.state).toBe('ok');
  expect(check('Organization')?.said).toBe('my-team is active');
  expect(check('Plan')).toMatchObject({ state: 'ok', said: 'Team' });
  expect(check('Sessions')?.said).toBe('0 of 10 in use');
  expect(check('gpu.jsonc')?.said).toBe('valid, project_id vision');
  expect(check('Workspace')?.said).toMatch(/^2 files/);
  const lone = await examine(project({ 'gpu.jsonc': GOOD['gpu.jsonc'] }));
  expect(lone.check('Workspace')?.said).toMatch(/^1 file,/);
  expect(check('Network')?.state).toBe('ok');
});

test('for people it says what is wrong, the fix below it, and the sum', async () => {
  const argv = ['doctor', '--install-url', seat.lab.cloud.installUrl];
  const sick = await seat.ci(argv, { cwd: project(), env: { GPU_SERVICE_TOKEN: 'hello' } });
  expect(sick.code).toBe(1);
  expect(sick.out).toMatch(/✗ Token: GPU_SERVICE_TOKEN does not begin with gpt_sat_.*\n {4}Store the secret anew/);
  expect(sick.out).toMatch(/things must be mended\.\n$/);
  const well = await seat.ci(argv, { cwd: project() });
  expect(well.out).toMatch(/Healthy\.\n$/);
  expect(well.code).toBe(0);
});

describe('the CLI', () => {
  test('that is not installed', async () => {
    const { code, check } = await examine(project(), { PATH: '/usr/bin:/bin', HOME: '/nonexistent' });
    expect(code).toBe(1);
    expect(check('GPU CLI')?.fix).toContain('install.sh | sh');
    expect(check('Sign-in')?.state).toBe('skipped');
  });

  test('that does not start', async () => {
    const { check } = await examine(project(), shim(seat, 'echo "gpu: cannot execute" >&2; exit 126'));
    expect(check('GPU CLI')).toMatchObject({ state: 'wrong', said: expect.stringContaining('cannot execute') });
  });
});

describe('the token', () => {
  test.each([
    ['', 'warning', /not set/],
    ['gpt_sat_0123456789abcdef\n', 'wrong', /blanks or a line break/],
    ['"gpt_sat_0123456789abcdef"', 'wrong', /quotes/],
    ['$GPU_SERVICE_TOKEN', 'wrong', /name of a variable or stars/],
    ['***', 'wrong', /stars/],
    ['gpt_sat_', 'wrong', /cut short/],
    ['gpt_sat_0123…', 'wrong', /cut short/],
  ])('%j', async (token, state, said) => {
    const { check } = await examine(project(), { GPU_SERVICE_TOKEN: token });
    expect(check('Token')).toMatchObject({ state, said: expect.stringMatching(said) });
  });

  test('that is shaped well and refused', async () => {
    const { code, check } = await examine(project(), { GPU_SERVICE_TOKEN: 'gpt_sat_0123456789abcdef' });
    expect(code).toBe(1);
    expect(check('Token')?.state).toBe('ok');
    expect(check('Sign-in')).toMatchObject({ state: 'wrong', fix: expect.stringContaining('refused') });
  });
});

describe('the account', () => {
  test('a doctor of the CLI that is unhealthy and exits 0', async () => {
    const sick = '{"healthy":false,"checks":[{"name":"auth","ok":false,"message":"No credentials found."}]}';
    const { check } = await examine(project(), shim(seat, `case "$1" in doctor) echo '${sick}'; exit 0;; esac`));
    expect(check('Sign-in')).toMatchObject({ state: 'wrong', said: 'gpu doctor says: No credentials found.' });
  });

  test('a revoked token is told once, without marks of the CLI and with one full stop', async () => {
    const token = seat.lab.cloud.orgs.createToken({ name: 'gone' });
    seat.lab.cloud.orgs.revoke(token);
    const argv = ['doctor', '--install-url', seat.lab.cloud.installUrl];
    const { code, out } = await seat.ci(argv, { cwd: project(), env: { GPU_SERVICE_TOKEN: token } });
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ Sign-in: The token of service account sa_\w+ \(gone\) was revoked\n {4}The token in /m);
    expect(out).not.toMatch(/Organization|\.\./);
  });

  test('the organization that runs are to be under, and one that is not among those of the token', async () => {
    const argv = (org: string) => ['doctor', '--json', '--install-url', seat.lab.cloud.installUrl, '--org', org];
    const seen = async (org: string) => {
      const { code, out } = await seat.ci(argv(org), {
        cwd: project(),
        env: { GPU_SERVICE_TOKEN: seat.lab.cloud.token },
      });
      return { code, ...(JSON.parse(out) as { checks: Check[] }).checks.find(({ name }) => name === 'Organization') };
    };
    expect(await seen('my-team')).toMatchObject({ code: 0, state: 'ok', said: 'my-team is among yours' });
    expect(await seen('their-team')).toMatchObject({
      code: 1,
      state: 'wrong',
      said: 'their-team is not among those of this token or login; there are my-team',
    });
  });

  test.each([
    ['free', 'Free, by its one session'],
    ['pro', 'Pro, by its 3 sessions'],
  ] as const)('a personal account on %s has no service accounts, which CI needs', async (plan, said) => {
    const { token } = loginOf(`${plan}@example.com`, plan);
    // In a home of their own: that of the seat has an organization active which they do not belong to.
    const { code, check } = await examine(project(), { GPU_SERVICE_TOKEN: token, HOME: seat.lab.project() });
    // What begins with gpt_usr_ is no service token, and told apart from this.
    expect(code).toBe(1);
    expect(check('Plan')).toMatchObject({ state: 'warning', fix: expect.stringContaining('gpu upgrade') });
    expect(check('Plan')?.said).toBe(`${said}: it has no service accounts, which CI needs`);
    expect(check('Organization')?.said).toContain('personal account');
  });

  test('a plan that was lowered under an organization', async () => {
    const asPerson = { env: { GPU_SERVICE_TOKEN: '' } };
    await seat.lab.gpu(['org', 'plan', 'pro'], asPerson);
    const { check } = await examine(project());
    const made = await seat.ci(['token', 'create', '--name', 'n', '--token-file', join(seat.lab.home, 'n')]);
    await seat.lab.gpu(['org', 'plan', 'team'], asPerson);
    expect(check('Plan')).toMatchObject({ state: 'warning', said: 'Pro: it has no service accounts, which CI needs' });
    expect(made.code).toBe(1);
    expect(made.out).toMatch(
      /cannot be made: Service accounts need a Team, .* Service accounts come with the Team plan/,
    );
  });

  test('a daemon that is down', async () => {
    const { check } = await examine(
      project(),
      shim(seat, 'case "$1" in auth) echo "Daemon unavailable" >&2; exit 13;; esac'),
    );
    expect(check('Sign-in')?.fix).toContain('gpu daemon start');
  });

  test('a pool that is full', async () => {
    const release = seat.lab.cloud.holdSessions(10);
    const { code, check } = await examine(project());
    release();
    expect(code).toBe(0);
    expect(check('Sessions')).toMatchObject({ state: 'warning', said: expect.stringContaining('all 10 are in use') });
  });

  test('a CLI that knows no organizations and tells no pool', async () => {
    const old = shim(seat, 'case "$1" in org|auth) exit 2;; status) echo "Not implemented: status"; exit 1;; esac');
    const { code, check } = await examine(project(), old);
    expect(code).toBe(0);
    expect([check('Organization')?.state, check('Sessions')?.state]).toEqual(['skipped', 'skipped']);
  });
});

describe('gpu.jsonc', () => {
  test.each([
    ['{ "project_id": ', 'wrong', /cannot be read/],
    ['[1]', 'wrong', /no object/],
    ['{ "gpu_type": "H100" }', 'warning', /project_id is not set/],
    ['{ "project_id": "a", "keep_alive_minutes": 30, }', 'warning', /keep_alive_minutes is 30/],
    ['{ "project_id": "http://a//b", /* c */ "keep_alive_minutes": 3 }', 'ok', /project_id http:\/\/a\/\/b/],
  ])('%s', async (text, state, said) => {
    const { check } = await examine(project({ 'gpu.jsonc': text }));
    expect(check('gpu.jsonc')).toMatchObject({ state, said: expect.stringMatching(said) });
  });

  test('that cannot be read is told where it is wrong, and not as a trouble of the account', async () => {
    const { check } = await examine(project({ 'gpu.jsonc': '{ "project_id": ' }));
    expect(check('Sign-in')?.state).toBe('ok');
    expect(check('Sessions')?.state).toBe('ok');
  });

  test('that is absent', async () => {
    expect((await examine(project({}))).check('gpu.jsonc')?.state).toBe('warning');
  });
});

describe('the workspace', () => {
  test('no git work tree', async () => {
    const { check } = await examine(seat.lab.project(GOOD));
    expect(check('Workspace')).toMatchObject({
      state: 'warning',
      said: expect.stringContaining('.gitignore is not followed'),
    });
  });

  test('a virtual environment that would be sent, and one that is ignored', async () => {
    const cwd = project();
    mkdirSync(join(cwd, '.venv'));
    writeFileSync(join(cwd, '.venv', 'python'), '');
    expect((await examine(cwd)).check('Workspace')?.fix).toBe('Add to .gitignore: .venv');
    writeFileSync(join(cwd, '.gitignore'), '.venv/\n');
    expect((await examine(cwd)).check('Workspace')?.state).toBe('ok');
  });
});

describe('the network', () => {
  test('an address that is not reached, and one that answers an error', async () => {
    const at = (url: string) => seat.ci(['doctor', '--install-url', url], { cwd: project() });
    const closed = await at('http://127.0.0.1:9');
    expect(closed.code).toBe(1);
    expect(closed.out).toMatch(/✗ Network: http:\/\/127\.0\.0\.1:9 is not reached/);
    expect((await at(`${seat.lab.cloud.url}/nothing`)).out).toMatch(/answers HTTP 40\d/);
  });

  test('proxies are named, and one that is no address is wrong', async () => {
    expect((await examine(project(), { HTTPS_PROXY: 'http://proxy:3128' })).check('Proxies')?.said).toContain(
      'HTTPS_PROXY',
    );
    expect((await examine(project(), { HTTPS_PROXY: '//' })).check('Proxies')?.state).toBe('wrong');
  });
});

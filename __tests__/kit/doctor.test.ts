import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANONYMOUS } from '../../emulator/orgs/people.ts';
import type { Check } from '../../src/kit/doctor-machine.ts';
import { shim, takeSeat, type Project, type Seat } from './support/seat.ts';

let seat: Seat;
beforeAll(async () => void (seat = await takeSeat()));
afterAll(() => seat[Symbol.asyncDispose]());

const GOOD = {
  'gpu.jsonc': '{\n  // the project\n  "project_id": "vision", // "quoted, }"\n}\n',
  'train.py': 'print(1)\n',
};

function project(files: Record<string, string> = GOOD): Project {
  const made = seat.project(files);
  execFileSync('git', ['init', '-q'], { cwd: made.cwd });
  return made;
}

interface Seen {
  readonly code: number;
  readonly healthy: boolean;
  /** `state: said fix`. */
  readonly check: (name: string) => string;
}

async function examine({ ci }: Project, env: NodeJS.ProcessEnv = {}, ...flags: string[]): Promise<Seen> {
  const argv = ['doctor', '--json', '--install-url', seat.lab.cloud.installUrl, ...flags];
  const { code, out } = await ci(argv, { env: { GPU_SERVICE_TOKEN: seat.lab.cloud.token, ...env } });
  expect(out).not.toMatch(/gpt_sat_\w{8,}/);
  const { healthy, checks } = JSON.parse(out) as { healthy: boolean; checks: Check[] };
  for (const { name, state, said, fix } of checks) {
    expect(said).not.toBe('');
    if (state === 'wrong' || state === 'warning') expect({ name, fix }).not.toEqual({ name, fix: '' });
  }
  const check = (name: string): string => {
    const found = checks.find((one) => one.name === name);
    return found === undefined ? '' : `${found.state}: ${found.said} ${found.fix}`.trim();
  };
  return { code, healthy, check };
}

test('finds no problem on a healthy machine', async () => {
  const { code, healthy, check } = await examine(project());
  expect({ code, healthy }).toEqual({ code: 0, healthy: true });
  expect(check('GPU CLI')).toMatch(/^ok: \d+\.\d+\.\d+ at \//);
  expect(check('Organization')).toBe('ok: my-team is active');
  expect(check('Plan')).toBe('ok: Team');
  expect(check('Sessions')).toBe('ok: 0 of 10 in use');
  expect(check('gpu.jsonc')).toBe('ok: valid, project_id vision');
  expect(check('Workspace')).toMatch(/^ok: 2 files/);
  for (const name of ['Token', 'Sign-in', 'Network', 'Proxies']) expect(check(name)).toMatch(/^ok/);
});

test('prints each problem, how to fix it, and the sum', async () => {
  const argv = ['doctor', '--install-url', seat.lab.cloud.installUrl];
  const sick = await project().ci(argv, { env: { GPU_SERVICE_TOKEN: 'hello' } });
  expect(sick.code).toBe(1);
  expect(sick.out).toMatch(/✗ Token: GPU_SERVICE_TOKEN is not a service token.*\n {4}Store the whole token/);
  expect(sick.out).toMatch(/\n2 problems found\.\n$/);
  expect(await project().ci(argv)).toMatchObject({ code: 0, out: expect.stringMatching(/Healthy\.\n$/) });
});

test.each([
  ['', /^warning: .*not set/],
  ['gpt_sat_0123456789abcdef\n', /^wrong: .*blanks or line breaks/],
  ['"gpt_sat_0123456789abcdef"', /^wrong: .*quotes/],
  ['$GPU_SERVICE_TOKEN', /^wrong: .*name of a variable or stars/],
  ['***', /^wrong: .*stars/],
  ['gpt_sat_', /^wrong: .*cut off/],
])('the token %j', async (token, found) => {
  expect((await examine(project(), { GPU_SERVICE_TOKEN: token })).check('Token')).toMatch(found);
});

describe('with the emulator', () => {
  test('an unknown or revoked token is one problem, whose fix says that it is rejected', async () => {
    const token = seat.lab.cloud.orgs.createToken({ name: 'gone' });
    seat.lab.cloud.orgs.revoke(token);
    for (const given of ['gpt_sat_0123456789abcdef', token]) {
      const { code, check } = await examine(project(), { GPU_SERVICE_TOKEN: given });
      expect([code, check('Organization')]).toEqual([1, '']);
      expect(check('Sign-in')).toMatch(/^wrong: .*GPU CLI rejects the token in GPU_SERVICE_TOKEN/);
    }
  });

  test('--org must be an organization of the token', async () => {
    expect((await examine(project(), {}, '--org', 'my-team')).check('Organization')).toBe('ok: my-team exists');
    const other = await examine(project(), {}, '--org', 'their-team');
    expect(other.check('Organization')).toMatch(/^wrong: their-team is not .*; it has my-team Correct org/);
    expect(other.code).toBe(1);
  });

  test.each(['free', 'pro'] as const)('a personal account on %s has no service accounts', async (plan) => {
    const login = seat.lab.cloud.orgs.handle(ANONYMOUS, 'login', { email: `${plan}@example.com`, plan });
    if (!('ok' in login)) throw new Error(login.message);
    const { token } = login.data as { token: string };
    // Another home: that of the seat has an active organization.
    const { check } = await examine(project(), { GPU_SERVICE_TOKEN: token, HOME: seat.project().cwd });
    expect(check('Plan')).toMatch(new RegExp(`^warning: ${plan} .*has no service accounts.*gpu upgrade`, 'i'));
    expect(check('Organization')).toMatch(/personal account/);
  });

  test('a full pool is a warning', async () => {
    const release = seat.lab.cloud.holdSessions(10);
    const { code, check } = await examine(project());
    release();
    expect([code, check('Sessions')]).toEqual([0, expect.stringMatching(/^warning: all 10 are in use/)]);
  });

  test('a GPU CLI that is missing, does not start, or has no organizations', async () => {
    const missing = await examine(project(), { PATH: '/usr/bin:/bin', HOME: '/nonexistent' });
    expect([missing.code, missing.check('Sign-in')]).toEqual([1, expect.stringMatching(/^skipped/)]);
    expect(missing.check('GPU CLI')).toMatch(/^wrong: not installed .*install\.sh \| sh/);
    const dead = await examine(project(), shim(seat, 'echo "gpu: cannot execute" >&2; exit 126'));
    expect(dead.check('GPU CLI')).toMatch(/^wrong: .*cannot execute/);
    const old = shim(seat, 'case "$1" in org|auth) exit 2;; status) echo "Not implemented: status"; exit 1;; esac');
    const { code, check } = await examine(project(), old);
    expect(code).toBe(0);
    for (const name of ['Organization', 'Sessions']) expect(check(name)).toMatch(/^skipped/);
  });
});

describe('by what GPU CLI prints', () => {
  /** A `gpu` that answers by its first words. */
  async function answering(answers: Readonly<Record<string, string>>) {
    const folder = mkdtempSync(join(seat.lab.home, 'gpu-'));
    const cases = Object.entries(answers).map(([words, answer]) => `'${words}'*) ${answer};;`);
    const script = `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\n--version) echo gpu 0.31.2;;\n*) exit 2;;\nesac\n`;
    writeFileSync(join(folder, 'gpu'), script, { mode: 0o755 });
    return examine(project(), { GPU_SERVICE_TOKEN: '', PATH: `${folder}:/usr/bin:/bin` });
  }
  const json = (value: unknown): string => `echo '${JSON.stringify(value)}'`;
  const orgs = (...rows: readonly unknown[]) => ({ 'auth status': 'true', 'org list': json({ orgs: rows }) });
  const sick = { healthy: false, checks: [7, { ok: true, message: 'x' }, { ok: false, message: 'disk full' }] };

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['GPU CLI', { '--version': 'echo gpu' }, /^warning: .* does not print its version Update it/],
    ['Sign-in', { 'auth status': 'echo Not logged in >&2; exit 10' }, /^wrong: Not logged in Sign in: gpu login/],
    ['Sign-in', { 'auth status': 'echo odd >&2; exit 1' }, /^wrong: odd See gpu doctor, and gpu auth status/],
    ['Sign-in', { 'doctor --json': 'echo no daemon >&2; exit 13' }, /^wrong: no daemon Start the daemon/],
    ['Sign-in', { 'doctor --json': json({ healthy: true }) }, /^ok: gpu doctor reports no problem/],
    ['Sign-in', { 'doctor --json': json(sick) }, /^wrong: gpu doctor reports: disk full See gpu doctor/],
    ['Organization', { 'auth status': 'true', 'org list': 'echo no >&2; exit 1' }, /^warning: no See gpu org list/],
    ['Organization', { 'auth status': 'true', 'org list': 'echo x' }, /^warning: none; runs are billed to a personal/],
    [
      'Organization',
      orgs({ slug: 'acme' }, 7, { slug: 'b' }),
      /^warning: none is active; available: acme, b Choose one/,
    ],
    ['Sessions', { ...orgs(), status: json({ sessions: { used: 0, limit: 0 } }) }, /^wrong: the plan has no sessions/],
    ['Sessions', { ...orgs(), status: json({ sessions: { used: 'x' } }) }, /^skipped/],
    ['Plan', { ...orgs(), status: json({ sessions: { used: 0, limit: 3 } }) }, /^warning: Pro \(3 sessions\) has no/],
    ['Plan', orgs({ slug: 'acme', active: true, plan: 'TEAM' }), /^ok: Team$/],
  ])('%s after %j', async (name, answers, found) => expect((await answering(answers)).check(name)).toMatch(found));
});

test.each([
  ['{ "project_id": ', /^wrong: invalid: line 1, column 17: value expected/],
  ['[1]', /^wrong: not an object/],
  ['{ "gpu_type": "H100" }', /^warning: project_id is not set/],
  ['{ "project_id": "a", "keep_alive_minutes": 30, }', /^warning: keep_alive_minutes is 30/],
  ['{ "project_id": "http://a//b", /* c */ "keep_alive_minutes": 3 }', /^ok: .*project_id http:\/\/a\/\/b/],
])('gpu.jsonc with %s', async (text, found) => {
  const { check } = await examine(project({ 'gpu.jsonc': text }));
  expect(check('gpu.jsonc')).toMatch(found);
  expect(check('Sign-in')).toMatch(/^ok/);
});

test('without gpu.jsonc it names gpu-ci init, but not if another file configures the project', async () => {
  expect((await examine(project({}))).check('gpu.jsonc')).toMatch(/^warning: missing.*gpu-ci init/);
  expect((await examine(project({ 'gpu.toml': '' }))).check('gpu.jsonc')).toMatch(/^skipped: gpu\.toml/);
});

test('the workspace: no git, a virtual environment that would be sent, and large data', async () => {
  expect((await examine(seat.project(GOOD))).check('Workspace')).toMatch(/^warning: not a git work tree/);
  const large = project();
  mkdirSync(join(large.cwd, '.venv'));
  writeFileSync(join(large.cwd, '.venv', 'python'), '');
  expect((await examine(large)).check('Workspace')).toMatch(/Add to \.gitignore: \.venv$/);
  writeFileSync(join(large.cwd, '.gitignore'), '.venv/\n');
  expect((await examine(large)).check('Workspace')).toMatch(/^ok/);
  writeFileSync(join(large.cwd, 'data.bin'), '');
  truncateSync(join(large.cwd, 'data.bin'), 600 * 1024 * 1024);
  expect((await examine(large)).check('Workspace')).toMatch(/^warning: each run sends 600.*data\.bin \(600\.0 MiB\)/);
});

test('the network and the proxies', async () => {
  const at = async (url: string) => (await project().ci(['doctor', '--install-url', url])).out;
  expect(await at('http://127.0.0.1:9')).toMatch(/✗ Network: http:\/\/127\.0\.0\.1:9 cannot be reached/);
  expect(await at(`${seat.lab.cloud.url}/nothing`)).toMatch(/answers HTTP 40\d/);
  expect((await examine(project(), { HTTPS_PROXY: '//' })).check('Proxies')).toMatch(/^wrong/);
});

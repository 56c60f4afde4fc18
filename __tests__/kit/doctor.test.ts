import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Check } from '../../src/kit/doctor.ts';
import { run } from '../emulator/client.ts';
import { entryArgs, entryEnv } from '../support/entry.ts';
import { shim, takeSeat, type Project, type Seat } from './support/seat.ts';

let seat: Seat;
beforeAll(async () => void (seat = await takeSeat()));
afterAll(() => seat[Symbol.asyncDispose]());

const GOOD = { 'gpu.jsonc': '{\n  // the project\n  "project_id": "vision", // "quoted, }"\n}\n' };

function project(files: Record<string, string> = GOOD): Project {
  const made = seat.project(files);
  execFileSync('git', ['init', '-q'], { cwd: made.cwd });
  return made;
}

interface Seen {
  readonly code: number;
  readonly healthy: boolean;
  /** `state: said fix`; '' without such a check. */
  readonly check: (name: string) => string;
}

async function examine({ ci }: Project, env: NodeJS.ProcessEnv = {}, ...flags: string[]): Promise<Seen> {
  const usual = { GPU_SERVICE_TOKEN: seat.lab.cloud.token, GPU_CI_INSTALL_URL: seat.lab.cloud.installUrl };
  const { code, out } = await ci(['doctor', '--json', ...flags], { env: { ...usual, ...env } });
  expect(out).not.toMatch(/gpt_sat_\w{8,}/);
  const { healthy, checks } = JSON.parse(out) as { healthy: boolean; checks: Check[] };
  for (const { name, state, said, fix } of checks) {
    expect(said).not.toBe('');
    expect([name, fix === '']).toEqual([name, state === 'ok' || state === 'skipped']);
  }
  const check = (name: string): string => {
    const found = checks.find((one) => one.name === name);
    return found === undefined ? '' : `${found.state}: ${found.said} ${found.fix}`.trim();
  };
  return { code, healthy, check };
}

describe('with the emulator', () => {
  test('finds no problem on a healthy machine', async () => {
    const { code, healthy, check } = await examine(project());
    expect({ code, healthy }).toEqual({ code: 0, healthy: true });
    expect(check('GPU CLI')).toMatch(/^ok: \d+\.\d+\.\d+ at \//);
    expect(check('Organization')).toBe('ok: my-team is active, plan team');
    expect(check('Sessions')).toBe('ok: 0 of 10 in use');
    expect(check('gpu.jsonc')).toBe('ok: valid, project_id vision');
    for (const name of ['Token', 'Sign-in', 'Workspace', 'Network']) expect(check(name)).toMatch(/^ok/);
  });

  test('an unknown or revoked token is one problem, whose fix says that it is rejected', async () => {
    const token = seat.lab.cloud.orgs.createToken({ name: 'gone' });
    seat.lab.cloud.orgs.revoke(token);
    for (const given of ['gpt_sat_0123456789abcdef', token]) {
      const { code, check } = await examine(project(), { GPU_SERVICE_TOKEN: given });
      expect([code, check('Organization')]).toEqual([1, '']);
      expect(check('Sign-in')).toMatch(/^wrong: .*GPU CLI rejects the token in GPU_SERVICE_TOKEN/);
    }
  });

  test('--org must be an organization of the token, and a full pool is a warning', async () => {
    const release = seat.lab.cloud.holdSessions(10);
    const own = await examine(project(), {}, '--org', 'my-team');
    release();
    expect(own.check('Organization')).toMatch(/^ok: my-team exists/);
    expect([own.code, own.check('Sessions')]).toEqual([0, expect.stringMatching(/^warning: all 10 are in use/)]);
    const other = await examine(project(), {}, '--org', 'their-team');
    expect(other.check('Organization')).toMatch(/^wrong: their-team is not .*; it has my-team Correct --org/);
    expect(other.code).toBe(1);
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

/** The environment of a `gpu` that answers by its first words. */
function answering(answers: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(seat.lab.home, 'gpu-'));
  const cases = Object.entries(answers).map(([words, answer]) => `'${words}'*) ${answer};;`);
  const script = `#!/bin/sh\ncase "$*" in\n${cases.join('\n')}\n--version) echo gpu 0.31.2;;\n*) exit 2;;\nesac\n`;
  writeFileSync(join(folder, 'gpu'), script, { mode: 0o755 });
  return { GPU_SERVICE_TOKEN: '', PATH: `${folder}:/usr/bin:/bin` };
}
const json = (value: unknown): string => `echo '${JSON.stringify(value)}'`;
const orgs = (...rows: readonly unknown[]) => ({ 'auth status': 'true', 'org list': json({ orgs: rows }) });
const active = (plan: string) => orgs({ slug: 'acme', active: true, plan });
const sick = { healthy: false, checks: [7, { ok: true, message: 'x' }, { ok: false, message: 'disk full' }] };

test.each<[string, Readonly<Record<string, string>>, RegExp]>([
  ['GPU CLI', { '--version': 'echo gpu' }, /^warning: .* does not print its version Update it/],
  ['Sign-in', { 'auth status': 'echo Not logged in >&2; exit 10' }, /^wrong: Not logged in Sign in: gpu login/],
  ['Sign-in', { 'auth status': 'echo odd >&2; exit 1' }, /^wrong: odd See gpu doctor, and gpu auth status/],
  ['Sign-in', { 'doctor --json': 'echo no daemon >&2; exit 13' }, /^wrong: no daemon Start the daemon/],
  ['Sign-in', { 'doctor --json': json({ healthy: true }) }, /^ok: gpu doctor reports no problem/],
  ['Sign-in', { 'doctor --json': json(sick) }, /^wrong: gpu doctor reports: disk full See gpu doctor/],
  ['Organization', { 'auth status': 'true', 'org list': 'echo no >&2; exit 1' }, /^warning: no See gpu org list/],
  ['Organization', { 'auth status': 'true', 'org list': 'echo x' }, /^warning: none; .*personal .*service account/],
  ['Organization', orgs({ slug: 'acme' }, 7, { slug: 'b' }), /^warning: none is active; available: acme, b Choose/],
  ['Organization', active('PRO'), /^warning: acme is active, plan pro, which has no service accounts/],
  ['Organization', active(''), /^ok: acme is active$/],
  ['Sessions', { ...orgs(), status: json({ sessions: { used: 0, limit: 0 } }) }, /^wrong: the plan has no sessions/],
  ['Sessions', { ...orgs(), status: json({ sessions: { used: 'x' } }) }, /^skipped/],
])('%s after %j', async (name, answers, found) =>
  expect((await examine(project(), answering(answers))).check(name)).toMatch(found),
);

test.each([
  ['', /^warning: .*not set/],
  ['gpt_sat_0123456789abcdef\n', /^wrong: .*blanks or line breaks/],
  ['"gpt_sat_0123456789abcdef"', /^wrong: .*quotes/],
  ['$GPU_SERVICE_TOKEN', /^wrong: .*name of a variable or stars/],
  ['hello', /^wrong: .*is not a service token/],
  ['gpt_sat_', /^wrong: .*cut off/],
])('the token %j', async (token, found) => {
  const { check } = await examine(project(), { ...answering({}), GPU_SERVICE_TOKEN: token });
  expect(check('Token')).toMatch(found);
});

test.each<[string, Record<string, string>, RegExp]>([
  ['missing', {}, /^warning: missing.*gpu-ci init/],
  ['another file', { 'gpu.toml': '' }, /^skipped: gpu\.toml/],
  ['cut off', { 'gpu.jsonc': '{ "project_id": ' }, /^wrong: invalid: line 1, column 17: value expected/],
  ['without an id', { 'gpu.jsonc': '{ "gpu_type": "H100" }' }, /^warning: project_id is not set/],
  [
    'with a long keep-alive',
    { 'gpu.jsonc': '{ "project_id": "a", "keep_alive_minutes": 30, }' },
    /^warning: keep_alive_minutes is 30/,
  ],
])('gpu.jsonc: %s', async (_, files, found) => {
  expect((await examine(project(files), answering({}))).check('gpu.jsonc')).toMatch(found);
});

test('a workspace without git, and one whose largest part should not be sent', async () => {
  const gpu = answering({});
  expect((await examine(seat.project(GOOD), gpu)).check('Workspace')).toMatch(/^warning: not a git work tree/);
  const large = project();
  mkdirSync(join(large.cwd, '.venv', 'lib'), { recursive: true });
  writeFileSync(join(large.cwd, '.venv', 'lib', 'torch.so'), '');
  truncateSync(join(large.cwd, '.venv', 'lib', 'torch.so'), 600 * 1024 * 1024);
  expect((await examine(large, gpu)).check('Workspace')).toMatch(/^warning: each run sends 600.* in \.venv \(600\.0/);
  writeFileSync(join(large.cwd, '.gitignore'), '.venv/\n');
  expect((await examine(large, gpu)).check('Workspace')).toMatch(/^ok/);
});

test('an install script that cannot be reached is a problem only if GPU CLI is missing', async () => {
  const unreachable = { GPU_CI_INSTALL_URL: 'http://127.0.0.1:9' };
  const installed = await examine(project(), { ...answering({ 'doctor --json': 'true' }), ...unreachable });
  expect([installed.code, installed.check('Network')]).toEqual([0, expect.stringMatching(/^warning: .*reached/)]);
  const absent = await examine(project(), { PATH: '/usr/bin:/bin', HOME: '/nonexistent', ...unreachable });
  expect(absent.check('Network')).toMatch(/^wrong/);
  const refused = { GPU_CI_INSTALL_URL: `${seat.lab.cloud.url}/nothing` };
  expect((await examine(project(), { ...answering({}), ...refused })).check('Network')).toMatch(/answers HTTP 40\d/);
});

test('prints each problem and the sum, and reaches the install script through the proxy of a run', async () => {
  const asked: (string | undefined)[] = [];
  const proxy = createServer((_, response) => response.end('#!/bin/sh\n')).on('connect', (request, socket) => {
    asked.push(request.url);
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    proxy.emit('connection', socket);
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const at = `127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const url = 'http://install.example/install.sh';
  const { code, out } = await run(process.execPath, [...entryArgs(join(process.cwd(), 'bin', 'gpu-ci.js')), 'doctor'], {
    cwd: project().cwd,
    env: {
      ...(seat.env as Record<string, string>),
      ...entryEnv(),
      GPU_SERVICE_TOKEN: 'hello',
      GPU_CI_INSTALL_URL: url,
      http_proxy: `http://${at}`,
    },
  });
  proxy.close();
  expect(asked).toEqual(['install.example:80']);
  expect(out).toContain(`✓ Network: ${url} can be reached through the proxy ${at}\n`);
  expect(out).toMatch(/✗ Token: GPU_SERVICE_TOKEN is not a service token.*\n {4}Store the whole token/);
  expect(out).toMatch(/\n2 problems found\.\n$/);
  expect(code).toBe(1);
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../src/model/errors.ts';
import { openGpu } from '../../src/gpu/client.ts';
import type { Captured } from '../../src/gpu/spawn.ts';
import { inOrg, switchBack, switchOrg } from '../../src/run/org.ts';
import { FACTS, LAUNCH } from '../support/scripted-gpu.ts';
import { shellGpu } from '../support/shell-gpu.ts';

const never = new AbortController().signal;

const ended = (over: Partial<Captured>): Captured => ({
  code: 0,
  signal: null,
  stdout: '',
  stderr: '',
  cut: false,
  hung: false,
  spawnError: '',
  ...over,
});

/** A program that answers by its command line; what it does not know fails. */
function program(answers: Record<string, Partial<Captured>>) {
  const calls: string[] = [];
  const gpu = (...args: readonly string[]): Promise<Captured> => {
    calls.push(args.join(' '));
    return Promise.resolve(ended(answers[args.join(' ')] ?? { code: 2, stderr: 'error: unknown command' }));
  };
  return { gpu, calls };
}

/** The organization that was active before the switch; undefined where nothing was switched. */
async function before(answers: Record<string, Partial<Captured>>): Promise<string | undefined> {
  let seen: string | undefined;
  const { gpu } = program({ 'org list --json': { stdout: '{}' }, 'org switch acme': {}, ...answers });
  await switchOrg(gpu, 'acme', (slug) => (seen = slug));
  return seen;
}

describe('the organization that was active is found', () => {
  test.each([
    ['{"active": "old"}', 'old'],
    ['{"active": null}', ''],
    ['{"active": null, "orgs": []}', ''],
    ['{"orgs": [{"slug": "old", "active": true}, {"slug": "acme"}]}', 'old'],
    ['[{"slug": "old", "current": true}]', 'old'],
    ['{"active": "acme"}', undefined],
  ])('in JSON: %s', async (stdout, slug) => expect(await before({ 'org list --json': { stdout } })).toBe(slug));

  test.each([
    ['  alpha\n* old-org   TEAM\n', 'old-org'],
    ['NAME  ACTIVE\nold (active)\nother\n', 'old'],
    ['* acme\n', undefined],
  ])('in text: %j', async (stdout, slug) => expect(await before({ 'org list': { stdout } })).toBe(slug));

  test.each([
    ['{"orgs": []}', ''],
    ['{"organizations": {"active": "old"}}', 'ACTIVE  NAME\nother\n'],
    ['{"active": "not a slug"}', '* old\n* other\n'],
    ['[{"slug": "a", "active": true}, {"slug": "b", "active": true}]', 'old\nother\n'],
  ])('and not guessed, so that nothing is switched back: %s and %j', async (json, text) => {
    expect(await before({ 'org list --json': { stdout: json }, 'org list': { stdout: text } })).toBeUndefined();
  });

  test('in text, where the JSON is none', async () => {
    expect(await before({ 'org list --json': { stdout: '{}' }, 'org list': { stdout: '* old' } })).toBe('old');
  });
});

test('what was active is told before the switch is asked for', async () => {
  const { gpu, calls } = program({ 'org list --json': { stdout: '{"active": "old"}' }, 'org switch acme': {} });
  let then: string[] = [];
  await switchOrg(gpu, 'acme', () => (then = [...calls]));
  expect(then).toEqual(['org list --json']);
  expect(calls).toEqual(['org list --json', 'org switch acme']);
});

test.each([
  { code: 1, stderr: 'error: no such organization\n' },
  { code: null, signal: 'SIGKILL', hung: true },
] as const)('where the list fails, what was active is not known, so nothing is switched: %j', async (fails) => {
  const { gpu, calls } = program({ 'org list': fails, 'org list --json': fails, 'org switch acme': {} });
  const told: string[] = [];
  await expect(switchOrg(gpu, 'acme', (slug) => told.push(slug))).rejects.toThrow(/did not switch/);
  expect(told).toEqual([]);
  expect(calls).not.toContain('org switch acme');
});

test.each([
  [10, 'auth'],
  [1, 'usage'],
  [null, 'infra'],
] as const)('a switch that ends with %p is told, as a fault of the class %s', async (code, name) => {
  const switching = { code, stderr: 'error: no such organization\n' };
  const { gpu } = program({ 'org list --json': { stdout: '{"active": null}' }, 'org switch acme': switching });
  const error = await switchOrg(gpu, 'acme', () => undefined).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({
    message: 'GPU CLI did not switch to the organization acme: no such organization',
    hint: 'Check `org` and that the service account belongs to it.',
    class: name,
  });
});

test('the way back: to the organization, or to the personal account', async () => {
  const { gpu, calls } = program({ 'org switch old': {}, 'org switch': {} });
  expect([await switchBack(gpu, 'old'), await switchBack(gpu, ''), await switchBack(gpu, 'gone')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(calls).toEqual(['org switch old', 'org switch', 'org switch gone']);
});

describe('where others who share this home have switched', () => {
  let root = '';
  afterEach(() => rmSync(root, { recursive: true, force: true }));
  /** A program whose active organization is a file, as it is on a machine; its status tells it. */
  function held({ org = 'echo "$3" > active', told = '$(cat active)' } = {}) {
    root = mkdtempSync(join(tmpdir(), 'org-'));
    const status = `echo '{"pods": [], "jobs": [], "account": {"name": "ci", "org": "'"${told}"'"}}'`;
    const { program: bin, PATH, calls } = shellGpu(root, { org, status });
    const sinks = { stdout: process.stdout, stderr: process.stderr };
    const place = { bin, cwd: root, env: { PATH } };
    const gpu = openGpu({
      facts: { ...FACTS, bin },
      ...place,
      sinks,
      saturation: undefined,
      command: '',
      debug: () => undefined,
    });
    return { gpu: inOrg(gpu, 'acme', place), plain: gpu, same: inOrg(gpu, '', place), calls };
  }

  test('a status of theirs is not believed: ours is set again, and read', async () => {
    const { gpu, calls } = held({ told: '$(cat active 2>/dev/null || echo other)' });
    expect((await gpu.status())?.account?.org).toBe('acme');
    expect((await gpu.status())?.account?.org).toBe('acme');
    expect(calls()).toEqual(['status --json', 'org switch acme', 'status --json', 'status --json']);
  });

  test('a status that does not name an organization proves nothing until ours is set again', async () => {
    const { gpu, calls } = held({ told: '' });
    expect(await gpu.status()).toMatchObject({ jobsKnown: true });
    expect(calls()).toEqual(['status --json', 'org switch acme', 'status --json']);
  });

  test('ours is set again before anything is ended', async () => {
    const { gpu, calls } = held();
    await Promise.all([gpu.cancel('job_1', 2_000), gpu.cancel('job_2', 2_000)]);
    expect(calls()[0]).toBe('org switch acme');
    expect(calls().filter((line) => line.startsWith('org'))).toHaveLength(1);
  });

  test('a job is submitted in ours, whatever was switched while it waited', async () => {
    const { gpu, calls } = held();
    expect(await gpu.submit(LAUNCH, never, never)).toMatchObject({ kind: 'accepted', jobId: 'job_1' });
    expect(calls().map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual(['org switch', 'run -d']);
  });

  test('nothing is submitted any more where the run is ended meanwhile', async () => {
    const { gpu, calls } = held();
    expect(await gpu.submit(LAUNCH, never, AbortSignal.abort())).toMatchObject({
      kind: 'refused',
      outcome: { reason: 'the run was ended before its job was submitted' },
    });
    expect(calls().filter((line) => line.startsWith('run'))).toEqual([]);
  });

  test('a status of another one, read again, takes no longer than it may', async () => {
    const { gpu } = held({ told: '$(sleep 0.3; echo other)', org: 'sleep 20' });
    const from = performance.now();
    expect(await gpu.status(1_000)).toBeUndefined();
    expect(performance.now() - from).toBeLessThan(2_000);
  });

  test('where ours cannot be set, nothing is submitted, and another’s status proves nothing', async () => {
    const { gpu, calls } = held({ org: 'echo "error: no such organization" >&2; exit 1', told: 'other' });
    expect(await gpu.submit(LAUNCH, never, never)).toMatchObject({
      kind: 'refused',
      outcome: { class: 'usage', reason: expect.stringContaining('did not switch to the organization acme') },
    });
    expect(await gpu.status()).toBeUndefined();
    expect(calls().filter((line) => line.startsWith('run'))).toEqual([]);
  });

  test('a CLI that names it in another way is believed once it has switched', async () => {
    expect(await held({ told: 'org-7f3' }).gpu.status()).toMatchObject({ jobsKnown: true });
  });

  test('without an organization nothing is switched', () => {
    const { same, plain } = held();
    expect(same).toBe(plain);
  });
});

import { describe, expect, test } from '@jest/globals';
import { UserError } from '../../src/model/errors.ts';
import type { Captured } from '../../src/gpu/spawn.ts';
import { inOneOrg, switchBack, switchOrg } from '../../src/run/org.ts';
import { scriptedGpu } from '../support/scripted-gpu.ts';

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

test('a status that names another organization than the first one counts as unreadable', async () => {
  const named = (org: string) => ({ pods: [], jobs: [], jobsKnown: true, pool: null, account: { name: 'ci', org } });
  const orgs = ['acme', 'other', 'acme'];
  const { gpu } = scriptedGpu({ status: () => Promise.resolve(named(orgs.shift() ?? '')) });
  const held = inOneOrg(gpu, () => 'acme');
  expect([await held.status(), await held.status(), await held.status()]).toEqual([
    named('acme'),
    undefined,
    named('acme'),
  ]);
});

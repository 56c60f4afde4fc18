import { describe, expect, test } from '@jest/globals';
import type { Captured } from '../../src/gpu/spawn.ts';
import { inOneOrg, switchBack, switchOrg } from '../../src/run/org.ts';
import { scriptedGpu } from '../support/scripted-gpu.ts';

const ended: Captured = { code: 0, signal: null, stdout: '', stderr: '', cut: false, hung: false, spawnError: '' };

/** A program that answers by its command line; what it does not know fails. */
function program(answers: Record<string, Partial<Captured>>) {
  const calls: string[] = [];
  const gpu = (...args: readonly string[]): Promise<Captured> => {
    calls.push(args.join(' '));
    const unknown = { code: 2, stderr: 'error: unknown command' };
    return Promise.resolve({ ...ended, ...(answers[args.join(' ')] ?? unknown) });
  };
  return { gpu, calls };
}

/** The organization that is saved before the switch; undefined if nothing is to be switched back. */
async function before(json: string, text = ''): Promise<string | undefined> {
  let saved: string | undefined;
  const lists = { 'org list --json': { stdout: json }, 'org list': { stdout: text } };
  const { gpu, calls } = program({ ...lists, 'org switch acme': {} });
  await switchOrg(gpu, 'acme', (slug) => {
    expect(calls).not.toContain('org switch acme');
    saved = slug;
  });
  return saved;
}

describe('the organization that was active', () => {
  test.each([
    ['{"active": "old"}', '', 'old'],
    ['{"active": null}', '', ''],
    ['{"active": null, "orgs": []}', '', ''],
    ['{"orgs": [{"slug": "old", "active": true}, {"slug": "acme"}]}', '', 'old'],
    ['[{"slug": "old", "current": true}]', '', 'old'],
    ['{}', '  alpha\n* old-org   TEAM\n', 'old-org'],
    ['{}', 'NAME  ACTIVE\nold (active)\nother\n', 'old'],
  ])('is read from %s or %j and saved before the switch', async (json, text, slug) => {
    expect(await before(json, text)).toBe(slug);
  });

  test.each([
    ['{"active": "acme"}', ''],
    ['{}', '* acme\n'],
    ['{"orgs": []}', ''],
    ['{"organizations": {"active": "old"}}', 'ACTIVE  NAME\nother\n'],
    ['{"active": "not a slug"}', '* old\n* other\n'],
    ['[{"slug": "a", "active": true}, {"slug": "b", "active": true}]', 'old\nother\n'],
  ])('is not switched back if it is the wanted one or in doubt: %s or %j', async (json, text) => {
    expect(await before(json, text)).toBeUndefined();
  });
});

const fails = { code: 1, stderr: 'error: no such organization\n' };
test.each([
  ['the list', { 'org list': fails, 'org list --json': fails }, 'usage'],
  ['a list that hangs', { 'org list': { code: null, hung: true }, 'org list --json': { code: null } }, 'infra'],
  ['the switch', { 'org list --json': { stdout: '{"active": null}' }, 'org switch acme': fails }, 'usage'],
  ['the token', { 'org list --json': { stdout: '{"active": null}' }, 'org switch acme': { code: 10 } }, 'auth'],
] as const)('a failure of %s ends the step before anything is switched', async (_, answers, name) => {
  const { gpu } = program(answers);
  await expect(switchOrg(gpu, 'acme', () => undefined)).rejects.toMatchObject({
    message: expect.stringContaining('GPU CLI did not switch to the organization acme: '),
    hint: 'Check `org` and that the service account belongs to it.',
    class: name,
  });
});

test('switches back to the organization, or to the personal account', async () => {
  const { gpu } = program({ 'org switch old': {}, 'org switch': {} });
  const back = [switchBack(gpu, 'old'), switchBack(gpu, ''), switchBack(gpu, 'gone')];
  expect(await Promise.all(back)).toEqual([true, true, false]);
});

test('a status that names another organization than the first one counts as unreadable', async () => {
  const named = (org: string) => ({ pods: [], jobs: [], jobsKnown: true, pool: null, account: { name: 'ci', org } });
  const orgs = ['acme', 'other'];
  const { gpu } = scriptedGpu({ status: () => Promise.resolve(named(orgs.shift() ?? '')) });
  const held = inOneOrg(gpu, () => 'acme');
  expect([await held.status(), await held.status()]).toEqual([named('acme'), undefined]);
});

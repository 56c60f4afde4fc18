import { describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { UserError } from '../../src/model/errors.ts';
import type { Captured } from '../../src/gpu/spawn.ts';
import { fixFor, inOrg, saidBy, serviceAccounts, type CallGpu } from '../../src/kit/service-accounts.ts';
import type { KitWorld } from '../../src/kit/world.ts';

// How the undocumented texts of GPU CLI are read.

const said = (given: Partial<Captured> = {}): Captured => ({
  code: 0,
  signal: null,
  stdout: '',
  stderr: '',
  cut: false,
  hung: false,
  spawnError: '',
  ...given,
});
/** A `gpu` that answers by its first words; what is not named ends with 1. */
const saying = (answers: Readonly<Record<string, Partial<Captured>>>): CallGpu & { calls: string[] } => {
  const calls: string[] = [];
  const call: CallGpu = (args) => {
    const line = args.join(' ');
    calls.push(line);
    const known = Object.keys(answers).find((words) => line === words || line.startsWith(`${words} `));
    return Promise.resolve(said(known === undefined ? { code: 1, stderr: 'error: no' } : answers[known]));
  };
  return Object.assign(call, { calls });
};

function worldOf(env: NodeJS.ProcessEnv = {}): KitWorld & { printed: () => string } {
  const stdout = new PassThrough();
  let text = '';
  stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const others = { stderr: new PassThrough(), stdin: new PassThrough() };
  return { env, cwd: process.cwd(), stdout, ...others, isTTY: false, printed: () => text };
}

async function fault(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return `${error.message} ${error.hint}`.trim();
}

describe('one line for what a call printed', () => {
  test.each<[Partial<Captured>, string]>([
    [{ spawnError: 'ENOENT' }, 'it could not be started (ENOENT)'],
    [{ hung: true, stderr: 'x' }, 'it did not answer within a minute'],
    [{ stderr: '\n✗ Not logged in.\nmore', stdout: 'x' }, 'Not logged in'],
    [{ stdout: '[gpu]> Signed in with gpt_sat_0123456789' }, 'Signed in with gpt_***'],
    [{ code: 7 }, 'it ended with exit code 7'],
    [{ code: null, signal: 'SIGKILL' }, 'it ended with exit code SIGKILL'],
  ])('%j', (given, words) => expect(saidBy(said(given))).toBe(words));

  const service = { GPU_SERVICE_TOKEN: 'gpt_sat_x' };
  test.each<[number | null, NodeJS.ProcessEnv, RegExp]>([
    [10, {}, /^Sign in: gpu login$/],
    [10, service, /^GPU CLI rejects the token in GPU_SERVICE_TOKEN/],
    [11, {}, /Team plan/],
    [13, {}, /gpu daemon start/],
    [1, {}, /^You must be OWNER or ADMIN/],
    [null, {}, /^You must be OWNER or ADMIN/],
    [1, service, /a service account may not do this/],
  ])('code %p has a fix', (code, env, cure) => expect(fixFor(said({ code }), env)).toMatch(cure));
});

describe('service accounts', () => {
  const json = (value: unknown): Partial<Captured> => ({
    stdout: typeof value === 'string' ? value : JSON.stringify(value),
  });
  const accounts = (answers: Readonly<Record<string, Partial<Captured>>>) =>
    serviceAccounts(worldOf(), saying(answers));
  const LIST = 'org service-account list';
  const listed = (answer: Partial<Captured>, text: Partial<Captured> = { code: 1 }) =>
    accounts({ [`${LIST} --json`]: answer, [LIST]: text }).list();

  test('are found in any list of the JSON, without revoked ones and other ids', async () => {
    const rows = [
      { id: 'sa_1', name: 'a', revoked_at: null },
      { id: 'sa_2', revoked_at: undefined },
      { id: 'sa_3', name: 'c', revoked_at: '2026-01-01' },
      { id: 'usr_4', name: 'd' },
      { name: 'e' },
      7,
    ];
    const found = [
      { id: 'sa_1', name: 'a' },
      { id: 'sa_2', name: '' },
    ];
    expect(await listed(json(rows))).toEqual(found);
    expect(await listed(json({ count: 2, service_accounts: rows }))).toEqual(found);
  });

  test.each<[string, Partial<Captured>]>([
    ['no JSON', json('sa_9')],
    ['no list', json({ count: 0 })],
    ['no object', json('7')],
    ['refused', { code: 2 }],
  ])('are read from the table if the JSON is %s', async (_, answer) => {
    const stdout =
      'ID  NAME\n| sa_1 | first one | OWNER |\nsa_2   second  x\nsa_3\tthird\tx\nsa_4 gone  revoked\nsa_5\nsa_6 last\r\nx-sa_7 no\n';
    expect(await listed(answer, { stdout })).toEqual([
      { id: 'sa_1', name: 'first one' },
      { id: 'sa_2', name: 'second' },
      { id: 'sa_3', name: 'third' },
      { id: 'sa_5', name: '' },
      { id: 'sa_6', name: 'last' },
    ]);
  });

  test('report why they cannot be listed', async () => {
    expect(await fault(listed({ code: 1 }))).toMatch(/^Cannot list service accounts: it ended with exit code 1\./);
    expect(await accounts({ [LIST]: { stdout: 'a\n', stderr: 'b\n' } }).show()).toBe('a\n\nb');
  });

  const CREATE = 'org service-account create';
  const made = (stdout: string, list: Partial<Captured>, known: { id: string; name: string }[] = []) =>
    accounts({ [CREATE]: { stdout }, [`${LIST} --json`]: list }).create('ci', known);
  const token = 'gpt_sat_0123456789';

  test('a new one is identified by the printed id, else by the list before and after', async () => {
    expect(await made(`id: sa_1 token: ${token}`, {})).toEqual({ id: 'sa_1', name: 'ci', token });
    const two = json([
      { id: 'sa_1', name: 'ci' },
      { id: 'sa_2', name: 'ci' },
      { id: 'sa_3', name: 'other' },
    ]);
    expect(await made(token, two, [{ id: 'sa_1', name: 'ci' }])).toMatchObject({ id: 'sa_2' });
    expect(await made(token, two)).toMatchObject({ id: '' });
    expect(await made(token, { code: 1 })).toMatchObject({ id: '' });
  });

  test('report an account whose token was not printed', async () => {
    const create = (answer: Partial<Captured>) => fault(accounts({ [CREATE]: answer }).create('ci'));
    const left = /may exist now, but GPU CLI did not print its token.*revoke it: gpu org service-account revoke/;
    expect(await create({ stdout: 'sa_7 made' })).toMatch(/revoke sa_7$/);
    expect(await create({ stdout: 'made' })).toMatch(/revoke ID$/);
    expect(await create({ code: null, hung: true })).toMatch(left);
    expect(await create({ code: 1, stdout: token })).toMatch(left);
    expect(await create({ code: 11, stderr: '✗ no plan' })).toMatch(
      /^Cannot create the service account: no plan\. .*Team/,
    );
  });

  test('report an account that cannot be revoked, with the command', async () => {
    expect(await fault(accounts({}).revoke('sa_1'))).toBe(
      'Service account sa_1 is not revoked: no. Revoke it: gpu org service-account revoke sa_1',
    );
    await accounts({ 'org service-account revoke sa_1': {} }).revoke('sa_1');
  });
});

describe('work within an organization', () => {
  const ORGS = { 'org list --json': { stdout: '{"active": "home"}' } };
  const done = () => Promise.resolve('done');

  test('without one nothing is switched', async () => {
    const gpu = saying({});
    expect(await inOrg(worldOf(), gpu, '', done)).toBe('done');
    expect(gpu.calls).toEqual([]);
  });
  test('the previous one is active again afterwards; if that fails, the command is printed', async () => {
    const gpu = saying({ ...ORGS, 'org switch': {} });
    const world = worldOf();
    expect(await inOrg(world, gpu, 'acme', done)).toBe('done');
    expect(gpu.calls.filter((call) => call.startsWith('org switch'))).toEqual(['org switch acme', 'org switch home']);
    expect(world.printed()).toBe('');
    await inOrg(world, saying({ ...ORGS, 'org switch acme': {} }), 'acme', done);
    expect(world.printed()).toBe('The active organization is now acme. To go back: gpu org switch home\n');
    const unread = worldOf();
    await inOrg(unread, saying({ 'org list': {}, 'org switch acme': {} }), 'acme', done);
    expect(unread.printed()).toContain('To go back: gpu org switch SLUG');
  });
  test('reports why it cannot be switched', async () => {
    expect(await fault(inOrg(worldOf(), saying({ ...ORGS, 'org list': {} }), 'acme', done))).toBe(
      'Cannot switch to the organization acme. gpu org list shows yours.',
    );
    expect(await fault(inOrg(worldOf(), saying({}), 'acme', done))).toMatch(/Cannot switch .*\. no\. You must be/);
  });
});

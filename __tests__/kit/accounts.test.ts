import { describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { UserError } from '../../src/model/errors.ts';
import type { Captured } from '../../src/gpu/spawn.ts';
import { cureFor, gpuOf, saidBy, type CallGpu } from '../../src/kit/gpu-cli.ts';
import { inOrg } from '../../src/kit/in-org.ts';
import { proofFor } from '../../src/kit/proof.ts';
import { chooseStore, sayStore, storeToken } from '../../src/kit/secret-store.ts';
import { PIPELINE_HOSTS } from '../../src/kit/pipeline-hosts.ts';
import { serviceAccounts } from '../../src/kit/service-accounts.ts';
import type { KitWorld } from '../../src/kit/world.ts';

// What the words of GPU CLI are taken for, which no document tells.

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

describe('what a call said', () => {
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
    [10, service, /^The token in GPU_SERVICE_TOKEN is refused/],
    [11, {}, /Team plan/],
    [13, {}, /gpu daemon start/],
    [1, {}, /^It takes an OWNER or ADMIN/],
    [null, {}, /^It takes an OWNER or ADMIN/],
    [1, service, /a service account may not do this/],
  ])('code %p has a cure', (code, env, cure) => expect(cureFor(said({ code }), env)).toMatch(cure));

  test('without a program there is nobody to call', () => {
    expect(() => gpuOf(worldOf({ PATH: '/nowhere' }))).toThrow('GPU CLI is not installed here.');
  });
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

  test('are found in JSON wherever they stand; those that are revoked or none of ours are left out', async () => {
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
  ])('are read from the table where the JSON is %s', async (_, answer) => {
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

  test('that cannot be listed or shown are told', async () => {
    expect(await fault(listed({ code: 1 }))).toMatch(
      /^The service accounts cannot be listed: it ended with exit code 1\./,
    );
    expect(await fault(accounts({}).show())).toMatch(/^The service accounts cannot be listed: no\. It takes/);
    expect(await accounts({ [LIST]: { stdout: 'a\n', stderr: 'b\n' } }).show()).toBe('a\nb');
  });

  const CREATE = 'org service-account create';
  const made = (stdout: string, list: Partial<Captured>, known: { id: string; name: string }[] = []) =>
    accounts({ [CREATE]: { stdout }, [`${LIST} --json`]: list }).create('ci', known);
  const token = 'gpt_sat_0123456789';

  test('a new one is told by the id that is named, else by what there is now and was not before', async () => {
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

  test('one whose token did not arrive may be there all the same', async () => {
    const create = (answer: Partial<Captured>) => fault(accounts({ [CREATE]: answer }).create('ci'));
    const left = /may have been made, but its token was not received.*revoke it: gpu org service-account revoke/;
    expect(await create({ stdout: 'sa_7 made' })).toMatch(/revoke sa_7$/);
    expect(await create({ stdout: 'made' })).toMatch(/revoke ID$/);
    expect(await create({ code: null, hung: true })).toMatch(left);
    expect(await create({ code: 1, stdout: token })).toMatch(left);
    expect(await create({ code: 11, stderr: '✗ no plan' })).toMatch(
      /^The service account cannot be made: no plan\. .*Team/,
    );
  });

  test('one that cannot be revoked is told, with the command that does it', async () => {
    expect(await fault(accounts({}).revoke('sa_1'))).toBe(
      'Service account sa_1 is not revoked: no. Do it: gpu org service-account revoke sa_1',
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
  test('the former one is active again after it, and where that fails it is told how', async () => {
    const gpu = saying({ ...ORGS, 'org switch': {} });
    const world = worldOf();
    expect(await inOrg(world, gpu, 'acme', done)).toBe('done');
    expect(gpu.calls.filter((call) => call.startsWith('org switch'))).toEqual(['org switch acme', 'org switch home']);
    expect(world.printed()).toBe('');
    await inOrg(world, saying({ ...ORGS, 'org switch acme': {} }), 'acme', done);
    expect(world.printed()).toBe('The active organization is now acme. To go back: gpu org switch home\n');
  });
  test('one that cannot be made active is told, with what GPU CLI says of all', async () => {
    expect(await fault(inOrg(worldOf(), saying({ ...ORGS, 'org list': {} }), 'acme', done))).toBe(
      'The organization acme cannot be made active. gpu org list shows yours.',
    );
    expect(await fault(inOrg(worldOf(), saying({}), 'acme', done))).toMatch(/cannot be made active\. no\. It takes/);
  });
  test('a fault of ours stays what it is', async () => {
    const broken: CallGpu = () => Promise.reject(new TypeError('a bug'));
    await expect(inOrg(worldOf(), broken, 'acme', done)).rejects.toThrow(TypeError);
  });
});

describe('the proof of a new token', () => {
  const never = new AbortController().signal;
  const prove = (wish: string, gpu: CallGpu = saying({}), signal = never) =>
    proofFor(worldOf({ PATH: process.env['PATH'] }), wish, gpu)('gpt_sat_0123456789', signal);

  test('by sign-in: what status says, or doctor where there is no such verb', async () => {
    await prove('sign-in', saying({ 'auth status': {} }));
    const old = { 'auth status': { code: 2 } };
    await prove('sign-in', saying({ ...old, 'doctor --json': { stdout: '{"healthy": true}' } }));
    for (const doctor of [{ stdout: '{"healthy": false}' }, { code: 10, stderr: 'error: bad token' }])
      expect(await fault(prove('sign-in', saying({ ...old, 'doctor --json': doctor })))).toMatch(
        /^GPU CLI does not accept the new token: /,
      );
    expect(await fault(prove('sign-in'))).toBe('GPU CLI does not accept the new token: no.');
  });
  test('by a command: it has the token, and what it says of it is hidden', async () => {
    await prove(`sh -c 'test "$GPU_SERVICE_TOKEN" = gpt_sat_0123456789'`);
    expect(await fault(prove(`sh -c 'echo "$GPU_SERVICE_TOKEN is bad" >&2; exit 3'`))).toBe(
      'The proof failed with the new token: *** is bad.',
    );
    expect(await fault(prove(`sh -c 'echo "Error: no session." >&2; echo more >&2; exit 1'`))).toContain(
      ': no session.',
    );
  });
  test('one that cannot be started, or is none, is told', async () => {
    expect(await fault(prove('no-such-program'))).toContain('it could not be started (ENOENT)');
    expect(await fault(prove(`true ${'x'.repeat(200_000)}`))).toContain('E2BIG');
    expect(() => proofFor(worldOf(), `sh -c 'x`, saying({}))).toThrow('--prove has an open quote');
  });
  test('that was given up is none', async () => {
    expect(await fault(prove('sleep 30', saying({}), AbortSignal.abort()))).toBe('The proof was interrupted.');
  });
});

describe('the place for a token', () => {
  const [github] = PIPELINE_HOSTS.filter(({ name }) => name === 'github');
  const store = (wish: { secret?: string; repository?: string }, env: NodeJS.ProcessEnv = { GH_TOKEN: 'x' }) => {
    if (github === undefined) throw new Error('GitHub is a host');
    const where = { host: github, why: '', remoteHost: '', repository: 'acme/vision' };
    const all = { secret: 'GPU_SERVICE_TOKEN', tokenFile: '', show: false, repository: '', ...wish };
    return chooseStore(worldOf(env), where, all);
  };
  test('a secret has the name of one, a repository that of one', () => {
    for (const secret of ['1A', 'A-B', '', 'GITHUB_TOKEN'])
      expect(() => store({ secret })).toThrow('cannot be the name of a secret');
    expect(() => store({ repository: 'vision' })).toThrow('"vision" is no repository');
    expect(sayStore(store({ repository: 'acme/other' }))).toBe(
      'secret GPU_SERVICE_TOKEN of acme/other (https://api.github.com)',
    );
  });
  test('there is none without a token for GitHub, and nothing goes there', async () => {
    expect(sayStore(store({}, {}))).toBe('nowhere yet');
    await expect(storeToken(worldOf(), store({}, {}), 'x')).rejects.toThrow('there is no place for the token');
  });
});

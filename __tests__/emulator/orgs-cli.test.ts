import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ORG_VERBS } from '../../emulator/client/org-verbs.ts';
import { startCloud, type Cloud, type CloudOptions } from '../../emulator/cloud.ts';
import { ANONYMOUS } from '../../emulator/orgs/people.ts';
import type { Tier } from '../../emulator/orgs/types.ts';

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Somebody with a home of their own, and the real program in it. */
interface Seat {
  gpu: (...argv: string[]) => Promise<Ended>;
  /** The same with `--json`; what it printed. */
  json: (...argv: string[]) => Promise<Record<string, unknown>>;
  home: string;
}

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'orgs-cli-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true, maxRetries: 5 }));

async function install(cloud: Cloud): Promise<string> {
  const program = join(mkdtempSync(join(root, 'bin-')), 'gpu');
  const response = await fetch(new URL('/download/gpu/latest', cloud.url));
  writeFileSync(program, await response.text());
  chmodSync(program, 0o755);
  return program;
}

function seat(program: string, env: Record<string, string>): Seat {
  const home = mkdtempSync(join(root, 'home-'));
  const gpu: Seat['gpu'] = (...argv) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, argv, { cwd: home, env: { PATH: process.env['PATH'] ?? '', HOME: home, ...env } });
      const ended: Ended = { code: null, stdout: '', stderr: '' };
      child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()));
      child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()));
      child.on('error', reject);
      child.on('close', (code) => resolve({ ...ended, code }));
    });
  const json: Seat['json'] = async (...argv) => {
    const ended = await gpu(...argv, '--json');
    if (ended.code !== 0) throw new Error(`gpu ${argv.join(' ')} → ${String(ended.code)}\n${ended.stderr}`);
    return JSON.parse(ended.stdout) as Record<string, unknown>;
  };
  return { gpu, json, home };
}

interface Stage {
  cloud: Cloud;
  program: string;
  person: (email: string, plan?: Tier) => Seat;
  holder: (token: string) => Seat;
}

async function onStage(options: CloudOptions, play: (stage: Stage) => Promise<void>): Promise<void> {
  const cloud = await startCloud(options);
  try {
    const program = await install(cloud);
    const person: Stage['person'] = (email, plan) => {
      const answer = cloud.orgs.handle(ANONYMOUS, 'login', { email, plan });
      if (!('ok' in answer)) throw new Error(answer.message);
      const made = seat(program, {});
      mkdirSync(join(made.home, '.gpu-cli'));
      const { token } = answer.data as { token: string };
      writeFileSync(join(made.home, '.gpu-cli', 'config.toml'), `token = "${token}"\n`);
      return made;
    };
    await play({ cloud, program, person, holder: (token) => seat(program, { GPU_SERVICE_TOKEN: token }) });
  } finally {
    await cloud.close();
  }
}

const config = (who: Seat): string => readFileSync(join(who.home, '.gpu-cli', 'config.toml'), 'utf8');

describe('gpu org, with the real program', () => {
  test('getting started: create, switch, invite, accept, and run under the org', () =>
    onStage({}, async ({ cloud, person }) => {
      const [owner, bob] = [person('o@example.com', 'team'), person('bob@example.com', 'free')];
      expect(await owner.gpu('org', 'create', 'Research Lab')).toMatchObject({ code: 0, stdout: 'research-lab\n' });
      expect((await owner.gpu('org', 'switch', 'research-lab')).code).toBe(0);
      expect(config(owner)).toContain('org = "research-lab"');
      expect(await owner.gpu('org', 'invite', 'bob@example.com')).toMatchObject({ code: 0, stdout: '' });

      expect((await bob.gpu('org', 'switch', 'research-lab')).code).toBe(12);
      expect((await bob.gpu('org', 'accept', 'research-lab')).code).toBe(0);
      expect((await bob.gpu('org', 'switch', 'research-lab')).code).toBe(0);
      expect(await bob.gpu('run', '--', 'echo', 'hello')).toMatchObject({ code: 0, stdout: 'hello\n' });
      expect(cloud.books().jobs).toHaveLength(1);

      const { entries } = await owner.json('org', 'audit');
      expect(entries).toContainEqual(expect.objectContaining({ action: 'run' }));
      expect((await bob.gpu('stop', '-y')).code).toBe(0);
      const usage = await owner.json('org', 'usage');
      expect(usage).toMatchObject({ org: 'research-lab', members: [{ name: 'bob@example.com', jobs: 1 }] });
      const rest = await bob.json('org', 'switch');
      expect(rest).toEqual({ org: null });
      expect(config(bob)).not.toContain('org =');
    }));

  test('a service account: the token is all of stdout, runs without a login, is never listed, stops when revoked', () =>
    onStage({}, async ({ cloud, person, holder }) => {
      const owner = person('owner@example.com');
      await owner.gpu('org', 'switch', 'my-team');
      const made = await owner.gpu('org', 'service-account', 'create', '--name', 'github-actions');
      expect(made.stdout).toMatch(/^gpt_sat_[A-Za-z0-9]{40}\n$/);
      expect(made.stderr).toContain('only once');
      const token = made.stdout.trim();
      const ci = holder(token);
      expect(await ci.gpu('run', '--', 'echo', 'trained')).toMatchObject({ code: 0, stdout: 'trained\n' });

      const listed = await owner.gpu('org', 'service-account', 'list');
      expect(listed.stdout).toContain('github-actions');
      expect(listed.stdout + listed.stderr).not.toContain(token);
      const id = /\bsa_[a-z0-9]{6}\b/.exec(made.stderr)?.[0] ?? '';
      const { entries } = await owner.json('org', 'audit');
      const actor = { id, kind: 'service-account', name: 'github-actions' };
      expect(entries).toContainEqual(expect.objectContaining({ identity: actor, action: 'run' }));

      expect((await owner.gpu('org', 'service-account', 'revoke', id)).code).toBe(0);
      expect(await ci.gpu('run', '--', 'echo', 'again')).toMatchObject({ code: 10, stdout: '' });
      expect(cloud.books().jobs).toHaveLength(1);
    }));

  test('each run is on the bill of whoever started it and of the org that was active then, also where a pod is shared', () =>
    onStage({ tier: 'business' }, async ({ cloud, person, holder }) => {
      const [owner, ci] = [person('owner@example.com'), holder(cloud.token)];
      writeFileSync(join(owner.home, 'gpu.jsonc'), '{ "project_id": "vision" }');
      writeFileSync(join(ci.home, 'gpu.jsonc'), '{ "project_id": "vision" }');
      await owner.gpu('org', 'switch', 'my-team');
      await owner.gpu('run', '--', 'true');
      await ci.gpu('run', '--', 'true');
      expect(cloud.books().pods).toHaveLength(1);
      await owner.gpu('org', 'create', 'Client Project', '--parent', 'my-team');
      await owner.gpu('org', 'switch', 'client-project');
      await owner.gpu('run', '--', 'echo', 'for the client');
      // A pod has the files of whoever ran on it.
      expect(cloud.books().pods).toHaveLength(2);

      expect(await owner.json('org', 'usage')).toMatchObject({ members: [{ jobs: 1 }], service_accounts: [] });
      await owner.gpu('org', 'switch', 'my-team');
      expect(await owner.json('org', 'usage')).toMatchObject({
        total: { jobs: 3 },
        members: [{ name: 'owner@example.com', jobs: 2 }],
        service_accounts: [{ name: 'local-cloud', jobs: 1 }],
        sub_accounts: [{ org: 'client-project', jobs: 1 }],
      });
    }));

  test("sub-accounts draw on the parent's pool: the session one holds is one the other lacks (exit 11)", () =>
    onStage({ tier: 'business', sessions: 1 }, async ({ cloud, person, holder }) => {
      const owner = person('owner@example.com');
      expect((await owner.gpu('org', 'create', 'Client Project', '--parent', 'my-team')).code).toBe(0);
      const client = holder(cloud.orgs.createToken({ org: 'client-project' }));
      const ci = holder(cloud.token);
      expect((await ci.gpu('run', '--', 'true')).code).toBe(0);
      expect((await client.gpu('run', '--', 'true')).code).toBe(11);
      expect((await ci.gpu('stop', '-y')).code).toBe(0);
      expect((await client.gpu('run', '--', 'true')).code).toBe(0);
      expect((await client.gpu('stop', '-y')).code).toBe(0);

      await owner.gpu('org', 'switch', 'my-team');
      const bill = await owner.json('org', 'billing');
      expect(bill).toMatchObject({
        billed_to: 'my-team',
        total: { jobs: 2 },
        lines: [
          { org: 'my-team', jobs: 1 },
          { org: 'client-project', jobs: 1 },
        ],
      });
      const seen = await client.gpu('org', 'list');
      expect(seen.stdout).not.toContain('my-team');
    }));

  test('a Team plan with 10 sessions: the whole org runs 10 at once, and the eleventh is refused (exit 11)', () =>
    onStage({}, async ({ cloud, person, holder }) => {
      const [owner, ci] = [person('owner@example.com'), holder(cloud.token)];
      await owner.gpu('org', 'switch', 'my-team');
      const letGo = cloud.holdSessions(9);
      expect((await owner.gpu('run', '--', 'true')).code).toBe(0);
      const refused = await ci.gpu('run', '--', 'true');
      expect(refused.code).toBe(11);
      expect(refused.stderr).toContain('all 10 concurrent sessions of my-team');
      letGo();
      expect((await ci.gpu('run', '--', 'true')).code).toBe(0);
    }));

  test('GPU_SERVICE_TOKEN goes before a login on the same machine', () =>
    onStage({}, async ({ cloud, program, person }) => {
      const owner = person('owner@example.com');
      expect(await owner.json('auth', 'status')).toMatchObject({ kind: 'user', name: 'owner@example.com' });
      const both = seat(program, { GPU_SERVICE_TOKEN: cloud.token, HOME: owner.home });
      expect(await both.json('auth', 'status')).toMatchObject({ kind: 'service-account', org: 'my-team' });
    }));

  test('each refusal has its exit code and one clear sentence on stderr', () =>
    onStage({}, async ({ cloud, program, person, holder }) => {
      const [pro, ci] = [person('pro@example.com', 'pro'), holder(cloud.token)];
      const cases: [Seat, string[], number, RegExp][] = [
        [pro, ['org', 'create', 'X'], 11, /^✗ Organizations need a Team, Business or Enterprise plan/],
        [pro, ['org', 'switch', 'my-team'], 12, /^✗ No organization 'my-team' among yours/],
        [pro, ['org', 'members'], 2, /^✗ No organization is active/],
        [pro, ['org', 'invite'], 2, /^error: EMAIL is missing/],
        [pro, ['org', 'list', 'extra'], 2, /^error: unexpected argument 'extra'/],
        [pro, ['org', 'frobnicate'], 2, /^error: unrecognized subcommand 'org frobnicate'/],
        [pro, ['org', 'list', '--frob'], 2, /^error: unknown flag '--frob'/],
        [ci, ['org', 'invite', 'a@example.com'], 1, /^✗ 'invite' is for OWNER and ADMIN; you are a service account/],
        [ci, ['org', 'delete', 'my-team'], 1, /^✗ Failed to get confirmation/],
        [seat(program, {}), ['org', 'list'], 10, /^✗ Authentication required/],
        [holder('gpt_sat_wrong'), ['org', 'list'], 10, /^✗ The token is not valid/],
      ];
      for (const [who, argv, code, words] of cases) {
        const ended = await who.gpu(...argv);
        expect(ended).toMatchObject({ code, stdout: '' });
        expect(ended.stderr).toMatch(words);
      }
      const refused = await pro.gpu('org', 'create', 'X', '--json');
      expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'plan_required' } });
    }));

  test('every verb has help that names its usage', () =>
    onStage({}, async ({ cloud, holder }) => {
      const ci = holder(cloud.token);
      const overview = await ci.gpu('org', '--help');
      for (const verb of ORG_VERBS) {
        expect(overview.stdout).toContain(verb.name);
        const help = await ci.gpu('org', ...verb.name.split(' '), '--help');
        expect(help).toMatchObject({ code: 0, stderr: '' });
        expect(help.stdout).toContain(`Usage: gpu org ${verb.name}`);
      }
    }));

  test('members, roles, transfer and deletion, seen by people and by scripts', () =>
    onStage({}, async ({ person }) => {
      const [owner, alice] = [person('owner@example.com'), person('alice@example.com')];
      await owner.gpu('org', 'switch', 'my-team');
      await owner.gpu('org', 'invite', 'alice@example.com', '--role', 'admin');
      const { invitations } = await alice.json('org', 'list');
      const [{ id }] = invitations as [{ id: string }];
      expect(await alice.json('org', 'accept', id)).toEqual({ org: 'my-team', role: 'ADMIN' });
      expect((await owner.gpu('org', 'members')).stdout).toMatch(/^EMAIL .*\nowner@.* OWNER .*\nalice@.* ADMIN /);
      await owner.gpu('org', 'role', 'alice@example.com', '--role', 'member');
      const transferred = await owner.json('org', 'transfer', 'my-team', '--to', 'alice@example.com');
      expect(transferred).toEqual({ org: 'my-team', owner: 'alice@example.com', your_role: 'ADMIN' });
      expect((await owner.gpu('org', 'delete', 'my-team', '-y')).code).toBe(1);
      await alice.gpu('org', 'switch', 'my-team');
      expect((await alice.gpu('org', 'delete', 'my-team', '-y')).code).toBe(0);
      expect(config(alice)).not.toContain('org =');
    }));

  test('state survives a restart with --state FILE: tokens, revocations and the bill', async () => {
    const stateFile = join(root, 'state.json');
    let tokens: { kept: string; gone: string } | undefined;
    await onStage({ stateFile }, async ({ cloud, holder }) => {
      tokens = { kept: cloud.orgs.createToken({ name: 'kept' }), gone: cloud.orgs.createToken({ name: 'gone' }) };
      cloud.orgs.revoke(tokens.gone);
      expect((await holder(tokens.kept).gpu('run', '--', 'true')).code).toBe(0);
    });
    await onStage({ stateFile }, async ({ person, holder }) => {
      expect((await holder(tokens?.kept ?? '').gpu('run', '--', 'true')).code).toBe(0);
      expect((await holder(tokens?.gone ?? '').gpu('run', '--', 'true')).code).toBe(10);
      const owner = person('owner@example.com');
      await owner.gpu('org', 'switch', 'my-team');
      const { service_accounts } = await owner.json('org', 'usage');
      expect(service_accounts).toContainEqual(expect.objectContaining({ name: 'kept' }));
    });
    const state = readFileSync(stateFile, 'utf8');
    expect(state).not.toMatch(/gpt_(sat|usr)_/);
    // The token that a start prints and nobody uses goes with the next start.
    const { orgs } = JSON.parse(state) as { orgs: { serviceAccounts: { name: string }[] }[] };
    expect(orgs[0]?.serviceAccounts.map(({ name }) => name).sort()).toEqual(['gone', 'kept', 'local-cloud']);
  });
});

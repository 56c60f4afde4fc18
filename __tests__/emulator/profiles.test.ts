import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILES, readProfile } from '../../emulator/profiles.ts';
import { makeLab, parse, run, type Lab } from './client.ts';

const labs: Lab[] = [];
const labFor = async (profile: string): Promise<Lab> => {
  const lab = await makeLab({ profile, sessions: 50 });
  labs.push(lab);
  return lab;
};
afterAll(async () => {
  for (const lab of labs) await lab.close();
});

const jobIn = (text: string): string => /job_[0-9a-f]{32}/.exec(text)?.[0] ?? '';

test.each(PROFILES)(
  '%s prints the help texts of its file and refuses each flag that they do not list',
  async (name) => {
    const lab = await labFor(name);
    const { version, help } = readProfile(name);
    expect((await lab.gpu(['--version'])).out).toBe(`gpu ${version}\n`);
    for (const [verb, lines] of Object.entries(help)) {
      if (verb === 'org') continue;
      expect((await lab.gpu([verb, '--help'])).out).toBe(`${lines.join('\n')}\n`);
    }
    expect((await lab.gpu(['run', '--outputs', 'x', '--', 'true'])).code).toBe(2);
  },
);

test('minimum has counts in the status, ids in texts, and neither -y, --sync, --json nor wait', async () => {
  const lab = await labFor('minimum');
  for (const args of [
    ['wait', 'job_1'],
    ['instances', 'list'],
    ['run', '-y', '--', 'true'],
    ['run', '--sync', '--', 'true'],
    ['run', '-d', '--json', '--', 'true'],
  ]) {
    expect([args, (await lab.gpu(args)).code]).toEqual([args, 2]);
  }
  const detached = await lab.gpu(['run', '-d', '--', 'sh', '-c', 'echo x; exit 6']);
  expect([detached.code, detached.out]).toEqual([0, '']);
  const attached = await lab.gpu(['run', '--attach', jobIn(detached.err)]);
  expect([attached.code, attached.out]).toEqual([6, 'x\n']);
  expect(parse((await lab.gpu(['status', '--json'])).out)).toEqual({ running_pods: 1, provisioning_pods: 0 });
  expect((await lab.gpu(['status'])).err).toMatch(/^Pod [a-z0-9]{14} READY/m);
  expect((await lab.gpu(['run', '--', 'true'])).err).toMatch(/Using pod [a-z0-9]{14}/);
  expect((await lab.gpu(['stop', '-y'])).code).toBe(0);
  expect((await lab.gpu(['org', 'list'])).code).toBe(0);
});

test('observed has counts in the status, JSON of run and wait without a pod, and lines without a prefix', async () => {
  const lab = await labFor('observed');
  const submitted = await lab.gpu(['run', '-d', '--json', '--', 'true']);
  expect(parse(submitted.out)).toEqual({ job_id: jobIn(submitted.out), pod_id: null, state: 'pending' });
  expect(submitted.err).toMatch(/^2026-\S+ {2}WARN gpu_core::/m);
  const waited = await lab.gpu(['wait', jobIn(submitted.out), '--timeout', '30', '--json']);
  expect(Object.keys(parse(waited.out))).toEqual(['job_id', 'state', 'exit_code', 'failure_reason']);
  expect(Object.keys(parse((await lab.gpu(['status', '--json'])).out))).toEqual(['running_pods', 'provisioning_pods']);
  const list = JSON.parse((await lab.gpu(['instances', 'list', '--json'])).out) as { pod_id: string }[];
  expect(list).toHaveLength(1);
  const attached = await lab.gpu(['run', '-y', '--', 'true']);
  expect(attached.err).not.toContain(list[0]?.pod_id ?? '');
  expect((await lab.gpu(['instances', 'terminate', list[0]?.pod_id ?? '', '-y'])).code).toBe(0);
  expect(lab.cloud.books().podsAlive).toBe(0);
});

test('jobs-without-commands lists jobs, and names their pod once it is ready', async () => {
  const lab = await labFor('jobs-without-commands');
  lab.cloud.settings.provisionMs = 1_500;
  const jobId = jobIn((await lab.gpu(['run', '-d', '--json', '--', 'sleep', '60'])).out);
  const jobs = async () => parse((await lab.gpu(['status', '--json'])).out)['jobs'];
  expect(await jobs()).toEqual([{ job_id: jobId, pod_id: null, state: 'provisioning' }]);
  const ready = await lab.cloud.until(({ kind }) => kind === 'job-started');
  expect(await jobs()).toEqual([{ job_id: jobId, pod_id: ready['podId'], state: 'running' }]);
});

test('a file that has output of a real program replays: its help, its fields, its words', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'profile-'));
  const file = join(folder, 'captured.json');
  writeFileSync(
    file,
    JSON.stringify({
      version: '1.2.3',
      help: { run: ['Usage: gpu run', '  -d', '  --json  JSON'], status: ['Usage: gpu status [--json]', '  --json'] },
      json: { status: { running_pods: 0, spend: { total: 4.2 } } },
      refusals: { quota_exceeded: { text: 'Too many concurrent sessions', code: 1 } },
    }),
  );
  const lab = await labFor(file);
  expect((await lab.gpu(['--version'])).out).toBe('gpu 1.2.3\n');
  expect((await lab.gpu(['stop', '-y'])).code).toBe(2);
  expect(parse((await lab.gpu(['status', '--json'])).out)).toEqual({ running_pods: 0, spend: { total: 4.2 } });
  lab.cloud.order({ kind: 'refuse-saturated' });
  const refused = await lab.gpu(['run', '-d', '--', 'true']);
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('✗ Too many concurrent sessions\n')]);
  rmSync(folder, { recursive: true });
});

describe('the install script', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await labFor('rich');
  });
  const install = (home: string, script: string, more: Record<string, string> = {}) => {
    mkdirSync(home, { recursive: true });
    return run('sh', ['-c', script], { cwd: home, env: { HOME: home, PATH: process.env['PATH'] ?? '', ...more } });
  };

  test('installs the version that is pinned; an unknown one fails and leaves no file', async () => {
    const home = join(lab.home, 'pinned');
    const gpu = join(home, '.gpu-cli/bin/gpu');
    const script = `curl -fsSL ${lab.cloud.installUrl} -o i.sh && sh i.sh`;
    const failed = await install(home, script, { GPU_CLI_VERSION: '9.9.9' });
    expect(failed.code).not.toBe(0);
    expect(() => statSync(gpu)).toThrow();
    expect((await install(home, script, { GPU_CLI_VERSION: '0.14.0' })).code).toBe(0);
    expect((await run(gpu, ['--version'], { cwd: home, env: { HOME: home } })).out).toBe('gpu 0.14.0\n');
    expect(statSync(gpu).mode & 0o111).toBe(0o111);
  });

  test('ten at once never show half a program', async () => {
    const home = join(lab.home, 'crowd');
    const gpu = join(home, '.gpu-cli/bin/gpu');
    const script = `curl -fsSL ${lab.cloud.installUrl} | sh && '${gpu}' --version`;
    const results = await Promise.all(Array.from({ length: 10 }, () => install(home, script)));
    for (const result of results) expect([result.code, result.out]).toEqual([0, 'gpu 0.31.2\n']);
  });

  test('an install below a package of modules runs as well', async () => {
    const home = join(lab.home, 'module');
    const script = `echo '{"type":"module"}' > package.json; curl -fsSL ${lab.cloud.installUrl} | sh; .gpu-cli/bin/gpu --version`;
    expect((await install(home, script)).out).toBe('gpu 0.31.2\n');
  });
});

import { afterEach, describe, expect, test } from '@jest/globals';
import { makeLab, alive, parse, type Lab } from './client.ts';
import type { CloudOptions } from '../../emulator/cloud.ts';

const labs: Lab[] = [];
const open = async (options: CloudOptions = {}): Promise<Lab> => {
  const lab = await makeLab(options);
  labs.push(lab);
  return lab;
};
afterEach(async () => {
  await Promise.all(labs.splice(0).map((lab) => lab.close()));
});

const forever = ['--', 'sh', '-c', 'echo ready; exec sleep 60'];

describe('pods', () => {
  test('are shared by the runs of a project, several at once, and reused when warm', async () => {
    const lab = await open();
    const cwd = lab.project({ 'gpu.jsonc': '{"project_id": "shared"}' });
    const elsewhere = lab.project({ 'gpu.jsonc': '{"project_id": "shared"}' });
    const first = lab.gpu(['run', ...forever], { cwd });
    await first.saw('ready');
    const second = lab.gpu(['run', ...forever], { cwd: elsewhere });
    await second.saw('ready');
    const status = parse((await lab.gpu(['status', '--json'], { cwd })).out) as unknown as {
      running_pods: number;
      pods: { state: string; jobs: string[]; project_id: string }[];
      jobs: unknown[];
      sessions: unknown;
    };
    expect(status).toMatchObject({ running_pods: 1, provisioning_pods: 0, sessions: { used: 1, limit: 10 } });
    expect(status.pods[0]).toMatchObject({ state: 'active', project_id: 'shared', gpu_type: 'RTX 4090', gpu_count: 1 });
    expect(status.pods[0]?.jobs).toHaveLength(2);
    expect(status.jobs).toHaveLength(2);

    // `gpu stop` without an id acts on the project: both jobs die with the pod.
    expect((await lab.gpu(['stop', '-y'], { cwd })).err).toMatch(/^>> Pod [a-z0-9]{14} stopped\n$/);
    for (const result of [await first, await second]) expect([result.code, result.out]).toEqual([15, 'ready\n']);
    const books = lab.cloud.books();
    expect(books).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0, peakSessions: 1 });
    for (const job of books.jobs) expect([job.state, alive(job.pid)]).toEqual(['cancelled', false]);
  });

  test('of another GPU, count or project are other pods', async () => {
    const lab = await open();
    for (const flags of [[], ['--gpu-type', 'H100 SXM'], ['--gpu-count', '2'], ['--min-vram', '80']]) {
      expect((await lab.gpu(['run', '-q', ...flags, '--', 'true'])).code).toBe(0);
    }
    expect((await lab.gpu(['run', '-q', '--', 'true'], { cwd: lab.project() })).code).toBe(0);
    const pods = lab.cloud.books().pods.map((pod) => [pod.gpuType, pod.gpuCount]);
    expect(pods).toEqual([
      ['RTX 4090', 1],
      ['H100 SXM', 1],
      ['RTX 4090', 2],
      ['A100 PCIe 80GB', 1],
      ['RTX 4090', 1],
    ]);
  });

  test('cool down after the keep-alive of the project', async () => {
    const lab = await open({ timeScale: 600 });
    const cwd = lab.project({ 'gpu.jsonc': '{"keep_alive_minutes": 1}' });
    await lab.gpu(['run', '-q', '--', 'true'], { cwd });
    expect(lab.cloud.books().podsAlive).toBe(1);
    const ended = await lab.cloud.until((event) => event.kind === 'pod-ended');
    expect(ended['why']).toBe('cooldown');
    expect(lab.cloud.books()).toMatchObject({ podsAlive: 0, sessionsHeld: 0 });
  });

  test('are billed by the second at the list price, once', async () => {
    const lab = await open({ timeScale: 3600 });
    lab.cloud.setPrice('RTX 4090', 1);
    const cwd = lab.project();
    await Promise.all([1, 2].map(() => lab.gpu(['run', '-q', '--', 'sleep', '0.2'], { cwd })));
    await lab.gpu(['stop', '-y'], { cwd });
    const [pod] = lab.cloud.books().pods;
    expect(pod?.usd).toBeCloseTo((pod?.seconds ?? 0) / 3600, 6);
    const lived = Date.parse(pod?.endedAt ?? '') - Date.parse(pod?.readyAt ?? '');
    expect(Math.abs((pod?.seconds ?? 0) / 3.6 - lived)).toBeLessThan(20);
    const status = parse((await lab.gpu(['status', '--json'], { cwd })).out);
    expect(status['total_spend_usd']).toBeCloseTo(pod?.usd ?? 0, 4);
  });

  test('a workload that ignores SIGTERM is killed, with what it started', async () => {
    const lab = await open({ graceMs: 50 });
    const running = lab.gpu([
      'run',
      '--',
      'sh',
      '-c',
      "trap '' TERM; sleep 61 & echo ready $!; while :; do sleep 1; done",
    ]);
    await running.saw('ready ');
    await lab.gpu(['stop', '-y']);
    const result = await running;
    expect(result.code).toBe(15);
    expect(alive(Number(/ready (\d+)/.exec(result.out)?.[1]))).toBe(false);
  });
});

describe('the pool', () => {
  test('refuses with 11, in words and in JSON, and takes a run again once a session is free', async () => {
    const lab = await open();
    const release = lab.cloud.holdSessions(10);
    const refused = await lab.gpu(['run', '-d', '--json', '--', 'true']);
    expect(refused.code).toBe(11);
    expect(refused.err).toContain('✗ Quota exceeded: all 10 concurrent sessions of my-team (Team plan) are in use.');
    expect(parse(refused.out)).toEqual({
      error: {
        code: 'quota_exceeded',
        message: expect.stringContaining('Quota exceeded'),
        sessions: { used: 10, limit: 10 },
      },
    });
    const attached = await lab.gpu(['run', '--', 'true']);
    expect([attached.code, attached.out]).toEqual([11, '']);
    release();
    expect((await lab.gpu(['run', '--', 'true'])).code).toBe(0);
    expect(lab.cloud.books()).toMatchObject({ refusals: 2, peakSessions: 10 });
    expect(lab.cloud.books().jobs).toHaveLength(1);
  });

  test('holds its limit under 50 submissions at once', async () => {
    const lab = await open({ sessions: 5, provisionMs: 5 });
    const results = await Promise.all(
      Array.from({ length: 50 }, () => lab.gpu(['run', '-d', '--json', '--', 'sleep', '60'], { cwd: lab.project() })),
    );
    const codes = results.map((result) => result.code);
    expect(codes.filter((code) => code === 0)).toHaveLength(5);
    expect(codes.filter((code) => code === 11)).toHaveLength(45);
    expect(lab.cloud.books()).toMatchObject({ peakSessions: 5, sessionsHeld: 5, refusals: 45, podsAlive: 5 });
  });

  test('is shared by the tokens of an org, and not with another org', async () => {
    const lab = await open({ sessions: 1 });
    const other = lab.cloud.orgs.createToken({ name: 'second' });
    const stranger = lab.cloud.orgs.createToken({ org: 'elsewhere' });
    const start = (token: string) =>
      lab.gpu(['run', '-d', '--json', '--', 'sleep', '60'], { cwd: lab.project(), env: { GPU_SERVICE_TOKEN: token } });
    const first = await start(lab.cloud.token);
    expect(first.code).toBe(0);
    expect((await start(other)).code).toBe(11);
    expect((await start(stranger)).code).toBe(0);
    const jobId = String(parse(first.out)['job_id']);
    const as = { env: { GPU_SERVICE_TOKEN: stranger } };
    expect((await lab.gpu(['run', '--cancel', jobId], as)).code).toBe(12);
    expect((await lab.gpu(['logs', '-j', jobId], as)).code).toBe(12);
    expect((await lab.gpu(['stop', lab.cloud.books().pods[0]?.podId ?? '', '-y'], as)).code).toBe(12);
    expect(parse((await lab.gpu(['status', '--all', '--json'], as)).out)['running_pods']).toBe(1);
  });
});

describe('tokens', () => {
  test('missing, unknown and malformed ones end with 10', async () => {
    const lab = await open();
    for (const token of ['', 'gpt_sat_unknown', 'gpt_sat_ä\nb']) {
      const result = await lab.gpu(['run', '--', 'true'], { env: { GPU_SERVICE_TOKEN: token } });
      expect([token, result.code]).toEqual([token, 10]);
      expect(result.err).toMatch(/✗ .*(required|not valid)/);
    }
    expect(lab.cloud.books().jobs).toHaveLength(0);
  });

  test('a revoked one ends an attached run and all that follows with 10; the job is still there', async () => {
    const lab = await open();
    const running = lab.gpu(['run', ...forever]);
    await running.saw('ready');
    lab.cloud.orgs.revoke(lab.cloud.token);
    const result = await running;
    expect(result.code).toBe(10);
    expect(result.err).toContain('revoked');
    const jobId = lab.cloud.books().jobs[0]?.jobId ?? '';
    for (const args of [['status'], ['stop', '-y'], ['wait', jobId], ['attach', jobId], ['run', '--cancel', jobId]]) {
      expect([args[0], (await lab.gpu(args)).code]).toEqual([args[0], 10]);
    }
    expect(lab.cloud.books().jobsAlive).toBe(1);
  });
});

describe('the cloud', () => {
  test('leaves no process behind when it closes', async () => {
    const lab = await open();
    const running = lab.gpu(['run', ...forever]);
    await running.saw('ready');
    const pid = lab.cloud.books().jobs[0]?.pid;
    expect(alive(pid)).toBe(true);
    await lab.cloud.close();
    expect(alive(pid)).toBe(false);
    expect((await running).code).not.toBe(0);
    expect((await lab.gpu(['status'])).code).toBe(13);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeLab, parse, type Lab } from './client.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await makeLab({ sessions: 100 });
});
afterEach(() => lab.cloud.clearFaults());
afterAll(() => lab.close());

const detached = async (...args: string[]): Promise<string> =>
  String(parse((await lab.gpu(['run', '-d', '--json', ...args])).out)['job_id']);
const waitFor = async (jobId: string) => parse((await lab.gpu(['wait', jobId, '--json'])).out);
const newest = () => lab.cloud.books().jobs.at(-1);

describe('at submission', () => {
  test('refuse-saturated: so many times, with text, code and a hint when to come again', async () => {
    const text = 'Session limit reached for this organization';
    lab.cloud.order({ kind: 'refuse-saturated', times: 2, text, exitCode: 1, retryAfterSeconds: 3 });
    const before = lab.cloud.books().jobs.length;
    for (const args of [['run', '-d', '--json'], ['run']]) {
      const result = await lab.gpu([...args, '--', 'true']);
      expect([result.code, result.err.includes(text)]).toEqual([1, true]);
      if (args.includes('--json')) {
        expect(parse(result.out)).toMatchObject({
          error: { code: 'quota_exceeded', retry_after_seconds: 3, sessions: { used: 100, limit: 100 } },
        });
      }
    }
    expect(lab.cloud.books().jobs.length).toBe(before);
    expect((await lab.gpu(['run', '--', 'true'])).code).toBe(0);
  });

  test('refuse-saturated, late: accepted, then failed with the text as its reason', async () => {
    lab.cloud.order({ kind: 'refuse-saturated', late: true });
    const record = await waitFor(await detached('--', 'true'));
    expect(record).toMatchObject({ state: 'failed', exit_code: null });
    expect(record['failure_reason']).toContain('Quota exceeded');
    expect(newest()).toMatchObject({ starts: 0, podId: null });
  });

  test('refuse: any text and code', async () => {
    lab.cloud.order({ kind: 'refuse', text: 'Payment required', exitCode: 11, error: 'payment_required' });
    const result = await lab.gpu(['run', '-d', '--json', '--', 'true']);
    expect([result.code, result.err.includes('✗ Payment required')]).toEqual([11, true]);
    expect(parse(result.out)).toEqual({ error: { code: 'payment_required', message: 'Payment required' } });
  });

  test('an order waits for the run it names', async () => {
    lab.cloud.order({ kind: 'refuse-saturated', match: { command: 'echo b' } });
    expect((await lab.gpu(['run', '--', 'echo', 'a'])).code).toBe(0);
    expect((await lab.gpu(['run', '--', 'echo', 'b'])).code).toBe(11);
    expect((await lab.gpu(['run', '--', 'echo', 'b'])).code).toBe(0);
  });

  test('no-capacity: of one type, or of all; the session is free again', async () => {
    const cwd = lab.project({ 'gpu.jsonc': '{"gpu_types": [{"type": "H100 SXM"}, {"type": "L4"}]}' });
    lab.cloud.order({ kind: 'no-capacity', gpuTypes: ['H100'] });
    expect((await lab.gpu(['run', '-q', '--', 'true'], { cwd })).code).toBe(0);
    expect(lab.cloud.books().pods.at(-1)?.gpuType).toBe('L4');
    lab.cloud.order({ kind: 'no-capacity', times: 2 });
    const alone = lab.project();
    const result = await lab.gpu(['run', '--', 'true'], { cwd: alone });
    expect([result.code, result.err.includes('No GPUs available')]).toEqual([1, true]);
    const submitted = await lab.gpu(['run', '-d', '--json', '--', 'true'], { cwd: alone });
    expect(submitted.code).toBe(0);
    expect(await waitFor(String(parse(submitted.out)['job_id']))).toMatchObject({ state: 'failed', exit_code: null });
    expect(lab.cloud.books().pods.at(-1)).toMatchObject({ state: 'stopped', usd: 0 });
  });

  test('verb-fails and daemon-down, until the daemon is started', async () => {
    lab.cloud.order({ kind: 'verb-fails', match: { verb: 'status' }, exitCode: 1, text: 'Not implemented: status' });
    const failed = await lab.gpu(['status']);
    expect([failed.code, failed.err]).toEqual([1, '✗ Not implemented: status\n']);
    lab.cloud.order({ kind: 'daemon-down' });
    expect((await lab.gpu(['run', '--', 'true'])).code).toBe(13);
    expect((await lab.gpu(['run', '--', 'true'])).code).toBe(0);
    lab.cloud.order({ kind: 'daemon-down', untilStart: true });
    expect((await lab.gpu(['status'])).code).toBe(13);
    expect((await lab.gpu(['run', '--', 'true'])).code).toBe(13);
    expect((await lab.gpu(['daemon', 'start'])).code).toBe(0);
    expect((await lab.gpu(['status'])).code).toBe(0);
  });
});

describe('on the way', () => {
  test('bootstrap-fails: the documented text, and the pod stays', async () => {
    lab.cloud.order({ kind: 'bootstrap-fails' });
    const jobId = await detached('--', 'true');
    const record = await waitFor(jobId);
    expect(record['failure_reason']).toMatch(/^bootstrap failed at stage 'heartbeat' for pod '\w{14}' \(transport\)/);
    const logs = await lab.gpu(['logs', '-j', jobId]);
    expect([logs.code, logs.err.includes(`✗ Job ${jobId} failed (exit unknown): bootstrap failed`)]).toEqual([1, true]);
    const status = parse((await lab.gpu(['status', '--json'])).out) as unknown as { pods: { pod_id: string }[] };
    const podId = status.pods[0]?.pod_id ?? '';
    expect((await lab.gpu(['instances', 'terminate', podId, '-y'])).code).toBe(0);
    expect((await lab.gpu(['stop', '-y'])).err).toBe(
      ">> No running pods found. Use 'gpu instances list' to see all pods.\n",
    );
  });

  test('slow-provisioning, slow-bootstrap and slow-submit hold a run up, and a cancel does not wait for them', async () => {
    for (const kind of ['slow-provisioning', 'slow-bootstrap'] as const) {
      lab.cloud.order({ kind, ms: 60_000, match: { command: 'true' } });
      const cwd = lab.project();
      const submitted = parse((await lab.gpu(['run', '-d', '--json', '--', 'true'], { cwd })).out);
      const jobId = String(submitted['job_id']);
      const late = await lab.gpu(['wait', jobId, '--timeout', '0.05', '--json'], { cwd });
      expect([late.code, parse(late.out)['state']]).toEqual([14, 'provisioning']);
      if (kind === 'slow-provisioning') {
        expect(parse((await lab.gpu(['status', '--json'], { cwd })).out)['provisioning_pods']).toBe(1);
      }
      expect((await lab.gpu(['run', '--cancel', jobId], { cwd })).code).toBe(0);
      expect(newest()).toMatchObject({ state: 'cancelled', starts: 0 });
      expect((await lab.gpu(['stop', '-y'], { cwd })).err).toMatch(/stopped/);
    }
    lab.cloud.order({ kind: 'slow-submit', ms: 80 });
    const started = Date.now();
    await detached('--', 'true');
    expect(Date.now() - started).toBeGreaterThanOrEqual(80);
  });

  test('pod-crash: the job is lost, and so is the pod', async () => {
    lab.cloud.order({ kind: 'pod-crash', afterMs: 50 });
    const result = await lab.gpu(['run', '--', 'sleep', '60'], { cwd: lab.project() });
    expect(result.code).toBe(1);
    expect(result.err).toMatch(/✗ Job job_\w+ failed \(exit unknown\): pod '\w{14}' lost/);
    expect(newest()).toMatchObject({ state: 'failed', exitCode: null, starts: 1 });
    expect(lab.cloud.books().pods.at(-1)?.state).toBe('stopped');
  });

  test('outputs-missing, and the same run without it', async () => {
    const cwd = lab.project();
    const args = ['run', '--sync', '-o', 'f', '--', 'touch', 'f'];
    lab.cloud.order({ kind: 'outputs-missing' });
    expect((await lab.gpu(args, { cwd })).code).toBe(0);
    expect(existsSync(join(cwd, 'f'))).toBe(false);
    await lab.gpu(args, { cwd });
    expect(existsSync(join(cwd, 'f'))).toBe(true);
  });

  test('attach-drops: the client ends with 1, the job goes on', async () => {
    lab.cloud.order({ kind: 'attach-drops', match: { verb: 'run' }, afterBytes: 300 });
    const cwd = lab.project();
    const result = await lab.gpu(['run', '--', 'sh', '-c', 'yes | head -c 10000; exec sleep 60'], { cwd });
    expect([result.code, result.err.includes('Lost the connection to job')]).toEqual([1, true]);
    expect(newest()?.state).toBe('running');
    await lab.gpu(['stop', '-y'], { cwd });
  });

  test('cancel-ignored and stop-fails: the books tell the truth', async () => {
    const cwd = lab.project();
    const running = lab.gpu(['run', '--', 'sh', '-c', 'echo ready; exec sleep 60'], { cwd });
    await running.saw('ready');
    const jobId = newest()?.jobId ?? '';
    lab.cloud.order({ kind: 'cancel-ignored' });
    const cancelled = await lab.gpu(['run', '--cancel', jobId], { cwd });
    expect([cancelled.code, cancelled.err]).toEqual([0, `>> Job ${jobId} cancelled\n`]);
    expect(newest()?.state).toBe('running');
    lab.cloud.order({ kind: 'stop-fails', times: 2 });
    const codes: (number | null)[] = [];
    for (let n = 0; n < 3; n += 1) codes.push((await lab.gpu(['stop', '-y'], { cwd })).code);
    expect(codes).toEqual([1, 1, 0]);
    expect((await running).code).toBe(15);
  });
});

describe('in the program', () => {
  test('client-killed before the submission, after it, and while attached', async () => {
    const seen: [string, number, number][] = [];
    for (const at of ['before-submit', 'submitted', 'attached'] as const) {
      const cwd = lab.project();
      const before = lab.cloud.books().jobs.length;
      lab.cloud.order({ kind: 'client-killed', at });
      const result = await lab.gpu(['run', '--', 'sh', '-c', 'echo ready; exec sleep 60'], { cwd });
      expect(result.signal).toBe('SIGKILL');
      seen.push([at, lab.cloud.books().jobs.length - before, result.out.length]);
      await lab.gpu(['stop', '-y'], { cwd });
    }
    expect(seen).toEqual([
      ['before-submit', 0, 0],
      ['submitted', 1, 0],
      ['attached', 1, 6],
    ]);
  });

  test('hang: a chosen verb never answers, for as long as there is a control plane', async () => {
    const own = await makeLab();
    own.cloud.order({ kind: 'hang', match: { verb: 'stop' } });
    const hanging = own.gpu(['stop', '-y']);
    await own.cloud.until((event) => event.kind === 'call' && event['verb'] === 'stop');
    expect((await own.gpu(['status'])).code).toBe(0);
    expect(hanging.child.exitCode).toBeNull();
    await own.close();
    expect(await hanging).toMatchObject({ code: 13, out: '' });
  });

  test('bad-json: garbage, half of it, none', async () => {
    for (const how of ['garbage', 'truncated', 'empty'] as const) {
      lab.cloud.order({ kind: 'bad-json', how, match: { verb: 'status' } });
      const result = await lab.gpu(['status', '--json']);
      expect(result.code).toBe(0);
      expect(() => parse(result.out)).toThrow();
    }
    expect(parse((await lab.gpu(['status', '--json'])).out)).toMatchObject({ jobs: [] });
  });

  test('no-record: exit 0 and not a word, submitted or not', async () => {
    for (const submit of [true, false]) {
      const before = lab.cloud.books().jobs.length;
      lab.cloud.order({ kind: 'no-record', submit });
      const result = await lab.gpu(['run', '-q', '--', 'true']);
      expect([result.code, result.out, result.err]).toEqual([0, '', '']);
      expect(lab.cloud.books().jobs.length - before).toBe(submit ? 1 : 0);
    }
    lab.cloud.order({ kind: 'no-record', match: { verb: 'wait' } });
    const silent = await lab.gpu(['wait', 'job_none', '--json']);
    expect([silent.code, silent.out]).toEqual([0, '']);
  });

  test('no-verb: an older program', async () => {
    lab.cloud.order({ kind: 'no-verb', times: 2, match: { verb: 'wait' } });
    for (const args of [
      ['wait', '--help'],
      ['wait', 'job_x'],
    ]) {
      const result = await lab.gpu(args);
      expect([result.code, result.err.includes("unrecognized subcommand 'wait'")]).toEqual([2, true]);
    }
    expect((await lab.gpu(['wait', '--help'])).code).toBe(0);
  });

  test('orders come over HTTP as well, with the secret of the cloud', async () => {
    const post = async (path: string, body: unknown) => {
      const headers = { authorization: `Bearer ${lab.cloud.adminToken}` };
      const answer = await fetch(lab.cloud.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      return answer.json();
    };
    await post('/admin/faults', { kind: 'refuse-saturated', times: -1 });
    for (let n = 0; n < 3; n += 1) expect((await lab.gpu(['run', '--', 'true'])).code).toBe(11);
    await post('/admin/faults/clear', {});
    expect((await lab.gpu(['run', '--', 'true'])).code).toBe(0);
    expect(await post('/admin/books', {})).toMatchObject({ jobsAlive: 0 });
    expect(await post('/admin/faults', { kind: 'flood' })).toEqual({ error: "There is no fault 'flood'." });
  });
});

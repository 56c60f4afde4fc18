import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeLab, parse, run, type Lab } from './client.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await makeLab({ sessions: 50, timeScale: 600 });
});
afterAll(() => lab.close());

const node = process.execPath;

describe('an attached run', () => {
  test('gives the bytes, the streams and the exit code of the workload', async () => {
    const result = await lab.gpu(['run', '-y', '--', 'sh', '-c', 'printf out; printf err >&2; exit 7']);
    expect(result.code).toBe(7);
    expect(result.out).toBe('out');
    expect(result.err).toContain('[gpu]> Provisioning new pod…\n');
    expect(result.err).toMatch(/\[gpu\]> Using pod [a-z0-9]{14} /);
    expect(result.err).toMatch(/\[gpu\]> Running: sh -c/);
    expect(result.err.endsWith('err')).toBe(true);
    expect(result.err).not.toContain('job_');
  });

  test.each([0, 1, 2, 10, 11, 12, 13, 14, 15, 42, 130])('passes the code %d through', async (code) => {
    expect((await lab.gpu(['run', 'sh', '-c', `exit ${code}`])).code).toBe(code);
  });

  test('shows death by a signal as 128+n and a missing program as 127', async () => {
    expect((await lab.gpu(['run', '--', 'sh', '-c', 'kill -9 $$'])).code).toBe(137);
    expect((await lab.gpu(['run', '--', 'no-such-program'])).code).toBe(127);
  });

  test('takes one string with spaces as a shell line', async () => {
    expect((await lab.gpu(['run', 'echo a b | tr a-z A-Z'])).out).toBe('A B\n');
  });

  test('passes 20 MB of random bytes untouched, to a slow reader too, and 1 MB on stderr', async () => {
    const script = `
      const { randomFillSync, createHash } = require('crypto');
      const bytes = randomFillSync(Buffer.alloc(20 * 1024 * 1024 + 1));
      require('fs').writeFileSync('digest', createHash('sha256').update(bytes).digest('hex'));
      process.stderr.write('e'.repeat(1024 * 1024));
      process.stdout.write(bytes);`;
    const folder = lab.project({ 'bytes.cjs': script });
    const started = lab.gpu(['run', '-q', '-o', 'digest', '--sync', '--', node, 'bytes.cjs'], { cwd: folder });
    started.child.stdout?.pause();
    await lab.cloud.until((event) => event.kind === 'job-started');
    started.child.stdout?.resume();
    const result = await started;
    const { createHash } = await import('node:crypto');
    expect(result.code).toBe(0);
    expect(result.stdout.length).toBe(20 * 1024 * 1024 + 1);
    const digest = createHash('sha256').update(result.stdout).digest('hex');
    expect(digest).toBe(readFileSync(join(folder, 'digest'), 'utf8'));
    expect(result.err).toBe('e'.repeat(1024 * 1024));
  });

  test('gives the workload a clean environment, with -e and without the token', async () => {
    const env = { SECRET_OF_CLIENT: 'no' };
    const result = await lab.gpu(['run', '-e', 'A=1', '--env', 'B=x=y z', '--gpu-count', '2', '--', 'env'], { env });
    const seen: Record<string, string> = Object.fromEntries(
      result.out
        .split('\n')
        .map((text): [string, string] => [text.split('=', 1)[0] ?? '', text.slice(text.indexOf('=') + 1)]),
    );
    expect(seen).toMatchObject({ A: '1', B: 'x=y z', USER: 'root', LANG: 'C.UTF-8', CUDA_VISIBLE_DEVICES: '0,1' });
    expect(result.out).not.toContain('gpt_sat_');
    expect(result.out).not.toContain('SECRET_OF_CLIENT');
    expect(result.out).not.toContain(lab.home);
  });

  test('interrupted: ends the workload, keeps the pod, exits 130', async () => {
    const folder = lab.project();
    const running = lab.gpu(['run', '--', 'sh', '-c', 'echo ready; exec sleep 60'], { cwd: folder });
    await running.saw('ready');
    running.child.kill('SIGINT');
    const result = await running;
    expect(result.code).toBe(130);
    expect(result.err).toMatch(/cancelled/);
    const status = parse((await lab.gpu(['status', '--json'], { cwd: folder })).out);
    expect(status).toMatchObject({ running_pods: 1, jobs: [] });
    expect(lab.cloud.books().jobs.at(-1)).toMatchObject({ state: 'cancelled', exitCode: null, starts: 1 });
  });

  test.each(['SIGKILL', 'SIGTERM'] as const)('outlives a client that dies of %s', async (signal) => {
    const folder = lab.project();
    const running = lab.gpu(['run', '--', 'sh', '-c', 'echo ready; while [ ! -e go ]; do sleep 0.02; done; exit 5'], {
      cwd: folder,
    });
    await running.saw('ready');
    running.child.kill(signal);
    expect((await running).signal).toBe(signal);
    const job = lab.cloud.books().jobs.at(-1);
    expect(job?.state).toBe('running');
    const attached = lab.gpu(['attach', job?.jobId ?? ''], { cwd: folder });
    await attached.saw('ready');
    expect((await lab.gpu(['run', '-q', '--', 'touch', 'go'], { cwd: folder })).code).toBe(0);
    const result = await attached;
    expect(result.code).toBe(5);
    expect(result.out).toBe('ready\n');
  });
});

describe('a detached run', () => {
  test('prints the job as pretty JSON before there is a pod; attach replays from the start', async () => {
    const submitted = await lab.gpu(['run', '-d', '--json', '--', 'sh', '-c', 'echo one; echo two; exit 3']);
    expect(submitted.code).toBe(0);
    const record = parse(submitted.out);
    expect(record).toEqual({ job_id: expect.stringMatching(/^job_[0-9a-f]{32}$/), pod_id: null, state: 'pending' });
    expect(submitted.out).toContain('\n  "job_id"');
    const jobId = String(record['job_id']);
    const waited = await lab.gpu(['wait', jobId, '--timeout', '30', '--json']);
    expect(waited.code).toBe(1);
    expect(parse(waited.out)).toEqual({ job_id: jobId, state: 'failed', exit_code: 3, failure_reason: null });
    for (const args of [
      ['attach', jobId],
      ['run', '--attach', jobId],
      ['run', '-a', jobId],
    ]) {
      const attached = await lab.gpu(args);
      expect([attached.code, attached.out]).toEqual([3, 'one\ntwo\n']);
    }
    const logs = await lab.gpu(['logs', '-j', jobId]);
    expect([logs.code, logs.out]).toEqual([0, 'one\ntwo\n']);
    expect(logs.err).toMatch(/^>> Project: [0-9a-f]{16} \(resolved from /);
  });

  test('wait: 0 for success, 14 for too long, 15 for cancelled, 12 for no such job', async () => {
    const good = parse((await lab.gpu(['run', '-d', '--json', '--', 'true'])).out);
    expect((await lab.gpu(['wait', String(good['job_id'])])).code).toBe(0);
    const long = parse((await lab.gpu(['run', '-d', '--json', '--', 'sleep', '60'])).out);
    const jobId = String(long['job_id']);
    await lab.cloud.until((event) => event.kind === 'job-started' && event['jobId'] === jobId);
    const late = await lab.gpu(['wait', jobId, '--timeout', '0.05', '--json']);
    expect(late.code).toBe(14);
    expect(parse(late.out)).toMatchObject({ state: 'running', exit_code: null });
    expect((await lab.gpu(['run', '--cancel', jobId])).code).toBe(0);
    const cancelled = await lab.gpu(['wait', jobId, '--json']);
    expect(cancelled.code).toBe(15);
    expect(parse(cancelled.out)).toMatchObject({ state: 'cancelled', exit_code: null });
    expect((await lab.gpu(['attach', jobId])).code).toBe(15);
    expect((await lab.gpu(['wait', 'job_none'])).code).toBe(12);
  });
});

describe('outputs', () => {
  test('come back when asked for, only those, whole, and never from outside', async () => {
    const folder = lab.project({
      'gpu.jsonc': '{ // comment\n "outputs": ["model/"], "exclude_outputs": ["**/*.tmp"], }',
      'make.sh':
        'mkdir -p model/deep other; echo m > model/deep/m; echo t > model/x.tmp; echo o > other/o; ' +
        'echo e > ../escaped; ln -s /etc/passwd model/link; ln -s deep/m model/near',
    });
    expect((await lab.gpu(['run', '--sync', '--', 'sh', 'make.sh'], { cwd: folder })).code).toBe(0);
    expect(readFileSync(join(folder, 'model/deep/m'), 'utf8')).toBe('m\n');
    expect(readFileSync(join(folder, 'model/near'), 'utf8')).toBe('m\n');
    for (const path of ['model/x.tmp', 'other', 'model/link', '../escaped']) {
      expect(existsSync(join(folder, path))).toBe(false);
    }
    await lab.gpu(['run', '--sync', '-o', 'other,../escaped', '--', 'true'], { cwd: folder });
    expect(existsSync(join(folder, 'other/o'))).toBe(true);
    expect(existsSync(join(folder, '../escaped'))).toBe(false);
  });

  test('of a detached job come back when it is waited for', async () => {
    const cwd = lab.project();
    const submitted = parse((await lab.gpu(['run', '-d', '--json', '-o', 'f', '--', 'touch', 'f'], { cwd })).out);
    expect(existsSync(join(cwd, 'f'))).toBe(false);
    await lab.gpu(['wait', String(submitted['job_id'])], { cwd });
    expect(existsSync(join(cwd, 'f'))).toBe(true);
  });
});

describe('the workspace', () => {
  test('follows .gitignore and include, and never sends secrets', async () => {
    const folder = lab.project({
      '.gitignore': 'ignored/\nbuilt/\n',
      'gpu.jsonc': '{"include": ["built/**"]}',
      'a.py': '',
      'ignored/i': '',
      'built/b': '',
      'sub/.env.local': '',
      '.env': '',
      'id.key': '',
      'cert.pem': '',
      'secrets/s': '',
      'deep/.secrets/s': '',
    });
    const env = { PATH: process.env['PATH'] ?? '', HOME: lab.home };
    await run('git', ['init', '-q'], { cwd: folder, env });
    const result = await lab.gpu(['run', '-q', '--', 'sh', '-c', 'find . -type f | sort'], { cwd: folder });
    expect(result.out.split('\n')).toEqual(['./.gitignore', './a.py', './built/b', './gpu.jsonc', '']);
  });

  test('is sent whole where there is no work tree, and runs in -w', async () => {
    const folder = lab.project({ '.gitignore': 'x\n', x: '', 'in/y': '' });
    const result = await lab.gpu(['run', '-q', '-w', 'in', '--', 'sh', '-c', 'ls; ls -A ..'], { cwd: folder });
    expect(result.out).toBe('y\n.gitignore\nin\nx\n');
  });

  test('that changes while it is sent is refused, when that is ordered', async () => {
    lab.cloud.order({ kind: 'sync-fails' });
    const result = await lab.gpu(['run', '--', 'true']);
    expect(result.code).toBe(1);
    expect(result.err).toContain('workspace sync failed: local workspace changed during transfer');
  });
});

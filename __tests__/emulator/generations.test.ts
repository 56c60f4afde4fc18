import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeLab, parse, run, type Lab } from './client.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await makeLab({ sessions: 50 });
});
afterAll(() => lab.close());

describe('0.2.14', () => {
  const env = { GPU_EMULATOR_GENERATION: '0.2.14' };

  test('numbers its jobs, says progress on both streams, ends with a status line', async () => {
    const result = await lab.gpu(['run', '--', 'sh', '-c', 'echo hi; exit 4'], { env });
    expect(result.code).toBe(4);
    expect(result.out).toContain('[gpu]> Provisioning new pod…\n');
    expect(result.out).toContain('hi\n');
    expect(result.err).toContain('[gpu]> | status  : ERR (exit 4)\n');
    const detached = await lab.gpu(['run', '-d', '--', 'true'], { env });
    expect(detached.err).toMatch(/Job job_00000\d submitted/);
  });

  test('knows neither wait, org, -o nor JSON', async () => {
    for (const args of [
      ['wait', 'j'],
      ['org', 'list'],
      ['run', '-o', 'x', '--', 'true'],
      ['run', '--json', '--', 'x'],
    ]) {
      expect([args, (await lab.gpu(args, { env })).code]).toEqual([args, 2]);
    }
    const status = await lab.gpu(['status', '--json'], { env });
    expect([status.code, status.out, status.err.startsWith('✗ Not implemented: status')]).toEqual([1, '', true]);
    expect((await lab.gpu(['status'], { env })).err).toMatch(/^Pod [a-z0-9]{14} (READY|ACTIVE)/m);
    const help = (await lab.gpu(['run', '--help'], { env })).out;
    expect([help.includes('--outputs <PATHS>'), help.includes('--output <PATHS>')]).toEqual([true, false]);
    expect((await lab.gpu(['stop'], { env })).code).toBe(1);
    expect((await lab.gpu(['stop', '--force'], { env })).code).toBe(0);
  });

  test('brings --outputs back', async () => {
    const cwd = lab.project();
    await lab.gpu(['run', '--sync', '--outputs', 'a,b', '--', 'touch', 'a', 'b', 'c'], { cwd, env });
    expect([statSync(join(cwd, 'a')).size, statSync(join(cwd, 'b')).size]).toEqual([0, 0]);
    expect(() => statSync(join(cwd, 'c'))).toThrow();
  });
});

describe('0.14.0', () => {
  const env = { GPU_EMULATOR_GENERATION: '0.14.0' };

  test('has org, JSON status, -d, attach and cancel, but no wait and no -d --json', async () => {
    expect((await lab.gpu(['wait', '--help'], { env })).code).toBe(2);
    expect((await lab.gpu(['run', '-d', '--json', '--', 'true'], { env })).code).toBe(2);
    const detached = await lab.gpu(['run', '-d', '--', 'sh', '-c', 'echo x; exit 6'], { env });
    expect([detached.code, detached.out]).toEqual([0, '']);
    const jobId = /job_[0-9a-f]{32}/.exec(detached.err)?.[0] ?? '';
    expect((await lab.gpu(['run', '--attach', jobId], { env })).code).toBe(6);
    expect((await lab.gpu(['run', '--cancel', jobId], { env })).code).toBe(0);
    expect(parse((await lab.gpu(['status', '--json'], { env })).out)).toHaveProperty('running_pods');
    expect((await lab.gpu(['org', 'list'], { env })).code).toBe(0);
    expect(parse((await lab.gpu(['logs', '--json', '-j', jobId], { env })).out)).toMatchObject({ job_id: jobId });
  });
});

describe('the install script', () => {
  const install = (home: string, script: string, more: Record<string, string> = {}) => {
    mkdirSync(home, { recursive: true });
    return run('sh', ['-c', script], { cwd: home, env: { HOME: home, PATH: process.env['PATH'] ?? '', ...more } });
  };

  test('installs the version that is asked for; a wrong one fails and leaves nothing', async () => {
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

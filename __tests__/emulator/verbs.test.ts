import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeLab, parse, run, type Lab } from './client.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await makeLab({ sessions: 50, stock: { L4: 0, H200: 2 } });
});
afterAll(() => lab.close());

describe('help and usage', () => {
  test('--version, --help and the help of each verb work without a token', async () => {
    const env = { GPU_SERVICE_TOKEN: '' };
    expect((await lab.gpu(['--version'], { env })).out).toBe('gpu 0.31.2\n');
    const overview = await lab.gpu(['--help'], { env });
    expect(overview.code).toBe(0);
    const verbs = [...overview.out.matchAll(/^ {2}([a-z]+) {2,}\S/gm)].map((match) => match[1] ?? '');
    expect(verbs).toEqual(expect.arrayContaining(['run', 'wait', 'logs', 'status', 'stop', 'org']));
    const helps = await Promise.all(verbs.map((verb) => lab.gpu([verb, '--help'], { env })));
    expect(helps.map((help) => help.code)).toEqual(verbs.map(() => 0));
    for (const help of helps) expect(help.out).toContain('Usage: gpu ');
    const run = helps[verbs.indexOf('run')]?.out ?? '';
    for (const flag of ['-d, --detach', '-o, --output <PATHS>', '--sync', '--cancel <JOB_ID>', '--json']) {
      expect(run).toContain(flag);
    }
  });

  test('without the control plane each call ends with 13', async () => {
    const env = { GPU_EMULATOR_URL: 'http://127.0.0.1:9' };
    const result = await lab.gpu(['run', '--', 'true'], { env });
    expect([result.code, result.err.includes('Daemon unavailable')]).toEqual([13, true]);
  });

  test.each([
    [['bogus'], "unrecognized subcommand 'bogus'"],
    [['--bogus'], "unknown flag '--bogus'"],
    [['run', '--bogus', 'x'], "unknown flag '--bogus'"],
    [['run', '-Z', 'x'], "unknown flag '-Z'"],
    [['run'], 'a command is required'],
    [['run', '--gpu-type'], "a value is required for '--gpu-type <TYPE>'"],
    [['run', '--gpu-count', '9', 'x'], "invalid value '9' for '--gpu-count'"],
    [['run', '--gpu-count', 'two', 'x'], "invalid value 'two' for '--gpu-count'"],
    [['run', '-e', 'NOVALUE', 'x'], "invalid value 'NOVALUE' for '--env <KEY=VALUE>'"],
    [['run', '--sync=yes', 'x'], "'--sync' takes no value"],
    [['run', '--config', 'none.jsonc', 'x'], "config file 'none.jsonc' cannot be read"],
    [['wait'], 'a job id is required'],
    [['daemon', 'fly'], "unknown command 'daemon fly'"],
  ])('%j is a usage error: exit 2 and a sentence', async (args, sentence) => {
    const result = await lab.gpu(args);
    expect([result.code, result.out]).toEqual([2, '']);
    expect(result.err).toContain(`error: ${sentence}`);
  });

  test('not there: 12. No terminal: 1', async () => {
    for (const args of [
      ['attach', 'job_none'],
      ['run', '--attach', 'job_none'],
      ['run', '--cancel', 'job_none'],
      ['wait', 'job_none'],
      ['logs', '-j', 'job_none'],
      ['stop', 'nopod', '-y'],
      ['run', '--gpu-type', 'TPU v9', '--', 'true'],
    ]) {
      expect([args, (await lab.gpu(args, { cwd: lab.project() })).code]).toEqual([args, 12]);
    }
    const stop = await lab.gpu(['stop']);
    expect([stop.code, stop.err]).toEqual([1, '✗ Failed to get confirmation: IO error: not a terminal\n']);
    expect((await lab.gpu(['run', '-i', '--', 'sh'])).code).toBe(1);
  });
});

describe('looking', () => {
  test('inventory: prices, memory and stock', async () => {
    const list = async (...flags: string[]) =>
      JSON.parse((await lab.gpu(['inventory', '--json', ...flags])).out) as {
        gpu_type: string;
        cost_per_hour: number;
      }[];
    const all = await list();
    expect(all).toContainEqual({ gpu_type: 'H100 SXM', cost_per_hour: 3.19, vram: 80, available: true, stock: 'high' });
    expect(all).toContainEqual({ gpu_type: 'L4', cost_per_hour: 0.43, vram: 24, available: false, stock: 'none' });
    lab.cloud.setPrice('H200', 9.5);
    expect((await list('--gpu-type', 'h200'))[0]?.cost_per_hour).toBe(9.5);
    const table = await lab.gpu(['inventory']);
    expect([table.out, /RTX 4090 +24 GB +\$0\.44\/h +high stock/.test(table.err)]).toEqual(['', true]);
  });

  test('stock is taken by pods and given back', async () => {
    const cwd = lab.project();
    const start = () => lab.gpu(['run', '-q', '--gpu-type', 'H200', '--gpu-count', '2', '--', 'true'], { cwd });
    expect((await start()).code).toBe(0);
    const other = await lab.gpu(['run', '--gpu-type', 'H200', '--', 'true'], { cwd: lab.project() });
    expect([other.code, other.err.includes('No GPUs available')]).toEqual([1, true]);
    await lab.gpu(['stop', '-y'], { cwd });
    expect((await start()).code).toBe(0);
    expect((await lab.gpu(['run', '--min-vram', '999', '--', 'true'])).code).toBe(1);
  });

  test('status for people is on stderr', async () => {
    const cwd = lab.project();
    const empty = await lab.gpu(['status'], { cwd });
    expect([empty.code, empty.out]).toEqual([0, '']);
    expect(empty.err).toMatch(/No pods found for this project[^]*Run 'gpu run <command>' to start a pod/);
    await lab.gpu(['run', '-q', '--', 'true'], { cwd });
    expect((await lab.gpu(['status'], { cwd })).err).toMatch(/^Pod [a-z0-9]{14} READY /m);
    expect(parse((await lab.gpu(['status', '--json'], { cwd: lab.project() })).out)).toMatchObject({ pods: [] });
    const list = JSON.parse((await lab.gpu(['instances', 'list', '--json'])).out) as unknown[];
    expect(list.length).toBeGreaterThan(0);
  });

  test('doctor, auth, daemon, update, and a gpu.jsonc that cannot be read', async () => {
    const out = { env: { GPU_SERVICE_TOKEN: 'gpt_sat_no' } };
    const healthy = await lab.gpu(['doctor', '--json']);
    expect([healthy.code, parse(healthy.out)['healthy']]).toEqual([0, true]);
    const ill = await lab.gpu(['doctor', '--json'], out);
    expect([ill.code, parse(ill.out)['healthy']]).toEqual([0, false]);
    expect((await lab.gpu(['auth', 'status'])).err).toContain('service-account');
    expect((await lab.gpu(['auth', 'status'], out)).code).toBe(10);
    for (const what of ['status', 'start', 'stop', 'restart', 'logs']) {
      expect((await lab.gpu(['daemon', what], out)).code).toBe(0);
    }
    expect((await lab.gpu(['update', '--check'], out)).code).toBe(0);

    const broken = lab.project({ 'gpu.jsonc': '{' });
    expect((await lab.gpu(['run', '--', 'true'], { cwd: broken })).code).toBe(2);
  });

  test('a call takes less time than the start of Node', async () => {
    const fastest = async (call: () => Promise<unknown>): Promise<number> => {
      let best = Infinity;
      for (let n = 0; n < 7; n += 1) {
        const started = performance.now();
        await call();
        best = Math.min(best, performance.now() - started);
      }
      return best;
    };
    const bare = await fastest(() => run(process.execPath, ['-e', '0'], { cwd: lab.home, env: {} }));
    expect(await fastest(() => lab.gpu(['status', '--json']))).toBeLessThan(bare);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { CliFacts, Gpu, Launch, StreamWish } from '../../src/model/gpu.ts';
import { openGpu } from '../../src/gpu/client.ts';
import { checkWanted, flagsIn, probe } from '../../src/gpu/capabilities.ts';
import { LAUNCH } from '../support/scripted-gpu.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'gpu-driver-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** A program `gpu` that does as this script says and writes down how it was called. */
function program(script: string): { bin: string; calls: () => string[] } {
  const home = mkdtempSync(join(dir, 'cli-'));
  const [bin, log] = [join(home, 'gpu'), join(home, 'calls')];
  writeFileSync(log, '');
  writeFileSync(bin, `#!/bin/sh\necho "$*" >> '${log}'\n${script}\n`);
  chmodSync(bin, 0o755);
  return { bin, calls: () => readFileSync(log, 'utf8').split('\n').slice(0, -1) };
}

const env = { PATH: process.env['PATH'] };
function driver(script: string, given: Partial<CliFacts> = {}): { gpu: Gpu; calls: () => string[]; debug: string[] } {
  const { bin, calls } = program(script);
  const facts: CliFacts = {
    bin: script === 'missing' ? join(dir, 'missing') : bin,
    version: '0.31.0',
    way: 'detached',
    outputForm: 'repeated',
    runFlags: new Set(['--sync', '--json']),
    json: true,
    ...given,
  };
  const debug: string[] = [];
  const sinks = { stdout: new PassThrough(), stderr: new PassThrough() };
  const gpu = openGpu({
    facts,
    cwd: dir,
    env,
    sinks,
    saturation: /all mine/,
    command: 'true',
    debug: (line) => debug.push(line),
  });
  return { gpu, calls, debug };
}
const never = new AbortController().signal;
const submit = (script: string, given: Partial<CliFacts> = {}) =>
  driver(script, given).gpu.submit(LAUNCH, never, never);

describe('submission', () => {
  const FULL: Launch = {
    gpuType: 'H100',
    gpuCount: 2,
    minVram: 24,
    env: [['A', 'b c']],
    outputs: ['out/', 'log'],
    args: ['--rebuild'],
    argv: ['sh', '-c', 'x'],
  };
  const FLAGS = ['-d', '-y', '--sync', '--json', '--gpu-type', '--gpu-count', '--min-vram', '--output', '-e'];

  test('passes what the request asks for', async () => {
    const { gpu, calls, debug } = driver(`echo '{"job_id": "job_1", "pod_id": "pod-1"}'`, { runFlags: new Set(FLAGS) });
    expect(await gpu.submit(FULL, never, never)).toEqual({ kind: 'accepted', jobId: 'job_1', podId: 'pod-1' });
    expect(calls()).toEqual([
      'run -d --json -y --sync --gpu-type H100 --gpu-count 2 --min-vram 24 --output out/ --output log -e A=b c --rebuild -- sh -c x',
    ]);
    expect(debug).toEqual(['gpu run -d --json → 0']);
  });
  test('puts all paths into one option where the help says so', async () => {
    const { gpu, calls } = driver('exit 0', { runFlags: new Set(['-o']), outputForm: 'joined' });
    await gpu.submit(FULL, never, never);
    expect(calls()).toEqual(['run -d -o out/,log --rebuild -- sh -c x']);
  });
  test('passes no flag that the help does not list, and reads the id from text', async () => {
    const { gpu, calls } = driver('echo "submitted job_0123abcd" >&2', { runFlags: new Set(['--detach']) });
    expect(await gpu.submit(LAUNCH, never, never)).toEqual({ kind: 'accepted', jobId: 'job_0123abcd', podId: '' });
    expect(calls()).toEqual(['run --detach -- true']);
  });
  test('an id in the text of a call that failed is no job', async () => {
    expect(await submit('echo "job_0123abcd: pool is full" >&2; exit 11')).toMatchObject({
      kind: 'refused',
      outcome: { class: 'saturated' },
    });
  });
  test('words and pattern make a refusal', async () => {
    expect(await submit('echo "all mine" >&2; exit 1')).toMatchObject({ outcome: { class: 'saturated' } });
  });
  test.each([
    ['exit 0', 'gpu run ended with 0 but gave no job id that can be read'],
    ['echo first >&2; echo odd >&2; exit 3', 'gpu run ended with exit code 3: odd'],
    ['kill -KILL $$', 'gpu run was ended by SIGKILL while it submitted the job'],
  ])('%s: nobody knows whether a job exists', async (script, reason) => {
    expect(await submit(script)).toEqual({ kind: 'unknown', reason });
  });
  test('a client that was ended before it answered: nobody knows either', async () => {
    const { gpu } = driver('exec sleep 60');
    expect(await gpu.submit(LAUNCH, AbortSignal.timeout(300), never)).toEqual({
      kind: 'unknown',
      reason: 'gpu run was ended by SIGKILL while it submitted the job',
    });
  });
  test('a program that cannot be started is a refusal', async () => {
    expect(await submit('missing')).toEqual({
      kind: 'refused',
      outcome: { kind: 'refused', class: 'infra', reason: 'gpu could not be started (ENOENT).', stage: 'unreached' },
    });
  });
});

describe('a streaming client', () => {
  const wish: StreamWish = {
    skip: { stdout: 0, stderr: 0 },
    onPhase: () => undefined,
    onStart: () => undefined,
    onExit: () => undefined,
    onPod: () => undefined,
    onJob: () => undefined,
    onSample: () => undefined,
    onOutput: () => undefined,
  };
  test('runs the workload, or looks at the job of another', async () => {
    const { gpu, calls } = driver('exit 5');
    expect(await gpu.run(LAUNCH, 'nonce', wish).done).toMatchObject({ code: 5, started: false });
    expect(await gpu.attach('job_1', 'nonce', wish).done).toMatchObject({ code: 5, started: false });
    expect(calls()).toEqual(['run --sync -- true', 'run --attach job_1']);
  });
  test('that is left is gone at once', async () => {
    const { gpu } = driver("trap '' INT TERM; while :; do sleep 0.05; done");
    const client = gpu.attach('job_1', 'nonce', wish);
    client.leave();
    expect(await client.done).toMatchObject({ code: null, signal: 'SIGKILL' });
  });
  test('that the system refuses to start has ended, and can be ended all the same', async () => {
    const { gpu } = driver('exit 0');
    const client = gpu.run({ ...LAUNCH, argv: ['x'.repeat(4 * 1024 * 1024)] }, 'nonce', wish);
    client.interrupt(1);
    client.leave();
    expect(await client.done).toMatchObject({ code: null, spawnError: 'E2BIG', started: false });
  });
});

describe('status', () => {
  test('is read from JSON', async () => {
    const { gpu, calls } = driver(`echo '{"pods": [{"pod_id": "p1", "state": "READY"}], "jobs": []}'`);
    expect(await gpu.status()).toMatchObject({ pods: [{ podId: 'p1', state: 'READY' }], jobs: [], jobsKnown: true });
    expect(calls()).toEqual(['status --json']);
    expect(gpu.statusTrouble()).toBeUndefined();
  });
  test('is read from text where JSON is not implemented', async () => {
    const { gpu, calls } = driver(
      '[ "$2" = --json ] && { echo "Not implemented" >&2; exit 1; }; echo "Pod pod1 READY"',
    );
    expect(await gpu.status()).toMatchObject({ pods: [{ podId: 'pod1', state: 'READY' }], jobsKnown: false });
    expect(calls()).toEqual(['status --json', 'status']);
  });
  test('is read from text where the program knows no JSON', async () => {
    const { gpu, calls } = driver('echo "No active pods"', { json: false });
    expect(await gpu.status()).toMatchObject({ pods: [], jobsKnown: false });
    expect(calls()).toEqual(['status']);
  });
  test.each([true, false])('that is refused leaves the trouble behind (json: %p)', async (json) => {
    const { gpu } = driver('echo "error: not logged in" >&2; exit 10', { json });
    expect(await gpu.status()).toBeUndefined();
    expect(gpu.statusTrouble()).toMatchObject({ class: 'auth', reason: 'not logged in' });
  });
  test('that fails with an unknown message leaves its last line behind', async () => {
    const { gpu } = driver('printf "loading\\nthe moon is in the wrong house\\n" >&2; exit 1');
    expect(await gpu.status()).toBeUndefined();
    expect(gpu.statusTrouble()).toEqual({ reason: 'the moon is in the wrong house' });
  });
  test('a program that hangs is left after the time limit', async () => {
    const { gpu, debug } = driver('exec sleep 60');
    expect(await gpu.status(200)).toBeUndefined();
    expect(debug).toEqual(['gpu status --json → no answer']);
  });
});

describe('the other calls', () => {
  test('result waits as long as it was told, in seconds', async () => {
    const { gpu, calls } = driver(`echo '{"job_id": "j", "state": "succeeded", "exit_code": 0}'`);
    expect(await gpu.result('j', 1_500)).toEqual({ jobId: 'j', state: 'succeeded', exitCode: 0, failureReason: '' });
    await gpu.result('j', 0);
    expect(calls()).toEqual(['wait j --timeout 2 --json', 'wait j --timeout 1 --json']);
  });
  test('result asks nothing where the program is driven attached', async () => {
    const { gpu, calls } = driver('exit 0', { way: 'attached' });
    expect(await gpu.result('j', 1_000)).toBeUndefined();
    expect(calls()).toEqual([]);
  });
  test('cancel and stop tell whether the program did it', async () => {
    const good = driver('exit 0');
    expect([await good.gpu.cancel('j', 5_000), await good.gpu.stop('p', 5_000)]).toEqual([true, true]);
    expect(good.calls()).toEqual(['run --cancel j', 'stop p -y']);
    const bad = driver('exit 1');
    expect([await bad.gpu.cancel('j', 5_000), await bad.gpu.stop('p', 5_000)]).toEqual([false, false]);
  });
  test('inventory', async () => {
    const offers = `[ "$2" = --help ] && exec echo --json; echo '{"gpus": [{"gpu_type": "H100", "cost_per_hour": 2, "vram_gb": 80, "stock": "none"}, {"name": "x"}]}'`;
    expect(await driver(offers).gpu.inventory()).toEqual([
      { gpuType: 'H100', costPerHour: 2, vramGib: 80, available: false },
    ]);
    expect(await driver('exit 1').gpu.inventory()).toEqual([]);
    expect(await driver('[ "$2" = --help ] && exit 2; echo "[]"').gpu.inventory()).toEqual([]);
  });
  test('the command that ends what is left', () => {
    const { gpu } = driver('exit 0');
    expect(gpu.stopCommand('j', 'p')).toBe('gpu run --cancel j && gpu stop p -y');
    expect(gpu.stopCommand('', 'p')).toBe('gpu stop p -y');
    expect(gpu.stopCommand('j', '')).toBe('gpu run --cancel j');
  });
});

describe('a program is known by its help', () => {
  const help = (version: string, run: string, wait: string, status: string): string =>
    `case "$*" in\n--version) ${version};;\n"run --help") ${run};;\n"wait --help") ${wait};;\n"status --help") ${status};;\nesac`;
  const ask = (script: string) => probe(program(script).bin, env, dir);
  const RUN = 'echo "-d, --detach  --json --output PATH --sync"; echo "--json  JSON"; echo "  --output <PATH>..."';

  test('runs detached if run and wait have all that this needs', async () => {
    const facts = await ask(help('echo gpu 0.31.2', RUN, 'echo "--json --timeout S"', 'echo "--json"'));
    expect(facts).toMatchObject({ version: '0.31.2', way: 'detached', json: true, outputForm: 'repeated' });
    expect([...facts.runFlags].sort()).toEqual(['--detach', '--json', '--output', '-d']);
  });
  test.each([
    ['wait has no --timeout', help('echo 0.31.2', RUN, 'echo "--json"', 'exit 0')],
    ['wait has no --json', help('echo 0.31.2', RUN, 'echo "--timeout"', 'exit 0')],
    ['there is no wait', help('echo 0.31.2', RUN, 'echo "--json --timeout"; exit 2', 'exit 0')],
    ['run has no --detach', help('echo 0.31.2', 'echo "--json --gpu-type T"', 'echo "--json --timeout"', 'exit 0')],
    ['run has no --json', help('echo 0.31.2', 'echo "--detach"', 'echo "--json --timeout"', 'exit 0')],
  ])('runs attached if %s', async (_, script) =>
    expect(await ask(script)).toMatchObject({ way: 'attached', json: false }),
  );
  test.each([
    [
      'clap',
      'Run\n\nUsage: gpu run [OPTIONS] [COMMAND]...\n\nOptions:\n  -d, --detach\n          Submit; see --sync\n' +
        '  -o, --output <PATHS>   Paths [default: none]\n      --gpu-type <TYPE>\n  -h, --help             Print help\n',
      ['--detach', '--gpu-type', '--help', '--output', '-d', '-h', '-o'],
    ],
    [
      'a usage line',
      'usage: gpu run [-d] [--gpu-type TYPE] [--output PATHS] command\nDoes not know --sync.',
      ['--gpu-type', '--output', '-d'],
    ],
    ['prose', 'Flags are -d and --output PATHS; and --sync.', ['--output', '--sync', '-d']],
  ])('reads the flags of a help text in the form of %s', (_, text, flags) => {
    expect([...flagsIn(text)].sort()).toEqual(flags);
  });
  test.each([
    ['-o, --output <PATHS>  Paths', 'joined'],
    ['    --output PATHS', 'joined'],
    ['    --output <PATHS>...', 'repeated'],
    ['    --output <PATH>', 'repeated'],
  ])('%j: several paths are %s', async (line, outputForm) => {
    expect(await ask(help('echo 0.14.0', `echo '${line}'; echo '  --gpu-type T'`, 'exit 2', 'exit 0'))).toMatchObject({
      outputForm,
    });
  });
  test('an input that needs a flag which the help does not list is an error that names both', async () => {
    const facts = await ask(help('echo 0.14.0', 'echo "  -d, --detach"', 'exit 2', 'exit 0'));
    const wanted = { gpuTypes: ['L4'], gpuCount: 2, minVram: undefined, env: [], outputs: [] };
    expect(() => checkWanted(facts, wanted)).toThrow('`gpu-type` needs --gpu-type, `gpu-count` needs --gpu-count');
    expect(() => checkWanted(facts, { ...wanted, gpuTypes: [], gpuCount: undefined })).not.toThrow();
  });
  test('uses documented flags only if there is no help', async () => {
    const facts = await ask(help('echo gpu 0.31.0', 'exit 1', 'exit 1', 'exit 1'));
    expect([facts.runFlags.has('--gpu-type'), facts.runFlags.has('-y'), facts.runFlags.has('--sync')]).toEqual([
      true,
      false,
      false,
    ]);
  });
  test('a program of another kind is named with what it printed', async () => {
    await expect(ask(help('echo router 1.4.0', 'echo usage >&2; exit 2', 'exit 2', 'exit 2'))).rejects.toThrow(
      /gpu is not GPU CLI, .* `gpu --version` prints "router 1\.4\.0", and `gpu run --help` ends with 2: usage\.$/,
    );
    await expect(probe(join(dir, 'none'), env, dir)).rejects.toThrow('ends with ENOENT');
  });
});

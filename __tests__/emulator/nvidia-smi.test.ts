import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { makeLab, type Lab } from './client.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await makeLab({ sessions: 50, traceSpeed: 1 });
});
afterAll(() => lab.close());

const smi = async (line: string, flags: string[] = ['--gpu-type', 'H100 SXM']) =>
  lab.gpu(['run', '-q', ...flags, '--', 'sh', '-c', line], { cwd: lab.project() });

test('replays the recording from the start of the workload, row by row as recorded', async () => {
  const recorded = readFileSync(new URL('../../emulator/pod/traces/busy.csv', import.meta.url), 'utf8').split('\n');
  const fields =
    'utilization.gpu,utilization.memory,memory.used,memory.total,power.draw,temperature.gpu,clocks.current.sm';
  const result = await smi(`nvidia-smi --query-gpu=${fields} --format=csv`);
  const [header, row] = result.out.split('\n');
  expect(header).toBe(recorded[0]?.split(', ').slice(4).join(', '));
  expect(row).toBe(recorded[1]?.split(', ').slice(4).join(', '));
});

test('moves on with time, and loops with -lms', async () => {
  lab.cloud.settings.traceSpeed = 100;
  const query = 'nvidia-smi --query-gpu=timestamp,memory.used --format=csv,noheader,nounits -lms 50';
  const result = await smi(`timeout 1 ${query} | head -n 12`);
  lab.cloud.settings.traceSpeed = 1;
  const rows = result.out.trimEnd().split('\n');
  expect(rows.length).toBeGreaterThan(4);
  for (const row of rows) expect(row).toMatch(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{3}, \d+$/);
  expect(new Set(rows.map((row) => row.split(', ')[1])).size).toBeGreaterThan(2);
});

test('speaks of the GPUs of the pod', async () => {
  const flags = ['--gpu-type', 'RTX 4090', '--gpu-count', '2'];
  const result = await smi(
    'nvidia-smi -L; nvidia-smi --query-gpu=index,name,memory.total --format=csv,noheader',
    flags,
  );
  const lines = result.out.split('\n');
  expect(lines[0]).toMatch(/^GPU 0: NVIDIA GeForce RTX 4090 \(UUID: GPU-/);
  expect(lines.slice(1)).toEqual([
    expect.stringMatching(/^GPU 1: /),
    '0, NVIDIA GeForce RTX 4090, 24564 MiB',
    '1, NVIDIA GeForce RTX 4090, 24564 MiB',
    '',
  ]);
  expect((await smi('nvidia-smi -i 1 --query-gpu=index --format=csv,noheader', flags)).out).toBe('1\n');
});

test('refuses unknown fields, GPUs that are not there and unknown flags, as the real one does', async () => {
  expect((await smi('nvidia-smi --query-gpu=nonsense --format=csv')).code).toBe(2);
  expect((await smi('nvidia-smi -i 7 --query-gpu=index --format=csv')).code).toBe(6);
  expect((await smi('nvidia-smi --nonsense')).code).toBe(1);
});

test('reads [N/A] on a partitioned GPU, and is not there at all where the cloud has none', async () => {
  const query = 'nvidia-smi --query-gpu=utilization.gpu,memory.used,memory.total --format=csv,noheader';
  lab.cloud.settings.mig = true;
  expect((await smi(query)).out).toBe('[N/A], [N/A], 81559 MiB\n');
  lab.cloud.settings.mig = false;
  lab.cloud.settings.trace = 'none';
  expect((await smi('command -v nvidia-smi || echo none')).out).toBe('none\n');
  lab.cloud.settings.trace = 'busy';
});

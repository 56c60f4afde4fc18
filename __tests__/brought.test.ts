import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBrought } from '../src/brought.ts';
import { parseRequest } from '../src/core/request.ts';

// What a workload leaves where its report and its numbers should be.
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'brought-'));
  mkdirSync(join(root, 'workspace', 'project'), { recursive: true });
  writeFileSync(join(root, 'outside'), 'not yours');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const at = (name: string): string => join(root, 'workspace', 'project', name);
const read = (path: string) => {
  const inputs: Record<string, string> = {
    command: 'true',
    'working-directory': 'project',
    report: path,
    metrics: path,
    'metrics-baseline': path,
  };
  return readBrought(
    parseRequest((name) => inputs[name] ?? ''),
    join(root, 'workspace'),
    true,
  );
};

const PLACES: readonly (readonly [what: string, path: string, prepare: () => void])[] = [
  ['nothing', 'report', () => undefined],
  ['a folder', 'report', () => mkdirSync(at('report'))],
  ['a pipe that nobody writes to', 'report', () => void execFileSync('mkfifo', [at('report')])],
  ['a device', '../../../../../../dev/zero', () => undefined],
  ['a link to a device', 'report', () => symlinkSync('/dev/zero', at('report'))],
  ['a link to a file outside', 'report', () => symlinkSync(join(root, 'outside'), at('report'))],
  ['a link to itself', 'report', () => symlinkSync('report', at('report'))],
  ['a link to a file of the workspace', 'report', () => symlinkSync('other', at('report'))],
  ['behind a link of a folder', 'results/outside', () => symlinkSync(root, at('results'))],
  ['outside', '../../outside', () => undefined],
  ['outside, by its full path', '/etc/passwd', () => undefined],
];
test.each(PLACES)('%s is not read, and each input says so', async (_what, path, prepare) => {
  writeFileSync(at('other'), '# mine');
  prepare();
  const { brought, notices } = await read(path);
  expect(brought).toEqual({ markdown: '', metrics: [], outputs: [] });
  for (const input of ['report', 'metrics', 'metrics-baseline'])
    expect(notices.filter((notice) => notice.startsWith(`\`${input}\`: ${path} could not be read (`))).toHaveLength(1);
});

test('a file of many gigabytes is read with a bound', async () => {
  writeFileSync(at('report'), '# The beginning\n');
  truncateSync(at('report'), 20 * 2 ** 30);
  const { brought, notices } = await read('report');
  expect(brought.markdown.startsWith('# The beginning\n')).toBe(true);
  expect(Buffer.byteLength(brought.markdown)).toBe(512 * 1024);
  expect(brought.metrics).toEqual([]);
  expect(notices.filter((notice) => notice.includes('larger than 1 MB'))).toHaveLength(2);
});

test('a file in the workspace above the project is read', async () => {
  writeFileSync(join(root, 'workspace', 'numbers'), '{"loss": 1}');
  const { brought } = await read('../numbers');
  expect(brought.metrics).toMatchObject([{ name: 'loss', value: 1, verdict: 'same' }]);
});

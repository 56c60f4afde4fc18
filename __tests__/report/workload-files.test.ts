import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBrought } from '../../src/report/workload-files.ts';
import { parseRequest } from '../../src/core/request.ts';
import { requestOf } from '../support/scripted-gpu.ts';

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
  expect(Buffer.byteLength(brought.markdown)).toBe(200_000);
  expect(brought.metrics).toEqual([]);
  expect(notices.filter((notice) => notice.includes('larger than 1 MB'))).toHaveLength(2);
});

test('a file in the workspace above the project is read', async () => {
  writeFileSync(join(root, 'workspace', 'numbers'), '{"loss": 1}');
  const { brought } = await read('../numbers');
  expect(brought.metrics).toMatchObject([{ name: 'loss', value: 1, verdict: 'same' }]);
});

const put = (path: string, text: string): void => writeFileSync(join(root, 'workspace', path), text);
const bring = (inputs: Readonly<Record<string, string>>, ran = true) =>
  readBrought(requestOf(inputs), join(root, 'workspace'), ran);

test('what came back is read in the folder of the run, and the numbers stand beside those of the baseline', async () => {
  mkdirSync(join(root, 'workspace', 'train'));
  put('train/report.md', '# Fine');
  put('train/metrics.json', '{"loss": 0.5}');
  put('train/former.json', '{"loss": 1}');
  const { brought, notices } = await bring({
    'working-directory': 'train',
    report: 'report.md',
    metrics: 'metrics.json',
    'metrics-baseline': 'former.json',
    outputs: 'metrics.json\n*.log',
  });
  expect(brought).toMatchObject({
    markdown: '# Fine',
    metrics: [{ name: 'loss', value: 0.5, baseline: 1 }],
    outputs: [
      { path: 'metrics.json', found: true },
      { path: '*.log', found: true },
    ],
  });
  expect(notices).toEqual([]);
});

test('outputs that are missing are told together', async () => {
  put('here', '');
  const { brought, notices } = await bring({ outputs: 'here\ngone\nout/' });
  expect(brought.outputs.map(({ found }) => found)).toEqual([true, false, false]);
  expect(notices).toEqual(['Outputs that did not come back from the pod: gone, out/.']);
});

test('of a run that never ran nothing is read, though former files lie there', async () => {
  put('report.md', '# Of yesterday');
  expect(await bring({ report: 'report.md', outputs: 'gone' }, false)).toEqual({
    brought: { markdown: '', metrics: [], outputs: [] },
    notices: [],
  });
});

test('more numbers than are shown are counted, and what holds none is told', async () => {
  put('many.json', JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`m${n}`, n]))));
  const many = await bring({ metrics: 'many.json' });
  expect(many.notices.join()).toMatch(/^`metrics`: many\.json holds \d+ more numbers than are shown\.$/);
  put('none.json', 'no JSON');
  expect((await bring({ metrics: 'none.json' })).notices.join()).toMatch(/^`metrics`: none\.json: ./);
});

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import {
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBrought } from '../../src/report/workload-files.ts';
import { parseRequest } from '../../src/request.ts';
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
    0,
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
  ['a link into .git', 'report', () => symlinkSync('.git/config', at('report'))],
  ['a file with two names', 'report', () => linkSync(at('other'), at('report'))],
  ['behind a link of a folder', 'results/outside', () => symlinkSync(root, at('results'))],
  ['outside', '../../outside', () => undefined],
  ['outside, by its full path', '/etc/passwd', () => undefined],
];
test.each(PLACES)('%s is not read, and each input says so', async (_what, path, prepare) => {
  writeFileSync(at('other'), '# mine');
  mkdirSync(at('.git'));
  writeFileSync(at('.git/config'), 'extraheader');
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
  expect(Buffer.byteLength(brought.markdown)).toBeLessThanOrEqual(200_000);
  expect(brought.metrics).toEqual([]);
  expect(notices.filter((notice) => notice.includes('larger than 1 MB'))).toHaveLength(2);
});

test('a file in the workspace above the project is read', async () => {
  writeFileSync(join(root, 'workspace', 'numbers'), '{"loss": 1}');
  const { brought } = await read('../numbers');
  expect(brought.metrics).toMatchObject([{ name: 'loss', value: 1, verdict: 'same' }]);
});

const put = (path: string, text: string): void => writeFileSync(join(root, 'workspace', path), text);
const bring = (inputs: Readonly<Record<string, string>>, sinceMs = 0) =>
  readBrought(requestOf(inputs), join(root, 'workspace'), sinceMs);

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
      { path: '*.log', found: false },
    ],
  });
  expect(notices).toEqual(['Outputs that did not come back from the pod: *.log.']);
});

test('more numbers than are shown are counted, and a file that holds none is named', async () => {
  put('many.json', JSON.stringify(Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`m${n}`, n]))));
  const many = await bring({ metrics: 'many.json' });
  expect(many.notices.join()).toMatch(/^`metrics`: many\.json holds \d+ more numbers than are shown\.$/);
  put('none.json', 'no JSON');
  expect((await bring({ metrics: 'none.json' })).notices.join()).toMatch(/^`metrics`: none\.json: ./);
});

test.each([
  ['strings.json', 'accuracy', []],
  ['nulls.json', undefined, ['`metrics`: m.json holds no numbers.']],
  ['empty', undefined, ['`metrics`: m.json is empty.']],
  ['utf16le.json', 'accuracy', []],
])('numbers of %s are shown, or a notice says that there are none', async (name, first, expected) => {
  const file = join(import.meta.dirname, '..', 'fixtures', 'metrics', name);
  writeFileSync(join(root, 'workspace', 'm.json'), name === 'empty' ? '' : readFileSync(file));
  const { brought, notices } = await bring({ metrics: 'm.json' });
  expect(brought.metrics[0]?.name).toBe(first);
  expect(notices).toEqual(expected);
});

test('a report is read by its byte order mark', async () => {
  const file = join(import.meta.dirname, '..', 'fixtures', 'workload-reports', 'utf16le.md');
  writeFileSync(join(root, 'workspace', 'r.md'), readFileSync(file));
  expect((await bring({ report: 'r.md' })).brought.markdown).toContain('Grüße');
  const big = Buffer.from(readFileSync(file)).swap16();
  writeFileSync(join(root, 'workspace', 'r.md'), big);
  expect((await bring({ report: 'r.md' })).brought.markdown).toContain('Grüße');
  put('r.md', '\uFEFF# Plain');
  expect((await bring({ report: 'r.md' })).brought.markdown).toBe('# Plain');
});

test('a report with an embedded picture keeps what follows it', async () => {
  const file = join(import.meta.dirname, '..', 'fixtures', 'workload-reports', 'embedded-picture.md');
  writeFileSync(join(root, 'workspace', 'r.md'), readFileSync(file));
  const { markdown } = (await bring({ report: 'r.md' })).brought;
  expect(markdown).toContain('Final accuracy 0.9312');
  expect(markdown.length).toBeLessThan(1_000);
});

test('a link that stays in the workspace is followed', async () => {
  mkdirSync(join(root, 'workspace', 'runs/2026-03-02'), { recursive: true });
  put('runs/2026-03-02/metrics.json', '{"accuracy": 0.9}');
  symlinkSync('2026-03-02', join(root, 'workspace', 'runs/latest'));
  put('runs/2026-03-02/report.md', '# Best');
  symlinkSync('latest/report.md', join(root, 'workspace', 'runs/best.md'));
  const { brought, notices } = await bring({ metrics: 'runs/latest/metrics.json', report: 'runs/best.md' });
  expect(brought).toMatchObject({ metrics: [{ name: 'accuracy', value: 0.9 }], markdown: '# Best' });
  expect(notices).toEqual([]);
});

describe('files of the checkout are not results of the run', () => {
  const inputs = { metrics: 'm.json', report: 'out/r.md', outputs: 'out/\nlogs/*.txt\n**/*.pt\nnew/\n!out/tmp' };
  const OLD = ['m.json', 'out/r.md', 'logs/a.txt', 'deep/er/w.pt'];
  let sinceMs = 0;
  /** The clock of a file system ticks every few milliseconds. */
  const putNew = (path: string, text: string): void => {
    do put(path, text);
    while (statSync(join(root, 'workspace', path)).ctimeMs < sinceMs);
  };
  beforeEach(() => {
    for (const folder of ['out', 'logs', 'deep/er']) mkdirSync(join(root, 'workspace', folder), { recursive: true });
    for (const path of OLD) put(path, '{"loss": 1}');
    sinceMs = Math.max(...OLD.map((path) => statSync(join(root, 'workspace', path)).ctimeMs)) + 1;
  });

  test('unchanged files are named and not shown', async () => {
    const { brought, notices } = await bring(inputs, sinceMs);
    expect(brought).toMatchObject({ markdown: '', metrics: [] });
    expect(brought.outputs.map(({ found }) => found)).toEqual([false, false, false, false]);
    expect(notices).toEqual([
      'Outputs that did not come back from the pod: new/.',
      'Outputs that were there before the run and did not change: out/, logs/*.txt, **/*.pt.',
      '`metrics`: m.json was there before the run and did not change, so it is not shown.',
      '`report`: out/r.md was there before the run and did not change, so it is not shown.',
    ]);
  });

  test('files that the run wrote again or added are results, even with the same content and an old date', async () => {
    for (const path of ['m.json', 'out/r.md', 'logs/b.txt', 'deep/er/w.pt']) putNew(path, '{"loss": 1}');
    utimesSync(join(root, 'workspace', 'm.json'), 1, 1);
    mkdirSync(join(root, 'workspace', 'new'));
    const { brought, notices } = await bring(inputs, sinceMs);
    expect(brought).toMatchObject({ markdown: '{"loss": 1}', metrics: [{ name: 'loss' }] });
    expect(brought.outputs.map(({ found }) => found)).toEqual([true, true, true, true]);
    expect(notices).toEqual([]);
  });

  test('files that GPU CLI saved next to changed local files are named', async () => {
    for (const path of ['out/r.md.pod-conflict', 'logs/a.txt.pod-conflict']) putNew(path, 'of the pod');
    const { notices } = await bring(inputs, sinceMs);
    expect(notices.join('\n')).toMatch(/saved those of the pod.*out\/r\.md\.pod-conflict, logs\/a\.txt\.pod-conflict/);
  });
});

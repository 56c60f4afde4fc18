import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, openSync, writeSync, closeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MB = 400;

/** Time and peak memory of passing a workload's output on, against spawn-and-pipe, into a pipe that is read. */
export function benchStream(): string[] {
  const root = mkdtempSync(join(tmpdir(), 'bench-stream-'));
  const rows: string[] = [];
  const kinds = [
    ['lines', `${'step 100 loss 0.1234 lr 0.001'.padEnd(79)}\n`],
    ['one line', 'x'.repeat(80)],
    ['\\r frames', `${' 50%|#####     | 5/10'.padEnd(79)}\r`],
  ] as const;
  for (const [name, unit] of kinds) {
    const file = join(root, 'data');
    const block = Buffer.from(unit.repeat(Math.floor(1_000_000 / unit.length)));
    writeFileSync(file, '');
    const fd = openSync(file, 'a');
    const size = name === 'lines' ? MB : 40;
    for (let n = 0; n < size; n++) writeSync(fd, block);
    closeSync(fd);
    const once = (how: string): { seconds: number; rss: number } => {
      const from = performance.now();
      const command = `'${process.execPath}' --disable-warning=ExperimentalWarning bench/stream-child.ts ${how} '${file}' | cat > /dev/null`;
      const ended = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
      return { seconds: (performance.now() - from) / 1_000, rss: Number(ended.stderr.trim()) / 1_024 };
    };
    const pairs = [0, 1, 2].map(() => ({ pipe: once('pipe'), ours: once('ours') }));
    const best = (how: 'pipe' | 'ours') => Math.min(...pairs.map((pair) => pair[how].seconds));
    const memory = Math.max(...pairs.map((pair) => pair.ours.rss));
    rows.push(
      `${`${size} MB of ${name}`.padEnd(38)}${best('ours').toFixed(2)} s, spawn and pipe ${best('pipe').toFixed(2)} s: ${((best('pipe') / best('ours')) * 100).toFixed(0)} % of its speed; peak ${memory.toFixed(0)} MB`,
    );
  }
  rmSync(root, { recursive: true, force: true });
  return rows;
}

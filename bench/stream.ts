// What the workload prints, through the bundle and out of it: time and memory against a Node program that spawns and pipes.
import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { LOCAL_GPU, stepFolder } from './step.ts';

const MB = 1_000_000;
const PAIRS = 5;
const LINE = `${'step 100 loss 0.1234 lr 0.001'.padEnd(79)}\n`;
const SAMPLE = '0, NVIDIA H100 80GB HBM3, 52, 12, 10547, 81559, 310.5, 41';
/** Six hours of samples, one every two seconds. */
const SAMPLES = 10_800;

const PIPE = `const child = require('node:child_process').spawn('bash', ['-c', process.argv[1]], { stdio: ['ignore', 'pipe', 'inherit'] });
child.stdout.pipe(process.stdout, { end: false });`;

const SLOW_READER = `process.stdin.on('data', (chunk) => {
  process.stdin.pause();
  process.stdout.write(chunk);
  setTimeout(() => process.stdin.resume(), 2);
});`;

interface Measured {
  readonly seconds: number;
  readonly peakMb: number;
  /** What the reader printed. */
  readonly read: string;
}

export function benchStream(): string[] {
  const root = mkdtempSync(join(tmpdir(), 'bench-stream-'));
  try {
    const { env, action } = stepFolder(root, LOCAL_GPU);
    const rss = join(root, 'rss');
    const hook = join(root, 'hook.cjs');
    writeFileSync(
      hook,
      `process.on('exit', () => require('node:fs').writeFileSync(process.env.RSS, String(process.resourceUsage().maxRSS)));`,
    );
    const slow = join(root, 'slow.cjs');
    writeFileSync(slow, SLOW_READER);
    const run = (program: string, command: string, reader: string, path = ''): Measured => {
      const from = performance.now();
      const { stdout } = spawnSync('sh', ['-c', `'${process.execPath}' -r '${hook}' ${program} | ${reader}`], {
        encoding: 'utf8',
        cwd: root,
        env: {
          ...env,
          PATH: [path, env['PATH'] ?? ''].filter(Boolean).join(delimiter),
          RSS: rss,
          NODE: process.execPath,
          INPUT_COMMAND: command,
          PIPED: command,
        },
      });
      const seconds = (performance.now() - from) / 1_000;
      return { seconds, peakMb: Number(readFileSync(rss, 'utf8')) / 1_024, read: stdout.trim() };
    };
    const ours = (command: string, reader = 'cat > /dev/null', path = '') => run(`'${action}'`, command, reader, path);
    const pipe = (command: string, reader = 'cat > /dev/null') => run(`-e "${PIPE}" "$PIPED"`, command, reader);

    const data = join(root, 'data');
    const fill = (unit: string, bytes: number): string => {
      const block = unit.repeat(Math.floor(MB / unit.length));
      writeFileSync(data, '');
      for (let written = 0; written < bytes; written += block.length) appendFileSync(data, block);
      return `cat '${data}'`;
    };
    /** Time of the bytes alone: the same without any is taken off. */
    const least = (runs: readonly Measured[]) => Math.min(...runs.map(({ seconds }) => seconds));
    const idle = (how: typeof ours) => least([1, 2, 3].map(() => how('true')));
    const [oursIdle, pipeIdle] = [idle(ours), idle(pipe)];
    const peak = (runs: readonly Measured[]) => Math.max(...runs.map(({ peakMb }) => peakMb)).toFixed(0);

    const lines = fill(LINE, 1_000 * MB);
    const pairs = Array.from({ length: PAIRS }, () => ({ ours: ours(lines), pipe: pipe(lines) }));
    const oursSeconds = least(pairs.map((pair) => pair.ours)) - oursIdle;
    const pipeSeconds = least(pairs.map((pair) => pair.pipe)) - pipeIdle;
    const rows = [
      `1 GB of lines                         ${oursSeconds.toFixed(2)} s, spawn and pipe ${pipeSeconds.toFixed(2)} s: ${((pipeSeconds / oursSeconds) * 100).toFixed(0)} % of its speed; peak ${peak(pairs.map((pair) => pair.ours))} MB, its ${peak(pairs.map((pair) => pair.pipe))} MB`,
    ];
    const only = `grep -a '^step 100 ' | cksum`;
    const sum = spawnSync('sh', ['-c', `cksum < '${data}'`], { encoding: 'utf8' }).stdout.trim();
    rows.push(`  the bytes that arrived              ${ours(lines, only).read === sum ? 'the same' : 'NOT THE SAME'}`);

    const few = fill(LINE, 100 * MB);
    const fewSum = spawnSync('sh', ['-c', `cksum < '${data}'`], { encoding: 'utf8' }).stdout.trim();
    const slowly = ours(few, `"$NODE" '${slow}' | ${only}`);
    rows.push(
      `100 MB to a reader of 30 MB/s         peak ${slowly.peakMb.toFixed(0)} MB; the bytes that arrived: ${slowly.read === fewSum ? 'the same' : 'NOT THE SAME'}`,
    );

    for (const [name, unit, size] of [
      ['40 MB without a newline', 'x'.repeat(80), 40],
      ['20 MB of \\r frames', `${' 50%|#####     | 5/10'.padEnd(79)}\r`, 20],
    ] as const) {
      const inLines = fill(LINE, size * MB);
      const plain = Array.from({ length: PAIRS }, () => ours(inLines));
      const odd = fill(unit, size * MB);
      const other = Array.from({ length: PAIRS }, () => ours(odd));
      const [a, b] = [least(plain) - oursIdle, least(other) - oursIdle];
      rows.push(
        `${name.padEnd(38)}${(b * 1_000).toFixed(0)} ms, in lines ${(a * 1_000).toFixed(0)} ms: ${(b / a).toFixed(2)} ×; peak ${peak(other)} MB`,
      );
    }

    const pod = join(root, 'pod');
    mkdirSync(pod);
    const long = (n: number): Measured => {
      const smi = join(pod, 'nvidia-smi');
      writeFileSync(smi, `#!/bin/bash\nyes '${SAMPLE}' | head -n ${(SAMPLES * n) / 10}\nexec sleep 600\n`);
      chmodSync(smi, 0o755);
      return ours(`head -n ${n * MB} < <(yes '${LINE.trimEnd()}')`, 'cat > /dev/null', pod);
    };
    const peaks = [1, 5, 10, 20].map((n) => long(n).peakMb.toFixed(0));
    rows.push(
      `6 h of samples, 10 million lines      peak ${peaks[2]} MB; a tenth of both ${peaks[0]} MB, half ${peaks[1]} MB, twice ${peaks[3]} MB`,
    );
    return rows;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

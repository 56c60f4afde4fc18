/**
 * `npm run coverage`: runs the tests that execute something of src/ and prints what of it they executed. Both kinds of process are
 * counted by V8 itself, Jest's and each process of ours that a test starts, and all counts are put together. Arguments go
 * to Jest. Leaves with 1 when a test failed or less than LEAST was reached.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { report } from './coverage-report.ts';

const LEAST = 95;
/** They run the emulator and the imitation of the runner, and nothing of src/. */
const WITHOUT = ['__tests__/emulator/', '__tests__/runner/'];

const root = join(import.meta.dirname, '..');
const raw = join(root, 'coverage', 'raw');
const chosen = process.argv.slice(2);
if (chosen[0] !== '--report') {
  rmSync(raw, { recursive: true, force: true });
  mkdirSync(raw, { recursive: true });
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  // A worker of Jest is ended before V8 has written what it counted.
  const jest = [
    join('node_modules', 'jest', 'bin', 'jest.js'),
    '--runInBand',
    ...chosen,
    '--testPathIgnorePatterns',
    ...WITHOUT,
  ];
  const args = [...flags, ...jest];
  const env = { ...process.env, GPU_CI_COVERAGE: raw, NODE_V8_COVERAGE: raw };
  const { status } = spawnSync(process.execPath, args, { cwd: root, env, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
const { lines, branches } = await report(root, raw);
const reached = lines >= LEAST && branches >= LEAST;
console.log(`lines ${lines} %, branches ${branches} %${reached ? '' : `: less than ${LEAST} %`}`);
if (!reached) process.exitCode = 1;

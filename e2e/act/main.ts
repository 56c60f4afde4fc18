// npm run e2e:act: every GitHub workflow of this package, run by nektos/act against the local GPU cloud. A job that ends green is
// not enough: the cloud's own books must say that each workload ran once, and that nothing is alive.
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findAct } from './engine.ts';
import { SCENARIOS } from './scenarios.ts';
import { openWorld } from './world.ts';

const act = findAct();
if (act === undefined) {
  console.log('e2e:act is skipped: act is built with Go, and there is no Go on this machine.');
  process.exit(0);
}

/** As much of a log as a person reads; all of it goes to a file. */
function lastOf(log: string): string {
  mkdirSync('.tmp', { recursive: true });
  const file = join('.tmp', 'e2e-act.log');
  appendFileSync(file, log);
  return `${log.split('\n').slice(-60).join('\n')}\nAll of it: ${file}\n`;
}

const wanted = process.argv.slice(2);
let passed = 0;
const failed: string[] = [];
const started = Date.now();
const seconds = (from: number): string => `${((Date.now() - from) / 1000).toFixed(1)} s`;
for (const { name, options, play } of SCENARIOS) {
  if (wanted.length > 0 && !wanted.some((word) => name.includes(word))) continue;
  const from = Date.now();
  await using world = await openWorld(act, options);
  try {
    await play(world);
    passed += 1;
    console.log(`✓ ${name} (${seconds(from)})`);
  } catch (error) {
    failed.push(name);
    console.log(`✗ ${name} (${seconds(from)})\n${error instanceof Error ? error.message : String(error)}\n`);
    console.log(lastOf(world.log()));
  }
}
console.log(`e2e:act: ${passed} passed, ${failed.length} failed (${seconds(started)})`);
if (passed + failed.length === 0) console.log(`No scenario is named ${wanted.join(', ')}.`);
process.exitCode = failed.length === 0 && passed > 0 ? 0 : 1;

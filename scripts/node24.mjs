// Runs the rest of the command line with Node 24, the runtime of the action, whatever Node called us.
// The binary comes from the devDependency `node`, so a machine that has only Node 20 tests what users run.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const own = Number(process.versions.node.split('.')[0]) === 24;
const packaged = createRequire(import.meta.url)
  .resolve('node/package.json')
  .replace('package.json', 'bin/node');
const node = own ? process.execPath : packaged;
if (!existsSync(node)) {
  console.error(`node24: ${node} is missing; run \`npm ci\` first.`);
  process.exit(2);
}
const child = spawn(node, process.argv.slice(2), { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 1 : (code ?? 1);
});

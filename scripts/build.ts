// Builds dist/: TypeScript → JavaScript by tsc, then one bundle each by ncc. Run by `npm run build`; byte for byte the same anywhere.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemble } from '../emulator/control/assemble.ts';

function bundle(entry: string, to: string): void {
  const ncc = join('node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
  execFileSync(
    process.execPath,
    [ncc, 'build', entry, '-o', to, '--no-cache', '--no-source-map-register', '--license', 'licenses.txt'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  for (const file of readdirSync(to)) {
    // ncc ends with 0 when it could not resolve a module and leaves a bundle that dies at its start.
    if (file.endsWith('.js') && readFileSync(join(to, file), 'utf8').includes('webpackMissingModule')) {
      throw new Error(`${to}/${file} misses a module: the bundle is dead.`);
    }
  }
}

rmSync('build', { recursive: true, force: true });
rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
writeFileSync(join('build', 'package.json'), '{"type":"module"}\n');
// As CommonJS the action calls `gpu` 5 ms earlier: Node has its loader at hand, and reads the chunks without a detour.
writeFileSync(join('build', 'src', 'package.json'), '{}\n');
bundle(join('build', 'src', 'main.js'), 'dist');
writeFileSync(join('dist', 'package.json'), '{"type":"commonjs"}\n');
const local = join('dist', 'emulator');
mkdirSync(local, { recursive: true });
const out = join('build', 'bundle-serve');
bundle(join('build', 'emulator', 'serve.js'), out);
const parts = readdirSync(out).filter((file) => file.endsWith('.js'));
if (parts.length !== 1) throw new Error(`emulator/serve.ts became ${parts.join(', ')}, and only index.js is taken.`);
cpSync(join(out, 'index.js'), join(local, 'serve.js'));
// The control plane hands the program out as one file, which ncc would cut into chunks.
writeFileSync(join(local, 'gpu.js'), assemble());
cpSync(join('emulator', 'pod'), join(local, 'pod'), { recursive: true });
writeFileSync(join(local, 'package.json'), '{"type":"module"}\n');

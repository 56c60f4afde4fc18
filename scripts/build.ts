// Builds dist/: TypeScript → ESM by tsc, then one bundle each by ncc. Run by `npm run build`; byte for byte the same anywhere.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `@actions/core` reaches undici through its OIDC client, and bundlers keep it because nothing says that importing it does
 * nothing. Said here, a bundle that never asks for an id token sheds it, and the rest loads it when it is used.
 */
const WITHOUT_SIDE_EFFECTS = [
  '@actions/core',
  '@actions/exec',
  '@actions/io',
  '@actions/http-client',

  'undici',
  'tunnel',
];

function declareFree(dir: string): void {
  for (const name of WITHOUT_SIDE_EFFECTS) {
    const file = join(dir, name, 'package.json');
    if (!existsSync(file)) continue;
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    if (manifest['sideEffects'] === false) continue;
    writeFileSync(file, JSON.stringify({ ...manifest, sideEffects: false }, null, 2));
  }
}

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

declareFree('node_modules');
rmSync('build', { recursive: true, force: true });
rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
writeFileSync(join('build', 'package.json'), '{"type":"module"}\n');
bundle(join('build', 'src', 'main.js'), 'dist');
const local = join('dist', 'emulator');
mkdirSync(local, { recursive: true });
for (const program of ['serve.js', 'gpu.js']) {
  const out = join('build', `bundle-${program}`);
  bundle(join('build', 'emulator', program), out);
  cpSync(join(out, 'index.js'), join(local, program));
}
cpSync(join('emulator', 'pod'), join(local, 'pod'), { recursive: true });
writeFileSync(join(local, 'package.json'), '{"type":"module"}\n');

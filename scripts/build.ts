// Builds dist/: TypeScript → JavaScript by tsc, then one bundle each by ncc. Run by `npm run build`; byte for byte the same anywhere.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the actions toolkit consists of. */
const TOOLKIT = [
  '@actions/core',
  '@actions/exec',
  '@actions/github',
  '@actions/http-client',
  '@actions/io',
  '@actions/tool-cache',
  'tunnel',
  'undici',
];

/**
 * The toolkit does not say that its modules have no side effects, so `core.getInput` alone would bring 1 MB of HTTP client into
 * the first file. A copy says it; `node_modules` stays as npm left it.
 */
function copyToolkit(to: string): void {
  for (const name of TOOLKIT) {
    const copy = join(to, name);
    cpSync(join('node_modules', name), copy, { recursive: true });
    const nested = join(copy, 'node_modules');
    const inside = existsSync(nested) ? readdirSync(nested, { recursive: true, encoding: 'utf8' }) : [];
    const manifests = inside.map((file) => join(nested, file)).filter((file) => TOOLKIT.includes(packageOf(file)));
    for (const manifest of [join(copy, 'package.json'), ...manifests]) {
      const fields = JSON.parse(readFileSync(manifest, 'utf8')) as object;
      writeFileSync(manifest, JSON.stringify({ ...fields, sideEffects: false }));
    }
  }
}

/** `…/node_modules/@actions/core/package.json` → `@actions/core`; other files → ''. */
function packageOf(file: string): string {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1] ?? '';
}

/** ncc does not see the license of a package whose modules it merges into the first file. */
function addLicenses(dir: string): void {
  const file = join(dir, 'licenses.txt');
  let text = readFileSync(file, 'utf8');
  const named = new Set(text.split('\n'));
  const code = readdirSync(dir)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(dir, name), 'utf8'))
    .join('\n');
  const folders = [...code.matchAll(/^;\/\/ CONCATENATED MODULE: \.\/(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//gm)];
  for (const folder of [...new Set(folders.map(([, path = '']) => path))].sort()) {
    const { name, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
    if (named.has(name ?? '')) continue;
    named.add(name ?? '');
    const words = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    text += `\n\n${name}\n${license}\n${words === undefined ? '' : readFileSync(join(folder, words), 'utf8')}`;
  }
  writeFileSync(file, text);
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

rmSync('build', { recursive: true, force: true });
rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
});
writeFileSync(join('build', 'package.json'), '{"type":"module"}\n');
// As CommonJS the action calls `gpu` 5 ms earlier: Node has its loader at hand, and reads the chunks without a detour.
writeFileSync(join('build', 'src', 'package.json'), '{}\n');
copyToolkit(join('build', 'node_modules'));
bundle(join('build', 'src', 'main.js'), 'dist');
addLicenses('dist');
writeFileSync(join('dist', 'package.json'), '{"type":"commonjs"}\n');
const local = join('dist', 'emulator');
mkdirSync(local, { recursive: true });
const serve = join('build', 'bundle-serve');
bundle(join('build', 'emulator', 'serve.js'), serve);
const parts = readdirSync(serve).filter((file) => file.endsWith('.js'));
if (parts.length !== 1) throw new Error(`emulator/serve.js became ${parts.join(', ')}, and only index.js is taken.`);
cpSync(join(serve, 'index.js'), join(local, 'serve.js'));
mkdirSync(join(local, 'client'));
cpSync(join('emulator', 'client', 'gpu.pl'), join(local, 'client', 'gpu.pl'));
for (const folder of ['pod', 'profiles']) cpSync(join('emulator', folder), join(local, folder), { recursive: true });
writeFileSync(join(local, 'package.json'), '{"type":"module"}\n');

import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const BUILT = [join('dist', 'index.js'), join('bin', 'gpu-ci.js')].map((path) => join(root, path));
const POST = join(root, 'bin', 'post.js');

/** Where `npm run coverage` collects what was executed; without it the tests run the built bundle. */
const folder = process.env['GPU_CI_COVERAGE'];

/**
 * Arguments with which Node runs a program of ours. The bundle itself, but under `npm run coverage` the source that it is built
 * from, which Node can run as it stands: then what is counted needs no way back from the bundle.
 */
export function entryArgs(program: string): string[] {
  if (folder === undefined || ![...BUILT, POST].includes(program)) return [program];
  const source = ['--import', join(root, 'scripts', 'coverage-own.mjs'), join(root, 'src', 'main.ts')];
  return program === POST ? [...source, 'post'] : source;
}

/** What such a process needs in its environment. */
export const entryEnv = (): Record<string, string> => (folder === undefined ? {} : { NODE_V8_COVERAGE: folder });

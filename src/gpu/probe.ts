import type { CliFacts } from '../core/driver.ts';
import { capture } from './process.ts';

const PROBE_MS = 20_000;

/** First `x.y.z` in what `gpu --version` prints; its text is not documented. */
export function versionIn(text: string): string {
  return /\d{1,6}\.\d{1,6}\.\d{1,9}(-[\w.]{1,60})?/.exec(text)?.[0] ?? '';
}

/** Newest major and minor whose behaviour the local GPU cloud imitates and the tests run against. */
const NEWEST_KNOWN = [0, 31] as const;

/**
 * Finds out what this CLI can do by its `--version` and help texts, all asked at once. Surfaces came and went between
 * versions (`gpu status` was once not implemented), so the help decides and the version only informs.
 */
export async function probe(bin: string, env: NodeJS.ProcessEnv, cwd: string, signal?: AbortSignal): Promise<CliFacts> {
  const ask = (...args: readonly string[]) => capture(bin, args, { env, cwd, timeoutMs: PROBE_MS, signal });
  const [version, run, wait, status] = await Promise.all([
    ask('--version'),
    ask('run', '--help'),
    ask('wait', '--help'),
    ask('status', '--help'),
  ]);
  const runHelp = run.stdout + run.stderr;
  const waitHelp = wait.stdout + wait.stderr;
  const runFlags = new Set(runHelp.match(/(?<![\w-])--?[a-z][a-z-]*/g) ?? []);
  const waits = wait.code === 0 && waitHelp.includes('--json') && waitHelp.includes('--timeout');
  const detached = waits && runFlags.has('--detach') && runFlags.has('--json');
  const found = versionIn(version.stdout + version.stderr);
  return {
    bin,
    version: found,
    way: detached ? 'detached' : 'attached',
    outputFlag: runFlags.has('--outputs') && !runFlags.has('--output') ? '--outputs' : '--output',
    runFlags,
    json: status.code === 0 && (status.stdout + status.stderr).includes('--json'),
    caveat: caveatOf(found, detached, run.code === 0),
  };
}

function caveatOf(version: string, detached: boolean, helped: boolean): string {
  if (!helped) {
    return `GPU CLI ${version} does not answer \`gpu run --help\`; it is driven attached, with the documented flags only.`;
  }
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEWEST_KNOWN[0] || (major === NEWEST_KNOWN[0] && minor > NEWEST_KNOWN[1])) {
    const how = detached ? 'its help names all that is needed, so it is driven detached' : 'it is driven attached';
    return `GPU CLI ${version} is newer than this action knows (0.31); ${how}.`;
  }
  return '';
}

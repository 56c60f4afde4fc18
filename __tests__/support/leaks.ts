/** Looks for a cloud's token in all that a test leaves behind: on the runner, on other hosts, and in the cloud's own record. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Cloud } from '../../emulator/cloud.ts';
import { scanForSecret, type Finding, type Place } from './runner/index.ts';

/**
 * `export-token` puts the token into the runner's own variable file, from where later steps have it: that one assignment is left
 * out, as `@actions/core` writes it, and nothing else of the file or of what was read from it.
 */
export function withoutExport({ where, bytes }: Place, token: string): Place {
  const text = bytes.toString('latin1');
  if (where.includes('_runner_file_commands/set_env_')) {
    const block = new RegExp(`^GPU_SERVICE_TOKEN<<(ghadelimiter_[0-9a-f-]{36})\\r?\\n${token}\\r?\\n\\1$`, 'm');
    return { where, bytes: Buffer.from(text.replace(block, ''), 'latin1') };
  }
  if (!where.endsWith(': env')) return { where, bytes };
  return { where, bytes: Buffer.from(text.replace(`"GPU_SERVICE_TOKEN":${JSON.stringify(token)}`, ''), 'latin1') };
}

/** Command lines of each call of `gpu`, as the cloud saw them, and of each job and what it was given. */
const recordOf = (cloud: Cloud): readonly Place[] => [
  { where: 'cloud: events', bytes: Buffer.from(JSON.stringify(cloud.events)) },
  { where: 'cloud: books', bytes: Buffer.from(JSON.stringify(cloud.books())) },
];

export function leaksOf(cloud: Cloud, places: readonly Place[]): readonly Finding[] {
  const all = [...places.map((place) => withoutExport(place, cloud.token)), ...recordOf(cloud)];
  return scanForSecret({ everyByte: () => all }, cloud.token);
}

export interface Watch {
  /** Ends the watch. @returns the command lines that held the token. */
  end(secrets: readonly string[]): readonly string[];
}

/** Reads the command line of every process on this machine as it appears, for as long as a test runs. Linux only. */
export function watchCommandLines(everyMs = 100): Watch {
  const seen = new Map<string, string>();
  const look = (): void => {
    if (process.platform !== 'linux') return;
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      try {
        seen.set(pid, `${seen.get(pid) ?? ''}${known(seen.get(pid), readFileSync(`/proc/${pid}/cmdline`, 'utf8'))}`);
      } catch {
        // It has ended.
      }
    }
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return {
    end(secrets) {
      clearInterval(timer);
      look();
      return [...seen.values()].filter((line) => secrets.some((secret) => line.includes(secret)));
    },
  };
}

/** A process may run another program in its place: each of its command lines counts, none twice. */
const known = (before: string | undefined, line: string): string => (before?.includes(line) === true ? '' : line);

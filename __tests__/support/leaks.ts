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
export const recordOf = (cloud: Cloud): readonly Place[] => [
  { where: 'cloud: events', bytes: Buffer.from(JSON.stringify(cloud.events)) },
  { where: 'cloud: books', bytes: Buffer.from(JSON.stringify(cloud.books())) },
];

export const leaksIn = (places: readonly Place[], token: string): readonly Finding[] =>
  scanForSecret({ everyByte: () => places.map((place) => withoutExport(place, token)) }, token);

export const leaksOf = (cloud: Cloud, places: readonly Place[]): readonly Finding[] =>
  leaksIn([...places, ...recordOf(cloud)], cloud.token);

export interface Watch {
  /** The command lines so far that hold one of these. */
  holding(secrets: readonly string[]): readonly string[];
}

/** A process is looked at so often, because it may run another program in its place soon after its start. */
const LOOKS = 3;

/** Reads the command line of every process on this machine as it appears. Linux only. */
export function watchCommandLines(everyMs = 100): Watch {
  const seen = new Map<string, { looks: number; readonly lines: Set<string> }>();
  const look = (): void => {
    if (process.platform !== 'linux') return;
    for (const pid of readdirSync('/proc')) {
      if (!/^\d+$/.test(pid)) continue;
      const known = seen.get(pid) ?? { looks: 0, lines: new Set() };
      if (known.looks === LOOKS) continue;
      try {
        known.lines.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
        seen.set(pid, { ...known, looks: known.looks + 1 });
      } catch {
        // It has ended.
      }
    }
  };
  setInterval(look, everyMs).unref();
  return {
    holding(secrets) {
      look();
      const lines = [...seen.values()].flatMap(({ lines: own }) => [...own]);
      return lines.filter((line) => secrets.some((secret) => line.includes(secret)));
    },
  };
}

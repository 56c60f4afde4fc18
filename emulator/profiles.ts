// What a GPU CLI offers, as data: one JSON file per profile. Output captured from a real program has the same form.
import { readFileSync } from 'node:fs';
import { asset } from './control/assets.ts';

export const PROFILES = ['minimum', 'observed', 'jobs-without-commands', 'rich'] as const;
export type ProfileName = (typeof PROFILES)[number];
export const RICHEST: ProfileName = 'rich';

export interface Profile {
  about: string;
  version: string;
  /** Lines that `gpu VERB --help` prints. A verb or a flag that is not listed here is refused with exit code 2. */
  help: Record<string, string[]>;
  /** Example answers of `gpu VERB --json`: an answer has the fields of its example. Without an example it has all. */
  json: Partial<Record<'status' | 'run' | 'wait' | 'instances' | 'inventory', unknown>>;
  /** When the status names the pod of a job. */
  podId: 'submitted' | 'ready';
  /** Whether an attached run prints the id of its pod. */
  namesPod: boolean;
  /** Lines without a prefix that each call prints on stderr. */
  stderr: string[];
  /** How long a call of a verb takes (ms). */
  delays?: Record<string, number>;
  /** Words and exit codes of refusals, by the emulator's own error code, such as `quota_exceeded`. */
  refusals: Record<string, { text?: string; code?: number }>;
}

const isName = (text: string): boolean => PROFILES.some((name) => name === text);

/** @param source a name, or the path of a JSON file; fields that a file leaves out are those of the rich profile. */
export function readProfile(source: string): Profile {
  const read = (file: string): Profile => JSON.parse(readFileSync(file, 'utf8')) as Profile;
  const file = (name: string): string => asset(`profiles/${name}.json`);
  return isName(source) ? read(file(source)) : { ...read(file(RICHEST)), ...read(source) };
}

/** The profile of a version that a client pins: the cloud's own, else one of the known ones. */
export function profileOf(version: string, own: Profile): Profile | undefined {
  return version === own.version ? own : PROFILES.map(readProfile).find((profile) => profile.version === version);
}

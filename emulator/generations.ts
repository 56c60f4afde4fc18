// The generations of the program that are known from documents, logs and scripts.
export const GENERATIONS = ['0.2.14', '0.14.0', '0.31.2'] as const;
export type Generation = (typeof GENERATIONS)[number];
export const NEWEST: Generation = '0.31.2';

export interface Traits {
  wait: boolean;
  org: boolean;
  /** `run -d --json` prints the job as JSON. */
  detachJson: boolean;
  /** `status`, `logs`, `inventory` and `doctor` know `--json`. */
  json: boolean;
  /** Progress goes to both streams. */
  bothStreams: boolean;
  /** `--outputs` in place of `-o, --output`. */
  oldOutputs: boolean;
}

export function traitsOf(generation: string): Traits {
  const first = generation === '0.2.14';
  const newest = !first && generation !== '0.14.0';
  return { wait: newest, org: !first, detachJson: newest, json: !first, bothStreams: first, oldOutputs: first };
}

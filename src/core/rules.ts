import { FAILURE_CLASSES, type FailureClass } from './outcome.ts';
import type { Shell } from './inputs.ts';
import { splitWords } from './words.ts';

export const COUNT_MAX = 999_999_999;
export const VERSION = /^(latest|v?\d+(\.(\d+|x)){0,2}(-[\w.]+)?)$/;
/** Classes that a user may ask to be tried again; the others cannot end better by trying again. */
export const RETRYABLE: readonly FailureClass[] = FAILURE_CLASSES.filter((name) =>
  ['saturated', 'capacity', 'infra', 'timeout', 'workload'].includes(name),
);

/** The arguments that run a script on the pod. Undefined where quotes do not close. */
export function argvOf(shell: Shell, command: string): readonly string[] | undefined {
  switch (shell) {
    case 'bash':
      return ['bash', '-eo', 'pipefail', '-c', command];
    case 'sh':
      return ['sh', '-e', '-c', command];
    case 'none':
      return splitWords(command);
  }
}

/** YAML 1.2 booleans, as the toolkit of GitHub Actions reads them. */
export function parseBoolean(value: string): boolean | undefined {
  if (['true', 'True', 'TRUE'].includes(value)) return true;
  if (['false', 'False', 'FALSE'].includes(value)) return false;
  return undefined;
}

export function splitLines(value: string): string[] {
  return value
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

const SECRET_NAMES = /^(GPU_SERVICE_TOKEN|ACTIONS_RUNTIME_TOKEN|ACTIONS_ID_TOKEN_REQUEST_TOKEN|INPUT_.*)$/i;

export function parseEnvLine(line: string, faults: string[]): { name: string; value: string | undefined } {
  const cut = line.indexOf('=');
  const name = cut === -1 ? line : line.slice(0, cut).trim();
  if (!/^[A-Za-z_]\w*$/.test(name)) {
    // The line itself is not told: it may be one of a secret of several lines.
    faults.push(
      '`env` has a line that is neither KEY=VALUE nor KEY (a value cannot have several lines); write it like `EPOCHS=20`.',
    );
  } else if (SECRET_NAMES.test(name)) {
    faults.push(`\`env\` names ${name}, which is never given to a workload; remove that line.`);
  }
  return { name, value: cut === -1 ? undefined : line.slice(cut + 1) };
}

export function notAFlag(name: string, item: string, faults: string[]): string {
  if (item.startsWith('-'))
    faults.push(
      `\`${name}\` has the item ${JSON.stringify(item.slice(0, 60))}, which reads as a flag; put flags into \`args\`, one a line.`,
    );
  return item;
}

/** Flags that would take the run out of our hands: how it starts and ends is ours to say. */
const OWN_FLAGS = /^(-d|--detach|-a|--attach|--cancel|-i|--interactive|--json|--help|-h|--)(=|$)/;

export function parseArg(line: string, faults: string[]): string {
  if (OWN_FLAGS.test(line))
    faults.push(
      `\`args\` has ${JSON.stringify(line.slice(0, 60))}, which this action decides itself; use \`mode\` to detach or collect.`,
    );
  else if (line.includes('gpt_sat_'))
    faults.push(
      '`args` holds a service account token; remove it, the token goes into `token` and never onto a command line.',
    );
  return line;
}

export function installAddress(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback) ? value : undefined;
}

/** An address without what may be secret in it: login, query and what follows. */
export const shownAddress = (address: string): string =>
  address.replace(/:\/\/[^/?#\s]*@/g, '://').replace(/[?#].*/s, '?…');

export function parsePattern(value: string): RegExp | null | undefined {
  if (value === '') return null;
  try {
    return new RegExp(value, 'iu');
  } catch {
    return undefined;
  }
}

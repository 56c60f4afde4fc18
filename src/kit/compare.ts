import { readFileSync } from 'node:fs';
import { UserError } from '../model/errors.ts';
import { flagsIn } from '../gpu/capabilities.ts';
import { fields } from '../gpu/parse.ts';
import { ASSUMPTIONS, signText, type Assumption, type Sign } from './assumptions.ts';
import type { Capture } from './capture.ts';
import { print, type KitWorld } from './world.ts';

/** What a capture shows of a fact: it holds, it does not, or the capture does not show it. */
export interface Finding {
  readonly id: string;
  readonly status: Assumption['status'];
  readonly shown: 'holds' | 'otherwise' | 'not shown';
  /** What that means for this action. */
  readonly effect: 'works' | 'degrades' | 'breaks' | 'unknown';
  readonly how: string;
}

export function compare(capture: Capture): readonly Finding[] {
  return ASSUMPTIONS.map(({ id, status, shown: sign, surface, otherwise }) => {
    const holds = sign === undefined ? undefined : holdsIn(capture, sign);
    if (holds === undefined) return { id, status, shown: 'not shown', effect: 'unknown', how: surface };
    const looked = sign === undefined ? '' : signText(sign);
    return holds
      ? { id, status, shown: 'holds', effect: 'works', how: looked }
      : { id, status, shown: 'otherwise', effect: otherwise.effect, how: otherwise.how };
  });
}

/** @returns undefined if the capture does not show it. */
function holdsIn({ calls, help, facts }: Capture, sign: Sign): boolean | undefined {
  if ('fact' in sign) {
    const value = facts[sign.fact];
    return value === undefined ? undefined : value === sign.value;
  }
  if ('help' in sign) {
    // Without the help of `run` no help was captured.
    if (help['run'] === undefined) return undefined;
    const listed = flagsIn((help[sign.help] ?? []).join('\n'));
    return help[sign.help] !== undefined && sign.lists.every((flag) => listed.has(flag));
  }
  const asHelp = /^(?:(.+) )?--help$/.exec(sign.call);
  const lines = asHelp === null ? undefined : asHelp[1] === undefined ? Object.values(help).flat() : help[asHelp[1]];
  const call = calls[sign.call];
  if ('prints' in sign) {
    const text =
      lines ??
      (call === undefined
        ? undefined
        : [...(call.stdout ?? []), ...(call.stderr ?? []), JSON.stringify(call.json ?? '')]);
    return text === undefined ? undefined : new RegExp(sign.prints).test(text.join('\n'));
  }
  if ('codes' in sign) {
    if (asHelp !== null) return help['run'] === undefined ? undefined : lines !== undefined;
    return call?.code == null ? undefined : sign.codes.includes(call.code);
  }
  if (call === undefined) return undefined;
  const json: unknown = Array.isArray(call.json) ? call.json[0] : call.json;
  return sign.fields.every((field) => Object.hasOwn(fields(json), field));
}

const SIGNS: Readonly<Record<Finding['shown'], string>> = { holds: '✓', otherwise: '✗', 'not shown': '-' };

/** `gpu-ci doctor --compare FILE`. @returns the exit code: 1 if a fact breaks the action. */
export function compareFile(file: string, { json }: { readonly json: boolean }, world: KitWorld): number {
  const capture = readCapture(file);
  const findings = compare(capture);
  const broken = findings.filter(({ effect }) => effect === 'breaks');
  if (json) {
    world.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
    return broken.length > 0 ? 1 : 0;
  }
  const width = Math.max(...findings.map(({ id }) => id.length));
  for (const shown of ['otherwise', 'holds', 'not shown'] as const) {
    for (const { id, status, effect, how } of findings.filter((one) => one.shown === shown)) {
      print(world, `${SIGNS[shown]} ${id.padEnd(width)}  ${status.padEnd(10)}  ${effect.padEnd(8)}  ${how}`);
    }
  }
  const count = (shown: Finding['shown']) => findings.filter((one) => one.shown === shown).length;
  print(
    world,
    '',
    `GPU CLI ${capture.version || '(no version)'}: ${count('holds')} facts hold, ${count('otherwise')} are otherwise, ${count('not shown')} are not shown.`,
    broken.length === 0
      ? 'None breaks this action.'
      : `These break this action: ${broken.map(({ id }) => id).join(', ')}.`,
  );
  return broken.length > 0 ? 1 : 0;
}

/** @throws UserError if it is not a capture. */
export function readCapture(file: string): Capture {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UserError(
      `${file} cannot be read as a capture: ${(error as Error).message}.`,
      'Write one: gpu-ci doctor --capture FILE',
    );
  }
  const { version, help, calls, facts } = fields(found);
  const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
  if (typeof version !== 'string' || ![help, calls, facts].every(isObject))
    throw new UserError(`${file} is not a capture of GPU CLI.`, 'Write one: gpu-ci doctor --capture FILE');
  return found as Capture;
}

// Help texts, made from the table of verbs, and answers to words that are not in it.
import { GLOBAL_FLAGS, VERBS, flagsOf, type Flag, type Verb } from './verbs.ts';
import type { Traits } from '../generations.ts';

const left = (flag: Flag): string =>
  `  ${flag.short === undefined ? '   ' : `-${flag.short},`} --${flag.name}${flag.value === undefined ? '' : ` <${flag.value}>`}`;

const listFlags = (flags: readonly Flag[]): string =>
  flags.map((flag) => `${left(flag).padEnd(32)} ${flag.help}`).join('\n');

export function helpFor(verb: Verb, traits: Traits): string {
  return `${verb.help}\n\nUsage: ${verb.usage}\n\nOptions:\n${listFlags(flagsOf(verb, traits))}\n`;
}

export function overview(version: string, traits: Traits): string {
  const verbs = VERBS.filter((verb) => verb.when?.(traits) !== false);
  const lines = verbs.map((verb) => `  ${verb.name.padEnd(12)} ${verb.help}`);
  return (
    `gpu ${version} - run workloads on cloud GPUs\n\nUsage: gpu VERB [FLAGS]\n\nCommands:\n${lines.join('\n')}\n\n` +
    `Options:\n${listFlags([...GLOBAL_FLAGS, { name: 'version', short: 'V', help: 'The version' }])}\n`
  );
}

// Reads the flags that a help text lists: the program accepts these and no others.
import type { Profile } from '../profiles.ts';
import type { Flag } from './args.ts';

const FLAG = /^\s+(?:-([A-Za-z])(?:,\s*|\s|$))?(?:--([a-z][\w-]*))?(?:[ =]?<([^>]+)>|[ =]([A-Z][A-Z_=:]+))?/;

export function flagsIn(lines: readonly string[]): Flag[] {
  return lines.flatMap((line) => {
    const [, short, name = short, inAngles, plain] = FLAG.exec(line) ?? [];
    const value = inAngles ?? plain;
    if (name === undefined) return [];
    return [{ name, ...(short === undefined ? {} : { short }), ...(value === undefined ? {} : { value }) }];
  });
}

export function overview({ version, help }: Profile): string {
  const verbs = Object.entries(help).map(([name, [about = '']]) => `  ${name.padEnd(12)} ${about}`);
  return (
    `gpu ${version} - run workloads on cloud GPUs\n\nUsage: gpu VERB [FLAGS]\n\nCommands:\n${verbs.join('\n')}\n\n` +
    'Options:\n  -h, --help                       Print help\n  -V, --version                    Print the version\n'
  );
}

// Run as a process: calls the GitHub host as its argument says, because the toolkit knows only its own environment and stdout.
import { github } from '../../../src/hosts/github.ts';
import { report } from '../../support/report.ts';

const { env, stdout, stderr } = process;
const host = github.open({ env, stdout, stderr, flags: new Map() });
const ends: ((midLine?: boolean) => void)[] = [];
for (const [name, ...args] of JSON.parse(process.argv[2] ?? '[]') as [string, ...string[]][]) {
  if (name === 'quarantine') ends.push(host.quarantine());
  else if (name === 'endQuarantine') ends[0]?.(false);
  else if (name === 'publish')
    await host.publish(report(), { summary: args[0] ?? '', comment: 'never', check: false, reportFile: '' });
  else await (host as unknown as Record<string, (...args: string[]) => unknown>)[name]?.(...args);
}

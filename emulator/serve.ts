// `npm run emulate`: the local GPU cloud, until Ctrl-C.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startCloud, type CloudOptions } from './cloud.ts';
import { PROFILES, RICHEST } from './profiles.ts';
import { SEED_OWNER } from './orgs/directory.ts';

const TIERS = ['free', 'pro', 'team', 'business', 'enterprise'] as const;

const HELP = `The local GPU cloud: a control plane, the gpu program and its install script, all on this machine.

Usage: gpu-ci emulate [FLAGS]
       npm run emulate -- [FLAGS]     in a checkout

  --port N                 port on 127.0.0.1; 0 takes a free one (7420)
  --state FILE             keep organizations there from one start to the next
  --tier TIER              plan of the seeded org: ${TIERS.join(', ')} (team)
  --sessions N             sessions of its pool (what the plan has)
  --profile NAME|FILE      what gpu offers: ${PROFILES.join(', ')}
                           or a JSON file of that form (${RICHEST})
  --provision-ms N         how long a pod takes to come up (2000)
  --keep-alive-minutes N   how long a warm pod lives (5)
  --help                   this text
`;

class BadFlag extends Error {}

function numberFlag(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new BadFlag(`--${name} wants a number, not '${text.replace(/gpt_[a-z]+_\S+/g, 'gpt_***')}'.`);
  }
  return value;
}

function oneOf<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((entry) => entry === text);
  if (found === undefined) throw new BadFlag(`--${name} is one of ${known.join(', ')}, not '${text}'.`);
  return found;
}

function profileFlag(text: string): string {
  if (PROFILES.some((name) => name === text) || existsSync(text)) return text;
  throw new BadFlag(`--profile is one of ${PROFILES.join(', ')}, or a file that exists, not '${text}'.`);
}

function readOptions(argv: string[]): CloudOptions | undefined {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: argv,
    options: {
      port: text,
      state: text,
      tier: text,
      sessions: text,
      profile: text,
      'provision-ms': text,
      'keep-alive-minutes': text,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return undefined;
  return {
    port: numberFlag('port', values.port, 7420),
    provisionMs: numberFlag('provision-ms', values['provision-ms'], 2000),
    keepAliveMinutes: numberFlag('keep-alive-minutes', values['keep-alive-minutes'], 5),
    profile: profileFlag(values.profile ?? RICHEST),
    ...(values.tier === undefined ? {} : { tier: oneOf('tier', values.tier, TIERS) }),
    ...(values.sessions === undefined ? {} : { sessions: numberFlag('sessions', values.sessions, 0) }),
    ...(values.state === undefined ? {} : { stateFile: values.state }),
  };
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(HELP);
  else await serve(options);
} catch (error) {
  const known = error instanceof BadFlag || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
  process.stderr.write(`emulate: ${sentence(error as NodeJS.ErrnoException)}\n${known ? '\n' + HELP : ''}`);
  process.exitCode = known ? 2 : 1;
}

function sentence(error: NodeJS.ErrnoException & { port?: number }): string {
  return error.code === 'EADDRINUSE'
    ? `Port ${error.port ?? ''} is taken, perhaps by another local GPU cloud. End that one, or choose a port: --port 0 takes a free one.`
    : error.message;
}

async function serve(options: CloudOptions): Promise<void> {
  const cloud = await startCloud(options);
  process.stdout.write(`The local GPU cloud runs at ${cloud.url}. Ctrl-C ends it and every pod.

In another terminal, with a home of its own, so that a GPU CLI of yours stays as it is:

  export HOME="$(mktemp -d)" GPU_SERVICE_TOKEN=${cloud.token}
  curl -fsSL ${cloud.installUrl} | sh
  export PATH="$HOME/.gpu-cli/bin:$PATH"
  gpu run -y -- python3 -c 'print("hello from a pod")'
  gpu stop -y

From there gpu-ci run uses this cloud too; a workflow does with install-url: ${cloud.installUrl} and that token.
For gpu-ci init and gpu-ci token be a person there, the owner of the organization:

  unset GPU_SERVICE_TOKEN
  gpu login --email ${SEED_OWNER}
  gpu org switch ${cloud.org}

Order trouble:  curl -H 'Authorization: Bearer ${cloud.adminToken}' -d '{"kind":"refuse-saturated","times":3}' ${cloud.url}/admin/faults
Look inside:    curl -H 'Authorization: Bearer ${cloud.adminToken}' -d '{}' ${cloud.url}/admin/books
`);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, () => void cloud.close());
}

// From a command line to an exit code.
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import type { Profile } from '../profiles.ts';
import { parseArgs, UsageError } from './args.ts';
import { makeApi, Unreachable, type Api } from './api.ts';
import { readAccount } from './account.ts';
import { Failure, type Run } from './context.ts';
import { flagsIn, overview } from './help.ts';
import { configure, fail, json, line } from './print.ts';
import { readProject } from './project.ts';
import type { Directives } from '../control/directives.ts';

// Filled in by the control plane when it serves the program.
const URL_OF_CLOUD = '%GPU_EMULATOR_URL%';
const PROFILE = '%GPU_EMULATOR_PROFILE%';

/** Records of each level: words of an error, a warning and a quota do not concern the call. */
const NOISE = [
  "2026-09-25T10:12:31.512034Z  WARN gpu_core::providers::runpod: Unknown RunPod GPU name 'NVIDIA L4 24GB', not found in database",
  '2026-09-25T10:12:31.640112Z ERROR gpud::relay: quota exceeded: token expired, retrying',
  '2026-09-25T10:12:31.701554Z  INFO gpu_core::ports: forward_connection: output supervisor lookup failed',
];

/** The code of each verb, loaded when it is called for. */
const RUNS: Record<string, () => Promise<Run>> = {
  run: async () => (await import('./run.ts')).run,
  attach: async () => (await import('./attach.ts')).attach,
  wait: async () => (await import('./jobs.ts')).wait,
  logs: async () => (await import('./jobs.ts')).logs,
  status: async () => (await import('./pods.ts')).status,
  stop: async () => (await import('./pods.ts')).stop,
  instances: async () => (await import('./pods.ts')).instances,
  inventory: async () => (await import('./machine.ts')).inventory,
  doctor: async () => (await import('./machine.ts')).doctor,
  daemon: async () => (await import('./machine.ts')).daemon,
  config: async () => (await import('./machine.ts')).config,
  auth: async () => (await import('./machine.ts')).auth,
  login: async () => (await import('./machine.ts')).login,
  logout: async () => (await import('./machine.ts')).logout,
  update: async () => (await import('./machine.ts')).update,
};

export async function main(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(1));
  let asJson = false;
  try {
    asJson = argv.includes('--json');
    process.exitCode = await dispatch(argv);
  } catch (error) {
    if (error instanceof UsageError) {
      line(`${error.message}\n\nFor more information, try 'gpu --help'.`);
      process.exitCode = 2;
    } else if (error instanceof Failure) {
      fail(error.message);
      if (asJson && error.body !== undefined) json(error.body);
      process.exitCode = error.code;
    } else if (error instanceof Unreachable) {
      fail(error.message);
      process.exitCode = 13;
    } else {
      fail(`internal error: ${(error as Error).message}`);
      process.exitCode = 1;
    }
  }
}

async function dispatch(argv: readonly string[]): Promise<number> {
  const url = process.env['GPU_EMULATOR_URL'] ?? URL_OF_CLOUD;
  const profile = JSON.parse(PROFILE) as Profile;
  const account = readAccount();
  const api = makeApi(url, account.token, account.org);
  const [name = '--help', ...rest] = argv;
  const directives = await greet(api, name, rest);
  if (directives.daemon) startDaemon(url);
  if (directives.hang) return hang(url);
  if (name === '--version' || name === '-V') {
    process.stdout.write(`gpu ${profile.version}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(overview(profile));
    return argv.length === 0 ? 2 : 0;
  }
  const help = directives.noVerb ? undefined : profile.help[name];
  if (!help)
    throw new UsageError(`error: ${name.startsWith('-') ? 'unknown flag' : 'unrecognized subcommand'} '${name}'`);
  configure({ spoil: directives.spoil });
  if (name === 'org') return (await import('./org.ts')).runOrg(rest, api);
  const args = parseArgs(rest, flagsIn(help), name === 'run');
  configure({ quiet: args.has('quiet') });
  if (args.has('help')) {
    process.stdout.write(`${help.join('\n')}\n`);
    return 0;
  }
  for (const text of [...profile.stderr, ...(directives.noise ? NOISE : [])]) line(text);
  if (directives.exit) throw new Failure(directives.exit.text, directives.exit.code);
  if (directives.noRecord && name !== 'run') return 0;
  const run = await RUNS[name]?.();
  if (!run) throw new Failure(`Not implemented: ${name}`, 1);
  const project = readProject(args.get('config'));
  return run({ api, args, project, profile, directives });
}

/** Asks the control plane how this call is to go; without one, only what needs none works. */
async function greet(api: Api, verb: string, rest: readonly string[]): Promise<Directives> {
  const hidden = rest.map((word, at) =>
    rest[at - 1] === '-e' || rest[at - 1] === '--env' ? word.replace(/=.*/s, '=…') : word,
  );
  const begin = rest.indexOf('--');
  try {
    const project = projectId();
    const answer = await api.post('/hello', {
      verb,
      argv: hidden,
      command: verb === 'run' ? rest.slice(begin < 0 ? 0 : begin + 1) : [],
      project,
      pid: process.pid,
    });
    return answer.body as Directives;
  } catch (error) {
    if (error instanceof Unreachable) return { printJobId: false };
    throw error;
  }
}

function projectId(): string | undefined {
  try {
    return readProject(undefined).id;
  } catch {
    return undefined;
  }
}

/** A fault: does not answer. Ends with the control plane, because its caller may have been killed. */
function hang(url: string): Promise<number> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const socket = connect(Number(port), hostname, () => socket.destroy());
      socket.on('error', () => {
        clearInterval(timer);
        resolve(13);
      });
    }, 500);
  });
}

/** Runs until the control plane is gone. */
const DAEMON = `const [port, host] = process.argv.slice(-2);
setInterval(() => {
  const socket = require('node:net').connect(Number(port), host, () => socket.destroy());
  socket.on('error', () => process.exit());
}, 200);`;

/** A fault: a daemon in the group of this call, with its pipes. */
function startDaemon(url: string): void {
  const { hostname, port } = new URL(url);
  spawn(process.execPath, ['-e', DAEMON, 'gpud', port, hostname], { stdio: ['ignore', 'inherit', 'inherit'] }).unref();
}

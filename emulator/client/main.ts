// The `gpu` program: from a command line to an exit code.
import { connect } from 'node:net';
import type { Profile } from '../profiles.ts';
import type { Directives } from '../control/directives.ts';
import { parseArgs, UsageError } from './args.ts';
import { makeApi, Unreachable, type Api } from './api.ts';
import { readAccount } from './account.ts';
import { attach } from './attach.ts';
import { Failure, type Run } from './context.ts';
import { flagsIn, overview } from './help.ts';
import { logs, wait } from './jobs.ts';
import { auth, config, daemon, doctor, inventory, login, logout, update } from './machine.ts';
import { runOrg } from './org.ts';
import { instances, status, stop } from './pods.ts';
import { configure, fail, json, line, print } from './print.ts';
import { readProject } from './project.ts';
import { run } from './run.ts';

/** Given by the control plane when it hands the program out. */
declare const gpuEmulator: { readonly url: string; readonly profile: Profile };

/** Records of each level: words of an error, a warning and a quota do not concern the call. */
const NOISE = [
  "2026-09-25T10:12:31.512034Z  WARN gpu_core::providers::runpod: Unknown RunPod GPU name 'NVIDIA L4 24GB', not found in database",
  '2026-09-25T10:12:31.640112Z ERROR gpud::relay: quota exceeded: token expired, retrying',
  '2026-09-25T10:12:31.701554Z  INFO gpu_core::ports: forward_connection: output supervisor lookup failed',
];

const VERBS: Record<string, Run | undefined> = {
  run,
  attach,
  wait,
  logs,
  status,
  stop,
  instances,
  inventory,
  doctor,
  daemon,
  config,
  auth,
  login,
  logout,
  update,
};

async function main(argv: readonly string[]): Promise<void> {
  const asJson = argv.includes('--json');
  try {
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
  const url = process.env['GPU_EMULATOR_URL'] ?? gpuEmulator.url;
  const { profile } = gpuEmulator;
  const account = readAccount();
  const api = makeApi(url, account.token, account.org);
  const [name = '--help', ...rest] = argv;
  const directives = await greet(api, name, rest);
  if (directives.daemon) await startDaemon(url);
  if (directives.hang) return hang(url);
  if (name === '--version' || name === '-V') {
    print(`gpu ${profile.version}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    print(overview(profile));
    return argv.length === 0 ? 2 : 0;
  }
  const help = directives.noVerb ? undefined : profile.help[name];
  if (!help)
    throw new UsageError(`error: ${name.startsWith('-') ? 'unknown flag' : 'unrecognized subcommand'} '${name}'`);
  configure({ spoil: directives.spoil });
  if (name === 'org') return runOrg(rest, api);
  const args = parseArgs(rest, flagsIn(help), name === 'run');
  configure({ quiet: args.has('quiet') });
  if (args.has('help')) {
    print(`${help.join('\n')}\n`);
    return 0;
  }
  for (const text of [...profile.stderr, ...(directives.noise ? NOISE : [])]) line(text);
  if (directives.exit) throw new Failure(directives.exit.text, directives.exit.code);
  if (directives.noRecord && name !== 'run') return 0;
  const verb = VERBS[name];
  if (!verb) throw new Failure(`Not implemented: ${name}`, 1);
  const project = readProject(args.get('config'));
  return verb({ api, args, project, profile, directives });
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
async function startDaemon(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  // Loaded here, because no other call starts a program.
  const { spawn } = await import('node:child_process');
  spawn(process.execPath, ['-e', DAEMON, 'gpud', port, hostname], { stdio: ['ignore', 'inherit', 'inherit'] }).unref();
}

void main(process.argv.slice(2));

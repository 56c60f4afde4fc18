// One call of the `gpu` program: from a command line to an exit code.
import { directives as directivesFor } from '../control/directives.ts';
import { pause, Refused } from '../control/failures.ts';
import type { World } from '../control/types.ts';
import { profileOf, readProfile } from '../profiles.ts';
import { parseArgs, UsageError } from './args.ts';
import { attach } from './attach.ts';
import { Failure, type Run } from './context.ts';
import { flagsIn, overview } from './help.ts';
import { logs, wait } from './jobs.ts';
import { auth, daemon, doctor, inventory, login, logout, update } from './machine.ts';
import { runOrg } from './org.ts';
import { instances, status, stop } from './pods.ts';
import { readProject } from './project.ts';
import { run } from './run.ts';
import { Gone, type Call, type Terminal } from './terminal.ts';

/** A call that was captured on a slow machine is not imitated longer than this (ms). */
const MOST_DELAY_MS = 2_000;

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
  auth,
  login,
  logout,
  update,
};

export async function runCall(world: World, call: Call, terminal: Terminal): Promise<void> {
  const own = readProfile(world.settings.profile);
  const profile = profileOf(call.version, own) ?? own;
  try {
    terminal.exit(await dispatch());
  } catch (error) {
    if (error instanceof Gone || terminal.gone.aborted) return;
    terminal.exit(explain(error));
  }

  async function dispatch(): Promise<number> {
    const { argv } = call;
    const [name = '--help', ...rest] = argv;
    const directives = directivesFor(world, noteCall(world, call));
    if (directives.daemon) terminal.startDaemon();
    // The program ends with the control plane.
    if (directives.hang) return new Promise(() => undefined);
    if (name === '--version' || name === '-V') {
      terminal.print(`gpu ${profile.version}\n`);
      return 0;
    }
    if (name === '--help' || name === '-h' || name === 'help') {
      terminal.print(overview(profile));
      return argv.length === 0 ? 2 : 0;
    }
    await pause(Math.min(profile.delays?.[name] ?? 0, MOST_DELAY_MS), terminal.gone);
    const help = directives.noVerb ? undefined : profile.help[name];
    if (!help) {
      throw new UsageError(`error: ${name.startsWith('-') ? 'unknown flag' : 'unrecognized subcommand'} '${name}'`);
    }
    terminal.spoil = directives.spoil;
    if (name === 'org') return runOrg(rest, { world, call, terminal });
    const args = parseArgs(rest, flagsIn(help), name === 'run');
    terminal.quiet = args.has('quiet');
    if (args.has('help')) {
      terminal.print(`${help.join('\n')}\n`);
      return 0;
    }
    for (const text of [...profile.stderr, ...(directives.noise ? NOISE : [])]) terminal.line(text);
    if (directives.exit) throw new Failure(directives.exit.text, directives.exit.code);
    if (directives.noRecord && name !== 'run') return 0;
    const verb = VERBS[name];
    if (!verb) throw new Failure(`Not implemented: ${name}`, 1);
    const project = readProject(call.cwd, args.get('config'));
    return verb({ world, call, terminal, args, project, profile, directives });
  }

  /** Prints what went wrong, and returns the exit code. */
  function explain(error: unknown): number {
    if (error instanceof UsageError) {
      terminal.line(`${error.message}\n\nFor more information, try 'gpu --help'.`);
      return 2;
    }
    if (error instanceof Refused) {
      const { code, error: word, message, ...more } = error.refusal;
      const words = profile.refusals[word];
      const text = words?.text ?? message;
      terminal.fail(text);
      if (call.argv.includes('--json')) terminal.json({ error: { code: word, message: text, ...more } });
      return words?.code ?? code;
    }
    terminal.fail(error instanceof Failure ? error.message : `internal error: ${(error as Error).message}`);
    return error instanceof Failure ? error.code : 1;
  }
}

/** @returns what orders for this call may name. */
function noteCall(world: World, { argv, cwd, pid }: Call) {
  const [verb = '--help', ...rest] = argv;
  const hidden = rest.map((word, at) => (/^(-e|--env)$/.test(rest[at - 1] ?? '') ? word.replace(/=.*/s, '=…') : word));
  const command = verb === 'run' ? rest.slice(rest.indexOf('--') + 1).join(' ') : '';
  const project = projectId(cwd);
  world.note('call', { verb, argv: hidden, project, pid });
  return { verb, project, command, argv: hidden };
}

function projectId(cwd: string): string {
  try {
    return readProject(cwd, undefined).id;
  } catch {
    return '';
  }
}

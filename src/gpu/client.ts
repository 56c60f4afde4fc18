import type { CliFacts, CloudView, Gpu, StatusTrouble, StreamWish, Submission } from '../model/gpu.ts';
import { configFlags, runArgs, verbsOf, type ProjectFile } from './capabilities.ts';
import { classifyRefusal, notStarted, reasonOf } from './refusal.ts';
import { jobIn } from './cli-lines.ts';
import { capture, endOf, lastLine, type Captured } from './spawn.ts';
import { stream, type Sinks } from './stream.ts';
import { readInstances, readInventory, readResult, readStatus, readStatusText, readSubmission } from './parse.ts';

export interface GpuWorld {
  readonly facts: CliFacts;
  /** The project's folder: `gpu run`, `status`, `stop` and `logs` act on the project of the folder they run in. */
  readonly cwd: string;
  /** With the token, without what children must not see. */
  readonly env: NodeJS.ProcessEnv;
  readonly sinks: Sinks;
  readonly saturation: RegExp | undefined;
  /** The user's command, for display. */
  readonly command: string;
  /** In place of the folder's own `gpu.jsonc`. */
  readonly project?: ProjectFile | undefined;
  readonly debug: (line: string) => void;
  /** Receives the process id of a client that submits a job: if this process is killed, the client still submits. */
  readonly onClient?: ((pid: number) => void) | undefined;
}

const STATUS_MS = 15_000;
/** Exit code of a call that finds no daemon. */
const DAEMON_DOWN = 13;
/** Submission sends the workspace: a big checkout has been seen to take eight minutes. */
const SUBMIT_MS = 30 * 60_000;

/** The driver over a real `gpu` program. */
export function openGpu(world: GpuWorld): Gpu {
  const { facts, cwd, env } = world;
  const call = async (
    args: readonly string[],
    timeoutMs: number,
    signal?: AbortSignal,
    onPid?: GpuWorld['onClient'],
  ): Promise<Captured> => {
    const all = [...args, ...configFlags(world.project, args[0] ?? '')];
    const ended = await capture(facts.bin, all, { cwd, env, timeoutMs, signal, onPid });
    world.debug(`gpu ${args.slice(0, 3).join(' ')} → ${ended.hung ? 'no answer' : endOf(ended)}`);
    if (ended.code === DAEMON_DOWN && signal?.aborted !== true) await startDaemon();
    return ended;
  };
  const streaming = (args: readonly string[], nonce: string, wish: StreamWish, onPid?: GpuWorld['onClient']) =>
    stream({ bin: facts.bin, args, nonce, ...world, onPid }, wish);

  // A launch has it among its own flags.
  const onRun = world.project === undefined ? [] : ['--config', world.project.file];
  const verbs = verbsOf({ bin: facts.bin, cwd, env });
  let started: Promise<void> | undefined;
  // Once: if it does not help, the retry policy decides.
  const startDaemon = (): Promise<void> =>
    (started ??= (async () => {
      if ((await verbs('daemon')) === undefined) return;
      const ended = await capture(facts.bin, ['daemon', 'start'], { cwd, env, timeoutMs: STATUS_MS });
      world.debug(`gpu daemon start → ${ended.hung ? 'no answer' : endOf(ended)}`);
    })());
  let trouble: StatusTrouble | undefined;
  return {
    facts,
    statusTrouble: () => trouble,
    async status(timeoutMs = STATUS_MS, signal?: AbortSignal): Promise<CloudView | undefined> {
      if (facts.json) {
        const ended = await call(['status', '--json'], timeoutMs, signal);
        const view = ended.code === 0 ? readStatus(ended.stdout) : undefined;
        if (view !== undefined) return view;
        if (ended.code !== 0) trouble = troubleOf(ended);
        // Some builds list the flag in their help and then reject it.
        if (ended.code !== 0 && !/not implemented/i.test(ended.stderr + ended.stdout)) return undefined;
      }
      const ended = await call(['status'], timeoutMs, signal);
      if (ended.code !== 0) trouble = troubleOf(ended);
      return ended.code === 0 ? readStatusText(`${ended.stdout}\n${ended.stderr}`) : undefined;
    },
    async submit(launch, signal): Promise<Submission> {
      const ended = await call(runArgs(facts, launch, true), SUBMIT_MS, signal, world.onClient);
      const accepted =
        readSubmission(ended.stdout) ??
        (ended.code === 0 ? submissionIn(`${ended.stdout}\n${ended.stderr}`, world.command) : undefined);
      if (accepted !== undefined) return { kind: 'accepted', ...accepted };
      if (ended.spawnError !== '') return { kind: 'refused', outcome: notStarted(ended.spawnError) };
      if (ended.code === null) {
        const how = ended.hung ? 'did not answer and was killed' : `was ended by ${endOf(ended)}`;
        return { kind: 'unknown', reason: `gpu run ${how} while it submitted the job` };
      }
      if (ended.code === 0)
        return { kind: 'unknown', reason: 'gpu run ended with 0 but gave no job id that can be read' };
      const outcome = classifyRefusal(ended.stderr, ended.code, ended.stdout, world.saturation);
      if (outcome === undefined) {
        return { kind: 'unknown', reason: `gpu run ended with exit code ${ended.code}: ${lastLine(ended.stderr)}` };
      }
      // It names no pod of a job of ours: there is none.
      return { kind: 'refused', outcome: { ...outcome, podBroken: false } };
    },
    run: (launch, nonce, wish) => streaming(runArgs(facts, launch, false), nonce, wish, world.onClient),
    attach: (jobId, nonce, wish) => streaming(['run', '--attach', jobId, ...onRun], nonce, wish),
    async logs(jobId, nonce, wish) {
      const flags = await verbs('logs');
      const flag = ['-j', '--job'].find((name) => flags?.has(name));
      if (flag === undefined) return undefined;
      return streaming(['logs', flag, jobId, ...configFlags(world.project, 'logs')], nonce, wish);
    },
    async result(jobId, timeoutMs, signal) {
      if (facts.way === 'attached') return undefined;
      const seconds = Math.max(1, Math.ceil(timeoutMs / 1_000));
      const ended = await call(['wait', jobId, '--timeout', String(seconds), '--json'], timeoutMs + 10_000, signal);
      return readResult(ended.stdout);
    },
    async log(jobId, timeoutMs, signal) {
      const ended = await call(['logs', '-j', jobId], timeoutMs, signal);
      return `${ended.stdout}\n${ended.stderr}`;
    },
    async cancel(jobId, timeoutMs, signal) {
      return (await call(['run', '--cancel', jobId, ...onRun], timeoutMs, signal)).code === 0;
    },
    async stop(podId, timeoutMs, signal) {
      return (await call(['stop', podId, '-y'], timeoutMs, signal)).code === 0;
    },
    async stopAll(timeoutMs, signal) {
      return (await call(['stop', '-y'], timeoutMs, signal)).code === 0;
    },
    async terminate(podId, timeoutMs, signal) {
      return (await call(['instances', 'terminate', podId, '-y'], timeoutMs, signal)).code === 0;
    },
    async instances(timeoutMs, signal) {
      const ended = await call(['instances', 'list', '--json'], timeoutMs, signal);
      return ended.code === 0 ? readInstances(ended.stdout) : undefined;
    },
    async inventory(signal?: AbortSignal) {
      if ((await verbs('inventory'))?.has('--json') !== true) return [];
      const ended = await call(['inventory', '--json'], STATUS_MS, signal);
      return ended.code === 0 ? readInventory(ended.stdout) : [];
    },
    stopCommand: (jobId, podId) =>
      [jobId && `gpu run --cancel ${jobId}`, podId && `gpu stop ${podId} -y`].filter(Boolean).join(' && '),
  };
}

/** A message of no known class is still the best explanation there is. */
function troubleOf(ended: Captured): StatusTrouble {
  if (ended.hung) return { reason: 'no answer' };
  const { stderr, code, stdout } = ended;
  return classifyRefusal(stderr, code, stdout, undefined) ?? { reason: reasonOf(stderr, 'gpu status', code) };
}

/** Without `--json` the job is named in a text, on either stream. */
function submissionIn(text: string, command: string): { jobId: string; podId: string } | undefined {
  const jobId = text
    .split(/[\r\n]+/)
    .map((line) => jobIn(line, command))
    .find((id) => id !== '');
  return jobId === undefined ? undefined : { jobId, podId: '' };
}

/**
 * One phase of one step: its process, what it prints, the files it leaves, how it ends.
 * Sources in actions/runner: `Runner.Worker/StepsRunner.cs` (cancel, timeout, results), `ActionRunner.cs`.
 */
import type { ParsedCommand } from './commands.ts';
import { type Annotation, type Group, StepConsole } from './console.ts';
import { createEnvFiles, type EnvFiles, readEnvFiles } from './files.ts';
import { type Ladder, launch, type Running } from './process.ts';
import type { World } from './world.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled';
/** A text or pattern in one line of the live log, or a question asked at each line and every 20 ms. */
export type Pattern = string | RegExp | ((progress: Progress) => boolean);
/** When to act on a step: after so many milliseconds, or once something has happened. */
export type Trigger = number | Pattern;

export interface Progress {
  /** The log so far, as users see it. */
  readonly log: string;
  readonly files: EnvFiles;
}
export interface StepResult {
  readonly name: string;
  readonly phase: 'main' | 'post' | 'run';
  /** What the ending was; `conclusion` differs from it only under continue-on-error. */
  readonly outcome: Conclusion;
  readonly conclusion: Conclusion;
  readonly exitCode: number;
  readonly signal: NodeJS.Signals | null;
  /** What users see. */
  readonly log: string;
  /** What the process wrote. */
  readonly rawStdout: Buffer;
  readonly rawStderr: Buffer;
  /** What it wrote less the `add-mask` commands that were obeyed. */
  readonly unmasked: string;
  readonly commands: readonly ParsedCommand[];
  readonly masks: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly groups: readonly Group[];
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string | undefined;
  readonly durationMs: number;
}
export interface Step {
  readonly pid: number;
  /** The step's environment files, to be looked into while it runs. */
  readonly files: EnvFiles;
  readonly done: Promise<StepResult>;
  readonly log: string;
  /** Resolves when the pattern has been seen; rejects with the log when the step ends without it. */
  until(pattern: Pattern): Promise<void>;
  /** The run is cancelled: the signal ladder, conclusion cancelled. */
  cancel(): Promise<StepResult>;
  /** A signal from outside, to the entry process alone. */
  kill(signal: NodeJS.Signals): void;
}

export interface Phase {
  readonly name: string;
  readonly phase: StepResult['phase'];
  readonly header: readonly string[];
  readonly warnings?: readonly string[];
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: (files: EnvFiles) => Record<string, string>;
  readonly timeoutMs?: number | undefined;
  readonly ladder?: Ladder | undefined;
  readonly continueOnError?: boolean | undefined;
}

export class RunningStep implements Step {
  readonly done: Promise<StepResult>;
  readonly files: EnvFiles;
  readonly #phase: Phase;
  readonly #world: World;
  readonly #console: StepConsole;
  readonly #process: Running;
  readonly #watchers = new Set<() => void>();
  /** Patterns look at what comes after the runner's own header, which repeats the script and the inputs. */
  readonly #firstLine: number;
  #stopped: 'cancelled' | 'timed out' | undefined;

  constructor(world: World, phase: Phase) {
    this.#world = world;
    this.#phase = phase;
    this.files = createEnvFiles(world.temp);
    this.#console = new StepConsole({
      masker: world.masker,
      workspace: world.workspace,
      debug: world.debug,
      changed: (line) => {
        world.options.onLog?.(line);
        for (const wake of this.#watchers) wake();
      },
    });
    for (const line of phase.header) this.#console.write(line);
    for (const warning of phase.warnings ?? []) this.#console.issue('warning', warning);
    this.#firstLine = this.#console.lines.length;
    this.#process = launch({
      file: phase.file,
      args: phase.args,
      cwd: phase.cwd,
      env: phase.env(this.files),
      ladder: phase.ladder ?? world.ladder,
      stdioGraceMs: world.stdioGraceMs,
      onLine: (line, stream) => this.#console.read(line, stream),
    });
    this.done = this.#finish();
  }

  get pid(): number {
    return this.#process.pid;
  }

  get log(): string {
    return this.#console.log;
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  cancel(): Promise<StepResult> {
    this.#world.status = 'cancelled';
    this.#stopped ??= 'cancelled';
    void this.#process.stop();
    return this.done;
  }

  async until(pattern: Pattern): Promise<void> {
    const state = { ended: false };
    const ending = this.#process.done.then(() => (state.ended = true));
    while (!this.#seen(pattern)) {
      if (state.ended) throw new Error(`The step ended without ${String(pattern)}. Its log:\n${this.log}`);
      await this.#nextChange(ending, typeof pattern === 'function');
    }
  }

  async #nextChange(ending: Promise<unknown>, poll: boolean): Promise<void> {
    let wake: () => void = () => undefined;
    const changed = new Promise<void>((resolve) => (wake = resolve));
    this.#watchers.add(wake);
    const timer = poll ? setTimeout(wake, 20) : undefined;
    await Promise.race([changed, ending]);
    clearTimeout(timer);
    this.#watchers.delete(wake);
  }

  #seen(pattern: Pattern): boolean {
    if (typeof pattern === 'function') return pattern({ log: this.log, files: this.files });
    const matches = (line: string): boolean =>
      typeof pattern === 'string' ? line.includes(pattern) : line.search(pattern) >= 0;
    return this.#console.lines.slice(this.#firstLine).some(matches);
  }

  async #finish(): Promise<StepResult> {
    const { timeoutMs, phase, name } = this.#phase;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            this.#stopped ??= 'timed out';
            void this.#process.stop();
          }, timeoutMs);
    const ending = await this.#process.done;
    clearTimeout(timer);

    const log = this.#console;
    if (ending.startError) log.refuse(ending.startError.message);
    if (this.#stopped === 'cancelled') log.issue('error', 'The operation was canceled.');
    else if (this.#stopped === 'timed out') {
      log.issue('error', `The action '${name}' has timed out after ${(timeoutMs ?? 0) / 60_000} minutes.`);
    } else if (phase === 'run' && ending.exitCode !== 0) {
      log.issue('error', `Process completed with exit code ${ending.exitCode}.`);
    }
    const read = readEnvFiles(this.files, this.#world.masker, log);
    const failed = ending.exitCode !== 0 || log.refused || this.#stopped === 'timed out';
    const outcome: Conclusion = this.#stopped === 'cancelled' ? 'cancelled' : failed ? 'failure' : 'success';
    const conclusion = outcome === 'failure' && this.#phase.continueOnError ? 'success' : outcome;
    const { stdout, stderr } = log.unmasked;
    return {
      name,
      phase,
      outcome,
      conclusion,
      exitCode: ending.exitCode,
      signal: ending.signal,
      log: log.log,
      rawStdout: ending.stdout,
      rawStderr: ending.stderr,
      unmasked: [...stdout, ...stderr].join('\n'),
      commands: log.commands,
      masks: log.masks,
      annotations: log.annotations,
      groups: log.groups,
      outputs: { ...log.outputs, ...read.outputs },
      env: read.env,
      path: read.path,
      state: { ...log.state, ...read.state },
      summary: read.summary,
      durationMs: ending.durationMs,
    };
  }
}

/** Does something to a step once the trigger has come; a step that ends before its number of milliseconds is left alone. */
export const onTrigger = async (step: Step, trigger: Trigger | undefined, act: () => void): Promise<void> => {
  if (trigger === undefined) return;
  if (typeof trigger !== 'number') {
    await step.until(trigger);
    act();
    return;
  }
  const timer = setTimeout(act, trigger);
  await step.done;
  clearTimeout(timer);
};

/**
 * One phase of one step: its process, what it prints, the files it leaves, how it ends.
 * Sources in actions/runner: `Runner.Worker/StepsRunner.cs` (cancel, timeout, results), `ActionRunner.cs`.
 */
import type { ParsedCommand } from './commands.ts';
import { type Annotation, type Group, StepConsole } from './console.ts';
import { createEnvFiles, type EnvFiles, readEnvFiles } from './files.ts';
import { launch, type Running } from './process.ts';
import type { World } from './world.ts';

export type Conclusion = 'success' | 'failure' | 'cancelled';
/** A text or pattern in one line of the live log, or a question that is asked at each line and every 20 ms. */
export type Pattern = string | RegExp | ((step: { readonly files: EnvFiles }) => boolean);

export interface StepResult {
  readonly name: string;
  readonly phase: 'main' | 'post' | 'run';
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
  #cancelled = false;

  constructor(world: World, phase: Phase) {
    this.#world = world;
    this.#phase = phase;
    this.files = createEnvFiles(world.temp);
    this.#console = new StepConsole({
      masker: world.masker,
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
    this.#cancelled = true;
    void this.#process.stop();
    return this.done;
  }

  async until(pattern: Pattern): Promise<void> {
    const state = { ended: false };
    const ending = this.#process.done.then(() => (state.ended = true));
    while (!this.#seen(pattern)) {
      if (state.ended) throw new Error(`The step ended without ${String(pattern)}. Its log:\n${this.log}`);
      let wake: () => void = () => undefined;
      const changed = new Promise<void>((resolve) => (wake = resolve));
      this.#watchers.add(wake);
      const timer = typeof pattern === 'function' ? setTimeout(wake, 20) : undefined;
      await Promise.race([changed, ending]);
      clearTimeout(timer);
      this.#watchers.delete(wake);
    }
  }

  #seen(pattern: Pattern): boolean {
    if (typeof pattern === 'function') return pattern({ files: this.files });
    const matches = (line: string): boolean =>
      typeof pattern === 'string' ? line.includes(pattern) : line.search(pattern) >= 0;
    return this.#console.lines.slice(this.#firstLine).some(matches);
  }

  async #finish(): Promise<StepResult> {
    const { phase, name } = this.#phase;
    const ending = await this.#process.done;
    const log = this.#console;
    if (ending.startError) log.refuse(ending.startError.message);
    if (this.#cancelled) log.issue('error', 'The operation was canceled.');
    else if (phase === 'run' && ending.exitCode !== 0)
      log.issue('error', `Process completed with exit code ${ending.exitCode}.`);
    const read = readEnvFiles(this.files, this.#world.masker, log);
    const ended = ending.exitCode !== 0 || log.refused ? 'failure' : 'success';
    const conclusion: Conclusion = this.#cancelled ? 'cancelled' : ended;
    const { stdout, stderr } = log.unmasked;
    return {
      name,
      phase,
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

/**
 * A job on the imitated runner: steps in any order the test likes, then the post steps.
 * Sources in actions/runner: `Runner.Worker/ExecutionContext.cs` RegisterPostJobStep (last in, first out, known before main
 * starts), `StepsRunner.cs`, `JobExtension.cs` FinalizeJob (orphans), `Handlers/ScriptHandler.cs` (shells).
 */
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  actionPhase,
  type ActionUse,
  loadAction,
  type RunOptions,
  scriptPhase,
  type StepOptions,
  type UsesOptions,
} from './phases.ts';
import { killProcess, trackedProcesses } from './process.ts';
import { bytesOf, type Place } from './scan.ts';
import { type Phase, RunningStep, type Step, type StepResult } from './step.ts';
import { createWorld, type JobOptions, type JobStatus, type World } from './world.ts';

export interface FinishOptions {
  /** SIGKILL to the first post step after so many milliseconds. */
  readonly killPostAfter?: number;
  /** Runs the killed post step a second time, which no runner does: what must be safe to repeat is repeated. */
  readonly rerunPost?: boolean;
}

export class Job {
  /** Every step that has ended, in the order of ending. */
  readonly results: StepResult[] = [];
  /** What the end of the job printed. */
  finalLog = '';
  readonly #world: World;
  readonly #posts: ActionUse[] = [];
  readonly #running = new Set<Step>();

  constructor(world: World) {
    this.#world = world;
  }

  get root(): string {
    return this.#world.root;
  }
  get workspace(): string {
    return this.#world.workspace;
  }
  get temp(): string {
    return this.#world.temp;
  }
  get toolCache(): string {
    return this.#world.toolCache;
  }
  get home(): string {
    return this.#world.home;
  }
  get trackingId(): string {
    return this.#world.trackingId;
  }
  get status(): JobStatus {
    return this.#world.status;
  }
  /** For tests that look inside. */
  get world(): World {
    return this.#world;
  }
  get log(): string {
    return this.results.map((result) => result.log).join('') + this.finalLog;
  }

  /** What its steps have printed, the running ones so far. */
  printed(): string {
    return this.log + [...this.#running].map((step) => step.log).join('');
  }

  start(actionDir: string, options: UsesOptions = {}): Step {
    const action = loadAction(resolve(actionDir));
    const post: ActionUse = { action, options, state: {} };
    if (action.post !== undefined) this.#posts.push(post);
    return this.#startAction(post, 'main');
  }

  startScript(script: string, options: RunOptions = {}): Step {
    return this.#launch(options, scriptPhase(this.#world, script, options));
  }

  /** Runs main of an action to its end. */
  async uses(actionDir: string, options: UsesOptions = {}): Promise<StepResult> {
    return this.#toEnd(this.start(actionDir, options), options);
  }

  /** Runs a `run:` step to its end. */
  async run(script: string, options: RunOptions = {}): Promise<StepResult> {
    return this.#toEnd(this.startScript(script, options), options);
  }

  /** Cancels the run: what is running gets the ladder. */
  async cancel(): Promise<void> {
    this.#world.status = 'cancelled';
    await Promise.all([...this.#running].map((step) => step.cancel()));
  }

  /** The machine is gone: everything dies at once, no post step runs, nothing is cleaned up. */
  async loseRunner(): Promise<void> {
    this.#world.lost = true;
    this.#world.status = 'failure';
    for (const step of this.#running) step.kill('SIGKILL');
    for (const { pid } of trackedProcesses(this.trackingId)) killProcess(pid);
    await Promise.all([...this.#running].map((step) => step.done));
  }

  /** Post steps, last registered first, then the orphans. They run whatever the status of the job: `post-if` is `always()`. */
  async finish(options: FinishOptions = {}): Promise<readonly StepResult[]> {
    const results: StepResult[] = [];
    for (const post of this.#posts.splice(0).toReversed()) {
      if (this.#world.lost) return results;
      const step = this.#startAction(post, 'post');
      const { killPostAfter } = options;
      const kills = killPostAfter !== undefined && results.length === 0;
      const timer = kills ? setTimeout(() => step.kill('SIGKILL'), killPostAfter) : undefined;
      results.push(await step.done);
      clearTimeout(timer);
      if (kills && options.rerunPost === true) results.push(await this.#startAction(post, 'post').done);
    }
    if (!this.#world.lost) this.#cleanUpOrphans();
    return results;
  }

  /** Every byte this job left, each with the name of its place. */
  everyByte(): readonly Place[] {
    return bytesOf(this.#world, this.results, this.finalLog);
  }

  /** Ends what still runs and removes the folders. */
  async close(): Promise<void> {
    await this.loseRunner();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #toEnd(step: Step, { cancelAfter }: StepOptions): Promise<StepResult> {
    const cancel = (): void => void step.cancel();
    if (typeof cancelAfter === 'number') {
      const timer = setTimeout(cancel, cancelAfter);
      void step.done.then(() => clearTimeout(timer));
    } else if (cancelAfter !== undefined) {
      await step.until(cancelAfter);
      cancel();
    }
    return step.done;
  }

  #startAction(post: ActionUse, phase: 'main' | 'post'): Step {
    const step = this.#launch(post.options, actionPhase(this.#world, post, phase));
    // The state is in place before anyone who awaits the step goes on.
    void step.done.then((result) => Object.assign(post.state, result.state));
    return step;
  }

  #launch(options: StepOptions, phase: Phase): Step {
    if (this.#world.lost) throw new Error('The runner is lost; no further step can start.');
    const step = new RunningStep(this.#world, phase);
    this.#running.add(step);
    void step.done.then((result) => {
      this.#running.delete(step);
      this.#record(options.id, result);
    });
    return step;
  }

  #record(id: string | undefined, result: StepResult): void {
    const world = this.#world;
    this.results.push(result);
    Object.assign(world.env, result.env);
    world.path = [...world.path.filter((entry) => !result.path.includes(entry)), ...result.path];
    if (id !== undefined && result.phase !== 'post') {
      world.steps[id] = { outputs: { ...result.outputs }, conclusion: result.conclusion };
    }
    if (world.status === 'success' && result.conclusion === 'failure') world.status = 'failure';
  }

  #cleanUpOrphans(): void {
    this.#say('Cleaning up orphan processes');
    for (const { pid, name } of trackedProcesses(this.trackingId)) {
      this.#say(`Terminate orphan process: pid (${pid}) (${name})`);
      killProcess(pid);
    }
  }

  /** A line of the runner's own at the end of the log. */
  #say(line: string): void {
    this.finalLog += `${line}\n`;
    this.#world.options.onLog?.(line);
  }
}

/** Opens a job: folders, event file, variables, masks. Close it with `await job.close()` or `await using`. */
export const openJob = (options: JobOptions = {}): Promise<Job> => Promise.resolve(new Job(createWorld(options)));

/**
 * Runs a workflow file on the imitated runner: jobs in `needs` order, each leg of a matrix on a machine of its own.
 * Sources in actions/runner: `Runner.Worker/StepsRunner.cs` (conditions, results), `JobExtension.cs` (job outputs).
 */
import { scalar } from './action.ts';
import { condition, expand, expandText, type Scope, truthy, type Value } from './expressions.ts';
import { jobLevelContexts } from './github.ts';
import { type Job, openJob } from './job.ts';
import { type Ended, expandAll, type LegResult, runLeg, type WorkflowOptions } from './leg.ts';
import { legName, matrixLegs } from './matrix.ts';
import type { Conclusion } from './step.ts';
import { inNeedsOrder, needsOf, readWorkflow, type Values, workflowInputs, workflowOutputs } from './workflow-file.ts';
import type { WorkflowFile, WorkflowJobFile } from './workflow-file.ts';
import type { JobOptions } from './world.ts';

export type { LegResult, StandIn, WorkflowOptions, WorkflowStepResult } from './leg.ts';
type Strings = Readonly<Record<string, string>>;

export interface WorkflowJobResult {
  readonly conclusion: Ended;
  readonly outputs: Strings;
  readonly legs: readonly LegResult[];
}
export interface WorkflowResult {
  readonly conclusion: Conclusion;
  readonly jobs: Readonly<Record<string, WorkflowJobResult>>;
  /** `on.workflow_call.outputs`. */
  readonly outputs: Strings;
  readonly log: string;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const expandDeep = (value: Value, scope: Scope): Value => {
  if (typeof value === 'string') return expand(value, scope);
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => expandDeep(item, scope));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, expandDeep(item, scope)]));
};
const flag = (value: string | boolean | undefined, scope: Scope, absent: boolean): boolean =>
  value === undefined ? absent : truthy(typeof value === 'string' ? expand(value, scope) : value);
const worst = (conclusions: readonly Ended[]): Ended =>
  (['failure', 'cancelled', 'skipped'] as const).find((kind) => conclusions.includes(kind)) ?? 'success';

class WorkflowRun {
  readonly results: Record<string, WorkflowJobResult> = {};
  readonly jobs: Job[] = [];
  readonly tolerated = new Set<string>();
  readonly #workflow: WorkflowFile;
  readonly #options: WorkflowOptions;

  constructor(workflow: WorkflowFile, options: WorkflowOptions) {
    this.#workflow = workflow;
    this.#options = { ...options, inputs: workflowInputs(workflow, options.inputs ?? {}) };
  }

  async run(): Promise<WorkflowResult> {
    for (const id of inNeedsOrder(this.#workflow.jobs)) {
      const job = this.#workflow.jobs[id];
      if (job) this.results[id] = await this.#job(id, job);
    }
    const close = async (): Promise<void> => {
      await Promise.all(this.jobs.map((job) => job.close()));
    };
    const counted = Object.entries(this.results).filter(([id]) => !this.tolerated.has(id));
    const conclusion = worst(counted.map(([, { conclusion: ended }]) => ended).filter((ended) => ended !== 'skipped'));
    const jobs = this.results as unknown as Value;
    return {
      conclusion: conclusion === 'skipped' ? 'success' : conclusion,
      jobs: this.results,
      outputs: expandAll(workflowOutputs(this.#workflow), { contexts: { jobs } }),
      log: Object.values(this.results)
        .flatMap(({ legs }) => legs)
        .map((leg) => `===== ${leg.name}: ${leg.conclusion}\n${leg.job?.log ?? ''}`)
        .join(''),
      close,
      [Symbol.asyncDispose]: close,
    };
  }

  async #job(id: string, file: WorkflowJobFile): Promise<WorkflowJobResult> {
    const needs = this.#needs(file);
    const outcome = worst(Object.values(needs).map(({ result }) => result as Ended));
    const scope: Scope = { contexts: jobLevelContexts(this.#jobOptions(id, needs)), status: outcome };
    if (!condition(file.if, scope)) return { conclusion: 'skipped', outputs: {}, legs: [] };
    if (flag(file['continue-on-error'], scope, false)) this.tolerated.add(id);
    const matrix = file.strategy?.matrix;
    const legs = matrix === undefined ? [{}] : matrixLegs(expandDeep(matrix, scope) as Values);
    const failFast = flag(file.strategy?.['fail-fast'], scope, true);
    const parallel = Number(expandText(scalar(file.strategy?.['max-parallel'] ?? 1), scope));
    const results: LegResult[] = [];
    const running = new Set<Job>();
    let next = 0;
    const state = { stopped: false };
    const worker = async (): Promise<void> => {
      for (let index = next++; index < legs.length; index = next++) {
        const leg = legs[index] ?? {};
        const name = legName(id, leg);
        if (state.stopped) {
          results[index] = { name, matrix: leg, conclusion: 'cancelled', outputs: {}, steps: [], posts: [] };
          continue;
        }
        const strategy = {
          'fail-fast': failFast,
          'job-index': index,
          'job-total': legs.length,
          'max-parallel': parallel,
        };
        const job = await openJob({ ...this.#jobOptions(id, needs), matrix: leg, strategy });
        this.jobs.push(job);
        running.add(job);
        const result = await runLeg(
          job,
          { name, matrix: leg },
          { workflow: this.#workflow, file, options: this.#options },
        );
        results[index] = result;
        running.delete(job);
        if (failFast && result.conclusion === 'failure') {
          state.stopped = true;
          await Promise.all([...running].map((other) => other.cancel()));
        }
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, Math.min(parallel, legs.length)) }, worker));
    const outputs = Object.assign({}, ...results.map((leg) => leg.outputs)) as Strings;
    return { conclusion: worst(results.map((leg) => leg.conclusion)), outputs, legs: results };
  }

  #needs(file: WorkflowJobFile): Record<string, Record<string, Value>> {
    return Object.fromEntries(
      needsOf(file).map((need) => {
        const { conclusion = 'skipped', outputs = {} } = this.results[need] ?? {};
        return [need, { result: this.tolerated.has(need) ? 'success' : conclusion, outputs }];
      }),
    );
  }

  #jobOptions(job: string, needs: Values): JobOptions {
    return { ...this.#options, workspace: undefined, workflow: this.#workflow.name ?? 'CI', job, needs };
  }
}

export const runWorkflow = async (source: string, options: WorkflowOptions): Promise<WorkflowResult> => {
  const run = new WorkflowRun(readWorkflow(source), options);
  try {
    return await run.run();
  } catch (error) {
    await Promise.all(run.jobs.map((job) => job.close()));
    throw error;
  }
};

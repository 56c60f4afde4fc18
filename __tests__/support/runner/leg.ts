/**
 * One leg of one job of a workflow: its steps in order, then post.
 * Source in actions/runner: `Runner.Worker/StepsRunner.cs`, `JobExtension.cs` (outputs that hold a secret are dropped).
 */
import { join } from 'node:path';
import { scalar } from './action.ts';
import { condition, expand, expandText, type Scope, truthy } from './expressions.ts';
import type { Job } from './job.ts';
import type { Leg } from './matrix.ts';
import { stepEnv, type StepOptions } from './phases.ts';
import type { Conclusion, Step, StepResult } from './step.ts';
import type { WorkflowFile, WorkflowJobFile, WorkflowStepFile } from './workflow-file.ts';
import { checkout, type JobOptions } from './world.ts';

export type Ended = Conclusion | 'skipped';
type Strings = Readonly<Record<string, string>>;

/** Stands in for an action that is not ours; what it returns are its outputs. */
export type StandIn = (use: { readonly with: Strings; readonly job: Job }) => Strings | Promise<Strings>;

export interface WorkflowOptions extends Omit<JobOptions, 'workspace' | 'matrix' | 'strategy' | 'needs' | 'job'> {
  /** What actions/checkout brings into the workspace. */
  readonly workspace: string;
  /** `owner/name@ref` → the folder of the action, or a stand-in. A path after the name (`owner/name/setup@ref`) is found below it. */
  readonly actions?: Readonly<Record<string, string | StandIn>>;
  /** Sees each step as it starts, to cancel or kill it. */
  readonly onStep?: (step: Step, at: { readonly job: string; readonly name: string }) => void;
}
export interface WorkflowStepResult {
  readonly name: string;
  readonly id?: string;
  readonly conclusion: Ended;
  /** Absent for skipped steps, actions/checkout and stand-ins. */
  readonly result?: StepResult;
}
export interface LegResult {
  readonly name: string;
  readonly matrix: Leg;
  readonly conclusion: Ended;
  readonly outputs: Strings;
  readonly steps: readonly WorkflowStepResult[];
  readonly posts: readonly StepResult[];
  readonly job?: Job;
}
export const expandAll = (values: Readonly<Record<string, unknown>> = {}, scope: Scope): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, expandText(scalar(value), scope)]));

interface Around {
  readonly workflow: WorkflowFile;
  readonly file: WorkflowJobFile;
  readonly options: WorkflowOptions;
}

export const runLeg = async (job: Job, leg: Pick<LegResult, 'name' | 'matrix'>, around: Around): Promise<LegResult> => {
  const { workflow, file } = around;
  Object.assign(job.world.env, expandAll(workflow.env, job.scope()));
  Object.assign(job.world.env, expandAll(file.env, job.scope()));
  const minutes = Number(expandText(scalar(file['timeout-minutes'] ?? 360), job.scope()));
  const timer = setTimeout(() => void job.cancel(), minutes * 60_000);
  const steps: WorkflowStepResult[] = [];
  try {
    for (const step of file.steps) {
      if (job.world.lost) break;
      steps.push(await runStep(job, leg.name, step, around));
    }
  } finally {
    clearTimeout(timer);
  }
  const posts = await job.finish();
  const outputs = Object.entries(expandAll(file.outputs, job.scope())).filter(([name, value]) => {
    if (!job.world.masker.hits(value)) return true;
    job.say(`##[warning]Skip output '${name}' since it may contain secret.`);
    return false;
  });
  return { ...leg, conclusion: job.status, outputs: Object.fromEntries(outputs), steps, posts, job };
};

const runStep = async (job: Job, leg: string, file: WorkflowStepFile, around: Around): Promise<WorkflowStepResult> => {
  const { world } = job;
  const scope = job.scope(stepEnv(world, file.env));
  const name = expandText(file.name ?? file.uses ?? `Run ${file.run?.split('\n')[0] ?? ''}`, scope);
  const base = { name, ...(file.id === undefined ? {} : { id: file.id }) };
  const ended = (conclusion: Ended, outputs: Strings = {}): WorkflowStepResult => {
    if (file.id !== undefined) world.steps[file.id] = { outputs: { ...outputs }, outcome: conclusion, conclusion };
    return { ...base, conclusion };
  };
  if (!condition(file.if, scope)) return ended('skipped');

  const options: StepOptions = {
    ...base,
    env: file.env ?? {},
    ...(file['timeout-minutes'] === undefined
      ? {}
      : { timeoutMs: Number(expandText(scalar(file['timeout-minutes']), scope)) * 60_000 }),
    continueOnError: tolerant(file['continue-on-error'], scope),
  };
  const action = file.uses === undefined ? undefined : locate(file.uses, job, around.options);
  if (action !== undefined && typeof action !== 'string') {
    return ended('success', await action({ with: expandAll(file.with, scope), job }));
  }
  const step =
    action === undefined ? script(job, file, options, around) : job.start(action, { ...options, ...given(file) });
  around.options.onStep?.(step, { job: leg, name });
  const result = await step.done;
  return { ...base, conclusion: result.conclusion, result };
};

const given = (file: WorkflowStepFile): { with: Readonly<Record<string, unknown>>; uses: string } => ({
  with: file.with ?? {},
  uses: file.uses ?? '',
});

const tolerant = (value: string | boolean | undefined, scope: Scope): boolean =>
  typeof value === 'string' ? truthy(expand(value, scope)) : (value ?? false);

const script = (job: Job, file: WorkflowStepFile, options: StepOptions, { workflow, file: jobFile }: Around): Step => {
  const defaults = { ...workflow.defaults?.run, ...jobFile.defaults?.run };
  const shell = file.shell ?? defaults.shell;
  const workingDirectory = file['working-directory'] ?? defaults['working-directory'];
  return job.startScript(file.run ?? '', {
    ...options,
    ...(shell === undefined ? {} : { shell }),
    ...(workingDirectory === undefined ? {} : { workingDirectory }),
  });
};

const checkoutInputs = ['fetch-depth', 'persist-credentials'];

/** The folder of an action, or what stands in for it. */
const locate = (uses: string, job: Job, options: WorkflowOptions): string | StandIn => {
  if (uses === '.' || uses.startsWith('./')) return join(job.workspace, uses);
  const [, repository = '', path = '', ref = ''] = /^([^/@]+\/[^/@]+)((?:\/[^@]+)?)@(.+)$/.exec(uses) ?? [];
  const whole = options.actions?.[uses];
  if (whole !== undefined) return whole;
  const found = options.actions?.[`${repository}@${ref}`];
  if (typeof found === 'string') return join(found, path);
  if (repository === 'actions/checkout' && path === '') {
    return ({ with: inputs }) => {
      const unknown = Object.keys(inputs).find((name) => !checkoutInputs.includes(name));
      if (unknown !== undefined) throw new Error(`actions/checkout: the input '${unknown}' is not imitated`);
      checkout(job.world, options.workspace, options.git ?? false);
      return {};
    };
  }
  throw new Error(`uses: '${uses}' is not mapped to a folder or a stand-in`);
};

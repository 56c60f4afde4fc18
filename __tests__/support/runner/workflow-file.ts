/**
 * A workflow file, read strictly: a key that the workflow runner does not follow is an error that names it.
 * The names are those of the workflow syntax (actions/runner `Sdk/WorkflowParser/workflow-v1.0.json`).
 */
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Value } from './expressions.ts';

type Entry = Readonly<Record<string, unknown>>;
export type Values = Readonly<Record<string, Value>>;

export interface WorkflowStepFile {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string | boolean;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Entry;
  readonly env?: Entry;
  readonly shell?: string;
  readonly 'working-directory'?: string;
  readonly 'continue-on-error'?: string | boolean;
  readonly 'timeout-minutes'?: string | number;
}
export interface WorkflowJobFile {
  readonly name?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string | boolean;
  readonly env?: Entry;
  readonly strategy?: {
    readonly matrix?: Value;
    readonly 'fail-fast'?: string | boolean;
    readonly 'max-parallel'?: string | number;
  };
  readonly outputs?: Entry;
  readonly defaults?: Defaults;
  readonly 'timeout-minutes'?: string | number;
  readonly 'continue-on-error'?: string | boolean;
  readonly steps: readonly WorkflowStepFile[];
}
export interface Defaults {
  readonly run?: { readonly shell?: string; readonly 'working-directory'?: string };
}
export interface WorkflowFile {
  readonly name?: string;
  readonly on?: unknown;
  readonly env?: Entry;
  readonly defaults?: Defaults;
  readonly jobs: Readonly<Record<string, WorkflowJobFile>>;
}

// `permissions`, `concurrency`, `runs-on` and `environment` have no effect on one run on one machine.
const workflowKeys = ['name', 'run-name', 'on', 'env', 'defaults', 'permissions', 'concurrency', 'jobs'];
const jobKeys = [
  ...['name', 'needs', 'if', 'runs-on', 'env', 'strategy', 'outputs', 'defaults', 'permissions', 'concurrency'],
  ...['environment', 'timeout-minutes', 'continue-on-error', 'steps'],
];
const anyStepKeys = ['name', 'id', 'if', 'env', 'continue-on-error', 'timeout-minutes'];
const usesKeys = [...anyStepKeys, 'uses', 'with'];
const runKeys = [...anyStepKeys, 'run', 'shell', 'working-directory'];

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown): boolean => Array.isArray(value);

const check = (value: unknown, keys: readonly string[], where: string): void => {
  if (!isEntry(value)) throw new Error(`${where}: a mapping is expected`);
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new Error(`${where}: the key '${unknown}' is not imitated`);
};

const checkDefaults = (defaults: unknown, where: string): void => {
  if (defaults === undefined) return;
  check(defaults, ['run'], where);
  check((defaults as Entry)['run'], ['shell', 'working-directory'], `${where}.run`);
};

/** The text of a workflow, or the path of its file. */
export const readWorkflow = (source: string): WorkflowFile => {
  const text = !source.includes('\n') && existsSync(source) ? readFileSync(source, 'utf8') : source;
  const workflow = parse(text) as WorkflowFile;
  check(workflow, workflowKeys, 'workflow');
  checkDefaults(workflow.defaults, 'defaults');
  for (const [id, job] of Object.entries(workflow.jobs)) {
    const where = `jobs.${id}`;
    check(job, jobKeys, where);
    checkDefaults(job.defaults, `${where}.defaults`);
    if (job.strategy) check(job.strategy, ['matrix', 'fail-fast', 'max-parallel'], `${where}.strategy`);
    if (!isList(job.steps)) throw new Error(`${where}: 'steps' is missing`);
    job.steps.forEach((step, index) => {
      const at = `${where}.steps[${index}]`;
      if ((step.uses === undefined) === (step.run === undefined)) {
        throw new Error(`${at}: either 'uses' or 'run' is expected`);
      }
      check(step, step.uses === undefined ? runKeys : usesKeys, at);
    });
    for (const need of needsOf(job)) {
      if (!(need in workflow.jobs)) throw new Error(`${where}.needs: there is no job '${need}'`);
    }
  }
  return workflow;
};

export const needsOf = (job: WorkflowJobFile): readonly string[] =>
  typeof job.needs === 'string' ? [job.needs] : (job.needs ?? []);

/** Job ids, each after the jobs it needs. */
export const inNeedsOrder = (jobs: WorkflowFile['jobs']): readonly string[] => {
  const order: string[] = [];
  const visit = (id: string, above: readonly string[]): void => {
    if (above.includes(id)) throw new Error(`jobs.${id}.needs: the jobs need each other`);
    if (order.includes(id)) return;
    for (const need of jobs[id] ? needsOf(jobs[id]) : []) visit(need, [...above, id]);
    order.push(id);
  };
  for (const id of Object.keys(jobs)) visit(id, []);
  return order;
};

const trigger = (workflow: WorkflowFile, event: string): Entry => {
  const on = isEntry(workflow.on) ? workflow.on[event] : undefined;
  return isEntry(on) ? on : {};
};

/** Given inputs over the defaults of `on.workflow_call.inputs` and `on.workflow_dispatch.inputs`. */
export const workflowInputs = (workflow: WorkflowFile, given: Values): Values => {
  const declared = {
    ...section(workflow, 'workflow_dispatch', 'inputs'),
    ...section(workflow, 'workflow_call', 'inputs'),
  };
  const known = Object.keys(declared);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`inputs: the workflow has no input '${unknown}'`);
  const values = Object.entries(declared).map(([name, input]): readonly [string, Value] => {
    const { default: preset, type, required } = isEntry(input) ? input : {};
    const value = given[name] ?? (preset as Value | undefined);
    if (value === undefined && required === true) throw new Error(`inputs: '${name}' is required`);
    return [name, value ?? (type === 'boolean' ? false : type === 'number' ? 0 : '')];
  });
  return Object.fromEntries(values);
};

/** `on.workflow_call.outputs`: expressions over the jobs context. */
export const workflowOutputs = (workflow: WorkflowFile): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(section(workflow, 'workflow_call', 'outputs')).map(([name, output]) => [
      name,
      isEntry(output) ? (output['value'] as string) : '',
    ]),
  );

const section = (workflow: WorkflowFile, event: string, name: string): Entry => {
  const found = trigger(workflow, event)[name];
  return isEntry(found) ? found : {};
};

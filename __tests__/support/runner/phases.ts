/**
 * What is started for a step: an action's main or post, or a script.
 * Sources in actions/runner: `Handlers/NodeScriptActionHandler.cs`, `Handlers/ScriptHandler.cs`, `ActionRunner.cs`.
 */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { entryArgs, entryEnv } from '../entry.ts';
import { type Action, inputEnv, resolveInputs, scalar } from './action.ts';
import { expandText } from './expressions.ts';
import type { Ladder } from './process.ts';
import { shellCommand } from './shell.ts';
import type { Phase, Trigger } from './step.ts';
import { processEnv, scopeOf, type World } from './world.ts';

export interface StepOptions {
  readonly id?: string;
  readonly name?: string;
  readonly env?: Readonly<Record<string, unknown>>;
  /** `timeout-minutes`, in milliseconds. */
  readonly timeoutMs?: number;
  readonly continueOnError?: boolean;
  readonly ladder?: Ladder;
  /** Cancels the run at this time or sight. */
  readonly cancelAfter?: Trigger;
  /** Cancels the run when it aborts. */
  readonly abort?: AbortSignal;
  /** SIGKILL to the entry process of main, by someone else than the runner. */
  readonly killMain?: Trigger;
}
export interface UsesOptions extends StepOptions {
  readonly with?: Readonly<Record<string, unknown>>;
  /** How the workflow names the action; `owner/name@ref` sets GITHUB_ACTION_REPOSITORY and _REF. */
  readonly uses?: string;
}
export interface RunOptions extends StepOptions {
  readonly shell?: string;
  readonly workingDirectory?: string;
}
/** One use of an action in a job: main and post share its options and state. */
export interface ActionUse {
  readonly action: Action;
  readonly options: UsesOptions;
  readonly state: Record<string, string>;
}

const prefixed = (prefix: string, values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));

const listed = (title: string, values: Readonly<Record<string, string>>): string[] => {
  const lines = Object.entries(values).map(([name, value]) => `  ${name}: ${value}`);
  return lines.length > 0 ? [`${title}:`, ...lines] : [];
};

/** `env:` of a step, with its expressions evaluated. */
export const stepEnv = (world: World, given: Readonly<Record<string, unknown>> = {}): Record<string, string> => {
  const scope = scopeOf(world);
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, expandText(scalar(value), scope)]));
};

export const scriptPhase = (world: World, script: string, options: RunOptions): Phase => {
  const env = stepEnv(world, options.env);
  const scope = scopeOf(world, env);
  const text = expandText(script, scope);
  const file = join(world.temp, `${randomUUID()}.sh`);
  writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`);
  const shell = shellCommand(options.shell, file);
  const lines = text.trimEnd().split('\n');
  const title = `Run ${lines[0] ?? ''}`;
  const variables = listed('env', { ...world.env, ...env });
  const github = { action: options.id ?? '__run' };
  return {
    name: options.name ?? title,
    phase: 'run',
    header: [`##[group]${title}`, ...lines, `shell: ${shell.shown}`, ...variables, '##[endgroup]'],
    file: shell.file,
    args: shell.args,
    cwd: resolve(world.workspace, expandText(options.workingDirectory ?? '.', scope)),
    env: (files) => processEnv(world, { env, own: {}, kind: 'script', github: { ...github, ...files } }),
    timeoutMs: options.timeoutMs,
    ladder: options.ladder,
    continueOnError: options.continueOnError,
  };
};

/** Inputs and env are evaluated anew for post, as the runner does. */
export const actionPhase = (world: World, { action, options, state }: ActionUse, phase: 'main' | 'post'): Phase => {
  const [, repository, ref] = /^([^@]+)@(.+)$/.exec(options.uses ?? '') ?? [];
  const github = {
    action: options.id ?? `__${(repository ?? 'self').replace('/', '_')}`,
    action_path: action.directory,
    action_repository: repository ?? '',
    action_ref: ref ?? '',
  };
  const env = stepEnv(world, options.env);
  const inputs = resolveInputs(action, options.with ?? {}, scopeOf(world, env, github));
  const title = options.name ?? options.uses ?? action.name;
  const own = { ...prefixed('STATE_', state), ...inputEnv(inputs.values) };
  const common = {
    file: process.execPath,
    cwd: world.workspace,
    env: (files: Readonly<Record<string, string>>): Record<string, string> => ({
      ...processEnv(world, { env, own, kind: 'action', github: { ...github, ...files } }),
      ...entryEnv(),
    }),
    ladder: options.ladder,
  };
  if (phase === 'post') {
    const args = entryArgs(join(action.directory, action.post ?? ''));
    return { ...common, name: `Post ${title}`, phase, header: ['Post job cleanup.'], args };
  }
  const given = Object.fromEntries([...inputs.values].filter(([, value]) => value !== ''));
  const settings = [...listed('with', given), ...listed('env', { ...world.env, ...env })];
  const quoted = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(', ');
  const unexpected = `Unexpected input(s) ${quoted(inputs.unexpected)}, valid inputs are [${quoted([...action.defaults.keys()])}]`;
  return {
    ...common,
    name: title,
    phase,
    header: [`##[group]Run ${title}`, ...settings, '##[endgroup]'],
    warnings: inputs.unexpected.length > 0 ? [unexpected] : [],
    args: entryArgs(join(action.directory, action.main)),
    timeoutMs: options.timeoutMs,
    continueOnError: options.continueOnError,
  };
};

/**
 * What is started for a step: main or post of an action, or a script.
 * Sources in actions/runner: `ActionManifestManager.cs`, `ActionRunner.cs` (defaults, unexpected inputs),
 * `Handlers/Handler.cs` AddInputsToEnvironment, `Handlers/NodeScriptActionHandler.cs`, `Handlers/ScriptHandler.cs`.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { entryArgs, entryEnv } from '../entry.ts';
import { type Contexts, expandText } from './expressions.ts';
import type { Pattern, Phase } from './step.ts';
import { contextsOf, processEnv, type World } from './world.ts';

type Strings = Readonly<Record<string, string>>;

export interface StepOptions {
  readonly id?: string;
  readonly name?: string;
  readonly env?: Strings;
  /** Cancels the run after so many milliseconds, or when the log shows this. */
  readonly cancelAfter?: number | Pattern;
}
export interface UsesOptions extends StepOptions {
  readonly with?: Strings;
  /** How the workflow names the action; `owner/name@ref` sets GITHUB_ACTION_REPOSITORY and _REF. */
  readonly uses?: string;
}
export type RunOptions = StepOptions;

export interface Action {
  readonly directory: string;
  readonly name: string;
  /** Every declared input; without a default the value is the empty string. */
  readonly defaults: ReadonlyMap<string, string>;
  readonly main: string;
  readonly post?: string;
}
/** One use of an action in a job: main and post share its options and state. */
export interface ActionUse {
  readonly action: Action;
  readonly options: UsesOptions;
  readonly state: Record<string, string>;
}

interface Manifest {
  readonly name: string;
  readonly inputs?: Readonly<Record<string, { readonly default?: string | number | boolean }>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

export const loadAction = (directory: string): Action => {
  const { name, inputs = {}, runs } = parse(readFileSync(join(directory, 'action.yml'), 'utf8')) as Manifest;
  if (runs.using !== 'node24') throw new Error(`${directory}: only JavaScript actions on Node 24 are imitated`);
  const defaults = new Map(Object.entries(inputs).map(([input, row]) => [input, String(row.default ?? '')]));
  return { directory, name, defaults, main: runs.main, ...(runs.post === undefined ? {} : { post: runs.post }) };
};

const prefixed = (prefix: string, values: Strings): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, value]));

const listed = (title: string, values: Strings): string[] => {
  const lines = Object.entries(values).map(([name, value]) => `  ${name}: ${value}`);
  return lines.length > 0 ? [`${title}:`, ...lines] : [];
};

const expandAll = (values: Strings = {}, contexts: Contexts): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, expandText(value, contexts)]));

export const scriptPhase = (world: World, script: string, options: RunOptions): Phase => {
  const env = expandAll(options.env, contextsOf(world));
  const text = expandText(script, contextsOf(world));
  const file = join(world.temp, `${randomUUID()}.sh`);
  writeFileSync(file, `${text}\n`);
  const lines = text.trimEnd().split('\n');
  const title = `Run ${lines[0] ?? ''}`;
  const github = { action: options.id ?? '__run' };
  return {
    name: options.name ?? title,
    phase: 'run',
    header: [`##[group]${title}`, ...lines, ...listed('env', { ...world.env, ...env }), '##[endgroup]'],
    file: 'bash',
    args: ['-e', file],
    cwd: world.workspace,
    env: (files) => processEnv(world, { env, own: {}, kind: 'script', github: { ...github, ...files } }),
  };
};

/** Inputs and env are evaluated again for post, as the runner does. */
export const actionPhase = (world: World, { action, options, state }: ActionUse, phase: 'main' | 'post'): Phase => {
  const [, repository, ref] = /^([^@]+)@(.+)$/.exec(options.uses ?? '') ?? [];
  const github = {
    action: options.id ?? `__${(repository ?? 'self').replace('/', '_')}`,
    action_path: action.directory,
    action_repository: repository ?? '',
    action_ref: ref ?? '',
  };
  const contexts = contextsOf(world);
  const env = expandAll(options.env, contexts);
  const given = expandAll(options.with, contexts);
  const inputs = { ...expandAll(Object.fromEntries(action.defaults), contexts), ...given };
  const named = Object.entries(inputs).map(([name, value]) => [name.replaceAll(' ', '_').toUpperCase(), value]);
  const own = { ...prefixed('STATE_', state), ...prefixed('INPUT_', Object.fromEntries(named) as Strings) };
  const title = options.name ?? options.uses ?? action.name;
  const file = phase === 'main' ? action.main : (action.post ?? '');
  const unexpected = Object.keys(given).filter((name) => !action.defaults.has(name));
  const settings = [...listed('with', given), ...listed('env', { ...world.env, ...env })];
  return {
    name: phase === 'main' ? title : `Post ${title}`,
    phase,
    header: phase === 'main' ? [`##[group]Run ${title}`, ...settings, '##[endgroup]'] : ['Post job cleanup.'],
    warnings: unexpected.length > 0 ? [`Unexpected input(s) '${unexpected.join("', '")}'`] : [],
    file: process.execPath,
    args: entryArgs(resolve(action.directory, file)),
    cwd: world.workspace,
    env: (files) => ({
      ...processEnv(world, { env, own, kind: 'action', github: { ...github, ...files } }),
      ...entryEnv(),
    }),
  };
};

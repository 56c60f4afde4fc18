/**
 * `action.yml` of a JavaScript action.
 * Sources in actions/runner: `Runner.Worker/ActionManifestManager.cs`, `action_yaml.json` (strict keys of `runs`),
 * `ActionRunner.cs` (defaults, unexpected inputs), `Handlers/Handler.cs` AddInputsToEnvironment.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { expandText, type Scope } from './expressions.ts';

export interface Action {
  readonly directory: string;
  readonly name: string;
  /** Every declared input; without a default the value is the empty string. */
  readonly defaults: ReadonlyMap<string, string>;
  readonly main: string;
  readonly post?: string;
  readonly postIf: string;
}

const runsKeys = ['using', 'main', 'pre', 'pre-if', 'post', 'post-if'];
type Manifest = {
  name?: string;
  inputs?: Record<string, { default?: unknown } | null>;
  runs?: Record<string, string>;
};

export const loadAction = (directory: string): Action => {
  const file = ['action.yml', 'action.yaml'].map((name) => join(directory, name)).find((path) => existsSync(path));
  if (file === undefined) {
    throw new Error(
      `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${directory}'. Did you forget to run actions/checkout before running your local action?`,
    );
  }
  const manifest = parse(readFileSync(file, 'utf8')) as Manifest;
  const runs = manifest.runs ?? {};
  const unknown = Object.keys(runs).find((key) => !runsKeys.includes(key));
  if (unknown !== undefined) throw new Error(`${file}: Unexpected value '${unknown}' in runs`);
  if (!/^node(20|24)$/i.test(runs['using'] ?? '')) {
    throw new Error(`${file}: runs.using '${runs['using'] ?? ''}' is not imitated; only JavaScript actions are`);
  }
  if (runs['main'] === undefined) throw new Error(`${file}: runs.main is missing`);
  if (runs['pre'] !== undefined) throw new Error(`${file}: runs.pre is not imitated`);
  return {
    directory,
    name: manifest.name ?? '',
    defaults: new Map(
      Object.entries(manifest.inputs ?? {}).map(([name, input]) => [name, scalar(input?.default)] as const),
    ),
    main: runs['main'],
    ...(runs['post'] === undefined ? {} : { post: runs['post'] }),
    postIf: runs['post-if'] ?? 'always()',
  };
};

/** A YAML scalar as the text the runner hands on. */
export const scalar = (value: unknown): string => {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${JSON.stringify(value)}: a plain value is expected here`);
};

export interface Inputs {
  readonly values: ReadonlyMap<string, string>;
  readonly unexpected: readonly string[];
}

/** `with:` over the defaults; names are compared without regard to case. */
export const resolveInputs = (action: Action, given: Readonly<Record<string, unknown>>, scope: Scope): Inputs => {
  const declared = new Map([...action.defaults].map(([name]) => [name.toLowerCase(), name]));
  const values = new Map([...action.defaults].map(([name, text]) => [name, expandText(text, scope)] as const));
  const unexpected: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    const known = declared.get(name.toLowerCase());
    if (known === undefined) unexpected.push(name);
    values.set(known ?? name, expandText(scalar(value), scope));
  }
  return { values, unexpected };
};

export const inputEnv = (inputs: ReadonlyMap<string, string>): Record<string, string> =>
  Object.fromEntries([...inputs].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]));

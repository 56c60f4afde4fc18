/**
 * What a job brings: folders, contexts, variables, masks.
 *
 * Sources in actions/runner: `Runner.Worker/GitHubContext.cs` and `RunnerContext.cs` (which values become variables),
 * `JobRunner.cs` and `JobExtension.cs` (folders, tracking id), `Worker.cs` InitializeSecretMasker, `Handlers/NodeScriptActionHandler.cs`
 * (variables of an action), `Handlers/ScriptHandler.cs` (variables of a script).
 */
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Contexts, toText, type Value } from './expressions.ts';
import { SecretMasker } from './masking.ts';

type Strings = Readonly<Record<string, string>>;
type Context = Readonly<Record<string, Value>>;
export type JobStatus = 'success' | 'failure' | 'cancelled';

export interface JobOptions {
  /** Copied into GITHUB_WORKSPACE; without it the workspace is empty, as before actions/checkout. */
  readonly workspace?: string | undefined;
  /** `git init` and one commit in the workspace. */
  readonly git?: boolean;
  readonly repository?: string;
  readonly ref?: string;
  readonly sha?: string;
  /** Event name and payload; default `push` and a payload that fits. */
  readonly event?: string;
  readonly payload?: Context;
  readonly actor?: string;
  readonly workflow?: string;
  readonly job?: string;
  readonly runId?: number;
  readonly runAttempt?: number;
  readonly serverUrl?: string;
  readonly apiUrl?: string;
  readonly githubToken?: string;
  readonly secrets?: Strings;
  readonly matrix?: Context;
  readonly strategy?: Context;
  /** `env:` of workflow and job. */
  readonly env?: Strings;
  /** The runner's own environment: PATH, LANG and the like come from here, nothing else of ours leaks in. */
  readonly hostEnv?: Strings;
  /** ACTIONS_STEP_DEBUG. */
  readonly debug?: boolean;
  /** Folders of a machine that keeps them between jobs, or shares them; otherwise each job has its own. */
  readonly home?: string;
  readonly toolCache?: string;
  /** Each masked line as it comes. */
  readonly onLog?: (line: string) => void;
}

/** The mutable heart of one job; steps read and change it. */
export interface World {
  readonly options: JobOptions;
  readonly root: string;
  readonly workspace: string;
  readonly temp: string;
  readonly toolCache: string;
  readonly home: string;
  readonly trackingId: string;
  readonly runtimeToken: string;
  readonly masker: SecretMasker;
  readonly debug: boolean;
  readonly hostEnv: Strings;
  readonly github: Record<string, Value>;
  readonly runner: Strings;
  /** Job env, then what GITHUB_ENV files added. */
  readonly env: Record<string, string>;
  /** GITHUB_PATH lines; the last comes first in PATH. */
  path: string[];
  readonly steps: Record<string, { outputs: Record<string, string>; conclusion: string }>;
  status: JobStatus;
  lost: boolean;
}

const inherited = ['PATH', 'LANG', 'LC_ALL', 'USER', 'LOGNAME', 'SHELL', 'TZ', 'TMPDIR'];
const digest = (text: string): string => createHash('sha1').update(text).digest('hex');

export const createWorld = (options: JobOptions): World => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'runner-')));
  const repository = options.repository ?? 'acme/models';
  const name = repository.split('/')[1] ?? '';
  const work = join(root, '_work');
  const at = {
    workspace: join(work, name, name),
    temp: join(work, '_temp'),
    toolCache: options.toolCache ?? join(work, '_tool'),
    home: options.home ?? join(root, 'home'),
  };
  for (const folder of [...Object.values(at), join(at.temp, '_github_workflow')])
    mkdirSync(folder, { recursive: true });

  const token = options.githubToken ?? `ghs_${digest(root).slice(0, 36)}`;
  const runtimeToken = `eyJhbGciOiJub25lIn0.${Buffer.from(root).toString('base64url')}.runtime`;
  const masker = new SecretMasker();
  for (const secret of [...Object.values(options.secrets ?? {}), token, runtimeToken]) masker.addWithLines(secret);

  const github = githubOf(options, { repository, workspace: at.workspace, temp: at.temp, token });
  const world: World = {
    options,
    root,
    ...at,
    trackingId: `github_${randomUUID()}`,
    runtimeToken,
    masker,
    debug: options.debug ?? false,
    hostEnv: {
      ...Object.fromEntries(inherited.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : []))),
      ...options.hostEnv,
    },
    github,
    runner: {
      os: process.platform === 'darwin' ? 'macOS' : 'Linux',
      arch: arch() === 'arm64' ? 'ARM64' : 'X64',
      name: 'test-runner-1',
      environment: options.hostEnv?.['RUNNER_ENVIRONMENT'] ?? 'self-hosted',
      tool_cache: at.toolCache,
      temp: at.temp,
      workspace: join(work, name),
      ...(options.debug ? { debug: '1' } : {}),
    },
    env: { ...options.env },
    path: [],
    steps: {},
    status: 'success',
    lost: false,
  };
  writeFileSync(github['event_path'] as string, JSON.stringify(github['event'], undefined, 2));
  if (options.workspace !== undefined) checkout(world, options.workspace, options.git ?? false);
  return world;
};

const githubOf = (
  options: JobOptions,
  at: { repository: string; workspace: string; temp: string; token: string },
): Record<string, Value> => {
  const { repository, workspace, temp, token } = at;
  const ref = options.ref ?? 'refs/heads/main';
  const sha = options.sha ?? digest(`${repository}@${ref}`);
  const apiUrl = options.apiUrl ?? 'https://api.github.com';
  return {
    token,
    repository,
    repository_owner: repository.split('/')[0] ?? '',
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    sha,
    actor: options.actor ?? 'octocat',
    workflow: options.workflow ?? 'CI',
    run_id: String(options.runId ?? 9_000_000_001),
    run_number: '7',
    run_attempt: String(options.runAttempt ?? 1),
    job: options.job ?? 'test',
    event_name: options.event ?? 'push',
    event_path: join(temp, '_github_workflow', 'event.json'),
    event: options.payload ?? { ref, after: sha, repository: { full_name: repository } },
    server_url: options.serverUrl ?? 'https://github.com',
    api_url: apiUrl,
    graphql_url: `${apiUrl}/graphql`,
    workspace,
  };
};

/** What actions/checkout leaves behind, for our purposes: the files, and a repository when asked for. */
const checkout = (world: World, from: string, git: boolean): void => {
  cpSync(from, world.workspace, { recursive: true });
  if (!git) return;
  const identity = ['-c', 'user.name=runner', '-c', 'user.email=runner@localhost', '-c', 'init.defaultBranch=main'];
  const env = { PATH: process.env['PATH'] ?? '', HOME: world.home };
  for (const command of [
    ['init', '-q'],
    ['add', '-A'],
    ['commit', '-q', '--allow-empty', '-m', 'Workspace'],
  ]) {
    execFileSync('git', [...identity, ...command], { cwd: world.workspace, env, stdio: 'ignore' });
  }
};

/** The contexts that an expression of a step sees. */
export const contextsOf = (world: World): Contexts => ({
  github: world.github,
  secrets: { ...world.options.secrets, GITHUB_TOKEN: world.github['token'] ?? '' },
  matrix: world.options.matrix ?? {},
  strategy: world.options.strategy ?? {},
  env: world.env,
  steps: world.steps,
});

/** Variables of one process, the strongest last: GITHUB_ and RUNNER_ cannot be overridden by anything a user sets. */
export const processEnv = (
  world: World,
  step: { env: Strings; github: Context; own: Strings; kind: 'action' | 'script' },
): Record<string, string> => {
  const env: Record<string, string> = {
    ...world.hostEnv,
    HOME: world.home,
    RUNNER_TRACKING_ID: world.trackingId,
    ...world.env,
    ...step.env,
    ...step.own,
  };
  env['PATH'] = [...world.path.toReversed(), env['PATH'] ?? ''].join(':');
  for (const [name, value] of Object.entries({ ...world.github, ...step.github })) {
    // GitHubContext.cs: the token and the event do not become variables.
    if (name !== 'token' && name !== 'event') env[`GITHUB_${name.toUpperCase()}`] = toText(value);
  }
  for (const [name, value] of Object.entries(world.runner)) env[`RUNNER_${name.toUpperCase()}`] = value;
  if (step.kind === 'action') {
    env['ACTIONS_RUNTIME_URL'] = 'http://127.0.0.1:9/runtime/';
    env['ACTIONS_RUNTIME_TOKEN'] = world.runtimeToken;
    env['ACTIONS_RESULTS_URL'] = 'http://127.0.0.1:9/results/';
    env['ACTIONS_CACHE_URL'] = 'http://127.0.0.1:9/cache/';
  }
  env['ACTIONS_ID_TOKEN_REQUEST_URL'] = 'http://127.0.0.1:9/idtoken?api-version=2.0';
  env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = world.runtimeToken;
  env['GITHUB_ACTIONS'] = 'true';
  env['CI'] ??= 'true';
  return env;
};

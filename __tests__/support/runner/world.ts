/**
 * What a job brings: folders, contexts, variables, masks.
 *
 * Sources in actions/runner: `Runner.Worker/GitHubContext.cs` and `RunnerContext.cs` (which values become variables),
 * `JobRunner.cs` and `JobExtension.cs` (folders, tracking id), `Worker.cs` InitializeSecretMasker, `Handlers/NodeScriptActionHandler.cs`
 * and `ScriptHandler.cs` (ACTIONS_ variables of each kind of step).
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRepository, digest, exported, githubContext } from './github.ts';
import { type JobStatus, type Scope, toText, type Value } from './expressions.ts';
import { SecretMasker } from './masking.ts';
import { type Ladder, realLadder, realStdioGrace } from './process.ts';

type Strings = Readonly<Record<string, string>>;
type Context = Readonly<Record<string, Value>>;

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
  /** `permissions: id-token: write`; the address is a closed port unless given. */
  readonly idToken?: false | string;
  readonly secrets?: Strings;
  readonly vars?: Strings;
  readonly inputs?: Context;
  readonly matrix?: Context;
  readonly strategy?: Context;
  readonly needs?: Context;
  /** `env:` of workflow and job. */
  readonly env?: Strings;
  /** The runner's own environment: PATH, LANG and the like come from here, nothing else of ours leaks in. */
  readonly hostEnv?: Strings;
  /** ACTIONS_STEP_DEBUG. */
  readonly debug?: boolean;
  readonly ladder?: Ladder;
  /** How long output that others still hold is waited for. */
  readonly stdioGraceMs?: number;
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
  readonly ladder: Ladder;
  readonly stdioGraceMs: number;
  readonly debug: boolean;
  readonly hostEnv: Strings;
  readonly github: Record<string, Value>;
  readonly runner: Strings;
  /** Job env, then what GITHUB_ENV files added. */
  readonly env: Record<string, string>;
  /** GITHUB_PATH lines; the last comes first in PATH. */
  path: string[];
  readonly steps: Record<string, { outputs: Record<string, string>; outcome: string; conclusion: string }>;
  status: JobStatus;
  lost: boolean;
}

const inherited = ['PATH', 'LANG', 'LC_ALL', 'USER', 'LOGNAME', 'SHELL', 'TZ', 'TMPDIR'];
export const createWorld = (options: JobOptions): World => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'runner-')));
  const repository = options.repository ?? defaultRepository;
  const [owner = '', name = ''] = repository.split('/');
  const work = join(root, '_work');
  const at = {
    workspace: join(work, name, name),
    temp: join(work, '_temp'),
    toolCache: options.toolCache ?? join(work, '_tool'),
    home: options.home ?? join(root, 'home'),
  };
  for (const folder of Object.values(at)) mkdirSync(folder, { recursive: true });

  const githubToken = options.githubToken ?? `ghs_${digest(root).slice(0, 36)}`;
  const runtimeToken = `eyJhbGciOiJub25lIn0.${Buffer.from(root).toString('base64url')}.runtime`;
  const masker = new SecretMasker();
  for (const secret of [...Object.values(options.secrets ?? {}), githubToken, runtimeToken])
    masker.addWithLines(secret);

  const world: World = {
    options,
    root,
    ...at,
    trackingId: `github_${randomUUID()}`,
    runtimeToken,
    masker,
    ladder: options.ladder ?? realLadder,
    stdioGraceMs: options.stdioGraceMs ?? realStdioGrace,
    debug: options.debug ?? false,
    hostEnv: {
      ...Object.fromEntries(inherited.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : []))),
      ...options.hostEnv,
    },
    github: githubContext(options, { repository, owner, name, work, workspace: at.workspace, token: githubToken }),
    runner: {
      os: process.platform === 'darwin' ? 'macOS' : 'Linux',
      arch: arch() === 'arm64' ? 'ARM64' : 'X64',
      name: 'test-runner-1',
      environment: 'self-hosted',
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
  mkdirSync(join(at.temp, '_github_workflow'));
  writeFileSync(world.github['event_path'] as string, JSON.stringify(world.github['event'], undefined, 2));
  if (options.workspace !== undefined) checkout(world, options.workspace, options.git ?? false);
  return world;
};

/** What actions/checkout leaves behind, for our purposes: the files, and a repository when asked for. */
export const checkout = (world: World, from: string, git: boolean): void => {
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

/** The contexts that an expression of this step sees. */
export const scopeOf = (world: World, stepEnv: Strings = {}, github: Context = {}): Scope => ({
  status: world.status,
  contexts: {
    github: { ...world.github, ...github },
    secrets: { ...world.options.secrets, GITHUB_TOKEN: world.github['token'] ?? '' },
    vars: world.options.vars ?? {},
    inputs: world.options.inputs ?? {},
    matrix: world.options.matrix ?? {},
    strategy: world.options.strategy ?? {},
    needs: world.options.needs ?? {},
    runner: world.runner,
    env: { ...world.env, ...stepEnv },
    steps: world.steps,
    job: { status: world.status },
  },
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
    if (exported.has(name)) env[`GITHUB_${name.toUpperCase()}`] = toText(value);
  }
  for (const [name, value] of Object.entries(world.runner)) env[`RUNNER_${name.toUpperCase()}`] = value;
  if (step.kind === 'action') {
    env['ACTIONS_RUNTIME_URL'] = 'http://127.0.0.1:9/runtime/';
    env['ACTIONS_RUNTIME_TOKEN'] = world.runtimeToken;
    env['ACTIONS_RESULTS_URL'] = 'http://127.0.0.1:9/results/';
    env['ACTIONS_CACHE_URL'] = 'http://127.0.0.1:9/cache/';
    env['ACTIONS_CACHE_SERVICE_V2'] = 'True';
    delete env['NODE_ICU_DATA'];
  }
  if (world.options.idToken !== false) {
    env['ACTIONS_ID_TOKEN_REQUEST_URL'] = world.options.idToken ?? 'http://127.0.0.1:9/idtoken?api-version=2.0';
    env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] = world.runtimeToken;
  }
  env['GITHUB_ACTIONS'] = 'true';
  env['CI'] ??= 'true';
  return env;
};

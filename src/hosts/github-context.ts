import { readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { HostContext } from '../model/host.ts';

/** What comment and check run need besides. */
export interface GitHubContext extends HostContext {
  readonly workflow: string;
  /** Distinguishes the steps of one job; '' for the first. */
  readonly step: string;
  readonly event: string;
  /** The head of the pull request, not its merge commit. */
  readonly headSha: string;
  readonly pullRequest: number | null;
}

interface Repository {
  readonly full_name?: string;
}

/** The fields that are read here: https://docs.github.com/webhooks/webhook-events-and-payloads */
interface Payload {
  readonly repository?: Repository;
  readonly issue?: { readonly number?: number; readonly pull_request?: object };
  readonly pull_request?: {
    readonly number?: number;
    /** `repo` is null if the fork was deleted. */
    readonly head?: { readonly sha?: string; readonly repo?: Repository | null };
    readonly base?: { readonly repo?: Repository };
  };
  readonly workflow_run?: {
    readonly head_sha?: string;
    readonly head_repository?: Repository;
    readonly pull_requests?: readonly { readonly number?: number }[];
  };
  readonly merge_group?: { readonly head_ref?: string };
}

/** The event, and when its file was written: the runner does so when the job starts, and shows that time nowhere else (ms). */
interface Event {
  readonly payload: Payload;
  readonly writtenAt: number;
}

/** Empty if the file cannot be read: a broken file must not stop a run. */
export function readEvent(path: string): Event {
  try {
    const payload = JSON.parse(readFileSync(path, 'utf8')) as Payload | null;
    return { payload: payload ?? {}, writtenAt: Math.round(statSync(path).mtimeMs) };
  } catch {
    return { payload: {}, writtenAt: 0 };
  }
}

const HOSTED_LIMIT_MS = 6 * 3_600_000;

/** What the runner's environment and the event show about the place of the run. The values of the matrix are JSON. */
export function githubContext(
  env: NodeJS.ProcessEnv,
  { payload, writtenAt }: Event,
  matrix: { readonly values: string; readonly size: string },
): GitHubContext {
  const read = (name: string): string => env[`GITHUB_${name}`] ?? '';
  const [event, repository, runId] = [read('EVENT_NAME'), read('REPOSITORY'), read('RUN_ID')];
  const { pull_request: pull, workflow_run: origin } = payload;
  const fork = pull?.number !== undefined && pull.head?.repo?.full_name !== pull.base?.repo?.full_name;
  const originFork = origin?.head_repository?.full_name !== payload.repository?.full_name;
  const server = read('SERVER_URL') || 'https://github.com';
  return {
    repository,
    workflow: read('WORKFLOW'),
    job: read('JOB'),
    leg: matrixLeg(matrix.values),
    step: stepOf(read('ACTION')),
    runId,
    runAttempt: Number(read('RUN_ATTEMPT')) || 1,
    runUrl: repository === '' || runId === '' ? '' : `${server}/${repository}/actions/runs/${runId}`,
    event,
    headSha: pull?.head?.sha ?? origin?.head_sha ?? read('SHA'),
    pullRequest: pullRequestOf(event, payload),
    secretsWithheld: withheldFrom(event, read('ACTOR') === 'dependabot[bot]', fork),
    foreignCode: (event === 'pull_request_target' && fork) || (event === 'workflow_run' && originFork),
    matrixSize: /^\d{1,6}$/.test(matrix.size) ? Number(matrix.size) : 0,
    tempDir: env['RUNNER_TEMP'] || tmpdir(),
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    jobLimitMs: env['RUNNER_ENVIRONMENT'] === 'github-hosted' ? HOSTED_LIMIT_MS : 0,
    jobStartedAt: writtenAt,
  };
}

const OF_PULL_REQUESTS = ['pull_request', 'pull_request_review', 'pull_request_review_comment'];
/** https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions */
const OF_DEPENDABOT = [...OF_PULL_REQUESTS, 'push', 'create', 'deployment', 'deployment_status'];

/** Other events run with the repository's secrets, no matter who caused them. */
function withheldFrom(event: string, dependabot: boolean, fork: boolean): string {
  if (dependabot && OF_DEPENDABOT.includes(event)) return 'Dependabot';
  return fork && OF_PULL_REQUESTS.includes(event) ? 'a fork' : '';
}

/** The pull request that the event names; null if it names none, or several. */
function pullRequestOf(event: string, { issue, pull_request, workflow_run, merge_group }: Payload): number | null {
  // The branch of a merge queue: `refs/heads/gh-readonly-queue/main/pr-44-<sha>`.
  const queued = /\/pr-(\d{1,15})-[0-9a-f]+$/.exec(merge_group?.head_ref ?? '')?.[1];
  const origins = workflow_run?.pull_requests ?? [];
  switch (event) {
    case 'issue_comment':
      return (issue?.pull_request && issue.number) ?? null;
    case 'workflow_run':
      return origins.length === 1 ? (origins[0]?.number ?? null) : null;
    case 'merge_group':
      return queued === undefined ? null : Number(queued);
    default:
      return pull_request?.number ?? null;
  }
}

/** A step's own `id`, or `2`, `3` … for the later ones without; '' for the first: `__owner_repo`, then `__owner_repo_2`. */
function stepOf(action: string): string {
  return action.startsWith('__') ? (/_(\d+)$/.exec(action)?.[1] ?? '') : action;
}

/** `{"seed":1,"model":"s"}` → `1, s`: how GitHub itself names the jobs of a matrix. '' if it cannot be read. */
export function matrixLeg(json: string): string {
  try {
    return Object.values(JSON.parse(json) as object)
      .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
      .join(', ')
      .slice(0, 200);
  } catch {
    return '';
  }
}

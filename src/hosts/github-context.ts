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

type Payload = Readonly<Record<string, unknown>>;

const HOSTED_LIMIT_MS = 6 * 3_600_000;

/** The event's payload; empty when it cannot be read: a broken file must not stop a run. */
export function readPayload(path: string | undefined): Payload {
  try {
    return object(JSON.parse(readFileSync(path ?? '', 'utf8')));
  } catch {
    return {};
  }
}

function object(value: unknown): Payload {
  return typeof value === 'object' && value !== null ? (value as Payload) : {};
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the runner's environment and the event show about the place of the run. Fields per GitHub's webhook documentation. */
export function githubContext(
  env: NodeJS.ProcessEnv,
  payload: Payload,
  leg: { readonly matrix: string; readonly size: string },
): GitHubContext {
  const event = env['GITHUB_EVENT_NAME'] ?? '';
  const pull = object(payload['pull_request']);
  const head = object(pull['head']);
  const headRepo = text(object(head['repo'])['full_name']);
  const baseRepo = text(object(object(pull['base'])['repo'])['full_name']);
  // head.repo is null when the fork is gone.
  const fork = pull['number'] !== undefined && headRepo !== baseRepo;
  const origin = object(payload['workflow_run']);
  const originFork =
    text(object(origin['head_repository'])['full_name']) !== text(object(payload['repository'])['full_name']);
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const runId = env['GITHUB_RUN_ID'] ?? '';
  return {
    repository,
    workflow: env['GITHUB_WORKFLOW'] ?? '',
    job: env['GITHUB_JOB'] ?? '',
    leg: matrixLeg(leg.matrix),
    step: stepOf(env['GITHUB_ACTION'] ?? ''),
    runId,
    runAttempt: Math.max(1, Number(env['GITHUB_RUN_ATTEMPT'] ?? 1) || 1),
    runUrl: repository === '' || runId === '' ? '' : `${server}/${repository}/actions/runs/${runId}`,
    event,
    headSha: text(head['sha']) || text(origin['head_sha']) || (env['GITHUB_SHA'] ?? ''),
    pullRequest: pullRequestOf(event, payload),
    secretsWithheld: withheldFrom(event, env['GITHUB_ACTOR'] === 'dependabot[bot]', fork),
    foreignCode: (event === 'pull_request_target' && fork) || (event === 'workflow_run' && originFork),
    matrixSize: /^\d{1,6}$/.test(leg.size) ? Number(leg.size) : 0,
    tempDir: env['RUNNER_TEMP'] || tmpdir(),
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    jobLimitMs: env['RUNNER_ENVIRONMENT'] === 'github-hosted' ? HOSTED_LIMIT_MS : 0,
    jobStartedAt: writtenAt(env['GITHUB_EVENT_PATH'] ?? ''),
  };
}

const OF_PULL_REQUESTS = new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment']);
/** https://docs.github.com/code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions */
const OF_DEPENDABOT = new Set([...OF_PULL_REQUESTS, 'push', 'create', 'deployment', 'deployment_status']);

/** Other events run with the repository's secrets, no matter who caused them. */
function withheldFrom(event: string, dependabot: boolean, fork: boolean): string {
  if (dependabot && OF_DEPENDABOT.has(event)) return 'Dependabot';
  return fork && OF_PULL_REQUESTS.has(event) ? 'a fork' : '';
}

/** The runner writes the event's file when the job starts, and names the time of that start nowhere else. */
function writtenAt(path: string): number {
  try {
    return Math.round(statSync(path).mtimeMs);
  } catch {
    return 0;
  }
}

/** The pull request that the event names; null where it names none, or several. */
function pullRequestOf(event: string, payload: Payload): number | null {
  const issue = object(payload['issue']);
  const from = object(payload['workflow_run'])['pull_requests'];
  // The branch of a merge queue: `refs/heads/gh-readonly-queue/main/pr-44-<sha>`.
  const queued = /\/pr-(\d{1,15})-[0-9a-f]+$/.exec(text(object(payload['merge_group'])['head_ref']))?.[1];
  const number =
    object(payload['pull_request'])['number'] ??
    (event === 'issue_comment' && issue['pull_request'] !== undefined ? issue['number'] : undefined) ??
    (event === 'workflow_run' && Array.isArray(from) && from.length === 1 ? object(from[0])['number'] : undefined) ??
    (event === 'merge_group' && queued !== undefined ? Number(queued) : undefined);
  return typeof number === 'number' ? number : null;
}

/** A step's own `id`, or `2`, `3` … for the later ones without; '' for the first: `__owner_repo`, then `__owner_repo_2`. */
function stepOf(action: string): string {
  return action.startsWith('__') ? (/_(\d+)$/.exec(action)?.[1] ?? '') : action;
}

/** `{"seed":1,"model":"s"}` → `1, s`: how GitHub itself names the jobs of a matrix. */
export function matrixLeg(json: string): string {
  let matrix: unknown;
  try {
    matrix = JSON.parse(json);
  } catch {
    return '';
  }
  return Object.values(object(matrix))
    .map((value) => (typeof value === 'string' ? value : shown(value)))
    .join(', ')
    .slice(0, 200);
}

function shown(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    // Nested deeper than the stack is: no name for people.
    return '…';
  }
}

/**
 * The github context of a job.
 * Source in actions/runner: `Runner.Worker/GitHubContext.cs` (the names that become GITHUB_ variables).
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Value } from './expressions.ts';
import type { JobOptions } from './world.ts';

/** GitHubContext.cs: only these become GITHUB_ variables; the token is not among them. */
export const exported = new Set([
  ...['action', 'action_path', 'action_ref', 'action_repository', 'actor', 'actor_id', 'api_url', 'base_ref', 'env'],
  ...['event_name', 'event_path', 'graphql_url', 'head_ref', 'job', 'output', 'path', 'ref', 'ref_name'],
  ...['ref_protected', 'ref_type', 'repository', 'repository_id', 'repository_owner', 'repository_owner_id'],
  ...['retention_days', 'run_attempt', 'run_id', 'run_number', 'server_url', 'sha', 'state', 'step_summary'],
  ...['triggering_actor', 'workflow', 'workflow_ref', 'workflow_sha', 'workspace'],
]);

export const defaultRepository = 'acme/models';

export const digest = (text: string): string => createHash('sha1').update(text).digest('hex');

export const githubContext = (
  options: JobOptions,
  at: { repository: string; owner: string; name: string; work: string; workspace: string; token: string },
): Record<string, Value> => {
  const ref = options.ref ?? 'refs/heads/main';
  const sha = options.sha ?? digest(`${at.repository}@${ref}`);
  const actor = options.actor ?? 'octocat';
  const server = options.serverUrl ?? 'https://github.com';
  const workflow = options.workflow ?? 'CI';
  const pull = options.payload?.['pull_request'] as Record<string, Record<string, Value>> | undefined;
  return {
    token: at.token,
    repository: at.repository,
    repository_id: '501',
    repository_owner: at.owner,
    repository_owner_id: '42',
    ref,
    ref_name: ref.replace(/^refs\/(heads|tags|pull)\//, ''),
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha,
    actor,
    actor_id: '583231',
    triggering_actor: actor,
    head_ref: pull?.['head']?.['ref'] ?? '',
    base_ref: pull?.['base']?.['ref'] ?? '',
    workflow,
    workflow_ref: `${at.repository}/.github/workflows/ci.yml@${ref}`,
    workflow_sha: sha,
    run_id: String(options.runId ?? 9_000_000_001),
    run_number: '7',
    run_attempt: String(options.runAttempt ?? 1),
    retention_days: '90',
    job: options.job ?? 'test',
    event_name: options.event ?? 'push',
    event_path: join(at.work, '_temp', '_github_workflow', 'event.json'),
    event: options.payload ?? {
      ref,
      after: sha,
      repository: { name: at.name, full_name: at.repository, fork: false, owner: { login: at.owner } },
      sender: { login: actor },
    },
    server_url: server,
    api_url: options.apiUrl ?? 'https://api.github.com',
    graphql_url: `${options.apiUrl ?? 'https://api.github.com'}/graphql`,
    workspace: at.workspace,
  };
};

/** What `jobs.*.if` and `strategy` may look at: there is no machine yet. */
export const jobLevelContexts = (options: JobOptions): Readonly<Record<string, Value>> => {
  const repository = options.repository ?? defaultRepository;
  const [owner = '', name = ''] = repository.split('/');
  return {
    github: githubContext(options, { repository, owner, name, work: '', workspace: '', token: '' }),
    needs: options.needs ?? {},
    vars: options.vars ?? {},
    inputs: options.inputs ?? {},
  };
};

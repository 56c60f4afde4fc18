/**
 * What belongs to the runner and to us, and is no business of a child: credentials that it would inherit by accident, and the
 * files by which a step sets variables, outputs and state. Names and beginnings, no pattern: a pattern of this size takes a
 * millisecond, and this stands before the first call of `gpu`.
 */
const BEGINNINGS = ['INPUT_', 'STATE_', 'CI_JOB_JWT', 'CIRCLE_OIDC_TOKEN'] as const;
const FORGES = ['GITHUB', 'GITEA', 'FORGEJO'] as const;
const NAMES = new Set([
  ...['GPU_SERVICE_TOKEN', 'GPU_CI_TOKEN', 'GPU_CI_GITHUB_TOKEN'],
  ...['RUNTIME_TOKEN', 'RUNTIME_URL', 'RESULTS_URL', 'CACHE_URL'].map((name) => `ACTIONS_${name}`),
  ...['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL'],
  ...FORGES.flatMap((forge) => ['ENV', 'OUTPUT', 'PATH', 'STATE', 'STEP_SUMMARY'].map((name) => `${forge}_${name}`)),
  ...[...FORGES, 'GH'].flatMap((forge) =>
    ['TOKEN', 'PAT', 'ENTERPRISE_TOKEN', 'ENTERPRISE_PAT'].map((name) => `${forge}_${name}`),
  ),
  ...['JOB_TOKEN', 'DEPLOY_PASSWORD', 'REGISTRY_PASSWORD', 'REPOSITORY_URL'].map((name) => `CI_${name}`),
  'CI_DEPENDENCY_PROXY_PASSWORD',
  ...['SYSTEM_ACCESSTOKEN', 'BUILDKITE_AGENT_ACCESS_TOKEN', 'BITBUCKET_STEP_OIDC_TOKEN'],
]);

function isPrivate(variable: string): boolean {
  const name = variable.toUpperCase();
  return NAMES.has(name) || BEGINNINGS.some((beginning) => name.startsWith(beginning));
}

/** The environment that a child gets: ours without what is private, and the token where it is the `gpu` program. */
export function childEnv(env: NodeJS.ProcessEnv, token: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !isPrivate(name));
  return { ...Object.fromEntries(kept), ...(token === '' ? {} : { GPU_SERVICE_TOKEN: token }) };
}

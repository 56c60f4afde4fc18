/**
 * What belongs to the runner and to us, and is no business of a child: credentials that it would inherit by accident, and the
 * files by which a step sets variables, outputs and state.
 */
const PRIVATE = new RegExp(
  `^(${[
    'INPUT_.*|STATE_.*|GPU_SERVICE_TOKEN|GPU_CI_(TOKEN|GITHUB_TOKEN)',
    'ACTIONS_(RUNTIME_TOKEN|RUNTIME_URL|RESULTS_URL|CACHE_URL|ID_TOKEN_REQUEST_(TOKEN|URL))',
    '(GITHUB|GITEA|FORGEJO)_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY)',
    '(GITHUB|GH|GITEA|FORGEJO)(_ENTERPRISE)?_(TOKEN|PAT)',
    'CI_(JOB_TOKEN|JOB_JWT.*|DEPLOY_PASSWORD|REGISTRY_PASSWORD|DEPENDENCY_PROXY_PASSWORD|REPOSITORY_URL)',
    'SYSTEM_ACCESSTOKEN|BUILDKITE_AGENT_ACCESS_TOKEN|CIRCLE_OIDC_TOKEN.*|BITBUCKET_STEP_OIDC_TOKEN',
  ].join('|')})$`,
);

/** The environment that a child gets: ours without what is private, and the token where it is the `gpu` program. */
export function childEnv(env: NodeJS.ProcessEnv, token: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !PRIVATE.test(name.toUpperCase()));
  return { ...Object.fromEntries(kept), ...(token === '' ? {} : { GPU_SERVICE_TOKEN: token }) };
}

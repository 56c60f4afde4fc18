/** What belongs to the runner and to us, and is no business of a child: credentials that it would inherit by accident. */
const PRIVATE =
  /^(INPUT_.*|STATE_.*|ACTIONS_RUNTIME_TOKEN|ACTIONS_RUNTIME_URL|ACTIONS_RESULTS_URL|ACTIONS_CACHE_URL|ACTIONS_ID_TOKEN_REQUEST_(TOKEN|URL)|GPU_SERVICE_TOKEN|GPU_CI_(TOKEN|GITHUB_TOKEN))$/;

/** The environment that a child gets: ours without what is private, and the token where it is the `gpu` program. */
export function childEnv(env: NodeJS.ProcessEnv, token: string): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => !PRIVATE.test(name.toUpperCase()));
  return { ...Object.fromEntries(kept), ...(token === '' ? {} : { GPU_SERVICE_TOKEN: token }) };
}

import { userInfo } from 'node:os';
import { join } from 'node:path';

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
  // A daemon that `gpu` starts may serve other jobs of a self-hosted runner, which ends at the end of a job what has this.
  'RUNNER_TRACKING_ID',
  ...['SYSTEM_ACCESSTOKEN', 'BUILDKITE_AGENT_ACCESS_TOKEN', 'BITBUCKET_STEP_OIDC_TOKEN'],
]);

function isPrivate(variable: string): boolean {
  const name = variable.toUpperCase();
  return NAMES.has(name) || BEGINNINGS.some((beginning) => name.startsWith(beginning));
}

/** The environment of a child: ours without what is private, and the token if the child is the `gpu` program. */
export function childEnv(env: NodeJS.ProcessEnv, token: string): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !isPrivate(name)));
  if (!kept['USER'] || !kept['LOGNAME']) {
    const user = kept['USER'] || kept['LOGNAME'] || userName();
    kept['USER'] ||= user;
    kept['LOGNAME'] ||= user;
  }
  const socket = daemonSocket(env);
  if (socket !== '') kept['GPU_DAEMON_SOCKET'] = socket;
  return { ...kept, ...(token === '' ? {} : { GPU_SERVICE_TOKEN: token }) };
}

/** Containers often set neither USER nor LOGNAME, and their user id may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'runner';
  }
}

/** The system allows about this length for the path of a socket. */
const MOST_SOCKET_PATH = 100;

/**
 * The socket of a daemon for this job alone: on a self-hosted runner the daemon of the home folder keeps the token of the job
 * that started it. '' if the runner ends with its job, or if somebody else chose a socket.
 */
export function daemonSocket(env: NodeJS.ProcessEnv): string {
  const { RUNNER_ENVIRONMENT: kind, RUNNER_TEMP: temp = '', GPU_DAEMON_SOCKET: chosen = '' } = env;
  if (kind !== 'self-hosted' || temp === '' || chosen !== '') return '';
  const socket = join(temp, 'gpud.sock');
  return socket.length > MOST_SOCKET_PATH ? '' : socket;
}

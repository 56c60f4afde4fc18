import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { sentenceOf } from '../../model/errors.ts';

export interface ApiOptions {
  readonly token: string;
  /** `GITHUB_API_URL`; another one on GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** No request starts or continues after it aborts. */
  readonly signal: AbortSignal;
  readonly debug: (line: string) => void;
  readonly callMs?: number;
}

export type Octokit = ReturnType<typeof openOctokit>;

/** One call, its retries included: a server that never answers must leave time for the other report. */
const CALL_MS = 30_000;
/** A limit that asks for more would use up the time of the call. */
const LONGEST_WAIT_S = 20;

/** GitHub's API with retries and rate limits of the packages, so that each call ends in time. */
export function openOctokit({ token, apiUrl, signal, debug, callMs = CALL_MS }: ApiOptions) {
  const again = (seconds: number, _options: unknown, _octokit: unknown, retries: number): boolean =>
    seconds <= LONGEST_WAIT_S && retries < 2 && !signal.aborted;
  const octokit = getOctokit(
    token,
    {
      ...(apiUrl === '' ? {} : { baseUrl: apiUrl.replace(/\/+$/, '') }),
      userAgent: 'gpu-cli-run-action',
      // Their messages quote the server, and the runner acts on lines of both streams.
      log: { debug, info: debug, warn: debug, error: debug },
      throttle: {
        id: crypto.randomUUID(),
        onRateLimit: again,
        onSecondaryRateLimit: again,
        fallbackSecondaryRateRetryAfter: 60,
      },
    },
    retry,
    throttling,
  );
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request, signal: AbortSignal.any([signal, aborting(callMs)]) };
  });
  return octokit;
}

/** Aborts with an AbortError: octokit takes the TimeoutError of `AbortSignal.timeout` for a fault of the server and retries. */
function aborting(ms: number): AbortSignal {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), ms).unref();
  return controller.signal;
}

/** Why GitHub refused, for people. `needs` is the permission that the call rests on. */
export function reasonOf(error: unknown, needs: string, secretsWithheld: string): string {
  const status = statusOf(error);
  const said = sentenceOf(error)
    .replace(/\n.*/s, '')
    .replace(/ - https:\/\/\S+$/, '')
    .replace(/\.$/, '');
  if (typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError')
    return 'GitHub did not answer in time';
  if (!answered(error)) return status === 0 ? said : `GitHub cannot be reached: ${said}`;
  if (/rate limit/i.test(said)) return `GitHub limits the rate of requests for longer than a report may take: ${said}`;
  if (status === 401) return 'GitHub refused `github-token`; it is wrong or has expired';
  if (status === 404 || status === 410) {
    return 'GitHub does not find it: it is gone, or `github-token` may not see this repository';
  }
  if (status === 403 && /not accessible|must have|permission/i.test(said)) {
    const missing = `\`github-token\` lacks the permission \`${needs}\``;
    if (secretsWithheld !== '') return `${missing}, which GitHub does not give here (${secretsWithheld})`;
    return `${missing}. Add it under \`permissions:\` of the job or the workflow`;
  }
  return `GitHub answered ${status}: ${said}`;
}

export function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error ? Number(error.status) : 0;
}

/** Octokit gives the status 500 to a request that nobody answered. */
function answered(error: unknown): boolean {
  return error instanceof Error && 'response' in error && error.response !== undefined;
}

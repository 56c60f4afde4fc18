import { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { sentenceOf } from '../model/errors.ts';

export interface ApiOptions {
  readonly token: string;
  /** `GITHUB_API_URL`; another one on GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly debug: (line: string) => void;
  /** What the plugins take for a second when they wait before they retry (ms). */
  readonly secondMs?: number;
}

export type Octokit = ReturnType<typeof openOctokit>;

/** A rate limit that asks for a longer wait would use up the time for reports. */
const LONGEST_WAIT_S = 20;

/** The GitHub API. No request starts or continues after `signal` aborts. */
export function openOctokit({ token, apiUrl, debug, secondMs = 1_000 }: ApiOptions, signal: AbortSignal) {
  const again = (seconds: number, _options: unknown, _octokit: unknown, retries: number): boolean =>
    seconds <= LONGEST_WAIT_S && retries < 2 && !signal.aborted;
  const octokit = getOctokit(
    token,
    {
      ...(apiUrl === '' ? {} : { baseUrl: apiUrl.replace(/\/+$/, '') }),
      userAgent: 'gpu-cli-run-action',
      // Messages of octokit quote the server, and the runner acts on lines of both streams.
      log: { debug, info: debug, warn: debug, error: debug },
      retry: { retryAfterBaseValue: secondMs },
      throttle: {
        id: crypto.randomUUID(),
        onRateLimit: again,
        onSecondaryRateLimit: again,
        fallbackSecondaryRateRetryAfter: 60,
        retryAfterBaseValue: secondMs,
      },
    },
    retry,
    throttling,
  );
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request, signal };
  });
  return octokit;
}

/** Calls GitHub until `signal` aborts: the plugins wait for retries without looking at it. */
export function callUntil<T>(
  signal: AbortSignal,
  options: ApiOptions,
  work: (octokit: Octokit) => Promise<T>,
): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const refuse = () => reject(new DOMException('aborted', 'AbortError'));
    if (signal.aborted) refuse();
    else signal.addEventListener('abort', refuse, { once: true });
  });
  return Promise.race([work(openOctokit(options, signal)), aborted]);
}

/** Why GitHub refused a call, for people. `needs` is the permission of the call. */
export function reasonOf(error: unknown, needs: string, secretsWithheld: string): string {
  const status = statusOf(error);
  const answer = sentenceOf(error)
    .replace(/ - https:\/\/\S+$/, '')
    .replace(/\.$/, '');
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : '';
  if (name === 'AbortError' || name === 'TimeoutError') return 'GitHub did not answer in time';
  if (!hasResponse(error)) return status === 0 ? answer : `GitHub cannot be reached: ${answer}`;
  if (/rate limit/i.test(answer))
    return `GitHub limits the rate of requests for longer than a report may take: ${answer}`;
  if (status === 401) return 'GitHub refused `github-token`; it is wrong or has expired';
  if (status === 404 || status === 410)
    return 'GitHub does not find it: it was deleted, or `github-token` may not see this repository';
  if (status === 403 && /not accessible|must have|permission/i.test(answer)) {
    const missing = `\`github-token\` lacks the permission \`${needs}\``;
    if (secretsWithheld !== '') return `${missing}, which GitHub does not give here (${secretsWithheld})`;
    return `${missing}. Add it under \`permissions:\` of the job or the workflow`;
  }
  return `GitHub answered ${status}: ${answer}`;
}

export function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error ? Number(error.status) : 0;
}

/** Octokit gives the status 500 to a request without an answer. */
const hasResponse = (error: unknown): boolean =>
  error instanceof Error && 'response' in error && error.response !== undefined;

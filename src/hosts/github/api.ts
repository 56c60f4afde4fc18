import type { Clock } from '../../core/clock.ts';
import { ApiFault, faultOf, waitBefore } from './fault.ts';
import type { Answer, Parameters, Wire } from './wire.ts';

/**
 * GitHub's API within a budget of time. `rest` and `graphql` try once and throw `ApiFault`; `retrying` repeats a whole unit of
 * work, so that a read-modify-write that had to wait starts again from a fresh read.
 */
export interface Api {
  rest(route: string, parameters: Parameters, needs: string): Promise<Answer>;
  graphql(query: string, variables: Parameters, needs: string): Promise<unknown>;
  retrying<T>(work: () => Promise<T>): Promise<T>;
  /** Time left to this client, all its work together. */
  remainingMs(): number;
}

export interface ApiOptions {
  /** A report never holds the job for longer than this. */
  readonly budgetMs?: number;
  readonly requestTimeoutMs?: number;
  /** Aborts when nothing more may be asked or waited for. */
  readonly over?: AbortSignal | undefined;
}

const BUDGET_MS = 90_000;
const REQUEST_TIMEOUT_MS = 15_000;

export function openApi(wire: Wire, clock: Clock, options: ApiOptions = {}): Api {
  const { over } = options;
  const deadline = clock.elapsed() + (options.budgetMs ?? BUDGET_MS);
  const remainingMs = (): number => (over?.aborted === true ? 0 : deadline - clock.elapsed());
  const timeout = (): number => {
    const left = remainingMs();
    if (left <= 0) throw new ApiFault({ kind: 'other', message: 'the time set aside for reports is used up' });
    return Math.max(1, Math.min(options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS, left));
  };
  const once = async <T>(needs: string, request: (timeoutMs: number) => Promise<T>): Promise<T> => {
    const timeoutMs = timeout();
    try {
      return await request(timeoutMs);
    } catch (error) {
      throw faultOf(error, needs, clock.now());
    }
  };

  return {
    rest: (route, parameters, needs) => once(needs, (ms) => wire.rest(route, parameters, ms, over)),
    graphql: (query, variables, needs) => once(needs, (ms) => wire.graphql(query, variables, ms, over)),
    remainingMs,
    async retrying(work) {
      for (let tries = 1; ; tries++) {
        try {
          return await work();
        } catch (error) {
          if (!(error instanceof ApiFault)) throw error;
          const wait = waitBefore(tries, error.retry, clock);
          if (wait === null) throw error;
          if (wait >= remainingMs()) throw tooLong(error, wait);
          await clock.sleep(wait);
        }
      }
    },
  };
}

function tooLong(fault: ApiFault, waitMs: number): ApiFault {
  if (fault.retry.kind !== 'limited') return fault;
  const message = `GitHub limits the rate of requests and asks to wait ${Math.ceil(waitMs / 1000)} s, longer than a report may take`;
  return new ApiFault({ kind: 'other', message }, { kind: 'never' }, { cause: fault });
}

/** `owner/name` as the parameters of a route. */
export function ownerAndRepo(repository: string): { readonly owner: string; readonly repo: string } {
  const slash = repository.indexOf('/');
  return { owner: repository.slice(0, Math.max(0, slash)), repo: repository.slice(slash + 1) };
}

/** A field of an answer, undefined where the answer has another shape than documented. */
export function field(data: unknown, name: string): unknown {
  if (typeof data !== 'object' || data === null) return undefined;
  return (data as Readonly<Record<string, unknown>>)[name];
}

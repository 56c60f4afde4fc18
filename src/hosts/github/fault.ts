import type { Clock } from '../../core/clock.ts';
import { GraphqlRefusal } from './wire.ts';

/** What is wrong between us and GitHub, as a fact that a person can act on. */
export type Trouble =
  /** The token may not do it. `missing` is the line that belongs under `permissions:`. */
  | { readonly kind: 'permission'; readonly missing: string }
  | { readonly kind: 'auth' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'other'; readonly message: string };

/** Whether asking again can help: `limited` carries what GitHub's headers ask for, null where they say nothing. */
export type Retry =
  { readonly kind: 'never' } | { readonly kind: 'soon' } | { readonly kind: 'limited'; readonly waitMs: number | null };

export class ApiFault extends Error {
  override readonly name = 'ApiFault';
  readonly trouble: Trouble;
  readonly retry: Retry;

  constructor(trouble: Trouble, retry: Retry = { kind: 'never' }, options?: ErrorOptions) {
    super(trouble.kind === 'other' ? trouble.message : trouble.kind, options);
    this.trouble = trouble;
    this.retry = retry;
  }
}

interface Refused {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly message: string;
}

const SOON_TRIES = 5;
const LIMIT_FLOOR_MS = 60_000;

/** The fact behind whatever the wire threw. `needs` is the permission that the request rests on. */
export function faultOf(error: unknown, needs: string, nowMs: number): ApiFault {
  if (error instanceof ApiFault) return error;
  const cause = { cause: error };
  const refused = refusedOf(error);
  if (error instanceof GraphqlRefusal) {
    return new ApiFault({ kind: 'other', message: `GitHub answered: ${oneLine(error)}` }, { kind: 'never' }, cause);
  }
  if (refused === null) {
    return new ApiFault(
      { kind: 'other', message: `GitHub cannot be reached: ${oneLine(error)}` },
      { kind: 'soon' },
      cause,
    );
  }
  const { status, message } = refused;
  const other: Trouble = { kind: 'other', message: `GitHub answered ${status}: ${message}` };
  if (isLimit(refused)) return new ApiFault(other, { kind: 'limited', waitMs: askedWait(refused, nowMs) }, cause);
  if (status >= 500) return new ApiFault(other, { kind: 'soon' }, cause);
  const never: Retry = { kind: 'never' };
  if (status === 401) return new ApiFault({ kind: 'auth' }, never, cause);
  if (status === 404 || status === 410) return new ApiFault({ kind: 'gone' }, never, cause);
  if (status === 403 && /not accessible|must have|permission/i.test(message)) {
    return new ApiFault({ kind: 'permission', missing: needs }, never, cause);
  }
  return new ApiFault(other, never, cause);
}

/**
 * How long to wait before the next try, null where there is none. Limits: `retry-after`, else the reset of a spent quota,
 * else a minute that doubles; a little chance on top, so that the legs of a matrix do not come back as one.
 */
export function waitBefore(tries: number, retry: Retry, clock: Pick<Clock, 'random'>): number | null {
  switch (retry.kind) {
    case 'never':
      return null;
    case 'soon':
      return tries >= SOON_TRIES ? null : 500 + clock.random() * 1000 * 2 ** (tries - 1);
    case 'limited': {
      const least = retry.waitMs ?? LIMIT_FLOOR_MS * 2 ** (tries - 1);
      return least + clock.random() * Math.min(2000, 0.1 * least);
    }
  }
}

function refusedOf(error: unknown): Refused | null {
  if (typeof error !== 'object' || error === null || !('response' in error)) return null;
  const response = error.response;
  if (typeof response !== 'object' || response === null || !('status' in response)) return null;
  const headers = 'headers' in response && typeof response.headers === 'object' ? response.headers : {};
  return { status: Number(response.status), headers: { ...headers }, message: oneLine(error) };
}

function isLimit({ status, headers, message }: Refused): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return 'retry-after' in headers || headers['x-ratelimit-remaining'] === '0' || /rate limit|abuse/i.test(message);
}

function askedWait({ headers }: Refused, nowMs: number): number | null {
  const after = seconds(headers['retry-after']);
  if (after !== null) return after * 1000;
  // The reset time stands in every answer; it means something only where the quota is spent.
  if (headers['x-ratelimit-remaining'] !== '0') return null;
  const reset = seconds(headers['x-ratelimit-reset']);
  return reset === null ? null : Math.max(1000, reset * 1000 - nowMs);
}

function seconds(value: unknown): number | null {
  return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : null;
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // GitHub appends the address of its documentation; a notice for people is better without.
  return text.replace(/\n.*/s, '').replace(/ - https:\/\/\S+$/, '');
}

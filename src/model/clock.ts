/** Time and chance, passed in so that tests and benchmarks own them. Milliseconds throughout. */
export interface Clock {
  /** Milliseconds since the epoch, for stamps people read. */
  now(): number;
  /** Milliseconds that only grow, for durations: a clock that jumps must not end a run. */
  elapsed(): number;
  /** Resolves after `ms`, or at once when the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Uniform in [0, 1). */
  random(): number;
}

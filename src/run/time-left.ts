import type { Clock } from '../model/clock.ts';

/** After a signal all of it must be over: the runner sends a second one after 7.5 s and kills 2.5 s later (ms). */
const AFTER_SIGNAL_MS = 5_200;

/** Time for ending a run well: without bound, until a signal comes. */
export interface TimeLeft {
  /** From now (ms); Infinity while no signal has come. */
  left(): number;
  /** Aborts when nothing is left. */
  readonly over: AbortSignal;
  /** Ends the count. */
  end(): void;
}

export function timeLeft(signal: AbortSignal, clock: Clock): TimeLeft {
  const over = new AbortController();
  const ended = new AbortController();
  let until = Infinity;
  const count = (): void => {
    until = clock.elapsed() + AFTER_SIGNAL_MS;
    void clock.sleep(AFTER_SIGNAL_MS, ended.signal).then(() => over.abort());
  };
  if (signal.aborted) count();
  else signal.addEventListener('abort', count, { once: true, signal: ended.signal });
  return {
    left: () => Math.max(0, until - clock.elapsed()),
    over: over.signal,
    end: () => ended.abort(),
  };
}

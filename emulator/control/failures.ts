// Failures that are not the workload's, and a wait that does not keep a process alive.
import { setTimeout } from 'node:timers/promises';
import type { SubmitRefusal } from './jobs.ts';

/** The job ends as failed with this sentence as its `failure_reason` and no exit code. */
export class InfraFailure extends Error {}

/** A refusal that ends a call: exit code of the program, word, sentence, and more for its JSON form. */
export class Refused extends Error {
  readonly refusal: SubmitRefusal;
  constructor(refusal: SubmitRefusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** Rejects when the signal fires. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  setTimeout(ms, undefined, { ref: false, ...(signal === undefined ? {} : { signal }) });

/** Settles with the promise, or rejects as soon as the signal fires. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error('interrupted', { cause: signal.reason }));
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JobResult, StreamEnd } from '../../src/model/gpu.ts';
import { classifyEnding, type Evidence } from '../../src/gpu/classify.ts';

const END: StreamEnd = {
  code: 0,
  signal: null,
  spawnError: '',
  started: false,
  exit: null,
  cliText: '',
  bytes: { stdout: 0, stderr: 0 },
};
const RESULT: JobResult = { jobId: 'j', state: 'pending', exitCode: null, failureReason: '' };

/** The ending by what the record, the stream and the circumstances say. */
const ending = (
  result: Partial<JobResult> | undefined,
  end: Partial<StreamEnd> = {},
  over: Partial<Omit<Evidence, 'end' | 'result'>> = {},
) =>
  classifyEnding({
    result: result && { ...RESULT, ...result },
    accepted: false,
    saturation: undefined,
    ...over,
    end: { ...END, ...end },
  });
const lost = (reason: string) => ({ kind: 'lost', reason });
const failed = (exitCode: number, reason: string) => ({ kind: 'failed', exitCode, reason });

describe('a record of the result', () => {
  test('its exit code is the ending, whatever its state and the client say', () => {
    expect(ending({ state: 'cancelled', exitCode: 0 }, { code: 1 })).toEqual({ kind: 'succeeded' });
    expect(ending({ state: 'succeeded', exitCode: 4 }, { exit: 0 })).toEqual(
      failed(4, 'The workload ended with exit code 4.'),
    );
  });
  test('a code of 0 with another in the exit frame is that other', () => {
    expect(ending({ exitCode: 0 }, { exit: 5 })).toEqual(failed(5, 'The workload ended with exit code 5.'));
    expect(ending({ exitCode: 0 }, { exit: 0 })).toEqual({ kind: 'succeeded' });
  });
  test('cancelled', () => {
    expect(ending({ state: 'cancelled' })).toEqual({ kind: 'cancelled', by: 'someone outside this workflow' });
  });
  test('at its own time limit', () => {
    const timedOut = { kind: 'timedOut', limit: 'remote' };
    expect(ending({ state: 'timed-out' })).toEqual({
      ...timedOut,
      reason: 'GPU CLI ended the job at its own time limit.',
    });
    expect(ending({ state: 'timed-out', failureReason: 'after 2 h' })).toEqual({ ...timedOut, reason: 'after 2 h' });
  });
  test('succeeded, unless the exit frame says otherwise', () => {
    expect(ending({ state: 'succeeded' })).toEqual({ kind: 'succeeded' });
    expect(ending({ state: 'succeeded' }, { exit: 0 })).toEqual({ kind: 'succeeded' });
    expect(ending({ state: 'succeeded' }, { exit: 9 })).toMatchObject({ kind: 'failed', exitCode: 9 });
  });
  test('failed before a start is a refusal where the words exclude one', () => {
    expect(ending({ state: 'failed', failureReason: 'bootstrap failed: x' })).toEqual({
      kind: 'refused',
      class: 'infra',
      reason: 'bootstrap failed: x',
      stage: 'setup',
      podBroken: true,
    });
    expect(ending({ state: 'failed', failureReason: 'first\nNo GPUs available\nlast' })).toEqual({
      kind: 'refused',
      class: 'capacity',
      reason: 'first\nNo GPUs available\nlast',
      stage: 'rejected',
    });
    expect(ending({ state: 'failed', failureReason: 'all mine' }, {}, { saturation: /all mine/ })).toMatchObject({
      class: 'saturated',
    });
  });
  test('failed, with words that exclude nothing, is lost', () => {
    expect(ending({ state: 'failed', failureReason: 'connection refused' })).toEqual(lost('connection refused'));
    expect(ending({ state: 'failed', failureReason: 'who knows' })).toEqual(lost('who knows'));
    expect(ending({ state: 'failed' })).toEqual(
      lost('The job failed; GPU CLI gave no reason, and nothing proves that the workload did not start.'),
    );
  });
  test.each([{ started: true }, { exit: 0 }])('failed after a start is lost: %j', (end) => {
    expect(ending({ state: 'failed', failureReason: 'No GPUs available' }, end)).toEqual(lost('No GPUs available'));
    expect(ending({ state: 'failed' }, end)).toEqual(
      lost('The job failed after the workload started; GPU CLI gave no reason.'),
    );
  });
  test.each(['pending', 'running'] as const)('%s says nothing: then it is as without one', (state) => {
    expect(ending({ state }, { exit: 0 })).toEqual({ kind: 'succeeded' });
    expect(ending({ state }, { code: 11, cliText: 'pool is full' })).toMatchObject({ kind: 'refused' });
  });
});

describe('without a record', () => {
  test('the exit frame is the ending', () => {
    expect(ending(undefined, { exit: 0 })).toEqual({ kind: 'succeeded' });
    expect(ending(undefined, { exit: 3, code: null, signal: 'SIGKILL' })).toMatchObject({
      kind: 'failed',
      exitCode: 3,
    });
  });
  test('a workload that ended well, with a client that did not: its outputs may be missing', () => {
    const missing = (how: string) => lost(`The workload ended with 0, but gpu ${how}, so its outputs may be missing.`);
    expect(ending(undefined, { exit: 0, code: 1 })).toEqual(missing('ended with exit code 1'));
    expect(ending(undefined, { exit: 0, code: null, signal: 'SIGTERM' })).toEqual(missing('was ended by SIGTERM'));
    expect(ending(undefined, { exit: 0, code: null, spawnError: 'EIO' })).toEqual(missing('was ended by EIO'));
  });
  test('a client that a signal ended tells nothing', () => {
    expect(ending(undefined, { code: null, signal: 'SIGHUP' })).toEqual(
      lost('gpu was ended by SIGHUP before it reported how the job ended.'),
    );
  });
  test('one that could not be started did nothing, but for a job that is there already', () => {
    const never = { code: null, spawnError: 'ENOENT' };
    expect(ending(undefined, never)).toEqual({
      kind: 'refused',
      class: 'infra',
      reason: 'gpu could not be started (ENOENT).',
      stage: 'unreached',
    });
    expect(ending(undefined, { ...never, started: true })).toMatchObject({ kind: 'lost' });
    expect(ending(undefined, never, { accepted: true })).toEqual(
      lost('gpu was ended by ENOENT before it reported how the job ended.'),
    );
  });
  test('a command line too long for the system is not retried', () => {
    expect(ending(undefined, { code: null, spawnError: 'E2BIG' })).toMatchObject({ kind: 'refused', class: 'usage' });
  });
  test('a start without an ending is lost', () => {
    const unknown = (how: string) => lost(`The workload started and its ending is not known: ${how}.`);
    expect(ending(undefined, { started: true })).toEqual(unknown('gpu ended with 0 but no record of a result'));
    expect(ending(undefined, { started: true, code: 11 })).toEqual(unknown('gpu ended with exit code 11'));
  });
  test.each([15, 130])('code %i is a cancel by somebody, but for a job that was accepted', (code) => {
    expect(ending(undefined, { code })).toEqual({ kind: 'cancelled', by: 'someone outside this workflow' });
    expect(ending(undefined, { code }, { accepted: true })).toEqual(
      lost(`gpu ended with exit code ${code} and nothing proves that the workload did not run.`),
    );
  });
  test('the words of the client are a refusal, but for a job that was accepted or a client that ended with 0', () => {
    const words = { cliText: 'pool is full', code: 11 };
    const nothing = (code: number) =>
      lost(`gpu ended with exit code ${code} and nothing proves that the workload did not run.`);
    expect(ending(undefined, words)).toMatchObject({ kind: 'refused', class: 'saturated', reason: 'pool is full' });
    expect(ending(undefined, words, { accepted: true })).toEqual(nothing(11));
    expect(ending(undefined, { ...words, code: 0 })).toEqual(nothing(0));
    expect(ending(undefined, { cliText: 'odd', code: 1 })).toEqual(nothing(1));
    expect(ending(undefined, { cliText: 'all mine', code: 1 }, { saturation: /all mine/ })).toMatchObject({
      class: 'saturated',
    });
  });
});

describe('an ending by a signal', () => {
  test.each([
    [129, 'SIGHUP'],
    [130, 'SIGINT'],
    [132, 'SIGILL'],
    [134, 'SIGABRT'],
    [135, 'SIGBUS'],
    [136, 'SIGFPE'],
    [139, 'SIGSEGV'],
    [141, 'SIGPIPE'],
    [143, 'SIGTERM'],
  ])('%i is %s', (exitCode, signal) => {
    expect(ending({ exitCode })).toEqual({
      ...failed(exitCode, `The workload was ended by ${signal} (exit code ${exitCode}).`),
      signal,
    });
  });
  test('SIGKILL is most often the end of memory', () => {
    expect(ending({ exitCode: 137 })).toEqual({
      ...failed(137, 'The workload was ended by SIGKILL (exit code 137); the pod may have run out of memory.'),
      signal: 'SIGKILL',
    });
  });
  test('a code that stands for none is a code', () => {
    expect(ending({ exitCode: 128 })).toEqual(failed(128, 'The workload ended with exit code 128.'));
    expect(ending({ exitCode: 1 }, { code: null })).toEqual(failed(1, 'The workload ended with exit code 1.'));
  });
  test('the signal that ended the client is named, where the code stands for none', () => {
    expect(ending({ exitCode: 1 }, { code: null, signal: 'SIGTERM' })).toEqual({
      ...failed(1, 'The workload was ended by SIGTERM (exit code 1).'),
      signal: 'SIGTERM',
    });
    expect(ending({ exitCode: 1 }, { code: 1, signal: 'SIGTERM' })).toEqual(
      failed(1, 'The workload ended with exit code 1.'),
    );
  });
});

test('nothing that a started or accepted job prints or returns makes it look as if it had not started', () => {
  const words = fc.constantFrom(
    'Quota exceeded: all sessions are in use',
    'No GPUs available',
    'daemon unavailable',
    'auth required',
    'bootstrap failed',
    '',
  );
  const code = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(
      words,
      code,
      fc.option(fc.integer({ min: 0, max: 255 })),
      fc.boolean(),
      fc.string(),
      (text, cliCode, exit, started, noise) => {
        const end = { code: cliCode, exit, started, cliText: started ? text : text + noise };
        const outcome = ending(undefined, end, { accepted: !started && exit === null });
        expect(outcome.kind).not.toBe('refused');
      },
    ),
    { numRuns: 3_000 },
  );
});

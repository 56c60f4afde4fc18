import { describe, expect, test } from '@jest/globals';
import type { PodView } from '../src/core/driver.ts';
import type { Ledger } from '../src/ledger.ts';
import { job, ledgerOf, pod, service, viewOf } from './support/cleanup-service.ts';

/** A program that lists pods and no jobs: a pod with a job on it is called active. */
function podsOnly(ledger: Partial<Ledger>, at: (look: number) => PodView[]) {
  const { asked, end } = service({ look: (n) => ({ ...viewOf([], at(n)), jobsKnown: false }) });
  return { asked, ended: end(ledgerOf(ledger), { deadlineMs: 6_000 }) };
}

describe('where GPU CLI lists no jobs', () => {
  test('a pod of ours that is still busy when our job is over has another on it, after some looks', async () => {
    const { asked, ended } = podsOnly({ jobOver: true, pods: ['pod-1'] }, () => [pod('pod-1', 'ACTIVE')]);
    expect(await ended).toMatchObject({
      cleanup: 'kept',
      left: 'pod pod-1 was left to the run whose job is alive on it',
    });
    // Five, because ours may be on its way out, and then as often as for any submission without an id.
    expect(asked).toEqual(Array.from({ length: 7 }, () => 'look'));
  });
  test('one that becomes idle in time is stopped', async () => {
    const states = ['ACTIVE', 'ACTIVE', 'READY'];
    const { asked, ended } = podsOnly({ jobOver: true, pods: ['pod-1'], jobs: ['j'] }, (n) =>
      n > 3 ? [] : [pod('pod-1', states[n - 1])],
    );
    expect(await ended).toMatchObject({ cleanup: 'confirmed' });
    expect(asked).toEqual(['look', 'look', 'look', 'stop pod-1', 'look']);
  });
  test('while nothing says that our job is over, our own busy pod is stopped', async () => {
    const { asked, ended } = podsOnly({ pods: ['pod-1'] }, (n) => (n === 1 ? [pod('pod-1', 'active')] : []));
    expect(await ended).toMatchObject({ cleanup: 'confirmed' });
    expect(asked.slice(0, 2)).toEqual(['look', 'stop pod-1']);
  });
  test.each([
    ['our job may be on it', {}],
    ['our job ran on it', { pods: ['pod-0'] }],
  ])('a busy pod from before us is named, not stopped: %s', async (_, given) => {
    const { asked, ended } = podsOnly({ podsBefore: ['pod-0'], ...given }, () => [pod('pod-0', 'ACTIVE')]);
    expect(await ended).toMatchObject({
      cleanup: 'unconfirmed',
      leftover:
        'a job is alive on pod pod-0, which was there before this run, and GPU CLI does not tell whose; if it is yours, this ends it and all else on that pod: gpu end [] [pod-0]',
    });
    expect(asked).toEqual(['look']);
  });
  test.each<[string, Partial<Ledger>, string]>([
    ['it is idle', {}, 'READY'],
    ['it only sounds active', {}, 'INACTIVE'],
    ['it sounds active for now', {}, 'ACTIVELESS'],
    ['nothing was submitted', { stage: 'intent' }, 'ACTIVE'],
    ['our job is over', { jobOver: true }, 'ACTIVE'],
    ['ours ran on another', { pods: ['pod-9'] }, 'ACTIVE'],
  ])('a pod from before us is no matter of ours where %s', async (_, given, state) => {
    const { asked, ended } = podsOnly({ podsBefore: ['pod-0'], ...given }, () => [pod('pod-0', state)]);
    expect((await ended).cleanup).toMatch(/^(not-needed|confirmed)$/);
    expect(asked.join()).not.toContain('stop');
  });
  test('where a pod came up since, that one is ours, and the one from before is no matter of ours', async () => {
    const { asked, ended } = podsOnly({ podsBefore: ['pod-0'] }, (n) => [
      pod('pod-0', 'ACTIVE'),
      ...(n === 1 ? [pod('pod-1')] : []),
    ]);
    expect(await ended).toMatchObject({ cleanup: 'confirmed' });
    expect(asked).toEqual(['look', 'stop pod-1', 'look', 'look']);
  });
});

test('where jobs are listed, the word active says nothing', async () => {
  const { asked, end } = service({ pods: [pod('pod-1', 'ACTIVE')] });
  expect(await end(ledgerOf({ pods: ['pod-1'], jobOver: true }))).toMatchObject({ cleanup: 'confirmed' });
  expect(asked).toContain('stop pod-1');
});

test.each(['not stopped', 'undead'])('a pod that is %s lives', async (state) => {
  const { asked, end } = service({ pods: [pod('pod-1', state)] });
  await end(ledgerOf({ pods: ['pod-1'] }));
  expect(asked).toContain('stop pod-1');
});

test('a pod that refuses to be stopping gets its order', async () => {
  const { asked, end } = service({ pods: [pod('pod-1', 'not stopping')] });
  await end(ledgerOf({ pods: ['pod-1'] }));
  expect(asked).toContain('stop pod-1');
});

test('what may still live is named by what is known of it last', async () => {
  const blind = service({ look: () => undefined });
  expect((await blind.end(ledgerOf({ pods: ['pod-0'], podsBefore: ['pod-0'] }))).leftover).toBe(
    'a job of this run may still run and cost money; end it with: gpu end [] []',
  );
  // Seen at the last look: the job is gone, so only the pod is named.
  const seen = service({ jobs: [job('j1', 'pod-1')], pods: [pod('pod-1')], deaf: /stop/ });
  expect((await seen.end(ledgerOf({ jobs: ['j1'] }))).leftover).toBe(
    'pod pod-1 may still run and cost money; end it with: gpu end [] [pod-1]',
  );
});

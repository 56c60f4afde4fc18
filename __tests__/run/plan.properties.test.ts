import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { CloudView, JobView, PodView } from '../../src/model/gpu.ts';
import { plan } from '../../src/run/plan.ts';
import type { RunState } from '../../src/run/state.ts';
import { marked, NONCE, pod, service } from '../support/cleanup-service.ts';
import { stateOf } from '../support/state.ts';

// A world of jobs and pods, each with an owner that only the test knows, and every shape in which a CLI may show it.

interface Thing {
  readonly id: string;
  readonly ours: boolean;
  /** It was there before our submission. */
  readonly before: boolean;
}
interface World {
  readonly state: RunState;
  readonly view: CloudView;
  readonly pods: readonly Thing[];
  readonly jobs: readonly Thing[];
  /** The submission was not answered, or its pod was never seen: what is ours can only be found by elimination. */
  readonly eliminates: boolean;
}

const OTHER = 'b'.repeat(16);
const shapes = ['rich', 'no-commands', 'pods-only', 'counts', 'counts-and-instances', 'instances'] as const;

const world: fc.Arbitrary<World> = fc
  .record({
    phase: fc.constantFrom('intent', 'refused', 'unanswered', 'running', 'over'),
    shape: fc.constantFrom(...shapes),
    jobKnown: fc.boolean(),
    podKnown: fc.boolean(),
    ourPod: fc.boolean(),
    /** Our job runs on a pod that was there before. */
    reused: fc.boolean(),
    pending: fc.boolean(),
    others: fc.array(
      fc.record({
        before: fc.boolean(),
        job: fc.constantFrom('none', 'on its pod', 'pending', 'on our pod', 'over'),
        pod: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
    beforeKnown: fc.boolean(),
    alone: fc.boolean(),
  })
  .map((given): World => {
    const { phase, shape } = given;
    const submitted = phase !== 'intent' && phase !== 'refused';
    const running = submitted && phase !== 'over';
    const mayReuse = given.reused && given.others.some((one) => one.before && one.pod);
    const reusedIndex = given.others.findIndex((one) => one.before && one.pod);
    const ourPod = !submitted ? '' : mayReuse ? `pod-other-${reusedIndex}` : given.ourPod ? 'pod-ours' : '';
    const lists = shape === 'rich' || shape === 'no-commands';
    const jobs: (Thing & JobView)[] = given.others.flatMap((one, index) => {
      if (one.job === 'none') return [];
      const podId =
        one.job === 'pending' ? '' : one.job === 'on our pod' ? ourPod : one.pod ? `pod-other-${index}` : '';
      return [
        {
          id: `job-other-${index}`,
          jobId: `job-other-${index}`,
          ours: false,
          before: one.before,
          podId,
          alive: one.job !== 'over',
          command: shape === 'rich' ? marked(OTHER) : '',
        },
      ];
    });
    if (running)
      jobs.push({
        id: 'job-ours',
        jobId: 'job-ours',
        ours: true,
        before: false,
        podId: given.pending ? '' : ourPod,
        alive: true,
        command: shape === 'rich' ? marked(NONCE) : '',
      });
    const pods: Thing[] = given.others.flatMap((one, index) =>
      one.pod ? [{ id: `pod-other-${index}`, ours: false, before: one.before }] : [],
    );
    if (ourPod === 'pod-ours') pods.push({ id: ourPod, ours: true, before: false });
    const named: PodView[] = pods.map(({ id }) => pod(id));
    const view: CloudView = {
      pods: lists || shape === 'pods-only' ? named : [],
      jobs: lists ? jobs : [],
      jobsKnown: lists,
      pool: null,
      ...(shape.startsWith('counts') && { unnamed: pods.length }),
      ...(shape.endsWith('instances') && { instances: named }),
      ...(shape === 'instances' && { statusKnown: false }),
    };
    const answered = phase === 'running' || phase === 'over';
    const jobKnown = answered && given.jobKnown;
    const podKnown = answered && given.podKnown && ourPod !== '';
    const beforeNamed = given.beforeKnown && shape !== 'counts';
    const counted = given.beforeKnown && shape !== 'instances';
    const state = stateOf({
      at:
        phase === 'intent' || phase === 'refused'
          ? 'idle'
          : phase === 'over'
            ? 'ended'
            : jobKnown
              ? 'running'
              : 'submitting',
      nonces: phase === 'intent' ? [] : [NONCE],
      podsBefore: beforeNamed ? pods.filter(({ before }) => before).map(({ id }) => id) : [],
      unnamedBefore: !counted ? null : shape === 'counts' ? pods.filter(({ before }) => before).length : 0,
      countedBefore: !counted ? null : pods.filter(({ before }) => before).length,
      jobsBefore: given.beforeKnown && lists ? jobs.filter(({ before }) => before).map(({ id }) => id) : [],
      jobsListed: given.beforeKnown && lists,
      // Nobody else starts a job at the same time.
      alone: given.alone && given.others.every(({ before }) => before),
      jobs: jobKnown ? ['job-ours'] : [],
      pods: podKnown ? [ourPod] : [],
    });
    return { state, view, pods, jobs, eliminates: submitted && (!jobKnown || !podKnown) };
  });

const touched = ({ state, view }: World): string[] => {
  const { cancel, stop, terminate } = plan(state, view);
  return [...cancel.map(({ jobId }) => jobId), ...stop, ...terminate];
};
const isOfOthers = (id: string): boolean => id.includes('other');

test('nothing of others is touched, except the only pod that is new while what is ours has no id', () => {
  fc.assert(
    fc.property(world, (one) => {
      const foreign = touched(one).filter(isOfOthers);
      // Where ids are known, or nothing was submitted, there is no guess.
      if (!one.eliminates)
        expect(foreign.filter((id) => one.state.before.unnamed !== null || !one.state.pods.includes(id))).toEqual([]);
      // A guess takes one pod at most, which was not known to be there before, and no job.
      expect(foreign.filter((id) => id.startsWith('job'))).toEqual([]);
      expect(foreign.filter((id) => id.startsWith('pod')).length).toBeLessThanOrEqual(1);
      const { pods: podsBefore, jobs: jobsBefore } = one.state.before;
      expect(foreign.filter((id) => podsBefore.includes(id) || jobsBefore.includes(id))).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test('no pod is stopped while a job of someone else is listed on it', () => {
  fc.assert(
    fc.property(world, ({ state, view }) => {
      const { cancel, stop, terminate, stopAll } = plan(state, view);
      const others = view.jobs.filter((job) => job.alive && !cancel.includes(job));
      const used = others.map(({ podId }) => podId);
      expect([...stop, ...terminate].filter((id) => used.includes(id))).toEqual([]);
      if (stopAll) expect(others).toEqual([]);
    }),
    { numRuns: 5_000 },
  );
});

test('the whole project is stopped only if the one pod in it came up with our job', () => {
  fc.assert(
    fc.property(world, (one) => {
      if (!plan(one.state, one.view).stopAll) return;
      expect(one.state.before).toMatchObject({ counted: 0, pods: [] });
      expect(one.state.project.alone).toBe(true);
      expect(one.pods.map(({ ours }) => ours)).toEqual([true]);
    }),
    { numRuns: 5_000 },
  );
});

test('a refused or unsent submission touches nothing', () => {
  fc.assert(
    fc.property(world, (one) => {
      fc.pre(one.state.at === 'idle');
      const { stopAll, unsure } = plan(one.state, one.view);
      expect({ touched: touched(one), stopAll, unsure }).toEqual({
        touched: [],
        stopAll: false,
        unsure: { jobs: [], pods: [], unnamed: false },
      });
    }),
    { numRuns: 5_000 },
  );
});

test('what is ours is ended, or the result is unconfirmed and names a command with an id or a look', async () => {
  await fc.assert(
    fc.asyncProperty(world, async (one) => {
      const alive = [...one.jobs, ...one.pods].filter(({ ours }) => ours);
      const { asked, end } = service({ look: () => one.view });
      const { cleanup, leftover } = await end(one.state, { deadlineMs: 2_000 });
      expect(leftover).not.toMatch(/gpu stop -y|\[\] \[\]/);
      if (cleanup === 'unconfirmed') {
        expect(leftover).toMatch(/gpu (end \[|run --cancel|instances terminate |status)/);
        return;
      }
      // A view in which something of ours is alive confirms nothing.
      const used = one.view.jobs.filter(({ alive: is, jobId }) => is && jobId !== 'job-ours').map(({ podId }) => podId);
      const visible = alive.filter(
        ({ id }) =>
          // A pod on which another run has a job is left to that run, and one that its waiting job may be meant for.
          !used.includes(id) &&
          !(id.startsWith('pod') && used.includes('') && cleanup === 'kept') &&
          (one.view.jobs.some(({ jobId }) => jobId === id) ||
            [...one.view.pods, ...(one.view.instances ?? [])].some(({ podId }) => podId === id) ||
            (id.startsWith('pod') && (one.view.unnamed ?? 0) > 0)),
      );
      expect({ cleanup, visible, asked }).toMatchObject({ visible: [] });
    }),
    { numRuns: 1_500 },
  );
});

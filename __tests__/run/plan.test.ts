import { expect, test } from '@jest/globals';
import type { CloudView, JobView, PodView } from '../../src/model/gpu.ts';
import { plan, type Plan } from '../../src/run/plan.ts';
import { NONCE, job, marked, pod, viewOf } from '../support/cleanup-service.ts';
import { stateOf, type Given } from '../support/state.ts';

/** What is to be done, without what is empty. A job is listed by its id. */
function planned(given: Given, view: CloudView): Partial<Record<keyof Plan, unknown>> {
  const { cancel, stop, terminate, stopAll, keep, unsure } = plan(stateOf(given), view);
  const filled = (what: object) => Object.fromEntries(Object.entries(what).filter(([, one]) => !isEmpty(one)));
  const jobs = cancel.map(({ jobId }) => jobId);
  return filled({ cancel: jobs, stop, terminate, stopAll, keep, unsure: filled(unsure) });
}
const isEmpty = (one: unknown): boolean =>
  typeof one === 'object' && one !== null ? Object.keys(one).length === 0 : one === false || one === '';

const view = (jobs: readonly JobView[], pods: readonly string[], more: Partial<CloudView> = {}): CloudView => ({
  ...viewOf(
    jobs,
    pods.map((id) => pod(id)),
  ),
  ...more,
});
const noJobs = (pods: readonly string[], more: Partial<CloudView> = {}) =>
  view([], pods, { jobsKnown: false, ...more });
const instances = (...ids: readonly string[]): { instances: PodView[] } => ({ instances: ids.map((id) => pod(id)) });

const ours = job('j1', 'pod-1', { command: marked(NONCE) });
const other = (podId: string) => job('j2', podId, { command: marked('b'.repeat(16)) });
const nameless = job('j1', 'pod-1');
const left = (id: string) => `pod ${id} was left to the run whose job is alive on it, or waits for it`;
const before = (ids: string) => `pod ${ids} was there before this run and was left as it was`;
const p1 = { podsBefore: ['pod-1'] };
const counted = (n: number) => ({ unnamedBefore: n, countedBefore: n });

test.each<[string, Given, CloudView, ReturnType<typeof planned>]>([
  // 1. Nothing of this run can exist.
  ['ends nothing if nothing was submitted', { at: 'idle', nonces: [] }, view([nameless], ['pod-1']), {}],
  ['ends nothing if each submission was refused', { at: 'idle' }, noJobs(['pod-1'], { unnamed: 1 }), {}],
  ['ends nothing in a re-run that has not looked', { at: 'looking' }, view([nameless], ['pod-1']), {}],

  // 2. By an id, by the mark, or by the job on a pod.
  ['cancels a job by its id', { jobs: ['j1'] }, view([nameless], ['pod-1']), { cancel: ['j1'], stop: ['pod-1'] }],
  [
    'cancels a job by its mark',
    {},
    view([ours, other('pod-2')], ['pod-1', 'pod-2']),
    { cancel: ['j1'], stop: ['pod-1'] },
  ],
  [
    'stops the pod of a job that is over',
    { jobs: ['j1'], at: 'ended' },
    view([{ ...nameless, alive: false }], ['pod-1']),
    { stop: ['pod-1'] },
  ],
  ['stops a pod by its id', { pods: ['pod-1'] }, view([], ['pod-1', 'pod-2']), { stop: ['pod-1'] }],
  [
    'stops a pod by its id if pods are only counted',
    { jobs: ['j1'], pods: ['pod-1'] },
    noJobs([], { unnamed: 1 }),
    { stop: ['pod-1'] },
  ],
  [
    'leaves a counted pod if the list of instances shows that its pod is gone',
    { jobs: ['j1'], pods: ['pod-1'] },
    noJobs([], { unnamed: 1, ...instances('pod-2') }),
    {},
  ],
  [
    'terminates a pod that only the list of instances has',
    { jobs: ['j1'], pods: ['pod-1'] },
    view([], [], instances('pod-1')),
    { terminate: ['pod-1'] },
  ],
  [
    'stops a pod of the instances that the status counts',
    { jobs: ['j1'], pods: ['pod-1'] },
    noJobs([], { unnamed: 1, ...instances('pod-1') }),
    { stop: ['pod-1'] },
  ],

  // 3. No id is known.
  ['stops the only new pod', {}, view([], ['pod-1']), { stop: ['pod-1'] }],
  [
    'stops the only new pod if its job is on none',
    { jobs: ['j1'] },
    view([job('j1', '')], ['pod-1']),
    { cancel: ['j1'], stop: ['pod-1'] },
  ],
  ['stops none of two new pods', {}, view([], ['pod-1', 'pod-2']), { unsure: { pods: ['pod-1', 'pod-2'] } }],
  [
    'leaves a new pod with a job that is over',
    {},
    view([job('j9', 'pod-1', { alive: false, command: 'x' })], ['pod-1']),
    {},
  ],
  [
    'leaves a new pod while another job waits for one',
    {},
    view([job('j2', '', { command: 'x' })], ['pod-1']),
    { unsure: { pods: ['pod-1'] } },
  ],
  [
    'leaves a new pod if a pod of this run is known',
    { pods: ['pod-2'] },
    view([], ['pod-1', 'pod-2']),
    { stop: ['pod-2'] },
  ],
  [
    'leaves a new pod if what was before is not known',
    { unnamedBefore: null, countedBefore: null },
    view([], ['pod-1']),
    { unsure: { pods: ['pod-1'] } },
  ],
  [
    'leaves a new pod if jobs are not listed and other matrix jobs may run',
    { alone: false, jobs: ['j1'] },
    noJobs(['pod-1']),
    { unsure: { pods: ['pod-1'] } },
  ],
  ['leaves a new pod if pods without ids were there', counted(1), noJobs(['pod-1']), { unsure: { pods: ['pod-1'] } }],
  [
    'leaves a new pod next to two that are only counted',
    {},
    noJobs(['pod-1'], { unnamed: 2 }),
    { unsure: { pods: ['pod-1'] } },
  ],
  [
    'stops the only pod of the project by the project, whatever the list of instances shows',
    {},
    noJobs([], { unnamed: 1, ...instances('pod-1') }),
    { stopAll: true },
  ],
  [
    'leaves a new instance if the count has not risen',
    { jobs: ['j1'], ...p1, countedBefore: 1 },
    noJobs([], { unnamed: 1, ...instances('pod-1', 'pod-2') }),
    {},
  ],
  [
    'doubts a new instance if one from before has vanished',
    { jobs: ['j1'], ...p1, countedBefore: 1 },
    noJobs([], { unnamed: 1, ...instances('pod-2') }),
    { unsure: { pods: ['pod-2'] } },
  ],
  [
    'does not count its own known pod as a new one',
    { jobs: ['j1'], pods: ['pod-1'], podId: '', alone: false },
    noJobs([], { unnamed: 1, ...instances('pod-1', 'pod-2') }),
    { stop: ['pod-1'] },
  ],
  [
    'doubts each instance if the status cannot be read',
    { jobs: ['j1'] },
    noJobs([], { statusKnown: false, ...instances('pod-1') }),
    { unsure: { pods: ['pod-1'] } },
  ],
  [
    'doubts each pod if jobs are not listed and the submission is not answered',
    { podsBefore: ['pod-1', 'pod-2'], countedBefore: 2 },
    noJobs(['pod-1', 'pod-2']),
    { unsure: { pods: ['pod-1', 'pod-2'] } },
  ],
  ['stops the whole project if its one pod can only be of this run', {}, noJobs([], { unnamed: 1 }), { stopAll: true }],
  ['does not stop the project if two are counted', {}, noJobs([], { unnamed: 2 }), { unsure: { unnamed: true } }],
  [
    'does not stop the project if one was counted before',
    counted(1),
    noJobs([], { unnamed: 1 }),
    { unsure: { unnamed: true } },
  ],
  [
    'does not stop the project with a pod that has a name',
    p1,
    noJobs(['pod-1'], { unnamed: 1 }),
    { unsure: { pods: ['pod-1'], unnamed: true } },
  ],
  [
    'does not stop the project under a job of someone else',
    {},
    view([job('j2', 'pod-9', { command: 'x' })], [], { unnamed: 1 }),
    { unsure: { unnamed: true } },
  ],
  ['does not stop the project if its pod is to be kept', { keepPod: true }, noJobs([], { unnamed: 1 }), {}],
  [
    'does not guess whose a job without a command line is',
    {},
    view([nameless], ['pod-1']),
    { unsure: { jobs: ['j1'] } },
  ],
  [
    'knows that a job without a command line from before is not its own',
    { jobsBefore: ['j1'] },
    view([nameless], ['pod-1']),
    {},
  ],
  ['expects its own mark if a command line is listed', {}, view([nameless, other('pod-2')], ['pod-1', 'pod-2']), {}],
  ['does not look for a job if it knows the id of its own', { jobs: ['j9'], at: 'ended' }, view([nameless], []), {}],

  // 4. Pods that are left.
  [
    'leaves a pod that was there before',
    { jobs: ['j1'], pods: ['pod-1'], ...p1 },
    view([], ['pod-1']),
    { keep: before('pod-1') },
  ],
  [
    'leaves a pod with a job of someone else',
    { pods: ['pod-1'] },
    view([other('pod-1')], ['pod-1']),
    { keep: left('pod-1') },
  ],
  [
    'keeps a pod as asked',
    { pods: ['pod-1'], keepPod: true },
    view([other('pod-1')], ['pod-1']),
    { keep: 'pod pod-1 is kept warm, as asked' },
  ],
  ['keeps nothing if there is no pod', { keepPod: true }, view([], []), {}],
  [
    'gives each reason',
    { pods: ['pod-0', 'pod-1', 'pod-2'], podsBefore: ['pod-0', 'pod-2'] },
    view([other('pod-1')], ['pod-0', 'pod-1', 'pod-2']),
    { keep: `${left('pod-1')}; ${before('pod-0, pod-2')}` },
  ],
  [
    'stops no known pod if it may be one from before',
    { jobs: ['j1'], pods: ['pod-1'], unnamedBefore: 1 },
    view([], ['pod-1']),
    { unsure: { pods: ['pod-1'] } },
  ],
])('%s', (_, given, shown, expected) => expect(planned(given, shown)).toEqual(expected));

test.each(['STOPPED', 'terminated', 'gone', 'EXITED', 'deleted', 'removed', 'destroyed', 'dead'])(
  'a pod that is %s does not exist',
  (state) => expect(planned({ pods: ['pod-1'] }, viewOf([], [pod('pod-1', state)]))).toEqual({}),
);

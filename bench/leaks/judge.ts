import type { Books, Cloud } from '../../emulator/cloud.ts';
import type { Endings } from './endings.ts';
import { ofPeople } from './people.ts';
import type { Plan } from './plan.ts';

/** How a run ended, by its own report. */
export interface End {
  /** From the signal to the end of the workload that ran then (ms). */
  readonly cancelMs: number | undefined;
  readonly status: string;
  /** The last report on the clean-up. */
  readonly cleanup: string;
  /** What was left of this run when its post step had ended. */
  readonly left: readonly string[];
  readonly log: string;
}

/** Counts by the emulator's own books, once every post step has ended; no pod has ended by its keep-alive by then. */
export interface ProfileResult {
  readonly runs: number;
  readonly started: number;
  /** Jobs, pods and sessions that are left, those of people aside. */
  readonly left: number;
  /** Orders to end a job or a pod of someone else, and jobs and pods of people that ended. */
  readonly othersTouched: number;
  /** Jobs that came onto a pod after the run that stopped it had last asked who is on it. */
  readonly raced: number;
  readonly ranTwice: number;
  /** Runs that reported that something may be left. */
  readonly unconfirmed: number;
  /** Runs of which something was left without that report. */
  readonly wronglyConfirmed: number;
  /** Promises that were broken, each in a sentence. */
  readonly broken: readonly string[];
  /** How each of the counted things came to be. */
  readonly stories: readonly string[];
}

/** Jobs of this run that are alive, and pods that only it can have left. */
export function leftOf(plan: Plan, { jobs, pods }: Books): string[] {
  const own = jobs.filter(({ command }) => command.includes(plan.word));
  const isAlone = (podId: string): boolean =>
    jobs.every((job) => job.podId !== podId || job.command.includes(plan.word));
  const ownPods = pods.filter(
    ({ podId, endedAt }) => endedAt === null && own.some((job) => job.podId === podId) && isAlone(podId),
  );
  return [
    ...own.filter(({ endedAt }) => endedAt === null).map(({ jobId }) => jobId),
    ...ownPods.map(({ podId }) => podId),
  ];
}

/** A command that a person can use as it is printed. */
const COMMAND = /gpu (stop [\w-]+ -y|run --cancel \w+|instances terminate [\w-]+ -y|status)/;

/** The answer to its submission was lost, and nothing was seen: GPU CLI may still carry it out. */
const UNANSWERED = /its id is not known/;

export function judge(
  plans: readonly Plan[],
  ends: ReadonlyMap<Plan, End>,
  cloud: Cloud,
  endings: Endings,
): ProfileResult {
  const books = cloud.books();
  const { jobs, pods } = books;
  const people = ofPeople(cloud);
  const isUp = ({ endedAt }: { readonly endedAt: string | null }): boolean => endedAt === null;
  const broken: string[] = [];
  const stories: string[] = [];
  const tell = (plan: Plan, what: string): void =>
    void stories.push(`${describe(plan)}: ${what}\n${ends.get(plan)?.log ?? ''}`);
  const violate = (plan: Plan, what: string): void => {
    broken.push(`${describe(plan)}: ${what}`);
    tell(plan, what);
  };

  const jobsLeft = jobs.filter((job) => isUp(job) && !people.jobs.has(job.jobId));
  const podsLeft = pods.filter((pod) => isUp(pod) && !people.pods.has(pod.podId));
  const sessionsLeft = books.sessionsHeld - pods.filter(isUp).length;
  let wronglyConfirmed = 0;
  for (const plan of plans) {
    const end = ends.get(plan);
    if (end === undefined) continue;
    const left = [...new Set([...end.left, ...leftOf(plan, books)])];
    if (left.length > 0) tell(plan, `left ${left.join(', ')}`);
    if (left.length > 0 && end.cleanup !== 'unconfirmed') {
      wronglyConfirmed += 1;
      violate(plan, `reported '${end.cleanup}' and left ${left.join(', ')}`);
    }
    if (end.cleanup === 'unconfirmed') {
      tell(plan, 'unconfirmed');
      if (!COMMAND.test(end.log)) violate(plan, 'reported `unconfirmed` without a command');
      if (mustConfirm(plan) && !UNANSWERED.test(end.log)) violate(plan, 'could not confirm what GPU CLI shows');
    }
    if (plan.how === 'none' && plan.fault === undefined && end.status !== 'succeeded')
      violate(plan, `nobody ended it, and it ended as '${end.status}'`);
  }
  // A pod that several runs shared was left by the last of them.
  for (const { podId, projectId } of podsLeft) {
    const on = jobs
      .filter((job) => job.podId === podId)
      .map(({ command }) => plans.find((plan) => owns(plan, command)));
    const runs =
      on.length > 0 ? on.filter((plan) => plan !== undefined) : plans.filter((plan) => plan.project === projectId);
    if (runs.some((plan) => ends.get(plan)?.cleanup === 'unconfirmed')) continue;
    for (const plan of runs.slice(-1)) violate(plan, `left the pod ${podId}, and no run on it reported that`);
  }
  if (sessionsLeft !== 0) broken.push(`${sessionsLeft} sessions are held without a pod`);

  const raced = new Set(endings.touches.filter((touch) => touch.raced).flatMap(({ ids }) => ids));
  const peopleEnded = [
    ...jobs.filter((job) => people.jobs.has(job.jobId) && !isUp(job)).map((job) => [job.jobId, job.projectId] as const),
    ...pods.filter((pod) => people.pods.has(pod.podId) && !isUp(pod)).map((pod) => [pod.podId, pod.projectId] as const),
  ].filter(([id]) => !raced.has(id));
  for (const [id, projectId] of peopleEnded) {
    broken.push(`${id} of a person in ${projectId} ended`);
    for (const plan of plans) if (plan.project === projectId) tell(plan, `${id} of a person ended`);
  }
  const touches = endings.touches.filter(({ raced }) => !raced);
  for (const { run, what } of touches) {
    const plan = plans.find(({ n }) => n === run);
    if (plan !== undefined) violate(plan, what);
  }
  const starts = plans.map((plan) =>
    jobs.filter(({ command }) => owns(plan, command)).reduce((sum, job) => sum + job.starts, 0),
  );
  for (const [at, plan] of plans.entries())
    if ((starts[at] ?? 0) > 1) violate(plan, `the workload was started ${starts[at]} times`);
  // Without this the counts of touched things would prove nothing.
  if (jobs.length > 0 && plans.length >= 10 && endings.orders() === 0)
    broken.push('no run could be seen ending anything');
  return {
    runs: plans.length,
    started: starts.filter((count) => count > 0).length,
    left: jobsLeft.length + podsLeft.length + sessionsLeft,
    othersTouched: touches.length + peopleEnded.length,
    raced: endings.touches.length - touches.length,
    ranTwice: starts.filter((count) => count > 1).length,
    unconfirmed: plans.filter((plan) => ends.get(plan)?.cleanup === 'unconfirmed').length,
    wronglyConfirmed,
    broken,
    stories,
  };
}

const owns = ({ word }: Plan, command: string): boolean => command.includes(word);

/** `rich` shows whose each job and pod is. Where commands are not listed, that is clear only in a project without other runs. */
const mustConfirm = ({ profile, shared, strangerMs, fault }: Plan): boolean =>
  fault?.kind !== 'status-counts-only' &&
  (profile === 'rich' || (profile === 'jobs-without-commands' && !shared && strangerMs === undefined));

const describe = ({ n, profile, how, project, fault }: Plan): string =>
  `run ${n}, ${profile}, ${how}, ${project}, ${fault === undefined ? 'no fault' : JSON.stringify(fault)}`;

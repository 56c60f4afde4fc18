import { readFileSync } from 'node:fs';
import type { Cloud, CloudEvent } from '../../emulator/cloud.ts';
import type { Plan } from './plan.ts';

/** A run ordered the end of something that is not its own. */
export interface Touch {
  readonly run: number;
  readonly what: string;
  /** Ids of the other job and of its pod. */
  readonly ids: readonly string[];
  /** The other job arrived after the run had last asked for the status, so the run could not know of it. */
  readonly raced: boolean;
}

export interface Endings {
  readonly touches: readonly Touch[];
  /** Calls that end a job or a pod and that a run of the storm made. */
  readonly orders: () => number;
}

/** Watches each call of `gpu` that ends a job or a pod: which run makes it, and whose jobs are on the pod at that moment. */
export function watchEndings(cloud: Cloud, plans: readonly Plan[]): Endings {
  const byRun = new Map(plans.map((plan) => [`${plan.n}`, plan]));
  const touches: Touch[] = [];
  const looked = new Map<Plan, number>();
  let orders = 0;
  const see = (event: CloudEvent): void => {
    const argv = event['argv'] as readonly string[];
    const verb = String(event['verb']);
    const ends = verb === 'stop' || argv[0] === 'terminate' || (verb === 'run' && argv[0] === '--cancel');
    if ((!ends && verb !== 'status') || argv.includes('--help')) return;
    const plan = byRun.get(runOf(Number(event['pid'])));
    if (plan === undefined) return;
    if (!ends) {
      looked.set(plan, Date.parse(event.at));
      return;
    }
    orders += 1;
    const { jobs, pods } = cloud.books();
    const isOurs = ({ command }: { readonly command: string }): boolean => command.includes(plan.word);
    const touch = (what: string, ids: readonly string[], raced = false): void =>
      void touches.push({ run: plan.n, what, ids, raced });
    if (verb === 'run') {
      const job = jobs.find(({ jobId }) => jobId === argv[1]);
      if (job !== undefined && !isOurs(job)) touch(`cancels the job ${job.jobId} of someone else`, [job.jobId]);
      return;
    }
    const id = argv.find((word) => !word.startsWith('-') && word !== 'terminate');
    const named = pods.filter(
      (pod) => pod.endedAt === null && (id === undefined ? pod.projectId === event['project'] : pod.podId === id),
    );
    for (const { podId } of named) {
      const on = jobs.filter((job) => job.podId === podId);
      if (!on.some(isOurs)) touch(`stops the pod ${podId}, on which it never had a job`, [podId]);
      for (const job of on.filter((one) => one.endedAt === null && !isOurs(one)))
        touch(
          `stops the pod ${podId} under the job ${job.jobId} of someone else`,
          [job.jobId, podId],
          Date.parse(job.submittedAt) >= (looked.get(plan) ?? 0),
        );
    }
  };
  void cloud.until((event) => {
    if (event.kind === 'call') see(event);
    return false;
  });
  return { touches, orders: () => orders };
}

/** The run that a process belongs to; the program has not gone on by the time this is read, for it waits for an answer. */
function runOf(pid: number): string {
  try {
    return /(?:^|\0)GITHUB_RUN_ID=(\d+)/.exec(readFileSync(`/proc/${pid}/environ`, 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

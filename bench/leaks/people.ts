import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Cloud } from '../../emulator/cloud.ts';

/** In the command line of each job that a person starts by hand. */
const BY_HAND = 'sleep 36000';

export function makeProject(folder: string, projectId: string): void {
  mkdirSync(folder, { recursive: true });
  // No pod ends by its keep-alive while the storm lasts: what is left is counted.
  writeFileSync(join(folder, 'gpu.jsonc'), JSON.stringify({ project_id: projectId, keep_alive_minutes: 600 }));
}

/** A person starts a job by hand in this project and lets it run. */
export async function personStarts(cloud: Cloud, path: string, root: string, project: string): Promise<void> {
  const folder = join(root, `people-${project}`);
  makeProject(folder, project);
  await promisify(execFile)('gpu', ['run', '-d', '--', ...BY_HAND.split(' ')], {
    cwd: folder,
    env: { PATH: path, HOME: root, GPU_SERVICE_TOKEN: cloud.token },
  });
  const started = cloud.until(
    ({ kind, jobId }) =>
      kind === 'job-started' && jobsByHand(cloud).some((job) => job.jobId === jobId && job.projectId === project),
  );
  // A fault that was ordered for a run can meet this job instead, and then it does not start.
  await Promise.race([started, wait(MOST_MS)]);
}

const MOST_MS = 10_000;

export const jobsByHand = (cloud: Cloud) => cloud.books().jobs.filter(({ command }) => command === BY_HAND);

/** Ids of the jobs of people, and of the pods that they run on. A job that a storm run's crash ended is not among those alive. */
export function ofPeople(cloud: Cloud): { readonly jobs: ReadonlySet<string>; readonly pods: ReadonlySet<string> } {
  const jobs = jobsByHand(cloud);
  return {
    jobs: new Set(jobs.map(({ jobId }) => jobId)),
    pods: new Set(jobs.map(({ podId }) => podId).filter((podId) => podId !== null)),
  };
}

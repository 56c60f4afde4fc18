import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cloud } from '../../emulator/cloud.ts';

/** What people have running before any run of ours: it must be there when all is over. */
export interface People {
  readonly jobs: ReadonlySet<string>;
  readonly pods: ReadonlySet<string>;
}

export function makeProject(folder: string, projectId: string): void {
  mkdirSync(folder, { recursive: true });
  // Long enough that no pod goes by itself while the storm lasts: whatever is left is seen.
  writeFileSync(join(folder, 'gpu.jsonc'), JSON.stringify({ project_id: projectId, keep_alive_minutes: 600 }));
}

/** Somebody starts a job by hand in each of these projects and lets it run. */
export async function peopleAtWork(
  cloud: Cloud,
  path: string,
  root: string,
  projects: readonly string[],
): Promise<People> {
  for (const project of projects) {
    const folder = join(root, `people-${project}`);
    makeProject(folder, project);
    await promisify(execFile)('gpu', ['run', '-d', '-y', '--', 'sleep', '36000'], {
      cwd: folder,
      env: { PATH: path, HOME: root, GPU_SERVICE_TOKEN: cloud.token },
    });
    await cloud.until(({ kind, jobId }) => kind === 'job-started' && projectOf(cloud, jobId) === project);
  }
  const { jobs, pods } = cloud.books();
  return { jobs: new Set(jobs.map(({ jobId }) => jobId)), pods: new Set(pods.map(({ podId }) => podId)) };
}

const projectOf = (cloud: Cloud, id: unknown): string | undefined =>
  cloud.books().jobs.find(({ jobId }) => jobId === id)?.projectId;

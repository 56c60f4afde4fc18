import { afterEach, beforeEach, expect } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { startCloud, type Cloud, type CloudOptions } from '../../emulator/cloud.ts';
import { ANONYMOUS } from '../../emulator/orgs/people.ts';
import type { Identity } from '../../emulator/orgs/types.ts';
import { leaksOf, watchCommandLines, type Watch } from './leaks.ts';
import { faultsOf } from './schema.ts';
import { openJob, type Job, type JobOptions, type StepResult, type UsesOptions } from './runner/index.ts';

/** Clouds and jobs that a test opened; they end with it. Every byte that they leave is searched for the token, every report held to its schema. */
const clouds: Cloud[] = [];
const jobs: Job[] = [];
let watch: Watch | undefined;
beforeEach(() => {
  watch = watchCommandLines();
});
afterEach(async () => {
  const places = jobs.flatMap((job) => job.everyByte());
  const leaks = clouds.flatMap((cloud) => leaksOf(cloud, places));
  const reports = jobs.flatMap((job) => job.results.map(({ outputs }) => outputs['report-file'] ?? ''));
  const faults = reports.filter(existsSync).flatMap((path) => faultsOf(JSON.parse(readFileSync(path, 'utf8'))));
  const lines = watch?.end(clouds.map(({ token }) => token)) ?? [];
  for (const one of [...jobs.splice(0), ...clouds.splice(0)]) await one.close();
  expect([...leaks, ...lines, ...faults]).toEqual([]);
});

export async function cloudFor(options: CloudOptions = {}): Promise<Cloud> {
  const cloud = await startCloud(options);
  clouds.push(cloud);
  return cloud;
}

/** A job with the cloud's token as its secret GPU_SERVICE_TOKEN, in a workspace that is a git work tree. */
export async function jobFor(cloud: Cloud, options: JobOptions = {}): Promise<Job> {
  const job = await openJob({ git: true, secrets: { GPU_SERVICE_TOKEN: cloud.token }, ...options });
  jobs.push(job);
  return job;
}

export const TOKEN = '${{ secrets.GPU_SERVICE_TOKEN }}';

export function withOf(cloud: Cloud, inputs: Record<string, string> = {}): UsesOptions {
  return { with: { token: TOKEN, 'install-url': cloud.installUrl, 'retry-delay': '200ms', ...inputs } };
}

/** One step of the built bundle and its post step, against the cloud. */
export async function scenario(
  cloud: Cloud,
  inputs: Record<string, string>,
  options: JobOptions = {},
): Promise<{ job: Job; step: StepResult; post: StepResult | undefined }> {
  const job = await jobFor(cloud, options);
  const step = await job.uses('.', withOf(cloud, inputs));
  const [post] = await job.finish();
  return { job, step, post };
}

/** What a person reads of a step, without the runner's own heading. */
export const said = (step: StepResult): string => step.log.slice(step.log.indexOf('##[endgroup]'));

/** How often a workload process was started, by the cloud's own books. */
export const starts = (cloud: Cloud): number => cloud.books().jobs.reduce((sum, job) => sum + job.starts, 0);

/** By the owner of the seeded organization. */
export function addSubAccount(cloud: Cloud, name: string): void {
  cloud.orgs.handle(ownerOf(cloud), 'create', { name, parent: 'my-team' });
}

function ownerOf({ orgs }: Cloud): Identity {
  const login = orgs.handle(ANONYMOUS, 'login', { email: 'owner@example.com' });
  const owner = orgs.authenticate('ok' in login ? (login.data as { token: string }).token : '');
  if (!('kind' in owner)) throw new Error(owner.message);
  return owner;
}

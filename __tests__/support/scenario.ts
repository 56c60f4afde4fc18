import { expect, test as jestTest } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCloud, type Cloud, type CloudOptions } from '../../emulator/cloud.ts';
import { ANONYMOUS } from '../../emulator/orgs/people.ts';
import type { Identity } from '../../emulator/orgs/types.ts';
import { leaksIn, recordOf, watchCommandLines } from './leaks.ts';
import { faultsOf } from './schema.ts';
import { openJob, type Job, type JobOptions, type StepResult, type UsesOptions } from './runner/index.ts';

/** What a test opened. It ends with the test; every byte of it is searched for the token, and each report is held to its schema. */
interface Opened {
  readonly clouds: Cloud[];
  readonly jobs: { readonly job: Job; readonly token: string }[];
  readonly ends: (() => unknown)[];
  readonly progress: (() => readonly string[])[];
}
const opened = new AsyncLocalStorage<Opened>();

function own(): Opened {
  const mine = opened.getStore();
  if (mine === undefined) throw new Error('Use `test` of support/scenario.ts: it closes what a test opens.');
  return mine;
}

/** Closes something with the test that calls. */
export const atEnd = (close: () => unknown): void => void own().ends.push(close);

/** These lines are shown if the test that calls does not end in time. */
export const showOnTimeout = (lines: () => readonly string[]): void => void own().progress.push(lines);

/** A folder of the test that calls. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scenario-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** That of jest.config.js. */
const TIMEOUT_MS = 60_000;
const watch = watchCommandLines();

async function scene(body: () => Promise<void> | void, timeoutMs = TIMEOUT_MS): Promise<void> {
  const mine: Opened = { clouds: [], jobs: [], ends: [], progress: [] };
  const { clouds, jobs, ends } = mine;
  let found: readonly unknown[] = [];
  await opened.run(mine, async () => {
    try {
      await inTime(Promise.resolve(body()), timeoutMs - 5_000, () => soFar(mine));
    } finally {
      found = [
        ...jobs.flatMap(({ job, token }) => leaksIn(job.everyByte(), token)),
        ...clouds.flatMap((cloud) => leaksIn(recordOf(cloud), cloud.token)),
        ...watch.holding([...clouds, ...jobs].map(({ token }) => token)),
        ...jobs.flatMap(({ job }) => faultsOfReports(job)),
      ];
      for (const { job } of jobs) await job.close();
      for (const cloud of clouds) await cloud.close();
      for (const end of ends.reverse()) await end();
    }
  });
  expect(found).toEqual([]);
}

/** A test that does not end shows how far it came, which its time-out alone would not. */
async function inTime(body: Promise<void>, ms: number, progress: () => string): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The test did not end in ${ms} ms.\n${progress()}`)), ms);
  });
  await Promise.race([body, late]).finally(() => clearTimeout(timer));
}

function soFar({ clouds, jobs, progress }: Opened): string {
  const events = clouds.flatMap((cloud) => cloud.events.map((event) => JSON.stringify(event)));
  return [...events, ...progress.flatMap((lines) => lines()), ...jobs.map(({ job }) => job.printed())].join('\n');
}

function faultsOfReports(job: Job): readonly string[] {
  const reports = job.results.map(({ outputs }) => outputs['report-file'] ?? '').filter(existsSync);
  return reports.flatMap((path) => faultsOf(JSON.parse(readFileSync(path, 'utf8'))));
}

type Body<Row extends readonly unknown[] = []> = (...row: Row) => Promise<void> | void;
type Table<Row extends readonly unknown[]> = (name: string, body: Body<Row>, timeoutMs?: number) => void;
interface Each {
  <Row extends readonly [unknown, ...unknown[]]>(rows: readonly Row[]): Table<[...Row]>;
  <Value>(values: readonly Value[]): Table<[Value]>;
}
interface Test {
  (name: string, body: Body, timeoutMs?: number): void;
  readonly each: Each;
}

/** A test beside which others of its file run: each has a cloud and jobs of its own. */
export const test: Test = Object.assign(
  (name: string, body: Body, timeoutMs?: number) => jestTest.concurrent(name, () => scene(body, timeoutMs), timeoutMs),
  {
    each: (rows: readonly unknown[]) => (name: string, body: Body<unknown[]>, timeoutMs?: number) =>
      jestTest.concurrent.each(rows)(name, (...row: unknown[]) => scene(() => body(...row), timeoutMs), timeoutMs),
  },
);

export async function cloudFor(options: CloudOptions = {}): Promise<Cloud> {
  const { clouds } = own();
  const cloud = await startCloud(options);
  clouds.push(cloud);
  return cloud;
}

/** A job with the cloud's token as its secret GPU_SERVICE_TOKEN, in a workspace that is a git work tree. */
export async function jobFor(cloud: Cloud, options: JobOptions = {}): Promise<Job> {
  const { jobs } = own();
  const job = await openJob({ git: true, secrets: { GPU_SERVICE_TOKEN: cloud.token }, ...options });
  jobs.push({ job, token: cloud.token });
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

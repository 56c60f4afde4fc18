import { afterAll, expect } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installCli } from '../../bench/leaks/step.ts';
import { startCloud, type Books, type Cloud, type CloudEvent, type CloudOptions } from '../../emulator/cloud.ts';
import { PROFILES, readProfile, type ProfileName } from '../../emulator/profiles.ts';
import { leaksOf } from './leaks.ts';
import type { Job, JobOptions, Step, UsesOptions } from './runner/index.ts';
import { jobFor, showOnTimeout, test, withOf } from './scenario.ts';

/** What one row of a table gets on one profile of the program: a project of its own on a cloud that all rows share. */
export interface Stage {
  readonly cloud: Cloud;
  readonly profile: ProfileName;
  /** Submission answers with an id, `wait` with a result; other programs are driven attached. */
  readonly detached: boolean;
  /** `status` lists jobs with their command lines. */
  readonly listsJobs: boolean;
  /** `run` or the status names the pod of a job; else pods have names in `gpu instances list` only. */
  readonly namesPod: boolean;
  /** `status` lists pods and jobs; else it has counts only. */
  readonly listsPods: boolean;
  readonly project: string;
  /** A job whose workspace is this project, with the program on its PATH. */
  job(options?: JobOptions): Promise<Job>;
  with(inputs: Readonly<Record<string, string>>): UsesOptions;
  /** Starts a step that waits for ever, and resolves once its workload runs. */
  running(job: Job, inputs?: Readonly<Record<string, string>>): Promise<Step>;
  /** A run that somebody started without the action, in another project if none is named, and whether it lives. */
  stranger(project?: string): Promise<Stranger>;
  /** This project's part of the cloud's books. */
  left(): { readonly jobsAlive: number; readonly podsAlive: number };
  jobs(): Books['jobs'];
  starts(): number;
  /** Calls of the program in this project, `run --help` and the like left out. */
  calls(...words: readonly string[]): readonly CloudEvent[];
  /** Events of this project so far. */
  events(): readonly CloudEvent[];
  /** An event of this project; `call` of the program with these words, `help` the same with `--help`. */
  until(kind: string, ...words: readonly string[]): Promise<CloudEvent>;
}

export interface Stranger {
  readonly jobId: string;
  readonly podId: string;
  alive(): { readonly job: boolean; readonly pod: boolean };
}

export const NOTHING = { jobsAlive: 0, podsAlive: 0 };
/** Printed by the workload alone: where the command is shown, the word is still in two parts. */
export const READY = 'echo re""ady; sleep 60';

const clouds: Cloud[] = [];
const opened: (() => Promise<void> | void)[] = [];
const shared = new Map<ProfileName, Promise<{ cloud: Cloud; path: string }>>();
afterAll(async () => {
  const leaks = clouds.flatMap((cloud) => leaksOf(cloud, []));
  for (const close of opened.splice(0).reverse()) await close();
  expect(leaks).toEqual([]);
});

async function openCloud(profile: ProfileName, options: CloudOptions = {}): Promise<{ cloud: Cloud; path: string }> {
  const cloud = await startCloud({ profile, sessions: 1_000, graceMs: 50, ...options });
  clouds.push(cloud);
  opened.push(() => cloud.close());
  const home = mkdtempSync(join(tmpdir(), 'profile-'));
  opened.push(() => rmSync(home, { recursive: true, force: true }));
  return { cloud, path: await installCli(cloud, home) };
}

function sharedCloud(profile: ProfileName): ReturnType<typeof openCloud> {
  const cloud = shared.get(profile) ?? openCloud(profile);
  shared.set(profile, cloud);
  return cloud;
}

let rows = 0;
type Row = (
  name: string,
  body: (stage: Stage) => Promise<void>,
  /** A cloud of the row's own, with these options: for orders that cannot name a project. */
  own?: CloudOptions,
  timeoutMs?: number,
) => void;

/** One row of a table, on each of these profiles of the program, several at a time. */
const on =
  (profiles: readonly ProfileName[]): Row =>
  (name, body, own, timeoutMs) => {
    for (const profile of profiles) {
      const project = `row-${++rows}-${profile}`;
      test(
        `${name} [${profile}]`,
        async () => {
          const { cloud, path } = await (own === undefined ? sharedCloud(profile) : openCloud(profile, own));
          const stage = stageOf(cloud, path, profile, project);
          showOnTimeout(() => stage.events().map((event) => JSON.stringify(event)));
          await body(stage);
        },
        timeoutMs,
      );
    }
  };

/** Profiles whose status lists pods and jobs. */
export const LISTED: readonly ProfileName[] = ['jobs-without-commands', 'rich'];

export const onEach = on(PROFILES);
// What does not hold on each profile yet.
export const onListed = on(LISTED);

function stageOf(cloud: Cloud, path: string, profile: ProfileName, project: string): Stage {
  const books = () => {
    const { jobs: all, pods } = cloud.books();
    return {
      jobs: all.filter(({ projectId }) => projectId === project),
      pods: pods.filter(({ projectId }) => projectId === project),
    };
  };
  const has = (words: readonly string[]) => (event: CloudEvent) =>
    event['project'] === project &&
    words.every((word) => word === event['verb'] || (event['argv'] as readonly string[]).includes(word));
  const ofThis = (event: CloudEvent): boolean =>
    [event['projectId'], event['project']].includes(project) || ofProject(cloud, project, event);
  const stage: Stage = {
    cloud,
    profile,
    detached: 'wait' in readProfile(profile).help,
    listsJobs: profile === 'rich',
    namesPod: profile !== 'observed',
    listsPods: ['rich', 'jobs-without-commands'].includes(profile),
    project,
    async job(options = {}) {
      const job = await jobFor(cloud, { git: false, hostEnv: { PATH: path }, ...options });
      writeFileSync(join(job.workspace, 'gpu.jsonc'), JSON.stringify({ project_id: project }));
      return job;
    },
    with: (inputs) => withOf(cloud, { ...inputs }),
    async running(job, inputs = {}) {
      const step = job.start('.', stage.with({ command: READY, ...inputs }));
      await step.until(/^ready$/m);
      return step;
    },
    async stranger(theirs = `${project}-other`) {
      const job = await stage.job();
      writeFileSync(join(job.workspace, 'gpu.jsonc'), JSON.stringify({ project_id: theirs }));
      const command = `gpu run -- sh -c 'sleep 300; : stranger of ${project}'`;
      void job.startScript(command, { env: { GPU_SERVICE_TOKEN: cloud.token } }).done;
      const find = () => cloud.books().jobs.find((one) => one.command.includes(`stranger of ${project}`));
      await cloud.until((event) => event.kind === 'job-started' && event['jobId'] === find()?.jobId);
      const { jobId = '', podId } = find() ?? {};
      return {
        jobId,
        podId: String(podId),
        alive: () => ({
          job: find()?.endedAt === null,
          pod: cloud.books().pods.find((pod) => pod.podId === podId)?.endedAt === null,
        }),
      };
    },
    left: () => ({
      jobsAlive: books().jobs.filter(({ endedAt }) => endedAt === null).length,
      podsAlive: books().pods.filter(({ endedAt }) => endedAt === null).length,
    }),
    jobs: () => books().jobs,
    starts: () => books().jobs.reduce((sum, job) => sum + job.starts, 0),
    calls: (...words) =>
      cloud.events.filter((event) => event.kind === 'call' && has(words)(event) && !has(['--help'])(event)),
    events: () => cloud.events.filter(ofThis),
    until: (kind, ...words) =>
      cloud.until((event) => {
        if (kind === 'help') return event.kind === 'call' && has([...words, '--help'])(event);
        if (event.kind !== kind) return false;
        if (kind === 'call') return has(words)(event) && !has(['--help'])(event);
        return ofThis(event);
      }),
  };
  return stage;
}

/** Events of jobs and pods name only their ids. */
function ofProject(cloud: Cloud, project: string, { jobId, podId }: CloudEvent): boolean {
  const { jobs, pods } = cloud.books();
  return (
    jobs.some((job) => job.jobId === jobId && job.projectId === project) ||
    (jobId === undefined && pods.some((pod) => pod.podId === podId && pod.projectId === project))
  );
}

/** The state that a step has saved so far. */
export const stateFile = (step: Step): string => readFileSync(step.files.state, 'utf8');

import { UserError, sentenceOf } from '../model/errors.ts';
import type { CloudView, JobView } from '../model/gpu.ts';
import type { Host } from '../model/host.ts';
import { readProjectFile, type ProjectFile } from '../gpu/config.ts';
import { fields } from '../gpu/parse.ts';
import { markIn, type Mark } from '../gpu/wrapper.ts';

/** Names under which a step saves its state, and which process it is. */
export const RUN_STATE = 'run';
export const MAIN_STATE = 'main';

/** Which program acts on which project: it does not change during a run. */
export interface Project {
  /** The same in each re-run of this step: a re-run finds the job of its previous attempt by it. It may not be unique, so it ends nothing. */
  readonly key: string;
  readonly bin: string;
  /** The digest that `cli-sha256` pins, '' for none: a later step may replace the program. */
  readonly sha256: string;
  readonly way: 'detached' | 'attached';
  readonly json: boolean;
  readonly cwd: string;
  /** The file or folder that shows GPU CLI which project this is. Without it `gpu status` shows another one. */
  readonly project: string;
  /** The project file that `args` names instead of the one in the folder. */
  readonly config?: ProjectFile | undefined;
  /** No other job of this workflow runs at the same time. */
  readonly alone: boolean;
}

/** What was in the project before this run: none of it is ever stopped. */
export interface Before {
  readonly pods: readonly string[];
  readonly jobs: readonly string[];
  /** Pods before this run whose ids are not known. Null: what was there is not known, so nothing is new. */
  readonly unnamed: number | null;
  /** Pods of the project, with or without an id. Null as above. */
  readonly counted: number | null;
  /** GPU CLI listed jobs. */
  readonly jobsListed: boolean;
  /** The organization that the status named, '' if it named none. */
  readonly account: string;
}

/** How far the newest attempt is. A `submitting` one has no known id: its job, or a pod for it, may come up. */
export type Stage =
  /** Nothing was submitted, or each submission was refused. */
  | { readonly at: 'idle' }
  | { readonly at: 'submitting' }
  | { readonly at: 'running'; readonly jobId: string }
  /** The job is known to be over. Its pod may still run. */
  | { readonly at: 'ended'; readonly jobId: string }
  /** Nothing is left to end: that is verified, or the job was handed on to a later step. */
  | { readonly at: 'over' };

interface Data {
  readonly project: Project;
  readonly before: Before;
  readonly stage: Stage;
  /** The pod of the newest attempt, '' while it is not known. */
  readonly podId: string;
  /** One for each attempt, saved before its submission: a job with one of them in its command line belongs to this run. */
  readonly nonces: readonly string[];
  /** Of all attempts; the newest is last. */
  readonly jobs: readonly string[];
  readonly pods: readonly string[];
  /** Pods of this run that a failure names as broken: `gpu status` and `gpu stop` may not know them. */
  readonly broken: readonly string[];
  /** The newest client that submits a job (`identify` in process.ts). */
  readonly client: string;
  readonly keepPod: boolean;
  /** A re-run that has not seen yet whether the job of its previous attempt still runs. */
  readonly mayHavePrevious: boolean;
  /** Organization to switch back to: its slug, '' for the personal account, null if nothing is to be switched. */
  readonly orgBefore: string | null;
}

const NOTHING_KNOWN: Before = { pods: [], jobs: [], unnamed: null, counted: null, jobsListed: false, account: '' };

/** The runner passes the state to the post step in one variable, whose length the system limits. */
const MOST_IDS = 250;
const MOST_OWN = 100;
const LONGEST_ID = 128;

type Port = Pick<Host, 'saveState' | 'debug'>;
/** The post step reads a state that it does not change for anyone. */
const NO_PORT: Port = { saveState: () => undefined, debug: () => undefined };

/**
 * Everything that the post step must know to end this run. Each change is saved before the next line runs, because a kill may come
 * at any moment. It holds no secret.
 */
export class RunState {
  readonly #port: Port;
  #data: Data;

  private constructor(port: Port, data: Data) {
    this.#port = port;
    this.#data = data;
  }

  /** @throws UserError if it cannot be saved: what could not be ended safely is not started. */
  static begin(
    port: Port,
    project: Project,
    given: { readonly keepPod: boolean; readonly isRerun: boolean },
  ): RunState {
    const state = new RunState(port, {
      project,
      before: NOTHING_KNOWN,
      stage: { at: 'idle' },
      podId: '',
      nonces: [],
      jobs: [],
      pods: [],
      broken: [],
      client: '',
      keepPod: given.keepPod,
      mayHavePrevious: given.isRerun,
      orgBefore: null,
    });
    state.#mustSave();
    return state;
  }

  /** @returns undefined if the text is not a saved state. */
  static read(text: string): RunState | undefined {
    const data = readData(text);
    return data === undefined ? undefined : new RunState(NO_PORT, data);
  }

  get project(): Project {
    return this.#data.project;
  }
  get before(): Before {
    return this.#data.before;
  }
  get at(): Stage['at'] {
    return this.#data.stage.at;
  }
  /** The job of the newest attempt, '' while it is not known. */
  get jobId(): string {
    const { stage } = this.#data;
    return stage.at === 'running' || stage.at === 'ended' ? stage.jobId : '';
  }
  get podId(): string {
    return this.#data.podId;
  }
  get nonces(): readonly string[] {
    return this.#data.nonces;
  }
  get jobs(): readonly string[] {
    return this.#data.jobs;
  }
  get pods(): readonly string[] {
    return this.#data.pods;
  }
  get broken(): readonly string[] {
    return this.#data.broken;
  }
  get client(): string {
    return this.#data.client;
  }
  get keepPod(): boolean {
    return this.#data.keepPod;
  }
  get mayHavePrevious(): boolean {
    return this.#data.mayHavePrevious;
  }
  get orgBefore(): string | null {
    return this.#data.orgBefore;
  }

  /** Something may be alive that is to be ended. */
  get mayLive(): boolean {
    const { nonces, jobs, pods, mayHavePrevious } = this.#data;
    return mayHavePrevious || (this.at !== 'over' && nonces.length + jobs.length + pods.length > 0);
  }

  /** Whether the post step has anything to do. */
  get isLeft(): boolean {
    return this.mayLive || this.orgBefore !== null;
  }

  /** What the first look at the project showed. */
  saw(view: CloudView | undefined, ofOtherRuns: ReadonlySet<string>): void {
    if (view === undefined) return;
    const pods = [...view.pods, ...(view.instances ?? [])]
      .map(({ podId }) => podId)
      .filter((pod) => !ofOtherRuns.has(pod));
    // A job that is over starts no more, so only those that run can be confused with ours.
    const jobs = view.jobs.filter(({ alive }) => alive).map(({ jobId }) => jobId);
    const kept = { pods: shortened(pods), jobs: shortened(jobs) };
    const known = view.statusKnown !== false;
    const unnamed = (view.instances === undefined ? (view.unnamed ?? 0) : 0) + (pods.length - kept.pods.length);
    this.#set({
      before: {
        ...kept,
        unnamed: known ? unnamed : null,
        counted: known ? view.pods.length + (view.unnamed ?? 0) : null,
        jobsListed: view.jobsKnown && kept.jobs.length === jobs.length,
        account: view.account?.org ?? '',
      },
    });
  }

  switchedOrg(from: string): void {
    this.#data = { ...this.#data, orgBefore: from };
    this.#mustSave();
  }

  /** Called before the submission: from here on something may be alive. @throws UserError if it cannot be saved. */
  beginAttempt(nonce: string): void {
    this.#data = {
      ...this.#data,
      stage: { at: 'submitting' },
      podId: '',
      nonces: nonce === '' ? this.nonces : [...this.nonces, nonce].slice(-MOST_OWN),
    };
    this.#mustSave();
  }

  /** Takes over a job that this step did not submit: the one to collect, or that of the previous attempt. */
  adopt({ jobId, podId, command }: Pick<JobView, 'jobId' | 'podId' | 'command'>): void {
    const mark = markIn(command);
    const { before } = this.#data;
    this.#data = {
      ...this.#data,
      mayHavePrevious: false,
      before: { ...before, ...podsBefore(before, mark, podId), jobs: before.jobs.filter((id) => id !== jobId) },
    };
    this.beginAttempt(mark?.nonce ?? '');
    this.learnJob(jobId);
    this.learnPod(podId);
  }

  /** @returns whether the id is new. */
  learnJob(jobId: string): boolean {
    if (jobId === '' || jobId === this.jobId || this.before.jobs.includes(jobId)) return false;
    this.#set({ stage: { at: 'running', jobId }, jobs: newest(this.jobs, jobId) });
    return true;
  }

  /** The log of a job shows that another run started it. */
  isOfOthers(jobId: string): void {
    this.#set({ before: { ...this.before, jobs: [...this.before.jobs, jobId] } });
  }

  /** @returns whether the id is new. */
  learnPod(podId: string): boolean {
    if (podId === '' || (this.podId !== '' && this.pods.includes(podId))) return false;
    this.#set({ podId, pods: newest(this.pods, podId) });
    return true;
  }

  startedClient(client: string): void {
    this.#set({ client });
  }

  /** The newest attempt was refused, so it has no job, and no pod except one that its failure names as broken. */
  refused(brokenPods: readonly string[]): void {
    const fresh = brokenPods.filter((pod) => !this.broken.includes(pod) && !this.before.pods.includes(pod));
    for (const pod of fresh) this.learnPod(pod);
    const none = this.jobId === '' && this.podId === '';
    const stage: Stage = none ? { at: 'idle' } : { at: 'ended', jobId: this.jobId };
    this.#set({ stage, broken: [...this.broken, ...fresh].slice(-MOST_OWN) });
  }

  /** The job of the newest attempt is known to be over. */
  ended(): void {
    if (this.at === 'submitting' || this.at === 'running') this.#set({ stage: { at: 'ended', jobId: this.jobId } });
  }

  /** Nothing is left to end. */
  over(): void {
    this.#set({ stage: { at: 'over' } });
  }

  /** There is no previous attempt that nobody would end. */
  looked(): void {
    if (this.mayHavePrevious) this.#set({ mayHavePrevious: false });
  }

  /** The job has no later step that a warm pod could serve. */
  keepNoPod(): void {
    if (this.keepPod) this.#set({ keepPod: false });
  }

  /** Saves again after a failure; @returns why it could not be saved, '' if it was. */
  save(): string {
    try {
      this.#port.saveState(RUN_STATE, JSON.stringify(this.#data));
      return '';
    } catch (error) {
      this.#port.debug(`The state could not be saved: ${sentenceOf(error)}`);
      return sentenceOf(error);
    }
  }

  /** What runs already is followed to its end, also if its state cannot be saved. */
  #set(change: Partial<Data>): void {
    this.#data = { ...this.#data, ...change };
    this.save();
  }

  #mustSave(): void {
    const why = this.save();
    if (why !== '') throw notSaved(why, this.jobs.length > 0);
  }
}

/** @param more whether something was started before. */
export const notSaved = (why: string, more = false): UserError =>
  new UserError(
    `The state of this step could not be saved (${why}), so nothing ${more ? 'more ' : ''}was started: it could not be ended safely.`,
    'Make the file of the state writable, or free the disk of the runner.',
    { class: 'infra' },
  );

/** What existed before the run of that job began must not be stopped, rather than what existed before this one. */
function podsBefore(before: Before, mark: Mark | undefined, podId: string): Pick<Before, 'pods' | 'unnamed'> {
  if (mark === undefined) return { pods: before.pods.filter((id) => id !== podId), unnamed: before.unnamed };
  // A listing can cut the mark off. Then any pod may be one from before.
  if (mark.podsBefore === undefined)
    return { pods: before.pods.filter((id) => id !== podId), unnamed: Math.max(1, before.unnamed ?? 0) };
  return { pods: mark.podsBefore, unnamed: before.unnamed };
}

const newest = (ids: readonly string[], id: string): readonly string[] =>
  [...ids.filter((one) => one !== id), id].slice(-MOST_OWN);

const shortened = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids)].filter((id) => id.length <= LONGEST_ID).slice(0, MOST_IDS);

function readData(text: string): Data | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const from = fields(json);
  const [project, before, stage] = [fields(from['project']), fields(from['before']), fields(from['stage'])];
  const { key, bin, cwd } = project;
  if (typeof key !== 'string' || typeof bin !== 'string' || typeof cwd !== 'string') return undefined;
  const word = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback);
  const words = (value: unknown): string[] =>
    Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
  const count = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return {
    project: {
      key,
      bin,
      cwd,
      sha256: word(project['sha256']),
      project: word(project['project'], cwd),
      config: readProjectFile(project['config']),
      way: project['way'] === 'detached' ? 'detached' : 'attached',
      json: project['json'] === true,
      alone: project['alone'] === true,
    },
    before: {
      pods: words(before['pods']),
      jobs: words(before['jobs']),
      unnamed: count(before['unnamed']),
      counted: count(before['counted']),
      jobsListed: before['jobsListed'] === true,
      account: word(before['account']),
    },
    stage: readStage(stage, word),
    podId: word(from['podId']),
    nonces: words(from['nonces']),
    jobs: words(from['jobs']),
    pods: words(from['pods']),
    broken: words(from['broken']),
    client: word(from['client']),
    keepPod: from['keepPod'] === true,
    mayHavePrevious: from['mayHavePrevious'] === true,
    orgBefore: typeof from['orgBefore'] === 'string' ? from['orgBefore'] : null,
  };
}

function readStage(stage: Readonly<Record<string, unknown>>, word: (value: unknown) => string): Stage {
  switch (stage['at']) {
    case 'idle':
    case 'over':
      return { at: stage['at'] };
    case 'running':
    case 'ended':
      return { at: stage['at'], jobId: word(stage['jobId']) };
    default:
      return { at: 'submitting' };
  }
}

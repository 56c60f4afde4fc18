import { createHash } from 'node:crypto';
import { UserError, sentenceOf } from '../model/errors.ts';
import type { CloudView, JobView } from '../model/gpu.ts';
import type { Host } from '../model/host.ts';
import type { ProjectFile } from '../gpu/capabilities.ts';
import { markIn } from '../gpu/wrapper.ts';

/** Names under which a step saves its state, and which process it is. */
export const RUN_STATE = 'run';
export const MAIN_STATE = 'main';

/** Which program acts on which project: it does not change during a run. */
export interface Project {
  /** The same in each re-run of this step: a re-run finds the job of its previous attempt by it. It may not be unique, so it ends nothing. */
  readonly key: string;
  /** Which run of the CI job this is, from 1. */
  readonly attempt: number;
  readonly bin: string;
  /** Which account started the run: `accountOf` its token. */
  readonly account: string;
  /** The digest that `cli-sha256` pins, '' for none: a later step may replace the program. */
  readonly sha256: string;
  readonly way: 'detached' | 'attached';
  readonly json: boolean;
  readonly cwd: string;
  /** The file or folder that shows GPU CLI which project this is. Without it `gpu status` shows another one. */
  readonly project: string;
  /** What GPU CLI reads there (`identityOf` in gpu/project.ts): a workload can bring back another file. */
  readonly identity: string;
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

/** How far the newest attempt is, with the ids of its job and its pod, '' while they are not known. */
export type Stage =
  /** A re-run has not seen yet whether the job of its previous attempt still runs. */
  | { readonly at: 'looking' }
  /** Nothing was submitted, or each submission was refused. */
  | { readonly at: 'idle' }
  /** A job, or a pod for it, may come up. */
  | { readonly at: 'submitting'; readonly podId: string }
  | { readonly at: 'running'; readonly jobId: string; readonly podId: string }
  /** The job is known to be over. Its pod may still run. */
  | { readonly at: 'ended'; readonly jobId: string; readonly podId: string }
  /** Nothing is left to end: that is verified, or the job was handed on to a later step. */
  | { readonly at: 'over' };

type Data = Pick<
  RunState,
  'project' | 'before' | 'stage' | 'nonces' | 'jobs' | 'pods' | 'broken' | 'client' | 'keepPod' | 'orgBefore'
>;

const NOTHING_KNOWN: Before = { pods: [], jobs: [], unnamed: null, counted: null, jobsListed: false, account: '' };

/** Of the saved form. A program of another version may read it. */
const VERSION = 1;
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
  readonly version = VERSION;
  declare readonly project: Project;
  declare readonly before: Before;
  declare readonly stage: Stage;
  /** One for each attempt, saved before its submission: a job with one of them in its command line belongs to this run. */
  declare readonly nonces: readonly string[];
  /** Of all attempts; the newest is last. */
  declare readonly jobs: readonly string[];
  declare readonly pods: readonly string[];
  /** Pods of this run that a failure names as broken: `gpu status` and `gpu stop` may not know them. */
  declare readonly broken: readonly string[];
  /** The newest client that submits a job (`identify` in process.ts). */
  declare readonly client: string;
  declare readonly keepPod: boolean;
  /** Organization to switch back to: its slug, '' for the personal account, null if nothing is to be switched. */
  declare readonly orgBefore: string | null;
  readonly #port: Port;

  private constructor(port: Port, data: Data) {
    this.#port = port;
    Object.assign(this, data);
  }

  /** @throws UserError if it cannot be saved: what could not be ended safely is not started. */
  static begin(
    port: Port,
    project: Project,
    { keepPod, isRerun }: { readonly keepPod: boolean; readonly isRerun: boolean },
  ): RunState {
    const stage: Stage = { at: isRerun ? 'looking' : 'idle' };
    const none = { nonces: [], jobs: [], pods: [], broken: [], client: '', orgBefore: null };
    const state = new RunState(port, { project, before: NOTHING_KNOWN, stage, keepPod, ...none });
    state.#mustSet({});
    return state;
  }

  /** @returns undefined if the text is not a saved state of this version. */
  static read(text: string): RunState | undefined {
    try {
      const { version, ...data } = JSON.parse(text) as Data & { readonly version: number };
      return version === VERSION ? new RunState(NO_PORT, data) : undefined;
    } catch {
      return undefined;
    }
  }

  get at(): Stage['at'] {
    return this.stage.at;
  }
  /** The job of the newest attempt, '' while it is not known. */
  get jobId(): string {
    return 'jobId' in this.stage ? this.stage.jobId : '';
  }
  /** The pod of the newest attempt, '' while it is not known. */
  get podId(): string {
    return 'podId' in this.stage ? this.stage.podId : '';
  }
  /** Something may be alive that is to be ended. */
  get mayLive(): boolean {
    const { at, nonces, jobs, pods } = this;
    return at === 'looking' || (at !== 'over' && nonces.length + jobs.length + pods.length > 0);
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

  /** There is no previous attempt that nobody would end. */
  looked(): void {
    if (this.at === 'looking') this.#set({ stage: { at: 'idle' } });
  }

  switchedOrg(from: string): void {
    this.#mustSet({ orgBefore: from });
  }

  /** Called before the submission: from here on something may be alive. @throws UserError if it cannot be saved. */
  beginAttempt(nonce: string): void {
    const nonces = nonce === '' ? this.nonces : [...this.nonces, nonce].slice(-MOST_OWN);
    this.#mustSet({ stage: { at: 'submitting', podId: '' }, nonces });
  }

  /** Takes over a job that this step did not submit: the one to collect, or that of the previous attempt. */
  adopt({ jobId, podId, command }: Pick<JobView, 'jobId' | 'podId' | 'command'>): void {
    const mark = markIn(command);
    const { before } = this;
    // What existed before the run of that job began must not be stopped, rather than what existed before this one.
    const known = mark?.podsBefore ?? before.pods.filter((id) => id !== podId);
    // A job that is not listed runs or ran on any pod. A listing can cut the mark off: then any pod may be one from before.
    const isUnlisted = podId === '' && !before.jobs.includes(jobId) && before.counted !== 0;
    const isCut = mark !== undefined && mark.podsBefore === undefined;
    const pods = isUnlisted ? [] : known;
    const unnamed = isCut || isUnlisted ? Math.max(1, before.unnamed ?? 0) : before.unnamed;
    const counted = isUnlisted ? null : before.counted;
    this.#set({ before: { ...before, pods, unnamed, counted, jobs: before.jobs.filter((id) => id !== jobId) } });
    this.beginAttempt(mark?.nonce ?? '');
    this.learnJob(jobId);
    this.learnPod(podId);
  }

  /** A job with the mark of this run does not replace the one that is known. @returns whether it is that of the newest attempt, and new. */
  learnJob(jobId: string): boolean {
    if (jobId === '' || jobId === this.jobId || this.before.jobs.includes(jobId)) return false;
    if (this.jobId !== '') {
      this.#set({ jobs: newest(newest(this.jobs, jobId), this.jobId) });
      return false;
    }
    this.#set({ stage: { at: 'running', jobId, podId: this.podId }, jobs: newest(this.jobs, jobId) });
    return true;
  }

  learnPod(podId: string): void {
    if (podId === '' || (this.podId !== '' && this.pods.includes(podId))) return;
    this.#set({ stage: 'podId' in this.stage ? { ...this.stage, podId } : this.stage, pods: newest(this.pods, podId) });
  }

  /** The log of a job shows that another run started it. */
  isOfOthers(jobId: string): void {
    this.#set({ before: { ...this.before, jobs: [...this.before.jobs, jobId] } });
  }

  startedClient(client: string): void {
    this.#set({ client });
  }

  /**
   * The newest attempt was refused, so its job is over.
   * @param brokenPod its pod, if its failure names it as broken; else ''. @param mayHavePod it may have a pod, also if no failure names one.
   */
  refused(brokenPod = '', mayHavePod = true): void {
    const isNew = brokenPod !== '' && !this.broken.includes(brokenPod) && !this.before.pods.includes(brokenPod);
    const fresh = isNew ? [brokenPod] : [];
    for (const pod of fresh) this.learnPod(pod);
    const { jobId, podId } = this;
    const isIdle = podId === '' && (jobId === '' || !mayHavePod);
    const stage: Stage = isIdle ? { at: 'idle' } : { at: 'ended', jobId, podId };
    this.#set({ stage, broken: [...this.broken, ...fresh].slice(-MOST_OWN) });
  }

  /** The job of the newest attempt is known to be over. */
  ended(): void {
    const { at, jobId, podId } = this;
    if (at === 'submitting' || at === 'running') this.#set({ stage: { at: 'ended', jobId, podId } });
  }

  /** Nothing is left to end. */
  over(): void {
    this.#set({ stage: { at: 'over' } });
  }

  /** Saves again after a failure; @returns why it could not be saved, '' if it was. */
  save(): string {
    try {
      this.#port.saveState(RUN_STATE, JSON.stringify(this));
      return '';
    } catch (error) {
      this.#port.debug(`The state could not be saved: ${sentenceOf(error)}`);
      return sentenceOf(error);
    }
  }

  /** What runs already is followed to its end, also if its state cannot be saved. */
  #set(change: Partial<Data>): string {
    Object.assign(this, change);
    return this.save();
  }

  #mustSet(change: Partial<Data>): void {
    const why = this.#set(change);
    if (why !== '') throw notSaved(why, this.jobs.length > 0);
  }
}

/** Keeps tokens apart and shows nothing of them. */
export const accountOf = (token: string): string => createHash('sha256').update(token).digest('hex').slice(0, 8);

/** @param more whether something was started before. */
export const notSaved = (why: string, more = false): UserError =>
  new UserError(
    `The state of this step could not be saved (${why}), so nothing ${more ? 'more ' : ''}was started: it could not be ended safely.`,
    'Make the file of the state writable, or free the disk of the runner.',
    { class: 'infra' },
  );

const newest = (ids: readonly string[], id: string): readonly string[] =>
  [...ids.filter((one) => one !== id), id].slice(-MOST_OWN);

const shortened = (ids: readonly string[]): readonly string[] =>
  [...new Set(ids)].filter((id) => id.length <= LONGEST_ID).slice(0, MOST_IDS);

import type { Clock } from '../model/clock.ts';
import type { CloudView, Gpu, PodView } from '../model/gpu.ts';
import type { Cleanup } from '../model/outcome.ts';
import { identityOf } from '../gpu/project.ts';
import { startedBy } from '../gpu/wrapper.ts';
import { isAlive } from '../gpu/parse.ts';
import { NO_STATUS, isEnding, plan, podsOf, type Plan } from './plan.ts';
import type { RunState } from './state.ts';
import { isAborted } from './stop.ts';

export interface CleanupResult {
  readonly cleanup: Cleanup;
  /** What may still run and the command that ends it; empty unless unconfirmed. */
  readonly leftover: string;
  /** Why a pod was left on purpose; empty otherwise. */
  readonly left: string;
  /** Our pod before it was stopped: it shows GPU and price. */
  readonly pod: PodView | undefined;
}

export interface CleanupOptions {
  readonly clock: Clock;
  /** For everything, from the call (ms). */
  readonly deadlineMs: number;
  /** For one call of the CLI (ms). */
  readonly callMs: number;
  /** How often to look for a submission that was not answered (default: 2). */
  readonly looks?: number;
  /** In place of what the state says. */
  readonly keepPod?: boolean;
  /** An abort returns what is known so far, as unconfirmed. */
  readonly signal?: AbortSignal | undefined;
}

/** Between two attempts to end what still runs (ms). */
const PAUSE_MS = 400;
/** A status that could not be read before the run either is asked for so long (ms). */
const BLIND_MS = 5_000;
/** A job that is listed without its command line shows whose it is when its workload starts: for this share of the time its log is read. */
const UNSURE_SHARE = 0.6;
/** A job that survives its cancels for so long ends with its pod (ms). */
const STUBBORN_MS = 15_000;

export const NOTHING_TO_END: CleanupResult = { cleanup: 'not-needed', leftover: '', left: '', pod: undefined };

/**
 * Ends what this run left and verifies it: our jobs are cancelled by id, their pods are stopped by id, then the status is read
 * again. Idempotent; never throws.
 */
export async function endRun(gpu: Gpu, state: RunState, options: CleanupOptions): Promise<CleanupResult> {
  const isEmpty = state.at === 'idle' && state.jobs.length + state.pods.length + state.broken.length === 0;
  if (isEmpty) return NOTHING_TO_END;
  const ending = new Ending(gpu, state, options);
  // Known jobs are cancelled before anything is read: on a cancel each moment counts.
  if (!isAborted(options.signal) && (state.at === 'submitting' || state.at === 'running')) await ending.cancelKnown();
  return ending.untilVerified();
}

/** Whether GPU CLI still looks at the project of this run. If not, no answer proves anything, and `gpu stop` would act on another one. */
export const isUnchanged = ({ cwd, config, identity }: RunState['project']): boolean =>
  identityOf(cwd, config) === identity;

/** One clean-up: look, plan, act, until a look that finds nothing verifies the end or the time is up. */
class Ending {
  readonly #gpu: Gpu;
  readonly #state: RunState;
  readonly #options: CleanupOptions;
  readonly #keepPod: boolean;
  readonly #until: number;
  /** Ids that were ordered to end, and ids of pods that were seen. */
  readonly #ordered = new Set<string>();
  readonly #seen = new Set<string>();
  #pauseMs = PAUSE_MS;
  /** The newest job is known to be over, or its cancel was accepted, or a record shows that it runs all the same. */
  #job: 'over' | 'cancelled' | 'alive' | 'unknown';
  #view: CloudView | undefined;
  #plan: Plan | undefined;
  /** Broken pods that nothing lists. */
  #hidden: readonly string[] = [];
  #pod: PodView | undefined;

  constructor(gpu: Gpu, state: RunState, options: CleanupOptions) {
    this.#gpu = gpu;
    this.#state = state;
    this.#options = options;
    this.#keepPod = options.keepPod ?? state.keepPod;
    this.#until = options.clock.elapsed() + options.deadlineMs;
    this.#job = state.at === 'ended' || state.jobId === '' ? 'over' : 'unknown';
  }

  cancelKnown(): Promise<void> {
    return this.#order(this.#state.jobs, this.#cancel);
  }

  /** What is known by id is ended once, and nothing is awaited. */
  async withoutStatus(): Promise<CleanupResult> {
    await this.#stopKnown();
    // A warning that names candidates helps only if no id is known.
    const instances = this.#state.pods.length > 0 ? undefined : await this.#gpu.instances(...this.#call());
    if (instances !== undefined) this.#plan = plan(this.#state, { ...NO_STATUS, instances }, this.#keepPod);
    return this.#unconfirmed();
  }

  async untilVerified(): Promise<CleanupResult> {
    // A submission that was not answered may still arrive: one look that finds nothing proves little.
    let looks = this.#state.at === 'submitting' ? (this.#options.looks ?? 2) : 1;
    do {
      if (isAborted(this.#options.signal)) break;
      const view = (this.#view = await this.#look());
      // Outputs can come back at any time.
      if (!isUnchanged(this.#state.project)) return this.withoutStatus();
      const now = (this.#plan = view === undefined ? undefined : plan(this.#state, view, this.#keepPod));
      if (view === undefined || now === undefined) {
        if (await this.#endUnseen()) break;
        continue;
      }
      const ids = [...now.pods, ...now.shown];
      this.#pod ??= [...view.pods, ...(view.instances ?? [])].find(({ podId }) => ids.includes(podId));
      if (await this.#act(now, view)) continue;
      if (now.unsure.jobs.length > 0 && this.#left() > this.#options.deadlineMs * (1 - UNSURE_SHARE)) {
        await this.#recognize(now, view);
        continue;
      }
      if (now.unsure.jobs.length + now.unsure.pods.length > 0 || now.unsure.unnamed) break;
      if (--looks > 0) continue;
      if (!(await this.#isJobOver(now, view))) continue;
      if (await this.#endHidden(view)) break;
      return this.#verified(now);
    } while (await this.#pause());
    return this.#unconfirmed();
  }

  #left = (): number => this.#until - this.#options.clock.elapsed();
  /** The limit of one call, and the signal that ends it. */
  #call(mostMs = Infinity): [number, AbortSignal | undefined] {
    const { callMs, signal } = this.#options;
    return [Math.min(mostMs, Math.max(500, Math.min(callMs, this.#left()))), signal];
  }

  /** @returns whether there is time for another look. */
  async #pause(): Promise<boolean> {
    const { clock, signal } = this.#options;
    if (this.#left() <= 0) return false;
    if (this.#pauseMs > 0) await clock.sleep(Math.min(this.#pauseMs, this.#left()), signal);
    this.#pauseMs = PAUSE_MS;
    return true;
  }

  /** What is ordered for the first time is mostly done when the order returns, so the next look follows at once. */
  async #order(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<void> {
    if (ids.some((id) => !this.#ordered.has(id))) this.#pauseMs = 0;
    for (const id of ids) this.#ordered.add(id);
    await Promise.all(ids.map(act));
  }
  #cancel = async (jobId: string): Promise<void> => {
    const accepted = await this.#gpu.cancel(jobId, ...this.#call());
    if (accepted && jobId === this.#newest() && this.#job === 'unknown') this.#job = 'cancelled';
  };
  #stop = async (podId: string): Promise<void> => {
    const stopped = await this.#gpu.stop(podId, ...this.#call());
    if (!stopped && this.#state.broken.includes(podId)) await this.#terminate(podId);
  };
  #terminate = (podId: string): Promise<boolean> => this.#gpu.terminate(podId, ...this.#call());

  #newest = (): string => this.#state.jobs.at(-1) ?? '';
  #isBefore = (pod: string): boolean => this.#state.before.pods.includes(pod);
  #ownPods = (): string[] => this.#state.pods.filter((pod) => !this.#isBefore(pod));

  async #look(): Promise<CloudView | undefined> {
    const { before, broken, stage, pods } = this.#state;
    const read = await this.#gpu.status(...this.#call());
    // A CLI that listed jobs before and does not now gave a broken answer: a job of another run may be on any pod.
    if (before.jobsListed && read?.jobsKnown !== true) return undefined;
    const status = read ?? NO_STATUS;
    for (const { podId } of status.pods) this.#seen.add(podId);
    const isGone = (podId: string) => !status.pods.some((one) => one.podId === podId);
    const isUnproven = (podId: string) => isGone(podId) && (!this.#seen.has(podId) || broken.includes(podId));
    if (!('podId' in stage) && pods.length === 0) return read;
    if (read !== undefined && !this.#ownPods().some(isUnproven) && (read.unnamed ?? 0) === 0) return read;
    const instances = await this.#gpu.instances(...this.#call());
    return instances === undefined ? read : { ...status, instances };
  }

  /** Without a status nothing can be confirmed, but what is known by id is ended. @returns whether to give up. */
  async #endUnseen(): Promise<boolean> {
    const { unnamed } = this.#state.before;
    const { deadlineMs } = this.#options;
    if (deadlineMs - this.#left() <= (unnamed === null ? BLIND_MS : deadlineMs / 2)) return false;
    await this.#stopKnown();
    return unnamed === null;
  }

  /** If pods without a name were there before this run, its job may run on one of them. */
  async #stopKnown(): Promise<void> {
    if ((this.#state.before.unnamed ?? 0) === 0 && !this.#keepPod) await this.#order(this.#ownPods(), this.#stop);
  }

  /** @returns whether something was to be ended: the next look shows what became of it. */
  async #act(now: Plan, view: CloudView): Promise<boolean> {
    const toOrder = (ids: readonly string[]) => ids.filter((id) => !isEnding(view, id));
    if (now.cancel.length > 0) {
      // A job that was listed is over as soon as it is not.
      if (now.cancel.some(({ jobId }) => jobId === this.#newest())) this.#job = 'over';
      // When they are over, nothing may show any more that they were ours.
      for (const podId of podsOf(now.cancel)) this.#state.learnPod(podId);
      const ids = now.cancel.map(({ jobId }) => jobId);
      const isStubborn = this.#options.deadlineMs - this.#left() >= STUBBORN_MS;
      await Promise.all([this.#order(ids, this.#cancel), this.#order(isStubborn ? now.stop : [], this.#stop)]);
      return true;
    }
    if (now.stop.length + now.terminate.length === 0 && !now.stopAll) return this.#stopUnseen(now, view);
    this.#learnPods(now);
    await Promise.all([
      this.#order(toOrder(now.stop), this.#stop),
      this.#order(toOrder(now.terminate), this.#terminate),
      this.#order(now.stopAll ? ['*'] : [], () => this.#gpu.stopAll(...this.#call())),
    ]);
    return true;
  }

  /** A list can be late: a pod that no look has shown is stopped all the same, once. */
  async #stopUnseen({ pods }: Plan, view: CloudView): Promise<boolean> {
    if (this.#keepPod || (this.#state.before.unnamed ?? 0) > 0) return false;
    const used = podsOf(view.jobs.filter(({ alive }) => alive));
    const unseen = this.#ownPods().filter(
      (pod) => ![...pods, ...used, ...this.#seen, ...this.#ordered, ...this.#state.broken].includes(pod),
    );
    await this.#order(unseen, this.#stop);
    return unseen.length > 0;
  }

  #learnPods({ pods }: Plan): void {
    for (const pod of pods) if (!this.#state.pods.includes(pod)) this.#state.learnPod(pod);
  }

  /** Reads in the log of each job, which begins with the mark of its run, whose it is. */
  async #recognize({ unsure }: Plan, view: CloudView): Promise<void> {
    const read = async (id: string) => ({ id, nonce: startedBy(await this.#gpu.log(id, ...this.#call())) });
    for (const { id, nonce } of await Promise.all(unsure.jobs.map(read))) {
      if (nonce === '') continue;
      this.#pauseMs = 0;
      if (this.#state.nonces.includes(nonce)) {
        this.#state.learnJob(id);
        this.#state.learnPod(view.jobs.find(({ jobId }) => jobId === id)?.podId ?? '');
      } else this.#state.isOfOthers(id);
    }
  }

  /**
   * A record, a job that was listed and is gone, or the end of its pod proves that a job is over. An empty list does not. An
   * accepted cancel does only if the job can no longer be seen: GPU CLI may accept a cancel and let the job run on.
   */
  async #isJobOver(now: Plan, view: CloudView): Promise<boolean> {
    const { podId, project } = this.#state;
    // `gpu stop` without an id ended the only pod that could be of this run.
    const isPodKnown = podId !== '' || this.#ordered.has('*');
    const podGone = isPodKnown && now.pods.length === 0 && (view.unnamed ?? 0) === 0;
    if (this.#job === 'cancelled' && (podGone || view.jobsKnown || project.way === 'attached')) this.#job = 'over';
    if (this.#job === 'over') return true;
    const result = await this.#gpu.result(this.#newest(), ...this.#call(1_000));
    if (result === undefined) return false;
    this.#job = isAlive(result.state) ? 'alive' : 'over';
    if (this.#job === 'alive') await this.#order([this.#newest()], this.#cancel);
    return this.#job === 'over';
  }

  /** A broken pod that is not in the status may still exist, unless the list of instances shows that it does not. */
  async #endHidden(view: CloudView): Promise<boolean> {
    if (view.instances !== undefined) return false;
    const isListed = (id: string) => view.pods.some(({ podId }) => podId === id);
    this.#hidden = this.#state.broken.filter((id) => !this.#isBefore(id) && !isListed(id));
    const fresh = this.#hidden.filter((id) => !this.#ordered.has(id));
    await this.#order(fresh, this.#terminate);
    return this.#hidden.length > 0;
  }

  #verified(now: Plan): CleanupResult {
    if (this.#keepPod) this.#learnPods(now);
    const { at, podId, jobs, pods } = this.#state;
    // A submission whose answer was cut off can still be carried out, after the last look, unless its pod was found and is gone.
    if (at === 'submitting' && podId === '' && !this.#ordered.has('*')) return this.#unconfirmed();
    if (at === 'submitting') this.#state.ended();
    const never = jobs.length + pods.length + this.#ordered.size === 0;
    const cleanup = now.keep !== '' ? 'kept' : never ? 'not-needed' : 'confirmed';
    return { cleanup, leftover: '', left: now.keep, pod: this.#pod };
  }

  #unconfirmed(): CleanupResult {
    return { cleanup: 'unconfirmed', leftover: this.#leftover(), left: '', pod: this.#pod };
  }

  /** What is left for a person: each command names an id. */
  #leftover(): string {
    const now = this.#plan;
    const stopEach = (ids: readonly string[]) => ids.map((id) => this.#gpu.stopCommand('', id)).join(' && ');
    const alive = this.#job === 'alive' ? this.#newest() : '';
    const job = now === undefined ? this.#newest() : (now.cancel[0]?.jobId ?? alive);
    if (job === '' && now !== undefined) {
      const { jobs } = now.unsure;
      const pods = [...now.unsure.pods, ...now.shown];
      const hidden = [...now.terminate, ...this.#hidden];
      if (jobs.length > 0)
        return `job ${jobs.join(' or ')} ${MAY_BE_OURS} ${jobs.map((id) => this.#gpu.stopCommand(id, '')).join(' or ')}`;
      if (hidden.length > 0)
        return `pod ${hidden.join(', ')} ${MAY_RUN} ${hidden.map((id) => `gpu instances terminate ${id} -y`).join(' && ')}`;
      if (pods.length > 0) return `pod ${pods.join(', ')} ${MAY_BE_OURS} ${stopEach(pods)}`;
    }
    const podId = (now === undefined ? this.#ownPods() : now.stop).at(-1) ?? '';
    if (job === '' && podId !== '' && isEnding(this.#view, podId))
      return `pod ${podId} is still stopping and may cost money until it is gone; look with: gpu status`;
    const what = [job && `job ${job}`, podId && `pod ${podId}`].filter(Boolean).join(' and ');
    if (what !== '') return `${what} ${MAY_RUN} ${this.#gpu.stopCommand(job, podId)}`;
    return `a job or pod of this run may still run and cost money, and its id is not known; run \`gpu status\` in ${this.#state.project.cwd}, then stop the pod that it names`;
  }
}

const MAY_RUN = 'may still run and cost money; end it with:';
const MAY_BE_OURS = 'may be of this run, and GPU CLI does not show whose it is; if it is yours, end it with:';

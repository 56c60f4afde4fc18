import { sentenceOf } from '../model/errors.ts';
import type { Host } from '../model/host.ts';
import { readProjectFile, type ProjectFile } from '../gpu/config.ts';
import { fields } from '../gpu/parse.ts';

/**
 * What a later process must know to end this run: written to the host's state before anything is started, and again as facts
 * become known, so that a crash, a kill or a cancel at any moment leaves enough behind. It holds no secret.
 */
export interface Ledger {
  /** The same in each re-run of this step: a re-run finds its living predecessor by it. It may not be unique, so nothing is ended by it. */
  readonly key: string;
  readonly bin: string;
  /** The digest that `cli-sha256` pins, '' for none: a later step may have replaced the program. */
  readonly sha256: string;
  readonly way: 'detached' | 'attached';
  readonly json: boolean;
  readonly cwd: string;
  /** What tells GPU CLI which project that is: a file or the folder itself. Without it `gpu status` tells of another. */
  readonly project: string;
  /** The project file that `args` names in place of the folder's own. */
  readonly config?: ProjectFile | undefined;
  /** `started`: something may live. `over`: it has been ended and that has been verified. */
  stage: 'intent' | 'started' | 'over';
  /** What was in the project before us; none of it is ever stopped. */
  podsBefore: readonly string[];
  jobsBefore: readonly string[];
  /** Pods that were counted before us and have no names. Null: what was there is not known, so nothing is new. */
  unnamedBefore: number | null;
  /** Pods of the project before us, with a name or without. Null as above. */
  countedBefore: number | null;
  /** The CLI listed jobs before us. */
  jobsListed: boolean;
  /** No other job of this workflow runs at the same time. */
  alone: boolean;
  /** The newest client that submits a job, as `identify` of process.ts shows it; '' for none. */
  client: string;
  /** The organization that the first status named, '' if it named none. */
  account: string;
  /** Of our attempts, each saved before its submission: a job that carries one is ours, whatever became of its id. */
  nonces: readonly string[];
  /** Ours, in order of appearance. */
  jobs: readonly string[];
  pods: readonly string[];
  /** Whether job and pod of the newest attempt are among them: what an earlier one left says nothing of it. */
  known: { readonly job: boolean; readonly pod: boolean };
  /** Those of our pods that a failure names as broken: `gpu status` and `gpu stop` may not know them. */
  broken: readonly string[];
  keepPod: boolean;
  /** The newest attempt was refused: it has no job, and no pod but one that it names. */
  refused: boolean;
  /** The last job is known to be over, so only its pod is left to release. */
  jobOver: boolean;
  /** The job was handed on (`mode: submit`): it is to live. */
  handedOn: boolean;
  /** A re-run that has not yet looked whether its former try is alive. */
  former: boolean;
  /** Organization that the run is under, '' for whichever is active. */
  readonly org: string;
  /** Organization to switch back to: its slug, '' for the personal account, null when nothing was switched. */
  orgBefore: string | null;
}

export const LEDGER_STATE = 'ledger';

/** What is older arrives no more, and the system hands post no value of any length. */
const MOST_NONCES = 100;

/** Before its submission: from here on something may live. */
export function beginAttempt(ledger: Ledger, nonce: string): void {
  ledger.stage = 'started';
  ledger.known = { job: false, pod: false };
  ledger.jobOver = false;
  ledger.refused = false;
  if (nonce !== '') ledger.nonces = [...ledger.nonces, nonce].slice(-MOST_NONCES);
}

/**
 * Takes in ids of the newest attempt's job and pod; '' for none. The newest stands last.
 * @returns whether that was new: then it must be saved before anything else happens.
 */
export function learnIds(ledger: Ledger, jobId: string, podId: string): boolean {
  const { known, jobs, pods, jobsBefore } = ledger;
  const job = jobId !== '' && !jobsBefore.includes(jobId) && !(known.job && jobs.includes(jobId));
  const pod = podId !== '' && !(known.pod && pods.includes(podId));
  if (job) ledger.jobs = [...jobs.filter((id) => id !== jobId), jobId];
  if (pod) ledger.pods = [...pods.filter((id) => id !== podId), podId];
  ledger.known = { job: known.job || job, pod: known.pod || pod };
  return job || pod;
}

/** Takes in pods that a failure of ours names as broken. */
export function learnBroken(ledger: Ledger, pods: readonly string[]): void {
  const fresh = pods.filter((pod) => !ledger.broken.includes(pod) && !ledger.podsBefore.includes(pod));
  for (const pod of fresh) learnIds(ledger, '', pod);
  ledger.broken = [...ledger.broken, ...fresh];
}

/** Whether post has anything to do. */
export const isLeft = (ledger: Ledger): boolean => mayLive(ledger) || ledger.orgBefore !== null;

/** Something may live that is to be ended. */
export const mayLive = ({ stage, handedOn, former }: Ledger): boolean => former || (stage === 'started' && !handedOn);

export function readLedger(text: string): Ledger | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const from = fields(json);
  const strings = (value: unknown) => (Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []);
  const { key, bin, cwd, stage } = from;
  if (typeof key !== 'string' || typeof bin !== 'string' || typeof cwd !== 'string') return undefined;
  return {
    key,
    bin,
    sha256: typeof from['sha256'] === 'string' ? from['sha256'] : '',
    cwd,
    project: typeof from['project'] === 'string' ? from['project'] : cwd,
    config: readProjectFile(from['config']),
    way: from['way'] === 'detached' ? 'detached' : 'attached',
    json: from['json'] === true,
    stage: stage === 'intent' || stage === 'over' ? stage : 'started',
    podsBefore: strings(from['podsBefore']),
    jobsBefore: strings(from['jobsBefore']),
    unnamedBefore: typeof from['unnamedBefore'] === 'number' ? from['unnamedBefore'] : null,
    countedBefore: typeof from['countedBefore'] === 'number' ? from['countedBefore'] : null,
    jobsListed: from['jobsListed'] === true,
    alone: from['alone'] === true,
    client: typeof from['client'] === 'string' ? from['client'] : '',
    account: typeof from['account'] === 'string' ? from['account'] : '',
    nonces: strings(from['nonces']),
    jobs: strings(from['jobs']),
    pods: strings(from['pods']),
    known: { job: fields(from['known'])['job'] === true, pod: fields(from['known'])['pod'] === true },
    broken: strings(from['broken']),
    keepPod: from['keepPod'] === true,
    jobOver: from['jobOver'] === true,
    refused: from['refused'] === true,
    handedOn: from['handedOn'] === true,
    former: from['former'] === true,
    org: typeof from['org'] === 'string' ? from['org'] : '',
    orgBefore: typeof from['orgBefore'] === 'string' ? from['orgBefore'] : null,
  };
}

/** @returns why it could not be saved, '' where it was: post then looks once more. */
export function tryToSave(host: Host, ledger: Ledger): string {
  try {
    host.saveState(LEDGER_STATE, JSON.stringify(ledger));
    return '';
  } catch (error) {
    host.debug(`The ledger could not be saved: ${sentenceOf(error)}`);
    return sentenceOf(error);
  }
}

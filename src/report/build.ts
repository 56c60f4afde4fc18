import type { AccountView, PodView } from '../model/gpu.ts';
import type { Host } from '../model/host.ts';
import {
  endingOf,
  offerFor,
  type Attempt,
  type Cost,
  type Offer,
  type Outcome,
  type PoolUse,
  type RunReport,
} from '../model/outcome.ts';
import { hider } from '../model/secrets.ts';
import type { RunRequest } from '../request.ts';
import type { CleanupResult } from '../run/cleanup.ts';
import type { Journal } from './log.ts';
import { hintOf } from './texts.ts';
import { clean } from './escape.ts';
import { advise } from './tips.ts';
import type { Brought } from './workload-files.ts';

/** All that the step knows when the run is over. Times in ms since the epoch. */
export interface Facts {
  readonly request: RunRequest | undefined;
  readonly outcome: Outcome;
  readonly hint: string;
  readonly journal?: Journal;
  readonly attempts: readonly Attempt[];
  readonly pod?: PodView | undefined;
  /** Sessions in use while the workload ran. */
  readonly pool: PoolUse | null;
  readonly offers: readonly Offer[];
  readonly startedAt: number;
  readonly endedAt: number;
  readonly jobId: string;
  readonly podId: string;
  /** Who runs it, where GPU CLI says. */
  readonly account: AccountView | undefined;
  readonly cleanup: CleanupResult;
  readonly cliVersion: string;
  readonly actionVersion: string;
  readonly brought: Brought;
  readonly notices: readonly string[];
  readonly label: string;
}

/** The run report: everything else is rendered from it. */
export function reportOf(facts: Facts, host: Host): RunReport {
  const { request, outcome, attempts, pod, offers } = facts;
  const ending = endingOf(outcome);
  const last = attempts.at(-1);
  const telemetry = facts.journal?.telemetry.result() ?? null;
  const type = pod?.gpuType || last?.gpuType || telemetry?.gpuName || '';
  const count = pod?.gpuCount || request?.gpuCount || telemetry?.gpuCount || 1;
  const offer = offerFor(offers, type);
  const pricePerHour = pod !== undefined && pod.costPerHour > 0 ? pod.costPerHour / count : (offer?.costPerHour ?? 0);
  const times = timesOf(attempts, facts.startedAt, facts.endedAt);
  const billed = billedSeconds(attempts, facts.endedAt);
  const cost: Cost | null =
    pricePerHour > 0 && billed > 0
      ? { usd: (pricePerHour * count * billed) / 3_600, pricePerHour, gpuCount: count, billedSeconds: billed }
      : null;
  const refusal = attempts.findLast(({ outcome: { kind } }) => kind === 'refused')?.outcome;
  // What kept it waiting says more than how full the pool was later.
  const pool = (refusal?.kind === 'refused' ? refusal.pool : undefined) ?? facts.pool;
  const command = (request?.command ?? '').slice(0, 2_000);
  const versions = { cli: facts.cliVersion, action: facts.actionVersion };
  const unadvised = {
    version: 1,
    label: facts.label,
    ...ending,
    reason: reasonOf(outcome),
    hint: facts.hint || hintOf({ class: ending.class, attempts, versions, command }),
    exitCode: outcome.kind === 'failed' ? outcome.exitCode : outcome.kind === 'succeeded' ? 0 : null,
    command,
    mode: request?.mode ?? 'run',
    jobId: facts.jobId,
    podId: facts.podId,
    gpu: { type, count: type === '' ? 0 : count, vramGib: offer?.vramGib ?? 0, pricePerHour },
    startedAt: new Date(facts.startedAt).toISOString(),
    endedAt: new Date(facts.endedAt).toISOString(),
    attempts,
    times,
    cost,
    org: { slug: request?.org || (facts.account?.org ?? ''), identity: facts.account?.name ?? '', pool },
    telemetry,
    logTail: facts.journal?.tail.text() ?? '',
    ...facts.brought,
    cleanup: facts.cleanup.cleanup,
    leftover: facts.cleanup.leftover,
    versions,
    links: { run: host.context.runUrl },
    notices: facts.notices,
  } as const;
  return { ...unadvised, advice: advise(unadvised, offers) };
}

function reasonOf(outcome: Outcome): string {
  if (outcome.kind !== 'cancelled') return 'reason' in outcome ? outcome.reason : '';
  const isSignal = outcome.by.startsWith('SIG');
  return isSignal ? `The workflow was cancelled (${outcome.by}).` : `The job was cancelled by ${outcome.by}.`;
}

const atOf = (attempt: Attempt, ...phases: readonly string[]): number | undefined => {
  const mark = attempt.phases.find(({ phase }) => phases.includes(phase));
  return mark === undefined ? undefined : Date.parse(mark.at);
};

const seconds = (ms: number): number => Math.max(0, Math.round(ms)) / 1_000;

/** Waiting ends where the last attempt begins; when no attempt ever started its workload, all of it was waiting. */
function timesOf(attempts: readonly Attempt[], startedAt: number, endedAt: number): RunReport['times'] {
  const last = attempts.at(-1);
  const first = attempts[0];
  if (first === undefined || last === undefined) {
    return { queueSeconds: 0, provisionSeconds: 0, runSeconds: 0, totalSeconds: seconds(endedAt - startedAt) };
  }
  const began = Date.parse(last.startedAt);
  const over = Date.parse(last.endedAt);
  const running = atOf(last, 'running');
  const accepted = last.outcome.kind !== 'refused';
  const queueEnd = accepted ? (atOf(last, 'waiting', 'provisioning', 'syncing', 'running') ?? began) : over;
  return {
    queueSeconds: seconds(queueEnd - Date.parse(first.startedAt)),
    provisionSeconds: accepted ? seconds((running ?? over) - queueEnd) : 0,
    runSeconds: running === undefined ? 0 : seconds((atOf(last, 'ended') ?? over) - running),
    totalSeconds: seconds(endedAt - startedAt),
  };
}

/**
 * A pod is billed from its provisioning until it is released, which is when the clean-up has ended. One whose workload ran is
 * kept for the next attempt (`retry-on: workload`), so the time between them is billed too.
 */
function billedSeconds(attempts: readonly Attempt[], endedAt: number): number {
  const first = attempts.find((attempt) => atOf(attempt, 'running') !== undefined) ?? attempts.at(-1);
  const from = first === undefined ? undefined : atOf(first, 'provisioning', 'syncing', 'running');
  return from === undefined ? 0 : seconds(endedAt - from);
}

/** What the user or the workload wrote. Everything else is written by this action or GPU CLI. */
const THEIR_WORDS: ReadonlySet<string> = new Set(['command', 'logTail', 'markdown', 'label']);

/**
 * Words of this action's own vocabulary, times, and names that GPU CLI and the host gave. A value of `env` may be such a word, and
 * later steps and links need the names, so only the token is hidden in them.
 */
const FACTS: ReadonlySet<string> = new Set([
  ...['status', 'class', 'mode', 'cleanup', 'kind', 'phase', 'limit', 'signal', 'by', 'better', 'verdict'],
  ...['startedAt', 'endedAt', 'at', 'action', 'jobId', 'podId', 'type', 'gpuType', 'cli', 'slug', 'run'],
]);

/**
 * The report without secrets in any of their forms: the runner masks the log and the summary, but neither files nor comments.
 * An open value of `env` may be printed by the workload, but the complaints of GPU CLI may not quote it.
 * @param secrets The token first.
 */
export function withoutSecrets(secrets: readonly string[], env: RunRequest['env'], report: RunReport): RunReport {
  const hide = hider(secrets);
  const hideToken = hider(secrets.slice(0, 1));
  const given = env.filter(({ value }) => value !== undefined && value !== '');
  const open = (text: string): string =>
    given.reduce((all, { name, value }) => all.replaceAll(`${name}=${value}`, `${name}=…`), text);
  const walk = (value: unknown, key: string, theirs: boolean): unknown => {
    if (typeof value === 'string') {
      // A control byte within a secret would keep it from being found.
      const bare = clean(value);
      return FACTS.has(key) ? hideToken(bare) : hide(theirs ? bare : open(bare));
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, key, theirs));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, inner]) => {
      return [name, walk(inner, name, theirs || THEIR_WORDS.has(name))];
    });
    return Object.fromEntries(entries) as unknown;
  };
  return walk(report, '', false) as RunReport;
}

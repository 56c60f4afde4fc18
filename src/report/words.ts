import { sayDuration } from '../model/duration.ts';
import { exitReason, type FailureClass, type RunReport } from '../model/outcome.ts';
import { causeIn, findOutOfMemory } from './cause.ts';
import { oneLine } from './escape.ts';
import { plural, sayEstimate } from './numbers.ts';

/** The sign before the headline: what happened, before a word is read. */
export function signOf(report: Pick<RunReport, 'status' | 'class'>): string {
  switch (report.status) {
    case 'succeeded':
      return '✅';
    case 'submitted':
      return '🚀';
    case 'skipped':
      return '⏭️';
    case 'cancelled':
      return '🚫';
    case 'timed-out':
      return '⏱️';
    case 'failed':
      return report.class === 'saturated' ? '⏳' : report.class === 'budget' ? '💸' : '❌';
  }
}

/** Whether it ended as it should. */
export const isGood = ({ status }: Pick<RunReport, 'status'>): boolean =>
  status === 'succeeded' || status === 'submitted' || status === 'skipped';

/** What happened in a few words of our own: nothing of it is foreign text. `timed`: with how long it took. */
export function ending(report: RunReport, timed = true): string {
  const total = sayDuration(report.times.totalSeconds * 1_000);
  const after = timed ? ` after ${total}` : '';
  switch (report.status) {
    case 'succeeded':
      return timed ? `succeeded in ${total}` : 'succeeded';
    case 'submitted':
      return 'submitted';
    case 'skipped':
      return 'skipped';
    case 'cancelled':
      return `cancelled${after}`;
    case 'timed-out':
      return `timed out${after}`;
    case 'failed':
      return failure(report, after);
  }
}

type Named = Pick<RunReport, 'class' | 'attempts' | 'versions' | 'command'>;

const FAILURES: Readonly<Record<FailureClass, (report: Named) => string>> = {
  workload: () => 'failed',
  saturated: () => 'no session came free',
  capacity: () => 'no such GPU to be had',
  infra: () => 'the infrastructure failed',
  auth: (report) => (wasCalled(report) ? 'the token was rejected' : 'no valid service token'),
  usage: (report) =>
    wasSubmitted(report)
      ? 'GPU CLI rejected the request'
      : wasCalled(report) || report.command !== ''
        ? 'could not start'
        : 'invalid inputs',
  timeout: () => 'timed out',
  budget: (report) => (reachedMaxCost(report) ? 'stopped at the cost limit' : 'rejected by plan or billing'),
  cancelled: () => 'cancelled',
  internal: () => 'this action failed',
};

/** GPU CLI was identified, so what follows may be its answer. */
const wasCalled = ({ versions }: Named): boolean => versions.cli !== '';
const wasSubmitted = ({ attempts }: Named): boolean => attempts.length > 0;
const reachedMaxCost = ({ attempts }: Named): boolean => attempts.at(-1)?.outcome.kind === 'overBudget';

function failure(report: RunReport, after: string): string {
  if (report.class === 'workload') {
    const signal = signalOf(report);
    if (findOutOfMemory(report.logTail) !== undefined) return `failed: GPU out of memory${codeOf(report)}`;
    if (signal !== '') return `ended by ${signal}${after}`;
    return `failed${after}${codeOf(report)}`;
  }
  if (report.class === '') return 'failed';
  const what = FAILURES[report.class](report);
  return report.class === 'saturated' ? `${what}${after.replace('after', 'in')}` : what;
}

function signalOf(report: RunReport): string {
  const outcome = report.attempts.at(-1)?.outcome;
  const signal = outcome?.kind === 'failed' ? (outcome.signal ?? '') : '';
  return /^SIG[A-Z0-9]{2,8}$/.test(signal) ? signal : '';
}

const codeOf = (report: RunReport): string => (report.exitCode === null ? '' : ` · exit code ${report.exitCode}`);

/** How it ended, what it cost, and whether a metric got worse. */
export function verdict(report: RunReport): string {
  const worse = report.metrics.filter((row) => row.verdict === 'worse').length;
  return `${ending(report)}${aboutCost(report)}${worse === 0 ? '' : ` · 🔴 ${plural(worse, 'metric')} worse`}`;
}

/** ` · about $1.11`, or nothing if there is no price. */
function aboutCost(report: RunReport): string {
  return report.cost === null || report.cost.usd === 0 ? '' : ` · ${sayEstimate(report.cost.usd)}`;
}

/** The kind of failure in one sentence, for a reason that does not say it. */
const CLASS_SENTENCES: Readonly<Record<FailureClass, string>> = {
  workload: 'The workload ran and ended with an error of its own.',
  saturated: 'All pooled sessions were in use; the workload did not start.',
  capacity: 'The provider has no such GPU now; the workload did not start.',
  infra: 'GPU CLI, the pod or the network failed.',
  auth: 'The token is missing, expired, revoked or not allowed to do this.',
  usage: 'The inputs or the configuration cannot be used.',
  timeout: 'A time limit was reached.',
  budget: 'A cost limit or quota was reached.',
  cancelled: 'It was cancelled.',
  internal: 'Something in this action is broken.',
};

/** What to do if the failure itself has no hint. */
export function hintOf(report: Named): string {
  switch (report.class) {
    case 'saturated':
      return 'Wait longer (`max-wait`), run fewer matrix jobs at once (`max-parallel`), or enlarge the pool.';
    case 'capacity':
      return 'Name more GPU types in `gpu-type`, in order of preference, or run the job again later.';
    case 'infra':
      return 'Run the job again. If it fails again, `gpu doctor` shows more.';
    case 'auth':
      return 'Check the secret that `token` is read from; `gpu-ci token rotate` makes a new one.';
    case 'usage':
      return wasSubmitted(report)
        ? 'Check `args` and `gpu.jsonc` against `gpu run --help` of the installed version.'
        : '';
    case 'timeout':
      return 'Raise `timeout` or `idle-timeout`, or make the run shorter.';
    case 'budget':
      return reachedMaxCost(report)
        ? 'Raise `max-cost`, or make the run shorter.'
        : 'Check plan, quota and billing of the organization.';
    case 'internal':
      return 'Please report it with the log of this step.';
    case 'workload':
    case 'cancelled':
    case '':
      return '';
  }
}

/** What was waited for before the last attempt, by what the others were refused for. */
export function waitedFor(report: Pick<RunReport, 'attempts'>): string {
  const classes = new Set(
    report.attempts.flatMap(({ outcome }) => (outcome.kind === 'refused' ? [outcome.class] : [])),
  );
  if (classes.size === 0) return report.attempts.length > 1 ? 'in earlier attempts' : 'submitting';
  if (classes.size === 1 && classes.has('saturated')) return 'waiting for a session';
  if (classes.size === 1 && classes.has('capacity')) return 'waiting for a GPU';
  return 'before it could start';
}

/** The line of the log that names the cause; empty if none does. */
function errorLine(report: Pick<RunReport, 'logTail' | 'class'>): string {
  return report.class === 'workload' ? (causeIn(report.logTail)?.line ?? '') : '';
}

export interface Reason {
  /** In the words of the workload's own log. */
  readonly said: boolean;
  readonly text: string;
}

/** Why it did not succeed: what the log says where it says so, then our reason, unless that has no more than the exit code. */
export function causesOf(report: RunReport): readonly Reason[] {
  // The advice has the numbers of the text already.
  const line = report.advice.some((item) => item.kind === 'out-of-memory')
    ? errorLine(report).replace(/^([^.]*\.[^.]*?out of memory\.).*/i, '$1')
    : errorLine(report);
  const reason = report.reason !== '' || report.class === '' ? report.reason : CLASS_SENTENCES[report.class];
  const isBare = line !== '' && report.exitCode !== null && reason === exitReason(report.exitCode);
  return [
    { said: true, text: line },
    { said: false, text: isBare ? '' : reason },
  ].filter(({ text }) => text !== '');
}

export function whatToDo(report: RunReport): string {
  // That advice says it with numbers.
  if (report.advice.some((item) => item.kind === 'pool-width')) return '';
  return report.hint === '' ? hintOf(report) : report.hint;
}

/** The one error of a run that did not succeed: what the cause is, and what to do. Undefined where there is nothing to complain of. */
export function errorOf(report: RunReport): { readonly title: string; readonly message: string } | undefined {
  if (report.class === '') return undefined;
  const advised = report.advice.filter(({ kind }) => ['out-of-memory', 'bigger-gpu', 'pool-width'].includes(kind));
  // That advice names the cause itself, with its numbers.
  const isTold = advised.some(({ kind }) => kind === 'out-of-memory');
  const said = [
    ...(isTold ? [] : causesOf(report).map(({ said, text }) => ended(said ? oneLine(text, 500) : text))),
    whatToDo(report),
    ...advised.map(({ text }) => text),
  ];
  return {
    title: `${oneLine(report.label, 120)}: ${ending(report)}`,
    message: said.filter((text) => text !== '').join(' '),
  };
}

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

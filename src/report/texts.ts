import { sayDuration } from '../model/duration.ts';
import { exitReason, type FailureClass, type RunReport } from '../model/outcome.ts';
import { causeIn, findOutOfMemory } from './cause.ts';
import { oneLine } from './escape.ts';

/** `$1.11`, `$0.04`, `less than $0.01`, `$1,234`. */
export function sayMoney(usd: number): string {
  if (usd === 0) return '$0';
  if (usd < 0.005) return 'less than $0.01';
  return usd >= 1_000 ? `$${grouped(Math.round(usd))}` : `$${usd.toFixed(2)}`;
}

/** `about $1.11`, `under $0.01`: an estimate, not a bill. */
export const sayEstimate = (usd: number): string => (usd < 0.005 ? 'under $0.01' : `about ${sayMoney(usd)}`);

export const saySeconds = (seconds: number): string => sayDuration(seconds * 1_000);

/** `98 %`, `0.4 %`. */
export const sayPercent = (percent: number): string =>
  `${percent > 0 && percent < 1 ? percent.toFixed(1) : String(Math.round(percent))} %`;

/** `0.09 kWh`, `41 Wh`. */
export const sayEnergy = (kwh: number): string => (kwh < 0.1 ? `${short(kwh * 1_000)} Wh` : `${short(kwh)} kWh`);

/** At most three digits that count: `0.09`, `5.5`, `73.1`, `141`, `12,345`. */
export function short(value: number): string {
  if (value >= 100) return grouped(Math.round(value));
  return String(Number(value.toFixed(value >= 1 ? 1 : 2)));
}

/** A metric: five digits, more if it would seem to be a whole number or equal to `other`. */
export function sayMetric(value: number, other: number | null = null): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(2).replace('e+', 'e');
  const whole = String(Math.trunc(size)).length;
  for (let digits = Math.max(5, whole + 1); digits <= 12; digits++) {
    const shown = Number(value.toPrecision(digits));
    const isWrong = Number.isInteger(shown) && !Number.isInteger(value);
    const isSame = other !== null && other !== value && shown === Number(other.toPrecision(digits));
    if (!isWrong && !isSame) return grouped(shown);
  }
  return grouped(value);
}

export const plural = (count: number, one: string): string => `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;

const grouped = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 12 });

const SIGNS: Readonly<Record<RunReport['status'], string>> = {
  succeeded: '✅',
  submitted: '🚀',
  skipped: '⏭️',
  cancelled: '🚫',
  'timed-out': '⏱️',
  failed: '❌',
};

/** The sign before the headline: what happened, before a word is read. */
export function signOf(report: RunReport): string {
  if (report.class === 'saturated') return '⏳';
  return report.class === 'budget' ? '💸' : SIGNS[report.status];
}

/** Whether it ended as it should. */
export const isGood = ({ status }: RunReport): boolean =>
  status === 'succeeded' || status === 'submitted' || status === 'skipped';

/** What is known of a failure before the report is built. */
type Failed = Pick<RunReport, 'class' | 'attempts' | 'versions' | 'command'>;

interface Words {
  readonly title: string;
  /** What to do if the failure itself has no hint. */
  readonly hint: string;
}

const FAILURES: Readonly<Record<FailureClass, Words>> = {
  workload: { title: 'failed', hint: '' },
  saturated: {
    title: 'no session came free',
    hint: 'Wait longer (`max-wait`), run fewer matrix jobs at once (`max-parallel`), or enlarge the pool.',
  },
  capacity: {
    title: 'no such GPU to be had',
    hint: 'Name more GPU types in `gpu-type`, in order of preference, or run the job again later.',
  },
  infra: {
    title: 'the infrastructure failed',
    hint: 'Run the job again. If it fails again, `gpu doctor` shows more.',
  },
  auth: {
    title: 'the token was rejected',
    hint: 'Check the secret that `token` is read from; `gpu-ci token rotate` makes a new one.',
  },
  usage: {
    title: 'GPU CLI rejected the request',
    hint: 'Check `args` and `gpu.jsonc` against `gpu run --help` of the installed version.',
  },
  timeout: { title: 'timed out', hint: 'Raise `timeout` or `idle-timeout`, or make the run shorter.' },
  budget: {
    title: 'rejected by plan or billing',
    hint: 'Check plan, quota and billing of the organization.',
  },
  cancelled: { title: 'cancelled', hint: '' },
  internal: { title: 'this action failed', hint: 'Please report it with the log of this step.' },
};

function wordsOf({ class: name, attempts, versions, command }: Failed): Words {
  if (name === '') return { title: 'failed', hint: '' };
  const words = FAILURES[name];
  // Without a version GPU CLI was not found, so it rejected nothing.
  const wasCalled = versions.cli !== '';
  if (name === 'auth' && !wasCalled) return { ...words, title: 'no valid service token' };
  if (name === 'usage' && attempts.length === 0)
    return { title: wasCalled || command !== '' ? 'could not start' : 'invalid inputs', hint: '' };
  if (name === 'budget' && attempts.at(-1)?.outcome.kind === 'overBudget')
    return { title: 'stopped at the cost limit', hint: 'Raise `max-cost`, or make the run shorter.' };
  return words;
}

export const hintOf = (report: Failed): string => wordsOf(report).hint;

/** What happened in a few words of our own: nothing of it is foreign text. `timed`: with how long it took. */
export function ending(report: RunReport, timed = true): string {
  const total = saySeconds(report.times.totalSeconds);
  const after = timed ? ` after ${total}` : '';
  switch (report.status) {
    case 'succeeded':
      return timed ? `succeeded in ${total}` : 'succeeded';
    case 'submitted':
    case 'skipped':
      return report.status;
    case 'cancelled':
      return `cancelled${after}`;
    case 'timed-out':
      return `timed out${after}`;
    case 'failed':
      break;
  }
  if (report.class === 'saturated') return `${wordsOf(report).title}${timed ? ` in ${total}` : ''}`;
  if (report.class !== 'workload') return wordsOf(report).title;
  const code = report.exitCode === null ? '' : ` · exit code ${report.exitCode}`;
  if (findOutOfMemory(report.logTail) !== undefined) return `failed: GPU out of memory${code}`;
  const signal = signalOf(report);
  return signal === '' ? `failed${after}${code}` : `ended by ${signal}${after}`;
}

function signalOf({ attempts }: RunReport): string {
  const outcome = attempts.at(-1)?.outcome;
  return /^SIG[A-Z0-9]{2,8}$/.exec(outcome?.kind === 'failed' ? (outcome.signal ?? '') : '')?.[0] ?? '';
}

/** ` · 🔴 1 metric worse`, or nothing. */
export function worseMetrics({ metrics }: RunReport): string {
  const worse = metrics.filter((row) => row.verdict === 'worse').length;
  return worse === 0 ? '' : ` · 🔴 ${plural(worse, 'metric')} worse`;
}

/** How it ended, what it cost, and whether a metric got worse. */
export function verdict(report: RunReport): string {
  const cost = report.cost === null || report.cost.usd === 0 ? '' : ` · ${sayEstimate(report.cost.usd)}`;
  return `${ending(report)}${cost}${worseMetrics(report)}`;
}

/** What was waited for before the last attempt, by what the others were refused for. */
export function waitedFor({ attempts }: RunReport): string {
  const classes = new Set(attempts.flatMap(({ outcome }) => (outcome.kind === 'refused' ? [outcome.class] : [])));
  const [first] = classes;
  if (first === undefined) return attempts.length > 1 ? 'in earlier attempts' : 'submitting';
  if (classes.size === 1 && first === 'saturated') return 'waiting for a session';
  if (classes.size === 1 && first === 'capacity') return 'waiting for a GPU';
  return 'before it could start';
}

export interface Cause {
  /** In the words of the workload's own log. */
  readonly said: boolean;
  readonly text: string;
}

/** Why it did not succeed: what the log says where it says so, then our reason, unless that has no more than the exit code. */
export function causesOf(report: RunReport): readonly Cause[] {
  const line = report.class === 'workload' ? (causeIn(report.logTail)?.line ?? '') : '';
  // The tip has the numbers of the text already.
  const isAdvised = report.advice.some((item) => item.kind === 'out-of-memory');
  const text = isAdvised ? line.replace(/^([^.]*\.[^.]*?out of memory\.).*/i, '$1') : line;
  const isBare = line !== '' && report.exitCode !== null && report.reason === exitReason(report.exitCode);
  return [
    { said: true, text },
    { said: false, text: isBare ? '' : report.reason },
  ].filter((cause) => cause.text !== '');
}

/** The tip about the pool says it with numbers. */
export function whatToDo(report: RunReport): string {
  if (report.advice.some((item) => item.kind === 'pool-width')) return '';
  return report.hint === '' ? hintOf(report) : report.hint;
}

/** The one error of a run that did not succeed: the cause, and what to do. Undefined if there is nothing to complain of. */
export function errorOf(report: RunReport): { readonly title: string; readonly message: string } | undefined {
  if (report.class === '') return undefined;
  const advised = report.advice.filter(({ kind }) => ['out-of-memory', 'bigger-gpu', 'pool-width'].includes(kind));
  // That tip names the cause itself, with its numbers.
  const causes = advised.some(({ kind }) => kind === 'out-of-memory') ? [] : causesOf(report);
  const said = [
    ...causes.map(({ said, text }) => ended(said ? oneLine(text) : text)),
    whatToDo(report),
    ...advised.map(({ text }) => text),
  ];
  return {
    title: `${oneLine(report.label, 120)}: ${ending(report)}`,
    message: said.filter((text) => text !== '').join(' '),
  };
}

const ended = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

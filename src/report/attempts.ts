import { sayDuration } from '../model/duration.ts';
import type { Attempt, Outcome, RunReport } from '../model/outcome.ts';
import { details, html, htmlWithCode, oneLine } from './escape.ts';
import { plural } from './numbers.ts';

/** Consecutive attempts with the same ending: a pool that stays full for an hour is one fact, not thirty. */
interface Stretch {
  readonly first: Attempt;
  readonly last: Attempt;
  /** Slept after all of them, in seconds. */
  readonly waitedSeconds: number;
}

function stretchesOf(attempts: readonly Attempt[]): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const attempt of attempts) {
    const before = stretches.at(-1);
    if (before !== undefined && isAlike(before.last, attempt)) {
      const waitedSeconds = before.waitedSeconds + attempt.waitedSeconds;
      stretches[stretches.length - 1] = { first: before.first, last: attempt, waitedSeconds };
    } else stretches.push({ first: attempt, last: attempt, waitedSeconds: attempt.waitedSeconds });
  }
  return stretches;
}

function isAlike(a: Attempt, b: Attempt): boolean {
  if (a.outcome.kind !== 'refused' || b.outcome.kind !== 'refused') return false;
  const same = a.outcome.class === b.outcome.class && a.outcome.reason === b.outcome.reason;
  return same && a.gpuType === b.gpuType && reached(a) === reached(b);
}

/** `3`, or `1 to 6`. */
const numbersOf = ({ first, last }: Stretch): string => (first === last ? String(first.n) : `${first.n} to ${last.n}`);

const reached = (attempt: Attempt): string => attempt.phases.findLast(({ phase }) => phase !== 'ended')?.phase ?? '';

const FIRST_ROWS = 5;
const LAST_ROWS = 15;

export function attemptsPart({ attempts }: RunReport): string {
  if (attempts.length < 2) return '';
  const stretches = stretchesOf(attempts);
  const shown = stretches.filter((_, at) => at < FIRST_ROWS || at >= stretches.length - LAST_ROWS);
  // A column that says the same in each row says nothing.
  const typed = new Set(attempts.map(({ gpuType }) => gpuType)).size > 1;
  const head = ['#', 'began', ...(typed ? ['GPU'] : []), 'reached', 'ended as', 'why', 'waited'];
  const rows = shown.map((stretch) =>
    cells(stretch, typed).map((value) => `<td${value.length < 20 ? ' nowrap' : ''}>${value}</td>`),
  );
  const lines = [head.map((name) => `<th nowrap>${name}</th>`), ...rows].map((row) => `<tr>${row.join('')}</tr>`);
  const told = shown.reduce((sum, { first, last }) => sum + last.n - first.n + 1, 0);
  const missing = attempts.length - told;
  const more = missing > 0 ? `\n\n${plural(missing, 'attempt')} in between left out.` : '';
  return details(plural(attempts.length, 'attempt'), `<table>\n${lines.join('\n')}\n</table>${more}`);
}

function cells(stretch: Stretch, typed: boolean): string[] {
  const { first, waitedSeconds } = stretch;
  return [
    numbersOf(stretch),
    html(clockOf(first.startedAt)),
    ...(typed ? [html(first.gpuType, 80)] : []),
    reached(first),
    outcomeName(first.outcome),
    htmlWithCode(reasonOf(first.outcome), 300),
    waitedSeconds >= 1 ? sayDuration(waitedSeconds * 1_000) : '',
  ];
}

function outcomeName(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'refused':
      return outcome.class;
    case 'failed':
      return `failed, exit code ${outcome.exitCode}`;
    case 'timedOut':
      return 'timed out';
    case 'overBudget':
      return 'over budget';
    case 'succeeded':
    case 'cancelled':
    case 'lost':
    case 'submitted':
    case 'skipped':
      return outcome.kind;
  }
}

function reasonOf(outcome: Outcome): string {
  if (outcome.kind === 'cancelled') return `by ${outcome.by}`;
  return 'reason' in outcome ? outcome.reason : '';
}

/** The same as lines of the log. */
export function attemptLines({ attempts }: RunReport): string[] {
  if (attempts.length < 2) return [];
  return stretchesOf(attempts).map((stretch) => {
    const { first, last, waitedSeconds } = stretch;
    const reason = 'reason' in first.outcome ? `: ${oneLine(first.outcome.reason, 300).replace(/\.$/, '')}` : '';
    const gpu = first.gpuType === '' ? '' : ` (${oneLine(first.gpuType, 80)})`;
    const waited = waitedSeconds > 0 ? `; waited ${sayDuration(waitedSeconds * 1_000)}` : '';
    const attempt = first === last ? 'Attempt' : 'Attempts';
    return `${attempt} ${numbersOf(stretch)}${gpu}: ${outcomeName(first.outcome)}${reason}${waited}`;
  });
}

/** The time of day, or the text itself if it is not a time. */
function clockOf(at: string): string {
  return /T(\d\d:\d\d:\d\d)/.exec(at)?.[1] ?? oneLine(at, 30);
}

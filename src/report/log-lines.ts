import { sayDuration } from '../model/duration.ts';
import type { RunReport } from '../model/outcome.ts';
import { numbersOf, outcomeName, stretchesOf } from './attempts.ts';
import { oneLine } from './escape.ts';
import { factsOf } from './facts.ts';
import { aboutCost, causesOf, ending, signOf, whatToDo } from './words.ts';

/** The report as a group of the log, for who does not open the summary and for hosts that show none: its title says how it ended. */
export function logTitle(report: RunReport): string {
  return `Report: ${signOf(report)} ${ending(report)}${aboutCost(report)}`;
}

export function logLines(report: RunReport): readonly string[] {
  return [
    ...factsOf(report).map(([name, value]) => `${name}: ${plain(value)}`),
    ...report.advice.map(({ text }) => `Tip: ${oneLine(text, 1_000)}`),
    ...attemptLines(report),
  ];
}

function attemptLines({ attempts }: RunReport): string[] {
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

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** HTML of our own making as text. */
function plain(html: string): string {
  return html
    .replace(/<br>/g, ' · ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => String(ENTITIES[name]))
    .replace(/\u200B/g, '');
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

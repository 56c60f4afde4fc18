import { sayDuration } from '../model/duration.ts';
import { attemptLines } from './attempts.ts';
import type { Cleanup, RunReport, Telemetry } from '../model/outcome.ts';
import { code, html, htmlWithCode, oneLine } from './escape.ts';
import { gib, plural, sayEnergy, sayEstimate, sayMoney, sayPercent } from './numbers.ts';
import { causesOf, signOf, verdict, waitedFor, whatToDo } from './words.ts';

const DOT = ' · ';
const say = (seconds: number): string => sayDuration(seconds * 1_000);
const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(DOT);

type Row = readonly [name: string, html: string];

/** The facts of a run, what matters most first; each as a name and HTML. Those that have nothing to say are left out. */
export function factsOf(report: RunReport): readonly Row[] {
  const unhappy = report.status !== 'succeeded' && report.status !== 'submitted';
  const rows: readonly Row[] = [
    ['What happened', unhappy ? happened(report) : ''],
    ['What to do', unhappy ? htmlWithCode(whatToDo(report), 1_000) : ''],
    [
      'Next',
      report.status === 'submitted' && report.jobId !== ''
        ? `${code('mode: collect')} with ${code(`job-id: ${report.jobId}`, 160)} streams it, waits for it and reports`
        : '',
    ],
    ['Where the time went', timeRow(report)],
    ['Cost', costRow(report)],
    ['GPU', gpuRow(report)],
    ['GPU use', report.telemetry === null ? '' : useRow(withoutMissed(report.telemetry, report))],
    ['Sessions', sessionsRow(report)],
    ['Outputs', outputsRow(report)],
    ['Ended', endRow(report)],
    ['Command', report.command === '' ? '' : code(firstLine(report.command), 160)],
  ];
  return rows.filter(([, value]) => value !== '');
}

/** An HTML table needs no empty heading, as one of Markdown would. `told` are facts that stand elsewhere on the page. */
export function factsTable(report: RunReport, told: readonly string[] = []): string {
  const rows = factsOf(report).filter(([name]) => !told.includes(name));
  const lines = rows.map(([name, value]) => `<tr><td nowrap><b>${name}</b></td><td>${value}</td></tr>`);
  return lines.length === 0 ? '' : `<table>\n${lines.join('\n')}\n</table>`;
}

/** The line of the log that names the reason, where there is one, and the reason. */
export function happened(report: RunReport): string {
  return causesOf(report)
    .map(({ said, text }) => (said ? code(text, 240) : htmlWithCode(text, 1_000)))
    .join('<br>');
}

function firstLine(command: string): string {
  const lines = command.trim().split('\n');
  const more = lines.length - 1;
  return more > 0 ? `${lines[0] ?? ''} … and ${plural(more, 'more line')}` : (lines[0] ?? '');
}

function gpuRow(report: RunReport): string {
  const { gpu } = report;
  const type = gpu.type === '' ? (report.telemetry?.gpuName ?? '') : gpu.type;
  // The row of the cost has the price too.
  const isPriced = gpu.pricePerHour > 0 && costRow(report) === '';
  const price = isPriced ? ` at ${sayMoney(gpu.pricePerHour)}/h${gpu.count > 1 ? ' each' : ''}` : '';
  const began = report.times.runSeconds > 0 || report.cleanup !== 'not-needed';
  const asked = began || report.attempts.length === 0 ? '' : 'asked for ';
  return type === '' ? '' : `${asked}${gpu.count > 1 ? `${gpu.count} × ` : ''}<b>${html(type, 100)}</b>${price}`;
}

export function timeRow(report: RunReport): string {
  const { queueSeconds, provisionSeconds, runSeconds } = report.times;
  return joined([
    queueSeconds >= 1 ? `${say(queueSeconds)} ${waitedFor(report)}` : '',
    provisionSeconds >= 1 ? `${say(provisionSeconds)} provisioning` : '',
    runSeconds > 0 ? `<b>${say(runSeconds)} running</b>` : queueSeconds >= 1 ? 'never ran' : '',
  ]);
}

function costRow(report: RunReport): string {
  const { cost } = report;
  if (cost === null || cost.usd === 0) return '';
  const times = cost.gpuCount > 1 ? ` × ${cost.gpuCount} GPUs` : '';
  return `<b>${sayEstimate(cost.usd)}</b>: ${sayMoney(cost.pricePerHour)}/h${times} × ${say(cost.billedSeconds)} billed`;
}

/** Memory can fill up between two samples: of a run that ran out of it a low peak is no fact. */
function withoutMissed(telemetry: Telemetry, { advice }: RunReport): Telemetry {
  const { memoryMib, memoryTotalMib } = telemetry;
  const isLow = memoryMib !== null && memoryTotalMib !== null && memoryMib.peak < memoryTotalMib / 2;
  return isLow && advice.some(({ kind }) => kind === 'out-of-memory') ? { ...telemetry, memoryMib: null } : telemetry;
}

export function useRow(telemetry: Telemetry): string {
  const { utilization, memoryMib, memoryTotalMib, energyKwh, gpuCount, idleGpus = 0 } = telemetry;
  const total = memoryTotalMib === null ? '' : ` of ${gib(memoryTotalMib)}`;
  return joined([
    utilization === null ? '' : `<b>${sayPercent(utilization.mean)} busy</b>, peak ${sayPercent(utilization.peak)}`,
    gpuCount > 1 && idleGpus > 0 ? `<b>${idleGpus} of ${gpuCount} GPUs not used</b>` : '',
    memoryMib === null ? '' : `memory ${gib(memoryMib.peak)}${total} GiB`,
    energyKwh === null ? '' : sayEnergy(energyKwh),
  ]);
}

function sessionsRow(report: RunReport): string {
  const { org, attempts } = report;
  const refused = attempts.findLast(
    (attempt) => attempt.outcome.kind === 'refused' && attempt.outcome.pool !== undefined,
  );
  const { pool } = org;
  const began = attempts.length > 0 && attempts.at(-1)?.outcome.kind !== 'refused';
  const when = !began ? '' : refused === undefined ? ' while it ran' : ' at first';
  return joined([
    org.slug === '' ? '' : code(org.slug, 80),
    pool === null ? '' : `${pool.used} of ${pool.limit} in use${when}`,
    attempts.length < 2 ? '' : began ? `started at attempt ${attempts.length}` : plural(attempts.length, 'attempt'),
  ]);
}

function outputsRow(report: RunReport): string {
  const missing = report.outputs.filter((output) => !output.found);
  const found = report.outputs.filter((output) => output.found);
  const list = (outputs: RunReport['outputs']): string => {
    const more = outputs.length > 8 ? ` and ${outputs.length - 8} more` : '';
    return (
      outputs
        .slice(0, 8)
        .map((output) => code(output.path, 120))
        .join(' ') + more
    );
  };
  return joined([
    missing.length === 0 ? '' : `⚠️ missing: ${list(missing)}`,
    found.length === 0 ? '' : `${list(found)} came back`,
  ]);
}

const CLEANUP: Readonly<Record<Cleanup, string>> = {
  confirmed: 'pod released, confirmed',
  'not-needed': 'nothing was started, nothing is billed',
  unconfirmed: '🚨 <b>clean-up not confirmed</b>',
  kept: 'pod kept warm, as asked: it is billed until it is stopped',
};

function endRow(report: RunReport): string {
  if (report.status === 'skipped') return '';
  return joined([
    report.class === '' ? '' : `class ${code(report.class)}`,
    report.exitCode === null ? '' : `exit code ${report.exitCode}`,
    report.status === 'submitted' ? '' : CLEANUP[report.cleanup],
  ]);
}

/** The report as a group of the log, for hosts that show no summary: its title is how the run ended. */
export function logTitle(report: RunReport): string {
  return `Report: ${signOf(report)} ${verdict(report)}`;
}

export function logLines(report: RunReport): readonly string[] {
  return [
    ...factsOf(report).map(([name, value]) => `${name}: ${plain(value)}`),
    ...report.advice.map(({ text }) => `Tip: ${oneLine(text, 1_000)}`),
    ...attemptLines(report),
  ];
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

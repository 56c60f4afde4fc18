import type { Cleanup, RunReport } from '../model/outcome.ts';
import {
  byteLength,
  code,
  details,
  fence,
  html,
  htmlWithCode,
  joined,
  markdown,
  markdownWithCode,
  oneLine,
} from './escape.ts';
import { attemptsTable, metricsTable, timeline, useChart } from './figures.ts';
import { foreignMarkdown } from './foreign.ts';
import { lastLines, TAIL_LIMITS } from './log-tail.ts';
import {
  causesOf,
  isGood,
  plural,
  sayEnergy,
  sayEstimate,
  sayMoney,
  sayPercent,
  saySeconds,
  short,
  signOf,
  verdict,
  waitedFor,
  whatToDo,
} from './texts.ts';

/** What a page shows of the parts that a workload writes. */
export interface Limits {
  readonly logLines: number;
  readonly reportBytes: number;
  readonly metrics: number;
}
/** GitHub drops a summary of more than 1 MiB. With these limits a summary stays below it, whatever is escaped. */
const WHOLE: Limits = { logLines: 60, reportBytes: 200_000, metrics: 200 };

/**
 * The job summary as Markdown. Four answers first: did it work, what did it cost, where did the time go, what should I change.
 * `title` is '' on a page that has its own title.
 */
export function renderSummary(report: RunReport, limits = WHOLE, title = headline(report)): string {
  const own = ownReport(report, limits.reportBytes);
  const metrics = metricsTable(report.metrics, limits.metrics);
  const page = joined([
    leftoverAlert(report),
    title,
    factsTable(report),
    tips(report),
    logPart(report, limits.logLines),
    notices(report),
    timeline(report),
    report.telemetry === null ? '' : useChart(report.telemetry),
    metrics === '' ? '' : `### Metrics\n\n${metrics}`,
    own === '' ? '' : `### Report\n\n${own}`,
    attemptsTable(report),
    subLine(report),
  ]);
  return `${page}\n`;
}

export function headline(report: RunReport, level = 2): string {
  const label = markdown(report.label, 120) || 'GPU run';
  return `${'#'.repeat(level)} ${signOf(report)} ${label} · ${verdict(report).replace('$', '\\$')}`;
}

type Fact = readonly [name: string, html: string];

const dotted = (parts: readonly string[]): string => parts.filter((part) => part !== '').join(' · ');

/** The facts of a run, what matters most first. Those that have nothing to say are left out. */
function factsOf(report: RunReport): readonly Fact[] {
  const { status, jobId, command } = report;
  const [first = '', ...rest] = command.trim().split('\n');
  const facts: readonly Fact[] = [
    ['What happened', happened(report)],
    ['What to do', htmlWithCode(whatToDo(report), 1_000)],
    [
      'Next',
      status === 'submitted' && jobId !== ''
        ? `${code('mode: collect')} with ${code(`job-id: ${jobId}`, 160)} streams it, waits for it and reports`
        : '',
    ],
    ['Where the time went', timeFact(report)],
    ['Cost', costFact(report)],
    ['GPU', gpuFact(report)],
    ['GPU use', useFact(report)],
    ['Sessions', sessionsFact(report)],
    ['Outputs', outputsFact(report)],
    ['Ended', endFact(report)],
    ['Command', first && code(rest.length > 0 ? `${first} … and ${plural(rest.length, 'more line')}` : first, 160)],
  ];
  return facts.filter(([, value]) => value !== '');
}

/** An HTML table needs no empty heading, as one of Markdown would. `told` are facts that are elsewhere on the page. */
export function factsTable(report: RunReport, told: readonly string[] = []): string {
  const rows = factsOf(report)
    .filter(([name]) => !told.includes(name))
    .map(([name, value]) => `<tr><td nowrap><b>${name}</b></td><td>${value}</td></tr>`);
  return rows.length === 0 ? '' : `<table>\n${rows.join('\n')}\n</table>`;
}

/** The line of the log that names the reason, where there is one, and the reason. */
export function happened(report: RunReport): string {
  return causesOf(report)
    .map(({ said, text }) => (said ? code(text, 240) : htmlWithCode(text, 1_000)))
    .join('<br>');
}

export function timeFact(report: RunReport): string {
  const { queueSeconds, provisionSeconds, runSeconds } = report.times;
  return dotted([
    queueSeconds >= 1 ? `${saySeconds(queueSeconds)} ${waitedFor(report)}` : '',
    provisionSeconds >= 1 ? `${saySeconds(provisionSeconds)} provisioning` : '',
    runSeconds > 0 ? `<b>${saySeconds(runSeconds)} running</b>` : queueSeconds >= 1 ? 'never ran' : '',
  ]);
}

function costFact({ cost }: RunReport): string {
  if (cost === null || cost.usd === 0) return '';
  return `<b>${sayEstimate(cost.usd)}</b> for ${saySeconds(cost.billedSeconds)} billed`;
}

function gpuFact({ gpu, cleanup, attempts }: RunReport): string {
  if (gpu.type === '') return '';
  const asked = cleanup === 'not-needed' && attempts.length > 0 ? 'asked for ' : '';
  const price = gpu.pricePerHour > 0 ? ` at ${sayMoney(gpu.pricePerHour)}/h${gpu.count > 1 ? ' each' : ''}` : '';
  return `${asked}${gpu.count > 1 ? `${gpu.count} × ` : ''}<b>${html(gpu.type, 100)}</b>${price}`;
}

export function useFact({ telemetry, advice }: RunReport): string {
  if (telemetry === null) return '';
  const { utilization, memoryMib, memoryTotalMib, energyKwh, gpuCount, idleGpus = 0 } = telemetry;
  const peak = memoryMib?.peak ?? 0;
  // Memory can fill up between two samples: of a run that ran out of it a low peak is not a fact.
  const isMissed = advice.some(({ kind }) => kind === 'out-of-memory') && peak < (memoryTotalMib ?? 0) / 2;
  const total = memoryTotalMib === null ? '' : ` of ${short(memoryTotalMib / 1_024)}`;
  return dotted([
    utilization === null ? '' : `<b>${sayPercent(utilization.mean)} busy</b>, peak ${sayPercent(utilization.peak)}`,
    gpuCount > 1 && idleGpus > 0 ? `<b>${idleGpus} of ${gpuCount} GPUs not used</b>` : '',
    memoryMib === null || isMissed ? '' : `memory ${short(peak / 1_024)}${total} GiB`,
    energyKwh === null ? '' : sayEnergy(energyKwh),
  ]);
}

function sessionsFact({ org: { slug, pool }, attempts }: RunReport): string {
  const hasRun = attempts.length > 0 && attempts.at(-1)?.outcome.kind !== 'refused';
  const isFirst = attempts.some(({ outcome }) => outcome.kind === 'refused' && outcome.pool !== undefined);
  const when = !hasRun ? '' : isFirst ? ' at first' : ' while it ran';
  return dotted([
    slug && code(slug, 80),
    pool === null ? '' : `${pool.used} of ${pool.limit} in use${when}`,
    attempts.length < 2 ? '' : hasRun ? `started at attempt ${attempts.length}` : plural(attempts.length, 'attempt'),
  ]);
}

function outputsFact({ outputs }: RunReport): string {
  const list = (found: boolean): string => {
    const paths = outputs.filter((output) => output.found === found).map(({ path }) => code(path, 120));
    return paths.slice(0, 8).join(' ') + (paths.length > 8 ? ` and ${paths.length - 8} more` : '');
  };
  const [missing, found] = [list(false), list(true)];
  return dotted([missing && `⚠️ missing: ${missing}`, found && `${found} came back`]);
}

const CLEANUP: Readonly<Record<Cleanup, string>> = {
  confirmed: 'pod released, confirmed',
  'not-needed': 'nothing was started, nothing is billed',
  unconfirmed: '🚨 <b>clean-up not confirmed</b>',
  kept: 'pod kept warm, as asked: it is billed until it is stopped',
};

function endFact(report: RunReport): string {
  if (report.status === 'skipped') return '';
  return dotted([
    report.class && `class ${code(report.class)}`,
    report.exitCode === null ? '' : `exit code ${report.exitCode}`,
    report.status === 'submitted' ? '' : CLEANUP[report.cleanup],
  ]);
}

/** The loudest thing on a page: something may still run and cost money. Its commands are between backticks, or last after a colon. */
export function leftoverAlert({ cleanup, leftover, gpu }: RunReport): string {
  if (cleanup !== 'unconfirmed') return '';
  const [told = '', last = ''] = leftover.split(/[,;.]? end it with:\s*/);
  const commands = last === '' ? [...leftover.matchAll(/`([^`\n]+)`/g)].map(([, command = '']) => command) : [last];
  const hourly = gpu.pricePerHour * Math.max(1, gpu.count);
  const price = hourly > 0 ? `, at about \\${sayMoney(hourly)} an hour` : '';
  const what = markdownWithCode(told, 1_000) || 'Neither the job nor the pod could be confirmed to have ended';
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1).replace(/\.?$/, '.')}`;
  return quoted(
    'CAUTION',
    joined([
      `## 🚨 A GPU may still be running${price}`,
      sentence,
      '**End it now:**',
      fence(commands.join('\n') || 'gpu status', 'sh'),
    ]),
  );
}

function quoted(kind: 'CAUTION' | 'TIP' | 'NOTE', body: string): string {
  return `[!${kind}]\n${body}`
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}

/** One text as a paragraph, more as a list. */
function alert(kind: 'TIP' | 'NOTE', texts: readonly string[]): string {
  const lines = texts.map((text) => (texts.length > 1 ? `- ${text}` : text));
  return lines.length === 0 ? '' : quoted(kind, lines.join('\n'));
}

export function tips({ advice }: RunReport): string {
  const said = advice.slice(0, 3).map(({ text }) => markdownWithCode(text, 1_000));
  return alert('TIP', said);
}

const MOST_NOTICES = 10;

export function notices(report: RunReport): string {
  const told = report.notices.filter((text) => text.trim() !== '');
  const more = told.length - MOST_NOTICES;
  const shown = told.slice(0, MOST_NOTICES).map((text) => markdownWithCode(text));
  return alert('NOTE', more > 0 ? [...shown, `and ${plural(more, 'more notice')}`] : shown);
}

/** The last lines of the log of a run that did not succeed. */
export function logPart(report: RunReport, maxLines: number): string {
  if (isGood(report) || report.logTail === '') return '';
  const tail = lastLines(report.logTail, { maxBytes: TAIL_LIMITS.maxBytes, maxLines });
  return details('<b>Last lines of the log</b>', fence(tail), true);
}

/** The workload's own report, cut at a line end. As HTML it may be three times as long; what is longer is markup, not a report. */
export function ownReport({ markdown: text }: RunReport, maxBytes: number): string {
  const bytes = new TextEncoder().encode(text);
  const head = new TextDecoder().decode(bytes.subarray(0, maxBytes));
  const whole = bytes.length <= maxBytes ? text : `${head.slice(0, Math.max(0, head.lastIndexOf('\n')))}\n\n…`;
  const shown = foreignMarkdown(whole);
  return byteLength(shown) <= 3 * maxBytes
    ? shown
    : '<p><sub>The report of the workload is too long to show.</sub></p>';
}

/** What is looked for when something is to be looked into, small, at the end. */
export function subLine(report: RunReport): string {
  const { jobId, podId, org, versions, cost, links } = report;
  const parts = [
    jobId && code(jobId, 100),
    podId && `pod ${code(podId, 100)}`,
    org.identity && `as ${code(org.identity, 100)}`,
    versions.cli && `gpu ${html(versions.cli, 40)}`,
    versions.action && `run-action ${html(versions.action, 40)}`,
    cost === null ? '' : 'cost is an estimate: list price × billed time',
    linkTo(links.run, 'the run and its log'),
  ];
  return small(parts);
}

export const small = (parts: readonly string[]): string => {
  const text = dotted(parts);
  return text === '' ? '' : `<p><sub>${text}</sub></p>`;
};

export const linkTo = (address: string, text: string): string =>
  /^https?:\/\/[^\s"'<>]+$/.test(address) ? `<a href="${html(address, 2_000)}">${text}</a>` : '';

/** The report as a group of the log, for hosts that show no summary: its title is how the run ended. */
export const logTitle = (report: RunReport): string => `Report: ${signOf(report)} ${verdict(report)}`;

export function logLines(report: RunReport): readonly string[] {
  return [
    ...factsOf(report).map(([name, value]) => `${name}: ${plain(value)}`),
    ...report.advice.map(({ text }) => `Tip: ${oneLine(text, 1_000)}`),
  ];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** HTML of our own making as text. */
function plain(text: string): string {
  return text
    .replace(/<br>/g, ' · ')
    .replace(/<[^>]*>|\u200B/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => String(ENTITIES[name]));
}

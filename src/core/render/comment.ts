import type { RunReport } from '../outcome.ts';
import { fence, html, markdown, markdownWithCode } from './escape.ts';
import { factsTable } from './facts.ts';
import { cutAtLines, metricsTable } from './summary.ts';
import { aboutCost, ending, signOf } from './words.ts';

/** One leg's part of the comment (bytes): thirty of them must find room in 65,536 characters before the longest are cut. */
const SECTION_MAX = 20_000;

/** One line in plain words, for a check run. */
export function renderTitle(report: RunReport): string {
  return `${ending(report)}${aboutCost(report)}`;
}

/** What a pull request shows of one run: a line, the rest folded. */
export function renderSection(report: RunReport): string {
  const bad = report.status !== 'succeeded' && report.status !== 'submitted' && report.status !== 'skipped';
  const parts = [
    factsTable(report),
    report.cleanup === 'unconfirmed' ? `**A paid run may still be alive.** ${markdownWithCode(report.leftover)}` : '',
    ...report.advice.map(({ text }) => `> ${markdownWithCode(text)}`),
    metricsTable(report.metrics),
    bad && report.logTail.trim() !== '' ? fence(report.logTail.trimEnd().split('\n').slice(-20).join('\n')) : '',
    report.links.run.startsWith('http') ? `<a href="${html(report.links.run, 400)}">Log and full summary</a>` : '',
  ].filter((part) => part !== '');
  const head = `${signOf(report)} <b>${html(report.label, 120)}</b> · ${markdown(ending(report))}${aboutCost(report)}`;
  return cutAtLines(
    `<details${bad ? ' open' : ''}><summary>${head}</summary>\n\n${parts.join('\n\n')}\n\n</details>`,
    SECTION_MAX,
  );
}

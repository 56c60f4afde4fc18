import { expect, test } from '@jest/globals';
import { renderCheck, renderSection } from '../../src/report/comment.ts';
import { logLines, logTitle, renderSummary } from '../../src/report/summary.ts';
import { errorOf } from '../../src/report/texts.ts';
import { CASES } from '../support/reports.ts';
import { report } from '../support/report.ts';
import type { RunReport } from '../../src/model/outcome.ts';

const caseOf = (name: string): RunReport => CASES[name] ?? report();

// Look at a changed snapshot as a page (`npm run preview`) before you accept it.
test.each(['right-sizing', 'out-of-memory', 'crash', 'saturated', 'unconfirmed', 'rich', 'second-try', 'submitted'])(
  'the summary of %s answers what happened, what it cost, where the time went and what to change',
  (name) => expect(renderSummary(caseOf(name))).toMatchSnapshot(),
);

test.each(['right-sizing', 'crash'])(
  'the section of %s in a comment shows what must be seen and folds the rest',
  (name) => expect(renderSection(caseOf(name))).toMatchSnapshot(),
);

test('with little room a section is its headline, what must be done and where the rest is', () => {
  expect(renderSection(caseOf('unconfirmed'), { maxBytes: 1_200 })).toMatchSnapshot();
  expect(renderSection(caseOf('unconfirmed'), { maxBytes: 200 })).toMatchSnapshot();
});

test('the check run has the ending as its title', () => {
  expect(renderCheck(caseOf('crash')).title).toMatch(/^failed after/);
});

test.each(['right-sizing', 'crash', 'saturated', 'second-try'])('the log of %s has the same facts as lines', (name) => {
  const report = caseOf(name);
  expect([logTitle(report), ...logLines(report), errorOf(report)]).toMatchSnapshot();
});

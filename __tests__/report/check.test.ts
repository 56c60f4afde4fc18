import { expect, test } from '@jest/globals';
import { renderCheck } from '../../src/report/check.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { report } from '../support/report.ts';
import { CASES } from '../support/reports.ts';

test('its title is one plain line, its text the summary without that line', () => {
  const value = CASES['crash'] ?? report();
  expect(renderCheck(value)).toEqual({
    title: 'failed after 49 s · exit code 1 · about $0.04',
    summary: renderSummary(value).replace(/^## .*\n\n/, ''),
  });
});
test('its text has at most 65,535 characters', () => {
  const markdown = 'a line of text\n'.repeat(10_000);
  const { summary } = renderCheck(report({ markdown }));
  expect(summary.length).toBeLessThanOrEqual(65_535);
  expect(summary.length).toBeGreaterThan(60_000);
});

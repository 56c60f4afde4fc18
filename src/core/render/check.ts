import { unreachable } from '../errors.ts';
import type { RunReport } from '../outcome.ts';
import { CHECK_CHARS } from './budget.ts';
import { oneLine } from './escape.ts';
import { renderSummary } from './summary.ts';
import { aboutCost, ending } from './words.ts';

export interface CheckText {
  readonly title: string;
  /** Markdown; at most 65,535 characters, which its bytes bound. */
  readonly summary: string;
  readonly conclusion: 'success' | 'failure' | 'cancelled' | 'timed_out' | 'skipped' | 'neutral';
}

export function renderCheck(report: RunReport): CheckText {
  return {
    title: oneLine(`${ending(report)}${aboutCost(report)}`, 200),
    summary: renderSummary(report, CHECK_CHARS),
    conclusion: conclusionOf(report.status),
  };
}

function conclusionOf(status: RunReport['status']): CheckText['conclusion'] {
  switch (status) {
    case 'succeeded':
      return 'success';
    case 'failed':
      return 'failure';
    case 'cancelled':
      return 'cancelled';
    case 'timed-out':
      return 'timed_out';
    case 'skipped':
      return 'skipped';
    case 'submitted':
      return 'neutral';
    default:
      return unreachable(status);
  }
}

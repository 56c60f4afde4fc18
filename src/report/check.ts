import type { RunReport } from '../core/outcome.ts';
import { CHECK_CHARS } from './budget.ts';
import { renderTitle } from './comment.ts';
import { renderSummary } from './summary.ts';

export interface CheckText {
  readonly title: string;
  /** Markdown; at most 65,535 characters, which its bytes bound. */
  readonly summary: string;
}

export function renderCheck(report: RunReport): CheckText {
  // The page of a check has the title above and the label beside it.
  return { title: renderTitle(report), summary: renderSummary(report, CHECK_CHARS, '') };
}

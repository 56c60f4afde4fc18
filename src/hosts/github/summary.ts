/** A file of its own: the toolkit's summary is loaded after the run, not before its first call of `gpu`. */
import { summary } from '@actions/core';

export async function appendSummary(markdown: string): Promise<void> {
  try {
    await summary.addRaw(markdown).write();
  } finally {
    summary.emptyBuffer();
  }
}

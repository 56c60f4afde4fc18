import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sentenceOf } from '../model/errors.ts';
import type { RunReport } from '../model/outcome.ts';
import type { RunRequest } from '../request.ts';
import type { Host, PublishWish } from '../model/host.ts';
import { errorOf } from './texts.ts';

/** Asked for early, it is read while `gpu` ends the run. */
export const renderer = () => import('./summary.ts');

/**
 * Publishes the result: outputs first, then the report file, the summary, comment and check, and last the one error, which names the
 * cause. Reports never decide the result: what fails here is a warning.
 */
export async function publish(
  host: Host,
  report: RunReport,
  request: RunRequest | undefined,
  { over }: { readonly over: AbortSignal },
): Promise<void> {
  setOutputs(host, report);
  const reportFile = join(host.context.tempDir, `gpu-run-report-${randomUUID()}.json`);
  try {
    writeFileSync(reportFile, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
    host.setOutput('report-file', reportFile);
  } catch (error) {
    host.warning(`The run report could not be written to ${reportFile}: ${sentenceOf(error)}`);
  }
  for (const notice of report.notices) host.notice(notice);
  try {
    if (request !== undefined) await show(host, report, request, { reportFile, over });
  } catch (error) {
    host.warning(`The report could not be published: ${sentenceOf(error)}`);
  }
  if (report.cleanup === 'unconfirmed') host.warning(report.leftover, { title: 'A paid run may still be alive' });
  const error = errorOf(report);
  if (error !== undefined) host.error(error.message, { title: error.title });
}

/** What people read of a report: a group of the log, and what the host has next to it. */
async function show(
  host: Host,
  report: RunReport,
  request: RunRequest,
  wish: Pick<PublishWish, 'reportFile' | 'over'>,
): Promise<void> {
  const { logLines, logTitle, renderSummary } = await renderer();
  if (report.attempts.length > 0) host.group(logTitle(report));
  try {
    if (report.attempts.length > 0) for (const line of logLines(report)) host.info(line);
    const summary = request.summary ? renderSummary(report) : '';
    const { comment, check } = request;
    for (const notice of await host.publish(report, { ...wish, summary, comment, check })) host.notice(notice);
  } finally {
    if (report.attempts.length > 0) host.endGroup();
  }
}

function setOutputs(host: Host, report: RunReport): void {
  const some = (value: string, when: boolean) => (when ? value : '');
  const values: Record<string, string> = {
    status: report.status,
    class: report.class,
    reason: report.reason,
    'exit-code': report.exitCode === null ? '' : String(report.exitCode),
    'job-id': report.jobId,
    'pod-id': report.podId,
    'gpu-type': report.gpu.type,
    'gpu-count': some(String(report.gpu.count), report.gpu.count > 0),
    'cli-version': report.versions.cli,
    attempts: String(report.attempts.length),
    'queue-seconds': String(report.times.queueSeconds),
    'run-seconds': String(report.times.runSeconds),
    'cost-usd': report.cost === null ? '' : report.cost.usd.toFixed(4),
    cleanup: report.cleanup,
  };
  for (const [name, value] of Object.entries(values)) host.setOutput(name, value);
}

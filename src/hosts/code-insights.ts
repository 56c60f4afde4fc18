import { request } from 'node:http';
import { sentenceOf } from '../model/errors.ts';
import type { RunReport } from '../model/outcome.ts';

/** Where a report of Bitbucket Code Insights belongs. */
export interface InsightsPlace {
  /** The proxy beside each step, which signs what passes through it: so no token is needed here. */
  readonly proxy: string;
  /** `workspace/name`. */
  readonly repository: string;
  readonly commit: string;
  /** Tells this step's report from the others' of the commit; the same id writes it anew. */
  readonly id: string;
}

const TIMEOUT_MS = 10_000;
const RESULTS: Readonly<Partial<Record<RunReport['status'], string>>> = {
  succeeded: 'PASSED',
  skipped: 'PASSED',
  submitted: 'PENDING',
};

/** Shows a run beside its commit and pull request. @returns what went wrong, '' where nothing did. */
export async function publishInsights(report: RunReport, place: InsightsPlace): Promise<string> {
  const path = `/2.0/repositories/${place.repository}/commit/${place.commit}/reports/${encodeURIComponent(place.id)}`;
  try {
    const status = await put(place.proxy, `http://api.bitbucket.org${path}`, JSON.stringify(insightsOf(report)));
    return status < 300 ? '' : `Bitbucket answered HTTP ${status}`;
  } catch (error) {
    return sentenceOf(error);
  }
}

/** https://developer.atlassian.com/cloud/bitbucket/rest/api-group-reports/: ten data fields at most, durations in ms. */
export function insightsOf(report: RunReport): Record<string, unknown> {
  const { times, cost, gpu, telemetry } = report;
  const row = (title: string, type: string, value: unknown) => ({ title, type, value });
  const use = telemetry?.utilization?.mean;
  const data = [
    ...(gpu.type === '' ? [] : [row('GPU', 'TEXT', gpu.count === 1 ? gpu.type : `${gpu.count} × ${gpu.type}`)]),
    row('Ran', 'DURATION', Math.round(times.runSeconds * 1000)),
    row('Waited for a session', 'DURATION', Math.round(times.queueSeconds * 1000)),
    ...(typeof cost?.usd === 'number' ? [row('Estimated cost (USD)', 'NUMBER', Math.round(cost.usd * 1e4) / 1e4)] : []),
    ...(typeof use === 'number' ? [row('GPU busy', 'PERCENTAGE', Math.round(use))] : []),
    ...(report.exitCode === null ? [] : [row('Exit code', 'NUMBER', report.exitCode)]),
    row('Clean-up', 'TEXT', report.cleanup),
    ...report.metrics.map(({ name, value }) => row(name.slice(0, 100), 'NUMBER', value)),
  ];
  return {
    title: `GPU run: ${report.label}`.slice(0, 100),
    details: (report.reason === '' ? `The run ${report.status}.` : report.reason).slice(0, 1000),
    report_type: 'TEST',
    reporter: 'gpu-ci',
    result: RESULTS[report.status] ?? 'FAILED',
    ...(report.links.run.startsWith('https://') ? { link: report.links.run } : {}),
    data: data.slice(0, 10),
  };
}

/** A request by proxy names its target in full. */
function put(proxy: string, url: string, body: string): Promise<number> {
  const { hostname, port } = new URL(proxy);
  return new Promise((resolve, reject) => {
    const headers = {
      host: new URL(url).host,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request({ hostname, port, method: 'PUT', path: url, headers, timeout: TIMEOUT_MS }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(Number(answer.statusCode)));
      answer.once('error', reject);
    });
    sent.once('timeout', () => sent.destroy(new Error('the proxy did not answer')));
    sent.once('error', reject);
    sent.end(body);
  });
}

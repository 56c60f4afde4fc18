import { afterAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunReport } from '../../src/model/outcome.ts';
import { insightsOf, publishInsights } from '../../src/hosts/code-insights.ts';
import { openMetrics } from '../../src/hosts/openmetrics.ts';
import { report as full } from '../support/report.ts';
import { telemetryOf } from '../support/traces.ts';
import { reportWith } from './support/world.ts';

// A run's numbers in the forms of GitLab and of Bitbucket.

const row = (name: string, value: number): RunReport['metrics'][number] => ({
  name,
  value,
  baseline: null,
  change: null,
  better: null,
  verdict: 'new',
});
const none: Partial<RunReport> = {
  cost: null,
  telemetry: null,
  exitCode: null,
  gpu: { type: '', count: 0, vramGib: 0, pricePerHour: 0 },
};

describe('OpenMetrics', () => {
  test('holds what is known and nothing else', () => {
    expect(openMetrics(reportWith(none))).toBe(
      '# TYPE gpu_run_seconds gauge\ngpu_run_seconds 45\n# TYPE gpu_run_queue_seconds gauge\ngpu_run_queue_seconds 5\n# EOF\n',
    );
    const known = openMetrics(full({ telemetry: telemetryOf('busy') }));
    for (const name of ['cost_usd', 'utilization_mean_percent', 'memory_peak_mib', 'energy_kwh'])
      expect(known).toMatch(new RegExp(`^gpu_run_${name} [\\d.]+$`, 'm'));
  });

  test('names are made fit for the format; of two that become one the first stays', () => {
    const metrics = [row('val/acc', 0.5), row('val acc', 0.7), row('5-shot', 1), row('', 2), row('nan', NaN)];
    const lines = openMetrics(reportWith({ ...none, metrics }))
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    expect(lines).toEqual(['gpu_run_seconds 45', 'gpu_run_queue_seconds 5', 'val_acc 0.5', '_5_shot 1', '_ 2', '']);
  });
});

describe('Code Insights', () => {
  const dataOf = (report: RunReport) =>
    Object.fromEntries(
      (insightsOf(report)['data'] as { title: string; value: unknown }[]).map(({ title, value }) => [title, value]),
    );

  test('holds what is known, ten rows at most', () => {
    expect(dataOf(reportWith(none))).toEqual({ Ran: 45_000, 'Waited for a session': 5_000, 'Clean-up': 'confirmed' });
    const metrics = Array.from({ length: 20 }, (_, n) => row(`metric ${n}`, n));
    const data = dataOf(
      full({ metrics, telemetry: telemetryOf('busy'), gpu: { type: 'H100', count: 2, vramGib: 80, pricePerHour: 2 } }),
    );
    expect(Object.keys(data)).toHaveLength(10);
    expect(data).toMatchObject({ GPU: '2 × H100', 'GPU busy': expect.any(Number), 'Exit code': 0 });
    expect(dataOf(full({ gpu: { type: 'H100', count: 1, vramGib: 80, pricePerHour: 2 } }))['GPU']).toBe('H100');
  });

  test.each([
    ['succeeded', 'PASSED'],
    ['skipped', 'PASSED'],
    ['submitted', 'PENDING'],
    ['failed', 'FAILED'],
    ['timed-out', 'FAILED'],
  ] as const)('a run that %s is %s', (status, result) => {
    expect(insightsOf(reportWith({ status }))['result']).toBe(result);
  });

  test('tells why, and links only to what is encrypted', () => {
    const links = { run: 'https://ci.example/1' };
    expect(insightsOf(reportWith({ reason: 'It broke.', links }))).toMatchObject({
      details: 'It broke.',
      link: links.run,
    });
    const plain = insightsOf(reportWith({ links: { run: 'javascript:alert(1)' } }));
    expect(plain['details']).toBe('The run succeeded.');
    expect(plain).not.toHaveProperty('link');
  });

  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) {
      server.closeAllConnections();
      server.close();
    }
  });
  const proxied = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener);
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const proxy = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return publishInsights(reportWith(), { proxy, repository: 'acme/vision', commit: 'abc', id: 'gpu run' });
  };

  test('goes through the proxy of the step, with its target in full; whatever is wrong is a word', async () => {
    let asked = '';
    const good = proxied((request, response) => {
      asked = `${request.method} ${request.url}`;
      request.resume().on('end', () => response.end());
    });
    expect(await good).toBe('');
    expect(asked).toBe('PUT http://api.bitbucket.org/2.0/repositories/acme/vision/commit/abc/reports/gpu%20run');
    expect(await proxied((_, response) => response.writeHead(403).end())).toBe('Bitbucket answered HTTP 403');
    expect(await proxied((request) => request.socket.destroy())).toContain('socket hang up');
  });
});

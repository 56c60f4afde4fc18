import type { RunReport } from '../model/outcome.ts';

/** A run's numbers in the OpenMetrics text format, which GitLab compares with those of the target branch. */
export function openMetrics(report: RunReport): string {
  const numbers: [name: string, value: number | null | undefined][] = [
    ['gpu_run_seconds', report.times.runSeconds],
    ['gpu_run_queue_seconds', report.times.queueSeconds],
    ['gpu_run_cost_usd', report.cost?.usd],
    ['gpu_run_utilization_mean_percent', report.telemetry?.utilization?.mean],
    ['gpu_run_memory_peak_mib', report.telemetry?.memoryMib?.peak],
    ['gpu_run_energy_kwh', report.telemetry?.energyKwh],
    ...report.metrics.map((row): [string, number] => [row.name, row.value]),
  ];
  const lines = new Map<string, string>();
  for (const [name, value] of numbers) {
    // A name that differs only in what the format does not allow keeps its first value.
    const metric = metricName(name);
    if (typeof value === 'number' && Number.isFinite(value) && !lines.has(metric)) {
      lines.set(metric, `# TYPE ${metric} gauge\n${metric} ${value}\n`);
    }
  }
  return `${[...lines.values()].join('')}# EOF\n`;
}

const metricName = (name: string): string => name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d|$)/, '_');

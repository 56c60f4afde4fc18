import { readFileSync } from 'node:fs';
import { TelemetryMeter } from '../../src/report/telemetry.ts';
import type { Telemetry } from '../../src/model/outcome.ts';

const FIXTURES = new URL('../fixtures/nvidia-smi/', import.meta.url);

export type Trace = 'busy' | 'crash' | 'oom';

export interface TraceRow {
  readonly elapsedMs: number;
  readonly line: string;
}

/** A recorded trace in the columns that the sampler asks for, with or without units. */
export function rowsOf(trace: Trace, units = false): TraceRow[] {
  const lines = readFileSync(new URL(`${trace}.smi.csv`, FIXTURES), 'utf8')
    .trim()
    .split('\n')
    .slice(1);
  return lines.map((line) => {
    const [time = '', index, name, , ...rest] = line.split(', ');
    const fields = [index, name, ...rest.slice(0, 6)];
    return {
      elapsedMs: Date.parse(`${time.replace(/\//g, '-').replace(' ', 'T')}Z`),
      line: units ? fields.join(', ') : fields.map((field, at) => (at < 2 ? field : field?.split(' ')[0])).join(', '),
    };
  });
}

export function telemetryOf(trace: Trace): Telemetry {
  const meter = new TelemetryMeter();
  for (const { elapsedMs, line } of rowsOf(trace)) meter.addSample(elapsedMs, line);
  const telemetry = meter.result();
  if (telemetry === null) throw new Error(`the trace ${trace} has no rows`);
  return telemetry;
}

/** What the program of a trace printed, and how it ended. */
export function recordingOf(trace: Trace): { stdout: string[]; stderr: string[]; code: number } {
  const text = readFileSync(new URL('workloads.txt', FIXTURES), 'utf8');
  const [, code = '0', run = ''] =
    text.split(/^exit_code=(?=\d+$)/m)[['busy', 'crash', 'oom'].indexOf(trace) + 1]?.match(/^(\d+)\n([^]*)$/) ?? [];
  const [stdout = '', stderr = ''] = run.replace('--- stdout\n', '').split('--- stderr\n');
  const lines = (part: string): string[] => part.trimEnd().split('\n').filter(Boolean);
  return { stdout: lines(stdout), stderr: lines(stderr), code: Number(code) };
}

export function logOf(trace: Trace): string {
  const { stdout, stderr } = recordingOf(trace);
  return [...stdout, ...stderr].join('\n');
}

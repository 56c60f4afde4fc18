import type { Attempt, Outcome, Phase, RunReport } from '../../src/model/outcome.ts';

const START = Date.parse('2026-11-24T02:00:04Z');

export const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

/** An attempt from seconds after the start: `{ waiting: 0, running: 40 }`. */
export function attempt(
  n: number,
  marks: Partial<Record<Phase, number>>,
  end: number,
  outcome: Outcome,
  waited = 0,
): Attempt {
  const phases = Object.entries(marks).map(([phase, seconds]) => ({ phase: phase as Phase, at: at(seconds) }));
  const started = phases.some(({ phase }) => phase === 'running');
  return {
    n,
    gpuType: 'H100 SXM',
    startedAt: phases[0]?.at ?? at(end),
    endedAt: at(end),
    phases,
    jobId: started ? 'job_7f3a9c20' : '',
    podId: started ? 'n9kwj3lwx2qw2n' : '',
    outcome,
    waitedSeconds: waited,
  };
}

/** A run that went well at the first attempt, short and plain; `overrides` say what was different. */
export function report(overrides: Partial<RunReport> = {}): RunReport {
  return {
    version: 1,
    label: 'train',
    status: 'succeeded',
    class: '',
    reason: '',
    hint: '',
    exitCode: 0,
    command: 'python train.py --epochs 20',
    mode: 'run',
    jobId: 'job_7f3a9c20',
    podId: 'n9kwj3lwx2qw2n',
    gpu: { type: 'H100 SXM', count: 1, vramGib: 80, pricePerHour: 3.19 },
    startedAt: at(0),
    endedAt: at(700),
    attempts: [attempt(1, { submitting: 0, provisioning: 2, running: 40, ended: 692 }, 700, { kind: 'succeeded' })],
    times: { queueSeconds: 0, provisionSeconds: 38, runSeconds: 652, totalSeconds: 700 },
    cost: { usd: 0.6118, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 690 },
    org: { slug: '', identity: '', pool: null },
    telemetry: null,
    advice: [],
    logTail: '',
    markdown: '',
    metrics: [],
    outputs: [],
    cleanup: 'confirmed',
    leftover: '',
    versions: { cli: '0.31.2', action: '1.0.0' },
    links: { run: 'https://github.com/my-team/models/actions/runs/17390442816' },
    notices: [],
    ...overrides,
  };
}

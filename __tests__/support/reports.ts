import { advise } from '../../src/report/tips.ts';
import { compare, parseMetrics } from '../../src/report/metrics.ts';
import type { Offer, Outcome, RunReport, Telemetry } from '../../src/model/outcome.ts';
import { at, attempt, report } from './report.ts';
import { logOf, telemetryOf } from './traces.ts';

/** What a live inventory might tell. */
export const OFFERS: readonly Offer[] = [
  { gpuType: 'RTX 4090', costPerHour: 0.69, vramGib: 24, available: true },
  { gpuType: 'L40S', costPerHour: 0.86, vramGib: 48, available: true },
  { gpuType: 'RTX A4000', costPerHour: 0.25, vramGib: 16, available: false },
  { gpuType: 'A100 80GB', costPerHour: 1.74, vramGib: 80, available: true },
  { gpuType: 'H100 SXM', costPerHour: 3.19, vramGib: 80, available: true },
  { gpuType: 'H200', costPerHour: 4.31, vramGib: 141, available: true },
  { gpuType: 'B200', costPerHour: 5.98, vramGib: 180, available: true },
];

/** With the advice that follows from the rest. */
export function advised(overrides: Partial<RunReport>): RunReport {
  const plain = report(overrides);
  return { ...plain, advice: advise(plain, OFFERS) };
}

const FULL: Outcome = {
  kind: 'refused',
  class: 'saturated',
  reason: 'All 10 pooled sessions are in use',
  pool: { used: 10, limit: 10 },
};

/** The recorded trace, as long as the run of the report: the shape stays, the clock is slower. */
export function stretched(telemetry: Telemetry, seconds: number): Telemetry {
  const factor = seconds / telemetry.spanSeconds;
  return {
    ...telemetry,
    samples: Math.round(seconds),
    spanSeconds: seconds,
    energyKwh: telemetry.energyKwh === null ? null : telemetry.energyKwh * factor,
    series: telemetry.series.map((point) => ({ ...point, atSeconds: point.atSeconds * factor })),
  };
}

const waits = [5, 9, 21, 44, 75, 98, 110] as const;

function queued(refusals: number): { attempts: ReturnType<typeof attempt>[]; seconds: number } {
  let clock = 0;
  const attempts = Array.from({ length: refusals }, (_, index) => {
    const waited = waits[index % waits.length] ?? 5;
    const made = attempt(index + 1, { submitting: clock }, clock + 2, FULL, waited);
    clock += 2 + waited;
    return made;
  });
  return { attempts, seconds: clock };
}

const waited = queued(7);

/** The cases that are looked at as pictures. */
export const CASES: Readonly<Record<string, RunReport>> = {
  ok: report({ telemetry: null }),

  'right-sizing': advised({
    label: 'train (seed 1)',
    telemetry: stretched(telemetryOf('busy'), 1_251),
    attempts: [
      ...waited.attempts,
      attempt(
        8,
        { submitting: waited.seconds, provisioning: waited.seconds + 2, running: waited.seconds + 40 },
        waited.seconds + 1_291,
        { kind: 'succeeded' },
      ),
    ],
    times: {
      queueSeconds: waited.seconds,
      provisionSeconds: 38,
      runSeconds: 1_251,
      totalSeconds: waited.seconds + 1_296,
    },
    cost: { usd: 1.146, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 1_293 },
    org: { slug: 'my-team', identity: 'ci-trainer', pool: { used: 10, limit: 10 } },
    outputs: [{ path: 'outputs/', found: true }],
    metrics: compare(
      parseMetrics('{"accuracy": 0.974, "val_loss": 0.0812, "samples_per_second": 1843.2, "epochs": 20}'),
      parseMetrics('{"accuracy": 0.969, "val_loss": 0.0794, "samples_per_second": 1790.4, "epochs": 20}'),
    ),
    startedAt: at(0),
    endedAt: at(waited.seconds + 1_296),
  }),

  'out-of-memory': advised({
    label: 'train (batch 512)',
    status: 'failed',
    class: 'workload',
    reason: 'The workload ended with exit code 1.',
    exitCode: 1,
    telemetry: telemetryOf('oom'),
    logTail: logOf('oom'),
    attempts: [
      attempt(1, { submitting: 0, provisioning: 2, running: 31 }, 45, {
        kind: 'failed',
        exitCode: 1,
        reason: 'The workload ended with exit code 1.',
      }),
    ],
    times: { queueSeconds: 0, provisionSeconds: 29, runSeconds: 14, totalSeconds: 48 },
    cost: { usd: 0.0381, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 43 },
  }),

  crash: advised({
    status: 'failed',
    class: 'workload',
    reason: 'The workload ended with exit code 1.',
    exitCode: 1,
    telemetry: telemetryOf('crash'),
    logTail: logOf('crash'),
    outputs: [
      { path: 'outputs/', found: true },
      { path: 'model.pt', found: false },
    ],
    attempts: [
      attempt(1, { submitting: 0, provisioning: 2, running: 31 }, 46, {
        kind: 'failed',
        exitCode: 1,
        reason: 'The workload ended with exit code 1.',
      }),
    ],
    times: { queueSeconds: 0, provisionSeconds: 29, runSeconds: 15, totalSeconds: 49 },
    cost: { usd: 0.039, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 44 },
  }),

  saturated: advised({
    label: 'nightly',
    status: 'failed',
    class: 'saturated',
    reason: 'All 10 pooled sessions of my-team were in use for 30 minutes.',
    hint: 'Raise `max-wait`, or run fewer matrix jobs at once.',
    exitCode: null,
    jobId: '',
    podId: '',
    attempts: queued(33).attempts,
    times: { queueSeconds: 1_801, provisionSeconds: 0, runSeconds: 0, totalSeconds: 1_801 },
    cost: null,
    cleanup: 'not-needed',
    org: { slug: 'my-team', identity: 'ci-trainer', pool: { used: 10, limit: 10 } },
  }),

  cancelled: advised({
    status: 'cancelled',
    class: 'cancelled',
    reason: 'The job was cancelled by a person or a newer run (SIGINT).',
    exitCode: null,
    telemetry: stretched(telemetryOf('busy'), 272),
    logTail: logOf('busy').split('\n').slice(0, 22).join('\n'),
    attempts: [attempt(1, { submitting: 0, provisioning: 2, running: 40 }, 312, { kind: 'cancelled', by: 'SIGINT' })],
    times: { queueSeconds: 0, provisionSeconds: 38, runSeconds: 272, totalSeconds: 318 },
    cost: { usd: 0.275, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 310 },
  }),

  unconfirmed: advised({
    status: 'failed',
    class: 'infra',
    reason: 'The connection to the pod was lost and could not be taken up again.',
    exitCode: null,
    cleanup: 'unconfirmed',
    leftover:
      'job job_7f3a9c20 on pod n9kwj3lwx2qw2n may still run and cost money; end it with: gpu stop -y n9kwj3lwx2qw2n',
    logTail: logOf('busy').split('\n').slice(0, 12).join('\n'),
    attempts: [
      attempt(1, { submitting: 0, provisioning: 2, running: 40 }, 312, {
        kind: 'lost',
        reason: 'The connection to the pod was lost.',
      }),
    ],
    times: { queueSeconds: 0, provisionSeconds: 38, runSeconds: 272, totalSeconds: 318 },
    cost: { usd: 0.275, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 310 },
  }),

  rich: advised({
    label: 'eval (llama, bf16)',
    gpu: { type: 'A100 80GB', count: 8, vramGib: 80, pricePerHour: 1.74 },
    telemetry: { ...stretched(telemetryOf('busy'), 640), gpuCount: 8 },
    cost: { usd: 2.668, pricePerHour: 1.74, gpuCount: 8, billedSeconds: 690 },
    markdown:
      '# Confusion\n\n| class | precision | recall |\n|---|---:|---:|\n| cat | 0.98 | 0.97 |\n| dog | 0.96 | 0.98 |\n\nSee [the notebook](https://example.com/nb) and thank @octocat.\n\n```python\nmodel.eval()  # <cuda.h>\n```\n',
    metrics: compare(parseMetrics('{"eval": {"accuracy": 0.91, "f1": 0.9, "loss": 0.31}, "tokens_per_second": 18432}')),
    notices: ['The installed gpu 0.31.2 is older than `cli-version` asks for.'],
  }),

  'second-try': advised({
    status: 'timed-out',
    class: 'timeout',
    reason: 'The workload ran longer than `timeout` (1 h) allows.',
    exitCode: null,
    attempts: [
      attempt(
        1,
        { submitting: 0, provisioning: 4, syncing: 380 },
        420,
        {
          kind: 'refused',
          class: 'infra',
          reason: 'Syncing the project broke off: connection reset',
        },
        12,
      ),
      attempt(2, { submitting: 432, provisioning: 440, syncing: 900, running: 930 }, 4_530, {
        kind: 'timedOut',
        limit: 'timeout',
        reason: 'The workload ran longer than `timeout` (1 h) allows.',
      }),
    ],
    times: { queueSeconds: 440, provisionSeconds: 490, runSeconds: 3_600, totalSeconds: 4_540 },
    cost: { usd: 3.98, pricePerHour: 3.19, gpuCount: 1, billedSeconds: 4_500 },
  }),

  skipped: report({
    status: 'skipped',
    reason: 'No token here: pull requests from forks get no secrets.',
    exitCode: null,
    jobId: '',
    podId: '',
    attempts: [],
    times: { queueSeconds: 0, provisionSeconds: 0, runSeconds: 0, totalSeconds: 0 },
    cost: null,
    cleanup: 'not-needed',
    gpu: { type: '', count: 0, vramGib: 0, pricePerHour: 0 },
    versions: { cli: '', action: '1.0.0' },
  }),

  submitted: report({
    status: 'submitted',
    mode: 'submit',
    exitCode: null,
    cleanup: 'kept',
    attempts: [attempt(1, { submitting: 0, provisioning: 2, running: 40 }, 41, { kind: 'submitted' })],
    times: { queueSeconds: 0, provisionSeconds: 38, runSeconds: 0, totalSeconds: 41 },
    cost: null,
  }),
};

import { describe, expect, test } from '@jest/globals';
import {
  FAILURE_CLASSES,
  PHASES,
  STATUSES,
  type Advice,
  type Attempt,
  type Cost,
  type MetricRow,
  type Outcome,
  type PoolUse,
  type RunReport,
  type Stat,
  type Telemetry,
} from '../../src/model/outcome.ts';
import { CASES } from '../support/reports.ts';
import { attempt, report } from '../support/report.ts';
import { faultsOf, reportSchema } from '../support/schema.ts';

interface Node {
  readonly properties: Readonly<Record<string, Node>>;
  readonly items: Node;
  readonly enum: readonly unknown[];
  readonly description?: string;
  readonly $ref?: string;
  readonly oneOf: readonly Node[];
  readonly const?: unknown;
}

const schema = reportSchema as Node & { $defs: Record<string, Node> };
const def = (name: string): Node => schema.$defs[name] ?? ({} as Node);

function expectValid(value: unknown): void {
  expect(faultsOf(value)).toEqual([]);
}

/** Every key of a type: a key too few or too many does not compile, and the schema is compared with these. */
const keys = <T>(all: Record<keyof T, true>): string[] => Object.keys(all).sort();

describe('the schema and the types are one', () => {
  const item = (node: Node | undefined): Node => node?.items ?? ({} as Node);
  test.each<[string, Node | undefined, string[]]>([
    [
      'report',
      schema,
      keys<RunReport>({
        version: true,
        label: true,
        status: true,
        class: true,
        reason: true,
        hint: true,
        exitCode: true,
        command: true,
        mode: true,
        jobId: true,
        podId: true,
        gpu: true,
        startedAt: true,
        endedAt: true,
        attempts: true,
        times: true,
        cost: true,
        org: true,
        telemetry: true,
        advice: true,
        logTail: true,
        markdown: true,
        metrics: true,
        outputs: true,
        cleanup: true,
        leftover: true,
        versions: true,
        links: true,
        notices: true,
      }),
    ],
    [
      'gpu',
      schema.properties['gpu'],
      keys<RunReport['gpu']>({ type: true, count: true, vramGib: true, pricePerHour: true }),
    ],
    [
      'times',
      schema.properties['times'],
      keys<RunReport['times']>({ queueSeconds: true, provisionSeconds: true, runSeconds: true, totalSeconds: true }),
    ],
    ['org', schema.properties['org'], keys<RunReport['org']>({ slug: true, identity: true, pool: true })],
    ['versions', schema.properties['versions'], keys<RunReport['versions']>({ cli: true, action: true })],
    ['links', schema.properties['links'], keys<RunReport['links']>({ run: true })],
    ['output', item(schema.properties['outputs']), keys<RunReport['outputs'][number]>({ path: true, found: true })],
    [
      'attempt',
      def('attempt'),
      keys<Attempt>({
        n: true,
        gpuType: true,
        startedAt: true,
        endedAt: true,
        phases: true,
        jobId: true,
        podId: true,
        outcome: true,
        waitedSeconds: true,
      }),
    ],
    [
      'telemetry',
      def('telemetry'),
      keys<Telemetry>({
        gpuName: true,
        gpuCount: true,
        idleGpus: true,
        samples: true,
        spanSeconds: true,
        utilization: true,
        memoryMib: true,
        memoryTotalMib: true,
        powerW: true,
        energyKwh: true,
        temperatureC: true,
        series: true,
      }),
    ],
    [
      'point',
      item(def('telemetry').properties['series']),
      keys<Telemetry['series'][number]>({ atSeconds: true, utilization: true, memory: true }),
    ],
    ['stat', def('stat'), keys<Stat>({ mean: true, p95: true, peak: true })],
    ['pool', def('poolUse'), keys<PoolUse>({ used: true, limit: true })],
    ['advice', def('advice'), keys<Advice>({ kind: true, text: true })],
    [
      'metric',
      def('metric'),
      keys<MetricRow>({ name: true, value: true, baseline: true, change: true, better: true, verdict: true }),
    ],
    ['cost', def('cost'), keys<Cost>({ usd: true, pricePerHour: true, gpuCount: true, billedSeconds: true })],
  ])('%s', (_name, node, expected) => {
    expect(Object.keys(node?.properties ?? {}).sort()).toEqual(expected);
    for (const [name, property] of Object.entries(node?.properties ?? {}))
      expect([name, property.description ?? '']).not.toEqual([name, '']);
  });

  test('enumerations', () => {
    expect(schema.properties['status']?.enum).toEqual([...STATUSES]);
    expect(schema.properties['class']?.enum).toEqual([...FAILURE_CLASSES, '']);
    expect(item(def('attempt').properties['phases']).properties['phase']?.enum).toEqual([...PHASES]);
  });

  test('every kind of outcome', () => {
    const outcomes: { [K in Outcome['kind']]: Extract<Outcome, { kind: K }> } = {
      succeeded: { kind: 'succeeded' },
      failed: { kind: 'failed', exitCode: 137, signal: 'SIGKILL', reason: 'killed' },
      refused: {
        kind: 'refused',
        class: 'saturated',
        reason: 'full',
        stage: 'rejected',
        podBroken: false,
        quota: true,
        retryAfterMs: 5,
        pool: { used: 1, limit: 1 },
      },
      cancelled: { kind: 'cancelled', by: 'SIGINT' },
      timedOut: { kind: 'timedOut', limit: 'timeout', reason: 'too long' },
      overBudget: { kind: 'overBudget', reason: 'too dear' },
      lost: { kind: 'lost', reason: 'gone' },
      submitted: { kind: 'submitted' },
      skipped: { kind: 'skipped', reason: 'no token' },
    };
    for (const outcome of Object.values(outcomes))
      expectValid(report({ attempts: [attempt(1, { submitting: 0 }, 1, outcome)] }));
    expect(
      def('outcome')
        .oneOf.map((node) => node.properties['kind']?.const)
        .sort(),
    ).toEqual(Object.keys(outcomes).sort());
  });
});

test.each(Object.entries(CASES))('the case %s is a report', (_name, value) => expectValid(value));

test.each([
  ['an unknown key', { ...report(), secret: 'x' }],
  ['a missing key', { ...report(), status: undefined }],
  ['a status of its own', { ...report(), status: 'fine' }],
  ['a text for a number', { ...report(), exitCode: '0' }],
])('%s is refused', (_name, value) => {
  expect(faultsOf(JSON.parse(JSON.stringify(value)))).not.toEqual([]);
});

import { describe, expect, test } from '@jest/globals';
import { FAILURE_CLASSES, PHASES, STATUSES, type Outcome } from '../../src/model/outcome.ts';
import { CASES } from '../support/reports.ts';
import { attempt, report } from '../support/report.ts';
import { faultsOf, reportSchema } from '../support/schema.ts';

interface Node {
  readonly properties: Readonly<Record<string, Node>>;
  readonly items: Node;
  readonly enum: readonly unknown[];
  readonly description?: string;
  readonly oneOf: readonly Node[];
  readonly const?: unknown;
}
const schema = reportSchema as Node & { $defs: Record<string, Node> };
const def = (name: string): Node => schema.$defs[name] ?? ({} as Node);

describe('the schema and the types have the same keys, each with a description', () => {
  const full = CASES['right-sizing'] ?? report();
  const { attempts, telemetry, org, advice, metrics, cost } = full;
  test.each<[string, Node | undefined, object | null | undefined]>([
    ['report', schema, full],
    ['gpu', schema.properties['gpu'], full.gpu],
    ['times', schema.properties['times'], full.times],
    ['org', schema.properties['org'], org],
    ['versions', schema.properties['versions'], full.versions],
    ['links', schema.properties['links'], full.links],
    ['output', schema.properties['outputs']?.items, full.outputs[0]],
    ['attempt', def('attempt'), attempts[0]],
    ['telemetry', def('telemetry'), telemetry],
    ['point', def('telemetry').properties['series']?.items, telemetry?.series[0]],
    ['stat', def('stat'), telemetry?.utilization],
    ['pool', def('poolUse'), org.pool],
    ['advice', def('advice'), advice[0]],
    ['metric', def('metric'), metrics[0]],
    ['cost', def('cost'), cost],
  ])('%s', (_name, node, value) => {
    expect(Object.keys(node?.properties ?? {}).sort()).toEqual(Object.keys(value ?? {}).sort());
    for (const [key, property] of Object.entries(node?.properties ?? {}))
      expect([key, property.description ?? '']).not.toEqual([key, '']);
  });

  test('and the same values where they are few', () => {
    expect(schema.properties['status']?.enum).toEqual([...STATUSES]);
    expect(schema.properties['class']?.enum).toEqual([...FAILURE_CLASSES, '']);
    expect(def('attempt').properties['phases']?.items.properties['phase']?.enum).toEqual([...PHASES]);
  });
});

const OUTCOMES: { [K in Outcome['kind']]: Extract<Outcome, { kind: K }> } = {
  succeeded: { kind: 'succeeded' },
  failed: { kind: 'failed', exitCode: 137, signal: 'SIGKILL', reason: 'killed' },
  refused: {
    kind: 'refused',
    class: 'saturated',
    reason: 'full',
    stage: 'rejected',
    isCertain: true,
    podBroken: false,
    quota: true,
    retryAfterMs: 5,
    pool: { used: 1, limit: 1 },
  },
  cancelled: { kind: 'cancelled', by: 'SIGINT' },
  timedOut: { kind: 'timedOut', limit: 'timeout', reason: 'too long' },
  overBudget: { kind: 'overBudget', reason: 'too expensive' },
  lost: { kind: 'lost', reason: 'gone' },
  submitted: { kind: 'submitted' },
  skipped: { kind: 'skipped', reason: 'no token' },
};

test('the schema knows each kind of outcome', () => {
  for (const outcome of Object.values(OUTCOMES))
    expect(faultsOf(report({ attempts: [attempt(1, { submitting: 0 }, 1, outcome)] }))).toEqual([]);
  const kinds = def('outcome').oneOf.map((node) => node.properties['kind']?.const);
  expect(kinds.sort()).toEqual(Object.keys(OUTCOMES).sort());
});

test.each(Object.entries(CASES))('the case %s is a report', (_name, value) => expect(faultsOf(value)).toEqual([]));

test.each([
  ['an unknown key', { ...report(), secret: 'x' }],
  ['a missing key', { ...report(), status: undefined }],
  ['a status of its own', { ...report(), status: 'fine' }],
  ['text in place of a number', { ...report(), exitCode: '0' }],
])('%s is not a report', (_name, value) => expect(faultsOf(JSON.parse(JSON.stringify(value)))).not.toEqual([]));

test('a report of an earlier version, without the count of idle GPUs, is still one', () => {
  const { telemetry } = CASES['right-sizing'] ?? report();
  const earlier: unknown = JSON.parse(
    JSON.stringify(report({ telemetry }), (key, value) => (key === 'idleGpus' ? undefined : (value as unknown))),
  );
  expect(faultsOf(earlier)).toEqual([]);
});

import { expect, test } from '@jest/globals';
import { endingOf, exitCodeFor, type Outcome } from '../../src/model/outcome.ts';

const reason = 'r';

test.each<[Outcome, string, string]>([
  [{ kind: 'succeeded' }, 'succeeded', ''],
  [{ kind: 'submitted' }, 'submitted', ''],
  [{ kind: 'skipped', reason }, 'skipped', ''],
  [{ kind: 'failed', exitCode: 3, reason }, 'failed', 'workload'],
  [{ kind: 'refused', class: 'saturated', reason }, 'failed', 'saturated'],
  [{ kind: 'refused', class: 'timeout', reason }, 'timed-out', 'timeout'],
  [{ kind: 'cancelled', by: 'a person' }, 'cancelled', 'cancelled'],
  [{ kind: 'timedOut', limit: 'timeout', reason }, 'timed-out', 'timeout'],
  [{ kind: 'overBudget', reason }, 'failed', 'budget'],
  [{ kind: 'lost', reason }, 'failed', 'infra'],
])('%j', (outcome, status, name) => expect(endingOf(outcome)).toEqual({ status, class: name }));

test.each([
  ['succeeded', null, 0],
  ['skipped', null, 0],
  ['submitted', null, 0],
  ['failed', 3, 3],
  ['failed', 255, 255],
  ['failed', 1, 1],
  ['failed', null, 1],
  // A step that failed is never green, whatever the code says.
  ['failed', 0, 1],
  ['failed', 256, 1],
  ['failed', -1, 1],
  ['cancelled', null, 1],
  ['timed-out', 143, 143],
] as const)('%s with %p exits with %i', (status, exitCode, code) => {
  expect(exitCodeFor({ status, exitCode })).toBe(code);
});

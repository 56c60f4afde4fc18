import { expect, test } from '@jest/globals';
import { errorOf } from '../../src/report/texts.ts';
import type { FailureClass, Outcome, RunReport } from '../../src/model/outcome.ts';
import { attempt, report } from '../support/report.ts';

/** A failure as the one error of the log shows it. */
function errorFor(failure: Partial<RunReport>): { title: string; message: string } {
  const shown = errorOf(report({ status: 'failed', exitCode: null, cost: null, attempts: [], ...failure }));
  if (shown === undefined) throw new Error('no error');
  return { title: shown.title.replace(/^train: /, ''), message: shown.message };
}
const refused = (name: Exclude<FailureClass, 'workload' | 'cancelled'>): Outcome => ({
  kind: 'refused',
  class: name,
  reason: 'The service said no.',
});
const ended = (outcome: Outcome): Pick<RunReport, 'attempts'> => ({
  attempts: [attempt(1, { submitting: 0 }, 2, outcome)],
});
const notCalled = { versions: { cli: '', action: '1.0.0' } };

test.each<[string, Partial<RunReport>, string]>([
  ['a duration that cannot be read', { class: 'usage', command: '', ...notCalled }, 'invalid inputs'],
  ['a folder that does not exist', { class: 'usage', ...notCalled }, 'could not start'],
  ['an input that this version of GPU CLI cannot do', { class: 'usage' }, 'could not start'],
  ['a request that GPU CLI rejected', { class: 'usage', ...ended(refused('usage')) }, 'GPU CLI rejected the request'],
  ['a token that is not set', { class: 'auth', ...notCalled }, 'no valid service token'],
  ['a token that was revoked', { class: 'auth' }, 'the token was rejected'],
  ['a cost limit', { class: 'budget', ...ended({ kind: 'overBudget', reason: 'x' }) }, 'stopped at the cost limit'],
  ['a plan without GPU hours', { class: 'budget', ...ended(refused('budget')) }, 'rejected by plan or billing'],
  ['a card that was declined before the first attempt', { class: 'budget' }, 'rejected by plan or billing'],
])('the title of %s names who rejected what', (_name, failure, title) => {
  expect(errorFor({ reason: 'The reason.', ...failure }).title).toBe(title);
});

test.each<[string, Partial<RunReport>]>([
  ['an invalid input', { class: 'usage', command: '', reason: '`timeout` is "90 minutes".', ...notCalled }],
  ['a folder that does not exist', { class: 'usage', reason: 'There is no folder x.', ...notCalled }],
  ['a variable that does not exist', { class: 'usage', reason: 'Line 3 of `env` names no variable.', ...notCalled }],
])('%s does not send people to the flags of GPU CLI', (_name, failure) => {
  expect(errorFor(failure).message).toBe(failure.reason);
});

test('only a reached cost limit advises to raise `max-cost`', () => {
  expect(errorFor({ class: 'budget', ...ended({ kind: 'overBudget', reason: 'x' }) }).message).toContain('`max-cost`');
  expect(errorFor({ class: 'budget', ...ended(refused('budget')) }).message).not.toContain('max-cost');
});

import { describe, expect, test } from '@jest/globals';
import { condition, evaluate, expand, type JobStatus, type Value } from '../support/runner/index.ts';

const contexts: Record<string, Value> = {
  github: {
    token: 'ghs_1',
    event: { pull_request: { labels: [{ name: 'gpu' }], draft: false } },
    ref: 'refs/heads/Main',
  },
  secrets: { TOKEN: 's' },
  env: { A: '1' },
  matrix: { 'gpu-type': 'A100', n: 2 },
  steps: { train: { outputs: { 'job-id': 'j1' } } },
};

describe('values', () => {
  test.each<readonly [string, Value]>([
    ["'it''s'", "it's"],
    ['github.token', 'ghs_1'],
    ['GitHub.Token', 'ghs_1'],
    ['steps.train.outputs.job-id', 'j1'],
    ["matrix['gpu-type']", 'A100'],
    ['github.event.pull_request.labels[0].name', 'gpu'],
    ['secrets.NONE', null],
    ['github.nothing.at.all', null],
    ['env.a', null],
    ['env.A', '1'],
    ["secrets.NONE || 'else'", 'else'],
    ["secrets.TOKEN && 'has' || 'none'", 'has'],
    ["github.ref == 'refs/heads/main'", true],
    ['matrix.n == 2', true],
    ["matrix.n == '2'", true],
    ["matrix.n != '3' && true", true],
    ['null == 0', true],
    ["'' == false", true],
    ['!(1 == 2)', true],
    ["!''", true],
    ['toJSON(matrix)', '{\n  "gpu-type": "A100",\n  "n": 2\n}'],
    ["fromJSON('[1,2]')[1]", 2],
    ["contains(fromJSON('[\"a\"]'), 'A')", true],
    ["startsWith(github.ref, 'refs/heads/')", true],
    ["format('{0} {{x}} {1}', 'a', matrix.n)", 'a {x} 2'],
  ])('%s', (source, value) => {
    expect(evaluate(source, { contexts })).toEqual(value);
  });
});

describe('anything else is an error, never ignored', () => {
  test.each([
    ['1 < 2', '`< 2` is not understood'],
    ['foo.bar', 'unrecognized named-value `foo`'],
    ["hashFiles('x')", 'function `hashFiles` is not imitated'],
    ['github.*', '`*` is not understood'],
    ['', 'it ends too early'],
    ['(true', '`)` is missing'],
    ['true true', '`true` is not expected here'],
    ["'open", 'is not understood'],
    ['"double"', 'is not understood'],
  ])('%s', (source, message) => {
    expect(() => evaluate(source, { contexts })).toThrow(message);
  });

  test('an expression that is not closed', () => {
    expect(() => expand('a ${{ github.token', { contexts })).toThrow('is not closed');
  });
});

test('expressions in text; one alone keeps its type; }} may stand in a string', () => {
  expect(expand('${{ matrix.n }}', { contexts })).toBe(2);
  expect(expand("a${{ matrix.n }}b${{ '}}' }}", { contexts })).toBe('a2b}}');
  expect(expand('plain', { contexts })).toBe('plain');
});

describe('conditions put success() first unless they ask for the status', () => {
  test.each<readonly [string | undefined, JobStatus, boolean]>([
    [undefined, 'success', true],
    [undefined, 'failure', false],
    ['true', 'failure', false],
    ['always()', 'cancelled', true],
    ['${{ always() }}', 'failure', true],
    ['failure()', 'failure', true],
    ['failure()', 'cancelled', false],
    ['cancelled()', 'cancelled', true],
    ['!cancelled()', 'failure', true],
    ['always() && matrix.n == 3', 'success', false],
    ["success() || env.A == '1'", 'failure', true],
  ])('%s when %s: %s', (source, status, runs) => {
    expect(condition(source, { contexts, status })).toBe(runs);
  });
});

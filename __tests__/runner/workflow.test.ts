import { describe, expect, test } from '@jest/globals';
import { runWorkflow, type WorkflowOptions, type WorkflowResult } from '../support/runner/index.ts';
import { fixture } from './helpers.ts';

const options: WorkflowOptions = {
  workspace: fixture('..'),
  actions: { 'gpu-cli/run-action@v1': fixture('say'), 'gpu-cli/fixtures@v1': fixture('.') },
  secrets: { GPU_SERVICE_TOKEN: 'gpt_sat_hush' },
};
const jobs = (body: string): string => `name: Train\non: push\njobs:\n${body.replace(/^/gm, '  ')}`;
const run = (body: string, more: Partial<WorkflowOptions> = {}): Promise<WorkflowResult> =>
  runWorkflow(jobs(body), { ...options, ...more });

test('checkout, a mapped action, a local action, a script, outputs, env of three levels', async () => {
  await using result = await runWorkflow(
    `
name: Train on GPU
on: { push: { branches: [main] } }
permissions: { contents: read }
env: { A: workflow, B: workflow, C: workflow }
jobs:
  train:
    runs-on: ubuntu-latest
    env: { B: job, C: job }
    outputs: { said: '\${{ steps.out.outputs.said }}', secret: '\${{ secrets.GPU_SERVICE_TOKEN }}' }
    steps:
      - uses: actions/checkout@v4
        with: { fetch-depth: 0 }
      - uses: gpu-cli/run-action@v1
        with: { stdout: "token \${{ secrets.GPU_SERVICE_TOKEN }}\\n" }
      - uses: ./fixtures/say
        with: { stdout: "local\\n" }
      - uses: gpu-cli/fixtures/say@v1
        with: { stdout: "below\\n" }
      - id: out
        name: Say for \${{ github.job }}
        env: { C: step }
        working-directory: fixtures
        run: echo "said=$A $B $C $(basename "$PWD")" >> "$GITHUB_OUTPUT"
  report:
    needs: [train]
    steps:
      - run: echo "got \${{ needs.train.outputs.said }} after \${{ needs.train.result }}"
`,
    options,
  );
  expect(result.conclusion).toBe('success');
  expect(result.jobs['train']?.outputs).toEqual({ said: 'workflow job step fixtures' });
  expect(result.log).toContain("Skip output 'secret' since it may contain secret.");
  expect(result.log).toContain('got workflow job step fixtures after success\n');
  for (const line of ['token ***', 'local', 'below']) expect(result.log).toContain(`\n${line}\n`);
  expect(result.log).not.toContain('gpt_sat_hush');
  expect(result.jobs['train']?.legs[0]?.steps.map(({ name }) => name)).toEqual([
    ...['actions/checkout@v4', 'gpu-cli/run-action@v1', './fixtures/say', 'gpu-cli/fixtures/say@v1', 'Say for train'],
  ]);
});

test('conditions, continue-on-error, time limits, post after a failure', async () => {
  await using result = await run(`a:
  steps:
    - { id: soft, run: exit 3, continue-on-error: true }
    - { if: steps.soft.outcome == 'failure' && steps.soft.conclusion == 'success', run: echo soft }
    - { uses: gpu-cli/fixtures/files@v1, with: { state: "a=1" } }
    - { name: slow, run: exec sleep 60, timeout-minutes: 0.005 }
    - { name: skipped, run: echo never }
    - { if: failure(), run: echo failed }
    - { if: always(), run: echo always }
b: { needs: a, steps: [{ run: echo never }] }
c: { needs: a, if: always(), steps: [{ run: 'echo after \${{ needs.a.result }}' }] }`);
  const leg = result.jobs['a']?.legs[0];
  expect(leg?.steps.map(({ conclusion }) => conclusion)).toEqual([
    ...['success', 'success', 'success', 'failure', 'skipped', 'success', 'success'],
  ]);
  expect(leg?.posts[0]?.log).toContain('{"STATE_a":"1"}');
  expect(result.log).toContain("The action 'slow' has timed out after 0.005 minutes.");
  expect(result).toMatchObject({
    conclusion: 'failure',
    jobs: { a: { conclusion: 'failure' }, b: { conclusion: 'skipped' }, c: { conclusion: 'success' } },
  });
  expect(result.log).toContain('\nafter failure\n');
});

describe('matrix', () => {
  const names = (result: WorkflowResult): unknown =>
    result.jobs['a']?.legs.map(({ name, conclusion }) => [name, conclusion]);

  test('product, exclude, include; all legs when fail-fast is off', async () => {
    await using result = await run(`a:
  strategy:
    fail-fast: false
    max-parallel: 2
    matrix: { gpu: [A100, H100], n: [1, 2], exclude: [{ gpu: H100, n: 2 }], include: [{ gpu: A100, big: yes }, { gpu: L4 }] }
  steps:
    - run: test '\${{ matrix.gpu }}' != A100 || test '\${{ matrix.big }}\${{ strategy.job-total }}' = yes4
    - run: test '\${{ matrix.n }}' != 2`);
    expect(names(result)).toEqual([
      ['a (A100, 1, yes)', 'success'],
      ['a (A100, 2, yes)', 'failure'],
      ['a (H100, 1)', 'success'],
      ['a (L4)', 'success'],
    ]);
  });

  test('fail-fast cancels the others; a matrix from an expression', async () => {
    await using result = await run(`a:
  strategy: { max-parallel: 2, matrix: { n: "\${{ fromJSON('[1,2,3]') }}" } }
  steps: [{ run: "test \${{ matrix.n }} != 1 && exec sleep 60" }]`);
    expect(names(result)).toEqual([
      ['a (1)', 'failure'],
      ['a (2)', 'cancelled'],
      ['a (3)', 'cancelled'],
    ]);
  });
});

test('a run is cancelled from outside while a step runs', async () => {
  await using result = await run(
    `a:
  steps:
    - { uses: gpu-cli/fixtures/stubborn@v1 }
    - { if: cancelled(), run: echo cleaned }`,
    {
      onStep: (step, { name }) =>
        void (name.includes('stubborn') && step.until('main is ready').then(() => step.cancel())),
    },
  );
  expect(result).toMatchObject({ conclusion: 'cancelled' });
  expect(result.log).toContain('\ncleaned\n');
  expect(result.log).toContain('post is done');
});

test('inputs and outputs of a reusable workflow; stand-ins for foreign actions', async () => {
  const workflow = `on:
  workflow_call:
    inputs: { command: { type: string, required: true }, quiet: { type: boolean } }
    outputs: { said: { value: '\${{ jobs.a.outputs.said }}' } }
jobs:
  a:
    outputs: { said: '\${{ steps.up.outputs.said }}' }
    steps: [{ id: up, uses: other/upload@v4, with: { path: '\${{ inputs.command }} \${{ inputs.quiet }}' } }]`;
  const actions = {
    'other/upload@v4': ({ with: { path } }: { with: { path?: string } }) => ({ said: `<${path ?? ''}>` }),
  };
  await using result = await runWorkflow(workflow, { ...options, actions, inputs: { command: 'train' } });
  expect(result.outputs).toEqual({ said: '<train false>' });
  await expect(runWorkflow(workflow, { ...options, actions })).rejects.toThrow("'command' is required");
  await expect(runWorkflow(workflow, { ...options, inputs: { other: 1 } })).rejects.toThrow("no input 'other'");
});

describe('what it does not know is an error that names it', () => {
  test.each([
    ['a: { services: {}, steps: [] }', "jobs.a: the key 'services' is not imitated"],
    ['a: { steps: [{ run: x, background: true }] }', "jobs.a.steps[0]: the key 'background' is not imitated"],
    ['a: { steps: [{ uses: x/y@v1, shell: bash }] }', "jobs.a.steps[0]: the key 'shell' is not imitated"],
    ['a: { steps: [{ name: x }] }', "either 'uses' or 'run'"],
    ['a: { uses: ./.github/workflows/x.yml }', "jobs.a: the key 'uses' is not imitated"],
    ['a: { needs: b, steps: [] }', "there is no job 'b'"],
    ['a: { needs: b, steps: [] }\nb: { needs: a, steps: [] }', 'need each other'],
    ['a: { steps: [{ uses: other/action@v1 }] }', "'other/action@v1' is not mapped"],
    ['a: { steps: [{ uses: actions/checkout@v4, with: { path: x } }] }', "the input 'path' is not imitated"],
    ['a: { steps: [{ run: x, shell: pwsh }] }', "shell 'pwsh' is not imitated"],
    ['a: { if: "hashFiles(\'x\')", steps: [] }', '`hashFiles` is not imitated'],
  ])('%s', async (body, message) => {
    await expect(run(body)).rejects.toThrow(message);
  });
});

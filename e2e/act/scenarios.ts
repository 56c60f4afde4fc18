import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudOptions } from '../../emulator/cloud.ts';
import type { World } from './world.ts';

export interface Scenario {
  readonly name: string;
  readonly options?: CloudOptions;
  readonly play: (world: World) => Promise<void>;
}

const RUN = ['--command', 'python3 train.py'];

/** By the cloud's books so many workloads ran, each once and well, and nothing is alive or paid for any more. */
function ranOnce({ lab: { cloud } }: World, count: number): void {
  const books = cloud.books();
  const seen = books.jobs.map(({ state, exitCode, starts }) => ({ state, exitCode, starts }));
  assert.deepEqual(seen, new Array(count).fill({ state: 'succeeded', exitCode: 0, starts: 1 }));
  nothingAlive(cloud.books());
}

function nothingAlive({ jobsAlive, podsAlive, sessionsHeld }: ReturnType<World['lab']['cloud']['books']>): void {
  assert.deepEqual({ jobsAlive, podsAlive, sessionsHeld }, { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
}

/** The job of this name ended as said, by act's own word. */
function ended(log: string, job: string, how: 'succeeded' | 'failed'): void {
  const lines = log.split('\n').filter((line) => line.includes(`/${job}`) && line.includes('🏁'));
  assert.ok(lines.length > 0, `no job ${job} in the log`);
  for (const line of lines) assert.ok(line.endsWith(`Job ${how}`), line);
}

function shows(log: string, words: RegExp): void {
  assert.ok(words.test(log.replaceAll('\r', '')), `the log does not show ${words}`);
}

/** What the workload wrote, in the artifact that the workflow kept. */
const kept = ({ artifacts }: World, name: string): unknown =>
  JSON.parse(readFileSync(join(artifacts, name, 'outputs', 'model.json'), 'utf8'));

const NO_VALUES = { LEARNING_RATE: '', SEED: '' };

const pullRequest = (from: string) => ({
  number: 7,
  pull_request: {
    number: 7,
    head: { ref: 'feature', sha: 'a'.repeat(40), repo: { full_name: from } },
    base: { ref: 'main', sha: 'b'.repeat(40), repo: { full_name: 'acme/vision' } },
  },
  repository: { full_name: 'acme/vision', default_branch: 'main' },
});

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'pr-check: init, a pull request, and the push of its merge',
    async play(world) {
      await world.ci('init', '--yes', ...RUN);
      const workflow = '.github/workflows/gpu.yml';
      const checked = await world.act({ event: 'pull_request', workflow }, { payload: pullRequest('acme/vision') });
      assert.equal(checked.code, 0);
      shows(checked.log, /trained with/);
      shows(checked.log, /Post gpu-cli\/run-action@v1/);
      shows(checked.log, /Summary - ## ✅ gpu · succeeded/);
      assert.equal((await world.act({ event: 'push', workflow })).code, 0);
      ranOnce(world, 2);
    },
  },
  {
    name: 'pr-check: a pull request of a fork gets no secret, and ends green without a GPU',
    async play(world) {
      await world.ci('init', '--yes', ...RUN);
      const { code, log } = await world.act(
        { event: 'pull_request', workflow: '.github/workflows/gpu.yml' },
        { payload: pullRequest('somebody/vision'), secrets: {} },
      );
      assert.equal(code, 0);
      shows(log, /set-output:: status=skipped/);
      ranOnce(world, 0);
    },
  },
  {
    name: 'retrain: trains within the budget, keeps the model, and rotates the token where an ADMIN has signed in',
    async play(world) {
      await world.ci('init', '--yes', '--template', 'retrain', '--org', 'my-team', ...RUN);
      const before = secret(world);
      const { code, log } = await world.act(
        { event: 'schedule', workflow: '.github/workflows/gpu-retrain.yml', home: world.lab.home, labels: ['admin'] },
        {
          vars: { GPU_ADMIN_RUNNER: 'admin', GPU_MAX_COST: '5' },
          secrets: { GPU_SERVICE_TOKEN: before, GPU_SECRETS_TOKEN: 'ghp_good' },
        },
      );
      assert.equal(code, 0);
      assert.ok(!log.includes('ghp_good'), 'act printed the GitHub token');
      assert.deepEqual(kept(world, 'outputs'), NO_VALUES);
      ended(log, 'rotate', 'succeeded');
      // The training, and the run that proves the new token.
      ranOnce(world, 2);
      const after = secret(world);
      assert.notEqual(after, before);
      const accepted = async (token: string) =>
        (await world.lab.gpu(['auth', 'status'], { env: { GPU_SERVICE_TOKEN: token } })).code === 0;
      assert.deepEqual([await accepted(before), await accepted(after)], [false, true]);
    },
  },
  {
    name: 'retrain: without a runner for it no token is rotated',
    async play(world) {
      await world.ci('init', '--yes', '--template', 'retrain', ...RUN);
      const before = secret(world);
      const { code, log } = await world.act({
        event: 'workflow_dispatch',
        workflow: '.github/workflows/gpu-retrain.yml',
      });
      assert.equal(code, 0);
      assert.ok(!log.includes('token rotate'), 'a token was rotated');
      assert.equal(secret(world), before);
      ranOnce(world, 1);
    },
  },
  {
    name: 'sweep: each leg runs once with its own values, and never more at a time than the pool has sessions',
    options: { sessions: 2 },
    async play(world) {
      await world.ci('init', '--yes', '--template', 'sweep', ...RUN);
      const workflow = '.github/workflows/gpu-sweep.yml';
      const text = readFileSync(join(world.project, workflow), 'utf8');
      world.write(workflow, text.replace('max-parallel: 8', 'max-parallel: 2'));
      const { code, log } = await world.act({ event: 'workflow_dispatch', workflow });
      assert.equal(code, 0);
      ranOnce(world, 6);
      const legs = ['0.1', '0.01', '0.001'].flatMap((rate) => ['1', '2'].map((seed) => [rate, seed] as const));
      for (const [rate, seed] of legs) {
        assert.deepEqual(kept(world, `outputs-${rate}-${seed}`), { LEARNING_RATE: rate, SEED: seed });
        assert.ok(log.includes(`trained with {"LEARNING_RATE": "${rate}", "SEED": "${seed}"}`));
      }
      const { refusals, peakSessions, pods } = world.lab.cloud.books();
      assert.deepEqual({ refusals, pods: pods.length, wide: peakSessions > 2 }, { refusals: 0, pods: 6, wide: false });
    },
  },
  {
    name: 'long: submitted on one runner, handed on by a second, its end seen by a third',
    async play(world) {
      await world.ci('init', '--yes', '--template', 'long', '--command', 'sleep 8; python3 train.py');
      const workflow = '.github/workflows/gpu-long.yml';
      const text = readFileSync(join(world.project, workflow), 'utf8');
      world.write(workflow, text.replace('detach-after: 5h30m', 'detach-after: 1s'));
      const { code, log } = await world.act({ event: 'workflow_dispatch', workflow });
      assert.equal(code, 0);
      for (const job of ['submit', 'collect-1', 'collect-2']) ended(log, job, 'succeeded');
      for (const job of ['collect-3', 'end']) assert.ok(!log.includes(`/${job}]`), `${job} ran`);
      shows(log, /trained with/);
      assert.deepEqual(kept(world, 'outputs'), NO_VALUES);
      ranOnce(world, 1);
    },
  },
  {
    name: 'long: what nobody saw the end of is ended; a start with an id submits nothing',
    async play(world) {
      await world.ci('init', '--yes', '--template', 'long', '--command', 'sleep 300');
      const workflow = '.github/workflows/gpu-long.yml';
      const text = readFileSync(join(world.project, workflow), 'utf8');
      const short = text.replaceAll('detach-after: 5h30m', 'detach-after: 1s');
      // As if its runner had been lost.
      const lost = short.replace(/( {2}collect-3:\n.*\n {4}if: ).*/, '$1false');
      world.write(workflow, lost);
      const { log } = await world.act({ event: 'workflow_dispatch', workflow });
      ended(log, 'collect-2', 'succeeded');
      ended(log, 'end', 'failed');
      const { jobs } = world.lab.cloud.books();
      assert.deepEqual(
        jobs.map(({ state, starts }) => ({ state, starts })),
        [{ state: 'cancelled', starts: 1 }],
      );
      nothingAlive(world.lab.cloud.books());
      world.write(workflow, text);
      const payload = { inputs: { 'job-id': jobs[0]?.jobId ?? '' } };
      const again = await world.act({ event: 'workflow_dispatch', workflow }, { payload });
      ended(again.log, 'collect-1', 'failed');
      assert.equal(world.lab.cloud.books().jobs.length, 1);
    },
  },
  {
    name: 'gpu-run.yml: a caller gets outputs and an artifact',
    async play(world) {
      await world.ci('token', 'create', '--name', 'caller');
      world.write(
        '.github/workflows/caller.yml',
        `on: push
jobs:
  train:
    uses: gpu-cli/run-action/.github/workflows/gpu-run.yml@v1
    permissions: { contents: read }
    with:
      command: python3 train.py
      env: SEED=7
      outputs: outputs/
      artifact: model
    secrets: { token: '\${{ secrets.GPU_SERVICE_TOKEN }}' }
  after:
    needs: train
    runs-on: ubuntu-latest
    steps:
      - run: test "\${{ needs.train.outputs.status }} \${{ needs.train.outputs.exit-code }}" = "succeeded 0"
`,
      );
      const { code, log } = await world.act({ event: 'push', workflow: '.github/workflows/caller.yml' });
      assert.equal(code, 0);
      ended(log, 'after', 'succeeded');
      assert.deepEqual(kept(world, 'model'), { LEARNING_RATE: '', SEED: '7' });
      ranOnce(world, 1);
    },
  },
  {
    name: 'uses: ./ in a matrix: outputs, masked token, commands in the log that do not act, post ends a kept pod',
    async play(world) {
      await world.ci('token', 'create', '--name', 'own');
      world.useOwnAction();
      world.write(
        '.github/workflows/own.yml',
        `on: push
jobs:
  gpu:
    runs-on: ubuntu-latest
    strategy:
      matrix: { word: [one, two] }
    steps:
      - uses: actions/checkout@v4
      - id: gpu
        uses: ./
        with:
          token: \${{ secrets.GPU_SERVICE_TOKEN }}
          keep-pod: true
          command: |
            echo "said \${{ matrix.word }}"
            echo "::set-env name=STOLEN::yes"
            echo "::add-mask::said"
      - run: |
          test "\${{ steps.gpu.outputs.status }} \${{ steps.gpu.outputs.exit-code }}" = "succeeded 0"
          test -n "\${{ steps.gpu.outputs.job-id }}"
          test -z "$STOLEN"
          echo "the token is $GPU_SERVICE_TOKEN"
`,
      );
      const { code, log } = await world.act({ event: 'push', workflow: '.github/workflows/own.yml' });
      assert.equal(code, 0);
      for (const word of ['one', 'two']) shows(log, new RegExp(`said ${word}$`, 'm'));
      shows(log, /the token is \*\*\*/);
      ranOnce(world, 2);
    },
  },
  {
    name: 'a workload that fails makes the workflow red, and leaves nothing alive',
    async play(world) {
      await world.ci('init', '--yes', '--command', 'echo trying; exit 3');
      const { code, log } = await world.act({ event: 'push', workflow: '.github/workflows/gpu.yml' });
      assert.equal(code, 1);
      shows(log, /exit status 3/);
      const { jobs } = world.lab.cloud.books();
      assert.deepEqual(
        jobs.map(({ exitCode, starts }) => ({ exitCode, starts })),
        [{ exitCode: 3, starts: 1 }],
      );
      nothingAlive(world.lab.cloud.books());
      assert.ok(!existsSync(world.artifacts) || readdirSync(world.artifacts).length === 0);
    },
  },
];

const secret = ({ github }: World): string => github.secrets.get('GPU_SERVICE_TOKEN') ?? '';

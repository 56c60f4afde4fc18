// Real runs for the pictures: the built bundle in the imitated runner, against the local GPU cloud and a local GitHub API. What
// the workloads say and what their GPUs do was recorded on an H100.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ACTIONS_BOT, startGitHubApi } from '../../__tests__/support/github-api.ts';
import { openJob, type Job, type Pattern, type StepResult } from '../../__tests__/support/runner/index.ts';
import { recordingOf, type Trace } from '../../__tests__/support/traces.ts';
import { startCloud, type Cloud, type CloudOptions } from '../../emulator/cloud.ts';
import type { RunReport } from '../../src/model/outcome.ts';

export interface Ran {
  readonly name: string;
  readonly report: RunReport;
  readonly log: string;
  readonly comment: string;
  readonly check: string;
}

interface Plan {
  readonly name: string;
  readonly trace: Trace;
  /** How long the workload takes; the recording of its GPU is replayed to fit. */
  readonly seconds: number;
  readonly label: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly cloud?: CloudOptions;
  /** Before the step starts. */
  readonly before?: (cloud: Cloud) => void;
  readonly cancelAfter?: Pattern;
}

/** Sessions that people hold, until the service has refused so many submissions. */
const heldFor = (refusals: number) => (cloud: Cloud) => {
  const letGo = cloud.holdSessions(10);
  let seen = 0;
  void cloud.until((event) => event.kind === 'refused' && ++seen >= refusals).then(letGo);
};

export const PLANS: readonly Plan[] = [
  {
    name: 'right-sizing',
    trace: 'busy',
    seconds: 150,
    label: 'train',
    inputs: { outputs: 'outputs/', metrics: 'outputs/metrics.json', 'metrics-baseline': 'baseline.json' },
    before: heldFor(6),
  },
  { name: 'failed', trace: 'oom', seconds: 16, label: 'train (batch 512)' },
  {
    name: 'saturated',
    trace: 'busy',
    seconds: 10,
    label: 'nightly',
    inputs: { 'max-wait': '90s' },
    before: (cloud) => void cloud.holdSessions(10),
  },
  { name: 'cancelled', trace: 'busy', seconds: 60, label: 'train', cancelAfter: 'step 200' },
];

/** Start-up and work of a recording, as shares of its time. */
const SHARES: Readonly<Record<Trace, readonly [number, number]>> = {
  busy: [0.44, 0.52],
  crash: [0.7, 0.2],
  oom: [0.8, 0.15],
};
const RECORDED_SECONDS: Readonly<Record<Trace, number>> = { busy: 41.5, crash: 16, oom: 16 };

/** `npm run demo`, as newcomers see it first. */
export async function runDemo(): Promise<Ran> {
  await promisify(execFile)(process.execPath, [join('scripts', 'demo.ts')]);
  const read = (name: string): string => readFileSync(join('.tmp', 'demo', name), 'utf8');
  return {
    name: 'demo',
    report: JSON.parse(read('report.json')) as RunReport,
    log: read('step.log'),
    comment: '',
    check: '',
  };
}

export async function runOf(plan: Plan): Promise<Ran> {
  const { trace, seconds } = plan;
  const cloud = await startCloud({
    provisionMs: 6_000,
    trace,
    traceSpeed: RECORDED_SECONDS[trace] / seconds,
    ...plan.cloud,
  });
  const github = await startGitHubApi();
  github.store.tokens.set('ghs_pictures', ACTIONS_BOT);
  const workspace = workspaceOf(plan);
  let job: Job | undefined;
  try {
    job = await openJob({
      workspace,
      git: true,
      job: 'train',
      repository: 'my-team/models',
      secrets: { GPU_SERVICE_TOKEN: cloud.token },
      githubToken: 'ghs_pictures',
      apiUrl: github.url,
      event: 'pull_request',
      ref: 'refs/pull/7/merge',
      payload: pullRequest,
    });
    plan.before?.(cloud);
    const step = await job.uses('.', {
      uses: 'gpu-cli/run-action@v1',
      ...(plan.cancelAfter === undefined ? {} : { cancelAfter: plan.cancelAfter }),
      with: {
        token: '${{ secrets.GPU_SERVICE_TOKEN }}',
        command: 'python3 train.py',
        'gpu-type': 'H100 SXM',
        'install-url': cloud.installUrl,
        'retry-delay': '2s',
        label: plan.label,
        comment: 'always',
        check: 'true',
        ...plan.inputs,
      },
    });
    await job.finish();
    return ranOf(plan, step, job, github.store);
  } finally {
    await job?.close();
    await cloud.close();
    await github.close();
    rmSync(workspace, { recursive: true });
  }
}

function ranOf(
  { name }: Plan,
  step: StepResult,
  job: Job,
  store: Awaited<ReturnType<typeof startGitHubApi>>['store'],
): Ran {
  const output = store.checkRuns[0]?.['output'] as { title: string; summary: string } | undefined;
  return {
    name,
    report: JSON.parse(readFileSync(step.outputs['report-file'] ?? '', 'utf8')) as RunReport,
    log: job.log,
    comment: store.comments[0]?.body ?? '',
    check: output === undefined ? '' : `## ${output.title}\n\n${output.summary}`,
  };
}

const head = { ref: 'wider-model', sha: 'c0ffee'.padEnd(40, '0'), repo: { full_name: 'my-team/models', fork: false } };
const pullRequest = {
  number: 7,
  pull_request: { number: 7, head, base: { ref: 'main', repo: { full_name: 'my-team/models' } } },
};

function workspaceOf({ trace, seconds }: Plan): string {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  const [start, work] = SHARES[trace];
  const said = {
    ...recordingOf(trace),
    startSeconds: seconds * start,
    workSeconds: seconds * work,
    metrics: { val_loss: 7.0359, accuracy: 0.974, samples_per_second: 1843.2, steps: 460 },
  };
  mkdirSync(join(folder, 'outputs'));
  copyFileSync(new URL('train.py', import.meta.url), join(folder, 'train.py'));
  writeFileSync(join(folder, 'said.json'), JSON.stringify(said));
  writeFileSync(join(folder, 'gpu.jsonc'), '{ "project_id": "models", "keep_alive_minutes": 2 }\n');
  writeFileSync(
    join(folder, 'baseline.json'),
    JSON.stringify({ val_loss: 7.0248, accuracy: 0.969, samples_per_second: 1790.4, steps: 460 }),
  );
  return folder;
}

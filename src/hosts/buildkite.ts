import { spawnSync } from 'node:child_process';
import { firstOf, forkFacts, legOf, numberOf, reader, remoteOf, UNKNOWN, widthOf } from './facts.ts';
import type { HostContext, HostKind, HostWorld } from '../model/host.ts';
import { openPlain, type Traits } from './plain.ts';

/** The most that Buildkite takes for one annotation. */
const ANNOTATION_BYTES = 1024 * 1024;
const CUT = '\n\n*Cut here: an annotation holds 1 MiB. The report file has all of it.*\n';

/**
 * Buildkite. https://buildkite.com/docs/pipelines/configure/environment-variables
 *
 * Mask: `buildkite-agent redactor add`, which takes the value on stdin and so on no command line
 * (https://buildkite.com/docs/agent/cli/reference/redactor); variables named `*_TOKEN` are redacted from the start.
 * Groups: `---` folded, `+++` open, and no end: what follows a group gets an open one of its own. A workload can make
 * groups as well and do no more, so a quarantine has nothing to stop.
 * Summary: an annotation in a context of the job's own, 1 MiB at most, styled by the result.
 * Cancel: SIGTERM, and SIGKILL 10 seconds later; then the `pre-exit` hook runs, which is where `gpu-ci cleanup` belongs.
 */
export const buildkite: HostKind = {
  name: 'buildkite',
  detect: (env) => env['BUILDKITE'] === 'true',
  open: (world) => openPlain(world, traitsOf(world)),
};

function traitsOf(world: HostWorld): Traits {
  const read = reader(world.env);
  const job = read('BUILDKITE_JOB_ID');
  const context = contextOf(world.env);
  const annotation = `gpu-run-${job}`;
  let left = ANNOTATION_BYTES;

  const agent = (args: readonly string[], stdin: string): boolean =>
    spawnSync('buildkite-agent', args, {
      env: world.env,
      input: stdin,
      stdio: ['pipe', 'ignore', 'ignore'],
      timeout: 10_000,
    }).status === 0;

  return {
    name: 'buildkite',
    context,
    jobKey: firstOf(job, context.workspace),
    tame: (line) => line.replace(/^(---|\+\+\+|~~~|\^\^\^)/gm, ' $1'),
    mask: (value) => agent(['redactor', 'add'], value),
    group: (title) => `--- ${title}`,
    afterGroup: () => '+++ GPU run',
    summary(markdown) {
      const text = clip(markdown, left);
      left -= Buffer.byteLength(text);
      if (text !== '') agent(['annotate', '--context', annotation, '--style', 'info', '--append'], text);
      return '';
    },
    publish(report) {
      const good = ['succeeded', 'skipped', 'submitted'].includes(report.status);
      // Style alone: without a body the agent leaves the text as it is.
      if (left < ANNOTATION_BYTES) {
        agent(['annotate', '--context', annotation, '--style', good ? 'success' : 'error', '--append'], '');
      }
      // For a later step of the build; the dotenv file stays on this agent.
      const step = firstOf(read('BUILDKITE_STEP_KEY'), job);
      for (const [name, value] of Object.entries({ status: report.status, 'job-id': report.jobId }))
        if (value !== '') agent(['meta-data', 'set', `gpu-run:${step}:${name}`], value);
      return [];
    },
  };
}

/** At most `bytes` of UTF-8, cut between characters, with a word about the cut. */
function clip(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  const room = bytes - Buffer.byteLength(CUT);
  if (room <= 0) return '';
  const kept = new TextDecoder('utf-8').decode(Buffer.from(text).subarray(0, room), { stream: true });
  return kept + CUT;
}

function contextOf(env: NodeJS.ProcessEnv): Omit<HostContext, 'tempDir'> {
  const read = reader(env);
  const theirs = read('BUILDKITE_PULL_REQUEST_REPO');
  const ours = remoteOf(read('BUILDKITE_REPO')).repository;
  const fork = theirs !== '' && remoteOf(theirs).repository !== ours;
  const url = read('BUILDKITE_BUILD_URL');
  return {
    ...UNKNOWN,
    repository: ours,
    job: firstOf(read('BUILDKITE_STEP_KEY'), read('BUILDKITE_LABEL')),
    leg: legOf(read('BUILDKITE_PARALLEL_JOB'), read('BUILDKITE_PARALLEL_JOB_COUNT'), 0),
    runAttempt: numberOf(read('BUILDKITE_RETRY_COUNT')) + 1,
    runUrl: url === '' ? '' : `${url}#${read('BUILDKITE_JOB_ID')}`,
    // The agent's hooks may withhold them.
    ...forkFacts(fork, env),
    matrixSize: widthOf(read('BUILDKITE_PARALLEL_JOB_COUNT')),
    workspace: firstOf(read('BUILDKITE_BUILD_CHECKOUT_PATH'), process.cwd()),
    jobLimitMs: numberOf(read('BUILDKITE_TIMEOUT')) * 60_000,
  };
}

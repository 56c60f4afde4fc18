// The comment of a matrix, written by each of its jobs into a local GitHub API.
import { systemClock } from '../../src/hosts/clock.ts';
import { UNKNOWN } from '../../__tests__/hosts/support/context.ts';
import { publishToGitHub } from '../../src/hosts/github-publish.ts';
import type { RunReport } from '../../src/model/outcome.ts';
import { compare } from '../../src/report/metrics.ts';
import { ACTIONS_BOT, startGitHubApi } from '../../__tests__/support/github-api.ts';
import { report } from '../../__tests__/support/report.ts';
import { CASES } from '../../__tests__/support/reports.ts';

const RATES = [0.1, 0.03, 0.01, 0.003, 0.001, 0.0003];

/** Jobs over learning rates and seeds, of which one runs out of memory and one gets no session. */
function jobOf(index: number): RunReport {
  const rate = RATES[index % RATES.length] ?? 0.1;
  const seed = 1 + Math.floor(index / RATES.length);
  const label = `train (lr ${rate}, seed ${seed})`;
  if (index === 0) return { ...(CASES['out-of-memory'] ?? report()), label };
  if (index === 14) return { ...(CASES['saturated'] ?? report()), label };
  const accuracy = 0.975 - Math.abs(Math.log10(rate) + 2.3) / 40 + (seed % 3) / 400;
  const seconds = 1_180 + ((index * 37) % 140);
  const metrics = {
    accuracy: Number(accuracy.toFixed(4)),
    val_loss: Number((0.9 - accuracy * 0.84).toFixed(4)),
    epochs: 20,
  };
  return {
    ...(CASES['right-sizing'] ?? report()),
    label,
    advice: [],
    metrics: compare(
      new Map(Object.entries(metrics)),
      new Map(Object.entries({ accuracy: 0.969, val_loss: 0.0794, epochs: 20 })),
    ),
    times: {
      queueSeconds: 40 * seed,
      provisionSeconds: 38,
      runSeconds: seconds,
      totalSeconds: seconds + 46 + 40 * seed,
    },
    cost: { usd: (seconds * 3.19) / 3_600, pricePerHour: 3.19, gpuCount: 1, billedSeconds: seconds },
  };
}

export async function matrixComment(jobs: number): Promise<string> {
  const github = await startGitHubApi();
  github.store.tokens.set('ghs_pictures', ACTIONS_BOT);
  const clock = { ...systemClock, sleep: () => Promise.resolve() };
  try {
    for (let index = 0; index < jobs; index++) {
      const run = jobOf(index);
      const context = {
        ...UNKNOWN,
        step: '',
        tempDir: '',
        workspace: '',
        repository: 'my-team/models',
        workflow: 'Learning rate sweep',
        job: 'train',
        leg: run.label,
        runId: '17390442816',
        runUrl: 'https://github.com/my-team/models/actions/runs/17390442816',
        event: 'pull_request',
        headSha: 'c0ffee1'.padEnd(40, '0'),
        pullRequest: 7,
        matrixSize: jobs,
      };
      const wish = { comment: 'always', check: false, reportFile: '' } as const;
      const world = { context, token: 'ghs_pictures', apiUrl: github.url, clock, debug: () => undefined };
      const notices = await publishToGitHub(run, wish, world);
      if (notices.length > 0) throw new Error(notices.join('\n'));
    }
    return github.store.comments[0]?.body ?? '';
  } finally {
    await github.close();
  }
}

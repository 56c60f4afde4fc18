import { expect, test } from '@jest/globals';
import { parse } from '../../src/hosts/github/comment.ts';
import { ACTIONS_BOT, startGitHubApi } from '../support/github-api.ts';
import { runWorkflow } from '../support/runner/index.ts';
import { cloudFor, starts } from '../support/scenario.ts';

const LEGS = 10;

const workflow = (installUrl: string): string => `
name: Sweep
on: pull_request
permissions:
  pull-requests: write
jobs:
  train:
    runs-on: ubuntu-latest
    strategy:
      fail-fast: false
      matrix:
        seed: [${Array.from({ length: LEGS }, (_, n) => n).join(', ')}]
    steps:
      - uses: gpu-cli/run-action@v1
        with:
          token: \${{ secrets.GPU_SERVICE_TOKEN }}
          install-url: ${installUrl}
          command: test \${{ matrix.seed }} -ne 7
          comment: always
`;

test('the steps of a matrix, side by side, leave one comment, in which each leg stands once and the red one is red', async () => {
  const cloud = await cloudFor();
  const github = await startGitHubApi();
  github.store.tokens.set('ghs_sweep', ACTIONS_BOT);
  const head = { ref: 'sweep', sha: 'c0ffee'.padEnd(40, '0'), repo: { full_name: 'my-team/models', fork: false } };
  const result = await runWorkflow(workflow(cloud.installUrl), {
    workspace: 'examples/digits',
    actions: { 'gpu-cli/run-action@v1': '.' },
    secrets: { GPU_SERVICE_TOKEN: cloud.token },
    repository: 'my-team/models',
    githubToken: 'ghs_sweep',
    apiUrl: github.url,
    event: 'pull_request',
    ref: 'refs/pull/7/merge',
    payload: { number: 7, pull_request: { number: 7, head, base: { repo: { full_name: 'my-team/models' } } } },
  });
  try {
    expect(starts(cloud)).toBe(LEGS);
    expect(github.store.comments).toHaveLength(1);
    const sections = parse(github.store.comments[0]?.body ?? '');
    const told = sections.map(({ text }) => /^### (\S+) train \((\d+)\)/.exec(text)?.slice(1).join(' '));
    expect(told).toEqual(Array.from({ length: LEGS }, (_, n) => `${n === 7 ? '❌' : '✅'} ${n}`));
    expect(result.log).not.toMatch(/could not be written/);
  } finally {
    await result.close();
    await github.close();
  }
}, 120_000);

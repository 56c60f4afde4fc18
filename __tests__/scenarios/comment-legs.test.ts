import { expect } from '@jest/globals';
import { parse } from '../../src/hosts/github-comment.ts';
import { ACTIONS_BOT, startGitHubApi } from '../support/github-api.ts';
import { atEnd, cloudFor, jobFor, starts, test, withOf } from '../support/scenario.ts';

test('the jobs of a matrix, in parallel, write one comment with one section each, and the failed one is marked', async () => {
  const JOBS = 4;
  const cloud = await cloudFor();
  const github = await startGitHubApi();
  atEnd(() => github.close());
  github.store.tokens.set('ghs_sweep', ACTIONS_BOT);
  const head = { ref: 'sweep', sha: 'c0ffee'.padEnd(40, '0'), repo: { full_name: 'my-team/models', fork: false } };
  const run = async (seed: number) => {
    const job = await jobFor(cloud, {
      workspace: 'examples/digits',
      repository: 'my-team/models',
      workflow: 'Sweep',
      job: 'train',
      matrix: { seed },
      strategy: { 'job-total': JOBS },
      githubToken: 'ghs_sweep',
      apiUrl: github.url,
      event: 'pull_request',
      ref: 'refs/pull/7/merge',
      payload: { number: 7, pull_request: { number: 7, head, base: { repo: { full_name: 'my-team/models' } } } },
    });
    const inputs = { command: `test ${seed} -ne 2`, comment: 'always' };
    return job.uses('.', withOf(cloud, inputs));
  };
  const steps = await Promise.all(Array.from({ length: JOBS }, (_, seed) => run(seed)));
  expect(starts(cloud)).toBe(JOBS);
  expect(github.store.comments).toHaveLength(1);
  const sections = parse(github.store.comments[0]?.body ?? '');
  const titles = sections.map(({ text }) => /<summary>(\S+) <b>train \((\d+)\)/.exec(text)?.slice(1).join(' '));
  expect(titles).toEqual(['❌ 2', '✅ 0', '✅ 1', '✅ 3']);
  expect(github.store.comments[0]?.body).toContain('### ❌ Sweep · 3 of 4 jobs succeeded');
  for (const { log } of steps) expect(log).not.toContain('could not be written');
}, 60_000);

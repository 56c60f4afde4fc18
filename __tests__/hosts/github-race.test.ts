import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { openApi } from '../../src/hosts/github/api.ts';
import { upsertComment, type CommentWish } from '../../src/hosts/github/comment.ts';
import { parse } from '../../src/hosts/github/sections.ts';
import { ACTIONS_BOT, GitHubStore, OCTOCAT } from '../support/github-store.ts';
import { chanceOf, virtualWire, VirtualTime } from '../support/github-time.ts';

const KEY = 'GPU checks';

interface Race {
  readonly legs: number;
  readonly seed: number;
  /** Greatest one-way journey and greatest distance between the legs' starts, in ms. */
  readonly journey: number;
  readonly apart: number;
  /** Share of answers that are lost after GitHub has done what was asked. */
  readonly lossy?: number;
  readonly crowd?: number;
  readonly before?: (store: GitHubStore) => void;
}

async function race({ legs, seed, journey, apart, lossy = 0, crowd = legs, before }: Race) {
  const chance = chanceOf(seed);
  const time = new VirtualTime();
  const began = time.now;
  const store = new GitHubStore(() => time.now);
  before?.(store);
  const wire = virtualWire(store, { time, latency: () => 10 + chance() * journey, lost: () => chance() < lossy });
  const run = async (n: number) => {
    await time.sleep(chance() * apart);
    const clock = time.clock(chance);
    const wish: CommentWish = {
      repository: 'octo-org/models',
      issue: 7,
      key: KEY,
      leg: {
        id: `train (${n})`,
        runId: '100',
        runAttempt: 1,
        runUrl: 'https://github.com/octo-org/models/actions/runs/100',
      },
      section: `### leg ${n}\nall well`,
      crowd,
    };
    return upsertComment(openApi(wire, clock), wish, clock);
  };
  const results = await time.until(Promise.all(Array.from({ length: legs }, (_, n) => run(n))));
  const bodies = store.comments.filter(({ author }) => author === ACTIONS_BOT).map(({ body }) => body);
  const told = bodies.flatMap((body) => parse(body, KEY) ?? []).map(({ text }) => text);
  return { results, bodies, told, seconds: (time.now - began) / 1000, store };
}

const everyLeg = (legs: number): string[] => Array.from({ length: legs }, (_, n) => `### leg ${n}\nall well`);

describe('legs that write at the same time', () => {
  test('30 legs in any interleaving: one comment, in which every leg stands exactly once', async () => {
    const races = fc.record({
      seed: fc.integer(),
      journey: fc.integer({ min: 0, max: 600 }),
      apart: fc.integer({ min: 0, max: 5000 }),
    });
    await fc.assert(
      fc.asyncProperty(races, async (chosen) => {
        const { bodies, told } = await race({ legs: 30, ...chosen });
        expect(bodies).toHaveLength(1);
        expect(told).toEqual(everyLeg(30));
      }),
      { numRuns: 60, seed: 20261124 },
    );
  });

  test('legs whose number nobody knows: the same in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 2, max: 30 }), async (seed, legs) => {
        const { bodies, told } = await race({ legs, seed, journey: 400, apart: 500, crowd: 0 });
        expect(bodies).toHaveLength(1);
        expect(told).toEqual(everyLeg(legs));
      }),
      { numRuns: 60, seed: 20261124 },
    );
  });

  test('answers that are lost after the write make no second comment and lose no leg', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { bodies, told } = await race({ legs: 8, seed, journey: 300, apart: 3000, lossy: 0.03 });
        expect(bodies).toHaveLength(1);
        expect(told).toEqual(everyLeg(8));
      }),
      { numRuns: 100, seed: 20261124 }, // five losses in a row would end a report, rightly
    );
  });

  test('the comment of an older run and a foreign one with our marker stand there before: one is taken over, one untouched', async () => {
    const old = `<!-- gpu-cli/run-action:GPU%20checks -->\n\n<!-- gpu-cli/run-action/section train 99.1 5 -->\n\nold\n\n<!-- gpu-cli/run-action/end -->`;
    const { bodies, told, store } = await race({
      legs: 12,
      seed: 4,
      journey: 300,
      apart: 1000,
      before: (its) => {
        its.addComment(7, OCTOCAT, old);
        its.addComment(7, ACTIONS_BOT, old);
      },
    });
    expect(bodies).toHaveLength(1);
    expect(told).toEqual(everyLeg(12));
    expect(store.comments.filter(({ author }) => author === OCTOCAT).map(({ body }) => body)).toEqual([old]);
  });

  test('30 legs end well inside the time set aside for reports', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { results, seconds } = await race({ legs: 30, seed, journey: 400, apart: 100 });
      expect(results).toHaveLength(30);
      expect(seconds).toBeLessThan(80);
    }
  });
});

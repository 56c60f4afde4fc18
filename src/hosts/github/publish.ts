import type { Clock } from '../../core/clock.ts';
import { sentenceOf } from '../../core/errors.ts';
import type { RunReport } from '../../core/outcome.ts';
import { renderCheck } from '../../core/render/check.ts';
import { renderSection } from '../../core/render/comment.ts';
import type { HostContext, PublishWish } from '../host.ts';
import { openApi, openWire, type Api } from './api.ts';
import { createCheck } from './check.ts';
import { upsertComment } from './comment.ts';
import { ApiFault } from './fault.ts';

const COMMENT_ROOM = 60_000;

export interface PublishWorld {
  readonly context: HostContext;
  readonly token: string;
  /** `GITHUB_API_URL`; another one on GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly clock: Clock;
}

/** Comment and check, as the wish says. Returns notices for people; throws nothing, since reports never decide a run. */
export async function publishToGitHub(
  report: RunReport,
  wish: PublishWish,
  world: PublishWorld,
): Promise<readonly string[]> {
  const notices: string[] = [];
  const tell = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      notices.push(troubleOf(what, error));
    }
  };
  if (world.token === '') return ['`comment` and `check` need `github-token`; the job summary holds the report.'];
  let api: Api;
  try {
    api = openApi(await openWire(world.token, world.apiUrl), world.clock);
  } catch (error) {
    return [troubleOf('The report', error)];
  }
  const { context } = world;
  if (wish.comment !== 'never' && report.status !== 'skipped') {
    const { pullRequest } = context;
    if (pullRequest === null)
      notices.push(
        `\`comment\`: the event ${context.event} has no pull request, so there is no comment; the job summary holds the report.`,
      );
    else await tell('The comment', () => comment(api, report, wish, { ...world, pullRequest }));
  }
  if (wish.check) await tell('The check run', () => createCheck(api, report, context, renderCheck(report)));
  return notices;
}

async function comment(
  api: Api,
  report: RunReport,
  wish: PublishWish,
  world: PublishWorld & { pullRequest: number },
): Promise<void> {
  const { context, clock } = world;
  const bad = report.status !== 'succeeded' && report.status !== 'submitted';
  await upsertComment(
    api,
    {
      repository: context.repository,
      issue: world.pullRequest,
      key: context.workflow,
      leg: {
        id: [context.job, context.leg, report.label].filter(Boolean).join(' / '),
        runId: context.runId,
        runAttempt: context.runAttempt,
        runUrl: context.runUrl,
      },
      // The legs of a matrix share one comment: each takes its part of the room, so that none has to be cut afterwards.
      section: renderSection(report, Math.floor(COMMENT_ROOM / Math.max(2, context.matrixSize))),
      crowd: context.matrixSize,
      // A green run says nothing new, but a stale red section must not stand.
      onlyIfThere: wish.comment === 'on-failure' && !bad,
    },
    clock,
  );
}

function troubleOf(what: string, error: unknown): string {
  const rest = 'the job summary holds the report';
  if (!(error instanceof ApiFault)) return `${what} could not be written (${sentenceOf(error)}); ${rest}.`;
  const { trouble } = error;
  switch (trouble.kind) {
    case 'permission':
      return `${what} could not be written: the token lacks \`${trouble.missing}\`. Add it under \`permissions:\` of the job; pull requests from forks never have it. Meanwhile ${rest}.`;
    case 'auth':
      return `${what} could not be written: GitHub refused \`github-token\`; ${rest}.`;
    case 'gone':
      return `${what} could not be written: the pull request or commit is not there; ${rest}.`;
    case 'other':
      return `${what} could not be written: ${trouble.message}; ${rest}.`;
  }
}

import type { Clock } from '../../core/clock.ts';
import { sentenceOf } from '../../core/errors.ts';
import type { RunReport } from '../../core/outcome.ts';
import { renderCheck } from '../../core/render/check.ts';
import { renderSection } from '../../core/render/comment.ts';
import type { HostContext, PublishWish } from '../host.ts';
import { openApi, type Api, type ApiOptions } from './api.ts';
import { NEEDS_COMMENT } from './authorship.ts';
import { NEEDS_CHECK, upsertCheck } from './check.ts';
import { upsertComment } from './comment.ts';
import { ApiFault, type Trouble } from './fault.ts';
import { openWire } from './wire.ts';

const COMMENT_ROOM = 60_000;

export interface PublishWorld {
  readonly context: HostContext;
  readonly token: string;
  /** `GITHUB_API_URL`; another one on GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly limits?: ApiOptions;
}

/** Comment and check, as the wish says. Returns notices for people; throws nothing, since reports never decide a run. */
export async function publishToGitHub(
  report: RunReport,
  wish: PublishWish,
  world: PublishWorld,
): Promise<readonly string[]> {
  const { context, token, apiUrl, limits } = world;
  // No wait outlasts the time that there is.
  const clock: Clock = { ...world.clock, sleep: (ms) => world.clock.sleep(ms, limits?.over) };
  const notices: string[] = [];
  let opened: Api | undefined;
  const open = (): Api => (opened ??= openApi(openWire(token, apiUrl), clock, limits ?? {}));
  const attempt = async (what: string, needs: string, work: (api: Api) => Promise<unknown>): Promise<void> => {
    try {
      if (token === '') throw new ApiFault({ kind: 'other', message: `it needs \`github-token\` with \`${needs}\`` });
      await work(open());
    } catch (error) {
      notices.push(noticeOf(what, error, context));
    }
  };

  if (wish.check) await attempt('check run', NEEDS_CHECK, (api) => check(api, report, context));
  const { pullRequest } = context;
  const bad = isBad(report);
  if (wish.comment === 'never' || report.status === 'skipped') return notices;
  if (pullRequest !== null) {
    // A green run says nothing new, but a stale red section must not stand.
    const onlyIfThere = wish.comment === 'on-failure' && !bad;
    await attempt('pull request comment', NEEDS_COMMENT, (api) =>
      upsertComment(api, { ...addressOf(report, context), issue: pullRequest, onlyIfThere }, clock),
    );
  } else if (wish.comment === 'always' || bad) notices.push(noPullRequest(context));
  return notices;
}

/** Worth a comment that was asked for on failure. Whoever cancels a run knows that it was cancelled. */
function isBad({ status }: RunReport): boolean {
  return status === 'failed' || status === 'timed-out';
}

function check(api: Api, report: RunReport, context: HostContext): Promise<unknown> {
  const { repository, headSha, runId, runAttempt, runUrl: detailsUrl } = context;
  const externalId = `gpu-cli/run-action ${runId}.${runAttempt} ${legOf(report, context)}`;
  return upsertCheck(api, report, { repository, headSha, externalId, detailsUrl, ...renderCheck(report) });
}

function addressOf(report: RunReport, context: HostContext) {
  const { repository, workflow, runId, runAttempt, runUrl, matrixSize } = context;
  const leg = { id: legOf(report, context), runId, runAttempt, runUrl };
  // The legs of a matrix share one comment: each takes its part of the room, so that none has to be cut afterwards.
  const section = renderSection(report, Math.floor(COMMENT_ROOM / Math.max(2, matrixSize)));
  return { repository, key: workflow, leg, section, crowd: matrixSize };
}

/** Two steps of one job are told apart by the step, also where they have one label; it is the same in each re-run. */
function legOf(report: RunReport, { job, leg, step }: HostContext): string {
  return [job, leg, report.label, step]
    .filter((part, index, all) => part !== '' && all.indexOf(part) === index)
    .join(' / ');
}

function noPullRequest({ event }: HostContext): string {
  const where = event === '' ? 'This run' : `The event \`${event}\``;
  return `${where} has no pull request, so there is none to comment on; the job summary holds the report.`;
}

function noticeOf(what: string, error: unknown, context: HostContext): string {
  const why = error instanceof ApiFault ? reasonOf(error.trouble, context) : sentenceOf(error);
  return `The ${what} could not be written: ${why.replace(/\.$/, '')}. The job summary holds the report.`;
}

function reasonOf(trouble: Trouble, { secretsWithheld }: HostContext): string {
  switch (trouble.kind) {
    case 'permission': {
      const missing = `\`github-token\` lacks the permission \`${trouble.missing}\``;
      if (secretsWithheld !== '') return `${missing}, which GitHub does not give here (${secretsWithheld})`;
      return `${missing}. Add it under \`permissions:\` of the job or the workflow`;
    }
    case 'auth':
      return 'GitHub refused `github-token`; it is wrong or has expired';
    case 'gone':
      return 'GitHub does not find it: it is gone, or `github-token` may not see this repository';
    case 'other':
      return trouble.message;
  }
}

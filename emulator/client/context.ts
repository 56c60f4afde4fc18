// What each verb gets: the cloud, the command line, the profile of the program, the program itself.
import { Refused } from '../control/failures.ts';
import { mayTouch } from '../control/books.ts';
import type { Directives } from '../control/directives.ts';
import type { Caller, Job, World } from '../control/types.ts';
import type { Profile } from '../profiles.ts';
import { readAccount } from './account.ts';
import type { Args } from './args.ts';
import type { Project } from './project.ts';
import type { Call, Terminal } from './terminal.ts';

export interface Context {
  world: World;
  call: Call;
  terminal: Terminal;
  args: Args;
  project: Project;
  profile: Profile;
  directives: Directives;
}

/** A verb: resolves with the exit code. */
export type Run = (context: Context) => Promise<number> | number;

/** The program cannot do it: the exit code and what is printed. */
export class Failure extends Error {
  readonly code: number;
  constructor(message: string, code = 1) {
    super(message);
    this.code = code;
  }
}

/**
 * Who calls, in the org that the program has switched to; refused where that identity may not act there.
 * @param settled false if the call itself settles which organization is active.
 */
export function callerOf({ world, call }: Pick<Context, 'world' | 'call'>, settled = true): Caller {
  const { token, org = '' } = readAccount(call);
  const identity = world.orgs.authenticate(token);
  if (!('kind' in identity)) throw new Refused(identity);
  if (!settled || org === '' || org === identity.org) return { identity, token };
  const entered = world.orgs.handle(identity, 'context', { slug: org });
  if (!('ok' in entered)) throw new Refused(entered);
  return { identity: { ...identity, org }, token };
}

export function findJob(context: Context, jobId: string): Job {
  const caller = callerOf(context);
  const job = context.world.jobs.get(jobId);
  if (job && mayTouch(context.world, caller, job)) return job;
  throw new Refused({ code: 12, error: 'not_found', message: `Job '${jobId}' not found.` });
}

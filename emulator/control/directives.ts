// What the control plane answers when the program starts: the faults that were ordered for this call.
import { take, type Fault, type Subject } from './faults.ts';
import type { World } from './types.ts';

/** Answer of `POST /hello`; every field is an order to the program. */
export interface Directives {
  exit?: { code: number; text: string };
  hang?: boolean;
  /** A daemon is started that inherits the call's pipes. */
  daemon?: boolean;
  kill?: 'before-submit' | 'submitted' | 'attached';
  /** So long the workspace takes to be sent (ms); there is no job yet. */
  syncMs?: number;
  lost?: { whenOver: boolean; code: number; text: string };
  /** The job with which a submission is answered. */
  stale?: string;
  /** Lines of another program. */
  passesOn?: string;
  spoil?: 'garbage' | 'truncated' | 'empty';
  noRecord?: { submit: boolean };
  noVerb?: boolean;
  /** Log records of the program on stderr. */
  noise?: boolean;
}

export function directives(world: World, subject: Subject & { argv: string[] }): Directives {
  const answer: Directives = {};
  const hit = <Kind extends Fault['kind']>(kind: Kind) => take(world.faults, kind, subject);
  if (subject.verb === 'daemon') {
    if (subject.argv.some((word) => word === 'start' || word === 'restart')) world.daemonDown = false;
  } else if (!subject.argv.some((word) => word === '--help') && subject.verb !== '--version') {
    // Help and version need no daemon.
    const down = hit('daemon-down');
    if (down?.untilStart) world.daemonDown = true;
    if (down !== undefined || world.daemonDown) {
      return {
        ...answer,
        exit: { code: 13, text: 'Daemon unavailable: gpud is not running. Run `gpu daemon start`.' },
      };
    }
  }
  const fails = hit('verb-fails');
  if (fails) answer.exit = { code: fails.exitCode ?? 1, text: fails.text ?? 'internal error' };
  if (hit('no-verb')) answer.noVerb = true;
  if (hit('tracing-noise')) answer.noise = true;
  if (hit('hang')) answer.hang = true;
  if (hit('daemon-holds-pipes')) answer.daemon = true;
  const killed = subject.verb === 'run' ? hit('client-killed') : undefined;
  if (killed) answer.kill = killed.at;
  const sync = subject.verb === 'run' ? hit('slow-sync') : undefined;
  if (sync) answer.syncMs = sync.ms;
  const lost = subject.verb === 'run' ? hit('answer-lost') : undefined;
  if (lost) {
    const text = lost.text ?? 'Connection to the daemon was lost';
    answer.lost = { whenOver: lost.whenOver === true, code: lost.exitCode ?? 13, text };
  }
  const stale = subject.verb === 'run' ? hit('stale-answer') : undefined;
  if (stale) answer.stale = stale.jobId;
  const foreign = subject.verb === 'run' ? hit('passes-on') : undefined;
  if (foreign) answer.passesOn = foreign.text ?? '';
  const bad = hit('bad-json');
  if (bad) answer.spoil = bad.how ?? 'garbage';
  const silent = hit('no-record');
  if (silent) answer.noRecord = { submit: silent.submit !== false };
  return answer;
}

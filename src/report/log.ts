import { sayDuration } from '../model/duration.ts';
import type { Phase } from '../model/outcome.ts';
import { LogTail } from './log-tail.ts';
import { TelemetryMeter } from './telemetry.ts';
import type { Host } from '../model/host.ts';
import type { RunEvent } from '../run/events.ts';

/** Waiting is logged when it begins, and then once a minute however many attempts there are (ms). */
const TELL_EACH_MS = 60_000;

/** What a job that has been submitted waits for. */
const PENDING: Readonly<Record<Phase, string>> = {
  submitting: 'the answer to the submission',
  waiting: 'a pod',
  provisioning: 'the pod to come up',
  syncing: 'the workspace to be sent',
  running: 'the workload',
  ended: 'the workload',
};

type Waiting = Extract<RunEvent, { kind: 'waiting' }>;

export interface Journal {
  readonly tail: LogTail;
  readonly telemetry: TelemetryMeter;
  note(event: RunEvent): void;
  /** Closes what is open, however the run ended: our own words must count again. */
  end(): void;
}

/**
 * Turns the events of a run into lines of the log: few, and each with what a waiting person wants to know. Waiting is a group, and so
 * is what precedes the workload; its own output stands open after them.
 * @param jobId of the job that is followed, '' while there is none.
 */
export function openJournal(host: Host, command: string, jobId: () => string): Journal {
  const tail = new LogTail();
  const telemetry = new TelemetryMeter();
  let group: 'wait' | 'run' | undefined;
  let release: ((midLine: boolean) => void) | undefined;
  let midLine = false;
  let running = false;
  let toldAtMs = -Infinity;
  let waitedMs = 0;

  const closeGroup = () => {
    if (group !== undefined) host.endGroup();
    group = undefined;
  };
  const openGroup = (which: 'wait' | 'run', title: string) => {
    if (group === which) return;
    closeGroup();
    group = which;
    host.group(title);
  };
  const openRun = () => openGroup('run', `Run: ${command.replace(/\n.*/s, '')}`);
  const letGo = () => {
    release?.(midLine);
    release = undefined;
    midLine = false;
  };
  const hold = () => {
    release = host.quarantine();
    midLine = false;
  };
  /** A progress bar that hangs leaves its line open; after a minute of silence a sign of life matters more than the bar. */
  const endLine = () => {
    if (midLine) host.info('');
    midLine = false;
  };
  const onStream = (open: boolean) => {
    if (!open) {
      letGo();
      return;
    }
    if (running) host.info('[run-action] connected to the job again');
    // Where GPU CLI says in its stream that the pool is full, that belongs to the waiting.
    else if (group !== 'wait') openRun();
    hold();
  };
  const onRunning = () => {
    if (running) return;
    running = true;
    // The workload's first bytes came on stdout before its start frame arrived on stderr, and a line of them is open: nothing of ours
    // has a place in it, so the group stays open until the end.
    if (midLine) return;
    const streaming = release !== undefined;
    letGo();
    openRun();
    if (waitedMs > 0) host.info(`Waited ${sayDuration(waitedMs)}.`);
    if (jobId() !== '') host.info(`Job: ${jobId()}`);
    closeGroup();
    if (streaming) hold();
  };
  const onWaiting = (event: Waiting) => {
    openGroup('wait', titleOf(event));
    waitedMs = event.waitedMs + event.delayMs;
    // The next event of a long delay may come too late.
    if (event.waitedMs + Math.min(event.delayMs, TELL_EACH_MS) - toldAtMs <= TELL_EACH_MS) return;
    const first = toldAtMs === -Infinity;
    toldAtMs = event.waitedMs;
    const pool = event.pool === null ? '' : ` (${event.pool.used} of ${event.pool.limit} sessions in use)`;
    const next = `next attempt in ${sayDuration(event.delayMs)}`;
    const quota =
      event.quota === true ? ' This may be a quota of a period (month, plan), which waiting does not refill.' : '';
    host.info(
      first
        ? `Waiting: ${event.reason.replace(/\.$/, '')}${pool}${leftOf(event)}; ${next}.${quota}`
        : `Still waiting after ${sayDuration(event.waitedMs)}${leftOf(event)}${pool}; ${next}.`,
    );
  };

  return {
    tail,
    telemetry,
    note(event) {
      switch (event.kind) {
        case 'attemptStarted':
          running = false;
          if (event.n > 1) host.debug(`attempt ${event.n}${event.gpuType === '' ? '' : ` with ${event.gpuType}`}`);
          return;
        case 'stream':
          onStream(event.open);
          return;
        case 'phase':
          if (event.phase === 'running') onRunning();
          return;
        case 'output':
          midLine = event.chunk.at(-1) !== 0x0a;
          tail.push(event.chunk);
          return;
        case 'sample':
          telemetry.addSample(event.elapsedMs, event.row);
          return;
        case 'waiting':
          onWaiting(event);
          return;
        case 'near':
          host.warning(event.message);
          return;
        case 'silence': {
          endLine();
          const busy = telemetry.busyNow();
          const use = busy === null ? '' : `, GPU ${Math.round(busy)} % busy`;
          host.info(
            `[run-action] ${jobId() === '' ? '' : `job ${jobId()} `}still running after ${sayDuration(event.ranMs)}${use}`,
          );
          return;
        }
        case 'pending': {
          endLine();
          const limit = event.limitMs > 0 ? `; \`start-timeout\` is ${sayDuration(event.limitMs)}` : '';
          host.info(`[run-action] waiting for ${PENDING[event.phase]} since ${sayDuration(event.waitedMs)}${limit}`);
          return;
        }
        case 'attemptEnded':
        case 'job':
        case 'started':
          return;
      }
    },
    end() {
      letGo();
      closeGroup();
    },
  };
}

const leftOf = ({ leftMs }: Waiting): string => (leftMs > 0 ? `, ${sayDuration(leftMs)} left` : '');

/** What a folded group shows: what is waited for, and how long that may take. */
function titleOf(event: Waiting): string {
  const what =
    event.class === 'saturated'
      ? 'Wait for a session'
      : event.class === 'capacity'
        ? 'Wait for a GPU'
        : `Wait and try again (${event.class})`;
  const pool = event.pool === null ? '' : `: ${event.pool.used} of ${event.pool.limit} in use`;
  return `${what}${pool}${leftOf(event)}`;
}

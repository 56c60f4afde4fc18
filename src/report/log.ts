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
  /** A progress bar that hangs leaves its line open; after a minute of silence a sign of life matters more than the bar. */
  const sayAlive = (text: string) => {
    if (midLine) host.info('');
    midLine = false;
    host.info(`[run-action] ${text}`);
  };
  const onStream = (open: boolean) => {
    if (!open) {
      letGo();
      return;
    }
    if (running) host.info('[run-action] connected to the job again');
    // What GPU CLI prints in its stream while the pool is full belongs to the waiting.
    else if (group !== 'wait') openRun();
    release = host.quarantine();
  };
  const onRunning = () => {
    if (running) return;
    running = true;
    // The workload's first bytes came on stdout before its start frame arrived on stderr, and a line of them is open: nothing of ours
    // has a place in it, so the group stays open until the end.
    if (midLine) return;
    const isStreaming = release !== undefined;
    letGo();
    openRun();
    if (waitedMs > 0) host.info(`Waited ${sayDuration(waitedMs)}.`);
    if (jobId() !== '') host.info(`Job: ${jobId()}`);
    closeGroup();
    if (isStreaming) release = host.quarantine();
  };
  const onWaiting = (event: Waiting) => {
    const left = event.leftMs > 0 ? `, ${sayDuration(event.leftMs)} left` : '';
    const use = event.pool === null ? '' : `${event.pool.used} of ${event.pool.limit}`;
    openGroup(
      'wait',
      `${WAITS[event.class] ?? `Wait and try again (${event.class})`}${use && `: ${use} in use`}${left}`,
    );
    waitedMs = event.waitedMs + event.delayMs;
    // The next event of a long delay may come too late.
    if (event.waitedMs + Math.min(event.delayMs, TELL_EACH_MS) - toldAtMs <= TELL_EACH_MS) return;
    const since =
      toldAtMs === -Infinity
        ? `Waiting: ${event.reason.replace(/\.$/, '')}`
        : `Still waiting after ${sayDuration(event.waitedMs)}`;
    const quota = toldAtMs === -Infinity && event.quota === true ? QUOTA : '';
    const next = `next attempt in ${sayDuration(event.delayMs)}`;
    host.info(`${since}${use && ` (${use} sessions in use)`}${left}; ${next}.${quota}`);
    toldAtMs = event.waitedMs;
  };

  const note = (event: RunEvent): void => {
    switch (event.kind) {
      case 'attemptStarted':
        running = false;
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
        const busy = telemetry.busyNow();
        const use = busy === null ? '' : `, GPU ${Math.round(busy)} % busy`;
        sayAlive(`${jobId() && `job ${jobId()} `}still running after ${sayDuration(event.ranMs)}${use}`);
        return;
      }
      case 'pending': {
        const limit = event.limitMs > 0 ? `; \`start-timeout\` is ${sayDuration(event.limitMs)}` : '';
        sayAlive(`waiting for ${PENDING[event.phase]} since ${sayDuration(event.waitedMs)}${limit}`);
        return;
      }
      case 'attemptEnded':
      case 'job':
      case 'started':
      case 'pod':
        return;
    }
  };
  const end = () => {
    letGo();
    closeGroup();
  };
  return { tail, telemetry, note, end };
}

/** What a folded group shows. */
const WAITS: Readonly<Partial<Record<Waiting['class'], string>>> = {
  saturated: 'Wait for a session',
  capacity: 'Wait for a GPU',
};

const QUOTA = ' This may be a quota of a period (month, plan), which waiting does not refill.';

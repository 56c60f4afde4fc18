import { sayDuration } from './core/duration.ts';
import { LogTail } from './core/log-tail.ts';
import type { Attempt } from './core/outcome.ts';
import { TelemetryMeter } from './core/telemetry.ts';
import type { Host } from './hosts/host.ts';
import type { RunEvent } from './run.ts';

/** Waiting is told of when it begins, and then once a minute however many tries there are (ms). */
const TELL_EACH_MS = 60_000;

export interface Journal {
  readonly tail: LogTail;
  readonly telemetry: TelemetryMeter;
  note(event: RunEvent): void;
  /** The run is over: with more than one attempt it lists them. */
  end(): void;
}

/** Turns the events of a run into lines of the log: few, and each with what a waiting person wants to know. */
export function openJournal(host: Host, command: string): Journal {
  const tail = new LogTail();
  const telemetry = new TelemetryMeter();
  const attempts: Attempt[] = [];
  let release: ((midLine: boolean) => void) | undefined;
  let midLine = false;
  let toldAtMs = -Infinity;
  let waited = false;

  const onWaiting = (event: Extract<RunEvent, { kind: 'waiting' }>) => {
    if (event.waitedMs - toldAtMs < TELL_EACH_MS) return;
    toldAtMs = event.waitedMs;
    const left = event.leftMs > 0 ? `, ${sayDuration(event.leftMs)} left` : '';
    const pool = event.pool === null ? '' : ` (${event.pool.used} of ${event.pool.limit} sessions in use)`;
    const next = `next try in ${sayDuration(event.delayMs)}`;
    host.info(
      waited
        ? `Still waiting after ${sayDuration(event.waitedMs)}${left}${pool}; ${next}.`
        : `Waiting: ${event.reason}${pool}${left}; ${next}.`,
    );
    waited = true;
  };
  const end = () => {
    if (attempts.length < 2) return;
    host.group(`${attempts.length} attempts`);
    for (const attempt of attempts) host.info(attemptLine(attempt));
    host.endGroup();
  };

  return {
    tail,
    telemetry,
    end,
    note(event) {
      switch (event.kind) {
        case 'attemptStarted':
          if (event.n > 1) host.debug(`attempt ${event.n}${event.gpuType === '' ? '' : ` with ${event.gpuType}`}`);
          return;
        case 'stream':
          if (event.open) {
            host.info(`▶ ${command.replace(/\n.*/s, '')}`);
            release = host.quarantine();
            midLine = false;
          } else {
            release?.(midLine);
            release = undefined;
          }
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
        case 'attemptEnded':
          attempts.push(event.attempt);
          return;
        case 'near':
          host.warning(event.message);
          return;
        case 'silence': {
          // Within a line of the workload (a progress bar) there is no place for a word of ours.
          if (midLine) return;
          const gpu = telemetry.latest()[0];
          const use = gpu?.utilization == null ? '' : `, GPU ${Math.round(gpu.utilization)} % busy`;
          host.info(`[run-action] still running after ${sayDuration(event.ranMs)}${use}`);
          return;
        }
        case 'phase':
        case 'ledger':
          return;
      }
    },
  };
}

function attemptLine({ n, gpuType, outcome, waitedSeconds }: Attempt): string {
  const what = outcome.kind === 'refused' ? `${outcome.class}: ${outcome.reason}` : outcome.kind;
  const then = waitedSeconds > 0 ? `; waited ${sayDuration(waitedSeconds * 1_000)}` : '';
  return `${n}. ${gpuType === '' ? '' : `${gpuType}: `}${what}${then}`;
}

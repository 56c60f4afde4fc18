import type { StreamWish } from '../model/gpu.ts';
import type { Phase } from '../model/outcome.ts';
import { safeId } from './parse.ts';
import { withoutWrapper } from './wrapper.ts';

const CAPTURE_MAX = 64 * 1024;
/** Longer than any command line that a system takes, and than its echo. */
const LINE_MAX = 256 * 1024;
const HEAD_MAX = 256;

export const withoutColor = (line: string): string => line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');

const TRACING = /^\s*(\d{4}-\d\d-\d\d[T ][\d:.,]+\S*\s+)?(TRACE|DEBUG|INFO|WARN|ERROR)\s+[\w:]+(::|:\s)/;

/** Whether a line is a log record of GPU CLI's own program (`2026-11-28T05:00:00Z WARN gpu_core::pods: …`). */
export const isTracing = (line: string): boolean => TRACING.test(withoutColor(line));

/** A line without the color and the prefix of GPU CLI. */
export const bare = (line: string): string => withoutColor(line).replace(/^\s*(?:\[gpu\]> ?\|?|>>|✗)?\s*/, '');

const isOfCli = (line: string): boolean => /^\s*(\[gpu\]>|>>|✗|error:)/i.test(line) || isTracing(line);

/** Whether these bytes begin like a line of GPU CLI. */
export const beginsAsCli = (piece: Buffer): boolean => isOfCli(piece.toString('utf8', 0, HEAD_MAX));

/** The line with which GPU CLI announces the start of the workload, with its command. */
const ECHO = /^\s*(\[gpu\]>\s*)?Running:/;

/** Words of GPU CLI's progress lines, as seen in users' logs. */
const PHASES: readonly (readonly [Phase, RegExp])[] = [
  ['syncing', /\bSyncing\b|Installing dependencies/i],
  ['provisioning', /\b(re)?provisioning\b|\bUsing pod\b|\bConnecting\b/i],
  ['waiting', /\b(waiting for|queued)\b/i],
];

/** Lines in which GPU CLI names the job that it has just made: `Job: job_…`, `Submitted job_…`, `Job job_… submitted. …`. */
const JOB =
  /^(?:[✓✔] )?(?:job:? (job_[0-9a-f]{6,64})(?: (?:submitted|created|queued|started)\b.*)?|(?:submitted|created|queued|started)(?: as)?(?: job)?:? (job_[0-9a-f]{6,64}))\.?$/i;
const POD = /^using pod ([A-Za-z0-9][\w.-]*)(?: \(.*\))?$/i;
/** GPU CLI puts this before its own lines, and `[gpu]> |` before those of other programs. */
const OWN = /^\s*(?:\[gpu\]>|>>)\s*/;

/**
 * The id in a line that is known as a whole, '' for any other line. The user's command may name others, and GPU CLI echoes it: an id
 * in the command is never one that was made for it.
 */
function idIn(known: RegExp, line: string, command: string): string {
  const [, first, second] = known.exec(line.trim()) ?? [];
  const id = safeId(first ?? second ?? '');
  return command.includes(id) ? '' : id;
}

/** The job that a line of a submission names as its own, '' for none. */
export const jobIn = (line: string, command: string): string => idIn(JOB, withoutColor(line).replace(OWN, ''), command);

/** The pod that a line of GPU CLI names as that of its job, '' for none. */
export function podIn(line: string, command: string): string {
  const own = withoutColor(line);
  return OWN.test(own) ? idIn(POD, own.replace(OWN, ''), command) : '';
}

/**
 * Whether stdout, on which some programs print their progress as well, has held a whole line that is not GPU CLI's. What
 * follows a failure explains it.
 */
export function stranger(): (piece: Buffer) => boolean {
  let head = '';
  let failed = false;
  return (piece) => {
    const text = head + piece.toString('utf8');
    const whole = text.lastIndexOf('\n') + 1;
    head = text.slice(whole, whole + HEAD_MAX);
    return text
      .slice(0, whole)
      .split('\n')
      .map(withoutColor)
      .some((line) => {
        failed ||= /^\s*(✗|error:)/i.test(line);
        return !failed && line.trim() !== '' && !isOfCli(line);
      });
  };
}

export interface CliLines {
  /** Takes bytes of stderr from before the start of the workload, and gives the whole lines as they are to be shown. */
  push(piece: Buffer): Buffer;
  /** The last line, which had no end. */
  end(): Buffer;
  captured(): string;
}

/** GPU CLI's own lines on stderr: facts are read from them, and the echo of our wrapper is cut out. */
export function cliLines(
  { command, nonce }: { readonly command: string; readonly nonce: string },
  wish: Pick<StreamWish, 'onPhase' | 'onPod' | 'onJob'>,
  onRunning: () => void,
): CliLines {
  let held: Buffer[] = [];
  let size = 0;
  let captured = '';
  let isRunning = false;
  const take = (bytes: Buffer): Buffer => {
    const line = bytes.toString('utf8');
    const isMarked = nonce !== '' && line.includes(nonce);
    // A frame that lost its control bytes on the way still shows that the workload has started.
    if (ECHO.test(line) || (isMarked && line.includes(`gpu-ci:${nonce}:`))) {
      isRunning = true;
      onRunning();
    }
    // The echo of the user's command, and what follows it, may name pods and jobs of others.
    if (!isRunning && !isMarked) readFacts(line);
    const readable = withoutWrapper(line, command.replace(/\n.*/s, ''));
    return readable === line ? bytes : Buffer.from(readable);
  };
  const readFacts = (line: string) => {
    if (captured.length < CAPTURE_MAX) captured += line.endsWith('\n') ? line : `${line}\n`;
    const phase = PHASES.find(([, pattern]) => pattern.test(line))?.[0];
    if (phase !== undefined) wish.onPhase(phase);
    const pod = podIn(line, command);
    if (pod !== '') wish.onPod(pod);
    const job = OWN.test(withoutColor(line)) ? jobIn(line, command) : '';
    if (job !== '') wish.onJob(job);
  };
  const release = (): Buffer => {
    const all = Buffer.concat(held);
    held = [];
    return all;
  };
  return {
    push(piece) {
      held.push(piece);
      size += piece.length;
      // A line that comes byte by byte is put together once, when it is whole.
      if (!piece.includes(0x0a) && size < LINE_MAX) return Buffer.alloc(0);
      let rest = release();
      const shown: Buffer[] = [];
      for (let end = rest.indexOf(0x0a); rest.length > 0; end = rest.indexOf(0x0a)) {
        if (end === -1 && rest.length < LINE_MAX) break;
        const line = rest.subarray(0, end === -1 ? rest.length : end + 1);
        shown.push(take(line));
        rest = rest.subarray(line.length);
      }
      held = [rest];
      size = rest.length;
      return Buffer.concat(shown);
    },
    end() {
      const last = release();
      return last.length === 0 ? last : take(last);
    },
    captured: () => captured,
  };
}

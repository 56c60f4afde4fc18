import type { StreamWish } from '../model/gpu.ts';
import type { Phase } from '../model/outcome.ts';
import { isTracing } from './refusal.ts';
import { safeId } from './parse.ts';
import { withoutWrapper } from './wrapper.ts';

const CAPTURE_MAX = 64 * 1024;
const HEAD_MAX = 256;
const FAILURE = /^\s*(✗|error:)/i;
/** The CLI's word that the workload starts, with its command line. */
const ECHO = /^\s*(\[gpu\]>\s*)?Running:/;
const PREFIX = /^\s*(\[gpu\]>|>>|✗|error:)/i;
/** Its program's log records have no prefix. */
const isOfCli = (line: string): boolean => PREFIX.test(line) || isTracing(line);

/** Phase words of the CLI's progress lines, as seen in users' logs of 0.2 to the newest. */
const PHASE_WORDS: readonly (readonly [Phase, RegExp])[] = [
  ['syncing', /\bSyncing\b|Installing dependencies/i],
  ['provisioning', /\b(re)?provisioning\b|\bUsing pod\b|\bConnecting\b/i],
  ['waiting', /\b(waiting for|queued)\b/i],
];

/** Lines in which GPU CLI names the job that it has just made: `Job: job_…`, `Submitted job_…`, `Job job_… submitted`. */
const JOB_LINE =
  /^(?:(?:job|id|run|gpu|submitted|created|started|queued|detached|-{0,2}attach(?:ed|ing)?|as|to|with|is)\b[\s:=_-]*|[✓✔]\s*)*['"`]?(job_[0-9a-f]{6,64})\b/i;
/** A pod's id has a digit or is quoted; `waiting for pod to start` names none. */
const POD = /\b(?:using|new|on|for) pod (?:'([A-Za-z0-9][\w.-]*)'|([A-Za-z0-9][\w.-]*))/i;

const bare = (line: string): string =>
  line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '').replace(/^\s*(?:\[gpu\]> ?\|?|>>|✗)?\s*/, '');

/**
 * The job that a line of GPU CLI names as its own, '' for none. The user's command may name other jobs, and GPU CLI echoes
 * it: an id in the command is never one that was made for it.
 */
export function jobIn(line: string, command: string): string {
  const id = JOB_LINE.exec(bare(line))?.[1] ?? '';
  return command.includes(id) ? '' : id;
}

function podIn(line: string, command: string): string {
  const [, quoted, plain = ''] = POD.exec(line) ?? [];
  const id = safeId(quoted ?? (/\d/.test(plain) ? plain : ''));
  return command.includes(id) ? '' : id;
}

export interface CliLines {
  /** Whether these bytes begin like a line of the CLI. */
  isCli(piece: Buffer): boolean;
  /**
   * Takes stderr bytes from before the workload's start. Gives what is to be shown, and, when a line said that the workload
   * starts, the bytes after that line, which are the workload's.
   */
  push(piece: Buffer, started: () => boolean): { readonly text: Buffer; readonly rest: Buffer };
  /** The last line, which had no end. */
  end(): Buffer;
  captured(): string;
}

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * Whether stdout, on which old generations of the CLI print as well, has held a whole line that is not the CLI's. What
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
      .some((line) => {
        const plain = line.replace(/\x1b\[[0-9;]*[A-Za-z]/g, '');
        failed ||= FAILURE.test(plain);
        return !failed && plain.trim() !== '' && !isOfCli(plain);
      });
  };
}

/**
 * The CLI's own lines on stderr, up to the workload's start: facts are read from them, and the echo of our wrapper is cut out.
 */
export function cliLines(
  {
    command,
    nonce,
  }: {
    readonly command: string;
    readonly nonce: string;
  },
  wish: Pick<StreamWish, 'onPhase' | 'onPod' | 'onJob'>,
  onRunning: () => void,
): CliLines {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let captured = '';
  let running = false;
  let dropping = false;
  /** Only a line with our wrapper in it is changed. */
  const take = (bytes: Buffer): Buffer => {
    const line = bytes.toString('utf8');
    // A frame that lost its control bytes on the way is none any more, but it still says that the workload has started.
    if (nonce !== '' && line.includes(`gpu-ci:${nonce}:`)) {
      running = true;
      onRunning();
    }
    const echo = running || ECHO.test(line) || (nonce !== '' && line.includes(nonce));
    if (!echo && captured.length < CAPTURE_MAX) captured += line.endsWith('\n') ? line : `${line}\n`;
    const phase = PHASE_WORDS.find(([, pattern]) => pattern.test(line))?.[0];
    if (phase !== undefined) wish.onPhase(phase);
    // The echo of the user's command, and what follows it, may name pods and jobs of others.
    const pod = echo ? '' : podIn(line, command);
    if (pod !== '') wish.onPod(pod);
    const job = echo ? '' : jobIn(line, command);
    if (job !== '') wish.onJob(job);
    const readable = withoutWrapper(line, command.replace(/\n.*/s, ''));
    return readable === line ? bytes : Buffer.from(readable);
  };
  const release = (): Buffer => {
    const all = Buffer.concat(held);
    held = [];
    heldBytes = 0;
    return all;
  };
  return {
    isCli: (piece) => isOfCli(piece.toString('utf8', 0, HEAD_MAX)),
    push(given, started) {
      let piece = given;
      const ends: Buffer[] = [];
      if (dropping) {
        const end = piece.indexOf(0x0a);
        if (end === -1) return { text: NOTHING, rest: NOTHING };
        dropping = false;
        ends.push(piece.subarray(end, end + 1));
        piece = piece.subarray(end + 1);
      }
      // A line that comes byte by byte is put together once, when it is whole.
      held.push(piece);
      heldBytes += piece.length;
      if (!started() && heldBytes < CAPTURE_MAX && !piece.includes(0x0a))
        return { text: Buffer.concat(ends), rest: NOTHING };
      let rest = release();
      const shown = ends;
      while (!started()) {
        const end = rest.indexOf(0x0a);
        if (end === -1 && rest.length < CAPTURE_MAX) {
          held = [rest];
          heldBytes = rest.length;
          return { text: Buffer.concat(shown), rest: NOTHING };
        }
        const line = rest.subarray(0, end === -1 ? rest.length : end + 1);
        const head = line.toString('utf8', 0, HEAD_MAX);
        rest = rest.subarray(line.length);
        shown.push(take(line));
        if (ECHO.test(head)) {
          running = true;
          onRunning();
        }
        // A secret that is cut in two would not be known again: of a line as long as this the rest is left out.
        dropping = end === -1 && !started();
        if (end === -1) break;
      }
      return { text: Buffer.concat(shown), rest };
    },
    end() {
      const last = release();
      return last.length === 0 ? NOTHING : take(last);
    },
    captured: () => captured,
  };
}

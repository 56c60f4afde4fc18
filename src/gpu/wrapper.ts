import type { ByteFilter } from '../model/secrets.ts';

/**
 * What runs on the pod around the workload: a POSIX sh script that reports the start of the workload, samples `nvidia-smi`, and
 * reports how it ended. The reports are frames in the stderr of the workload: `RS gpu-ci:NONCE:payload RS`. The nonce is random for
 * each attempt, so text of the workload is not taken for a frame. The script does not disturb the workload:
 *
 * - the workload is its foreground child, with its stdin, stdout, stderr and exit code; a signal for the process group
 *   reaches the workload as without us, and the empty traps keep the script alive to report the ending;
 * - each frame is a single write below PIPE_BUF, so it does not break one of the workload's;
 * - without `nvidia-smi`, `mkfifo` or a writable /tmp there are no samples;
 * - both processes of the sampler are known by pid and killed when the workload ends.
 */
const QUERY = 'index,name,utilization.gpu,utilization.memory,memory.used,memory.total,power.draw,temperature.gpu';
// One line, because the CLI echoes the command it runs. Names of its own, because what is assigned to a name of the environment
// reaches the workload: c the nonce, t the seconds, s the sampler's processes, d its folder, x the exit code, r a row.
const scriptOf = (nonce: string, seconds: number): string =>
  [
    // The shell's own messages ("Killed") are not the workload's: the shell's stderr is closed, the workload's is fd 3.
    `_gc=${nonce} _gt=${seconds} _gs= _gd=; exec 3>&2 2>/dev/null`,
    `_ge(){ printf '\\036gpu-ci:%s:%s\\036' "$_gc" "$1" >&3; }`,
    'trap : HUP INT TERM',
    '_ge start',
    'if [ "$_gt" != 0 ] && command -v nvidia-smi >/dev/null 2>&1 && _gd=$(mktemp -d 2>/dev/null) && mkfifo "$_gd/q" 2>/dev/null',
    `then nvidia-smi --query-gpu=${QUERY} --format=csv,noheader,nounits -l "$_gt" >"$_gd/q" </dev/null 3>&- & _gs=$!`,
    '{ while IFS= read -r _gr; do _ge "smi:$_gr"; done <"$_gd/q"; } & _gs="$_gs $!"',
    'fi',
    '(exec "$@" 2>&3 3>&-)',
    '_gx=$?',
    'if [ -n "$_gs" ]; then kill -9 $_gs; wait $_gs; fi',
    'if [ -n "$_gd" ]; then rm -rf "$_gd"; fi',
    '_ge "exit:$_gx"',
    'exit $_gx',
  ].join('; ');

/** Seconds between samples: fine enough to see a data loader stall, about 50 bytes a second of extra log traffic. */
export const SAMPLE_SECONDS = 2;

/**
 * The mark comes first, because a listing of jobs may cut command lines. `gpu status` shows it to a process that must end the job
 * or follow it later.
 */
export function wrap(argv: readonly string[], mark: Mark, telemetry: boolean): readonly string[] {
  const before = mark.podsBefore?.filter((id) => /^[\w.-]+$/.test(id));
  const script = scriptOf(mark.nonce, telemetry ? SAMPLE_SECONDS : 0);
  const words = [
    `${mark.key}-${mark.attempt}`,
    mark.nonce,
    ...(before === undefined ? [] : [['b', ...before].join(',')]),
  ];
  return ['sh', '-c', `: gpu-ci ${words.join(' ')}; ${script}`, 'gpu-ci', ...argv];
}

/** A frame is written in one piece (PIPE_BUF is 4096); what is longer is text of the workload. */
const FRAME_MAX = 4_096;
const RS = 0x1e;

/**
 * Takes the frames out of a stream of the workload. Payloads and bytes are given in the order in which they are in the stream.
 * @param nonce '' for a job that someone else submitted: then the first `start` frame shows it.
 */
export function frameFilter(
  nonce: string,
  onFrame: (payload: string) => void,
  onBytes: (piece: Buffer) => void,
): ByteFilter {
  let head = headOf(nonce);
  let isKnown = nonce !== '';
  // A beginning that may become a head, or a head whose frame has not closed.
  let held: Buffer = Buffer.alloc(0);
  const give = (piece: Buffer) => {
    if (piece.length > 0) onBytes(piece);
  };
  /** The payload between head and close; undefined if it is text of the workload. */
  const read = (payload: string): string | undefined => {
    if (isKnown) return payload;
    const first = /^([0-9a-f]{16}):start$/.exec(payload)?.[1];
    if (first === undefined) return undefined;
    isKnown = true;
    head = headOf(first);
    return 'start';
  };
  return {
    push(chunk) {
      let rest: Buffer = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      held = Buffer.alloc(0);
      // One byte is found many times faster than a word, and most text has no frame in it.
      while (rest.includes(RS)) {
        const start = rest.indexOf(head);
        if (start === -1) {
          const keep = partialHead(rest, head);
          give(rest.subarray(0, rest.length - keep));
          held = rest.subarray(rest.length - keep);
          return;
        }
        give(rest.subarray(0, start));
        const from = start + head.length;
        const close = rest.indexOf(RS, from);
        if (close === -1 && rest.length - start <= FRAME_MAX) {
          held = rest.subarray(start);
          return;
        }
        const isFrame = close !== -1 && close - start <= FRAME_MAX;
        const payload = isFrame ? read(rest.toString('utf8', from, close)) : undefined;
        if (payload === undefined) give(rest.subarray(start, from));
        else onFrame(payload);
        rest = rest.subarray(payload === undefined ? from : close + 1);
      }
      give(rest);
    },
    end() {
      give(held);
      held = Buffer.alloc(0);
    },
  };
}

const headOf = (nonce: string): Buffer => Buffer.from(nonce === '' ? '\x1egpu-ci:' : `\x1egpu-ci:${nonce}:`);

/** Length of the longest end of `bytes` that is a beginning of `head`. */
function partialHead(bytes: Buffer, head: Buffer): number {
  const from = Math.max(0, bytes.length - head.length + 1);
  for (let at = bytes.indexOf(RS, from); at !== -1; at = bytes.indexOf(RS, at + 1)) {
    if (head.subarray(0, bytes.length - at).equals(bytes.subarray(at))) return bytes.length - at;
  }
  return 0;
}

/** The nonce of the run whose start frame is the first in this log; '' if there is none. */
export const startedBy = (log: string): string => /\x1egpu-ci:([0-9a-f]{16}):start\x1e/.exec(log)?.[1] ?? '';

/** What our command line says of the job it starts. */
export interface Mark {
  /** Identifies this step, the same in each re-run of the job. */
  readonly key: string;
  /** Which run of the job it was, from 1: a re-run has a higher number. 0 if the command line does not show it. */
  readonly attempt: number;
  /** Random for each submission. */
  readonly nonce: string;
  /** They are not to be stopped. Undefined if they are not known, also because the command line was cut before their end. */
  readonly podsBefore: readonly string[] | undefined;
}

const MARK =
  /\bgpu-ci[\\'"]*\s+[\\'"]*(k[0-9a-f]{16})(?:-(\d{1,6}))?[\\'"]*\s+[\\'"]*([0-9a-f]{16})(?![0-9a-f])(?:[\\'"]*\s+[\\'"]*b([\w.,-]*)[\\'"]*;)?/;

/** The mark in a job's command line, however the CLI quotes it; undefined if the job is not ours. */
export function markIn(command: string): Mark | undefined {
  const [, key, attempt, nonce, before] = MARK.exec(command) ?? [];
  return key === undefined || nonce === undefined
    ? undefined
    : { key, attempt: Number(attempt ?? 0), nonce, podsBefore: before?.split(',').filter(Boolean) };
}

const BEGINNING = /^(\S*\/)?sh -c : gpu-ci( k?[0-9a-f]{0,16}(-\d*)?)?( [0-9a-f]{0,15})?$/;

/** Whether a listing cut a command line of run-action before the nonce: then it does not show whose job it is. */
export const isCutMark = (command: string): boolean =>
  BEGINNING.test(command.replace(/['"\\]/g, '').replace(/(\s|…|\.{3})+$/, ''));

/** Lines of the CLI in which it echoes the whole command, made readable again. Line ends are kept. */
export function withoutWrapper(text: string, command: string): string {
  if (!text.includes('gpu-ci')) return text;
  const shown = (line: string): string => {
    const from = line.search(/\bsh -c /);
    return from !== -1 && /\bgpu-ci\b/.test(line.slice(from)) ? line.slice(0, from) + command : line;
  };
  return text.split('\n').map(shown).join('\n');
}

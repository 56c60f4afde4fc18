/**
 * Frames carry facts from the pod inside the workload's own streams, without touching one of its bytes:
 * `RS gpu-ci:NONCE:payload RS`, written in one piece by the wrapper, taken out again here wherever they stand.
 * The nonce is random for each attempt, so no workload text is taken for a frame.
 */
const RS = 0x1e;
/** A frame is written in one piece (PIPE_BUF is 4096); what runs longer is the workload's own text. */
const FRAME_MAX = 4_096;

export interface FrameFilter {
  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void;
  /** The stream ended: gives what was held back. */
  end(): void;
}

/**
 * Frames' payloads and the workload's own bytes are given in the order in which they stand in the stream.
 * @param nonce '' for a job that someone else submitted: then the first `start` frame shows it.
 */
export function frameFilter(
  nonce: string,
  onFrame: (payload: string) => void,
  onBytes: (piece: Buffer) => void,
): FrameFilter {
  let head = Buffer.from(nonce === '' ? '\x1egpu-ci:' : `\x1egpu-ci:${nonce}:`);
  let known = nonce !== '';
  // Bytes held back: a beginning that may become a head, or a head whose frame has not closed.
  let held: Buffer = Buffer.alloc(0);
  const give = (piece: Buffer) => {
    if (piece.length > 0) onBytes(piece);
  };
  return {
    push(chunk) {
      let rest: Buffer = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      held = Buffer.alloc(0);
      while (rest.length > 0) {
        // One byte is found many times faster than a word, and most text has no frame in it.
        if (!rest.includes(RS)) {
          give(rest);
          return;
        }
        const start = rest.indexOf(head);
        if (start === -1) {
          const keep = partialHead(rest, head);
          give(rest.subarray(0, rest.length - keep));
          held = rest.subarray(rest.length - keep);
          return;
        }
        give(rest.subarray(0, start));
        const close = rest.indexOf(RS, start + head.length);
        if (close === -1 && rest.length - start <= FRAME_MAX) {
          held = rest.subarray(start);
          return;
        }
        const headLength = head.length;
        let payload =
          close !== -1 && close - start <= FRAME_MAX ? rest.toString('utf8', start + head.length, close) : undefined;
        if (!known && payload !== undefined) {
          const first = /^([0-9a-f]{16}):start$/.exec(payload)?.[1];
          payload = first === undefined ? undefined : 'start';
          known = first !== undefined;
          if (known) head = Buffer.from(`\x1egpu-ci:${first}:`);
        }
        if (payload !== undefined) onFrame(payload);
        else give(rest.subarray(start, start + headLength));
        rest = rest.subarray(payload === undefined ? start + headLength : close + 1);
      }
    },
    end() {
      const last = held;
      held = Buffer.alloc(0);
      give(last);
    },
  };
}

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

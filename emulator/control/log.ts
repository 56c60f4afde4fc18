// A job's stream, kept in one file in the form in which it goes over the wire: kind, length, bytes.
// Whoever attaches reads the file from its start and then follows it, so every reader sees the same bytes.
import { closeSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';

export type FrameKind = 'o' | 'e' | 'p' | 'x';

export interface Log {
  file: string;
  append(kind: FrameKind, bytes: Buffer | string): void;
  /** Ends the log with the record of how the job ended; readers are told and let go. */
  finish(record: unknown): void;
  /** Sends everything to a client at the pace at which it reads. Resolves when the log or the client ends. */
  pipe(response: ServerResponse, options?: { follow?: boolean; dropAfter?: number }): Promise<void>;
}

const CHUNK = 256 * 1024;
const MAX_FRAME = 64 * 1024;

export function frame(kind: FrameKind, bytes: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(kind, 0, 'latin1');
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

export function makeLog(file: string): Log {
  const descriptor = openSync(file, 'w');
  let length = 0;
  let over = false;
  let wake: (() => void)[] = [];

  const write = (kind: FrameKind, bytes: Buffer): void => {
    const framed = frame(kind, bytes);
    for (let at = 0; at < framed.length;) at += writeSync(descriptor, framed, at);
    length += framed.length;
  };
  const tell = (): void => {
    const waiting = wake;
    wake = [];
    for (const resume of waiting) resume();
  };

  return {
    file,
    append(kind, bytes) {
      if (over) return;
      const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      for (let at = 0; at < buffer.length; at += MAX_FRAME) write(kind, buffer.subarray(at, at + MAX_FRAME));
      tell();
    },
    finish(record) {
      if (over) return;
      write('x', Buffer.from(JSON.stringify(record)));
      over = true;
      closeSync(descriptor);
      tell();
    },
    async pipe(response, { follow = true, dropAfter = Infinity } = {}) {
      const reader = await open(file, 'r');
      const buffer = Buffer.alloc(CHUNK);
      let gone = false;
      let resume = (): void => undefined;
      const leave = (): void => {
        gone = true;
        resume();
      };
      response.once('close', leave);
      // A client may leave during any wait, and even before it: nobody is waited for who is gone.
      const isGone = (): boolean => gone || response.destroyed;
      const until = (wakeBy: (resolve: () => void) => void): Promise<void> =>
        new Promise((resolve) => {
          resume = resolve;
          if (isGone()) resolve();
          else wakeBy(resolve);
        });
      try {
        for (let at = 0; !isGone();) {
          if (at >= dropAfter) {
            response.destroy();
            return;
          }
          if (at < length) {
            const { bytesRead } = await reader.read(buffer, 0, Math.min(CHUNK, length - at, dropAfter - at), at);
            at += bytesRead;
            if (!response.write(Buffer.from(buffer.subarray(0, bytesRead)))) {
              await until((resolve) => response.once('drain', resolve));
            }
          } else if (over || !follow) {
            break;
          } else {
            await until((resolve) => wake.push(resolve));
          }
        }
        response.end();
      } finally {
        response.off('close', leave);
        await reader.close();
      }
    },
  };
}

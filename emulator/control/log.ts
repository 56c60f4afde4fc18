// A job's stream, kept in one file as frames: kind, length, bytes.
// Each reader reads the file from its start and then follows it, so every reader sees the same bytes.
import { closeSync, openSync, writeSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** Bytes of stdout or stderr, or a line about the progress. */
export interface Frame {
  kind: 'o' | 'e' | 'p';
  bytes: Buffer;
}

export interface Log {
  append(kind: Frame['kind'], bytes: Buffer | string): void;
  /** Nothing more will come; readers are let go. */
  finish(): void;
  /** All frames at the pace at which they are read, until the signal fires. */
  frames(signal: AbortSignal, follow?: boolean): AsyncGenerator<Frame>;
}

const CHUNK = 256 * 1024;
const MAX_FRAME = 64 * 1024;
const HEAD = 5;

export function frame(kind: string, bytes: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.write(kind, 0, 'latin1');
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

export function makeLog(file: string): Log {
  const descriptor = openSync(file, 'w');
  let length = 0;
  let over = false;
  let wake: (() => void)[] = [];

  const write = (kind: Frame['kind'], bytes: Buffer): void => {
    const framed = frame(kind, bytes);
    for (let at = 0; at < framed.length;) at += writeSync(descriptor, framed, at);
    length += framed.length;
  };
  const tell = (): void => {
    const waiting = wake;
    wake = [];
    for (const resume of waiting) resume();
  };

  const more = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const go = (): void => {
        signal.removeEventListener('abort', go);
        resolve();
      };
      signal.addEventListener('abort', go);
      wake.push(go);
    });

  return {
    append(kind, bytes) {
      if (over) return;
      const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
      for (let at = 0; at < buffer.length; at += MAX_FRAME) write(kind, buffer.subarray(at, at + MAX_FRAME));
      tell();
    },
    finish() {
      if (over) return;
      over = true;
      closeSync(descriptor);
      tell();
    },
    async *frames(signal, follow = true) {
      const reader = await open(file, 'r');
      let rest = Buffer.alloc(0);
      try {
        for (let at = 0; !signal.aborted;) {
          if (at === length) {
            if (over || !follow) return;
            await more(signal);
            continue;
          }
          const chunk = Buffer.alloc(Math.min(CHUNK, length - at));
          await reader.read(chunk, 0, chunk.length, at);
          at += chunk.length;
          rest = Buffer.concat([rest, chunk]);
          while (rest.length >= HEAD && rest.length >= HEAD + rest.readUInt32BE(1)) {
            const end = HEAD + rest.readUInt32BE(1);
            const kind = rest.toString('latin1', 0, 1) as Frame['kind'];
            const bytes = rest.subarray(HEAD, end);
            rest = rest.subarray(end);
            yield { kind, bytes };
          }
        }
      } finally {
        await reader.close();
      }
    },
  };
}

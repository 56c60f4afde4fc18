// The connection to the control plane: JSON calls, and the frames of a job's stream.
// HTTP/1.0 on a plain socket: one call for a connection, the body ends with it. `node:http` doubles the time of a short call.
import { connect } from 'node:net';

export interface Answer {
  status: number;
  body: unknown;
}

/** A frame of a job's stream: stdout, stderr, progress or the end record. */
export interface Frame {
  kind: 'o' | 'e' | 'p' | 'x';
  bytes: Buffer;
}

export interface Api {
  post(path: string, body: unknown): Promise<Answer>;
  /** Calls `onFrame` for each frame; the body is the end record, or undefined if the stream broke before it. */
  stream(path: string, body: unknown, onFrame: (frame: Frame) => void): Promise<Answer>;
}

/** The control plane cannot be reached: what the CLI calls "daemon unavailable". */
export class Unreachable extends Error {
  constructor(cause: string) {
    super(`Daemon unavailable: ${cause}. Run \`gpu daemon start\`.`);
  }
}

export function makeApi(url: string, token: string | undefined, org: string | undefined): Api {
  const { hostname, port } = new URL(url);

  /** Resolves with the status once the head of the answer is there; `parts` are the bytes of the body. */
  async function call(path: string, body: unknown): Promise<{ status: number; parts: AsyncIterable<Buffer> }> {
    const payload = JSON.stringify(body);
    const head = [`POST ${path} HTTP/1.0`, `content-length: ${Buffer.byteLength(payload)}`];
    if (token !== undefined) head.push(`authorization: Bearer ${token.replace(/[^\x21-\x7e]/g, '?')}`);
    if (org !== undefined) head.push(`x-gpu-org: ${org}`);
    const socket = connect(Number(port), hostname);
    socket.write(`${head.join('\r\n')}\r\n\r\n${payload}`);
    const incoming = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    let bytes = Buffer.alloc(0);
    for (;;) {
      const next = await incoming.next().catch((error: unknown) => {
        throw new Unreachable((error as Error).message || 'no connection');
      });
      if (next.done) throw new Unreachable('the connection broke');
      bytes = Buffer.concat([bytes, next.value]);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) continue;
      const first = bytes.subarray(end + 4);
      return {
        status: Number(bytes.toString('latin1', 9, 12)),
        parts: {
          async *[Symbol.asyncIterator]() {
            yield first;
            for (let part = await incoming.next(); !part.done; part = await incoming.next()) yield part.value;
          },
        },
      };
    }
  }

  async function read(parts: AsyncIterable<Buffer>): Promise<unknown> {
    const all: Buffer[] = [];
    try {
      for await (const part of parts) all.push(part);
      return JSON.parse(Buffer.concat(all).toString('utf8')) as unknown;
    } catch {
      throw new Unreachable('the connection broke');
    }
  }

  return {
    async post(path, body) {
      const { status, parts } = await call(path, body);
      return { status, body: await read(parts) };
    },
    async stream(path, body, onFrame) {
      const { status, parts } = await call(path, body);
      return { status, body: status === 200 ? await readFrames(parts, onFrame) : await read(parts) };
    },
  };
}

async function readFrames(parts: AsyncIterable<Buffer>, onFrame: (frame: Frame) => void): Promise<unknown> {
  let rest = Buffer.alloc(0);
  try {
    for await (const part of parts) {
      rest = Buffer.concat([rest, part]);
      let at = 0;
      while (rest.length - at >= 5) {
        const end = at + 5 + rest.readUInt32BE(at + 1);
        if (rest.length < end) break;
        const kind = String.fromCharCode(rest[at] ?? 0) as Frame['kind'];
        const bytes = rest.subarray(at + 5, end);
        at = end;
        if (kind === 'x') return JSON.parse(bytes.toString('utf8')) as unknown;
        onFrame({ kind, bytes });
      }
      rest = rest.subarray(at);
    }
  } catch {
    return undefined;
  }
  return undefined;
}

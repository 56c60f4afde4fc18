// The program's line to the control plane: JSON calls, and the frames of a job's stream.
import { Agent, request, type IncomingMessage } from 'node:http';

export interface Api {
  url: string;
  token: string | undefined;
  post(path: string, body: unknown): Promise<{ status: number; body: unknown }>;
}

/** A frame of a job's stream: stdout, stderr, progress or the end record. */
export interface Frame {
  kind: 'o' | 'e' | 'p' | 'x';
  bytes: Buffer;
}

/** The control plane cannot be reached: what the CLI calls "daemon unavailable". */
export class Unreachable extends Error {}

const agent = new Agent({ keepAlive: true });

export function makeApi(url: string, token: string | undefined, org: string | undefined): StreamingApi {
  const call = (path: string, body: unknown): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const payload = JSON.stringify(body);
      const target = new URL(path, url);
      const headers: Record<string, string> = {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(payload)),
      };
      if (token !== undefined) headers['authorization'] = `Bearer ${token.replace(/[^\x21-\x7e]/g, '?')}`;
      if (org !== undefined) headers['x-gpu-org'] = org;
      const outgoing = request(target, { method: 'POST', agent, headers }, resolve);
      outgoing.on('error', (error) => {
        reject(new Unreachable(`Daemon unavailable: ${error.message || 'no connection'}. Run \`gpu daemon start\`.`));
      });
      outgoing.end(payload);
    });
  return {
    url,
    token,
    async post(path, body) {
      const response = await call(path, body);
      const text = await readAll(response);
      return { status: response.statusCode ?? 0, body: text === '' ? {} : (JSON.parse(text) as unknown) };
    },
    async stream(path, body, onFrame) {
      const response = await call(path, body);
      if (response.statusCode !== 200) {
        return { status: response.statusCode ?? 0, body: JSON.parse(await readAll(response)) as unknown };
      }
      return { status: 200, body: await readFrames(response, onFrame) };
    },
  };
}

export interface StreamingApi extends Api {
  /** Calls `onFrame` for each frame; the body is the end record, or undefined where the stream broke before it. */
  stream(
    path: string,
    body: unknown,
    onFrame: (frame: Frame) => Promise<void> | void,
  ): Promise<{ status: number; body: unknown }>;
}

async function readAll(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  try {
    for await (const part of response) parts.push(part as Buffer);
  } catch {
    throw new Unreachable('Daemon unavailable: the connection broke. Run `gpu daemon start`.');
  }
  return Buffer.concat(parts).toString('utf8');
}

async function readFrames(
  response: IncomingMessage,
  onFrame: (frame: Frame) => Promise<void> | void,
): Promise<unknown> {
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const part of response) {
      rest = rest.length === 0 ? (part as Buffer) : Buffer.concat([rest, part as Buffer]);
      let at = 0;
      while (rest.length - at >= 5) {
        const end = at + 5 + rest.readUInt32BE(at + 1);
        if (rest.length < end) break;
        const kind = String.fromCharCode(rest[at] ?? 0) as Frame['kind'];
        const bytes = rest.subarray(at + 5, end);
        at = end;
        if (kind === 'x') return JSON.parse(bytes.toString('utf8')) as unknown;
        await onFrame({ kind, bytes });
      }
      rest = rest.subarray(at);
    }
  } catch {
    return undefined;
  }
  return undefined;
}

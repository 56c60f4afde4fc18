// The control plane on 127.0.0.1: the install script and the program by GET, calls of the program, orders by POST.
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { runCall } from '../client/main.ts';
import { Terminal, type Call } from '../client/terminal.ts';
import { orders } from './admin.ts';
import { take } from './faults.ts';
import { download, installScript } from './install.ts';
import type { World } from './types.ts';

const MAX_BODY = 1024 * 1024;
/** What Linux takes as a command line is about 2 MB. */
const MAX_CALL = 4 * 1024 * 1024;

export function makeServer(world: World): Server {
  const server = createServer((request, response) => {
    answer(world, request, response).catch((error: unknown) => {
      send(response, error instanceof BadRequest ? error.status : 500, { error: (error as Error).message });
    });
  });
  // A page cannot ask for this protocol: browsers keep `Upgrade` to themselves.
  server.on('upgrade', (request, socket, head: Buffer) => {
    if (request.headers.upgrade === 'gpu' && isLocal(world, request)) serveProgram(world, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  return server;
}

class BadRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Against pages that a browser shows: one that rebinds its name has another `Host`, any other has an `Origin`. */
function isLocal({ url }: World, { headers }: IncomingMessage): boolean {
  const { port } = new URL(url);
  return headers.origin === undefined && [`127.0.0.1:${port}`, `localhost:${port}`].includes(headers.host ?? '');
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLocal(world, request)) throw new BadRequest(403, 'Only programs on this machine may call.');
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (request.method === 'GET' || request.method === 'HEAD') {
    const isScript = ['/install.sh', '/install', '/'].includes(path);
    if (isScript && take(world.faults, 'install-blocked', {}) !== undefined) {
      response.writeHead(403, { server: 'cloudflare', 'cf-mitigated': 'challenge' }).end();
      return;
    }
    const text = isScript ? installScript(world) : download(world, path);
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(request.method === 'HEAD' ? undefined : (text ?? 'not found\n'));
    return;
  }
  const given = Buffer.from(request.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${world.adminToken}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new BadRequest(401, 'The secret that the local GPU cloud printed at its start is needed.');
  }
  const order = orders[path];
  if (!order) throw new BadRequest(404, `Unknown call ${path}.`);
  const body = await readBody(request);
  try {
    send(response, 200, order(world, body) ?? {});
  } catch (error) {
    throw new BadRequest(400, (error as Error).message);
  }
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) {
    text += part as string;
    if (text.length > MAX_BODY) throw new BadRequest(413, 'The body is too long.');
  }
  try {
    const value = JSON.parse(text || '{}') as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Answered below.
  }
  throw new BadRequest(400, 'The body is not a JSON object.');
}

function send(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent || response.destroyed) return;
  // What is left of a body that is not wanted is not read.
  response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
  response.end(JSON.stringify(value));
}

/** A program that was started: first its call, with its length before it; then a byte for each Ctrl-C. */
function serveProgram(world: World, socket: Duplex, head: Buffer): void {
  world.sockets.add(socket);
  socket.once('close', () => world.sockets.delete(socket));
  socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: gpu\r\n\r\n');
  const terminal = new Terminal(socket);
  let waiting: Buffer | undefined = head;
  const read = (bytes: Buffer): void => {
    if (waiting === undefined) {
      terminal.interrupted();
      return;
    }
    waiting = Buffer.concat([waiting, bytes]);
    if (waiting.length < 4) return;
    const length = waiting.readUInt32BE();
    if (length > MAX_CALL) socket.destroy();
    if (waiting.length < 4 + length) return;
    const call = readCall(waiting.toString('utf8', 4, 4 + length));
    waiting = undefined;
    void runCall(world, call, terminal);
  };
  socket.on('data', read);
  read(Buffer.alloc(0));
}

function readCall(text: string): Call {
  const [version = '', pid = '', cwd = '', home = '', tty = '', token = '', ...argv] = text.split('\0');
  return { version, pid: Number(pid), cwd, home, tty: tty !== '', token: token === '' ? undefined : token, argv };
}

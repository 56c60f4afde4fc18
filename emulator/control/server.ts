// The control plane by HTTP. Every call is a POST of JSON, except for the install script and the program.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { download, installScript } from './install.ts';
import { routes } from './routes.ts';
import { Refused, type Body } from './request.ts';
import type { Refusal } from '../orgs/types.ts';
import type { Caller, World } from './types.ts';

export function makeServer(world: World): Server {
  return createServer((request, response) => {
    answer(world, request, response).catch((error: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else if (error instanceof Refused) sendRefusal(response, error.refusal);
      else send(response, 500, { error: { code: 'internal', message: (error as Error).message, exit: 1 } });
    });
  });
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (request.method === 'GET' || request.method === 'HEAD') {
    const text =
      path === '/install.sh' || path === '/install' || path === '/' ? installScript(world) : download(world, path);
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(request.method === 'HEAD' ? undefined : (text ?? 'not found\n'));
    return;
  }
  const body = await readBody(request);
  const route = routes[path];
  if (!route) throw new Refused({ code: 2, error: 'unknown_call', message: `Unknown call ${path}.` });
  const caller = route.open ? nobody : authenticate(world, request, route.context);
  const value = (await route.handle(world, { body, response, caller })) ?? {};
  if (!response.headersSent) send(response, 200, value);
}

const nobody: Caller = { identity: { kind: 'user', id: '', name: '', org: null }, token: undefined };

/** Who calls, in the org the program has switched to, where that identity may act there. */
function authenticate(world: World, request: IncomingMessage, context = true): Caller {
  const header = request.headers.authorization ?? '';
  const token = header.startsWith('Bearer ') ? header.slice(7) : undefined;
  const found = world.orgs.authenticate(token);
  if (!('kind' in found)) throw new Refused(found);
  const wanted = request.headers['x-gpu-org'];
  if (!context || typeof wanted !== 'string' || wanted === '' || wanted === found.org)
    return { identity: found, token };
  const entered = world.orgs.handle(found, 'context', { slug: wanted });
  if (!('ok' in entered)) throw new Refused(entered);
  return { identity: { ...found, org: wanted }, token };
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString('utf8');
  if (text === '') return {};
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Body;
  } catch {
    // Answered below.
  }
  throw new Refused({ code: 2, error: 'bad_request', message: 'The body is not a JSON object.' });
}

function send(response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed) return;
  const text = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}

function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  const { code, error, message, ...more } = refusal;
  const status = { 10: 401, 11: 429, 12: 404 }[code] ?? 400;
  send(response, status, { error: { code: error, message, exit: code, ...more } });
}

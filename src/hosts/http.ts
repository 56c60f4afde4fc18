import { request as plainly, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as encrypted } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { getProxyUrl } from '@actions/http-client/lib/proxy';

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Nothing is waited for longer than this, all redirects together (ms of real time). */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const MOST_REDIRECTS = 10;
/** More than any answer that we ask for; a server that never ends must not fill the memory. */
const MOST_BYTES = 32 * 1024 * 1024;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/**
 * One exchange over HTTP, through the proxy that the environment names by the toolkit's own rules (`https_proxy`, `no_proxy`).
 * Node's `fetch` knows no proxy before Node 24, and the toolkit's client brings all of undici along for it.
 * Rejects where no answer came; a status of 500 is an answer.
 */
export async function exchange(url: string, ask: Ask): Promise<Reply> {
  const timeout = AbortSignal.timeout(ask.timeoutMs);
  const signal = ask.signal === undefined ? timeout : AbortSignal.any([timeout, ask.signal]);
  try {
    return await redirected(new URL(url), { ...ask, signal });
  } catch (error) {
    if (timeout.aborted) throw new Error(`no answer within ${ask.timeoutMs / 1_000} s`, { cause: error });
    throw error;
  }
}

type Once = Ask & { readonly signal: AbortSignal };

async function redirected(from: URL, ask: Once): Promise<Reply> {
  let at = from;
  let headers = { ...ask.headers };
  for (let redirects = 0; ; redirects++) {
    const reply = await once(at, { ...ask, headers });
    const { location: to } = reply.headers;
    const followed = REDIRECTS.has(reply.status) && (reply.status >= 307 || (ask.method ?? 'GET') === 'GET');
    if (!followed || to === undefined) return reply;
    if (redirects === MOST_REDIRECTS)
      throw new Error(`${from.origin}${from.pathname} redirects more than ${MOST_REDIRECTS} times`);
    const next = new URL(to, at);
    if (at.protocol === 'https:' && next.protocol !== 'https:')
      throw new Error(`${at.origin} redirects to ${next.origin}, which is not encrypted`);
    // What one server may know is no business of another.
    if (next.host !== at.host) headers = withoutCredentials(headers);
    at = next;
  }
}

function withoutCredentials(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(authorization|cookie)$/i.test(name)));
}

async function once(url: URL, ask: Once): Promise<Reply> {
  const secure = url.protocol === 'https:';
  if (!secure && url.protocol !== 'http:') throw new Error(`${url.protocol} is no protocol of the web`);
  const proxy = getProxyUrl(url);
  const length = ask.body === undefined ? {} : { 'content-length': String(Buffer.byteLength(ask.body)) };
  const options: RequestOptions = {
    method: ask.method ?? 'GET',
    headers: { ...ask.headers, ...length },
    signal: ask.signal,
  };
  if (proxy === undefined) return sent((secure ? encrypted : plainly)(url, options), ask.body);
  if (!secure) {
    const headers = { ...ask.headers, ...length, host: url.host, ...proxyAuthorization(proxy) };
    return sent(toProxy(proxy, { ...options, headers, path: url.href }), ask.body);
  }
  const socket = await tunnel(proxy, url, ask.signal);
  const createConnection = () => connectTls({ socket, servername: hostIn(url) });
  return sent(encrypted(url, { ...options, createConnection }), ask.body).finally(() => socket.destroy());
}

/** A line through the proxy to the server, on which the two of us encrypt. */
function tunnel(proxy: URL, to: URL, signal: AbortSignal) {
  return new Promise<Duplex>((resolve, reject) => {
    const path = `${to.hostname}:${to.port || '443'}`;
    const headers = { host: path, ...proxyAuthorization(proxy) };
    toProxy(proxy, { method: 'CONNECT', path, headers, signal, agent: false })
      .on('connect', ({ statusCode }: IncomingMessage, socket) => {
        if (statusCode === 200) {
          resolve(socket);
          return;
        }
        socket.destroy();
        reject(new Error(`the proxy ${proxy.host} answered ${statusCode} when asked for ${path}`));
      })
      .on('error', reject)
      .end();
  });
}

function toProxy(proxy: URL, options: RequestOptions) {
  const secure = proxy.protocol === 'https:';
  const port = proxy.port || (secure ? 443 : 80);
  return (secure ? encrypted : plainly)({ ...options, host: hostIn(proxy), port });
}

/** Without the brackets of an IPv6 address. */
const hostIn = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  return { 'proxy-authorization': `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}

function sent(request: ReturnType<typeof plainly>, body: string | undefined): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const closed = () => reject(new Error('the server closed the connection before its answer was complete'));
    // Without a listener Node closes an upgraded connection without any event of an answer.
    request.on('upgrade', (answer, socket: Duplex) => {
      socket.destroy();
      reject(new Error(`the server switched protocols (HTTP ${answer.statusCode})`));
    });
    request.on('error', reject).on('close', closed);
    request.on('response', (answer) => {
      request.off('close', closed);
      const chunks: Buffer[] = [];
      let bytes = 0;
      answer
        .on('error', reject)
        .on('close', closed)
        .on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes <= MOST_BYTES) chunks.push(chunk);
          else request.destroy(new Error(`the answer is longer than ${MOST_BYTES / 1024 / 1024} MiB`));
        })
        .on('end', () =>
          resolve({ status: Number(answer.statusCode), headers: answer.headers, body: Buffer.concat(chunks) }),
        );
    });
    request.end(body);
  });
}

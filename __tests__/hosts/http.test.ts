import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { exchange } from '../../src/hosts/http.ts';
import { entryEnv } from '../support/entry.ts';

const servers: Server[] = [];
const listening = async (server: Server): Promise<number> => {
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};
const serve = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listening(createServer(listener))}`;

let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'http-'));
});
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(root, { recursive: true, force: true });
});

const text = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

describe('an exchange', () => {
  test('sends method, headers and body, and gives status, headers and body', async () => {
    const url = await serve((request, response) => {
      void text(request).then((body) => {
        response.writeHead(418, { 'x-kind': 'pot' });
        response.end(`${request.method} ${request.url} ${String(request.headers['x-tea'])} ${body}`);
      });
    });
    const ask = { method: 'PUT', headers: { 'x-tea': 'green' }, body: 'Grüße', timeoutMs: 5_000 };
    const reply = await exchange(`${url}/cup?n=1`, ask);
    expect([reply.status, reply.headers['x-kind'], reply.body.toString()]).toEqual([
      418,
      'pot',
      'PUT /cup?n=1 green Grüße',
    ]);
  });

  test('follows redirects, and takes no credential to another server', async () => {
    const other = await serve((request, response) =>
      response.end(`other ${request.headers.authorization ?? 'nothing'}`),
    );
    const url = await serve((request, response) => {
      if (request.url === '/here') response.writeHead(302, { location: '/there' }).end();
      else if (request.url === '/away') response.writeHead(307, { location: other }).end();
      else response.end(`same ${request.headers.authorization ?? 'nothing'}`);
    });
    const get = async (path: string) =>
      (await exchange(url + path, { headers: { Authorization: 'secret' }, timeoutMs: 5_000 })).body.toString();
    expect(await get('/here')).toBe('same secret');
    expect(await get('/away')).toBe('other nothing');
  });

  test('a redirect in a circle ends', async () => {
    const url = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    await expect(exchange(url, { timeoutMs: 5_000 })).rejects.toThrow('redirects more than 10 times');
  });

  test('what is silent is not waited for', async () => {
    const url = await serve(() => undefined);
    await expect(exchange(url, { timeoutMs: 50 })).rejects.toThrow('no answer within 0.05 s');
  });

  test('an answer without end is none', async () => {
    const url = await serve((_, response) => {
      const piece = Buffer.alloc(1024 * 1024);
      const more = (): void => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    });
    await expect(exchange(url, { timeoutMs: 30_000 })).rejects.toThrow('the answer is longer than 32 MiB');
  });

  test('an answer that breaks off is none', async () => {
    const url = await serve((request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half', () => request.socket.destroy());
    });
    await expect(exchange(url, { timeoutMs: 5_000 })).rejects.toThrow('aborted');
    const chunked = await serve((request, response) => {
      response.write('half', () => request.socket.destroy());
    });
    await expect(exchange(chunked, { timeoutMs: 5_000 })).rejects.toThrow('aborted');
  });

  test('what is not of the web is not asked for', async () => {
    await expect(exchange('ftp://127.0.0.1/', { timeoutMs: 5_000 })).rejects.toThrow('ftp: is no protocol of the web');
  });
});

describe('through a proxy', () => {
  /** Takes each name for a server here, so that a name that no proxy bypasses can be asked for. */
  const startProxy = async (targets: Readonly<Record<string, number>>) => {
    const seen: string[] = [];
    const allowed = `Basic ${Buffer.from('user:pass:word').toString('base64')}`;
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      const good = request.headers['proxy-authorization'] === allowed;
      response.writeHead(good ? 200 : 407).end(`plain ${request.headers.host}`);
    });
    server.on('connect', (request: IncomingMessage, socket: Socket) => {
      seen.push(`CONNECT ${request.url}`);
      const port = targets[request.url ?? ''];
      if (request.headers['proxy-authorization'] !== allowed || port === undefined) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const to = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
      to.on('error', () => socket.destroy()).pipe(socket);
      socket.on('error', () => to.destroy()).pipe(to);
    });
    return { seen, address: `http://user:pass%3Aword@127.0.0.1:${await listening(server)}` };
  };

  /** In a process of its own: proxy and certificates are read from the environment. */
  const ask = async (url: string, env: Readonly<Record<string, string>>): Promise<string> => {
    const program = `import { exchange } from ${JSON.stringify(join(import.meta.dirname, '../src/http.ts'))};
      const said = exchange(${JSON.stringify(url)}, { timeoutMs: 5_000 });
      console.log(await said.then(({ status, body }) => status + ' ' + body, (error) => error.message));`;
    const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program];
    const { PATH = '' } = process.env;
    return (await promisify(execFile)(process.execPath, args, { env: { PATH, ...entryEnv(), ...env } })).stdout.trim();
  };

  let cert = '';
  let pems = {};
  beforeAll(() => {
    const key = join(root, 'key.pem');
    cert = join(root, 'cert.pem');
    const names = 'subjectAltName=DNS:api.example.test,IP:192.0.2.7,IP:127.0.0.1';
    const asked = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert, '-subj', '/CN=api.example.test'];
    execFileSync('openssl', ['req', '-x509', ...asked, '-addext', names], { stdio: 'ignore' });
    pems = { key: readFileSync(key), cert: readFileSync(cert) };
  });

  test('https goes through a tunnel, with the certificate of the server checked', async () => {
    const server = createTlsServer(pems, (request, response) => {
      if (request.url === '/open') response.writeHead(302, { location: 'http://api.example.test/' });
      response.end(`secret ${request.url}`);
    });
    const port = await listening(server);
    const { seen, address } = await startProxy({
      'api.example.test:443': port,
      '192.0.2.7:443': port,
      '192.0.2.8:443': port,
    });
    const env = { HTTPS_PROXY: address, NODE_EXTRA_CA_CERTS: cert };
    expect(await ask('https://api.example.test/path', env)).toBe('200 secret /path');
    expect(seen).toEqual(['CONNECT api.example.test:443']);
    expect(await ask('https://api.example.test/path', { HTTPS_PROXY: address })).toMatch(/self-signed certificate/);
    expect(await ask('https://192.0.2.7/path', env)).toBe('200 secret /path');
    expect(await ask('https://api.example.test/open', env)).toBe(
      'https://api.example.test redirects to http://api.example.test, which is not encrypted',
    );
    expect(await ask('https://192.0.2.8/path', env)).toMatch(/does not match certificate/);
    const refused = await ask('https://elsewhere.example.test/', env);
    expect(refused).toMatch(/^the proxy 127\.0\.0\.1:\d+ answered 403 when asked for elsewhere\.example\.test:443$/);
    expect(refused).not.toContain('word');
  });

  test('http is asked of the proxy by its whole address', async () => {
    const { seen, address } = await startProxy({});
    expect(await ask('http://api.example.test/path', { http_proxy: address })).toBe('200 plain api.example.test');
    expect(seen).toEqual(['GET http://api.example.test/path']);
  });

  test('the line to the proxy is encrypted where its address says so', async () => {
    const proxy = createTlsServer(pems, (request, response) => response.end(`encrypted ${request.headers.host}`));
    const env = { http_proxy: `https://127.0.0.1:${await listening(proxy)}`, NODE_EXTRA_CA_CERTS: cert };
    expect(await ask('http://api.example.test/path', env)).toBe('200 encrypted api.example.test');
  });

  test.each([
    ['http://127.0.0.2', '127.0.0.2:80'],
    ['https://127.0.0.2', '127.0.0.2:443'],
  ])('a proxy %s without a port has that of its protocol', async (http_proxy, address) => {
    expect(await ask('http://api.example.test/path', { http_proxy })).toContain(address);
  });

  test('what no_proxy names goes past it', async () => {
    const { seen, address } = await startProxy({});
    const env = { http_proxy: address, no_proxy: 'example.test' };
    expect(await ask('http://nowhere.example.test/', env)).toMatch(/ENOTFOUND|EAI_AGAIN/);
    expect(seen).toEqual([]);
  });
});

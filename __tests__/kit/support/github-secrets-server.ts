import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import nacl from 'tweetnacl';
import { sealNonce } from '../../../src/kit/github-secrets.ts';

export interface SecretsServer {
  readonly url: string;
  /** Secrets by name, opened with the private key. */
  readonly secrets: ReadonlyMap<string, { value: string; updatedAt: string }>;
  /** `METHOD path`, in order. */
  readonly calls: readonly string[];
  /** What happens to the next write. */
  onPut: 'store' | 'refuse' | 'store-then-hang-up' | 'hang-up' | 'store-then-500';
  forget(name: string): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The secrets API of the repositories of `acme`, for the token `ghp_good`. Each test uses its own secrets. */
export async function startSecretsServer(): Promise<SecretsServer> {
  const keys = nacl.box.keyPair();
  const secrets = new Map<string, { value: string; updatedAt: string }>();
  const calls: string[] = [];
  let clock = Date.UTC(2026, 0, 1);

  const store = (name: string, body: { encrypted_value: string; key_id: string }): boolean => {
    const sealed = Buffer.from(body.encrypted_value, 'base64');
    const ephemeral = sealed.subarray(0, 32);
    const opened = nacl.box.open(sealed.subarray(32), sealNonce(ephemeral, keys.publicKey), ephemeral, keys.secretKey);
    if (opened === null || body.key_id !== 'key-1') return false;
    clock += 1000;
    secrets.set(name, { value: Buffer.from(opened).toString(), updatedAt: new Date(clock).toISOString() });
    return true;
  };

  const answer = (response: ServerResponse, status: number, body?: unknown): void => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(body === undefined ? '' : JSON.stringify(body));
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    calls.push(`${request.method} ${request.url}`);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    if (!/^(Bearer|token) ghp_good$/.test(request.headers.authorization ?? '')) {
      answer(response, 401, { message: 'Bad credentials' });
      return;
    }
    const path = /^\/repos\/acme\/[\w-]+\/actions\/secrets\/([\w-]+)$/.exec(request.url ?? '')?.[1];
    if (path === undefined) {
      answer(response, 404, { message: 'Not Found' });
      return;
    }
    if (path === 'public-key') {
      answer(response, 200, { key_id: 'key-1', key: Buffer.from(keys.publicKey).toString('base64') });
      return;
    }
    const before = secrets.get(path);
    if (request.method === 'GET') {
      if (before === undefined) {
        answer(response, 404, { message: 'Not Found' });
        return;
      }
      answer(response, 200, { name: path, updated_at: before.updatedAt });
      return;
    }
    const { onPut } = server;
    if (onPut === 'refuse') {
      answer(response, 403, { message: 'Resource not accessible by personal access token' });
      return;
    }
    if (onPut !== 'hang-up') {
      const body = JSON.parse(Buffer.concat(parts).toString()) as { encrypted_value: string; key_id: string };
      if (!store(path, body)) {
        answer(response, 422, { message: 'Bad encryption' });
        return;
      }
    }
    if (onPut.endsWith('hang-up')) return void request.socket.destroy();
    answer(response, onPut === 'store-then-500' ? 500 : before === undefined ? 201 : 204);
  };

  const http = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: SecretsServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    secrets,
    calls,
    onPut: 'store',
    forget: (name) => void secrets.delete(name),
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return server;
}

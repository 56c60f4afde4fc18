import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import nacl from 'tweetnacl';
import { sealNonce } from '../../../src/kit/secret-store.ts';

export interface SecretsServer {
  readonly url: string;
  /** Secrets by name, opened with the private key. */
  readonly secrets: ReadonlyMap<string, string>;
  /** `METHOD path`, in order. */
  readonly calls: readonly string[];
  /** What happens to writes. */
  onPut: 'store' | 'refuse' | 'hang-up' | 'hang-up-once';
  [Symbol.asyncDispose](): Promise<void>;
}

/** The secrets API of the repositories of `acme`, for the token `ghp_good`. Each test uses its own secrets. */
export async function startSecretsServer(): Promise<SecretsServer> {
  const keys = nacl.box.keyPair();
  const secrets = new Map<string, string>();
  const calls: string[] = [];

  const store = (name: string, body: { encrypted_value: string; key_id: string }): boolean => {
    const sealed = Buffer.from(body.encrypted_value, 'base64');
    const ephemeral = sealed.subarray(0, 32);
    const opened = nacl.box.open(sealed.subarray(32), sealNonce(ephemeral, keys.publicKey), ephemeral, keys.secretKey);
    if (opened === null || body.key_id !== 'key-1') return false;
    secrets.set(name, Buffer.from(opened).toString());
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
    const isNew = !secrets.has(path);
    if (request.method === 'GET') {
      answer(response, isNew ? 404 : 200, isNew ? { message: 'Not Found' } : { name: path });
      return;
    }
    const { onPut } = server;
    if (onPut === 'refuse') {
      answer(response, 403, { message: 'Resource not accessible by personal access token' });
      return;
    }
    if (onPut !== 'store') {
      if (onPut === 'hang-up-once') server.onPut = 'store';
      request.socket.destroy();
      return;
    }
    const body = JSON.parse(Buffer.concat(parts).toString()) as { encrypted_value: string; key_id: string };
    if (store(path, body)) answer(response, isNew ? 201 : 204);
    else answer(response, 422, { message: 'Bad encryption' });
  };

  const http = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: SecretsServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    secrets,
    calls,
    onPut: 'store',
    async [Symbol.asyncDispose]() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
  return server;
}

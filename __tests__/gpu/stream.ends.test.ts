import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { stream } from '../../src/gpu/stream.ts';

const NONCE = '0123456789abcdef';
const START = String.raw`\036gpu-ci:${NONCE}:start\036`;

/** A client that is a shell script; what it prints on stderr, and what the run was told, in order. */
function client(script: string) {
  const stderr = new PassThrough();
  const told: string[] = [];
  const note = (what: string) => () => void told.push(`${what} after ${JSON.stringify(shown())}`);
  const seen: Buffer[] = [];
  const shown = (): string => Buffer.concat(seen).toString();
  const sink = new PassThrough();
  const write = sink.write.bind(sink);
  sink.write = (chunk: Buffer) => {
    seen.push(Buffer.from(chunk));
    return write(chunk);
  };
  sink.pipe(stderr);
  const output: string[] = [];
  const streaming = stream(
    {
      bin: 'sh',
      args: ['-c', script],
      cwd: '/',
      env: process.env,
      nonce: NONCE,
      command: 'true',
      sinks: { stdout: sink, stderr: sink },
    },
    {
      skip: { stdout: 0, stderr: 0 },
      onStart: note('start'),
      onPhase: () => undefined,
      onPod: () => undefined,
      onJob: () => undefined,
      onSample: () => undefined,
      onExit: () => undefined,
      onOutput: (chunk) => void output.push(Buffer.from(chunk).toString()),
    },
  );
  const done = streaming.done.then((end) => {
    sink.end();
    return end;
  });
  return { streaming, done, told, output, text: async () => (await buffer(stderr)).toString() };
}

test('a line of the CLI that has no end gets one, before the workload starts and when the client ends', async () => {
  const started = client(`printf '>> Connecting' >&2; sleep 0.05; printf '${START}' >&2; printf work >&2`);
  await started.done;
  expect(started.told).toEqual([`start after ">> Connecting\\n"`]);
  expect(await started.text()).toBe('>> Connecting\nwork');
  const failed = client(`printf 'error: no session' >&2; exit 1`);
  await failed.done;
  expect(await failed.text()).toBe('error: no session\n');
});

test('the workload’s own last line gets none', async () => {
  const one = client(`printf '${START}' >&2; printf work >&2`);
  await one.done;
  expect(await one.text()).toBe('work');
});

test('what the CLI says to an interrupt is shown, and is no end of the workload’s log', async () => {
  const one = client(
    `trap 'printf ">> Interrupted: detached, the job goes on\\n" >&2; exit 130' INT; printf '${START}' >&2; echo work >&2; ` +
      'while :; do sleep 0.02; done',
  );
  while (!one.output.includes('work\n')) await new Promise((wake) => setImmediate(wake));
  one.streaming.interrupt(2_000);
  await one.done;
  expect(await one.text()).toBe('work\n>> Interrupted: detached, the job goes on\n');
  expect(one.output).toEqual(['work\n']);
});

test('does not signal a daemon of the client after the client has exited', async () => {
  const one = client(`printf '${START}' >&2; sleep 60 & echo $!`);
  await one.done;
  const pid = Number(one.output.join(''));
  one.streaming.interrupt(0);
  one.streaming.leave();
  await new Promise((wake) => setTimeout(wake, 50));
  expect(readFileSync(`/proc/${pid}/stat`, 'utf8')).toMatch(/\(sleep\) [SR] /);
  process.kill(pid, 'SIGKILL');
});

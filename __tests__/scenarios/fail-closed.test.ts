import { expect } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { openCiJob, type CiJob } from '../hosts/support/ci.ts';
import { atEnd, cloudFor, jobFor, test, withOf } from '../support/scenario.ts';

/** A server that answers everything with `101 Switching Protocols`. */
async function upgrader(): Promise<string> {
  const server = createServer();
  const answer = 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\n';
  server.on('connection', (socket) => socket.on('error', () => undefined).once('data', () => socket.end(answer)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(async () => {
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('an install address that switches protocols fails the step and names the cause', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const step = await job.uses('.', withOf(cloud, { command: 'true', 'install-url': `${await upgrader()}/install.sh` }));
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1 });
  expect(step.outputs['reason']).toContain('no answer within');
}, 120_000);

test('an API that switches protocols does not hide that the workload failed', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud, { apiUrl: await upgrader(), githubToken: 'ghs_sometokenofarunner' });
  const inputs = { command: 'exit 3', check: 'true', 'github-token': '${{ github.token }}' };
  const step = await job.uses('.', withOf(cloud, inputs));
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 3 });
  expect(step.outputs).toMatchObject({ status: 'failed', 'exit-code': '3' });
});

/** Node loads this into the process under test, where a signal then causes the fault. */
const FAULTS = {
  'an exception that nobody catches': 'throw new Error(`broken\\nwith ${process.env.GPU_SERVICE_TOKEN}`)',
  'a rejection that nobody handles': 'Promise.reject(new Error(`broken with ${process.env.GPU_SERVICE_TOKEN}`))',
};

test.each(Object.entries(FAULTS))('%s ends the job and the pod, fails, and prints one sentence', async (_, fault) => {
  const job: CiJob = await openCiJob(({ root }) => ({
    NODE_OPTIONS: `--require=${join(root, 'fault.cjs')}`,
  }));
  atEnd(() => job.close());
  // The first process that loads it is the one that the test starts.
  writeFileSync(join(job.root, 'fault.cjs'), `process.once('SIGUSR2', () => { ${fault} });\n`);
  const run = job.start('run', '--', "echo started; trap 'exit 0' TERM INT; sleep 600 & wait");
  await job.cloud.until(({ kind }) => kind === 'job-started');
  process.kill(run.pid, 'SIGUSR2');
  const { code, log } = await run.ended;
  expect(code).toBe(1);
  expect(log).toMatch(/^gpu-ci: Internal error in run-action: broken.* The run ends now\./m);
  expect(log).not.toContain(job.cloud.token);
  expect(log).not.toMatch(/^ {4}at /m);
  expect(job.cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 });
});

test('an operation that never finishes ends the process with an error', async () => {
  const program = `
    import { failClosed } from './src/run/stop.ts';
    const ports = { failed: 1, abort: () => undefined, say: (line) => console.error(line), codeOf: () => 1 };
    void failClosed(() => new Promise(() => undefined), ports);`;
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^Internal error .* never finished\./) });
});

import { describe, expect } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, request as ask, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { arch } from 'node:os';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { installCli, startPhase, stateOf } from '../../bench/leaks/step.ts';
import type { RunReport } from '../../src/model/outcome.ts';
import { ACTIONS_BOT, startGitHubApi } from '../support/github-api.ts';
import { trackedProcesses } from '../support/runner/index.ts';
import { atEnd, cloudFor, jobFor, scenario, scratch, starts, test, withOf } from '../support/scenario.ts';

// Machines as they are: shared, behind a proxy, full, read-only, with a clock that is set while we run.
const READY = 'echo re""ady; sleep 60';
const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };

const listening = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
};

describe('several matrix jobs at once on one machine', () => {
  test('one tool cache, one HOME: each runs once, one whole program is left, each ends its own pod', async () => {
    const cloud = await cloudFor();
    const machine = { home: join(scratch(), 'home'), toolCache: join(scratch(), 'tools') };
    const legs = await Promise.all([1, 2, 3, 4].map((seed) => jobFor(cloud, { ...machine, matrix: { seed } })));
    const steps = await Promise.all(legs.map((leg) => leg.uses('.', withOf(cloud, { command: 'echo done' }))));
    for (const { outputs } of steps) expect(outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
    expect(starts(cloud)).toBe(4);
    const [tool = ''] = readdirSync(machine.toolCache);
    const [version = ''] = readdirSync(join(machine.toolCache, tool));
    expect(readdirSync(join(machine.toolCache, tool, version)).sort()).toEqual([arch(), `${arch()}.complete`]);
    const program = join(machine.toolCache, tool, version, arch(), 'bin', 'gpu');
    expect(statSync(program).mode & 0o111).toBe(0o111);
    for (const leg of legs)
      expect(readdirSync(leg.temp).filter((name) => name.startsWith('gpu-ci-install'))).toEqual([]);
    expect(cloud.books()).toMatchObject(NOTHING);
  });

  test('a matrix job that is cancelled ends nothing of the one that runs next to it', async () => {
    const cloud = await cloudFor();
    const machine = { home: join(scratch(), 'home'), toolCache: join(scratch(), 'tools') };
    const legs = await Promise.all([1, 2].map((seed) => jobFor(cloud, { ...machine, matrix: { seed } })));
    const [ending, living] = legs.map((leg) => leg.start('.', withOf(cloud, { command: READY })));
    await Promise.all([ending?.until(/^ready$/m), living?.until(/^ready$/m)]);
    expect((await ending?.cancel())?.outputs['cleanup']).toBe('confirmed');
    await legs[0]?.finish();
    expect(cloud.books()).toMatchObject({ jobsAlive: 1, podsAlive: 1 });
    expect((await living?.cancel())?.outputs['cleanup']).toBe('confirmed');
    expect(cloud.books()).toMatchObject(NOTHING);
  });
});

test('a step that goes on in the background of the same job is neither waited for nor ended by us', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const beside = job.startScript('echo up; exec sleep 300');
  await beside.until(/^up$/m);
  const alive = () => trackedProcesses(job.trackingId).some(({ pid }) => pid === beside.pid);
  const done = await job.uses('.', withOf(cloud, { command: 'true' }));
  expect(done.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
  expect(alive()).toBe(true);
  const step = job.start('.', withOf(cloud, { command: READY }));
  await step.until(/^ready$/m);
  await step.cancel();
  expect(alive()).toBe(true);
  beside.kill('SIGTERM');
  await beside.done;
});

test.each([
  ['waits for a session', 'true', /Waiting:/, 0],
  ['follows its run', READY, /^ready$/m, 1],
] as const)(
  'in a container no signal arrives, and what %s lives on beside post, which ends it first',
  async (_, command, there, runs) => {
    const cloud = await cloudFor();
    const root = scratch();
    const workspace = join(root, 'project');
    mkdirSync(workspace);
    writeFileSync(join(workspace, 'gpu.jsonc'), '{ "project_id": "in-a-container" }\n');
    const path = await installCli(cloud, join(root, 'cli'));
    const world = { root, workspace, path, token: cloud.token, runId: '1', inputs: { command, 'max-wait': '5m' } };
    if (runs === 0) cloud.order({ kind: 'refuse-saturated', times: Infinity });
    const main = startPhase(world, 'main');
    atEnd(() => main.child.kill('SIGKILL'));
    while (!there.test(main.log())) await once(main.child.stdout as Readable, 'data');
    const post = startPhase(world, 'post', stateOf(world, 'main'));
    expect(await post.ended).toBe(0);
    cloud.clearFaults();
    // Ended by a signal that it understood: it left nothing behind.
    expect(await main.ended).toBe(1);
    expect(starts(cloud)).toBe(runs);
    expect(cloud.books()).toMatchObject(NOTHING);
    expect(post.log()).toContain('Ended the step itself');
    expect(post.log()).not.toContain('::warning');
  },
);

test('in a container, what is cancelled while GPU CLI is installed starts nothing after post', async () => {
  const cloud = await cloudFor();
  let asked: () => void;
  const began = new Promise<void>((resolve) => (asked = resolve));
  const port = await listening(createServer(() => asked()));
  const root = scratch();
  const inputs = { command: 'true', 'install-url': `http://127.0.0.1:${port}/install.sh` };
  const world = { root, workspace: root, path: '/usr/bin:/bin', token: cloud.token, runId: '1', inputs };
  const main = startPhase(world, 'main');
  atEnd(() => main.child.kill('SIGKILL'));
  await began;
  const post = startPhase(world, 'post', stateOf(world, 'main'));
  expect(await post.ended).toBe(0);
  expect(await main.ended).toBe(1);
  expect(post.log()).toContain('Ended the step itself');
  expect(starts(cloud)).toBe(0);
});

test('on a disk that is full from the start nothing is started, nor by a post for which nothing was saved', async () => {
  const cloud = await cloudFor();
  const root = scratch();
  const path = await installCli(cloud, join(root, 'cli'));
  const world = { root, workspace: root, path, token: cloud.token, runId: '1', inputs: { command: 'true' } };
  mkdirSync(join(root, '1', 'main'), { recursive: true });
  symlinkSync('/dev/full', join(root, '1', 'main', 'state'));
  const main = startPhase(world, 'main');
  expect(await main.ended).toBe(1);
  expect(main.log()).toMatch(/^::error .*could not be saved \(.*ENOSPC.*so nothing was started/m);
  expect(main.log()).not.toContain('    at ');
  const post = startPhase(world, 'post', new Map());
  expect(await post.ended).toBe(0);
  expect(post.log()).not.toMatch(/^::(error|warning)/m);
  expect(cloud.books().jobs).toEqual([]);
});

test('a job whose container is killed: post, alone, ends the run', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const step = job.start('.', withOf(cloud, { command: READY }));
  await step.until(/^ready$/m);
  for (const { pid } of trackedProcesses(job.trackingId).filter(({ pid }) => pid !== process.pid)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It went with another.
    }
  }
  expect((await step.done).signal).toBe('SIGKILL');
  const [post] = await job.finish();
  expect(post?.conclusion).toBe('success');
  expect(cloud.books()).toMatchObject(NOTHING);
});

test('behind a proxy: install script and GitHub Enterprise Server are reached through it, what no_proxy names is not', async () => {
  const cloud = await cloudFor();
  const api = await startGitHubApi({ basePath: '/api/v3' });
  atEnd(() => void api.close());
  api.store.tokens.set('ghs_test', ACTIONS_BOT);
  const certs = scratch();
  const [key, cert] = [join(certs, 'key.pem'), join(certs, 'cert.pem')];
  const names = 'subjectAltName=DNS:get.example.test,DNS:ghes.example.test';
  const make = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert];
  execFileSync('openssl', [...make, '-subj', '/CN=example.test', '-addext', names], { stdio: 'ignore' });
  const pems = { key: readFileSync(key), cert: readFileSync(cert) };
  const onTo =
    (target: string): RequestListener =>
    (request, response) => {
      const { method = 'GET', headers, url = '/' } = request;
      const onward = ask(
        new URL(url, target),
        { method, headers: { ...headers, host: new URL(target).host } },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      request.pipe(onward);
    };
  const ports: Record<string, number> = {
    'get.example.test:443': await listening(createTlsServer(pems, onTo(cloud.url))),
    'ghes.example.test:443': await listening(createTlsServer(pems, onTo(new URL(api.url).origin))),
  };
  const seen: string[] = [];
  const proxy = createServer((_, response) => response.writeHead(403).end());
  proxy.on('connect', (request: IncomingMessage, socket: Socket) => {
    seen.push(request.url ?? '');
    const to = connect(ports[request.url ?? ''] ?? 9, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    to.on('error', () => socket.destroy()).pipe(socket);
    socket.on('error', () => to.destroy()).pipe(to);
  });
  const address = `http://127.0.0.1:${await listening(proxy)}`;
  const options = {
    event: 'pull_request',
    payload: {
      pull_request: { number: 7, head: { sha: 'a'.repeat(40), repo: { full_name: 'acme/models' } } },
      repository: { full_name: 'acme/models' },
    },
    githubToken: 'ghs_test',
    serverUrl: 'https://ghes.example.test',
    apiUrl: 'https://ghes.example.test/api/v3',
    hostEnv: { HTTPS_PROXY: address, NODE_EXTRA_CA_CERTS: cert, no_proxy: '127.0.0.1' },
  };
  const inputs = { command: 'true', 'install-url': 'https://get.example.test/install.sh', comment: 'always' };
  const { step } = await scenario(cloud, inputs, options);
  expect(step.outputs['status']).toBe('succeeded');
  expect(seen).toEqual(expect.arrayContaining(['get.example.test:443', 'ghes.example.test:443']));
  expect(api.store.comments).toHaveLength(1);
  expect(api.calls().some((call) => call.includes('/repos/acme/models/issues/7/comments'))).toBe(true);
  expect(step.annotations.filter(({ level }) => level === 'warning')).toEqual([]);

  seen.length = 0;
  const past = await scenario(
    cloud,
    { ...inputs, comment: 'never', 'max-attempts': '1' },
    { ...options, hostEnv: { ...options.hostEnv, no_proxy: 'example.test' } },
  );
  expect(past.step.outputs).toMatchObject({ status: 'failed', class: 'infra' });
  expect(seen).toEqual([]);
});

describe('a disk on which nothing more can be written', () => {
  /** From now on each write to a file fails in this process and in those that it starts. */
  const fill = (pid: number, bytes = 0) => execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:${bytes}`]);

  test('half a line of state hides nothing that was saved before: post ends the run', async () => {
    const cloud = await cloudFor();
    cloud.order({ kind: 'slow-submit', ms: 1_000, match: { command: 'half-a-line' } });
    const job = await jobFor(cloud);
    const step = job.start('.', withOf(cloud, { command: `: half-a-line; ${READY}` }));
    await cloud.until(({ kind }) => kind === 'slow-submit');
    fill(step.pid, statSync(step.files.state).size + 100);
    await step.until(/^ready$/m);
    step.kill('SIGKILL');
    await step.done;
    const [post] = await job.finish();
    expect(post?.log).toContain('Clean-up after the step: confirmed');
    expect(cloud.books()).toMatchObject(NOTHING);
  });

  test('no further attempt is begun that post would not know of', async () => {
    const cloud = await cloudFor();
    const job = await jobFor(cloud);
    const inputs = { command: 'echo re""ady; sleep 1; exit 3', 'retry-on': 'workload', 'max-attempts': '2' };
    const step = job.start('.', withOf(cloud, inputs));
    await step.until(/^ready$/m);
    fill(step.pid);
    const result = await step.done;
    expect(result.annotations.at(-1)?.message).toContain('so nothing more was started');
    expect(starts(cloud)).toBe(1);
    expect(cloud.books()).toMatchObject(NOTHING);
  });

  test('a workload’s exit code is still the step’s, and its pod is released', async () => {
    const cloud = await cloudFor();
    const job = await jobFor(cloud);
    const step = job.start('.', withOf(cloud, { command: 'echo re""ady; sleep 1; exit 3' }));
    await step.until(/^ready$/m);
    fill(step.pid);
    const result = await step.done;
    expect(result).toMatchObject({ conclusion: 'failure', exitCode: 3 });
    expect(cloud.books()).toMatchObject(NOTHING);
    expect(result.annotations.some(({ level }) => level === 'warning')).toBe(true);
  });

  test('a cancel still ends job and pod in time', async () => {
    const cloud = await cloudFor();
    const job = await jobFor(cloud);
    const step = job.start('.', withOf(cloud, { command: READY }));
    await step.until(/^ready$/m);
    fill(step.pid);
    const result = await step.cancel();
    expect(result.signal).toBeNull();
    expect(cloud.books()).toMatchObject(NOTHING);
    const [post] = await job.finish();
    expect(post?.conclusion).toBe('success');
  });
});

/** Root writes wherever modes say that nobody may, but not where a mount says so. */
function readOnly(path: string): () => void {
  if (process.getuid?.() !== 0) {
    chmodSync(path, 0o555);
    return () => chmodSync(path, 0o755);
  }
  execFileSync('mount', ['--bind', path, path]);
  execFileSync('mount', ['-o', 'remount,ro,bind', path]);
  return () => void execFileSync('umount', ['-l', path]);
}

test('a workspace that is read-only is left alone', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const writable = readOnly(job.workspace);
  try {
    expect(() => writeFileSync(join(job.workspace, 'file'), '')).toThrow(/EROFS|EACCES/);
    const step = await job.uses('.', withOf(cloud, { command: 'echo fine' }));
    expect(step.outputs).toMatchObject({ status: 'succeeded', cleanup: 'confirmed' });
  } finally {
    writable();
  }
});

test.each([
  ['back', '- 3_600_000'],
  ['on', '+ 3_600_000'],
])(
  'a wall clock that is set %s by an hour at each look makes no time negative and ends nothing early',
  async (_, hour) => {
    const cloud = await cloudFor();
    const jump = `const now = Date.now; let n = 0; Date.now = () => now() ${hour} * n++;`;
    const hostEnv = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(jump)}` };
    const inputs = { command: 'sleep 1', timeout: '1m', 'idle-timeout': '1m' };
    const { step } = await scenario(cloud, inputs, { hostEnv });
    expect(step.outputs['status']).toBe('succeeded');
    const report = JSON.parse(readFileSync(step.outputs['report-file'] ?? '', 'utf8')) as RunReport;
    for (const seconds of Object.values(report.times)) expect(seconds).toBeGreaterThanOrEqual(0);
    expect(report.times.totalSeconds).toBeLessThan(120);
    expect(Date.parse(report.endedAt)).toBeGreaterThanOrEqual(Date.parse(report.startedAt));
  },
);

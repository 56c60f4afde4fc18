import { expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync, utimesSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { arch } from 'node:os';
import { join } from 'node:path';
import type { Cloud } from '../../emulator/cloud.ts';
import { toolName } from '../../src/gpu/install.ts';
import { scanForSecret } from '../support/runner/index.ts';
import { cloudFor, jobFor, said, scenario, starts, test, withOf } from '../support/scenario.ts';

// How tokens leak and how programs are installed elsewhere: unverified, anew each time, or verified by a key fetched at run time.
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const scriptOf = async (cloud: Cloud): Promise<string> => (await fetch(cloud.installUrl)).text();

test('the first thing that is said at all is the mask of the token', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: 'true' }, { debug: true });
  expect(step.rawStdout.toString().split('\n')[0]).toBe(`::add-mask::${cloud.token}`);
});

test('a fault of ours shows one sentence and no stack, and leaks nothing', async () => {
  const cloud = await cloudFor();
  // What nobody foresees, with words of the worst kind: it meets the search for a program in the tool cache.
  const broken = `process.getBuiltinModule('node:crypto').createHash = () => {
    throw new TypeError('broken by ' + process.env.INPUT_TOKEN + '\\n    at a second line');
  };`;
  const hostEnv = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(broken)}` };
  const { step, post } = await scenario(cloud, { command: 'true' }, { hostEnv });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1 });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'internal', reason: 'broken by ***' });
  expect(step.annotations).toMatchObject([{ level: 'error' }]);
  expect(said(step)).toContain('broken by ***');
  expect(said(step)).not.toMatch(/^ +at |TypeError|second line/m);
  expect(post?.conclusion).toBe('success');
  expect(starts(cloud)).toBe(0);
});

test('a pinned digest fails closed: the script that does not match is not run, and says both digests', async () => {
  const cloud = await cloudFor();
  const wrong = sha256('another script');
  const { job, step } = await scenario(cloud, { command: 'true', 'install-sha256': wrong });
  expect(step).toMatchObject({ conclusion: 'failure', exitCode: 1 });
  expect(step.outputs['reason']).toContain(wrong);
  expect(step.outputs['reason']).toContain(sha256(await scriptOf(cloud)));
  expect(step.outputs['reason']).toContain('it was not run');
  expect(cloud.events.filter(({ kind }) => kind === 'call')).toEqual([]);
  expect(readdirSync(job.toolCache)).toEqual([]);
});

test('the digest that fits lets the script run', async () => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: 'true', 'install-sha256': sha256(await scriptOf(cloud)) });
  expect(step.outputs['status']).toBe('succeeded');
});

test('a program whose digest is another gets neither the token nor a workload, installed or found', async () => {
  const cloud = await cloudFor();
  const wrong = sha256('another program');
  const { job, step } = await scenario(cloud, { command: 'true', 'cli-sha256': wrong });
  expect(step.outputs['reason']).toContain('`cli-sha256`');
  expect(cloud.events.filter(({ kind }) => kind === 'call')).toEqual([]);
  expect(readdirSync(job.toolCache)).toEqual([]);

  const cached = await jobFor(cloud);
  expect((await cached.uses('.', withOf(cloud, { command: 'true' }))).outputs['status']).toBe('succeeded');
  const before = cloud.events.length;
  const found = await cached.uses('.', withOf(cloud, { command: 'true', 'cli-sha256': wrong }));
  expect(found.outputs['reason']).toContain('`cli-sha256`');
  expect(cloud.events.slice(before).filter(({ kind }) => kind === 'call')).toEqual([]);
});

test('a program that another leg put into the tool cache first is held against the pinned digest too', async () => {
  const cloud = await cloudFor();
  const bytes = Buffer.from(await (await fetch(`${cloud.url}/download/gpu/0.31.2`)).arrayBuffer());
  const job = await jobFor(cloud);
  // Too old to count as `latest`, so the script runs; but a complete entry is not replaced.
  const wish = { cliVersion: 'latest', installUrl: cloud.installUrl, installSha256: '', cliSha256: '' };
  const dir = join(job.toolCache, toolName(wish), '0.31.2', arch());
  const mark = join(job.toolCache, 'was-run');
  mkdirSync(join(dir, 'bin'), { recursive: true });
  writeFileSync(`${dir}.complete`, '');
  utimesSync(`${dir}.complete`, 0, 0);
  writeFileSync(join(dir, 'bin', 'gpu'), `#!/bin/sh\nenv >> '${mark}'\necho 'gpu 0.31.2'\n`, { mode: 0o755 });
  const step = await job.uses('.', withOf(cloud, { command: 'true', 'cli-sha256': sha256(bytes) }));
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'usage' });
  expect(step.outputs['reason']).toContain('it was not run');
  expect(existsSync(mark)).toBe(false);
});

test.each([
  [
    'a redirect to another script',
    (_: string, evil: string) => ({ status: 302, headers: { location: evil }, body: '' }),
  ],
  ['an empty answer', () => ({ status: 200, headers: {}, body: '' })],
  ['a page of a proxy', () => ({ status: 200, headers: {}, body: '<!doctype html>\n<title>Sign in</title>\n' })],
  ['an error page', () => ({ status: 403, headers: {}, body: '#!/bin/sh\ntouch "$HOME/../was-run"\n' })],
])('%s in place of the install script: nothing is run, with a pinned digest and without', async (_what, answerOf) => {
  const cloud = await cloudFor();
  const script = await scriptOf(cloud);
  const ran = join((await jobFor(cloud)).home, 'was-run');
  let at = '';
  const server = createServer(({ url }, response) => {
    if (url === '/evil.sh') return void response.end(`#!/bin/sh\ntouch '${ran}'\n`);
    const { status, headers, body } = answerOf(at, `${at}/evil.sh`);
    response.writeHead(status, headers).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const inputs = { command: 'true', 'install-url': `${at}/install.sh` };
  const pinned = await scenario(cloud, { ...inputs, 'install-sha256': sha256(script) });
  expect(pinned.step.outputs['status']).toBe('failed');
  expect(existsSync(ran)).toBe(false);
  // Without a digest whoever answers is believed, but what is no script is still not run.
  if (!_what.startsWith('a redirect')) {
    const { step } = await scenario(cloud, inputs);
    expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra' });
    expect(step.outputs['reason']).toMatch(/could not be fetched from .*\((the answer is|HTTP 403)/);
  }
  server.close();
  expect(cloud.events.filter(({ kind }) => kind === 'call')).toEqual([]);
});

test('where the digest cannot be compared, because nothing can be fetched, nothing is run', async () => {
  const cloud = await cloudFor();
  const gone = { command: 'true', 'install-url': `${cloud.url}/no-such-script.sh`, 'install-sha256': sha256('x') };
  const { step } = await scenario(cloud, gone);
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'infra' });
  expect(step.outputs['reason']).toContain('HTTP 404');
  expect(starts(cloud)).toBe(0);
});

test('a program in the tool cache is used by the next job: nothing is fetched again', async () => {
  const cloud = await cloudFor();
  const first = await jobFor(cloud);
  await first.uses('.', withOf(cloud, { command: 'true' }));
  const second = await jobFor(cloud, { toolCache: first.toolCache });
  const step = await second.uses('.', withOf(cloud, { command: 'true' }));
  expect(step.outputs['status']).toBe('succeeded');
  expect(said(step)).toContain('GPU CLI comes from the tool cache');
  expect(said(step)).not.toContain('Installing');
});

test('no file holds the token once the job is over, but for the runner’s own', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  await job.uses('.', withOf(cloud, { command: 'true', 'export-token': 'false' }));
  await job.finish();
  expect(scanForSecret(job, cloud.token)).toEqual([]);
  const reports = job.results.flatMap(({ outputs }) => outputs['report-file'] ?? []);
  expect(readFileSync(reports[0] ?? '', 'utf8')).not.toContain(cloud.token);
});

import { expect } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaksOf } from '../support/leaks.ts';
import { cloudFor, jobFor, said, scenario, starts, test, withOf } from '../support/scenario.ts';

const PINNED = 'a'.repeat(64);

/** A folder for PATH with a `gpu` that writes down its environment when it is run, and rejects everything. */
function fakeGpu(): { readonly path: string; readonly mark: string; [Symbol.dispose](): void } {
  const path = mkdtempSync(join(tmpdir(), 'fake-gpu-'));
  const mark = join(path, 'was-run');
  writeFileSync(
    join(path, 'gpu'),
    `#!/bin/sh\nenv >> '${mark}'\necho 'gpu 0.31.2'\n[ "$1" = --version ] || { echo '✗ invalid gpu.jsonc' >&2; exit 2; }\n`,
  );
  chmodSync(join(path, 'gpu'), 0o755);
  return { path, mark, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

test('a program that does not have the pinned digest is not run, not even to ask its version', async () => {
  using fake = fakeGpu();
  const cloud = await cloudFor();
  const hostEnv = { PATH: `${fake.path}:${process.env['PATH'] ?? ''}` };
  const refused = await scenario(cloud, { command: 'true', 'cli-sha256': PINNED }, { hostEnv });
  expect(refused.step.outputs).toMatchObject({ status: 'failed', class: 'usage' });
  expect(refused.step.outputs['reason']).toContain('was not run');
  const bytes = Buffer.from(await (await fetch(`${cloud.url}/download/gpu/0.31.2`)).arrayBuffer());
  const digest = createHash('sha256').update(bytes).digest('hex');
  const inputs = { command: 'echo ran', 'cli-version': '0.31.2', 'cli-sha256': digest };
  const passedOver = await scenario(cloud, inputs, { hostEnv });
  expect(passedOver.step.outputs['status']).toBe('succeeded');
  expect(said(passedOver.step)).toContain('passed over and not run');
  expect(existsSync(fake.mark)).toBe(false);
});

test('the post step does not run a program that a later step put in the place of the pinned one', async () => {
  using fake = fakeGpu();
  const cloud = await cloudFor();
  const bytes = Buffer.from(await (await fetch(`${cloud.url}/download/gpu/0.31.2`)).arrayBuffer());
  const digest = createHash('sha256').update(bytes).digest('hex');
  const job = await jobFor(cloud);
  const inputs = { command: 'true', 'cli-version': '0.31.2', 'cli-sha256': digest, 'keep-pod': 'true' };
  const { outputs } = await job.uses('.', withOf(cloud, inputs));
  expect(outputs).toMatchObject({ status: 'succeeded', cleanup: 'kept' });
  await job.run(`cp '${fake.path}/gpu' "$RUNNER_TEMP"/gpu-ci-pinned-*/bin/gpu`);
  const [post] = await job.finish();
  expect(existsSync(fake.mark)).toBe(false);
  expect(post?.log).toContain('is not the program that `cli-sha256` pins any more');
  expect(post?.log).toContain(`gpu stop ${outputs['pod-id']} -y`);
});

test('gpu gets neither the runner’s credentials nor our inputs nor the files that steer the job', async () => {
  using fake = fakeGpu();
  const cloud = await cloudFor();
  const job = await jobFor(cloud, { hostEnv: { PATH: `${fake.path}:${process.env['PATH'] ?? ''}` } });
  const env = { GITHUB_TOKEN: 'ghs_secretsecret', GH_TOKEN: 'ghs_secretsecret', KEPT: 'kept' };
  await job.uses('.', { ...withOf(cloud, { command: 'true' }), env });
  const seen = readFileSync(fake.mark, 'utf8');
  expect(seen).toMatch(/^KEPT=kept$/m);
  expect(seen).not.toMatch(
    /^(INPUT_|STATE_|ACTIONS_(RUNTIME|ID_TOKEN|RESULTS|CACHE_URL)|GITHUB_(TOKEN|ENV|OUTPUT|STATE|PATH|STEP_SUMMARY)=|GH_TOKEN|RUNNER_TRACKING_ID=)/m,
  );
});

test.each([
  ['org', '${{ secrets.GPU_SERVICE_TOKEN }}'],
  ['command', 'gpu login ${{ secrets.GPU_SERVICE_TOKEN }}'],
  ['env', 'KEY=${{ secrets.GPU_SERVICE_TOKEN }}'],
  ['args', '--label=${{ secrets.GPU_SERVICE_TOKEN }}'],
  ['install-url', 'https://x:${{ secrets.GPU_SERVICE_TOKEN }}@127.0.0.1:9/install.sh'],
  ['label', `${'x'.repeat(60)}\${{ secrets.GPU_SERVICE_TOKEN }}`],
  ['github-token', '${{ secrets.GPU_SERVICE_TOKEN }}'],
])('the token put into `%s` is refused and not told: nothing is started', async (name, value) => {
  const cloud = await cloudFor();
  const { step } = await scenario(cloud, { command: 'true', [name]: value });
  expect(step.outputs).toMatchObject({ status: 'failed', class: 'usage' });
  expect(step.outputs['reason']).toBe(
    `The token stands in \`${name}\`, from where it would reach command lines or the workload.`,
  );
  expect(cloud.events).toEqual([]);
});

test.each([
  ['as it is', (token: string) => token],
  ['in Base64', (token: string) => Buffer.from(`user:${token}`).toString('base64')],
])('the token passed on by a bare name in `env`, %s, is refused', async (_how, valueOf) => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const env = { AUTH: valueOf(cloud.token) };
  const step = await job.uses('.', { ...withOf(cloud, { command: 'true', env: 'AUTH' }), env });
  expect(step.outputs['reason']).toContain('The token stands in `env`');
  expect(starts(cloud)).toBe(0);
});

test.each([
  ['a line break', (token: string) => `${token}\n`],
  ['a line break of Windows', (token: string) => `\t ${token}\r\n\r\n`],
])('a token that was stored with %s works, and is masked as it is used', async (_what, stored) => {
  const cloud = await cloudFor();
  const secrets = { GPU_SERVICE_TOKEN: stored(cloud.token) };
  const { step } = await scenario(cloud, { command: 'true' }, { secrets });
  expect(step.rawStdout.toString().split('\n')[0]).toBe(`::add-mask::${cloud.token}`);
  expect(step.outputs['status']).toBe('succeeded');
  expect(step.env['GPU_SERVICE_TOKEN']).toBe(cloud.token);
});

test('an install script gets the token under no name, and what it says is told without passwords', async () => {
  const cloud = await cloudFor();
  const script = 'env > "$GITHUB_WORKSPACE/seen"; echo "no space for $https_proxy, $MIRROR" >&2; exit 1';
  const server = createServer((_, response) => response.end(`#!/bin/sh\n${script}\n`)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const job = await jobFor(cloud);
  const proxy = 'http://me:hunter2%21hunter2@127.0.0.1:9';
  const step = await job.uses('.', {
    with: {
      ...withOf(cloud, { command: 'true' }).with,
      'install-url': `http://me:correct-horse@127.0.0.1:${port}/install.sh?sig=0123456789`,
    },
    env: { https_proxy: proxy, MY_TOKEN: cloud.token, MIRROR: 'correct-horse hunter2!hunter2' },
  });
  server.close();
  const report = readFileSync(step.outputs['report-file'] ?? '', 'utf8');
  expect(step.outputs['reason']).toContain('no space for http://me:***@127.0.0.1:9, *** ***.');
  for (const text of [report, said(step), step.summary ?? '', JSON.stringify(step.outputs)])
    expect(text).not.toMatch(/hunter2|correct-horse|0123456789/);
});

test('a wrong install address is told without what is secret in it', async () => {
  const cloud = await cloudFor();
  const address = 'ftp://me:correct-horse@127.0.0.1/install.sh?sig=0123456789';
  const { step } = await scenario(cloud, { command: 'true', 'install-url': address });
  expect(step.outputs['reason']).toContain('`install-url` is "ftp://127.0.0.1/install.sh?…"');
});

test('values of env: what is or looks secret is in no report, and GPU CLI’s complaint quotes no value', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'refuse', text: "unexpected argument '-e EPOCHS=twenty'", exitCode: 2 });
  const env = 'EPOCHS=twenty\nWANDB_API_KEY=local-0123456789';
  const refused = await scenario(cloud, { command: 'true', env });
  const report = readFileSync(refused.step.outputs['report-file'] ?? '', 'utf8');
  for (const text of [report, refused.step.outputs['reason'] ?? '', refused.step.summary ?? '']) {
    expect(text).not.toContain('twenty');
  }
  const printed = await scenario(cloud, { command: 'echo "$EPOCHS $WANDB_API_KEY"; exit 3', env });
  expect(JSON.parse(readFileSync(printed.step.outputs['report-file'] ?? '', 'utf8'))).toMatchObject({
    logTail: expect.stringContaining('twenty ***'),
  });
  expect(said(printed.step)).toContain('twenty ***');
});

test('a bare value is hidden in Base64 within a longer text, base64url and hex, in log and report', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const value = 'hunter2~hunter?~hunter!';
  const command = [
    `printf 'u:%s;rest' "$PLAIN_VALUE" | base64 -w0; echo`,
    `printf 'us:%s;rest' "$PLAIN_VALUE" | base64 -w0 | tr '+/' '-_'; echo`,
    `printf '%s' "$PLAIN_VALUE" | od -An -tx1 | tr -d ' \\n'; echo; exit 3`,
  ].join('; ');
  const step = await job.uses('.', {
    ...withOf(cloud, { command, env: 'PLAIN_VALUE' }),
    env: { PLAIN_VALUE: value },
  });
  const report = readFileSync(step.outputs['report-file'] ?? '', 'utf8');
  const core = Buffer.from(`u:${value}`).toString('base64').slice(4, -4);
  for (const text of [said(step), report]) {
    expect(text).not.toContain(core);
    expect(text).not.toContain(Buffer.from(value).toString('hex'));
  }
});

test('a report behind a linked folder is not shown', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  mkdirSync(join(job.home, 'private'));
  writeFileSync(join(job.home, 'private', 'report.md'), 'not yours');
  await job.run(`ln -s '${join(job.home, 'private')}' results`);
  const step = await job.uses('.', withOf(cloud, { command: 'true', report: 'results/report.md' }));
  expect(step.summary).not.toContain('not yours');
  expect(step.annotations.map(({ message }) => message).join()).toContain('results/report.md');
});

test('the workload’s commands do not act after main was killed while its bytes flowed', async () => {
  const cloud = await cloudFor();
  const job = await jobFor(cloud);
  const flood = `while :; do echo '::error::no'; echo '##[error]no' >&2; echo '::set-output name=status::x'; done`;
  const step = job.start('.', withOf(cloud, { command: `echo re""ady; ${flood}` }));
  await step.until(/^ready$/m);
  step.kill('SIGKILL');
  const result = await step.done;
  await job.finish();
  expect(result.annotations).toEqual([]);
  expect(result.outputs['status']).toBeUndefined();
  expect(starts(cloud)).toBe(1);
  expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
});

test('workflow_run for a fork’s code warns', async () => {
  const cloud = await cloudFor();
  const payload = {
    workflow_run: { head_sha: 'abc', head_repository: { full_name: 'someone/models' } },
    repository: { full_name: 'acme/models' },
  };
  const warnings = async (event: string, given: object): Promise<string> => {
    const { step } = await scenario(cloud, { command: 'true' }, { event, payload: given as typeof payload });
    const told = step.annotations.filter(({ level }) => level === 'warning');
    return told.map(({ message }) => message).join();
  };
  expect(await warnings('workflow_run', payload)).toContain('code of a fork');
  const own = { ...payload, workflow_run: { head_sha: 'abc', head_repository: payload.repository } };
  expect(await warnings('workflow_run', own)).toBe('');
});

test('debug logging of a run, a refusal and a failure holds no token', async () => {
  const cloud = await cloudFor();
  cloud.order({ kind: 'refuse-saturated' });
  const ran = await scenario(cloud, { command: 'exit 3' }, { debug: true });
  expect(ran.step.log).toContain('##[debug]');
  cloud.orgs.revoke(cloud.token);
  const refused = await scenario(cloud, { command: 'true' }, { debug: true });
  expect(refused.step.outputs['class']).toBe('auth');
});

const token = 'gpt_sat_0123-4567_89ab?c';
const shifted = (before: string): string => Buffer.from(`${before}${token}~~~~`).toString('base64');
test.each([
  ['plain', token],
  ['Base64, alignment 0', shifted('')],
  ['Base64, alignment 1', shifted('x')],
  ['Base64, alignment 2', shifted('xy')],
  ['base64url', Buffer.from(`é?${token}`).toString('base64url')],
  ['hex', Buffer.from(token).toString('hex')],
  ['HEX', Buffer.from(token).toString('hex').toUpperCase()],
  ['URL', encodeURIComponent(token)],
  ['form', new URLSearchParams({ token }).toString()],
  ['JSON', JSON.stringify({ token })],
])('the scanner is not blind: %s', async (_form, planted) => {
  const cloud = { token, events: [], books: () => ({}) } as unknown as Awaited<ReturnType<typeof cloudFor>>;
  const job = await jobFor(await cloudFor());
  const paths = [join(job.temp, 'deep', 'file'), join(job.home, '.config'), join(job.workspace, 'out')];
  for (const path of paths) {
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, `before ${planted} after`);
  }
  const found = new Set(leaksOf(cloud, job.everyByte()).map(({ where }) => where));
  expect(found.size).toBe(paths.length);
  const record = { ...cloud, events: [{ argv: [planted] }] } as unknown as typeof cloud;
  expect(leaksOf(record, []).map(({ where }) => where)).toContain('cloud: events');
});

import { afterAll, expect, test } from '@jest/globals';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILES, readProfile, type ProfileName } from '../../emulator/profiles.ts';
import type { Cloud } from '../../emulator/cloud.ts';
import type { Capture } from '../../src/kit/capture.ts';
import { cloudFor, jobFor, scenario, starts, test as onCloud, withOf } from '../support/scenario.ts';
import { shim, takeSeat, type Seat } from './support/seat.ts';

const root = mkdtempSync(join(tmpdir(), 'captures-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const schema: unknown = JSON.parse(readFileSync('schema/capture.schema.json', 'utf8'));
const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema as AnySchema);
const faultsOf = (value: unknown): readonly string[] =>
  validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);

let files = 0;
async function captured(seat: Seat, flags: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
  const file = join(root, `capture-${(files += 1)}.json`);
  const given = { env: { GPU_SERVICE_TOKEN: seat.lab.cloud.token, ...env } };
  const ended = await seat
    .project({ 'gpu.jsonc': '{"project_id": "vision"}' })
    .ci(['doctor', '--capture', file, ...flags], given);
  const read = (): string => readFileSync(file, 'utf8');
  return { ...ended, file, read, capture: () => JSON.parse(read()) as Capture };
}

test.each(PROFILES)('the built-in profile %s has the form of a capture', (name) => {
  expect(faultsOf(readProfile(name))).toEqual([]);
});

/** What the promises look like on one program: a run, a full pool, a pod that does not come up, a cancel. */
async function promises(cloud: Cloud) {
  const shown = (outputs: Readonly<Record<string, string>>) =>
    ['status', 'class', 'exit-code', 'attempts', 'cleanup'].map((name) => outputs[name]);
  const ran = await scenario(cloud, { command: 'echo "Session limit reached" >&2; exit 11' });
  cloud.order({ kind: 'refuse-saturated', times: 2 });
  const waited = await scenario(cloud, { command: 'true' });
  cloud.order({ kind: 'bootstrap-fails' });
  const broken = await scenario(cloud, { command: 'true' });
  const job = await jobFor(cloud);
  const step = job.start('.', withOf(cloud, { command: 'echo re""ady; sleep 60' }));
  await step.until(/^ready$/m);
  const cancelled = await step.cancel();
  await job.finish();
  const { jobsAlive, podsAlive } = cloud.books();
  return {
    steps: [ran.step, waited.step, broken.step, cancelled].map(({ outputs }) => shown(outputs)),
    starts: starts(cloud),
    jobsAlive,
    podsAlive,
  };
}

onCloud.each(PROFILES)(
  'the emulator keeps the promises in the same way with a capture of %s',
  async (profile: ProfileName) => {
    await using seat = await takeSeat({ profile, provisionMs: 1_500 });
    const { code, out, file, read, capture } = await captured(seat, ['--spend', '--yes']);
    expect({ code, out }).toMatchObject({ code: 0 });
    expect(faultsOf(capture())).toEqual([]);
    for (const secret of [seat.lab.cloud.token, 'my-team', 'owner@example.com', seat.lab.home, hostname()]) {
      expect(read()).not.toContain(secret);
    }
    expect(seat.lab.cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
    const { help, version, podId, json } = readProfile(profile);
    // The verbs of `gpu org` have a help of their own.
    expect(capture()).toMatchObject({ help: { ...help, org: expect.anything() }, version });
    const fields = json.status as object | undefined;
    if (fields !== undefined) expect(Object.keys(capture().json['status'] ?? {})).toEqual(Object.keys(fields));
    if (fields === undefined || 'jobs' in fields) expect(capture().podId).toBe(podId);
    expect(await promises(await cloudFor({ profile: file }))).toEqual(await promises(await cloudFor({ profile })));
  },
  240_000,
);

test('--spend ends its job and its pod after a signal', async () => {
  await using seat = await takeSeat();
  const { cloud } = seat.lab;
  cloud.order({ kind: 'slow-bootstrap', ms: 3_600_000 });
  const project = seat.project();
  const argv = ['doctor', '--capture', join(root, 'interrupted.json'), '--spend', '--yes'];
  const program = spawn(process.execPath, [join(process.cwd(), 'bin/gpu-ci.js'), ...argv], {
    cwd: project.cwd,
    env: { ...seat.env, GPU_SERVICE_TOKEN: cloud.token },
    stdio: 'ignore',
  });
  await cloud.until(({ kind, argv: words }) => kind === 'call' && (words as readonly string[]).includes('--attach'));
  program.kill('SIGINT');
  await once(program, 'close');
  expect(cloud.books().jobs).toHaveLength(1);
  expect(cloud.books()).toMatchObject({ jobsAlive: 0, podsAlive: 0 });
});

test('--spend asks first, and runs nothing if the answer is no', async () => {
  await using seat = await takeSeat();
  const argv = ['doctor', '--capture', join(root, 'asked.json'), '--spend'];
  const { out } = await seat.project().ci(argv, { typed: 'n\n', env: { GPU_SERVICE_TOKEN: seat.lab.cloud.token } });
  expect(out).toMatch(/two short jobs on one pod.*listed at \$\d+\.\d\d per hour/);
  expect(seat.lab.cloud.books()).toMatchObject({ jobs: [], pods: [] });
});

test('costs nothing and starts nothing without --spend', async () => {
  await using seat = await takeSeat();
  const { code, capture } = await captured(seat);
  expect(code).toBe(0);
  expect(faultsOf(capture())).toEqual([]);
  expect(seat.lab.cloud.books()).toMatchObject({ jobs: [], pods: [] });
  expect(
    seat.lab.cloud.events.filter(({ kind, verb }) => kind === 'call' && verb === 'run').length,
  ).toBeLessThanOrEqual(2);
  expect(capture().calls['status --gpu-ci-no-such-flag']).toMatchObject({ code: 2 });
});

test('a program that prints secrets, hangs or floods is captured within bounds, without them', async () => {
  await using seat = await takeSeat();
  const { token } = seat.lab.cloud;
  const env = shim(
    seat,
    `case "$*" in
'status') echo "token $GPU_SERVICE_TOKEN of alice@example.com"; exit 0;;
'org list') yes 'x7f9q2 flood' | head -c 100000000; exit 0;;
esac`,
  );
  const { code, read, capture } = await captured(seat, [], env);
  expect(code).toBe(0);
  expect(capture().calls['org list']).toMatchObject({ cut: true });
  expect(read().length).toBeLessThan(1_000_000);
  for (const secret of [token, 'alice@example.com', 'x7f9q2']) expect(read()).not.toContain(secret);
});

test('does not capture another program, and does not give it the token', async () => {
  await using seat = await takeSeat();
  const seen = join(root, 'seen');
  const env = shim(seat, `env >> '${seen}'; echo 'gpu-router 1.4.0'; exit 0`);
  const { code, out } = await captured(seat, [], env);
  expect([code, out]).toEqual([1, expect.stringContaining('is not GPU CLI')]);
  expect(readFileSync(seen, 'utf8')).not.toContain(seat.lab.cloud.token);
});

test('--compare lists what holds, what is otherwise and what that means', async () => {
  await using seat = await takeSeat({ profile: 'minimum' });
  const { file } = await captured(seat);
  const compared = await seat.project().ci(['doctor', '--compare', file]);
  expect(compared.code).toBe(0);
  expect(compared.out).toMatch(/^✓ status-counts +observed +works /m);
  expect(compared.out).toMatch(/^✗ run-sync +documented +degrades +Outputs may arrive after the step\.$/m);
  expect(compared.out).toMatch(/^- cancel-exit-code +assumed +unknown /m);
  expect(compared.out).toContain('None breaks this action.');
  const other = join(root, 'other.json');
  writeFileSync(other, '{"version": 1}');
  expect(await seat.project().ci(['doctor', '--compare', other])).toMatchObject({
    code: 1,
    out: expect.stringContaining('is not a capture of GPU CLI'),
  });
});

import { expect } from '@jest/globals';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cloudFor, jobFor, scratch, test, withOf } from '../support/scenario.ts';

// A gpu that tells the token it was given, in all its forms, wherever we read. Each scenario's bytes are searched when it ends.
const HEAD = `#!${process.execPath}
const t = process.env.GPU_SERVICE_TOKEN ?? '';
const forms = [
  t, JSON.stringify({ t }), encodeURIComponent('u:' + t), Buffer.from(t).toString('hex'),
  ...['', 'u', 'us'].flatMap((user) => ['base64', 'base64url'].map((form) => Buffer.from(user + t).toString(form))),
].join(' ');
const argv = process.argv.slice(2);
const [verb] = argv;
const say = (value) => console.log(JSON.stringify(value));
const STATUS = { running_pods: 0, pods: [], jobs: [], sessions: { used: 1, limit: 3 } };
const help = (text) => { console.log(text + forms); process.exit(0); };
if (argv.includes('--version')) help('gpu 0.31.2-' + t + ' ');
`;
const DETACHED = `if (argv.includes('--help')) help(' -d, --detach --json --timeout --output --sync ');\n`;
const ATTACHED = `if (argv.includes('--help')) verb === 'status' ? help(' --json ') : help(' --gpu-type --output ');\n`;

/** A folder for PATH with a `gpu` that is this program of Node. */
function gpuThat(program: string): string {
  const path = scratch();
  writeFileSync(join(path, 'gpu'), HEAD + program, { mode: 0o755 });
  chmodSync(join(path, 'gpu'), 0o755);
  return path;
}

test.each([
  [
    'as the ids of job, pod and GPU',
    `${DETACHED}
    if (verb === 'status') say({ running_pods: 1, pods: [{ pod_id: t, gpu_type: t, state: t }], jobs: [{ job_id: t, pod_id: t, state: 'running', command: t }] });
    else if (argv.includes('-d')) { console.error('[gpu]> Using pod ' + t); say({ job_id: t, pod_id: t, state: t }); }
    else if (verb === 'inventory') say([{ gpu_type: t, cost_per_hour: 1 }]);
    else { console.error('[gpu]> ' + forms); process.exitCode = 1; }`,
  ],
  [
    'in the reason why a job failed',
    `${DETACHED}
    if (verb === 'status') say(STATUS);
    else if (argv.includes('-d')) say({ job_id: 'job_0123456789abcdef', pod_id: null, state: 'pending' });
    else if (verb === 'wait') say({ job_id: 'job_0123456789abcdef', state: 'failed', exit_code: null, failure_reason: 'bootstrap failed ' + forms });
    else { console.error('[gpu]> ' + forms + '\\n[gpu]> Using pod ' + t); process.exitCode = 1; }`,
  ],
  [
    'in a refusal, where the reason is cut',
    `${DETACHED}
    if (verb === 'status') say(STATUS);
    else { console.error('✗ unknown flag ' + 'x'.repeat(455) + t + forms); process.exitCode = 2; }`,
  ],
  [
    'in a refusal of its JSON',
    `${DETACHED}
    if (verb === 'status') say(STATUS);
    else { say({ error: { code: t, message: 'not signed in: ' + forms } }); process.exitCode = 10; }`,
  ],
  ['in its first status', `${DETACHED} console.error('✗ Token rejected: ' + forms); process.exitCode = 10;`],
  [
    'in the progress of an attached run',
    `${ATTACHED}
    if (verb === 'status') say(STATUS);
    else { console.error('[gpu]> Using pod ' + t + '\\n[gpu]> ' + forms + '\\n✗ connection refused: ' + forms); process.exitCode = 1; }`,
  ],
])('a gpu that tells its token %s: nothing that is left has it', async (_where, program) => {
  const cloud = await cloudFor();
  const hostEnv = { PATH: `${gpuThat(program)}:${process.env['PATH'] ?? ''}` };
  const job = await jobFor(cloud, { hostEnv, debug: true });
  const step = await job.uses('.', withOf(cloud, { command: 'true', 'max-attempts': '1' }));
  await job.finish();
  expect(step.conclusion).toBe('failure');
  expect(step.outputs['status']).toBe('failed');
  expect(step.outputs['reason']).not.toBe('');
  // Nor a part of it, where a text was cut within.
  const written = JSON.stringify([step.outputs, step.state, step.summary]);
  expect(written).not.toContain(cloud.token.slice(0, 20));
});

test('a line of GPU CLI among the workload’s, on either stream, does not tell it', async () => {
  const cloud = await cloudFor();
  const program = `${ATTACHED} if (verb === 'status') say(STATUS); else {
    const nonce = / k[0-9a-f]{16}-\\d+ ([0-9a-f]{16}) /.exec(argv.join(' '))[1];
    process.stdout.write('[gpu]> as ' + t + '\\n');
    process.stderr.write('\\x1egpu-ci:' + nonce + ':start\\x1e');
    setTimeout(() => process.stderr.write('[gpu]> as ' + t + '\\n\\x1egpu-ci:' + nonce + ':exit:0\\x1e'), 300);
  }`;
  const job = await jobFor(cloud, { hostEnv: { PATH: `${gpuThat(program)}:${process.env['PATH'] ?? ''}` } });
  const step = await job.uses('.', withOf(cloud, { command: 'true' }));
  expect(step.outputs['status']).toBe('succeeded');
  expect(step.unmasked.match(/^\[gpu\]> as \*\*\*$/gm)).toHaveLength(2);
});

test('a token across the end of what is kept of a long line is not told in part', async () => {
  const cloud = await cloudFor();
  const line = `'[gpu]> ' + 'x'.repeat(65_536 - 17) + t + ' end\\n'`;
  const pieces = `const line = ${line}; const err = process.stderr; process.exitCode = 1;
    err.write(line.slice(0, 65_536), () => setTimeout(() => err.write(line.slice(65_536)), 300));`;
  const program = `${ATTACHED} if (verb === 'status') say(STATUS); else { ${pieces} }`;
  const job = await jobFor(cloud, { hostEnv: { PATH: `${gpuThat(program)}:${process.env['PATH'] ?? ''}` } });
  const step = await job.uses('.', withOf(cloud, { command: 'true', 'max-attempts': '1' }));
  expect(step.log).toContain('xxx***');
  expect(step.log).not.toContain(cloud.token.slice(-20));
});

test.each([
  ['a refusal', `process.stderr.write('✗ unknown flag --x'); process.exitCode = 2;`, 'unknown flag --x'],
  [
    'what it says before the start of a workload that prints nothing',
    `process.stderr.write('[gpu]> Starting');
    const nonce = / k[0-9a-f]{16}-\\d+ ([0-9a-f]{16}) /.exec(argv.join(' '))[1];
    for (const what of ['start', 'exit:3']) process.stderr.write('\\x1egpu-ci:' + nonce + ':' + what + '\\x1e');
    process.exitCode = 3;`,
    'ended with exit code 3',
  ],
])('%s without a line end: our own words count all the same', async (_what, program, said) => {
  const cloud = await cloudFor();
  const status = `${ATTACHED} if (verb === 'status') say(STATUS); else { ${program} }`;
  const job = await jobFor(cloud, { hostEnv: { PATH: `${gpuThat(status)}:${process.env['PATH'] ?? ''}` } });
  const step = await job.uses('.', withOf(cloud, { command: 'true', 'max-attempts': '1' }));
  expect(step.annotations).toMatchObject([{ level: 'error', message: expect.stringContaining(said) }]);
});

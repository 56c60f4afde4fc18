import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOSTS } from '../../src/hosts/detect.ts';
import type { HostKind } from '../../src/model/host.ts';
import { outputVariable } from '../../src/hosts/plain.ts';
import { openIn, reportWith, scratch, stateOf } from './support/world.ts';

const PLAIN = HOSTS.filter(({ name }) => name !== 'github');
function pick(name: string): HostKind {
  const kind = HOSTS.find((one) => one.name === name);
  if (kind === undefined) throw new Error(`no host is called ${name}`);
  return kind;
}
const generic = pick('generic');
const SECRET = 'gpt_sat_0123456789abcdefSECRET';

describe('inputs', () => {
  test('a flag comes before the environment, and an absent input is empty', () => {
    using dir = scratch();
    const { host } = openIn(
      generic,
      { TMPDIR: dir.path, GPU_CI_GPU_TYPE: 'A100', GPU_CI_TIMEOUT: '5m' },
      { 'gpu-type': 'H100' },
    );
    expect(host.input('gpu-type')).toBe('H100');
    expect(host.input('timeout')).toBe('5m');
    expect(host.input('label')).toBe('');
  });
});

describe('state', () => {
  const shared = scratch();
  afterAll(() => shared[Symbol.dispose]());

  test('what one process writes another reads, whatever it holds', () => {
    let file = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))), (pairs) => {
        const state = join(shared.path, 'states', `${++file}.json`);
        const writer = openIn(generic, { TMPDIR: shared.path }, { state }).host;
        for (const [name, value] of pairs) writer.saveState(name, value);
        const reader = openIn(generic, { TMPDIR: shared.path, GPU_CI_STATE: state }).host;
        for (const [name, value] of new Map(pairs)) expect(stateOf(reader, name)).toBe(value);
        expect(stateOf(reader, 'never saved')).toBe('');
      }),
      { numRuns: 60 },
    );
  });

  test('it is found again by the same job and by no other', () => {
    using dir = scratch();
    const env = { TMPDIR: dir.path, CI_JOB_ID: '1' };
    openIn(pick('gitlab'), env).host.saveState('job', 'job_1');
    expect(stateOf(openIn(pick('gitlab'), env).host, 'job')).toBe('job_1');
    expect(stateOf(openIn(pick('gitlab'), { ...env, CI_JOB_ID: '2' }).host, 'job')).toBe('');
    expect(stateOf(openIn(pick('buildkite'), { ...env, BUILDKITE_JOB_ID: '1' }).host, 'job')).toBe('');
  });

  test('it is for its owner alone, and no draft is left behind', () => {
    using dir = scratch();
    const { host } = openIn(generic, { TMPDIR: dir.path });
    host.saveState('a', '1');
    host.saveState('b', '2');
    const files = readdirSync(host.context.tempDir);
    expect(files).toHaveLength(1);
    expect(statSync(join(host.context.tempDir, files[0] ?? '')).mode & 0o777).toBe(0o600);
    expect(statSync(host.context.tempDir).mode & 0o777).toBe(0o700);
  });

  test.each(['{', '[1]', 'null', '{"job":7}', 'notes\n'])(
    'a file that holds %j is refused and left as it is',
    (content) => {
      using dir = scratch();
      const state = join(dir.path, 'state.json');
      writeFileSync(state, content);
      const { host } = openIn(generic, { TMPDIR: dir.path, GPU_CI_STATE: state });
      expect(() => host.saved()).toThrow(/is not a state file of gpu-ci/);
      expect(() => host.saveState('job', 'job_1')).toThrow(/is not a state file of gpu-ci/);
      expect(readFileSync(state, 'utf8')).toBe(content);
    },
  );

  test('a folder of ours that others may read is closed to them', () => {
    using dir = scratch();
    const folder = join(dir.path, `gpu-ci-${process.getuid?.()}`);
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    openIn(generic, { TMPDIR: dir.path });
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('a link where our folder should be is refused', () => {
    using dir = scratch();
    mkdirSync(join(dir.path, 'theirs'));
    symlinkSync(join(dir.path, 'theirs'), join(dir.path, `gpu-ci-${process.getuid?.()}`));
    expect(() => openIn(generic, { TMPDIR: dir.path })).toThrow(/belongs to somebody else/);
  });
});

describe('outputs', () => {
  test('a shell that loads the file gets each value as it was, and runs nothing', () => {
    using dir = scratch();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (value) => {
        const dotenv = join(dir.path, 'out.env');
        openIn(generic, { TMPDIR: dir.path }, { dotenv }).host.setOutput('reason', value);
        const script = `. ${dotenv}; printf %s "$GPU_OUT_REASON"`;
        expect(execFileSync('sh', ['-c', script]).toString()).toBe(value.trim());
      }),
      { numRuns: 40 },
    );
  });

  test('the last value of a name counts', () => {
    using dir = scratch();
    const dotenv = join(dir.path, 'out.env');
    const { host } = openIn(generic, { TMPDIR: dir.path, GPU_CI_DOTENV: dotenv });
    host.setOutput('status', 'failed');
    host.setOutput('job-id', 'job_1');
    host.setOutput('status', 'succeeded');
    expect(readFileSync(dotenv, 'utf8')).toBe("GPU_OUT_STATUS='succeeded'\nGPU_OUT_JOB_ID='job_1'\n");
    expect(outputVariable('cost-usd')).toBe('GPU_OUT_COST_USD');
  });
});

describe.each(PLAIN)('$name', (kind) => {
  const env = (path: string): NodeJS.ProcessEnv => ({
    TMPDIR: path,
    PATH: '/nonexistent',
    CI_PROJECT_DIR: path,
    WORKSPACE: path,
    BITBUCKET_CLONE_DIR: path,
    BASH_ENV: join(path, 'bash.env'),
    BITBUCKET_PIPELINES_VARIABLES_PATH: join(path, 'bitbucket.env'),
  });

  test('a masked value stands in nothing that we print or write', async () => {
    using dir = scratch();
    const { host, stdout, stderr } = openIn(kind, env(dir.path));
    host.mask(SECRET);
    host.info(`info ${SECRET}`);
    host.group(`group ${SECRET}`);
    host.warning(`warning ${SECRET}`, { title: SECRET });
    host.error(SECRET);
    host.notice(SECRET);
    host.endGroup();
    host.setOutput('reason', `because ${SECRET}`);
    host.saveState('token', SECRET);
    host.exportVariable('GPU_SERVICE_TOKEN', SECRET);
    await host.summary(`# ${SECRET}`);
    const reportFile = join(dir.path, 'r.json');
    writeFileSync(reportFile, '{}');
    await host.publish(reportWith(), { comment: 'never', check: false, reportFile });
    // The one command whose whole purpose is to tell the host what to hide.
    const printed = (stdout() + stderr()).replace(`##vso[task.setsecret]${SECRET}\n`, '');
    expect(printed).toContain('info ***');
    expect(printed).not.toContain(SECRET);
    for (const file of readdirSync(dir.path, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())) {
      expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toContain(SECRET);
    }
  });

  test('no line of ours is a command of GitHub, and a quarantine may end twice', () => {
    using dir = scratch();
    const { host, stdout, stderr } = openIn(kind, env(dir.path));
    host.group('one');
    host.warning('two');
    const end = host.quarantine();
    end();
    end();
    host.endGroup();
    expect(stdout() + stderr()).not.toMatch(/^::/m);
  });

  test('foreign words in a line of ours neither redraw the log nor command the host', () => {
    using dir = scratch();
    const { host, stdout, stderr } = openIn(kind, env(dir.path));
    host.info('\u001b[0Ksection_end:1:x\r\u001b[0K ##vso[task.complete result=Succeeded;]\n--- fold');
    host.warning('\u001b[2J##vso[task.complete result=Succeeded;]');
    const printed = stdout() + stderr();
    expect(printed).not.toContain('\u001b');
    expect(printed).not.toContain('\r');
    if (kind.name === 'azure') expect(printed).not.toContain('##vso[task.complete');
    if (kind.name === 'buildkite') expect(printed).not.toMatch(/^---/m);
  });

  test('comment and check are told to be of GitHub', async () => {
    using dir = scratch();
    const { host } = openIn(kind, env(dir.path));
    const notices = await host.publish(reportWith(), { comment: 'always', check: true, reportFile: '/nonexistent' });
    expect(notices).toContainEqual(expect.stringContaining('`comment` and `check` work on GitHub only'));
  });
});

test('on a laptop stdout is left to the workload', async () => {
  using dir = scratch();
  const { host, stdout, stderr } = openIn(generic, { TMPDIR: dir.path });
  host.info('hello');
  await host.summary('# one');
  await host.summary('# two');
  await host.publish(reportWith(), { comment: 'never', check: false, reportFile: '/nonexistent' });
  expect(stdout()).toBe('');
  const path = /Written: (\S+)/.exec(stderr())?.[1] ?? '';
  expect(readFileSync(path, 'utf8')).toBe('# one\n\n# two\n\n');
});

import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PLAIN_HOSTS } from '../../src/hosts/plain-hosts.ts';
import type { PublishWish } from '../../src/model/host.ts';
import { report } from '../support/report.ts';
import { fakeProgram, openIn, scratch, stateOf } from './support/world.ts';

const SECRET = 'gpt_sat_0123456789abcdefSECRET';
const wish = (changes: Partial<PublishWish> = {}): PublishWish => ({
  summary: '',
  comment: 'never',
  check: false,
  reportFile: '/nonexistent',
  ...changes,
});

test('a flag comes before the environment, and an absent input is empty', () => {
  using dir = scratch();
  const env = { TMPDIR: dir.path, GPU_CI_GPU_TYPE: 'A100', GPU_CI_TIMEOUT: '5m' };
  const { host } = openIn('generic', env, { 'gpu-type': 'H100' });
  expect(['gpu-type', 'timeout', 'label'].map((name) => host.input(name))).toEqual(['H100', '5m', '']);
});

describe('state', () => {
  const shared = scratch();
  afterAll(() => shared[Symbol.dispose]());

  test('what one process writes another reads, whatever it holds', () => {
    let file = 0;
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text)), (pairs) => {
        const state = join(shared.path, 'states', `${++file}.json`);
        const writer = openIn('generic', { TMPDIR: shared.path }, { state }).host;
        for (const [name, value] of pairs) writer.saveState(name, value);
        const reader = openIn('generic', { TMPDIR: shared.path, GPU_CI_STATE: state }).host;
        for (const [name, value] of new Map(pairs)) expect(stateOf(reader, name)).toBe(value);
        expect(stateOf(reader, 'never saved')).toBe('');
      }),
      { numRuns: 60 },
    );
  });

  const CIRCLE = { CIRCLE_WORKFLOW_JOB_ID: 'w', CIRCLE_NODE_INDEX: '0' };
  test.each<[string, NodeJS.ProcessEnv, same: NodeJS.ProcessEnv, other: NodeJS.ProcessEnv]>([
    ['gitlab', { CI_JOB_ID: '1' }, {}, { CI_JOB_ID: '2' }],
    ['buildkite', { BUILDKITE_JOB_ID: '1' }, {}, { BUILDKITE_JOB_ID: '2' }],
    ['circleci', CIRCLE, {}, { CIRCLE_NODE_INDEX: '1' }],
    ['jenkins', { BUILD_TAG: 'b-1', STAGE_NAME: 'Train' }, { STAGE_NAME: 'Post Actions' }, { WORKSPACE: '/other' }],
  ])('is found again by the same job of %s, and by no other', (name, job, same, other) => {
    using dir = scratch();
    const env = { TMPDIR: dir.path, ...job };
    openIn(name, env).host.saveState('job', 'job_1');
    expect(stateOf(openIn(name, { ...env, ...same }).host, 'job')).toBe('job_1');
    expect(stateOf(openIn(name, { ...env, ...other }).host, 'job')).toBe('');
  });

  test('is for its owner alone, in a folder that is closed to others', () => {
    using dir = scratch();
    const folder = join(dir.path, `gpu-ci-${process.getuid?.()}`);
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const { host } = openIn('generic', { TMPDIR: dir.path });
    host.saveState('a', '1');
    const [file = '', ...others] = readdirSync(folder);
    expect(others).toEqual([]);
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('is not kept behind a link', () => {
    using dir = scratch();
    mkdirSync(join(dir.path, 'theirs'));
    symlinkSync(join(dir.path, 'theirs'), join(dir.path, `gpu-ci-${process.getuid?.()}`));
    expect(() => openIn('generic', { TMPDIR: dir.path })).toThrow(/belongs to somebody else/);
  });

  test.each(['{', '[1]', 'null', '{"job":7}', 'notes\n'])(
    'a file that holds %j is refused and left as it is',
    (content) => {
      using dir = scratch();
      const state = join(dir.path, 'state.json');
      writeFileSync(state, content);
      const { host } = openIn('generic', { TMPDIR: dir.path, GPU_CI_STATE: state });
      expect(() => host.saved()).toThrow(/is not a state file of gpu-ci/);
      expect(() => host.saveState('job', 'job_1')).toThrow(/is not a state file of gpu-ci/);
      expect(readFileSync(state, 'utf8')).toBe(content);
    },
  );

  test('a line that was cut short hides no other', () => {
    using dir = scratch();
    const state = join(dir.path, 'state.json');
    const open = () => openIn('generic', { TMPDIR: dir.path, GPU_CI_STATE: state }).host;
    open().saveState('job', 'job_1');
    writeFileSync(state, '\n{"run":"other","name":"jo', { flag: 'a' });
    open().saveState('job', 'job_3');
    expect(
      open()
        .saved()
        .map((run) => run.state('job')),
    ).toEqual(['job_3', 'job_1', '{"run":"other","name":"jo']);
  });
});

describe('outputs', () => {
  test('a shell that loads the file gets each value as it was, and runs nothing', () => {
    using dir = scratch();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (value) => {
        const dotenv = join(dir.path, 'out.env');
        openIn('generic', { TMPDIR: dir.path }, { dotenv }).host.setOutput('reason', value);
        const script = `. ${dotenv}; printf %s "$GPU_OUT_REASON"`;
        expect(execFileSync('sh', ['-c', script]).toString()).toBe(value.trim());
      }),
      { numRuns: 40 },
    );
  });

  test('the last value of a name counts', () => {
    using dir = scratch();
    const dotenv = join(dir.path, 'out.env');
    const { host } = openIn('generic', { TMPDIR: dir.path, GPU_CI_DOTENV: dotenv });
    host.setOutput('status', 'failed');
    host.setOutput('job-id', 'job_1');
    host.setOutput('status', 'succeeded');
    expect(readFileSync(dotenv, 'utf8')).toBe("GPU_OUT_STATUS='succeeded'\nGPU_OUT_JOB_ID='job_1'\n");
  });
});

describe.each(PLAIN_HOSTS)('$name', ({ name }) => {
  const open = (path: string) =>
    openIn(name, {
      TMPDIR: path,
      PATH: '/nonexistent',
      CI_PROJECT_DIR: path,
      WORKSPACE: path,
      BITBUCKET_CLONE_DIR: path,
      BITBUCKET_PIPELINES_VARIABLES_PATH: join(path, 'bitbucket.env'),
    });

  test('a masked value is in nothing that it prints or writes', async () => {
    using dir = scratch();
    const { host, stdout, stderr } = open(dir.path);
    const hides = host.mask(SECRET);
    expect(hides).toBe(name === 'azure');
    host.info(`info ${SECRET}`);
    host.group(`group ${SECRET}`);
    host.warning(`warning ${SECRET}`, { title: SECRET });
    host.error(SECRET);
    host.notice(SECRET);
    host.endGroup();
    host.setOutput('reason', `because ${SECRET}`);
    host.saveState('token', SECRET);
    host.exportVariable('GPU_SERVICE_TOKEN', SECRET);
    const reportFile = join(dir.path, 'r.json');
    writeFileSync(reportFile, '{}');
    await host.publish(report(), wish({ summary: `# ${SECRET}`, reportFile }));
    // The one command whose whole purpose is to show the host what to hide.
    const printed = (stdout() + stderr()).replace(`##vso[task.setsecret]${SECRET}\n`, '');
    expect(printed).toContain('info ***');
    expect(printed).not.toContain(SECRET);
    for (const file of readdirSync(dir.path, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()))
      expect(readFileSync(join(file.parentPath, file.name), 'utf8')).not.toContain(SECRET);
  });

  test('foreign text in one of our lines neither redraws the log nor commands the host', () => {
    using dir = scratch();
    const { host, stdout, stderr } = open(dir.path);
    host.info('\u001b[0Ksection_end:1:x\r\u001b[0K ##vso[task.complete result=Succeeded;]');
    host.warning('\u001b[2J##vso[task.complete result=Succeeded;]');
    expect(stdout() + stderr()).not.toMatch(name === 'azure' ? /[\u001b\r]|##vso\[task.complete/ : /[\u001b\r]/);
  });

  test('a comment or check that is wanted is a notice', async () => {
    using dir = scratch();
    const notices = await open(dir.path).host.publish(report(), wish({ comment: 'always' }));
    expect(notices).toContainEqual(expect.stringContaining('`comment` and `check` work on GitHub only'));
  });
});

describe('Buildkite', () => {
  const open = (path: string, bin: string) =>
    openIn('buildkite', {
      TMPDIR: path,
      PATH: `${bin}:/bin:/usr/bin`,
      BUILDKITE_JOB_ID: 'j1',
      BUILDKITE_STEP_KEY: 'train',
    });

  test('gives the token to the redactor on stdin, and reports if the agent refuses', () => {
    using dir = scratch();
    const { bin, calls } = fakeProgram(dir.path, 'buildkite-agent');
    expect(open(dir.path, bin).host.mask(SECRET)).toBe(true);
    expect(readFileSync(calls, 'utf8')).toBe(`args: [redactor] [add]\nstdin: ${SECRET}\n`);
    fakeProgram(dir.path, 'buildkite-agent', 'exit 1');
    expect(open(dir.path, bin).host.mask(SECRET)).toBe(false);
  });

  test.each([
    ['succeeded', 'success'],
    ['failed', 'error'],
  ] as const)(
    'a run that %s has an annotation of the style %s, and its job id is in the meta-data',
    async (status, style) => {
      using dir = scratch();
      const { bin, calls } = fakeProgram(dir.path, 'buildkite-agent');
      await open(dir.path, bin).host.publish(report({ status }), wish({ summary: '# Run' }));
      expect(readFileSync(calls, 'utf8')).toBe(
        `args: [annotate] [--context] [gpu-run-j1] [--style] [${style}] [--append]\nstdin: # Run\n\n` +
          `args: [meta-data] [set] [gpu-run:train:status]\nstdin: ${status}\n` +
          'args: [meta-data] [set] [gpu-run:train:job-id]\nstdin: job_7f3a9c20\n',
      );
    },
  );

  test('opens a group for what follows a group', () => {
    using dir = scratch();
    const { host, stdout } = open(dir.path, '/nonexistent');
    host.group('Install');
    host.info('installing');
    host.endGroup();
    host.info('done');
    expect(stdout()).toBe('--- Install\ninstalling\n+++ GPU run\ndone\n');
  });
});

test('Azure Pipelines: masks, groups, issues and outputs are its commands, escaped', () => {
  using dir = scratch();
  const { host, stdout } = openIn('azure', { AGENT_TEMPDIRECTORY: dir.path });
  expect(host.mask(`50%${SECRET}`)).toBe(true);
  expect(host.mask('two\nlines')).toBe(false);
  host.group('Install');
  host.endGroup();
  host.warning('100% full;\nwait', { title: 'Pool' });
  host.notice('fine');
  host.setOutput('job-id', 'job_1');
  expect(stdout().split('\n')).toEqual([
    `##vso[task.setsecret]50%AZP25${SECRET}`,
    '##[group]Install',
    '##[endgroup]',
    '##vso[task.logissue type=warning]Pool: 100%AZP25 full;%0Await',
    'Notice: fine',
    '##vso[task.setvariable variable=GPU_OUT_JOB_ID;isOutput=true]job_1',
    '',
  ]);
});

describe('GitLab CI', () => {
  test('groups are sections with names of their own', () => {
    using dir = scratch();
    const { host, stdout } = openIn('gitlab', { TMPDIR: dir.path });
    for (const title of ['Install', 'Run']) {
      host.group(title);
      host.endGroup();
    }
    const marks = [...stdout().matchAll(/\u001b\[0Ksection_(start|end):\d{10}:(\w+)\r\u001b\[0K/g)];
    const [first, , second] = marks.map((mark) => mark[2]);
    const found = marks.map((mark) => `${mark[1]} ${mark[2]}`);
    expect(found).toEqual([`start ${first}`, `end ${first}`, `start ${second}`, `end ${second}`]);
    expect(first).not.toBe(second);
  });

  test('puts its artifacts into the workspace once the run is over, and nothing before', async () => {
    using dir = scratch();
    const env = { TMPDIR: dir.path, CI_PROJECT_DIR: join(dir.path, 'ws'), CI_JOB_URL: 'https://gitlab.example/j/1' };
    const { host } = openIn('gitlab', env);
    const reportFile = join(dir.path, 'report.json');
    writeFileSync(reportFile, '{"version":1}');
    host.setOutput('reason', 'it\'s "full"\nnow');
    expect(existsSync(join(dir.path, 'ws'))).toBe(false);
    expect(await host.publish(report(), wish({ summary: '# Run', reportFile }))).toEqual([]);
    const read = (name: string): string => readFileSync(join(dir.path, 'ws', 'gpu-ci-reports', name), 'utf8');
    expect(read('outputs.env')).toBe('GPU_OUT_REASON=it\'s "full" now\n');
    expect(read('summary.md')).toBe('# Run\n');
    expect(read('report.json')).toBe('{"version":1}');
    const link = (label: string, file: string) => ({
      external_link: { label, url: `https://gitlab.example/j/1/artifacts/file/gpu-ci-reports/${file}` },
    });
    expect(JSON.parse(read('annotations.json'))).toEqual({
      'GPU run': [link('GPU run: succeeded', 'summary.md'), link('GPU run report', 'report.json')],
    });
  });
});

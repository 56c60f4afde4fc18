import { describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { azure } from '../../src/hosts/azure.ts';
import { bitbucket } from '../../src/hosts/bitbucket.ts';
import { buildkite } from '../../src/hosts/buildkite.ts';
import { circleci } from '../../src/hosts/circleci.ts';
import { gitlab } from '../../src/hosts/gitlab.ts';
import { jenkins } from '../../src/hosts/jenkins.ts';
import type { PublishWish } from '../../src/model/host.ts';
import { fakeProgram, openIn, reportWith, scratch, stateOf } from './support/world.ts';

const SECRET = 'gpt_sat_0123456789abcdefSECRET';
const wish = (reportFile: string): PublishWish => ({ comment: 'never', check: false, reportFile });

describe('Buildkite', () => {
  test('hands the token to the redactor on stdin, never on a command line', () => {
    using dir = scratch();
    const { bin, calls } = fakeProgram(dir.path, 'buildkite-agent');
    const { host } = openIn(buildkite, { TMPDIR: dir.path, PATH: `${bin}:/bin:/usr/bin` });
    expect(host.mask(SECRET)).toBe(true);
    expect(readFileSync(calls, 'utf8')).toBe(`args: [redactor] [add]\nstdin: ${SECRET}\n`);
  });

  test('says that it could not mask where the agent is absent or refuses', () => {
    using dir = scratch();
    expect(openIn(buildkite, { TMPDIR: dir.path, PATH: '/nonexistent' }).host.mask(SECRET)).toBe(false);
    const { bin } = fakeProgram(dir.path, 'buildkite-agent', 'exit 1');
    expect(openIn(buildkite, { TMPDIR: dir.path, PATH: `${bin}:/bin:/usr/bin` }).host.mask(SECRET)).toBe(false);
  });

  test('annotates in a context of the job, then styles it by the result and hands the job id on', async () => {
    using dir = scratch();
    const { bin, calls } = fakeProgram(dir.path, 'buildkite-agent');
    const env = { TMPDIR: dir.path, PATH: `${bin}:/bin:/usr/bin`, BUILDKITE_JOB_ID: 'j1', BUILDKITE_STEP_KEY: 'train' };
    const { host } = openIn(buildkite, env);
    await host.summary('# Run');
    await host.publish(reportWith({ status: 'failed' }), wish('/nonexistent'));
    expect(readFileSync(calls, 'utf8').match(/^args.*$/gm)).toEqual([
      'args: [annotate] [--context] [gpu-run-j1] [--style] [info] [--append]',
      'args: [annotate] [--context] [gpu-run-j1] [--style] [error] [--append]',
      'args: [meta-data] [set] [gpu-run:train:status]',
      'args: [meta-data] [set] [gpu-run:train:job-id]',
    ]);
  });

  test('an annotation stays within 1 MiB, whole characters only, however it is filled', async () => {
    using dir = scratch();
    const { bin, calls } = fakeProgram(dir.path, 'buildkite-agent');
    const { host } = openIn(buildkite, { TMPDIR: dir.path, PATH: `${bin}:/bin:/usr/bin` });
    await host.summary('é'.repeat(300_000));
    await host.summary('漢'.repeat(300_000));
    await host.summary('more');
    const written = readFileSync(calls, 'utf8');
    expect(Buffer.byteLength(written)).toBeLessThan(1024 * 1024 + 1_000);
    expect(written).not.toContain('\ufffd');
    expect(written).toContain('Cut here');
  });

  test('opens a group of its own for what follows a group', () => {
    using dir = scratch();
    const { host, stdout } = openIn(buildkite, { TMPDIR: dir.path, PATH: '/nonexistent' });
    host.group('Install');
    host.info('installing');
    host.endGroup();
    host.quarantine()();
    host.info('done');
    expect(stdout()).toBe('--- Install\ninstalling\n+++ GPU run\ndone\n');
  });
});

describe('Azure Pipelines', () => {
  const open = (path: string) => openIn(azure, { AGENT_TEMPDIRECTORY: path });

  test('masks by a command, and not what holds a line break', () => {
    using dir = scratch();
    const { host, stdout } = open(dir.path);
    expect(host.mask(`50%${SECRET}`)).toBe(true);
    expect(host.mask('two\nlines')).toBe(false);
    expect(stdout()).toBe(`##vso[task.setsecret]50%AZP25${SECRET}\n`);
  });

  test('groups, issues, variables and path are its own commands, escaped', () => {
    using dir = scratch();
    const { host, stdout } = open(dir.path);
    host.group('Install');
    host.endGroup();
    host.warning('100% full;\nwait', { title: 'Pool' });
    host.notice('fine');
    host.setOutput('job-id', 'job_1');
    host.exportVariable('A', 'b;c');
    host.addPath('/opt/gpu');
    expect(stdout().split('\n')).toEqual([
      '##[group]Install',
      '##[endgroup]',
      '##vso[task.logissue type=warning]Pool: 100%AZP25 full;%0Await',
      'Notice: fine',
      '##vso[task.setvariable variable=GPU_OUT_JOB_ID;isOutput=true]job_1',
      '##vso[task.setvariable variable=A]b;c',
      '##vso[task.prependpath]/opt/gpu',
      '',
    ]);
  });

  test('uploads the summary once, by absolute path', async () => {
    using dir = scratch();
    const { host, stdout } = open(dir.path);
    await host.summary('# one');
    await host.summary('# two');
    const uploads = stdout().match(/^##vso\[task\.uploadsummary\](\/.*)$/gm) ?? [];
    expect(uploads).toHaveLength(1);
    expect(readFileSync(uploads[0]?.split(']')[1] ?? '', 'utf8')).toBe('# one\n\n# two\n\n');
  });
});

describe('GitLab CI', () => {
  test('groups are sections that open and close with the same name, nested too', () => {
    using dir = scratch();
    const { host, stdout } = openIn(gitlab, { TMPDIR: dir.path });
    host.group('Outer');
    host.group('Inner');
    host.endGroup();
    host.endGroup();
    host.endGroup();

    const marks = [...stdout().matchAll(/\u001b\[0Ksection_(start|end):\d{10}:(\w+)\r\u001b\[0K/g)];
    const [outer, inner] = [marks[0]?.[2], marks[1]?.[2]];
    expect(marks.map((mark) => `${mark[1]} ${mark[2]}`)).toEqual([
      `start ${outer}`,
      `start ${inner}`,
      `end ${inner}`,
      `end ${outer}`,
    ]);
    expect(outer).not.toBe(inner);
  });

  test('leaves the artifacts of a merge request in the workspace once the run is over, and nothing before', async () => {
    using dir = scratch();
    const env = { TMPDIR: dir.path, CI_PROJECT_DIR: join(dir.path, 'ws'), CI_JOB_URL: 'https://gitlab.example/j/1' };
    const { host } = openIn(gitlab, env);
    const report = join(dir.path, 'report.json');
    writeFileSync(report, '{"version":1}');
    host.setOutput('reason', 'it\'s "full"\nnow');
    await host.summary('# Run');
    expect(existsSync(join(dir.path, 'ws'))).toBe(false);
    expect(await host.publish(reportWith(), wish(report))).toEqual([]);
    const read = (name: string): string => readFileSync(join(dir.path, 'ws', 'gpu-ci-reports', name), 'utf8');
    expect(read('outputs.env')).toBe('GPU_OUT_REASON=it\'s "full" now\n');
    expect(read('summary.md')).toBe('# Run\n\n');
    expect(read('report.json')).toBe('{"version":1}');
    expect(JSON.parse(read('annotations.json'))).toEqual({
      'GPU run': [
        {
          external_link: {
            label: 'GPU run: succeeded',
            url: 'https://gitlab.example/j/1/artifacts/file/gpu-ci-reports/summary.md',
          },
        },
        {
          external_link: {
            label: 'GPU run report',
            url: 'https://gitlab.example/j/1/artifacts/file/gpu-ci-reports/report.json',
          },
        },
      ],
    });
  });

  test('a workspace that cannot be written is a notice, not a failure', async () => {
    using dir = scratch();
    writeFileSync(join(dir.path, 'file'), '');
    const { host } = openIn(gitlab, {
      TMPDIR: dir.path,
      CI_PROJECT_DIR: join(dir.path, 'file'),
      CI_JOB_URL: 'https://gitlab.example/j/1',
    });
    expect(await host.publish(reportWith(), wish('/nonexistent'))).toEqual([
      expect.stringContaining('could not be written'),
    ]);
  });
});

describe('the others', () => {
  test('none of those without a way to mask claims that it did', () => {
    using dir = scratch();
    for (const kind of [gitlab, circleci, jenkins, bitbucket]) {
      expect(openIn(kind, { TMPDIR: dir.path }).host.mask(SECRET)).toBe(false);
    }
  });

  test('CircleCI hands variables and path on by BASH_ENV', () => {
    using dir = scratch();
    const file = join(dir.path, 'bash_env');
    const { host } = openIn(circleci, { TMPDIR: dir.path, BASH_ENV: file });
    host.exportVariable('A', "it's");
    host.addPath('/opt/gpu bin');
    expect(readFileSync(file, 'utf8')).toBe(`export A='it'\\''s'\nexport PATH='/opt/gpu bin':"$PATH"\n`);
  });

  test('Bitbucket hands outputs on by its variables file', () => {
    using dir = scratch();
    const file = join(dir.path, 'variables');
    const { host } = openIn(bitbucket, { TMPDIR: dir.path, BITBUCKET_PIPELINES_VARIABLES_PATH: file });
    host.setOutput('job-id', 'job_1');
    expect(readFileSync(file, 'utf8')).toBe('GPU_OUT_JOB_ID=job_1\n');
  });

  test('Jenkins finds its state in `post`, which is another stage', () => {
    using dir = scratch();
    const env = { WORKSPACE_TMP: dir.path, BUILD_TAG: 'b-1', WORKSPACE: join(dir.path, 'ws'), STAGE_NAME: 'Train' };
    openIn(jenkins, env).host.saveState('job', 'job_1');
    const later = { ...env, STAGE_NAME: 'Declarative: Post Actions' };
    expect(stateOf(openIn(jenkins, later).host, 'job')).toBe('job_1');
  });
});

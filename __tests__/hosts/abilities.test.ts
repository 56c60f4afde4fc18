import { afterEach, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { MetricRow } from '../../src/model/outcome.ts';
import { ABILITIES, HOST_ABILITIES, type Ability } from '../../src/hosts/abilities.ts';
import { HOSTS } from '../../src/hosts/registry.ts';
import { fakeProgram, openIn, reportWith, scratch } from './support/world.ts';

const SECRET = 'gpt_sat_0123456789abcdefSECRET';
const METRIC: MetricRow = { name: 'accuracy', value: 0.97, baseline: null, change: null, better: 'up', verdict: 'new' };

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => void server.close()));

/** The proxy beside a step of Bitbucket; what it was sent. */
async function insights(): Promise<{ url: string; seen: () => string }> {
  let seen = '';
  const server = createServer((request, response) => {
    request.on('data', (bytes: Buffer) => (seen += bytes.toString()));
    request.on('end', () => response.end());
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen: () => seen };
}

/** The id in a form that a later step of the host reads. */
const hasOutput = (text: string): boolean =>
  /GPU_OUT_JOB_ID(=|;isOutput=true\])job_1|job-id(=|<<|\]\nstdin: ).*?job_1/s.test(text);

/** All that an adapter did when it was asked for everything once. */
async function deedsOf(name: string): Promise<Set<Ability>> {
  using dir = scratch();
  const kind = HOSTS.find((one) => one.name === name);
  if (kind === undefined) throw new Error(`no host is called ${name}`);
  const agent = fakeProgram(dir.path, 'buildkite-agent');
  const proxy = await insights();
  const at = (file: string): string => join(dir.path, file);
  const env: NodeJS.ProcessEnv = {
    PATH: `${agent.bin}:/bin:/usr/bin`,
    TMPDIR: dir.path,
    CI_PROJECT_DIR: at('ws'),
    CI_JOB_URL: 'https://gitlab.example/j/1',
    WORKSPACE: at('ws'),
    BITBUCKET_CLONE_DIR: at('ws'),
    BITBUCKET_PIPELINES_VARIABLES_PATH: at('variables'),
    GPU_CI_BITBUCKET_PROXY: proxy.url,
    GITHUB_OUTPUT: at('output'),
    GITHUB_STEP_SUMMARY: at('step-summary'),
  };
  const { host, stdout, stderr } = openIn(kind, env);
  const log = (): string => stdout() + stderr();
  const written = (file: string): string => (existsSync(at(file)) ? readFileSync(at(file), 'utf8') : '');
  const deeds = new Set<Ability>();
  const note = (ability: Ability, done: boolean): void => {
    if (done) deeds.add(ability);
  };
  const printed = (act: () => void): string => {
    const before = log().length;
    act();
    return log().slice(before).trim();
  };

  if (name === 'github') for (const file of ['output', 'step-summary']) writeFileSync(at(file), '');
  note('mask', host.mask(SECRET));
  note('groups', !['', '── Install'].includes(printed(() => host.group('Install'))));
  host.endGroup();
  note(
    'notes',
    printed(() => host.warning('slow'))
      .replace('+++ GPU run', '')
      .trim() !== 'Warning: slow',
  );
  const said = printed(() => host.setOutput('job-id', 'job_1'));
  await host.summary('# Run');
  const report = reportWith({ metrics: [METRIC] });
  const notices = await host.publish(report, { comment: 'always', check: true, reportFile: at('none') });
  const calls = existsSync(agent.calls) ? readFileSync(agent.calls, 'utf8') : '';
  const reports = (file: string): string => written(join('ws', 'gpu-ci-reports', file));
  note('outputs', [said, written('output'), written('variables'), calls, reports('outputs.env')].some(hasOutput));
  note(
    'summary',
    [written('step-summary'), proxy.seen(), reports('annotations.json')].some((text) => text !== '') ||
      /\[annotate\]|task\.uploadsummary/.test(calls + log()),
  );
  note('artifact', reports('summary.md') !== '');
  note(
    'metrics',
    [proxy.seen(), reports('metrics.txt')].some((text) => /accuracy/.test(text)),
  );
  note('comment', !notices.some((notice) => /on GitHub only/.test(notice)));
  return deeds;
}

describe('the table of abilities', () => {
  test('has a row for each host, in the order of the registry', () => {
    expect(HOST_ABILITIES.map(({ name }) => name)).toEqual(HOSTS.map(({ name }) => name));
  });

  test.each(HOST_ABILITIES)('$name does what its row says, and nothing that it does not', async ({ name, has }) => {
    const done = await deedsOf(name);
    expect([...done].sort()).toEqual(ABILITIES.filter((ability) => ability in has).sort());
  });

  test.each(HOST_ABILITIES)('README shows the row of $name', ({ title, has }) => {
    const row = readFileSync('README.md', 'utf8')
      .split('\n')
      .find((line) => line.startsWith(`| ${title} `));
    for (const how of Object.values(has)) expect(row).toContain(how);
  });

  test.each(['github/long.yml', 'gitlab-ci.yml', 'buildkite.yml', 'azure-pipelines.yml', 'bitbucket-pipelines.yml'])(
    '%s cleans up after a cancel in the way that the table says',
    (template) => {
      const hooks = /^ {2}end:|after_script:|trap '|condition: always\(\)|after-script:/m;
      expect(readFileSync(join('templates', template), 'utf8')).toMatch(hooks);
    },
  );
});

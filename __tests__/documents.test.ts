// What the documents show is used as it is shown: examples run, commands parse, links lead somewhere.
import { afterAll, describe, expect } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { INPUTS } from '../src/inputs.ts';
import { addSubAccount, cloudFor, jobFor, starts, test } from './support/scenario.ts';

const DOCUMENTS = [...globSync('*.md'), ...globSync('docs/**/*.md'), 'examples/digits/README.md'];
const read = (file: string): string => readFileSync(file, 'utf8');
const readme = read('README.md');
const root = mkdtempSync(join(tmpdir(), 'documents-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Step {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly if?: string;
}
interface Shown {
  readonly title: string;
  readonly yaml: string;
  /** The steps of each job that it shows. */
  readonly jobs: readonly (readonly Step[])[];
}

/** The YAML blocks of a document, each with the heading above it. */
function shownIn(text: string): Shown[] {
  const shown: Shown[] = [];
  let title = '';
  for (const [, heading, indent = '', block = ''] of text.matchAll(/^#+ (.+)$|^( *)```yaml\n([\s\S]+?)^\2```/gm)) {
    if (heading !== undefined) title = heading;
    else shown.push({ title, yaml: block, jobs: jobsOf(parse(block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''))) });
  }
  return shown;
}

function jobsOf(shown: unknown): Shown['jobs'] {
  if (Array.isArray(shown)) return [shown as Step[]];
  const { jobs, steps } = shown as { jobs?: Record<string, { steps?: Step[] }>; steps?: Step[] };
  return jobs === undefined ? [steps ?? []] : Object.values(jobs).map((job) => job.steps ?? []);
}

const examples = shownIn(read('docs/examples.md'));
const all = DOCUMENTS.flatMap((file) => shownIn(read(file)));

const TRAIN = `import json, os, sys
os.makedirs('outputs', exist_ok=True)
json.dump({'loss': 0.5}, open('outputs/metrics.json', 'w'))
open('outputs/report.md', 'w').write('It went well.')
print('trained', *sys.argv[1:])
`;
const FILES = {
  'train.py': TRAIN,
  'prepare.py': "open('prepared', 'w'); print('prepared')\n",
  'baseline.json': '{"loss": 0.6}',
  'gpu.jsonc': /```json\n([\s\S]+?)```/.exec(readme)?.[1] ?? 'README.md shows no gpu.jsonc',
};

/** Runs the steps of one job in order; steps of other people's actions are left out. */
async function run(steps: readonly Step[], tier?: 'business') {
  const cloud = await cloudFor(tier === undefined ? {} : { tier });
  if (tier === 'business') addSubAccount(cloud, 'client-project');
  const job = await jobFor(cloud);
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(job.workspace, file), text);
  // The action as it is, except for the address from which GPU CLI is installed.
  const action = mkdtempSync(join(root, 'action-'));
  for (const part of ['bin', 'dist', 'package.json']) cpSync(part, join(action, part), { recursive: true });
  for (const file of ['action.yml', 'setup/action.yml']) {
    mkdirSync(dirname(join(action, file)), { recursive: true });
    writeFileSync(join(action, file), read(file).replace('https://gpu-cli.sh/install.sh', cloud.installUrl));
  }
  for (const { id, uses = '', with: inputs = {}, run: script, env = {} } of steps) {
    const named = id === undefined ? {} : { id };
    const [, folder] = /^gpu-cli\/run-action(\/\w+)?@v1$/.exec(uses) ?? [];
    const given = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]));
    if (uses.startsWith('gpu-cli/')) await job.uses(join(action, folder ?? '.'), { ...named, with: given });
    else if (script !== undefined) await job.run(script, { ...named, env });
  }
  await job.finish();
  expect(job.log).not.toMatch(/^##\[(error|warning)\]/m);
  return { cloud, job };
}

const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };
const example = (title: string): Shown['jobs'] => examples.find((one) => one.title === title)?.jobs ?? [];

describe('an example runs as it is shown', () => {
  test('the workflow of the quick start', async () => {
    const [quick] = shownIn(readme);
    const { cloud } = await run(quick?.jobs[0] ?? []);
    expect(starts(cloud)).toBe(1);
    expect(cloud.books()).toMatchObject(NOTHING);
  });
  test('scheduled retraining: report and metrics reach the summary', async () => {
    const { cloud, job } = await run(example('Scheduled retraining')[0] ?? []);
    expect(job.results[0]?.summary).toMatch(/\| loss \| 0\.5 \| 0\.6 \|/);
    expect(job.results[0]?.summary).toContain('It went well.');
    expect(cloud.books()).toMatchObject(NOTHING);
  });
  test('two steps on one warm pod: the second step uses the pod of the first', async () => {
    const { cloud } = await run(example('Two steps on one warm pod')[0] ?? []);
    expect([starts(cloud), cloud.books().pods.length]).toEqual([2, 1]);
    expect(cloud.books()).toMatchObject(NOTHING);
  });
  test('a sub-account', async () => {
    const { cloud } = await run(example('Organization or sub-account')[0] ?? [], 'business');
    expect(starts(cloud)).toBe(1);
  });
  test('plain gpu commands: setup installs, and gpu stop ends the pod', async () => {
    const { cloud, job } = await run(example('Plain `gpu` commands')[0] ?? []);
    expect(job.results[0]?.outputs).toMatchObject({ 'cli-version': '0.31.2', path: expect.stringMatching(/\/gpu$/) });
    expect(starts(cloud)).toBe(1);
    expect(cloud.books()).toMatchObject(NOTHING);
  });
});

test.each([
  ['as the quick start shows it', FILES['gpu.jsonc']],
  ['minified', '{"project_id":"demo","keep_alive_minutes":2}'],
  ['with a blank before the colon', '{ "project_id" : "demo" }'],
  ['with a comment', '{ /* ours */\n "project_id":   "demo" }'],
])('the line of the matrix example gives gpu.jsonc its own project, %s', (_, text) => {
  const folder = mkdtempSync(join(root, 'sweep-'));
  writeFileSync(join(folder, 'gpu.jsonc'), text);
  const script = example('Matrix')[0]?.find((step) => step.run !== undefined)?.run ?? 'false';
  const options = { cwd: folder, env: { ...process.env, INDEX: '3' } };
  expect(spawnSync('bash', ['-ec', script], options).status).toBe(0);
  expect(read(join(folder, 'gpu.jsonc'))).toMatch(/"(my-project|demo)-3"/);
  writeFileSync(join(folder, 'gpu.jsonc'), '{ "name": "without a project" }');
  expect(spawnSync('bash', ['-ec', script], options).status).not.toBe(0);
});

test('each example gives only inputs that the action has', () => {
  const steps = all.flatMap(({ jobs }) => jobs.flat()).filter(({ uses }) => uses?.startsWith('gpu-cli/run-action@'));
  expect(steps.length).toBeGreaterThan(10);
  const names = INPUTS.map(({ name }) => name);
  expect(steps.flatMap((step) => Object.keys(step.with ?? {})).filter((name) => !names.includes(name))).toEqual([]);
});

test('README fits on a few screens', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(380);
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(25_000);
});

/** As GitHub makes them: no code marks, lower case, no punctuation, blanks to hyphens. */
const anchorsOf = (text: string): string[] =>
  [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

test.each(DOCUMENTS)('each link of %s leads somewhere', (file) => {
  const text = read(file).replace(/```[\s\S]*?```/g, '');
  const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  const dead = links.filter((link) => {
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? file : join(dirname(file), path);
    if (!existsSync(target)) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(dead).toEqual([]);
});

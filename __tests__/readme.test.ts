// What README.md prints is used as it is printed: each recipe runs, each link leads somewhere, each message is one of ours.
import { afterAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { Cloud } from '../emulator/cloud.ts';
import { INPUTS } from '../src/inputs.ts';
import { parseRunFlags } from '../src/kit/flags.ts';
import { runWorkflow, type StandIn, type WorkflowOptions, type WorkflowResult } from './support/runner/index.ts';
import { addSubAccount, cloudFor, starts } from './support/scenario.ts';

const readme = readFileSync('README.md', 'utf8');
const root = mkdtempSync(join(tmpdir(), 'readme-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const recipes = new Map(
  [...readme.matchAll(/<details><summary>(.+?)<\/summary>\n([\s\S]+?)\n<\/details>/g)].flatMap(
    ([, title = '', body = '']) => {
      const yaml = /```yaml\n([\s\S]+?)```/.exec(body)?.[1];
      return yaml === undefined ? [] : [[title, yaml] as const];
    },
  ),
);
const recipe = (title: string): string => recipes.get(title) ?? `no recipe is named ${title}`;

/** A repository such as the recipes speak of. */
const repository = join(root, 'repository');
mkdirSync(repository);
const TRAIN = `import json, os, sys
os.makedirs('outputs', exist_ok=True)
json.dump({'loss': 0.5}, open('outputs/metrics.json', 'w'))
open('outputs/report.md', 'w').write('It went well.')
print('trained', *sys.argv[1:])
`;
for (const [file, text] of Object.entries({
  'train.py': TRAIN,
  'prepare.py': "open('prepared', 'w'); print('prepared')\n",
  'baseline.json': '{"loss": 0.6}',
  'gpu.jsonc': /```json\n([\s\S]+?)```/.exec(readme)?.[1] ?? 'README.md shows no gpu.jsonc',
}))
  writeFileSync(join(repository, file), text);

/** This action as it is, but for the address that GPU CLI is installed from. */
function actionFor(cloud: Cloud): string {
  const folder = mkdtempSync(join(root, 'action-'));
  for (const part of ['bin', 'dist', 'package.json']) cpSync(part, join(folder, part), { recursive: true });
  for (const file of ['action.yml', 'setup/action.yml']) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    const text = readFileSync(file, 'utf8').replace('https://gpu-cli.sh/install.sh', cloud.installUrl);
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

interface Steps {
  readonly steps: readonly { readonly uses?: string }[];
}
interface Workflow {
  readonly jobs: Record<string, object>;
}

/** A recipe that shows only a part stands where a reader would put it: in a job, after the checkout. */
function workflowOf(yaml: string): Workflow {
  const shown = parse(yaml) as Workflow | Steps | Steps['steps'];
  if ('jobs' in shown) return shown;
  const job = 'steps' in shown ? shown : { steps: shown };
  const checkout = { uses: 'actions/checkout@v4' };
  const steps = job.steps.some(({ uses }) => uses === checkout.uses) ? job.steps : [checkout, ...job.steps];
  return { jobs: { recipe: { 'runs-on': 'ubuntu-latest', ...job, steps } } };
}

const kept: string[] = [];
const upload: StandIn = ({ with: { name = '', path = '' }, job }) => {
  for (const file of readdirSync(join(job.workspace, path))) kept.push(`${name}: ${path}${file}`);
  return {};
};

async function running(cloud: Cloud, workflow: Workflow, more: Partial<WorkflowOptions> = {}): Promise<WorkflowResult> {
  const result = await runWorkflow(stringify(workflow), {
    workspace: repository,
    git: true,
    actions: { 'gpu-cli/run-action@v1': actionFor(cloud), 'actions/upload-artifact@v4': upload },
    secrets: { GPU_SERVICE_TOKEN: cloud.token },
    ...more,
  });
  await result.close();
  return result;
}

const NOTHING = { jobsAlive: 0, podsAlive: 0, sessionsHeld: 0 };
function wentWell(cloud: Cloud, result: WorkflowResult, runs: number, left: object = NOTHING): void {
  expect(result.log).not.toMatch(/^##\[(error|warning)\]/m);
  expect([result.conclusion, starts(cloud)]).toEqual(['success', runs]);
  expect(cloud.books()).toMatchObject(left);
}

describe('each recipe runs as it is printed', () => {
  test('and none is without a test here', () => {
    expect([...recipes.keys()]).toEqual([
      'The same as annotated YAML, with defaults',
      'Pull request check that forks pass without a GPU',
      'Matrix no wider than the pool',
      'Scheduled retraining, compared with the last good numbers',
      'A job of its own: the reusable workflow',
      'Longer than a runner: submit and collect',
      'Two steps on one warm pod',
      'Under an organization or a sub-account',
      'A pinned CLI',
      'Plain `gpu` commands, as in the GPU CLI documentation',
    ]);
  });

  test('the first one of all', async () => {
    const cloud = await cloudFor();
    const first = /```yaml\n([\s\S]+?)```/.exec(readme)?.[1] ?? '';
    wentWell(cloud, await running(cloud, workflowOf(first)), 1);
  });

  test('annotated YAML', async () => {
    const cloud = await cloudFor();
    const printed = recipe('The same as annotated YAML, with defaults');
    const workflow = workflowOf(printed.replace('https://gpu-cli.sh/install.sh', cloud.installUrl));
    wentWell(cloud, await running(cloud, workflow), 1);
  });

  test('pull request check, from the repository and from a fork', async () => {
    const cloud = await cloudFor();
    const workflow = workflowOf(recipe('Pull request check that forks pass without a GPU'));
    wentWell(cloud, await running(cloud, workflow, { event: 'pull_request' }), 1);
    const payload = { pull_request: { number: 7, head: { repo: null }, base: { repo: { full_name: 'acme/models' } } } };
    const fork = await running(cloud, workflow, { event: 'pull_request', payload, secrets: {} });
    expect(fork.log).toContain('##[notice]');
    wentWell(cloud, fork, 1);
  });

  test('matrix: each leg has a pod of its own', async () => {
    const cloud = await cloudFor();
    const result = await running(cloud, workflowOf(recipe('Matrix no wider than the pool')));
    wentWell(cloud, result, 12);
    const books = cloud.books();
    expect(books.pods.length).toBe(12);
    for (let seed = 1; seed <= 12; seed++) expect(result.log).toContain(`\ntrained --seed ${seed}\n`);
  });

  test('scheduled retraining', async () => {
    const cloud = await cloudFor();
    kept.splice(0);
    const result = await running(
      cloud,
      workflowOf(recipe('Scheduled retraining, compared with the last good numbers')),
      {
        event: 'schedule',
      },
    );
    wentWell(cloud, result, 1);
    expect(kept.sort()).toEqual(['model: outputs/metrics.json', 'model: outputs/report.md']);
    const summary = result.jobs['retrain']?.legs[0]?.steps[1]?.result?.summary;
    expect(summary).toMatch(/\| loss \| 0\.5 \| 0\.6 \|/);
    expect(summary).toContain('It went well.');
  });

  test('reusable workflow: its inputs and outputs are those of gpu-run.yml, which runs with them', async () => {
    const cloud = await cloudFor();
    kept.splice(0);
    const { jobs } = workflowOf(recipe('A job of its own: the reusable workflow')) as {
      jobs: Record<string, { uses?: string; with?: Record<string, string>; secrets?: object }>;
    };
    const { uses = '', with: inputs = {}, secrets } = jobs['train'] ?? {};
    expect(secrets).toEqual({ token: '${{ secrets.GPU_SERVICE_TOKEN }}' });
    const file = /^gpu-cli\/run-action\/(.+)@v1$/.exec(uses)?.[1] ?? 'not ours';
    const workflow = parse(readFileSync(file, 'utf8')) as Workflow;
    const foreign = [...readFileSync(file, 'utf8').matchAll(/uses: (actions\/\S+)/g)].map(([, name = '']) => name);
    const result = await running(cloud, workflow, {
      inputs,
      secrets: { token: cloud.token },
      actions: {
        'gpu-cli/run-action@v1': actionFor(cloud),
        ...Object.fromEntries(
          foreign.filter((name) => name.includes('/upload-artifact@')).map((name) => [name, upload]),
        ),
      },
    });
    wentWell(cloud, result, 1);
    expect(kept.sort()).toEqual(['model: outputs/metrics.json', 'model: outputs/report.md']);
    const asked = [...JSON.stringify(jobs).matchAll(/needs\.train\.outputs\.([\w-]+)/g)].map(([, name = '']) => name);
    expect(asked).not.toEqual([]);
    for (const name of asked) expect(result.outputs[name]).toBeTruthy();
  });

  test('submit and collect', async () => {
    const cloud = await cloudFor();
    const result = await running(cloud, workflowOf(recipe('Longer than a runner: submit and collect')));
    // It is over before anybody collects it, and nothing tells on which pod it was: that is left to its keep-alive.
    wentWell(cloud, result, 1, { jobsAlive: 0 });
    expect(result.jobs['collect']?.legs[0]?.job?.log).toContain('\ntrained\n');
  });

  test('two steps on one warm pod', async () => {
    const cloud = await cloudFor();
    const result = await running(cloud, workflowOf(recipe('Two steps on one warm pod')));
    wentWell(cloud, result, 2);
    expect(cloud.books().pods.length).toBe(1);
  });

  test('under a sub-account', async () => {
    const cloud = await cloudFor({ tier: 'business' });
    addSubAccount(cloud, 'client-project');
    wentWell(cloud, await running(cloud, workflowOf(recipe('Under an organization or a sub-account'))), 1);
  });

  test('a pinned CLI, with the digests got as it says', async () => {
    const cloud = await cloudFor();
    const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
    const script = await (await fetch(cloud.installUrl)).text();
    const program = await (await fetch(`${cloud.url}/download/gpu/0.31.2`)).text();
    const pinned = recipe('A pinned CLI')
      .replace('<sha256 of install.sh>', sha256(script))
      .replace('<sha256 of the program gpu>', sha256(program));
    wentWell(cloud, await running(cloud, workflowOf(pinned)), 1);
  });

  test('plain gpu commands', async () => {
    const cloud = await cloudFor();
    wentWell(
      cloud,
      await running(cloud, workflowOf(recipe('Plain `gpu` commands, as in the GPU CLI documentation'))),
      1,
    );
  });
});

test('each input that a recipe gives is one that the action has', () => {
  const names = INPUTS.map(({ name }) => name);
  const given = [...recipes.values()].flatMap((yaml) => {
    const found: string[] = [];
    JSON.stringify(workflowOf(yaml), (_, value: unknown) => {
      if (typeof value !== 'object' || value === null || !('uses' in value) || !('with' in value)) return value;
      if (String(value.uses).startsWith('gpu-cli/run-action@')) found.push(...Object.keys(value.with as object));
      return value;
    });
    return found;
  });
  expect(given.length).toBeGreaterThan(20);
  expect(given.filter((name) => !names.includes(name))).toEqual([]);
});

test('each command line of gpu-ci run is one that it takes', () => {
  const lines = [...readme.matchAll(/gpu-ci run (.*)$/gm)].map(([, rest = '']) => rest);
  expect(lines.length).toBeGreaterThan(1);
  for (const line of lines) {
    const words = [...line.matchAll(/'([^']*)'|([^\s']+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    expect(parseRunFlags(words).inputs.get('command')).toContain('python');
  }
});

describe('each link of the documents leads somewhere', () => {
  const documents = [
    ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'emulator/FIDELITY.md'],
    ...['docs/retry.md', 'docs/field-asks.md', 'examples/digits/README.md'],
  ];
  /** As GitHub makes them: no code marks, lower case, no punctuation, blanks to hyphens. */
  const anchorsOf = (text: string): string[] =>
    [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    );
  test.each(documents)('%s', (file) => {
    const text = readFileSync(file, 'utf8').replace(/```[\s\S]*?```/g, '');
    const links = [...text.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(([, link = '']) => link);
    const dead = links.filter((link) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? file : join(dirname(file), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
    });
    expect(dead).toEqual([]);
  });
});

describe('each message of the troubleshooting table is one of ours', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join('src', file), 'utf8'))
    .join('\n')
    .replaceAll('\\`', '`');
  const table = /## Troubleshooting\n([\s\S]+?)\n## /.exec(readme)?.[1] ?? '';
  const messages = table
    .split('\n')
    .map((line) => line.split(' | ')[0]?.replace(/^\| /, '').trim() ?? '')
    .filter((cell) => cell.startsWith('`'));

  test.each(messages)('%s', (cell) => {
    const words = cell
      .replace(/^`+ ?| ?`+$/g, '')
      .replaceAll('``, ``', '…')
      .replaceAll('`, `', '…');
    const parts = words.split(/…|\(\)|\d+ of \d+|\d+(?= )/).map((part) => part.trim());
    const said = parts.filter((part) => part.length > 3);
    expect(said.length).toBeGreaterThan(0);
    // Some are put together from several pieces: then each word of them is one of ours.
    const isOurs = (part: string) =>
      sources.includes(part) || (part.match(/[a-z-]{5,}/gi) ?? []).every((word) => sources.includes(word));
    expect(said.filter((part) => !isOurs(part))).toEqual([]);
  });
});

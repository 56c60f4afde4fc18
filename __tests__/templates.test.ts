import { describe, expect, test } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { INPUTS, OUTPUTS } from '../src/inputs.ts';
import { outputVariable, REPORTS } from '../src/hosts/plain.ts';
import { PIPELINE_HOSTS, WORKFLOWS } from '../src/kit/pipelines.ts';

const root = process.cwd();
const text = (name: string): string => readFileSync(join(root, 'templates', name), 'utf8');

const SCHEMAS = {
  'gitlab-ci.yml': 'gitlab-ci',
  'buildkite.yml': 'buildkite',
  'circleci.yml': 'circle-ci',
  'azure-pipelines.yml': 'azure-pipelines',
  'bitbucket-pipelines.yml': 'bitbucket-pipelines',
  'github/pr-check.yml': 'github-workflows',
  'github/retrain.yml': 'github-workflows',
  'github/sweep.yml': 'github-workflows',
  'github/long.yml': 'github-workflows',
  '../.github/workflows/gpu-run.yml': 'github-workflows',
} as const;

const PLAIN = PIPELINE_HOSTS.map(({ template }) => template).filter((name) => !name.startsWith('github/'));

const compiled = new Map<string, ValidateFunction>();

function compile(schema: string): ValidateFunction {
  const file = join(root, '__tests__', 'fixtures', 'ci-schemas', `${schema}.json.gz`);
  // Each schema checks a few documents: code that is not optimized is ready four times sooner.
  const options = { strict: false, validateFormats: false, unicodeRegExp: false, code: { optimize: false } };
  const ajv = new Ajv(options);
  return ajv.compile(JSON.parse(gunzipSync(readFileSync(file)).toString()) as object);
}

function validate(schema: string, value: unknown): unknown {
  const check = compiled.get(schema) ?? compile(schema);
  compiled.set(schema, check);
  return check(value) ? null : check.errors;
}

test.each(Object.entries(SCHEMAS))('%s is valid by the schema of its host', (name, schema) => {
  // Azure's schema is made for a reader that leaves each scalar a string.
  const read = schema === 'azure-pipelines' ? ({ schema: 'failsafe' } as const) : {};
  expect(validate(schema, parse(text(name), read))).toBeNull();
});

test('a schema refuses what is wrong', () => {
  expect(validate('gitlab-ci', { gpu: { script: 7 } })).not.toBeNull();
});

test.each(PLAIN)('%s names the variable of the token, holds no token, and is marked as written by init', (name) => {
  const content = text(name);
  expect(content).toContain('GPU_SERVICE_TOKEN');
  expect(content).not.toContain('gpt_sat_');
  expect(content.split('\n').slice(0, 2).join('\n')).toContain('Made by gpu-ci init');
});

/** Every string of a document that a shell is to run. */
function scriptsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string')
    return /^(script|after_script|after-script|command|run|bash)$/.test(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => scriptsIn(item, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => scriptsIn(item, name));
}

const yamlFiles = PLAIN.filter((name) => name.endsWith('.yml'));
const jenkinsScript = /sh '''\n([\s\S]*?)'''/.exec(text('Jenkinsfile'))?.[1] ?? '';
const scripts = [
  ['shell.sh', text('shell.sh')],
  ['Jenkinsfile', jenkinsScript],
  ...yamlFiles.flatMap((name) => scriptsIn(parse(text(name))).map((script) => [name, script])),
].map(([name = '', script = '']) => ({ name, script }));

// Without shellcheck the tests are reported as skipped; on CI they fail.
const available = process.env['CI'] !== undefined || spawnSync('shellcheck', ['--version']).status === 0;
const shellcheck = available ? test : test.skip;
shellcheck.each(scripts)('shellcheck accepts a script of $name', ({ script }) => {
  const checked = spawnSync('shellcheck', ['-s', 'sh', '-'], { input: script, encoding: 'utf8' });
  expect(checked.stdout).toBe('');
});

test('GitLab declares each file that its host writes', () => {
  const { gpu } = parse(text('gitlab-ci.yml')) as { gpu: { artifacts: { reports: Record<string, string> } } };
  expect(gpu.artifacts.reports).toEqual({
    dotenv: `${REPORTS}/outputs.env`,
    annotations: `${REPORTS}/annotations.json`,
  });
});

test('Azure lets the run set its outputs and no other variable', () => {
  const { jobs } = parse(text('azure-pipelines.yml')) as {
    jobs: { steps: { name?: string; target?: { commands: string; settableVariables: string[] } }[] }[];
  };
  const run = jobs[0]?.steps.find(({ name }) => name === 'gpu');
  expect(run?.target?.commands).toBe('restricted');
  expect(run?.target?.settableVariables).toEqual(OUTPUTS.map(([name]) => outputVariable(name)));
});

interface Step {
  uses?: string;
  with?: Record<string, string>;
}
interface Workflow {
  on: { workflow_call?: { inputs: Record<string, { default?: string; required?: boolean }>; outputs: object } };
  permissions: unknown;
  concurrency?: unknown;
  jobs: Record<string, { 'timeout-minutes': unknown; outputs?: object; steps: Step[]; strategy?: Strategy }>;
}
interface Strategy {
  'max-parallel': number;
  matrix: Record<string, unknown[]>;
}

const OWN = 'gpu-cli/run-action';
const inputNames = INPUTS.map(({ name }) => name);
const stepsOf = ({ jobs }: Workflow): Step[] => Object.values(jobs).flatMap(({ steps }) => steps);

describe.each([...WORKFLOWS.map((name) => `github/${name}.yml`), '../.github/workflows/gpu-run.yml'])('%s', (name) => {
  const content = text(name);
  const workflow = parse(content) as Workflow;
  const ours = stepsOf(workflow).filter(({ uses }) => uses?.startsWith(`${OWN}@`));

  test('gives the action inputs that exist, the token among them', () => {
    expect(ours.length).toBeGreaterThan(0);
    for (const step of ours) {
      expect(Object.keys(step.with ?? {}).filter((input) => !inputNames.includes(input))).toEqual([]);
      expect(step.with?.['token']).toMatch(/^\$\{\{ secrets\.(GPU_SERVICE_TOKEN|token) \}\}$/);
    }
  });

  test('has no more rights than it needs, and bounds each job', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeTruthy();
  });

  test("pins other people's actions by commit, and leaves no token of GitHub in the work tree", () => {
    const foreign = [...content.matchAll(/uses: (?!gpu-cli\/run-action)(\S+)(.*)$/gm)];
    for (const [, action, comment] of foreign) {
      expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(comment).toMatch(/^ # v\d+/);
    }
    const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts.map((step) => step.with)).toEqual(checkouts.map(() => ({ 'persist-credentials': false })));
  });

  test('decides what two of it at a time do', () => {
    // The caller of a reusable workflow decides it; its head comment shows how.
    if (workflow.on.workflow_call === undefined) expect(workflow.concurrency).toBeDefined();
    else expect(content).toContain('cancel-in-progress:');
  });
});

test('a sweep is no wider than the pool of the smallest plan that has service accounts', () => {
  const { strategy } = (parse(text('github/sweep.yml')) as Workflow).jobs['gpu'] ?? {};
  expect(strategy?.['max-parallel']).toBeLessThanOrEqual(10);
  expect(strategy?.matrix).toBeDefined();
});

test('every GitHub template has a budget or a limit for each run', () => {
  for (const name of WORKFLOWS) expect(text(`github/${name}.yml`)).toMatch(/^ +(timeout: \d|timeout \d+h )/m);
});

describe('gpu-run.yml', () => {
  const { on, jobs } = parse(text('../.github/workflows/gpu-run.yml')) as Workflow;
  const call = on.workflow_call;
  const job = jobs['gpu'];
  const given = job?.steps.find(({ uses }) => uses?.startsWith(OWN))?.with ?? {};

  test("has the action's inputs with the action's defaults, and hands each on", () => {
    const shared = Object.entries(call?.inputs ?? {}).filter(([name]) => inputNames.includes(name));
    for (const [name, input] of shared) {
      const row = INPUTS.find((one) => one.name === name);
      expect([name, input.required === true ? '' : input.default]).toEqual([name, row?.default]);
      expect(given[name]).toBe(`\${{ inputs.${name} }}`);
    }
    const own = Object.keys(call?.inputs ?? {}).filter((name) => !inputNames.includes(name));
    expect(own).toEqual(['artifact', 'job-minutes']);
  });

  test("hands the action's outputs out", () => {
    const known = OUTPUTS.map(([name]) => name);
    const outputs = Object.keys(call?.outputs ?? {});
    expect(outputs.filter((name) => !known.includes(name))).toEqual([]);
    const expected = (from: string) =>
      Object.fromEntries(outputs.map((name) => [name, `\${{ ${from}.outputs.${name} }}`]));
    expect(job?.outputs).toEqual(expected('steps.gpu'));
    const values = Object.entries(call?.outputs ?? {}).map(([name, { value }]) => [name, value as string]);
    expect(Object.fromEntries(values)).toEqual(expected('jobs.gpu'));
  });
});

test('the Jenkinsfile binds the credential, cleans up always, and archives the reports', () => {
  const content = text('Jenkinsfile');
  expect(content).toContain("GPU_SERVICE_TOKEN = credentials('gpu-service-token')");
  expect(content).toMatch(/post \{[\s\S]*always \{[\s\S]*gpu-ci cleanup/);
  expect(content).toContain(`'${REPORTS}/**'`);
});

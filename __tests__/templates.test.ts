import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { INPUTS, OUTPUTS } from '../src/core/inputs.ts';
import { splitWords } from '../src/core/words.ts';
import { outputVariable, REPORTS } from '../src/hosts/plain.ts';
import { parseRunFlags } from '../src/kit/flags.ts';
import { PIPELINE_HOSTS } from '../src/kit/pipelines.ts';

const root = process.cwd();
const text = (name: string): string => readFileSync(join(root, 'templates', name), 'utf8');

const SCHEMAS = {
  'gitlab-ci.yml': 'gitlab-ci',
  'buildkite.yml': 'buildkite',
  'circleci.yml': 'circle-ci',
  'azure-pipelines.yml': 'azure-pipelines',
  'bitbucket-pipelines.yml': 'bitbucket-pipelines',
  'github/pr-check.yml': 'github-workflows',
} as const;

const PLAIN = PIPELINE_HOSTS.map(({ template }) => template).filter((name) => !name.startsWith('github/'));

function validate(schema: string, value: unknown): unknown {
  const file = join(root, '__tests__', 'fixtures', 'ci-schemas', `${schema}.json.gz`);
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false });
  const check = ajv.compile(JSON.parse(gunzipSync(readFileSync(file)).toString()) as object);
  return check(value) ? null : check.errors;
}

describe.each(Object.entries(SCHEMAS))('%s', (name, schema) => {
  test("holds to the host's published schema", () => {
    // Azure's schema is made for a reader that leaves each scalar a string.
    const read = schema === 'azure-pipelines' ? ({ schema: 'failsafe' } as const) : {};
    expect(validate(schema, parse(text(name), read))).toBeNull();
  });
});

test('the schemas do refuse what is wrong', () => {
  expect(validate('gitlab-ci', { gpu: { script: 7 } })).not.toBeNull();
  expect(validate('circle-ci', { version: 2.1, jobs: { gpu: { steps: 'x' } } })).not.toBeNull();
  expect(validate('azure-pipelines', { jobs: [{ jab: 'x' }] })).not.toBeNull();
  expect(validate('buildkite', { steps: [{ lebel: 'x', commnd: 7 }] })).not.toBeNull();
});

describe.each(PLAIN)('%s', (name) => {
  const content = text(name);

  test('runs with flags that there are, and cleans up in a hook of its host', () => {
    const runs = [...content.matchAll(/gpu-ci run (.*?-- \\\n.*)$/gm)];
    expect(runs).toHaveLength(1);
    const words =
      splitWords(
        (runs[0]?.[1] ?? '')
          .replace(' \\\n', ' ')
          .replace(/ &$/, '')
          .replace(/"\$\w+"/g, 'file'),
      ) ?? [];
    const { inputs } = parseRunFlags(words);
    expect(inputs.get('command')).toBe('python train.py');
    expect(inputs.get('timeout')).toBe('1h');
    expect(content).toContain('gpu-ci cleanup');
  });

  test('says where the token belongs, holds none, and marks itself as ours', () => {
    expect(content).toContain('GPU_SERVICE_TOKEN');
    expect(content).not.toContain('gpt_sat_');
    expect(content.split('\n').slice(0, 2).join('\n')).toContain('Made by gpu-ci init');
  });

  test('its lines are read without scrolling', () => {
    expect(content.split('\n').filter((line) => line.length > 140)).toEqual([]);
  });
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

test('every YAML template has scripts', () => {
  for (const name of yamlFiles) expect(scripts.filter((one) => one.name === name).length).toBeGreaterThan(0);
});

test.each(scripts)('a script of $name is POSIX shell', ({ script }) => {
  expect(() => execFileSync('sh', ['-n'], { input: script, stdio: ['pipe', 'pipe', 'pipe'] })).not.toThrow();
});

// A newcomer may lack it, and then the tests are reported as skipped; on CI they fail.
const available = process.env['CI'] !== undefined || spawnSync('shellcheck', ['--version']).status === 0;
const shellcheck = available ? test : test.skip;
shellcheck.each(scripts)('shellcheck is content with a script of $name', ({ script }) => {
  const checked = spawnSync('shellcheck', ['-s', 'sh', '-'], { input: script, encoding: 'utf8' });
  expect(checked.stdout).toBe('');
});

test('GitLab declares each file that its host writes', () => {
  const { gpu } = parse(text('gitlab-ci.yml')) as { gpu: { artifacts: { reports: Record<string, string> } } };
  expect(gpu.artifacts.reports).toEqual({
    dotenv: `${REPORTS}/outputs.env`,
    annotations: `${REPORTS}/annotations.json`,
    metrics: `${REPORTS}/metrics.txt`,
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

test('GitHub gives the action inputs that it has, and no more rights than it needs', () => {
  const workflow = parse(text('github/pr-check.yml')) as {
    permissions: unknown;
    concurrency: unknown;
    jobs: { gpu: { 'timeout-minutes': number; steps: { uses: string; with?: Record<string, string> }[] } };
  };
  expect(workflow.permissions).toEqual({ contents: 'read' });
  expect(workflow.concurrency).toBeDefined();
  expect(workflow.jobs.gpu['timeout-minutes']).toBeGreaterThan(0);
  const step = workflow.jobs.gpu.steps.find(({ uses }) => uses.startsWith('gpu-cli/run-action@'));
  const names = INPUTS.map(({ name }) => name);
  expect(Object.keys(step?.with ?? {}).filter((name) => !names.includes(name))).toEqual([]);
  expect(step?.with?.['token']).toBe('${{ secrets.GPU_SERVICE_TOKEN }}');
});

describe('Jenkinsfile', () => {
  const content = text('Jenkinsfile');

  test('has balanced braces and quotes', () => {
    const bare = content
      .replace(/'''[\s\S]*?'''/g, '')
      .replace(/\/\/.*$/gm, '')
      .replace(/'[^'\n]*'/g, '');
    expect(bare).not.toMatch(/['"]/);
    expect(bare.split('{').length).toBe(bare.split('}').length);
  });

  test('binds the credential, and cleans up always', () => {
    expect(content).toContain("GPU_SERVICE_TOKEN = credentials('gpu-service-token')");
    expect(content).toMatch(/post \{[\s\S]*always \{[\s\S]*gpu-ci cleanup/);
    expect(content).toContain(`'${REPORTS}/**'`);
  });
});

describe('shell.sh', () => {
  /** The script with an `npx` that writes down its calls, and runs until a signal comes. */
  function started(body: string) {
    const folder = mkdtempSync(join(tmpdir(), 'gpu-ci-shell-'));
    const calls = join(folder, 'calls');
    writeFileSync(
      join(folder, 'npx'),
      `#!/bin/sh\necho "$4 $5" >> '${calls}'\nif [ "$5" = run ]; then\n${body}\nfi\n`,
      { mode: 0o755 },
    );
    const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, GPU_SERVICE_TOKEN: 'x' };
    const child = spawn('sh', [join(root, 'templates', 'shell.sh')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    const over = async () => {
      const [code] = await ended;
      const lines = readFileSync(calls, 'utf8').trim().split('\n');
      rmSync(folder, { recursive: true });
      return { code, lines };
    };
    return { child, over };
  }

  test("ends with the run's code, and cleans up after it", async () => {
    const { over } = started('exit 7');
    expect(await over()).toEqual({ code: 7, lines: ['gpu-ci run', 'gpu-ci cleanup'] });
  });

  test('hands a signal on to the run at once, waits for it, and cleans up', async () => {
    const { child, over } = started(
      `trap 'echo told >> "$(dirname "$0")/calls"; exit 130' TERM; echo up; while :; do sleep 0.05; done`,
    );
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await over()).toEqual({ code: 143, lines: ['gpu-ci run', 'told', 'gpu-ci cleanup'] });
  });
});

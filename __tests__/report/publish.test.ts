import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunReport } from '../../src/model/outcome.ts';
import type { Host } from '../../src/model/host.ts';
import { parseRequest } from '../../src/request.ts';
import { github } from '../../src/hosts/github.ts';
import { publish } from '../../src/report/publish.ts';
import { openIn, scratch } from '../hosts/support/world.ts';
import { hostileReport } from '../support/hostile.ts';
import { report } from '../support/report.ts';
import { CASES } from '../support/reports.ts';
import { StepConsole } from '../support/runner/console.ts';
import { pairs } from '../support/runner/files.ts';
import { SecretMasker } from '../support/runner/masking.ts';

let folder: ReturnType<typeof scratch>;
beforeEach(() => {
  folder = scratch();
});
afterEach(() => {
  folder[Symbol.dispose]();
});
const read = (name: string): string => readFileSync(join(folder.path, name), 'utf8');

/** What the runner makes of it all: its commands obeyed, its files read. */
async function told(value: RunReport, inputs: Record<string, string> | null = {}, env: NodeJS.ProcessEnv = {}) {
  for (const name of ['output', 'summary']) writeFileSync(join(folder.path, name), '');
  const { host, stdout } = openIn(github, {
    GITHUB_OUTPUT: join(folder.path, 'output'),
    GITHUB_STEP_SUMMARY: join(folder.path, 'summary'),
    RUNNER_TEMP: folder.path,
    ...env,
  });
  const request = inputs === null ? undefined : parseRequest((name) => ({ command: 'true', ...inputs })[name] ?? '');
  await publish(host, value, request, { over: new AbortController().signal });
  const seen = new StepConsole({
    masker: new SecretMasker(),
    debug: false,
    changed: () => undefined,
  });
  for (const line of stdout().replace(/\n$/, '').split('\n')) seen.read(line, 'stdout');
  const outputs = new Map([...pairs(read('output'))]);
  return { seen, outputs, commands: seen.commands.map(({ command }) => command) };
}

describe('what the world is told', () => {
  test('outputs, the report file, a group with the facts, the summary, and last the one error', async () => {
    const failed = CASES['crash'] ?? report();
    const { seen, outputs, commands } = await told({ ...failed, notices: ['a notice'] });
    expect(commands).toEqual(['notice', 'group', 'endgroup', 'error']);
    expect(seen.groups.map(({ title }) => title)).toEqual(['Report: ❌ failed after 49 s · exit code 1 · about $0.04']);
    expect(seen.groups[0]?.lines[0]).toBe('What happened: RuntimeError: loss is NaN at step 20');
    expect(seen.annotations.at(-1)).toMatchObject({
      level: 'error',
      properties: { title: 'train: failed after 49 s · exit code 1' },
    });
    expect(outputs.get('exit-code')).toBe('1');
    expect(JSON.parse(readFileSync(outputs.get('report-file') ?? '', 'utf8'))).toMatchObject({ status: 'failed' });
    expect(read('summary')).toContain('## ❌ train · failed after 49 s');
  });

  test('a run that is perhaps alive warns before the error', async () => {
    const { seen } = await told(CASES['unconfirmed'] ?? report());
    expect(seen.annotations.map(({ level, properties }) => [level, properties['title']]).slice(-2)).toEqual([
      ['warning', 'A paid run may still be alive'],
      ['error', expect.any(String)],
    ]);
  });

  test('inputs that could not be read: outputs and error, and nothing to look at', async () => {
    const refused = report({ status: 'failed', class: 'usage', reason: '`gpu-count` is "x".', attempts: [] });
    const { commands, outputs } = await told(refused, null);
    expect(commands).toEqual(['error']);
    expect(outputs.get('class')).toBe('usage');
    expect(read('summary')).toBe('');
  });

  test('without a summary the group of the log stays', async () => {
    const { commands } = await told(report(), { summary: 'false' });
    expect(commands).toEqual(['group', 'endgroup']);
    expect(read('summary')).toBe('');
  });

  test('what cannot be written is a warning, and the group is closed', async () => {
    const { seen, commands, outputs } = await told(
      report(),
      {},
      { RUNNER_TEMP: join(folder.path, 'gone'), GITHUB_STEP_SUMMARY: join(folder.path, 'gone', 'summary') },
    );
    expect(commands).toEqual(['warning', 'group', 'warning', 'endgroup']);
    expect(seen.annotations.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The run report could not be written to .*ENOENT/),
      expect.stringMatching(/^The job summary could not be written \(.*gone/),
    ]);
    expect(outputs.has('report-file')).toBe(false);
    expect(outputs.get('status')).toBe('succeeded');
  });
});

test('hostile text in every field: no command is forged, no output becomes two, each line of the group is its own', async () => {
  const ours = ['notice', 'warning', 'error', 'group', 'endgroup'];
  await fc.assert(
    fc.asyncProperty(hostileReport, async (value) => {
      const { seen, outputs, commands } = await told(value);
      for (const command of commands) expect(ours).toContain(command);
      expect(commands.filter((command) => command === 'notice')).toHaveLength(value.notices.length);
      expect(commands.filter((command) => command === 'error')).toHaveLength(value.class === '' ? 0 : 1);
      expect(seen.groups).toHaveLength(value.attempts.length === 0 ? 0 : 1);
      expect(seen.refused).toBe(false);
      expect(outputs.get('status')).toBe(value.status);
      expect(outputs.size).toBe(15);
      for (const name of readdirSync(folder.path)) if (name.endsWith('.json')) rmSync(join(folder.path, name));
      expect(existsSync(join(folder.path, 'summary'))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('a host that breaks down is a warning, and its group is closed', async () => {
  const { host, stdout } = openIn(github, { RUNNER_TEMP: folder.path });
  const broken: Host = { ...host, publish: () => Promise.reject(new Error('out of order')) };
  const request = parseRequest((name) => (name === 'command' ? 'true' : ''));
  await publish(broken, report(), request, { over: new AbortController().signal });
  expect(stdout()).toMatch(/::endgroup::\n::warning::The report could not be published: out of order\n$/);
});

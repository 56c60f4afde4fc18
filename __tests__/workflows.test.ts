import { afterEach, describe, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const folder = join(root, '.github', 'workflows');
const files = readdirSync(folder);
const read = (file: string): string => readFileSync(join(folder, file), 'utf8');

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface JobFile {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly needs?: string;
  readonly steps: readonly Step[];
  readonly 'timeout-minutes'?: unknown;
}
interface System {
  readonly runner: string;
  readonly tests: string;
}
const workflow = (file: string) =>
  parse(read(file)) as {
    readonly permissions?: Record<string, string>;
    readonly jobs: Readonly<Record<string, JobFile>>;
  };

/** What a job may write, and nothing else may. */
const WRITES: Readonly<Record<string, readonly string[]>> = {
  'codeql.yml analyze': ['security-events'],
  'scorecard.yml scorecard': ['security-events', 'id-token'],
  'release.yml publish': ['contents', 'id-token', 'attestations'],
};

describe.each(files)('%s', (file) => {
  const { permissions, jobs } = workflow(file);

  test('other people’s actions are pinned by commit, with the version beside it', () => {
    const uses = read(file)
      .split('\n')
      .filter((line) => /^\s*(- )?uses:/.test(line));
    const foreign = uses.filter((line) => !/uses: (\.\/|gpu-cli\/run-action)/.test(line));
    for (const line of foreign) expect(line).toMatch(/uses: [\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*$/);
  });

  test('rights are given by job, and no more than it needs', () => {
    expect([{}, { contents: 'read' }]).toContainEqual(permissions);
    for (const [name, job] of Object.entries(jobs)) {
      const writes = Object.entries(job.permissions ?? {}).filter(([, right]) => right === 'write');
      expect(writes.map(([what]) => what)).toEqual(WRITES[`${file} ${name}`] ?? []);
    }
  });

  test('no checkout leaves a token behind, and each job has a time limit', () => {
    for (const job of Object.values(jobs)) {
      expect(job['timeout-minutes']).toBeDefined();
      for (const { uses = '', with: inputs } of job.steps)
        if (uses.startsWith('actions/checkout@')) expect(inputs?.['persist-credentials']).toBe(false);
    }
  });

  test('nothing foreign is put into a script: values reach it by its environment', () => {
    for (const job of Object.values(jobs)) for (const { run = '' } of job.steps) expect(run).not.toContain('${{');
  });
});

test('tests run on each system that the action supports, and each file that a system names is there', () => {
  const { systems } = (
    parse(read('ci.yml')) as { jobs: Record<string, { strategy?: { matrix: { include: System[] } } }> }
  ).jobs;
  const all = readdirSync(join(root, '__tests__'), { recursive: true, encoding: 'utf8' }).map(
    (name) => `__tests__/${name}`,
  );
  const rows = systems?.strategy?.matrix.include ?? [];
  expect(rows.map(({ runner }) => runner)).toEqual(['ubuntu-24.04-arm', 'macos-latest']);
  for (const { tests } of rows)
    for (const begin of tests.split(' '))
      expect([begin, all.some((name) => name.startsWith(begin))]).toEqual([begin, true]);
});

test('a release is verified, published and only then is v1 moved; nothing else moves it', () => {
  const { verify, publish } = workflow('release.yml').jobs;
  expect(publish?.needs).toBe('verify');
  expect(verify?.steps.map(({ run }) => run)).toEqual(expect.arrayContaining(['bash .ci/run']));
  const at = (what: string) => publish?.steps.findIndex(({ run, uses }) => `${run} ${uses}`.includes(what)) ?? -1;
  const order = [
    'actions/attest-build-provenance@',
    'actions/attest-sbom@',
    'gh release create',
    'refs/tags/$major',
  ].map(at);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(order).not.toContain(-1);
  const moving = publish?.steps[at('refs/tags/$major')];
  expect(moving?.if).toBe("${{ !contains(github.ref_name, '-') }}");
  for (const file of files.filter((name) => name !== 'release.yml'))
    expect(read(file)).not.toMatch(/refs\/tags|git tag|git push/);
});

describe('.ci/release-check', () => {
  const made: string[] = [];
  afterEach(() => {
    for (const dir of made.splice(0)) rmSync(dir, { recursive: true, force: true });
  });
  const repository = (version: string, changelog: string) => {
    const dir = mkdtempSync(join(tmpdir(), 'release-'));
    made.push(dir);
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@localhost', ...args], {
        cwd: dir,
        stdio: 'ignore',
      });
    mkdirSync(join(dir, '.ci'));
    cpSync(join(root, '.ci', 'release-check'), join(dir, '.ci', 'release-check'));
    writeFileSync(join(dir, 'package.json'), JSON.stringify({ version }));
    writeFileSync(join(dir, 'CHANGELOG.md'), changelog);
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'All');
    const check = (tag: string) => {
      const { status, stdout, stderr } = spawnSync('bash', [join(dir, '.ci', 'release-check'), tag], {
        encoding: 'utf8',
      });
      return { status, said: (stdout + stderr).trim() };
    };
    return { git, check };
  };

  test('lets a tag pass that package.json and the changelog name, on main', () => {
    expect(repository('1.2.3', '## 1.2.3 (2026-11-24)\n').check('v1.2.3')).toEqual({
      status: 0,
      said: 'v1.2.3 may be released',
    });
  });

  test('refuses another version, a version without its section, one that is not dated, and a commit beside main', () => {
    const { check, git } = repository('1.2.3', '## 1.2.3 (2026-11-24)\n');
    expect(check('v1.2.4')).toMatchObject({ status: 1, said: expect.stringContaining('package.json says 1.2.3') });
    expect(repository('1.2.3', '## 1.2.2\n').check('v1.2.3').said).toContain('no section 1.2.3');
    expect(repository('1.2.3', '## 1.2.3 (unreleased)\n').check('v1.2.3').said).toContain('unreleased');
    git('checkout', '-q', '-b', 'beside');
    git('commit', '-q', '--allow-empty', '-m', 'Beside');
    expect(check('v1.2.3')).toMatchObject({ status: 1, said: expect.stringContaining('not on main') });
  });
});

test('dist/licenses.txt has each package that is bundled, with its text, and ARCHITECTURE.md says why it is', () => {
  const bundled = new Set<string>();
  for (const file of readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.js')) continue;
    const text = readFileSync(join(root, 'dist', file), 'utf8');
    for (const [, name = ''] of text.matchAll(/node_modules\/((?:@[\w-]+\/)?[\w.-]+)\/(?!node_modules)/g))
      bundled.add(name);
  }
  expect(bundled.size).toBeGreaterThan(2);
  const licences = readFileSync(join(root, 'dist', 'licenses.txt'), 'utf8').split(
    /\n\n(?=(?:@[\w-]+\/)?[\w.-]+\n(?:MIT|ISC|BSD|Apache|Unlicense))/,
  );
  const table =
    readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
      .split('Used by the action and `gpu-ci`:')[1]
      ?.split('\n\n')[1] ?? '';
  const cells = [...table.matchAll(/^\| ([^|]+)/gm)].map(([, cell = '']) => cell).join();
  const named = [...cells.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  const licensed = licences.map((text) => text.split('\n')[0] ?? '');
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  const direct = licensed.filter((name) => name in dependencies);
  expect(named).toEqual(expect.arrayContaining(direct));
  expect(licensed).toEqual(expect.arrayContaining(named));
  for (const name of bundled) expect(licensed).toContain(name);
  // A licence text may hold a line that reads like the beginning of the next entry.
  for (const name of named)
    expect(licences.filter((text) => text.startsWith(`${name}\n`)).join('').length).toBeGreaterThan(400);
});

test('ARCHITECTURE.md says why each dependency is there, and names none that is gone', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const section = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8').split('\n## Dependencies\n')[1] ?? '';
  const rows = [...section.matchAll(/^\| (`[^|]+`) +\| +([^|]+?) +\|/gm)];
  for (const [, , why = ''] of rows) expect(why).not.toBe('');
  const named = rows.flatMap(([, names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  expect(named.sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort());
});

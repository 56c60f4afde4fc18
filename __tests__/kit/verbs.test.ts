import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { sentenceOf } from '../../src/model/errors.ts';
import { parseOptions, type Option } from '../../src/kit/options.ts';
import { runKit } from '../../src/kit/verbs.ts';
import { packageRoot, type KitWorld } from '../../src/kit/world.ts';
import { scratch } from '../hosts/support/world.ts';
import { report } from '../support/report.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place[Symbol.dispose]());

const put = (path: string, text: string, mode = 0o644): void => {
  mkdirSync(join(place.path, path, '..'), { recursive: true });
  writeFileSync(join(place.path, path), text, { mode });
};
const read = (path: string): string => readFileSync(join(place.path, path), 'utf8');

/** `gpu-ci …` in the folder of a person whose PATH has git and, where `gpu` is given, a program of that script. */
async function ci(
  argv: readonly string[],
  { gpu, env, root }: { gpu?: string; env?: NodeJS.ProcessEnv; root?: string } = {},
) {
  if (gpu !== undefined) put('bin/gpu', `#!/bin/sh\n${gpu}\n`, 0o755);
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() };
  let out = '';
  for (const stream of [streams.stdout, streams.stderr])
    stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const world: KitWorld = {
    env: { PATH: `${join(place.path, 'bin')}:/usr/bin:/bin`, HOME: join(place.path, 'home'), ...env },
    cwd: place.path,
    ...streams,
    isTTY: false,
    fetch: () => Promise.resolve(new Response('ok')),
    root: root ?? process.cwd(),
  };
  try {
    return { code: await runKit(argv, world), out };
  } catch (error) {
    return { code: 2, out: sentenceOf(error) };
  }
}

describe('preview', () => {
  const preview = (text: string, ...flags: string[]) => {
    put('report.json', text);
    return ci(['preview', 'report.json', ...flags]);
  };
  test('renders a report to where it is asked to go', async () => {
    const page = await preview(JSON.stringify(report({ label: 'my run' })), '--view', 'comment', '--theme', 'dark');
    expect(page.code).toBe(0);
    expect(page.out).toMatch(/^<!doctype html>[^]*my run/);
    expect(await preview(JSON.stringify(report()), '--output', 'page.html')).toEqual({ code: 0, out: '' });
    expect(read('page.html')).toMatch(/^<!doctype html>/);
  });
  test.each(['no JSON', '{}', '{"status": "succeeded"}', '{"status": "succeeded", "attempts": []}'])(
    '%s is no report',
    async (text) => {
      expect(await preview(text)).toEqual({
        code: 1,
        out: 'gpu-ci preview: report.json is no run report. It is the file that the output report-file names.\n',
      });
    },
  );
  test('neither a file that is absent nor none at all', async () => {
    expect((await ci(['preview', 'absent.json'])).out).toContain('absent.json is no run report');
    expect(await ci(['preview'])).toMatchObject({ code: 2, out: expect.stringContaining('Which report?') });
  });
});

describe('the verbs', () => {
  test('one that there is not is told with the nearest, if any is near', async () => {
    expect((await ci(['initt'])).out).toContain('Did you mean gpu-ci init?');
    expect((await ci(['frobnicate'])).out).toContain('See gpu-ci --help.');
  });
  test('completion for a shell', async () => {
    expect((await ci(['completion', 'bash'])).out).toContain('complete ');
    expect((await ci(['completion'])).code).toBe(2);
  });
  test('the local GPU cloud is a program of its own: its words and its code are ours', async () => {
    put(
      'root/dist/emulator/serve.js',
      `console.log(process.argv.slice(2).join(' ')); console.error('why'); process.exit(7);`,
    );
    const { code, out } = await ci(['emulate', '--port', '0'], { root: join(place.path, 'root') });
    expect(code).toBe(7);
    expect(out.split('\n').sort()).toEqual(['', '--port 0', 'why']);
    put('root/dist/emulator/serve.js', `process.kill(process.pid, 'SIGKILL');`);
    expect((await ci(['emulate'], { root: join(place.path, 'root') })).code).toBe(1);
  });
  test('without that program it says so', async () => {
    expect(await ci(['emulate'], { root: place.path })).toEqual({
      code: 1,
      out: 'gpu-ci emulate: The local GPU cloud is missing. Install @gpu-cli/run-action anew.\n',
    });
  });
});

describe('flags', () => {
  const options: readonly Option[] = [
    { name: 'color', takes: 'red|blue', help: '', choices: ['red', 'blue'] },
    { name: 'text', takes: 'TEXT', help: '' },
  ];
  const fault = (...argv: string[]): string => {
    try {
      parseOptions('paint', argv, options);
      return '';
    } catch (error) {
      return sentenceOf(error);
    }
  };
  test('a choice that there is not is told with the nearest, else the first', () => {
    expect(fault('--color', 'blu')).toContain('For example --color blue');
    expect(fault('--color', 'transparent')).toContain('For example --color red');
  });
  test('what is no flag at all', () => {
    expect(fault('-x')).toContain('gpu-ci paint has no flag -x.');
    expect(fault('--=x')).toContain('gpu-ci paint has no flag --.');
    expect(fault('--text')).toBe('--text needs a value. Write --text TEXT');
    expect(fault('--text', '--color')).toBe('--text needs a value. Write --text TEXT');
    expect(fault('--text=--color', '-')).toBe('');
  });
});

describe('the folder of this package', () => {
  const program = process.argv[1];
  afterEach(() => {
    if (program !== undefined) process.argv[1] = program;
  });
  test('is found from the program, else from where we are', () => {
    process.argv[1] = join(process.cwd(), 'node_modules', 'jest', 'bin', 'jest.js');
    expect(packageRoot({})).toBe(process.cwd());
    process.argv[1] = join(place.path, 'absent');
    expect(packageRoot({})).toBe(process.cwd());
    process.argv.length = 1;
    expect(packageRoot({})).toBe(process.cwd());
  });
  test('without templates it is told', () => {
    put('program.js', '');
    process.argv[1] = join(place.path, 'program.js');
    expect(() => packageRoot({})).toThrow('The templates of gpu-ci are missing.');
  });
});

describe('init, where nobody is signed in', () => {
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: place.path, stdio: 'ignore' });
  const plan = (...flags: string[]) => ci(['init', '--dry-run', ...flags]);

  test('another name of the secret stands where the pipeline reads it', async () => {
    expect((await plan('--host', 'github', '--secret', 'MINE')).out).toContain('secrets.MINE }}');
    expect((await plan('--host', 'azure', '--secret', 'MINE')).out).toContain('$(MINE)');
    expect((await plan('--host', 'gitlab', '--secret', 'MINE')).out).toContain('--secret is for GitHub and Azure.');
    expect((await plan('--host', 'gitlab')).out).toContain('nothing was made');
  });
  test('a command stands in the pipeline as its host reads it', async () => {
    expect((await plan('--host', 'buildkite', '--command', 'echo $HOME')).out).toContain("'echo $$HOME'");
    expect((await plan('--host', 'gitlab', '--command', 'echo $HOME')).out).toContain("'echo $HOME'");
    expect((await plan('--host', 'gitlab', '--command', 'a\nb')).out).toContain('--command must be one line.');
  });
  test('a repository with workflows is one on GitHub, whatever other files lie there', async () => {
    put('.github/workflows/ci.yml', 'on: push\n');
    put('.gitlab-ci.yml', 'test: {}\n');
    expect((await plan()).out).toContain('CI host: GitHub Actions (.github/workflows is here)');
  });
  test('a file that is there is left alone, and the rest is told', async () => {
    git('init', '-q');
    expect((await ci(['init', '--host', 'gitlab', '--yes'])).code).toBe(0);
    expect(existsSync(join(place.path, '.gitlab-ci.yml'))).toBe(true);
    const again = await ci(['init', '--host', 'gitlab', '--yes']);
    expect(again.code).toBe(0);
    expect(again.out).toMatch(/is there already/);
    expect(again.out).not.toMatch(/Written/);
  });
  test('who is not signed in is told of no account', async () => {
    expect((await ci(['init', '--host', 'gitlab', '--dry-run'], { gpu: 'exit 10' })).out).toContain(
      'none is made from here',
    );
  });
});

describe('doctor, with programs of all kinds', () => {
  interface Check {
    readonly name: string;
    readonly state: string;
    readonly said: string;
    readonly fix: string;
  }
  /** A `gpu` that answers by its first words. */
  const saying = (answers: Readonly<Record<string, string>>): string =>
    `case "$*" in\n--version) ${answers['--version'] ?? 'echo gpu 0.31.2'};;\n${Object.entries(answers)
      .map(([words, answer]) => `'${words}'*) ${answer};;`)
      .join('\n')}\n*) exit 2;;\nesac`;
  async function examine(answers: Readonly<Record<string, string>>, ...flags: string[]) {
    const { out } = await ci(['doctor', '--json', ...flags], { gpu: saying(answers) });
    const { checks } = JSON.parse(out) as { checks: Check[] };
    return (name: string): string | undefined => {
      const found = checks.find((one) => one.name === name);
      return found === undefined ? undefined : `${found.state}: ${found.said} ${found.fix}`.trim();
    };
  }
  const json = (value: unknown): string => `echo '${JSON.stringify(value)}'`;
  const orgs = (...rows: readonly unknown[]) => ({ 'auth status': 'echo Signed in', 'org list': json({ orgs: rows }) });

  test('one without a version', async () => {
    expect((await examine({ '--version': 'echo gpu' }))('GPU CLI')).toMatch(
      /^warning: .* does not tell its version Update it/,
    );
    expect((await examine({ '--version': 'echo broken >&2; exit 1' }))('GPU CLI')).toMatch(
      /^wrong: .* does not start: broken/,
    );
  });

  test.each([
    [
      'a login that is refused',
      { 'auth status': 'echo Not logged in >&2; exit 10' },
      /^wrong: Not logged in Sign in: gpu login/,
    ],
    [
      'a fault of another kind',
      { 'auth status': 'echo odd >&2; exit 1' },
      /^wrong: odd See gpu doctor, and gpu auth status/,
    ],
    [
      'no such verb, and a doctor that is refused',
      { 'doctor --json': 'echo no daemon >&2; exit 13' },
      /^wrong: no daemon Start the daemon/,
    ],
    [
      'no such verb, and a doctor that is content',
      { 'doctor --json': json({ healthy: true }) },
      /^ok: gpu doctor is content/,
    ],
    [
      'a doctor that finds something',
      {
        'doctor --json': json({
          healthy: false,
          checks: [7, { ok: true, message: 'x' }, { ok: false, message: 'disk full' }],
        }),
      },
      /^wrong: gpu doctor says: disk full See gpu doctor/,
    ],
    [
      'a doctor that does not say what',
      { 'doctor --json': json({ healthy: false, checks: [{ ok: true }] }) },
      /: not healthy/,
    ],
    ['a doctor that lists nothing', { 'doctor --json': json({ healthy: false }) }, /: not healthy/],
  ])('sign-in: %s', async (_, answers, told) => expect((await examine(answers))('Sign-in')).toMatch(told));

  test.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['is not told', { 'auth status': 'true' }, /^skipped: this GPU CLI does not tell/],
    ['cannot be listed', { 'auth status': 'true', 'org list': 'echo no >&2; exit 1' }, /^warning: no See gpu org list/],
    [
      'makes no sense',
      { 'auth status': 'true', 'org list': 'echo x' },
      /^warning: none; runs are billed to a personal/,
    ],
    ['is none', orgs(), /^warning: none; runs are billed to a personal account/],
    [
      'is not chosen',
      orgs({ slug: 'acme' }, 7, { slug: 'other' }),
      /^warning: none is active; there are acme, other Choose one: gpu org switch acme$/,
    ],
    ['has no slug', orgs({}), /^warning: none is active; there are {2}Choose one: gpu org switch$/],
    ['is active', orgs({ slug: 'acme', active: true }), /^ok: acme is active$/],
  ])('the organization %s', async (_, answers, told) => expect((await examine(answers))('Organization')).toMatch(told));

  test('the organization that is wanted is there or not', async () => {
    const wanted = async (...rows: readonly unknown[]) =>
      (await examine(orgs(...rows), '--org', 'acme'))('Organization');
    expect(await wanted({ slug: 'acme' })).toBe('ok: acme is among yours');
    expect(await wanted({ slug: 'other' })).toMatch(/^wrong: acme is not among those .*; there are other Correct org/);
    expect(await wanted()).toMatch(/; there are none Correct org/);
  });

  test.each<[unknown, RegExp, RegExp | undefined]>([
    [{ used: 0, limit: 0 }, /^wrong: the plan has no sessions See the plans/, undefined],
    [{ used: 1, limit: 2 }, /^ok: 1 of 2 in use$/, undefined],
    [
      { used: 1, limit: 1 },
      /^warning: all 1 are in use/,
      /^warning: Free, by its one session: it has no service accounts/,
    ],
    [{ used: 0, limit: 3 }, /^ok: 0 of 3 in use$/, /^warning: Pro, by its 3 sessions/],
    [{ used: 'x' }, /^skipped: this GPU CLI does not tell how many/, undefined],
  ])('sessions %j', async (sessions, told, plan) => {
    const check = await examine({ ...orgs(), status: json({ sessions }) });
    expect(check('Sessions')).toMatch(told);
    if (plan === undefined) expect(check('Plan')).toBeUndefined();
    else expect(check('Plan')).toMatch(plan);
  });

  test('the plan that is named', async () => {
    const plan = async (name: string) => (await examine(orgs({ slug: 'acme', active: true, plan: name })))('Plan');
    expect(await plan('TEAM')).toBe('ok: Team');
    expect(await plan('pro')).toMatch(/^warning: Pro: it has no service accounts/);
  });

  test('another file of the project is named, and what is much is told', async () => {
    execFileSync('git', ['init', '-q'], { cwd: place.path });
    put('pyproject.toml', '');
    put('data.bin', '');
    truncateSync(join(place.path, 'data.bin'), 600 * 1024 * 1024);
    const check = await examine(orgs());
    expect(check('gpu.jsonc')).toContain('pyproject.toml is not read by this check');
    expect(check('Workspace')).toMatch(
      /^warning: 600\.0 MiB are sent with each run, the largest file being data\.bin \(600\.0 MiB\)/,
    );
  });
});

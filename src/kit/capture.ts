import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir, userInfo } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../model/errors.ts';
import { probe, versionIn } from '../gpu/capabilities.ts';
import { childEnv } from '../gpu/environment.ts';
import { readJson } from '../gpu/parse.ts';
import { installedFolder } from '../gpu/install.ts';
import { isTracing } from '../gpu/cli-lines.ts';
import { capture as callProgram, type Captured } from '../gpu/spawn.ts';
import type { Fact } from './assumptions.ts';
import { redactor, type Redact } from './redact.ts';
import { findGpu, INSTALL } from './accounts.ts';
import { spend, type Spent } from './spend.ts';
import { VERSION } from '../version.ts';
import { confirmed, print, uninterrupted, type KitWorld } from './world.ts';

/** One call of the program, without what identifies anybody. */
export interface CapturedCall {
  readonly code: number | null;
  readonly ms: number;
  /** It did not end in time. */
  readonly hung?: boolean;
  /** It printed more than is kept. */
  readonly cut?: boolean;
  readonly stdout?: readonly string[];
  readonly stderr?: readonly string[];
  /** The shape of the JSON on stdout. */
  readonly json?: unknown;
}

/** What a program `gpu` showed: a profile of the emulator, and the answers that it was made of. */
export interface Capture {
  readonly about: string;
  readonly version: string;
  readonly help: Readonly<Record<string, readonly string[]>>;
  readonly json: Readonly<Record<string, unknown>>;
  readonly podId: 'submitted' | 'ready';
  readonly namesPod: boolean;
  readonly stderr: readonly string[];
  readonly refusals: Readonly<Record<string, { readonly text?: string; readonly code: number }>>;
  /** How long a call of a verb took at least (ms). */
  readonly delays: Readonly<Record<string, number>>;
  readonly calls: Readonly<Record<string, CapturedCall>>;
  /** What no single call shows. */
  readonly facts: Readonly<Partial<Record<Fact, boolean>>>;
  /** The program and those next to it. */
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
  /** Names of variables that the help texts mention. */
  readonly variables: readonly string[];
}

const CALL_MS = 20_000;
const MOST_BYTES = 1024 * 1024;
const MOST_LINES = 400;
/** After so many calls without an answer the others are not made. */
const MOST_HUNG = 3;
const NO_JOB = 'job_00000000000000000000000000000000';
const NO_ORG = 'gpu-ci-no-such-org';

/** Verbs whose help is asked; others are found in `gpu --help`. */
const VERBS = [
  ...['run', 'attach', 'wait', 'logs', 'status', 'stop', 'instances', 'inventory', 'org', 'auth', 'daemon', 'doctor'],
  ...['config', 'login', 'logout', 'update', 'agent-docs', 'jobs', 'cancel'],
];
const MOST_VERBS = 60;

/** Calls that cost nothing and change nothing, by the verb that must exist. A switch of the organization is made in an empty home. */
interface Free {
  readonly name: string;
  readonly args: readonly string[];
  readonly as?: 'nobody' | 'empty home';
}
const FREE: readonly Free[] = [
  ...[
    ...['status', 'status --json', 'org list', 'org list --json', 'inventory --json', 'doctor --json'],
    ...['config schema', 'agent-docs', 'auth status', 'auth status --json', 'instances list --json'],
    ...[
      'daemon status --json',
      'status --gpu-ci-no-such-flag',
      `logs -j ${NO_JOB}`,
      `wait ${NO_JOB} --timeout 1 --json`,
    ],
  ].map((name) => ({ name, args: name.split(' ') })),
  { name: 'status --json without a token', args: ['status', '--json'], as: 'nobody' },
  { name: `org switch ${NO_ORG}`, args: ['org', 'switch', NO_ORG], as: 'empty home' },
];

export type Call = (
  args: readonly string[],
  options?: { readonly timeoutMs?: number; readonly cwd?: string },
) => Promise<Captured>;

interface Raw {
  readonly ended: Captured;
  readonly ms: number;
}

/** Runs the program and keeps what it printed, bounded in time and size. */
function recorder(bin: string, signal: AbortSignal) {
  const raw = new Map<string, Raw>();
  let hung = 0;
  const ask = async (
    name: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    cwd: string,
    timeoutMs = CALL_MS,
  ): Promise<Captured | undefined> => {
    if (hung >= MOST_HUNG || signal.aborted) return undefined;
    const began = performance.now();
    const ended = await callProgram(bin, args, { cwd, env, timeoutMs, maxBytes: MOST_BYTES, signal });
    if (ended.hung) hung += 1;
    raw.set(name, { ended, ms: Math.round(performance.now() - began) });
    return ended;
  };
  return { raw, ask, gaveUp: () => hung >= MOST_HUNG };
}

/** `gpu-ci doctor --capture FILE`. @returns the exit code. */
export async function captureTo(
  file: string,
  { spends, yes }: { readonly spends: boolean; readonly yes: boolean },
  world: KitWorld,
): Promise<number> {
  const bin = findGpu(world.env);
  if (bin === '') throw new UserError('GPU CLI is not installed.', `Install it: ${INSTALL}`);
  const token = world.env['GPU_SERVICE_TOKEN'] ?? '';
  const mark = randomBytes(8).toString('hex');
  const home = mkdtempSync(join(tmpdir(), 'gpu-ci-home-'));
  const own = { ...childEnv(world.env, token), GPU_CI_CAPTURE: mark };
  const nobody = {
    PATH: world.env['PATH'],
    LANG: 'C.UTF-8',
    USER: 'runner',
    LOGNAME: 'runner',
    HOME: home,
    GPU_CI_CAPTURE: mark,
  };
  try {
    // Another program of this name gets no token, and is not captured.
    const facts = await probe(bin, nobody, home);
    const made = await uninterrupted(async (interrupted) => {
      const { raw, ask, gaveUp } = recorder(bin, interrupted);
      const inHome = (args: readonly string[]) => ask(args.join(' '), args, nobody, home);
      await inHome(['--version']);
      const overview = await inHome(['--help']);
      const listed = [...(overview?.stdout ?? '').matchAll(/^ {2,6}([a-z][a-z-]{1,19})(?= {2,}|$)/gm)].map(
        ([, verb = '']) => verb,
      );
      for (const verb of [...new Set([...VERBS, ...listed])].slice(0, MOST_VERBS)) await inHome([verb, '--help']);
      for (const { name, args, as } of FREE) {
        if (raw.get(`${args[0] ?? ''} --help`)?.ended.code !== 0) continue;
        const env = as === 'nobody' ? nobody : as === 'empty home' ? { ...own, HOME: home } : own;
        await ask(name, args, env, world.cwd);
      }
      if (gaveUp())
        print(world, `gpu did not answer ${MOST_HUNG} calls within ${CALL_MS / 1000} s; the others were left out.`);
      const spent =
        spends && (await agreed(world, raw, yes))
          ? await spend({ world, facts, env: own, ask, signal: interrupted })
          : undefined;
      return assemble({ world, bin, raw, spent, secrets: secretsOf(world, home), processes: endStayed(mark, home) });
    });
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UserError(`${file} exists.`, 'Give the name of a new file.');
    throw error;
  } finally {
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
  print(
    world,
    `Captured GPU CLI in ${file}. Nothing was sent. Values are replaced by types and placeholders; read the file before you share it.`,
    `What it means for this action: gpu-ci doctor --compare ${file}`,
    `To run the emulator like it: gpu-ci emulate --profile ${file}`,
    'To help: attach it to an issue "GPU CLI behaves differently" at https://github.com/gpu-cli/run-action/issues/new/choose',
  );
  return 0;
}

/** The price of one GPU for about five minutes. */
async function agreed(world: KitWorld, raw: ReadonlyMap<string, Raw>, yes: boolean): Promise<boolean> {
  const offers = readJson(raw.get('inventory --json')?.ended.stdout ?? '');
  const prices = (Array.isArray(offers) ? offers : [])
    .map((offer) => Number((offer as Record<string, unknown> | null)?.['cost_per_hour']))
    .filter((price) => price > 0);
  const price =
    prices.length === 0
      ? 'GPU CLI lists no price'
      : `the cheapest GPU is listed at $${Math.min(...prices).toFixed(2)} per hour`;
  const question = `This runs two short jobs on one pod, for about five minutes (${price}). Continue?`;
  return confirmed(world, question, yes, 'Use --yes, or leave --spend out.');
}

function secretsOf({ env, cwd }: KitWorld, home: string): string[] {
  const named = Object.entries(env).filter(([name]) => /TOKEN|SECRET|PASS|KEY|CREDENTIAL|AUTH/i.test(name));
  const user = (() => {
    try {
      return userInfo().username;
    } catch {
      return '';
    }
  })();
  return [
    ...named.flatMap(([, value = '']) => (value.length >= 6 ? [value] : [])),
    ...[env['USER'], env['LOGNAME'], env['HOME'], env['HOSTNAME'], hostname(), user, cwd, basename(cwd), home],
  ].filter((value): value is string => value !== undefined && value !== '' && value !== '/');
}

/** Processes that the calls left behind, by the variable that they inherited. Those in the empty home serve nobody and are ended. */
function endStayed(mark: string, home: string): boolean {
  let stayed = false;
  for (const pid of process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : []) {
    try {
      const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      if (!variables.includes(`GPU_CI_CAPTURE=${mark}`)) continue;
      stayed = true;
      if (variables.includes(`HOME=${home}`)) process.kill(Number(pid), 'SIGTERM');
    } catch {
      // It has ended, or belongs to somebody else.
    }
  }
  return stayed;
}

interface Found {
  readonly world: KitWorld;
  readonly bin: string;
  readonly raw: ReadonlyMap<string, Raw>;
  readonly spent: Spent | undefined;
  readonly secrets: readonly string[];
  readonly processes: boolean;
}

export function assemble({ world, bin, raw, spent, secrets, processes }: Found): Capture {
  const redact = redactor(secrets);
  const help = helpsOf(raw, redact);
  const parsed = new Map([...raw].map(([name, { ended }]) => [name, readJson(ended.stdout)]));
  for (const value of parsed.values()) redact.learnFrom(value);
  const calls = Object.fromEntries(
    [...raw].filter(([name]) => !name.endsWith('--help')).map(([name, one]) => [name, callOf(one, redact)]),
  );
  const { files, facts } = installOf(bin, world.env);
  const ended = [...raw.values()].map((one) => one.ended);
  const shape = (name: string): unknown => calls[name]?.json;
  const shapes = {
    status:
      spent === undefined
        ? shape('status --json')
        : (shape('status --json while a job runs') ?? shape('status --json')),
    inventory: shape('inventory --json'),
    instances: shape('instances list --json while a job runs') ?? shape('instances list --json'),
    run: shape('run --detach --json'),
    wait: shape('wait JOB --json'),
  };
  const texts = [...raw]
    .filter(([name]) => name.endsWith('--help'))
    .map(([, one]) => one.ended.stdout + one.ended.stderr);
  return {
    about: `Captured by gpu-ci ${VERSION} on ${process.platform}-${process.arch}${spent === undefined ? '' : ', with a run'}.`,
    version: versionIn(`${raw.get('--version')?.ended.stdout ?? ''}${raw.get('--version')?.ended.stderr ?? ''}`),
    help,
    json: Object.fromEntries(Object.entries(shapes).filter(([, value]) => value !== undefined)),
    podId: spent?.podId ?? 'ready',
    namesPod: spent?.namesPod ?? false,
    stderr: (calls['status --json']?.stderr ?? []).filter(isTracing),
    refusals: refusalsOf(calls),
    delays: delaysOf(raw),
    calls,
    facts: {
      ...facts,
      ...spent?.facts,
      daemonStays: processes,
      daemonHoldsPipes: ended.some(({ held }) => held === true),
    },
    files: files.map(({ name, ...rest }) => ({
      name: /^gpu[a-z-]{0,20}$/.test(name) ? name : redact.text(name),
      ...rest,
    })),
    variables: [
      ...new Set(texts.flatMap((text) => text.match(/\b(GPU|RUST|RUNPOD|VAST)_[A-Z_]{2,40}\b/g) ?? [])),
    ].sort(),
  };
}

function helpsOf(raw: ReadonlyMap<string, Raw>, redact: Redact): Record<string, readonly string[]> {
  const found = [...raw].filter(([name, { ended }]) => name.endsWith(' --help') && ended.code === 0);
  return Object.fromEntries(
    found.map(([name, { ended }]) => [
      name.replace(/ --help$/, ''),
      linesOf(redact.help(ended.stdout || ended.stderr)),
    ]),
  );
}

const linesOf = (text: string): string[] => text.replace(/\n$/, '').split(/\r?\n/).slice(0, MOST_LINES);
const nonEmpty = (text: string): readonly string[] => (text.trim() === '' ? [] : linesOf(text));

function callOf({ ended, ms }: Raw, redact: Redact): CapturedCall {
  const json = readJson(ended.stdout);
  const isJson = typeof json === 'object' && json !== null;
  const stdout = isJson ? [] : nonEmpty(redact.text(ended.stdout));
  const stderr = nonEmpty(redact.text(ended.stderr));
  return {
    code: ended.code,
    ms,
    ...(ended.hung ? { hung: true } : {}),
    ...(ended.cut ? { cut: true } : {}),
    ...(isJson ? { json: redact.json(json) } : {}),
    ...(stdout.length > 0 ? { stdout } : {}),
    ...(stderr.length > 0 ? { stderr } : {}),
  };
}

const MOST_HASHED = 256 * 1024 * 1024;

/** Beside programs of other owners, as in /usr/local/bin, only those named `gpu…` count. */
function installOf(bin: string, env: NodeJS.ProcessEnv): Pick<Capture, 'files' | 'facts'> {
  const real = realpathSync(bin);
  const folder = dirname(real);
  const inInstallFolder = dirname(bin) === installedFolder(env) || folder === installedFolder(env);
  const names = readdirSync(folder).filter((name) => inInstallFolder || name.startsWith('gpu'));
  const files = names.slice(0, 20).flatMap((name) => {
    const path = join(folder, name);
    const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
    if (size === 0 || size > MOST_HASHED || !statSync(path).isFile()) return [];
    return [{ name, bytes: size, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') }];
  });
  return { files, facts: { inInstallFolder, siblings: files.length > 1 } };
}

/** Words and codes of refusals, by the error codes of the emulator. */
function refusalsOf(calls: Capture['calls']): Record<string, { text?: string; code: number }> {
  const noJob = [`wait ${NO_JOB} --timeout 1 --json`, `logs -j ${NO_JOB}`].find(
    (name) => (calls[name]?.code ?? 0) !== 0,
  );
  const from = { not_found: noJob ?? '', unauthenticated: 'status --json without a token' };
  return Object.fromEntries(
    Object.entries(from).flatMap(([word, name]) => {
      const call = calls[name];
      if (call === undefined || call.code === null || call.code === 0) return [];
      const line = call.stderr?.filter((one) => !isTracing(one)).at(-1);
      const text = line?.replace(/^\s*(✗|error:)\s*/i, '');
      return [[word, { ...(text === undefined ? {} : { text }), code: call.code }]];
    }),
  );
}

function delaysOf(raw: ReadonlyMap<string, Raw>): Record<string, number> {
  const least: Record<string, number> = {};
  for (const [name, { ms, ended }] of raw) {
    const verb = name.split(' ')[0] ?? '';
    if (!ended.hung && /^[a-z-]+$/.test(verb)) least[verb] = Math.min(least[verb] ?? Infinity, ms);
  }
  return least;
}

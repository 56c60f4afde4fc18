import { HttpClient } from '@actions/http-client';
import { getProxyUrl } from '@actions/http-client/lib/proxy';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INPUTS } from '../inputs.ts';
import { sentenceOf } from '../model/errors.ts';
import { shownAddress } from '../model/rules.ts';
import { withoutTokens } from '../model/secrets.ts';
import { childEnv } from '../gpu/environment.ts';
import { versionIn } from '../gpu/capabilities.ts';
import { fields, readJson } from '../gpu/parse.ts';
import { capture } from '../gpu/spawn.ts';
import { plural } from '../report/texts.ts';
import { findGpu, fixFor, gpuOf, INSTALL, saidBy, type CallGpu } from './accounts.ts';
import { otherConfig, parseJsonc } from './init.ts';
import { print, type KitWorld } from './world.ts';

/** Flags of `gpu-ci doctor`. */
export interface DoctorOptions {
  /** The organization of the runs (default: the active one). */
  readonly org?: string;
  readonly json?: boolean;
  readonly capture?: string;
  readonly spend?: boolean;
  readonly yes?: boolean;
  readonly compare?: string;
}

interface Finding {
  readonly state: 'ok' | 'warning' | 'wrong' | 'skipped';
  readonly said: string;
  /** '' if there is nothing to fix. */
  readonly fix: string;
}

/** A finding of `gpu-ci doctor --json`. */
export interface Check extends Finding {
  readonly name: string;
}

const SIGNS: Readonly<Record<Finding['state'], string>> = { ok: '✓', warning: '!', wrong: '✗', skipped: '-' };

const ok = (said: string): Finding => ({ state: 'ok', said, fix: '' });
const skipped = (said: string): Finding => ({ state: 'skipped', said, fix: '' });
const warning = (said: string, fix: string): Finding => ({ state: 'warning', said, fix });
const wrong = (said: string, fix: string): Finding => ({ state: 'wrong', said, fix });

/** What the checks share. */
interface Patient {
  readonly world: KitWorld;
  /** Path of `gpu`; '' if it is not installed. */
  readonly bin: string;
  /** `gpu …`, outside of the project, since an invalid gpu.jsonc is another finding. */
  readonly gpu: CallGpu;
  readonly org: string | undefined;
}

const CHECKS: readonly (readonly [name: string, check: (patient: Patient) => Finding | Promise<Finding>])[] = [
  ['GPU CLI', checkCli],
  ['Token', checkToken],
  ['Sign-in', checkSignIn],
  ['Organization', checkOrg],
  ['Sessions', checkSessions],
  ['gpu.jsonc', checkConfig],
  ['Workspace', checkWorkspace],
  ['Network', checkNetwork],
];
/** Without a sign-in they would only repeat why there is none. */
const OF_ACCOUNT = ['Organization', 'Sessions'];

/** `gpu-ci doctor`. It starts nothing and changes nothing, except with `--capture --spend`. */
export async function doctor(options: DoctorOptions, world: KitWorld): Promise<number> {
  const { org, json = false, capture, spend = false, yes = false, compare } = options;
  if (capture !== undefined) return (await import('./capture.ts')).captureTo(capture, { spends: spend, yes }, world);
  if (compare !== undefined) return (await import('./compare.ts')).compareFile(compare, { json }, world);
  const gpu: CallGpu = (...given) => gpuOf({ env: world.env, cwd: tmpdir() })(...given);
  const patient: Patient = { world, bin: findGpu(world.env), gpu, org };
  const checks: Check[] = [];
  for (const [name, check] of CHECKS) {
    const signedIn = checks.some((one) => one.name === 'Sign-in' && one.state === 'ok');
    if (signedIn || !OF_ACCOUNT.includes(name)) checks.push({ name, ...(await check(patient)) });
  }
  const problems = checks.filter(({ state }) => state === 'wrong').length;
  const healthy = problems === 0;
  if (json) {
    world.stdout.write(`${withoutTokens(JSON.stringify({ healthy, checks }, null, 2))}\n`);
  } else {
    for (const { name, state, said, fix } of checks) {
      print(world, `${SIGNS[state]} ${name}: ${said}`, ...(fix === '' ? [] : [`    ${fix}`]));
    }
    print(world, '', healthy ? 'Healthy.' : `${plural(problems, 'problem')} found.`);
  }
  return healthy ? 0 : 1;
}

async function checkCli({ bin, gpu }: Patient): Promise<Finding> {
  if (bin === '') return wrong('not installed', `Install it: ${INSTALL}`);
  const asked = await gpu(['--version'], '');
  if (asked.code !== 0) return wrong(`${bin} does not start: ${saidBy(asked)}`, `Install it again: ${INSTALL}`);
  const version = versionIn(asked.stdout + asked.stderr);
  return version === ''
    ? warning(`${bin} does not print its version`, 'Update it: gpu update')
    : ok(`${version} at ${bin}`);
}

/** What a token in GPU_SERVICE_TOKEN can be instead. */
const TOKEN_FAULTS: readonly (readonly [RegExp, string])[] = [
  [/^\s|\s$/, 'has blanks or line breaks around the token'],
  [/^["'].*["']$/, 'has quotes around the token'],
  [/^\$|^\*+$/, 'is the name of a variable or stars, not a token'],
  [/^(?!gpt_sat_)/, 'is not a service token: it does not begin with gpt_sat_'],
  [/^(?!gpt_sat_[A-Za-z0-9_-]{8,}$)/, 'is cut off, or has characters that a token cannot have'],
];

function checkToken({ world: { env } }: Patient): Finding {
  const token = env['GPU_SERVICE_TOKEN'] ?? '';
  if (token === '') {
    return warning(
      'GPU_SERVICE_TOKEN is not set, so the login of this machine is used',
      'In CI, pass the secret GPU_SERVICE_TOKEN to the job. To create it: gpu-ci init',
    );
  }
  const fault = TOKEN_FAULTS.find(([pattern]) => pattern.test(token));
  if (fault === undefined) return ok(`GPU_SERVICE_TOKEN is set, ${token.length} characters, gpt_sat_…`);
  return wrong(
    `GPU_SERVICE_TOKEN ${fault[1]}`,
    'Store the whole token, with nothing around it. To replace it: gpu-ci token rotate --name NAME',
  );
}

async function checkSignIn({ bin, gpu, world: { env } }: Patient): Promise<Finding> {
  if (bin === '') return skipped('GPU CLI is not installed');
  const [status, health] = [await gpu(['auth', 'status']), await gpu(['doctor', '--json'])];
  // Versions without `auth status` report a usage error; `gpu doctor` answers the same question.
  const failed = [status.code === 2 ? health : status].find(({ code }) => code !== 0);
  if (failed !== undefined) {
    const known = failed.code === 10 || failed.code === 13;
    return wrong(saidBy(failed), known ? fixFor(failed, env) : 'See gpu doctor, and gpu auth status.');
  }
  // The exit code of `gpu doctor` is 0 for an unhealthy machine too.
  const { healthy, checks } = fields(readJson(health.stdout));
  if (healthy !== false) return ok(status.code === 0 ? saidBy(status) : 'gpu doctor reports no problem');
  const sick = rowsIn(checks).find((row) => row['ok'] === false);
  return wrong(`gpu doctor reports: ${textIn(sick?.['message']) || 'not healthy'}`, 'See gpu doctor.');
}

type Row = Readonly<Record<string, unknown>>;
const rowsIn = (value: unknown): readonly Row[] => (Array.isArray(value) ? value.map(fields) : []);
const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');

async function checkOrg({ gpu, org }: Patient): Promise<Finding> {
  const listed = await gpu(['org', 'list', '--json']);
  if (listed.code === 2) return skipped('this GPU CLI has no organizations');
  if (listed.code !== 0) return warning(saidBy(listed), 'See gpu org list.');
  const orgs = rowsIn(fields(readJson(listed.stdout))['orgs']);
  const slugs = orgs.map(({ slug }) => textIn(slug)).filter(Boolean);
  const used = orgs.find(({ slug, active }) => (org === undefined ? active === true : slug === org));
  if (used !== undefined) {
    const [slug, plan] = [textIn(used['slug']), textIn(used['plan']).toLowerCase()];
    const said = `${slug} ${org === undefined ? 'is active' : 'exists'}${plan === '' ? '' : `, plan ${plan}`}`;
    return ['free', 'pro'].includes(plan) ? warning(`${said}, which has no service accounts`, TEAM) : ok(said);
  }
  if (org !== undefined) {
    const said = `${org} is not an organization of this token or login; it has ${slugs.join(', ') || 'none'}`;
    return wrong(said, 'Correct --org, or ask for access.');
  }
  if (slugs.length === 0) return warning('none; runs are billed to a personal account', TEAM);
  return warning(`none is active; available: ${slugs.join(', ')}`, `Choose one: gpu org switch ${slugs[0]}`);
}

const TEAM = 'CI needs a service account, which the Team plan and higher have: gpu org create NAME, gpu upgrade';

async function checkSessions({ gpu }: Patient): Promise<Finding> {
  const asked = await gpu(['status', '--json']);
  const { used, limit } = fields(fields(readJson(asked.stdout))['sessions']);
  if (typeof used !== 'number' || typeof limit !== 'number') {
    return skipped('this GPU CLI does not report how many sessions are in use');
  }
  if (limit === 0) return wrong('the plan has no sessions', 'See the plans: gpu upgrade');
  if (used < limit) return ok(`${used} of ${limit} in use`);
  const fix = 'See what uses them: gpu status --all. Limit a matrix with max-parallel.';
  return warning(`all ${limit} are in use, so a run waits`, fix);
}

function checkConfig({ world: { cwd } }: Patient): Finding {
  const path = join(cwd, 'gpu.jsonc');
  if (!existsSync(path)) {
    const other = otherConfig(cwd);
    if (other !== '') return skipped(`${other} configures the project, and doctor does not read it`);
    return warning('missing, so each runner path is another project', 'Create it: gpu-ci init');
  }
  let config: Row;
  try {
    config = fields(parseJsonc(readFileSync(path, 'utf8')));
  } catch (error) {
    return wrong(`invalid: ${(error as Error).message}`, 'Run gpu config validate for details.');
  }
  const { project_id: projectId, keep_alive_minutes: keepAlive } = config;
  if (textIn(projectId) === '') {
    return warning('project_id is not set, so each runner path is another project', 'Set "project_id": "my-project"');
  }
  if (typeof keepAlive === 'number' && keepAlive > 5) {
    return warning(
      `keep_alive_minutes is ${keepAlive}: a leftover pod costs money and uses a session that long`,
      'Set "keep_alive_minutes": 3',
    );
  }
  return ok(`valid, project_id ${textIn(projectId)}`);
}

/** A larger workspace makes the sync slow, which is billed. */
const LARGE_BYTES = 500 * 1024 * 1024;

async function checkWorkspace({ world: { cwd, env } }: Patient): Promise<Finding> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const options = { cwd, env: childEnv(env, ''), timeoutMs: 30_000, maxBytes: 32 * 1024 * 1024 };
  const listed = await capture('git', args, options);
  if (listed.code !== 0) {
    return warning(
      'not a git work tree, so .gitignore has no effect and all files may be sent to the pod',
      'Run git init, or check out with git',
    );
  }
  /** Bytes by the first part of the path. */
  const parts = new Map<string, number>();
  for (const path of listed.stdout.split('\0').filter(Boolean)) {
    const part = path.replace(/\/.*/s, '');
    parts.set(part, (parts.get(part) ?? 0) + (statSync(join(cwd, path), { throwIfNoEntry: false })?.size ?? 0));
  }
  const total = [...parts.values()].reduce((sum, size) => sum + size, 0);
  const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  if (total <= LARGE_BYTES) return ok(`${megabytes(total)} to send${listed.cut ? ' at least' : ''}`);
  const [[largest, size]] = [...parts].sort(([, a], [, b]) => b - a) as [[string, number]];
  return warning(
    `each run sends ${megabytes(total)}, most of it in ${largest} (${megabytes(size)})`,
    `Add it to .gitignore if it is an environment or data: echo '${largest}' >> .gitignore`,
  );
}

/** With the client, address and proxy of a run that installs GPU CLI. */
async function checkNetwork({ bin, world: { env } }: Patient): Promise<Finding> {
  const usual = INPUTS.find(({ name }) => name === 'install-url')?.default ?? '';
  const url = env['GPU_CI_INSTALL_URL'] || usual;
  const shown = shownAddress(url);
  // A run needs it only where GPU CLI is missing.
  const problem = bin === '' ? wrong : warning;
  const client = new HttpClient('gpu-ci', [], { socketTimeout: 10_000 });
  try {
    const proxy = getProxyUrl(new URL(url));
    const by = proxy === undefined ? '' : ` through the proxy ${proxy.host}`;
    const { message } = await client.get(url);
    message.resume();
    const status = message.statusCode ?? 0;
    if (status >= 200 && status < 300) return ok(`${shown} can be reached${by}`);
    return problem(`${shown} answers HTTP ${status}${by}`, 'Check the URL, and the proxies and firewalls.');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? sentenceOf(error);
    const fix = 'Allow outgoing https to that host, or set https_proxy.';
    return problem(`${shown} cannot be reached (${why})`, fix);
  } finally {
    client.dispose();
  }
}

import { HttpClient } from '@actions/http-client';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sentenceOf } from '../model/errors.ts';
import { plural } from '../report/texts.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture } from '../gpu/spawn.ts';
import { versionIn } from '../gpu/capabilities.ts';
import { otherConfig, parseJsonc } from './project.ts';
import { findGpu, INSTALL, saidBy } from './service-accounts.ts';
import type { KitWorld } from './world.ts';

/** One finding of the doctor, and how to fix it. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'wrong' | 'skipped';
  readonly said: string;
  /** Empty if there is nothing to fix. */
  readonly fix: string;
}

export const check = (name: string, state: Check['state'], said: string, fix = ''): Check => ({
  name,
  state,
  said,
  fix,
});

export async function checkCli(world: KitWorld): Promise<Check> {
  const bin = findGpu(world.env);
  if (bin === '') return check('GPU CLI', 'wrong', 'not installed', `Install it: ${INSTALL}`);
  const asked = await capture(bin, ['--version'], { cwd: world.cwd, env: childEnv(world.env, ''), timeoutMs: 20_000 });
  const version = versionIn(asked.stdout + asked.stderr);
  if (asked.code !== 0) {
    return check('GPU CLI', 'wrong', `${bin} does not start: ${saidBy(asked)}`, `Install it again: ${INSTALL}`);
  }
  return version === ''
    ? check('GPU CLI', 'warning', `${bin} does not print its version`, 'Update it: gpu update')
    : check('GPU CLI', 'ok', `${version} at ${bin}`);
}

export function checkToken(world: KitWorld): Check {
  const token = world.env['GPU_SERVICE_TOKEN'] ?? '';
  const name = 'Token';
  if (token === '') {
    return check(
      name,
      'warning',
      'GPU_SERVICE_TOKEN is not set, so the login of this machine is used',
      'In CI, pass the secret GPU_SERVICE_TOKEN to the job. To create it: gpu-ci init',
    );
  }
  const fix = 'Store the whole token, with nothing around it. To replace it: gpu-ci token rotate --name NAME';
  if (token.trim() !== token)
    return check(name, 'wrong', 'GPU_SERVICE_TOKEN has blanks or line breaks around the token', fix);
  if (/^["'].*["']$/.test(token)) return check(name, 'wrong', 'GPU_SERVICE_TOKEN has quotes around the token', fix);
  if (/^\$|^\*+$/.test(token)) {
    return check(name, 'wrong', 'GPU_SERVICE_TOKEN is the name of a variable or stars, not a token', fix);
  }
  if (!token.startsWith('gpt_sat_')) {
    return check(name, 'wrong', 'GPU_SERVICE_TOKEN is not a service token: it does not begin with gpt_sat_', fix);
  }
  return /^gpt_sat_[A-Za-z0-9_-]{8,}$/.test(token)
    ? check(name, 'ok', `GPU_SERVICE_TOKEN is set, ${token.length} characters, gpt_sat_…`)
    : check(name, 'wrong', 'GPU_SERVICE_TOKEN is cut off, or has characters that a token cannot have', fix);
}

export function checkConfig(world: KitWorld): Check {
  const name = 'gpu.jsonc';
  const path = join(world.cwd, 'gpu.jsonc');
  if (!existsSync(path)) {
    const other = otherConfig(world.cwd);
    if (other !== '') return check(name, 'skipped', `${other} configures the project, and doctor does not read it`);
    return check(name, 'warning', 'missing, so each runner path is another project', 'Create it: gpu-ci init');
  }
  let config: unknown;
  try {
    config = parseJsonc(readFileSync(path, 'utf8'));
  } catch (error) {
    return check(name, 'wrong', `invalid: ${(error as Error).message}`, 'Run gpu config validate for details.');
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    return check(name, 'wrong', 'not an object', 'Begin with { "project_id": "my-project" }');
  }
  const { project_id: projectId, keep_alive_minutes: keepAlive } = config as Record<string, unknown>;
  if (typeof projectId !== 'string' || projectId === '') {
    return check(
      name,
      'warning',
      'project_id is not set, so each runner path is another project',
      'Set "project_id": "my-project"',
    );
  }
  if (typeof keepAlive === 'number' && keepAlive > 5) {
    return check(
      name,
      'warning',
      `keep_alive_minutes is ${keepAlive}: a leftover pod costs money and uses a session that long`,
      'Set "keep_alive_minutes": 3',
    );
  }
  return check(name, 'ok', `valid, project_id ${projectId}`);
}

/** A larger workspace makes the sync slow, which is billed. */
const LARGE_BYTES = 500 * 1024 * 1024;
const HEAVY = ['.venv', 'venv', 'node_modules', '.tox', '__pycache__', 'wandb', 'mlruns'];

export async function checkWorkspace(world: KitWorld): Promise<readonly Check[]> {
  const name = 'Workspace';
  const git = (...args: readonly string[]) =>
    capture('git', args, {
      cwd: world.cwd,
      env: childEnv(world.env, ''),
      timeoutMs: 30_000,
      maxBytes: 32 * 1024 * 1024,
    });
  const inside = await git('rev-parse', '--is-inside-work-tree');
  if (inside.code !== 0) {
    return [
      check(
        name,
        'warning',
        'not a git work tree, so .gitignore has no effect and all files may be sent to the pod',
        'Run git init, or check out with git',
      ),
    ];
  }
  const checks: Check[] = [];
  const present = HEAVY.filter((folder) => existsSync(join(world.cwd, folder)));
  if (present.length > 0) {
    const ignored = (await git('check-ignore', ...present)).stdout.split('\n');
    const sent = present.filter((folder) => !ignored.includes(folder));
    if (sent.length > 0) {
      checks.push(
        check(name, 'warning', `${sent.join(', ')} would be sent to the pod`, `Add to .gitignore: ${sent.join(' ')}`),
      );
    }
  }
  const listed = await git('ls-files', '-z', '--cached', '--others', '--exclude-standard');
  const sizes = listed.stdout
    .split('\0')
    .filter(Boolean)
    .map((file) => ({ file, size: sizeOf(join(world.cwd, file)) }));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  const largest = sizes.sort((a, b) => b.size - a.size)[0];
  const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  if (total > LARGE_BYTES) {
    const said = `each run sends ${megabytes(total)}; the largest file is ${largest?.file ?? ''} (${megabytes(largest?.size ?? 0)})`;
    checks.push(check(name, 'warning', said, 'Add data to .gitignore, and download it on the pod'));
  } else if (checks.length === 0) {
    checks.push(
      check(name, 'ok', `${plural(sizes.length, 'file')}, ${megabytes(total)} to send${listed.cut ? ' at least' : ''}`),
    );
  }
  return checks;
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

export function checkProxies(world: KitWorld): Check {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
  const set = names.filter((name) => (world.env[name] ?? '') !== '');
  if (set.length === 0) return check('Proxies', 'ok', 'none');
  const broken = set.find((name) => !URL.canParse(world.env[name] ?? ''));
  return broken === undefined
    ? check('Proxies', 'ok', set.join(', '))
    : check('Proxies', 'wrong', `${broken} is not a URL`, `For example ${broken}=http://proxy.example:3128`);
}

/** With the client of the action, which uses the proxy variables. */
export async function checkNetwork(url: string): Promise<Check> {
  const name = 'Network';
  const client = new HttpClient('gpu-ci', [], { socketTimeout: 10_000 });
  try {
    const { message } = await client.get(url);
    message.resume();
    const status = message.statusCode ?? 0;
    if (status >= 200 && status < 300) return check(name, 'ok', `${url} can be reached`);
    return check(name, 'wrong', `${url} answers HTTP ${status}`, 'Check the URL, and the proxies and firewalls.');
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? sentenceOf(error);
    const fix = 'Allow outgoing https to that host, or set HTTPS_PROXY.';
    return check(name, 'wrong', `${url} cannot be reached (${why})`, fix);
  } finally {
    client.dispose();
  }
}

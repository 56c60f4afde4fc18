import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { plural } from '../report/numbers.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture } from '../gpu/spawn.ts';
import { versionIn } from '../gpu/capabilities.ts';
import { findGpu, INSTALL, saidBy } from './gpu-cli.ts';
import { parseJsonc } from './jsonc.ts';
import type { KitWorld } from './world.ts';

/** One finding of the doctor: what was seen in plain words, and what mends it. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'wrong' | 'skipped';
  readonly said: string;
  /** Empty where there is nothing to mend. */
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
  if (bin === '') return check('GPU CLI', 'wrong', 'it is not installed here', `Install it: ${INSTALL}`);
  const asked = await capture(bin, ['--version'], { cwd: world.cwd, env: childEnv(world.env, ''), timeoutMs: 20_000 });
  const version = versionIn(asked.stdout + asked.stderr);
  if (asked.code !== 0) {
    return check('GPU CLI', 'wrong', `${bin} does not start: ${saidBy(asked)}`, `Install it anew: ${INSTALL}`);
  }
  return version === ''
    ? check('GPU CLI', 'warning', `${bin} does not tell its version`, 'Update it: gpu update')
    : check('GPU CLI', 'ok', `${version} at ${bin}`);
}

export function checkToken(world: KitWorld): Check {
  const token = world.env['GPU_SERVICE_TOKEN'] ?? '';
  const name = 'Token';
  if (token === '') {
    return check(
      name,
      'warning',
      'GPU_SERVICE_TOKEN is not set, so a login of this machine is used',
      'In CI, give the job the secret GPU_SERVICE_TOKEN. To make one: gpu-ci init',
    );
  }
  const fix = 'Store the secret anew, whole and with nothing around it: gpu-ci token rotate --name NAME';
  if (token.trim() !== token)
    return check(name, 'wrong', 'GPU_SERVICE_TOKEN has blanks or a line break around it', fix);
  if (/^["'].*["']$/.test(token)) return check(name, 'wrong', 'GPU_SERVICE_TOKEN has quotes around it', fix);
  if (/^\$|^\*+$/.test(token)) {
    return check(name, 'wrong', 'GPU_SERVICE_TOKEN holds the name of a variable or stars, not a token', fix);
  }
  if (!token.startsWith('gpt_sat_')) {
    return check(name, 'wrong', 'GPU_SERVICE_TOKEN does not begin with gpt_sat_, so it is no service token', fix);
  }
  return /^gpt_sat_[A-Za-z0-9_-]{8,}$/.test(token)
    ? check(name, 'ok', `GPU_SERVICE_TOKEN is set, ${token.length} characters, shaped gpt_sat_…`)
    : check(name, 'wrong', 'GPU_SERVICE_TOKEN is cut short or has characters that no token has', fix);
}

export function checkConfig(world: KitWorld): Check {
  const name = 'gpu.jsonc';
  const path = join(world.cwd, 'gpu.jsonc');
  if (!existsSync(path)) {
    const other = ['gpu.toml', 'pyproject.toml'].find((file) => existsSync(join(world.cwd, file)));
    const said = other === undefined ? 'there is none here' : `there is none here; ${other} is not read by this check`;
    return check(
      name,
      'warning',
      said,
      'Make one with a project_id, so that every runner is the same project: { "project_id": "my-project" }',
    );
  }
  let config: unknown;
  try {
    config = parseJsonc(readFileSync(path, 'utf8'));
  } catch (error) {
    return check(name, 'wrong', `it cannot be read: ${(error as Error).message}`, 'Mend it: gpu config validate');
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    return check(name, 'wrong', 'it holds no object', 'Begin with { "project_id": "my-project" }');
  }
  const { project_id: projectId, keep_alive_minutes: keepAlive } = config as Record<string, unknown>;
  if (typeof projectId !== 'string' || projectId === '') {
    return check(
      name,
      'warning',
      'project_id is not set, so each path of a runner is a project of its own, and pods are not found again',
      'Set "project_id": "my-project"',
    );
  }
  if (typeof keepAlive === 'number' && keepAlive > 5) {
    return check(
      name,
      'warning',
      `keep_alive_minutes is ${keepAlive}: a pod that is left stays, is paid for and holds a session that long`,
      'Set "keep_alive_minutes": 3',
    );
  }
  return check(name, 'ok', `valid, project_id ${projectId}`);
}

/** Files above this size in all make the sync slow, and it is paid for. */
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
        'it is no git work tree, so .gitignore is not followed and everything may be sent to the pod',
        'Run git init here, or check out with git',
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
    const said = `${megabytes(total)} are sent with each run, the largest file being ${largest?.file ?? ''} (${megabytes(largest?.size ?? 0)})`;
    checks.push(check(name, 'warning', said, 'Put data into .gitignore, and fetch it on the pod'));
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
  if (set.length === 0) return check('Proxies', 'ok', 'none are set');
  const broken = set.find((name) => !URL.canParse(world.env[name] ?? ''));
  return broken === undefined
    ? check('Proxies', 'ok', `${set.join(', ')} are set, and the install script is fetched through them`)
    : check('Proxies', 'wrong', `${broken} is no address`, `For example ${broken}=http://proxy.example:3128`);
}

export async function checkNetwork(world: KitWorld, url: string): Promise<Check> {
  const name = 'Network';
  try {
    const answer = await (world.fetch ?? fetch)(url, { signal: AbortSignal.timeout(10_000) });
    await answer.body?.cancel();
    if (answer.ok) return check(name, 'ok', `${url} is reached`);
    return check(name, 'wrong', `${url} answers HTTP ${answer.status}`, 'Check the address, and what stands between.');
  } catch (error) {
    const { cause: why, name: kind } = error as Error & { cause?: { code?: string; message?: string } };
    const cause = why?.code ?? why?.message ?? kind;
    const fix = 'Allow outgoing https to that host, or set HTTPS_PROXY and NODE_USE_ENV_PROXY=1.';
    return check(name, 'wrong', `${url} is not reached (${cause})`, fix);
  }
}

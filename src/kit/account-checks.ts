import { check, type Check } from './checks.ts';
import { cureFor, gpuOf, saidBy } from './gpu-cli.ts';
import type { KitWorld } from './world.ts';

/** What the CLI tells of the account behind the token or login. One refusal explains the rest, so the rest is left out then. */
export async function checkAccount(world: KitWorld, installed: boolean): Promise<readonly Check[]> {
  if (!installed) return [check('Sign-in', 'skipped', 'there is no GPU CLI to ask')];
  const gpu = gpuOf(world);
  const status = await gpu(['auth', 'status']);
  if (status.code !== 0 && status.code !== 2) {
    return [check('Sign-in', 'wrong', saidBy(status), cureFor(status, world.env))];
  }
  const health = await gpu(['doctor', '--json']);
  if (status.code === 2 && health.code !== 0) {
    return [check('Sign-in', 'wrong', saidBy(health), cureFor(health, world.env))];
  }
  // The exit code of `gpu doctor` is 0 for an unhealthy machine too: only the field tells.
  const unhealthy = /"healthy"\s*:\s*false/.test(health.stdout);
  const signIn = unhealthy
    ? check('Sign-in', 'wrong', `gpu doctor says: ${ailmentIn(health.stdout)}`, 'See gpu doctor.')
    : check('Sign-in', 'ok', status.code === 0 ? saidBy(status) : 'gpu doctor is content');
  const [org, pool] = await Promise.all([checkOrg(world), checkPool(world)]);
  return [signIn, org, pool];
}

interface Row {
  readonly [key: string]: unknown;
}

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

function parseRow(text: string): Row {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRow(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function ailmentIn(json: string): string {
  const { checks } = parseRow(json);
  const failed = Array.isArray(checks) ? checks.filter(isRow).find(({ ok }) => ok === false) : undefined;
  const message = failed?.['message'];
  return typeof message === 'string' ? message : 'not healthy';
}

async function checkOrg(world: KitWorld): Promise<Check> {
  const name = 'Organization';
  const listed = await gpuOf(world)(['org', 'list', '--json']);
  if (listed.code === 2) return check(name, 'skipped', 'this GPU CLI does not tell');
  if (listed.code !== 0) return check(name, 'warning', saidBy(listed), cureFor(listed, world.env));
  const { orgs } = parseRow(listed.stdout);
  const rows = Array.isArray(orgs) ? orgs.filter(isRow) : [];
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const active = rows.find((row) => row['active'] === true);
  if (active !== undefined) {
    const plan = text(active['plan']);
    return check(name, 'ok', `${text(active['slug'])} is active${plan === '' ? '' : `, plan ${plan}`}`);
  }
  if (rows.length === 0) {
    return check(
      name,
      'warning',
      'none; runs are billed to a personal account',
      'Make or join one: gpu org create NAME',
    );
  }
  const slugs = rows.map((row) => text(row['slug']));
  return check(
    name,
    'warning',
    `none is active; there are ${slugs.join(', ')}`,
    `Choose one: gpu org switch ${slugs[0] ?? 'SLUG'}`,
  );
}

async function checkPool(world: KitWorld): Promise<Check> {
  const name = 'Sessions';
  const asked = await gpuOf(world)(['status', '--json']);
  const { sessions } = parseRow(asked.stdout);
  const { used, limit } = isRow(sessions) ? sessions : {};
  if (typeof used !== 'number' || typeof limit !== 'number') {
    return check(name, 'skipped', 'this GPU CLI does not tell how many of the pool are in use');
  }
  if (limit === 0) return check(name, 'wrong', 'the plan has no sessions', 'See the plans: gpu upgrade');
  return used < limit
    ? check(name, 'ok', `${used} of ${limit} in use`)
    : check(
        name,
        'warning',
        `all ${limit} are in use, so a run waits for one`,
        'See what holds them: gpu status --all. Bound a matrix by max-parallel.',
      );
}

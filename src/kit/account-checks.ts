import { tmpdir } from 'node:os';
import { fields, readJson } from '../gpu/parse.ts';
import { check, type Check } from './checks.ts';
import { cureFor, gpuOf, saidBy } from './gpu-cli.ts';
import type { KitWorld } from './world.ts';

/** What the CLI tells of the account behind the token or login. One refusal explains the rest, so the rest is left out then. */
export async function checkAccount(world: KitWorld, installed: boolean, wanted: string): Promise<readonly Check[]> {
  if (!installed) return [check('Sign-in', 'skipped', 'there is no GPU CLI to ask')];
  // Outside of the project: a gpu.jsonc that cannot be read is another matter, and told as such.
  const gpu = gpuOf({ ...world, cwd: tmpdir() });
  const status = await gpu(['auth', 'status']);
  if (status.code !== 0 && status.code !== 2) {
    return [check('Sign-in', 'wrong', saidBy(status), signInCure(status.code, cureFor(status, world.env)))];
  }
  const health = await gpu(['doctor', '--json']);
  if (status.code === 2 && health.code !== 0) {
    return [check('Sign-in', 'wrong', saidBy(health), signInCure(health.code, cureFor(health, world.env)))];
  }
  // The exit code of `gpu doctor` is 0 for an unhealthy machine too: only the field tells.
  const unhealthy = /"healthy"\s*:\s*false/.test(health.stdout);
  const signIn = unhealthy
    ? check('Sign-in', 'wrong', `gpu doctor says: ${ailmentIn(health.stdout)}`, 'See gpu doctor.')
    : check('Sign-in', 'ok', status.code === 0 ? saidBy(status) : 'gpu doctor is content');
  const [org, pool] = await Promise.all([seeOrg(gpu, wanted), seePool(gpu)]);
  return [signIn, org.check, ...planCheck(org.plan, org.personal ? pool.limit : 0), pool.check];
}

/** What is said of service accounts does not help who cannot sign in. */
const signInCure = (code: number | null, cure: string): string =>
  code === 10 || code === 13 ? cure : 'See gpu doctor, and gpu auth status.';

type Call = ReturnType<typeof gpuOf>;
type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function ailmentIn(json: string): string {
  const { checks } = fields(readJson(json));
  const failed = Array.isArray(checks) ? checks.filter(isRow).find(({ ok }) => ok === false) : undefined;
  return text(failed?.['message']) || 'not healthy';
}

interface OrgSeen {
  readonly check: Check;
  /** '' where it is not told. */
  readonly plan: string;
  /** Runs are on a personal account. */
  readonly personal: boolean;
}

/** `wanted`: the organization that runs are to be under; the active one where it is empty. */
async function seeOrg(gpu: Call, wanted: string): Promise<OrgSeen> {
  const name = 'Organization';
  const seen = (state: Check['state'], said: string, fix = '', row: Row = {}, personal = false): OrgSeen => ({
    check: check(name, state, said, fix),
    plan: text(row['plan']),
    personal,
  });
  const listed = await gpu(['org', 'list', '--json']);
  if (listed.code === 2) return seen('skipped', 'this GPU CLI does not tell');
  if (listed.code !== 0) return seen('warning', saidBy(listed), 'See gpu org list.');
  const { orgs } = fields(readJson(listed.stdout));
  const rows = Array.isArray(orgs) ? orgs.filter(isRow) : [];
  const slugs = rows.map((row) => text(row['slug']));
  const active = rows.find((row) => row['active'] === true);
  if (wanted !== '') {
    const row = rows.find(({ slug }) => slug === wanted);
    if (row !== undefined) return seen('ok', `${wanted} is among yours`, '', row);
    const said = slugs.length === 0 ? 'there are none' : `there are ${slugs.join(', ')}`;
    return seen(
      'wrong',
      `${wanted} is not among those of this token or login; ${said}`,
      'Correct org, or ask for access.',
    );
  }
  if (active !== undefined) return seen('ok', `${text(active['slug'])} is active`, '', active);
  if (rows.length > 0) {
    return seen(
      'warning',
      `none is active; there are ${slugs.join(', ')}`,
      `Choose one: gpu org switch ${slugs[0] ?? ''}`,
    );
  }
  return seen(
    'warning',
    'none; runs are billed to a personal account',
    'Make or join one: gpu org create NAME',
    {},
    true,
  );
}

async function seePool(gpu: Call): Promise<{ check: Check; limit: number }> {
  const name = 'Sessions';
  const asked = await gpu(['status', '--json']);
  const { used, limit } = fields(fields(readJson(asked.stdout))['sessions']);
  if (typeof used !== 'number' || typeof limit !== 'number') {
    return { check: check(name, 'skipped', 'this GPU CLI does not tell how many of the pool are in use'), limit: 0 };
  }
  if (limit === 0)
    return { check: check(name, 'wrong', 'the plan has no sessions', 'See the plans: gpu upgrade'), limit };
  if (used < limit) return { check: check(name, 'ok', `${used} of ${limit} in use`), limit };
  const fix = 'See what holds them: gpu status --all. Bound a matrix by max-parallel.';
  return { check: check(name, 'warning', `all ${limit} are in use, so a run waits for one`, fix), limit };
}

/** Plans without service accounts, by name, and by the sessions that only they have where the CLI names no plan. */
const SMALL: Readonly<Record<string, number>> = { free: 1, pro: 3 };

/** Nothing where the plan is not told. */
function planCheck(named: string, limit: number): readonly Check[] {
  const bySize = Object.keys(SMALL).find((name) => SMALL[name] === limit) ?? '';
  const plan = named === '' ? bySize : named.toLowerCase();
  if (plan === '') return [];
  const shown = `${plan.charAt(0).toUpperCase()}${plan.slice(1)}`;
  const said = named === '' ? `${shown}, by its ${limit === 1 ? 'one session' : `${limit} sessions`}` : shown;
  return plan in SMALL
    ? [
        check(
          'Plan',
          'warning',
          `${said}: it has no service accounts, which CI needs`,
          'They come with the Team plan and above: gpu upgrade',
        ),
      ]
    : [check('Plan', 'ok', said)];
}

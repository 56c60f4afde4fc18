import { tmpdir } from 'node:os';
import { plural } from '../report/texts.ts';
import { fields, readJson } from '../gpu/parse.ts';
import { check, type Check } from './doctor-machine.ts';
import { fixFor, gpuOf, saidBy, type CallGpu } from './service-accounts.ts';
import type { KitWorld } from './world.ts';

/** The account behind the token or login. If GPU CLI rejects it, the other checks would only repeat that. */
export async function checkAccount(world: KitWorld, installed: boolean, wanted: string): Promise<readonly Check[]> {
  if (!installed) return [check('Sign-in', 'skipped', 'GPU CLI is not installed')];
  // Outside of the project, since an invalid gpu.jsonc is another finding.
  const gpu = gpuOf({ ...world, cwd: tmpdir() });
  const status = await gpu(['auth', 'status']);
  if (status.code !== 0 && status.code !== 2) {
    return [check('Sign-in', 'wrong', saidBy(status), signInFix(status.code, fixFor(status, world.env)))];
  }
  const health = await gpu(['doctor', '--json']);
  if (status.code === 2 && health.code !== 0) {
    return [check('Sign-in', 'wrong', saidBy(health), signInFix(health.code, fixFor(health, world.env)))];
  }
  // The exit code of `gpu doctor` is 0 for an unhealthy machine too.
  const unhealthy = /"healthy"\s*:\s*false/.test(health.stdout);
  const signIn = unhealthy
    ? check('Sign-in', 'wrong', `gpu doctor reports: ${problemIn(health.stdout)}`, 'See gpu doctor.')
    : check('Sign-in', 'ok', status.code === 0 ? saidBy(status) : 'gpu doctor reports no problem');
  const [org, pool] = await Promise.all([seeOrg(gpu, wanted), seePool(gpu)]);
  return [signIn, org.check, ...planCheck(org.plan, org.personal ? pool.limit : 0), pool.check];
}

const signInFix = (code: number | null, fix: string): string =>
  code === 10 || code === 13 ? fix : 'See gpu doctor, and gpu auth status.';

type Row = Readonly<Record<string, unknown>>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function problemIn(json: string): string {
  const { checks } = fields(readJson(json));
  const failed = Array.isArray(checks) ? checks.filter(isRow).find(({ ok }) => ok === false) : undefined;
  return text(failed?.['message']) || 'not healthy';
}

interface OrgSeen {
  readonly check: Check;
  /** '' if it is not known. */
  readonly plan: string;
  /** Runs are on a personal account. */
  readonly personal: boolean;
}

/** @param wanted the organization of the runs; '' for the active one. */
async function seeOrg(gpu: CallGpu, wanted: string): Promise<OrgSeen> {
  const name = 'Organization';
  const seen = (state: Check['state'], said: string, fix = '', row: Row = {}, personal = false): OrgSeen => ({
    check: check(name, state, said, fix),
    plan: text(row['plan']),
    personal,
  });
  const listed = await gpu(['org', 'list', '--json']);
  if (listed.code === 2) return seen('skipped', 'this GPU CLI has no organizations');
  if (listed.code !== 0) return seen('warning', saidBy(listed), 'See gpu org list.');
  const { orgs } = fields(readJson(listed.stdout));
  const rows = Array.isArray(orgs) ? orgs.filter(isRow) : [];
  const slugs = rows.map((row) => text(row['slug']));
  const active = rows.find((row) => row['active'] === true);
  if (wanted !== '') {
    const row = rows.find(({ slug }) => slug === wanted);
    if (row !== undefined) return seen('ok', `${wanted} exists`, '', row);
    const said = slugs.length === 0 ? 'it has none' : `it has ${slugs.join(', ')}`;
    return seen(
      'wrong',
      `${wanted} is not an organization of this token or login; ${said}`,
      'Correct org, or ask for access.',
    );
  }
  if (active !== undefined) return seen('ok', `${text(active['slug'])} is active`, '', active);
  if (rows.length > 0) {
    return seen(
      'warning',
      `none is active; available: ${slugs.join(', ')}`,
      `Choose one: gpu org switch ${slugs[0] ?? ''}`,
    );
  }
  return seen(
    'warning',
    'none; runs are billed to a personal account',
    'Create or join one: gpu org create NAME',
    {},
    true,
  );
}

async function seePool(gpu: CallGpu): Promise<{ check: Check; limit: number }> {
  const name = 'Sessions';
  const asked = await gpu(['status', '--json']);
  const { used, limit } = fields(fields(readJson(asked.stdout))['sessions']);
  if (typeof used !== 'number' || typeof limit !== 'number') {
    return { check: check(name, 'skipped', 'this GPU CLI does not report how many sessions are in use'), limit: 0 };
  }
  if (limit === 0)
    return { check: check(name, 'wrong', 'the plan has no sessions', 'See the plans: gpu upgrade'), limit };
  if (used < limit) return { check: check(name, 'ok', `${used} of ${limit} in use`), limit };
  const fix = 'See what uses them: gpu status --all. Limit a matrix with max-parallel.';
  return { check: check(name, 'warning', `all ${limit} are in use, so a run waits`, fix), limit };
}

/** Plans without service accounts, and their number of sessions, which identifies them if GPU CLI does not name the plan. */
const SMALL: Readonly<Record<string, number>> = { free: 1, pro: 3 };

function planCheck(named: string, limit: number): readonly Check[] {
  const bySize = Object.keys(SMALL).find((name) => SMALL[name] === limit) ?? '';
  const plan = named === '' ? bySize : named.toLowerCase();
  if (plan === '') return [];
  const shown = `${plan.charAt(0).toUpperCase()}${plan.slice(1)}`;
  const said = named === '' ? `${shown} (${plural(limit, 'session')})` : shown;
  return plan in SMALL
    ? [
        check(
          'Plan',
          'warning',
          `${said} has no service accounts, which CI needs`,
          'Team and higher plans have them: gpu upgrade',
        ),
      ]
    : [check('Plan', 'ok', said)];
}

// A directory with a clock that the test moves and randomness that repeats, and words to act in it.
import { makeDirectory } from '../../emulator/orgs/directory.ts';
import { ANONYMOUS } from '../../emulator/orgs/people.ts';
import type { Totals } from '../../emulator/orgs/billing.ts';
import type { Directory, Identity, Refusal, Tier, UsageEntry } from '../../emulator/orgs/types.ts';

interface Row extends Totals {
  id: string;
  name: string;
}

/** Every field of an answer that a test reads by name; each verb gives some of them. */
export interface Answer extends Identity {
  [field: string]: unknown;
  slug: string;
  token: string;
  orgs: unknown[];
  invitations: unknown[];
  entries: { identity: { name: string }; action: string; target: string }[];
  total: Totals;
  members: Row[];
  service_accounts: Row[];
  sub_accounts: Totals[];
  lines: Totals[];
}

export interface TestWorld {
  directory: Directory;
  /** Advances the clock. */
  pass: (ms: number) => void;
  /** Logs a person in; their token and identity. */
  person: (email: string, plan?: Tier) => { token: string; identity: Identity };
  /** What the verb answers; throws when it is refused. */
  ok: (who: Identity, verb: string, args?: Record<string, unknown>) => Answer;
  refused: (who: Identity, verb: string, args?: Record<string, unknown>) => Refusal;
  /** The identity a token has; throws when it has none. */
  identity: (token: string) => Identity;
  /** Invites and accepts. */
  join: (by: Identity, org: string, email: string, role?: 'admin' | 'member') => Identity;
  serviceAccount: (by: Identity, org: string, name: string) => { token: string; id: string; identity: Identity };
  use: (who: Identity, org: string | null, usd: number, more?: Partial<UsageEntry>) => void;
}

/** mulberry32: small, repeatable, good enough for ids. */
export function seededRandom(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const isRefusal = (value: object): value is Refusal => 'error' in value;

export function makeWorld(options: { tier?: Tier; sessions?: number; seed?: number } = {}): TestWorld {
  let clock = Date.parse('2026-03-10T12:00:00Z');
  let jobs = 0;
  const { seed, ...rest } = options;
  const directory = makeDirectory({ ...rest, now: () => new Date(clock), random: seededRandom(seed ?? 1) });

  const ok: TestWorld['ok'] = (who, verb, args = {}) => {
    const answer = directory.handle(who, verb, args);
    if (isRefusal(answer)) throw new Error(`${verb}: ${answer.code} ${answer.error}: ${answer.message}`);
    return answer.data as Answer;
  };
  const identity: TestWorld['identity'] = (token) => {
    const who = directory.authenticate(token);
    if (isRefusal(who)) throw new Error(who.message);
    return who;
  };
  const person: TestWorld['person'] = (email, plan) => {
    const { token } = ok(ANONYMOUS, 'login', { email, ...(plan === undefined ? {} : { plan }) });
    return { token, identity: identity(token) };
  };
  return {
    directory,
    ok,
    identity,
    person,
    pass: (ms) => (clock += ms),
    refused(who, verb, args = {}) {
      const answer = directory.handle(who, verb, args);
      if (!isRefusal(answer)) throw new Error(`${verb} was not refused: ${JSON.stringify(answer.data)}`);
      return answer;
    },
    join(by, org, email, role = 'member') {
      ok(by, 'invite', { org, email, role });
      const invited = person(email, 'free').identity;
      ok(invited, 'accept', { target: org });
      return invited;
    },
    serviceAccount(by, org, name) {
      const made = ok(by, 'service-account-create', { org, name });
      return { token: made.token, id: made.id, identity: identity(made.token) };
    },
    use(who, org, usd, more = {}) {
      jobs += 1;
      const at = new Date(clock).toISOString();
      const job = { jobId: `job_${jobs}`, podId: 'pod1', gpuType: 'RTX 4090', gpuCount: 1, seconds: 60 };
      directory.usage({ at, org, identity: who.id, ...job, usd, ...more });
    },
  };
}

export type Team = ReturnType<typeof makeTeam>;

/** One of the team by its standing; anybody else by address, logged in. */
export function actorOf(team: Team, who: string): Identity {
  if (who === 'service') return team.service.identity;
  if (who === 'owner' || who === 'admin' || who === 'member' || who === 'outsider') return team[who];
  return team.person(who, 'free').identity;
}

/** An org "My Team" on the plan, with one of each standing. */
export function makeTeam(plan: Tier = 'business') {
  const world = makeWorld();
  const owner = world.person('owner@example.com', plan).identity;
  world.ok(owner, 'create', { name: 'My Team' });
  const admin = world.join(owner, 'my-team', 'admin@example.com', 'admin');
  const member = world.join(owner, 'my-team', 'member@example.com');
  const service = world.serviceAccount(owner, 'my-team', 'github-actions');
  const outsider = world.person('outsider@example.com', 'team').identity;
  return { ...world, owner, admin, member, service, outsider };
}

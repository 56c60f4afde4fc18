// Verbs about the installation: inventory, doctor, daemon, config, auth, update.
import { changeSettings } from './account.ts';
import { numberOf, UsageError } from './args.ts';
import { call, Failure, type Context } from './context.ts';
import { columns, json, line, note } from './print.ts';
import { shaped } from './shape.ts';

interface Offer {
  gpu_type: string;
  cost_per_hour: number;
  vram: number;
  available: boolean;
  stock: string;
}

export async function inventory(context: Context): Promise<number> {
  const { args } = context;
  const all = (await call(context, '/inventory', {})) as unknown as Offer[];
  const least = numberOf(args, 'min-vram') ?? 0;
  const most = numberOf(args, 'max-price') ?? Infinity;
  const type = args.get('gpu-type')?.toLowerCase();
  const offers = all.filter(
    (offer) =>
      offer.vram >= least &&
      offer.cost_per_hour <= most &&
      (!args.has('available') || offer.available) &&
      (type === undefined || offer.gpu_type.toLowerCase().includes(type)),
  );
  if (args.has('json')) json(shaped(offers, context.profile.json.inventory));
  else {
    const rows = offers.map((offer) => [
      offer.gpu_type,
      `${offer.vram} GB`,
      `$${offer.cost_per_hour.toFixed(2)}/h`,
      `${offer.stock} stock`,
    ]);
    for (const row of columns([['GPU', 'VRAM', 'PRICE', 'STOCK'], ...rows])) line(row);
  }
  return 0;
}

/** Unhealthy is told in the answer; the exit code stays 0. */
export async function doctor(context: Context): Promise<number> {
  const who = await context.api.post('/whoami', {});
  const signedIn = who.status === 200;
  const checks = [
    { name: 'daemon', ok: true, message: 'gpud is running' },
    { name: 'provider', ok: true, message: 'provider credentials found' },
    {
      name: 'auth',
      ok: signedIn,
      message: signedIn ? 'signed in' : 'No credentials found. Run gpu auth runpod (or vastai/thunder/ionet)',
    },
  ];
  if (context.args.has('json')) json({ healthy: signedIn, checks });
  else for (const check of checks) line(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.message}`);
  return 0;
}

export function daemon(context: Context): Promise<number> {
  const what = context.args.words[0] ?? 'status';
  const answers: Record<string, string> = {
    status: 'gpud is running',
    start: 'gpud started',
    stop: 'gpud stopped',
    restart: 'gpud restarted',
    logs: '',
  };
  const text = answers[what];
  if (text === undefined) throw new UsageError(`error: unknown command 'daemon ${what}'`);
  if (context.args.has('json')) json({ running: what !== 'stop', version: context.profile.version });
  else if (text !== '') note(text);
  return Promise.resolve(0);
}

const TYPES: Record<string, string> = {
  project_id: 'string',
  provider: 'string',
  gpu_type: 'string',
  gpu_count: 'number',
  gpu_types: 'array',
  min_vram: 'number',
  max_price: 'number',
  keep_alive_minutes: 'number',
  outputs: 'array',
  exclude_outputs: 'array',
  outputs_enabled: 'boolean',
  include: 'array',
};

export function config(context: Context): Promise<number> {
  const { args, project } = context;
  const what = args.words[0] ?? 'show';
  const wrong = Object.entries(project.config).filter(([key, value]) => {
    const wanted = TYPES[key];
    return wanted !== undefined && (Array.isArray(value) ? 'array' : typeof value) !== wanted;
  });
  const errors = wrong.map(([key]) => `${key}: expected ${TYPES[key] ?? 'another type'}`);
  if (what === 'show') {
    const shown = { ...project.config, project_id: project.id };
    if (args.has('json')) json(shown);
    else line(JSON.stringify(shown, null, 2));
    return Promise.resolve(0);
  }
  if (what !== 'validate') throw new UsageError(`error: unknown command 'config ${what}'`);
  if (args.has('json')) json({ valid: errors.length === 0, errors });
  if (errors.length > 0) throw new Failure(`Invalid configuration: ${errors.join('; ')}`, 1);
  note(project.file === undefined ? 'No gpu.jsonc here; defaults apply' : `${project.file} is valid`);
  return Promise.resolve(0);
}

export async function auth(context: Context): Promise<number> {
  if ((context.args.words[0] ?? 'status') !== 'status') {
    throw new Failure('Only `gpu auth status` works on the local GPU cloud', 2);
  }
  const who = await call(context, '/whoami', {});
  if (context.args.has('json')) json({ authenticated: true, kind: who['kind'], name: who['name'], org: who['org'] });
  else {
    const org = typeof who['org'] === 'string' ? who['org'] : 'none';
    note(`Signed in as ${String(who['kind'])} ${String(who['name'])} (org ${org})`);
  }
  return 0;
}

/** Stands in for the browser: whoever says who they are is believed. */
export async function login(context: Context): Promise<number> {
  const email = context.args.get('email') ?? context.args.words[0];
  if (email === undefined)
    throw new Failure('A browser login is not possible here; use `gpu login --email EMAIL`.', 10);
  const answer = await call(context, '/login', { email });
  const account = answer['data'] as { token: string; email: string };
  changeSettings({ token: account.token, org: undefined });
  note(`Signed in as ${account.email}`);
  return 0;
}

export function logout(): Promise<number> {
  changeSettings({ token: undefined, org: undefined });
  note('Signed out');
  return Promise.resolve(0);
}

export function update(context: Context): Promise<number> {
  note(`gpu ${context.profile.version} is up to date`);
  return Promise.resolve(0);
}

// Verbs about the installation: inventory, doctor, daemon, config, auth, update.
import { Refused } from '../control/failures.ts';
import { ANONYMOUS } from '../orgs/people.ts';
import { changeSettings, readAccount } from './account.ts';
import { UsageError } from './args.ts';
import { callerOf, Failure, type Context } from './context.ts';
import { shaped } from './shape.ts';
import { columns } from './terminal.ts';

export function inventory(context: Context): number {
  const { world, args, profile, terminal } = context;
  callerOf(context);
  const type = args.get('gpu-type')?.toLowerCase() ?? '';
  const offers = world.inventory
    .filter((gpu) => gpu.gpuType.toLowerCase().includes(type))
    .map(({ gpuType, usdPerHour, vramGb, stock }) => ({
      gpu_type: gpuType,
      cost_per_hour: usdPerHour,
      vram: vramGb,
      available: stock > 0,
      stock: stock === Infinity ? 'high' : stock === 0 ? 'none' : stock < 3 ? 'low' : 'medium',
    }));
  if (args.has('json')) terminal.json(shaped(offers, profile.json.inventory));
  else {
    const rows = offers.map((offer) => [
      offer.gpu_type,
      `${offer.vram} GB`,
      `$${offer.cost_per_hour.toFixed(2)}/h`,
      `${offer.stock} stock`,
    ]);
    for (const row of columns([['GPU', 'VRAM', 'PRICE', 'STOCK'], ...rows])) terminal.line(row);
  }
  return 0;
}

/** The answer says that something is wrong; the exit code stays 0. */
export function doctor(context: Context): number {
  const { token } = readAccount(context.call);
  const signedIn = 'kind' in context.world.orgs.authenticate(token);
  const checks = [
    { name: 'daemon', ok: true, message: 'gpud is running' },
    { name: 'provider', ok: true, message: 'provider credentials found' },
    {
      name: 'auth',
      ok: signedIn,
      message: signedIn ? 'signed in' : 'No credentials found. Run gpu auth runpod (or vastai/thunder/ionet)',
    },
  ];
  if (context.args.has('json')) context.terminal.json({ healthy: signedIn, checks });
  else for (const check of checks) context.terminal.line(`${check.ok ? '✓' : '✗'} ${check.name}: ${check.message}`);
  return 0;
}

export function daemon({ args, terminal, profile }: Context): number {
  const what = args.words[0] ?? 'status';
  const answers: Record<string, string> = {
    status: 'gpud is running',
    start: 'gpud started',
    stop: 'gpud stopped',
    restart: 'gpud restarted',
    logs: '',
  };
  const text = answers[what];
  if (text === undefined) throw new UsageError(`error: unknown command 'daemon ${what}'`);
  if (args.has('json')) terminal.json({ running: what !== 'stop', version: profile.version });
  else if (text !== '') terminal.note(text);
  return 0;
}

export function auth(context: Context): number {
  const { args, terminal } = context;
  if ((args.words[0] ?? 'status') !== 'status') {
    throw new Failure('Only `gpu auth status` works on the local GPU cloud', 2);
  }
  const { kind, name, org } = callerOf(context).identity;
  if (args.has('json')) terminal.json({ authenticated: true, kind, name, org });
  else terminal.note(`Signed in as ${kind} ${name} (org ${org ?? 'none'})`);
  return 0;
}

/** In place of the browser: who gives an address is believed. */
export function login({ world, call, args, terminal }: Context): number {
  const email = args.get('email') ?? args.words[0];
  if (email === undefined)
    throw new Failure('A browser login is not possible here; use `gpu login --email EMAIL`.', 10);
  const answer = world.orgs.handle(ANONYMOUS, 'login', { email });
  if (!('ok' in answer)) throw new Refused(answer);
  const account = answer.data as { token: string; email: string };
  changeSettings(call, { token: account.token, org: undefined });
  terminal.note(`Signed in as ${account.email}`);
  return 0;
}

export function logout({ call, terminal }: Context): number {
  changeSettings(call, { token: undefined, org: undefined });
  terminal.note('Signed out');
  return 0;
}

export function update({ profile, terminal }: Context): number {
  terminal.note(`gpu ${profile.version} is up to date`);
  return 0;
}

import type { CloudView, Gpu } from './core/driver.ts';
import { UserError } from './core/errors.ts';
import { reasonOf } from './gpu/refusal.ts';
import { capture, type Captured } from './gpu/process.ts';
import { fields, readJson } from './gpu/views.ts';

const CALL_MS = 20_000;
const NOT_BEGUN = 'the run was ended before its job was submitted';
/** A status, with ours set again and read once more where it is another's (ms). */
const STATUS_MS = 15_000;

export type CallGpu = (...args: readonly string[]) => Promise<Captured>;

export function gpuCaller(
  bin: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  { timeoutMs = CALL_MS, signal }: { readonly timeoutMs?: number; readonly signal?: AbortSignal } = {},
): CallGpu {
  return (...args) => capture(bin, args, { cwd, env, timeoutMs: Math.min(CALL_MS, timeoutMs), signal });
}

/**
 * Makes an organization the active one.
 * @param onBefore told before anything is switched: the slug that was active, '' for the personal account. Not called where
 *   nothing has to be switched.
 * @throws UserError when the CLI refuses, or does not tell what is active: that could not be put back.
 */
export async function switchOrg(gpu: CallGpu, slug: string, onBefore: (slug: string) => void): Promise<void> {
  const before = await activeOrg(gpu, slug);
  if (before === slug) return;
  onBefore(before);
  const ended = await gpu('org', 'switch', slug);
  if (ended.code !== 0) throw notSwitched(slug, ended);
}

/**
 * The driver, held to its organization: which one is active is a setting of GPU CLI for all who share this home, and another leg may
 * have changed it. It is set again before a job is submitted, and where a status is of another one, in which what lives here would
 * look as if it were gone.
 */
export function inOrg(
  gpu: Gpu,
  slug: string,
  { bin, cwd, env }: { readonly bin: string; readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Gpu {
  if (slug === '') return gpu;
  const setAgain = (options: { readonly timeoutMs?: number; readonly signal?: AbortSignal }) =>
    gpuCaller(bin, cwd, env, options)('org', 'switch', slug);
  const isOfAnother = (view: CloudView | undefined): boolean => !['', slug].includes(view?.account?.org ?? '');
  return {
    ...gpu,
    async submit(launch, signal, abort) {
      const ended = await setAgain({ signal: abort });
      // Nothing is begun that was ended meanwhile.
      if (abort.aborted) return { kind: 'refused', outcome: { kind: 'refused', class: 'infra', reason: NOT_BEGUN } };
      if (ended.code === 0) return gpu.submit(launch, signal, abort);
      const { message, class: kind } = notSwitched(slug, ended);
      return { kind: 'refused', outcome: { kind: 'refused', class: kind, reason: message } };
    },
    async status(timeoutMs = STATUS_MS, signal) {
      const until = performance.now() + timeoutMs;
      const left = () => ({ timeoutMs: Math.max(1, until - performance.now()), ...(signal && { signal }) });
      const view = await gpu.status(timeoutMs, signal);
      if (!isOfAnother(view)) return view;
      // What it tells after that is believed, whatever name it gives: which one stands there is not documented.
      return (await setAgain(left())).code === 0 ? gpu.status(left().timeoutMs, signal) : undefined;
    },
  };
}

function notSwitched(slug: string, { stderr, code, hung }: Captured): UserError {
  const why = hung ? 'no answer' : reasonOf(stderr, 'org', code);
  return new UserError(
    `GPU CLI did not switch to the organization ${slug}: ${why}`,
    'Check `org` and that the service account belongs to it.',
    { class: code === 10 ? 'auth' : code === null ? 'infra' : 'usage' },
  );
}

/** Puts the former context back. @returns whether the CLI did it. */
export async function switchBack(gpu: CallGpu, slug: string): Promise<boolean> {
  return (await gpu('org', 'switch', ...(slug === '' ? [] : [slug]))).code === 0;
}

/** Neither the JSON nor the text of `gpu org list` is documented: an entry marked active or a starred line is the one. */
async function activeOrg(gpu: CallGpu, wanted: string): Promise<string> {
  const asJson = await gpu('org', 'list', '--json');
  const active = asJson.code === 0 ? activeInJson(asJson.stdout) : undefined;
  if (active !== undefined) return active;
  const asText = await gpu('org', 'list');
  if (asText.code !== 0) throw notSwitched(wanted, asText);
  return activeInText(asText.stdout);
}

/** What may stand on a command line as an organization. */
const SLUG = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/;

/** @returns the slug, '' for the personal account; undefined where there is no JSON to read. */
export function activeInJson(stdout: string): string | undefined {
  const json = fields(readJson(stdout));
  if (Object.keys(json).length === 0) return undefined;
  const { active } = json;
  return typeof active === 'string' && SLUG.test(active) ? active : '';
}

export function activeInText(stdout: string): string {
  const marked = stdout.split('\n').filter((row) => /^\s*\*|\bactive\b/i.test(row));
  // The heading of such a column is in capitals, and no slug is.
  const slugs = marked.map((row) => /(?:^|\s)([a-z0-9][a-z0-9-]{1,62})(?:\s|$)/.exec(row.replace('*', ' '))?.[1]);
  return slugs.find((slug) => slug !== undefined) ?? '';
}

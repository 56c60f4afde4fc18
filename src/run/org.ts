import type { CloudView, Gpu } from '../model/gpu.ts';
import { UserError } from '../model/errors.ts';
import { reasonOf } from '../gpu/refusal.ts';
import { capture, type Captured } from '../gpu/spawn.ts';
import { fields, readJson } from '../gpu/parse.ts';

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
 * @param onBefore called before the switch with the slug that was active, '' for the personal account. It is not called if
 *   nothing has to be switched, or if the active organization cannot be read without doubt: it is then not switched back.
 * @returns whether the active organization was read.
 * @throws UserError if the CLI refuses.
 */
export async function switchOrg(gpu: CallGpu, slug: string, onBefore: (slug: string) => void): Promise<boolean> {
  const before = await activeOrg(gpu, slug);
  if (before === slug) return true;
  if (before !== undefined) onBefore(before);
  const ended = await gpu('org', 'switch', slug);
  if (ended.code !== 0) throw notSwitched(slug, ended);
  return before !== undefined;
}

/**
 * The driver, held to its organization. The active organization is a setting that every job with the same HOME shares, so another
 * job may have changed it. It is set again before a submission, before anything is ended, and before a status that does not name
 * it is believed: in another organization our job and pod look as if they were gone.
 */
export function inOrg(
  gpu: Gpu,
  slug: string,
  { bin, cwd, env }: { readonly bin: string; readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Gpu {
  if (slug === '') return gpu;
  const setAgain = (options: { readonly timeoutMs?: number; readonly signal?: AbortSignal }) =>
    gpuCaller(bin, cwd, env, options)('org', 'switch', slug);
  const isOurs = (view: CloudView | undefined): boolean => view?.account?.org === slug;
  // Orders that are given at the same time share one switch.
  let pending: Promise<unknown> | undefined;
  const held = async <T>(timeoutMs: number, signal: AbortSignal | undefined, order: () => Promise<T>): Promise<T> => {
    pending ??= setAgain({ timeoutMs, ...(signal && { signal }) }).finally(() => (pending = undefined));
    await pending;
    return order();
  };
  return {
    ...gpu,
    cancel: (jobId, timeoutMs, signal) => held(timeoutMs, signal, () => gpu.cancel(jobId, timeoutMs, signal)),
    stop: (podId, timeoutMs, signal) => held(timeoutMs, signal, () => gpu.stop(podId, timeoutMs, signal)),
    stopAll: (timeoutMs, signal) => held(timeoutMs, signal, () => gpu.stopAll(timeoutMs, signal)),
    terminate: (podId, timeoutMs, signal) => held(timeoutMs, signal, () => gpu.terminate(podId, timeoutMs, signal)),
    instances: (timeoutMs, signal) => held(timeoutMs, signal, () => gpu.instances(timeoutMs, signal)),
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
      if (view === undefined || isOurs(view)) return view;
      // After that it is believed, whatever name it gives: that name is not documented.
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

/** Makes the previous organization the active one. @returns whether the CLI did it. */
export async function switchBack(gpu: CallGpu, slug: string): Promise<boolean> {
  return (await gpu('org', 'switch', ...(slug === '' ? [] : [slug]))).code === 0;
}

/** Neither the JSON nor the text of `gpu org list` is documented. @returns undefined if neither names the active one without doubt. */
async function activeOrg(gpu: CallGpu, wanted: string): Promise<string | undefined> {
  const asJson = await gpu('org', 'list', '--json');
  const active = asJson.code === 0 ? activeInJson(asJson.stdout) : undefined;
  if (active !== undefined) return active;
  const asText = await gpu('org', 'list');
  if (asText.code !== 0) throw notSwitched(wanted, asText);
  return activeInText(asText.stdout);
}

/** What may be on a command line as an organization. */
const SLUG = /^[A-Za-z0-9][A-Za-z0-9-]{0,62}$/;

/** @returns the slug, '' for the personal account; undefined if that is in doubt. */
export function activeInJson(stdout: string): string | undefined {
  const json = readJson(stdout);
  const { active, orgs, organizations } = fields(json);
  if (typeof active === 'string') return SLUG.test(active) ? active : undefined;
  const rows = [json, orgs, organizations].find(Array.isArray);
  const marked = (rows ?? []).map(fields).filter((row) => row['active'] === true || row['current'] === true);
  if (marked.length === 1) {
    const slug = marked[0]?.['slug'];
    return typeof slug === 'string' && SLUG.test(slug) ? slug : undefined;
  }
  // No organization is active, and the CLI itself reports that.
  return active === null && marked.length === 0 ? '' : undefined;
}

/** A line with a star, or a slug with the word "active" after it. */
export function activeInText(stdout: string): string | undefined {
  const marked = stdout.split('\n').flatMap((row) => {
    const [, starred, named] = /^\s*\*\s*(\S+)|^\s*(\S+)\s.*\bactive\b/.exec(row) ?? [];
    return starred ?? named ?? [];
  });
  const [slug = ''] = marked;
  return marked.length === 1 && SLUG.test(slug) ? slug : undefined;
}

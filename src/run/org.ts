import type { Gpu } from '../model/gpu.ts';
import { UserError } from '../model/errors.ts';
import { reasonOf } from '../gpu/refusal.ts';
import { capture, type Captured } from '../gpu/spawn.ts';
import { fields, readJson } from '../gpu/parse.ts';

const CALL_MS = 20_000;

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
 * The active organization is a setting of the home folder, and another job may switch it. In another organization our job and
 * pod look as if they were gone, so a status that names another one counts as unreadable.
 */
export const inOneOrg = (gpu: Gpu, first: () => string): Gpu => ({
  ...gpu,
  async status(timeoutMs, signal) {
    const view = await gpu.status(timeoutMs, signal);
    const isOther = first() !== '' && view?.account !== undefined && view.account.org !== first();
    return isOther ? undefined : view;
  },
});

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

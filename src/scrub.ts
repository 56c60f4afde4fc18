import type { RunReport } from './core/outcome.ts';
import type { RunRequest } from './core/request.ts';
import { hider } from './core/secrets.ts';

/** What the user or the workload wrote; everywhere else the words are ours or those of GPU CLI. */
const THEIR_WORDS: ReadonlySet<string> = new Set(['command', 'logTail', 'markdown', 'label']);

/**
 * The report without secrets in any of their forms: the runner masks the log and the summary, but neither files nor comments.
 * An open value of `env` may stand where the workload printed it, but GPU CLI's complaints may not quote it.
 */
export function withoutSecrets(secrets: readonly string[], env: RunRequest['env'], report: RunReport): RunReport {
  const hide = hider(secrets);
  const given = env.flatMap(({ name, value }) => (value === undefined || value === '' ? [] : [`${name}=${value}`]));
  const open = (text: string): string =>
    given.reduce((all, pair) => all.replaceAll(pair, `${pair.slice(0, pair.indexOf('='))}=…`), text);
  const walk = (value: unknown, theirs: boolean): unknown => {
    if (typeof value === 'string') return hide(theirs ? value : open(value));
    if (Array.isArray(value)) return value.map((item) => walk(item, theirs));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, walk(inner, theirs || THEIR_WORDS.has(key))]),
    );
  };
  return walk(report, false) as RunReport;
}

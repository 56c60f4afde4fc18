import type { RunReport } from '../model/outcome.ts';
import type { RunRequest } from '../request.ts';
import { hider } from '../model/secrets.ts';

/** What the user or the workload wrote. Everything else is written by this action or GPU CLI. */
const THEIR_WORDS: ReadonlySet<string> = new Set(['command', 'logTail', 'markdown', 'label']);

/**
 * Fields with words of this action's own vocabulary, and times. A value of `env` may be such a word, and a report that lost it
 * would say something else.
 */
const FACTS: ReadonlySet<string> = new Set([
  ...['status', 'class', 'mode', 'cleanup', 'kind', 'phase', 'limit', 'signal', 'by', 'better', 'verdict'],
  ...['startedAt', 'endedAt', 'at', 'action'],
]);

/** Names that GPU CLI and the host gave. Later steps and links need them, so only the token is hidden in them. */
const NAMES: ReadonlySet<string> = new Set(['jobId', 'podId', 'type', 'gpuType', 'cli', 'slug', 'run']);

/**
 * The report without secrets in any of their forms: the runner masks the log and the summary, but neither files nor comments.
 * An open value of `env` may be printed by the workload, but the complaints of GPU CLI may not quote it.
 * @param secrets The token first.
 */
export function withoutSecrets(secrets: readonly string[], env: RunRequest['env'], report: RunReport): RunReport {
  const hide = hider(secrets);
  const hideToken = hider(secrets.slice(0, 1));
  const given = env.flatMap(({ name, value }) => (value === undefined || value === '' ? [] : [`${name}=${value}`]));
  const open = (text: string): string =>
    given.reduce((all, pair) => all.replaceAll(pair, `${pair.slice(0, pair.indexOf('='))}=…`), text);
  const walk = (value: unknown, key: string, theirs: boolean): unknown => {
    if (typeof value === 'string') {
      if (FACTS.has(key)) return value;
      if (NAMES.has(key)) return hideToken(value);
      return hide(theirs ? value : open(value));
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, key, theirs));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, walk(inner, name, theirs || THEIR_WORDS.has(name))]),
    );
  };
  return walk(report, '', false) as RunReport;
}

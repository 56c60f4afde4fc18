import type { HostContext } from '../model/host.ts';

/** Reads a variable; '' where it is not set. */
export const reader =
  (env: NodeJS.ProcessEnv) =>
  (name: string): string =>
    env[name] ?? '';

/** The first that says something. */
export const firstOf = (...values: readonly string[]): string => values.find((value) => value !== '') ?? '';

export const numberOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) : 0);

/** Parallel jobs, from the number of this one; 0 for a job that is alone. */
export const widthOf = (total: string): number => (numberOf(total) > 1 ? numberOf(total) : 0);

/** `3/8` from index (counted from `base`) and total; '' for a job that has no siblings. */
export function legOf(index: string, total: string, base: 0 | 1): string {
  return widthOf(total) > 0 && /^\d+$/.test(index) ? `${Number(index) + 1 - base}/${total}` : '';
}

/** `git@host:owner/name.git`, `https://user@host/owner/name`, `ssh://git@host:22/owner/name` → host and `owner/name`. */
export function remoteOf(url: string): { readonly host: string; readonly repository: string } {
  const match = /^(?:[a-z+]{1,20}:\/\/)?(?:[^@/]+@)?([^:/]+)(?::\d+)?[:/]+([^:/].*)$/is.exec(url.trim());
  const path = (match?.[2] ?? '').split('/');
  while (path.at(-1) === '') path.pop();
  return { host: match?.[1] ?? '', repository: path.join('/').replace(/\.git$/, '') };
}

const holdsToken = (env: NodeJS.ProcessEnv): boolean => Boolean(env['GPU_SERVICE_TOKEN'] || env['GPU_CI_TOKEN']);

/** Secrets are mostly withheld from a fork; one that finds this project's token in its environment is foreign code that holds it. */
export const forkFacts = (
  fork: boolean,
  env: NodeJS.ProcessEnv,
): Pick<HostContext, 'secretsWithheld' | 'foreignCode'> => ({
  secretsWithheld: fork ? 'a fork' : '',
  foreignCode: fork && holdsToken(env),
});

/** What a host says that says nothing. */
export const UNKNOWN: Omit<HostContext, 'tempDir' | 'workspace'> = {
  repository: '',
  job: '',
  leg: '',
  // No host but GitHub names the step of a job, so two runs in one job would share an id: each gets one of its own then.
  runId: '',
  runAttempt: 1,
  runUrl: '',
  secretsWithheld: '',
  foreignCode: false,
  matrixSize: 0,
  jobLimitMs: 0,
  jobStartedAt: 0,
};

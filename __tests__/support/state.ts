import { identityOf } from '../../src/gpu/project.ts';
import { accountOf, RunState, type Stage } from '../../src/run/state.ts';

/** A state as a test describes it. The newest attempt is `submitting` unless its job is known or a stage is given. */
export interface Given {
  readonly at?: Stage['at'];
  readonly key?: string;
  readonly bin?: string;
  readonly sha256?: string;
  readonly way?: 'detached' | 'attached';
  readonly json?: boolean;
  readonly cwd?: string;
  readonly project?: string;
  readonly alone?: boolean;
  /** With which the run was started. */
  readonly token?: string;
  readonly podsBefore?: readonly string[];
  readonly jobsBefore?: readonly string[];
  readonly unnamedBefore?: number | null;
  readonly countedBefore?: number | null;
  readonly jobsListed?: boolean;
  readonly account?: string;
  readonly nonces?: readonly string[];
  readonly jobs?: readonly string[];
  readonly pods?: readonly string[];
  readonly podId?: string;
  readonly broken?: readonly string[];
  readonly client?: string;
  readonly keepPod?: boolean;
  readonly orgBefore?: string | null;
}

export function savedState(given: Given = {}): string {
  const { jobs = [], pods = [], key = 'k', bin = '/bin/gpu', cwd = '/w' } = given;
  const jobId = jobs.at(-1) ?? '';
  const at = given.at ?? (jobId === '' ? 'submitting' : 'running');
  const podId = given.podId ?? pods.at(-1) ?? '';
  const ids = at === 'submitting' ? { podId } : at === 'running' || at === 'ended' ? { jobId, podId } : {};
  return JSON.stringify({
    version: 1,
    project: {
      key,
      bin,
      cwd,
      sha256: given.sha256 ?? '',
      project: given.project ?? cwd,
      attempt: 1,
      account: accountOf(given.token ?? ''),
      identity: identityOf(cwd, undefined),
      way: given.way ?? 'detached',
      json: given.json ?? true,
      alone: given.alone ?? true,
    },
    before: {
      pods: given.podsBefore ?? [],
      jobs: given.jobsBefore ?? [],
      unnamed: given.unnamedBefore === undefined ? 0 : given.unnamedBefore,
      counted: given.countedBefore === undefined ? 0 : given.countedBefore,
      jobsListed: given.jobsListed ?? true,
      account: given.account ?? '',
    },
    stage: { at, ...ids },
    nonces: given.nonces ?? ['a'.repeat(16)],
    jobs,
    pods,
    broken: given.broken ?? [],
    client: given.client ?? '',
    keepPod: given.keepPod ?? false,
    orgBefore: given.orgBefore ?? null,
  });
}

export function stateOf(given: Given = {}): RunState {
  const state = RunState.read(savedState(given));
  if (state === undefined) throw new Error('a state cannot be read');
  return state;
}

import type { Fault, FaultKind } from '../../emulator/cloud.ts';

/** One way in which a run meets a fault. */
export interface Meeting {
  readonly name: string;
  readonly fault: Fault;
  /** Ordered when the run has asked what lives in its project, so that what the program is asked before does not use it up. */
  readonly afterView?: boolean;
  /** Nothing can be ended while it lasts: what is left alive must be told. */
  readonly lasts?: boolean;
  /** The program never answers: people would cancel the job. */
  readonly hangs?: boolean;
}

const LASTING = Infinity;

/** All kinds of faults, each where it can meet a run whose command line has this word. */
export function meetings(word: string): readonly Meeting[] {
  const match = { command: word };
  const on = (verb: string) => ({ match: { verb } });
  const cancel = { match: { verb: 'run', command: '--cancel' } };
  const kinds: Readonly<Record<FaultKind, readonly Omit<Meeting, 'name'>[]>> = {
    'refuse-saturated': [{ fault: { kind: 'refuse-saturated', match } }],
    refuse: [
      { fault: { kind: 'refuse', exitCode: 1, error: 'internal', text: 'Something went wrong', match } },
      { fault: { kind: 'refuse', late: true, match } },
    ],
    'no-capacity': [{ fault: { kind: 'no-capacity', match } }],
    'slow-provisioning': [{ fault: { kind: 'slow-provisioning', ms: 900, match } }],
    'slow-bootstrap': [{ fault: { kind: 'slow-bootstrap', ms: 900, match } }],
    'slow-submit': [{ fault: { kind: 'slow-submit', ms: 1_500, match } }],
    'slow-sync': [{ fault: { kind: 'slow-sync', ms: 1_500, match } }],
    'bootstrap-fails': [{ fault: { kind: 'bootstrap-fails', match } }],
    'sync-fails': [{ fault: { kind: 'sync-fails', match } }],
    'relay-expired': [{ fault: { kind: 'relay-expired', match } }],
    'tracing-noise': [{ fault: { kind: 'tracing-noise', times: LASTING } }],
    'pod-conflict': [{ fault: { kind: 'pod-conflict', match } }],
    'daemon-down': [
      { fault: { kind: 'daemon-down', match } },
      { fault: { kind: 'daemon-down', times: 3, ...on('status') }, afterView: true },
    ],
    hang: [
      { fault: { kind: 'hang', match }, hangs: true },
      { fault: { kind: 'hang', ...on('status') }, afterView: true },
      { fault: { kind: 'hang', ...on('stop') }, afterView: true },
    ],
    'daemon-holds-pipes': [
      { fault: { kind: 'daemon-holds-pipes', match } },
      { fault: { kind: 'daemon-holds-pipes', ...on('status') } },
    ],
    'status-counts-only': [{ fault: { kind: 'status-counts-only', times: LASTING } }],
    'stop-knows-no-pod': [{ fault: { kind: 'stop-knows-no-pod', match } }],
    'installer-with-sibling': [{ fault: { kind: 'installer-with-sibling' } }],
    'install-blocked': [{ fault: { kind: 'install-blocked' } }],
    'installer-in-bash': [{ fault: { kind: 'installer-in-bash' } }],
    'needs-user': [{ fault: { kind: 'needs-user', times: LASTING } }],
    'status-cuts-commands': [{ fault: { kind: 'status-cuts-commands', length: 120, times: LASTING } }],
    'status-lists-ended': [{ fault: { kind: 'status-lists-ended', times: LASTING } }],
    'long-gpu-names': [{ fault: { kind: 'long-gpu-names', times: LASTING } }],
    'client-killed': [
      { fault: { kind: 'client-killed', at: 'before-submit', match } },
      { fault: { kind: 'client-killed', at: 'submitted', match } },
      { fault: { kind: 'client-killed', at: 'attached', match } },
    ],
    'answer-lost': [
      { fault: { kind: 'answer-lost', match } },
      { fault: { kind: 'answer-lost', whenOver: true, match } },
    ],
    'stale-answer': [{ fault: { kind: 'stale-answer', jobId: 'job_0', match } }],
    'passes-on': [{ fault: { kind: 'passes-on', text: 'Using pod n9kwj3lwx2qw2n\njob_000001', match } }],
    'status-late': [{ fault: { kind: 'status-late', ms: 2_000, times: LASTING } }],
    'bad-json': [
      { fault: { kind: 'bad-json', how: 'truncated', match } },
      { fault: { kind: 'bad-json', how: 'garbage', times: 2, ...on('status') }, afterView: true },
      { fault: { kind: 'bad-json', how: 'empty', ...on('wait') }, afterView: true },
    ],
    'no-record': [
      { fault: { kind: 'no-record', match } },
      { fault: { kind: 'no-record', submit: false, match } },
      { fault: { kind: 'no-record', ...on('wait') }, afterView: true },
      { fault: { kind: 'no-record', ...on('status') }, afterView: true },
    ],
    'verb-fails': [
      { fault: { kind: 'verb-fails', match } },
      { fault: { kind: 'verb-fails', times: 2, ...on('status') }, afterView: true },
      { fault: { kind: 'verb-fails', times: 2, ...cancel } },
    ],
    'no-verb': [{ fault: { kind: 'no-verb', ...on('wait') }, afterView: true }],
    'cancel-ignored': [
      { fault: { kind: 'cancel-ignored', times: 2, match } },
      { fault: { kind: 'cancel-ignored', times: LASTING, match } },
    ],
    'stop-fails': [
      { fault: { kind: 'stop-fails', times: 2 } },
      { fault: { kind: 'stop-fails', times: LASTING }, lasts: true },
    ],
    'pod-crash': [{ fault: { kind: 'pod-crash', afterMs: 150, match } }],
    'outputs-missing': [{ fault: { kind: 'outputs-missing', match } }],
    'attach-drops': [{ fault: { kind: 'attach-drops', afterBytes: 3, match } }],
    'sync-after-submit': [{ fault: { kind: 'sync-after-submit', ms: 100, match } }],
    'attach-before-pod': [{ fault: { kind: 'attach-before-pod', match } }],
  };
  return Object.values(kinds)
    .flat()
    .map((meeting) => ({ ...meeting, name: nameOf(meeting.fault) }));
}

function nameOf({ kind, match, times, ...more }: Fault): string {
  const told = Object.entries(more).filter(([key]) => !['text', 'error', 'exitCode'].includes(key));
  const how = told.map(([key, value]) => (value === true ? key : `${key} ${String(value)}`));
  if (times !== undefined) how.push(times === Infinity ? 'always' : `${times} times`);
  if (match?.command === '--cancel') how.push('of --cancel');
  else if (match?.verb !== undefined) how.push(`of ${match.verb}`);
  return [kind, ...how].join(' ');
}

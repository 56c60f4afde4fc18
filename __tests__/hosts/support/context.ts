import type { HostContext } from '../../../src/model/host.ts';

/** The context of a host that shows nothing. */
export const UNKNOWN: Omit<HostContext, 'tempDir' | 'workspace'> = {
  repository: '',
  job: '',
  leg: '',
  runId: '',
  runAttempt: 1,
  runUrl: '',
  secretsWithheld: '',
  foreignCode: false,
  matrixSize: 0,
  jobLimitMs: 0,
  jobStartedAt: 0,
};

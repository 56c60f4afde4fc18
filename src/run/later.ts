// What a run needs once `gpu` has been called for the first time. Loaded as one chunk while `gpu` answers that call.
export { abortedOutcome, isAborted } from './attempt.ts';
export { filesBefore, readBrought } from '../report/workload-files.ts';
export { endRun } from './cleanup.ts';
export { takeUpToEnd } from './former.ts';
export { exitCodeFor } from '../model/outcome.ts';
export { isLeft } from './state.ts';
export { openProject } from './prepare.ts';
export { publish, renderer } from '../report/publish.ts';
export { reportOf, withoutSecrets } from '../report/build.ts';
export { runWorkload, save, tryToSave } from './workload.ts';

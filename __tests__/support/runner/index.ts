/**
 * A small, exact imitation of how the GitHub Actions runner treats a JavaScript action on Linux and macOS.
 *
 *     await using job = await openJob({ workspace: 'examples/digits', secrets: { GPU_SERVICE_TOKEN: 'gpt_sat_…' } });
 *     const step = await job.uses('.', { with: { token: '${{ secrets.GPU_SERVICE_TOKEN }}', command: 'python train.py' } });
 *     const [post] = await job.finish();
 *
 * Each file names the runner source it follows. Not imitated: problem matchers, composite and Docker actions, `pre`,
 * background steps, containers, Windows, the live console's cuts, the server's own limits.
 */
export type { Annotation, Group, Level } from './console.ts';
export type { ParsedCommand, Stream } from './commands.ts';
export { condition, evaluate, expand, expandText, type JobStatus, type Scope, type Value } from './expressions.ts';
export { type FinishOptions, type Job, openJob } from './job.ts';
export type { RunOptions, StepOptions, UsesOptions } from './phases.ts';
export { hiddenForms, SecretMasker } from './masking.ts';
export { type Ladder, processesWith, realLadder, trackedProcesses } from './process.ts';
export { type Finding, filesOf, type Place, scanForSecret } from './scan.ts';
export type { Conclusion, Pattern, Progress, Step, StepResult, Trigger } from './step.ts';
export type { JobOptions } from './world.ts';
export { type LegResult, runWorkflow, type StandIn, type WorkflowJobResult } from './workflow.ts';
export type { WorkflowOptions, WorkflowResult, WorkflowStepResult } from './workflow.ts';

/**
 * How the GitHub Actions runner treats one step of a JavaScript action and its post step, on Linux and macOS.
 *
 *     await using job = await openJob({ workspace: 'examples/digits', secrets: { GPU_SERVICE_TOKEN: 'gpt_sat_…' } });
 *     const step = await job.uses('.', { with: { token: '${{ secrets.GPU_SERVICE_TOKEN }}', command: 'python train.py' } });
 *     const [post] = await job.finish();
 *
 * Each file names the runner source it follows. Workflows, conditions and matrices run in `npm run e2e:act`.
 */
export type { ParsedCommand } from './commands.ts';
export { type FinishOptions, type Job, openJob } from './job.ts';
export type { RunOptions, StepOptions, UsesOptions } from './phases.ts';
export { SecretMasker } from './masking.ts';
export { processesWith, trackedProcesses } from './process.ts';
export { type Finding, filesOf, type Place, scanForSecret } from './scan.ts';
export type { Conclusion, Pattern, Step, StepResult } from './step.ts';
export type { JobOptions } from './world.ts';

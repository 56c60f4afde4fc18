import { firstOf, reader, UNKNOWN } from './facts.ts';
import type { HostKind, HostWorld } from '../model/host.ts';
import { openPlain, type Traits } from './plain.ts';

/**
 * A laptop, a cron job, a CI host that has no file here.
 *
 * Mask: nothing is there to mask, so the token is never printed and that is all. Groups: a heading. Nothing acts on words in
 * the log. Our own lines go to stderr, so that `gpu-ci run … > log` holds what the workload printed and nothing else.
 * Summary, outputs and report are files, and their paths are printed at the end.
 * Cancel: whatever the terminal or the service manager sends. State is keyed by the folder: `gpu-ci cleanup` ends what all runs
 * in it left, but for those that have a `--state FILE` of their own.
 */
export const generic: HostKind = {
  name: 'generic',
  detect: () => true,
  open: (world) => openPlain(world, traitsOf(world)),
};

function traitsOf({ env }: HostWorld): Traits {
  const read = reader(env);
  const workspace = process.cwd();
  return {
    name: 'generic',
    context: { ...UNKNOWN, job: firstOf(read('GPU_CI_JOB'), 'local'), workspace },
    jobKey: workspace,
    voice: 'stderr',
  };
}

import type { Clock } from '../model/clock.ts';
import type { Phase, PhaseMark } from '../model/outcome.ts';

export interface Marks {
  readonly list: PhaseMark[];
  add(phase: Phase): void;
  /** The workload's exit was seen; `natural` when nothing had been done to end it. The first word counts. */
  exited(natural: boolean): void;
  /** It ended by itself, before anything was done to end it: an abort that came too late does not relabel it. */
  natural(): boolean;
}

const ORDER: readonly Phase[] = ['submitting', 'waiting', 'provisioning', 'syncing', 'running', 'ended'];

/** Phases only go forward: a late progress line does not take back a start. */
export function phaseMarks(clock: Clock, onPhase: (phase: Phase) => void): Marks {
  const list: PhaseMark[] = [];
  let ended: boolean | undefined;
  return {
    list,
    exited: (natural) => (ended ??= natural),
    natural: () => ended === true,
    add(phase) {
      const reached = list.at(-1)?.phase;
      if (reached !== undefined && ORDER.indexOf(phase) <= ORDER.indexOf(reached)) return;
      list.push({ phase, at: new Date(clock.now()).toISOString() });
      onPhase(phase);
    },
  };
}

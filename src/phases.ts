import type { Clock } from './core/clock.ts';
import type { Phase, PhaseMark } from './core/outcome.ts';

export interface Marks {
  readonly list: PhaseMark[];
  add(phase: Phase): void;
}

const ORDER: readonly Phase[] = ['submitting', 'waiting', 'provisioning', 'syncing', 'running', 'ended'];

/** Phases only go forward: a late progress line does not take back a start. */
export function phaseMarks(clock: Clock, onPhase: (phase: Phase) => void): Marks {
  const list: PhaseMark[] = [];
  return {
    list,
    add(phase) {
      const reached = list.at(-1)?.phase;
      if (reached !== undefined && ORDER.indexOf(phase) <= ORDER.indexOf(reached)) return;
      list.push({ phase, at: new Date(clock.now()).toISOString() });
      onPhase(phase);
    },
  };
}

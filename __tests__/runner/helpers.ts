import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of a fixture action. */
export const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

/** Whether a process with this id runs; one that is dead and not yet reaped does not. */
export const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return !/^State:\s+[ZX]/m.test(existsSync('/proc/self') ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
  } catch {
    return false;
  }
};

/** Asks again every few milliseconds: a signal takes effect in the kernel's own time. */
export const eventually = async (question: () => boolean): Promise<void> => {
  for (const end = Date.now() + 5000; !question();) {
    if (Date.now() > end) throw new Error(`still not: ${String(question)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

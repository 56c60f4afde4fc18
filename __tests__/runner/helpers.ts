import { join } from 'node:path';

/** The folder of a fixture action. */
export const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

/** Whether a process with this id lives. */
export const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Asks again every few milliseconds; the kernel reaps on its own time. */
export const eventually = async (question: () => boolean): Promise<void> => {
  for (const end = Date.now() + 5000; !question();) {
    if (Date.now() > end) throw new Error(`still not: ${String(question)}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

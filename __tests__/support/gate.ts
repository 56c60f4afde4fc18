import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Holds a workload until the test has seen what it waits for, however slow the machine is. */
export function gate(): Disposable & { readonly wait: string; open(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'));
  const file = join(folder, 'open');
  return {
    /** A command of a workload. */
    wait: `until [ -e ${file} ]; do sleep 0.1; done`,
    open: () => writeFileSync(file, ''),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

import { fstatSync } from 'node:fs';
import type { Writable } from 'node:stream';

interface Streams {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

/**
 * Where the host reads commands: not in the file of `gpu-ci run … > run.log`, into which a mask would put the secret itself.
 * Undefined where both streams end in files.
 */
export const readStream = ({ stdout, stderr }: Streams): Writable | undefined =>
  [stdout, stderr].find((stream) => !isFile(stream));

function isFile(stream: Writable): boolean {
  const { fd } = stream as { readonly fd?: unknown };
  return typeof fd === 'number' && fstatSync(fd).isFile();
}

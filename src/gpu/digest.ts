import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../core/errors.ts';

/** @throws UserError when a digest is pinned and the file has another one. */
export async function verify(file: string, wanted: string, input: string): Promise<void> {
  if (wanted === '') return;
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found !== wanted) {
    throw new UserError(
      `\`${input}\` pins ${wanted}, but ${file} has ${found}; it was not run.`,
      'Find out why it changed before you pin the new digest.',
    );
  }
}

import { createHash } from 'node:crypto';

const BASE62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const BASE36 = 'abcdefghijklmnopqrstuvwxyz0123456789';

export type TokenPrefix = 'gpt_sat_' | 'gpt_usr_';
export type IdPrefix = 'sa_' | 'usr_' | 'inv_';

const draw = (random: () => number, alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');

/** 40 base-62 characters are 238 bits when `random` is cryptographic, as it is in a served cloud. */
export const newToken = (random: () => number, prefix: TokenPrefix): string => prefix + draw(random, BASE62, 40);

/** Only this is ever stored: a copy of the state lets nobody in. */
export const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** An id in the product's form (`sa_abc123`) that nothing has yet. */
export function newId(random: () => number, prefix: IdPrefix, taken: (id: string) => boolean): string {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const id = prefix + draw(random, BASE36, 6);
    if (!taken(id)) return id;
  }
  throw new Error(`no free ${prefix} id in 1000 draws: is the random source constant?`);
}

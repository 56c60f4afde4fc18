import { formsOf } from '../model/secrets.ts';

/** Where the stream ends, a beginning of the token of this length counts as the token (characters). */
const LEAST = 6;
const HIDDEN = Buffer.from('***');

export interface TokenFilter {
  /** Takes the next bytes of the stream. */
  push(chunk: Buffer): void;
  /** The stream ended: gives what was held back. */
  end(): void;
}

/**
 * Replaces a secret, in each form in which it can be printed and wherever chunks are cut, by `***`. It holds back the end of a
 * chunk only if that is a beginning of a form. Each position where two bytes cannot be part of a form skips many others, so that a
 * workload's gigabytes pass at the speed of a pipe.
 */
export function tokenFilter(secret: string, onBytes: (piece: Buffer) => void): TokenFilter {
  // The longest first, so that none leaves the rest of another.
  const forms = formsOf(secret)
    .map((form) => Buffer.from(form))
    .sort((a, b) => b.length - a.length);
  if (forms.length === 0) return { push: onBytes, end: () => undefined };
  const longest = forms[0]?.length ?? 0;
  const window = Math.min(255, ...forms.map(({ length }) => length));
  /** By two bytes: how far behind them a form can end, at least. */
  const shifts = new Uint8Array(4_096).fill(window - 1);
  for (const form of forms) {
    for (let at = 1; at < window; at++) {
      const pair = pairAt(form, at);
      shifts[pair] = Math.min(shifts[pair] ?? 0, window - 1 - at);
    }
  }
  const formAt = (bytes: Buffer, at: number): Buffer | undefined =>
    forms.find((form) => bytes.compare(form, 0, form.length, at, Math.min(bytes.length, at + form.length)) === 0);
  /** Where an end that is a beginning of a form begins. */
  const tailOf = (bytes: Buffer): number => {
    for (let at = Math.max(0, bytes.length - longest + 1); at < bytes.length; at++) {
      const isBeginning = ({ length }: Buffer, form: Buffer): boolean =>
        length < form.length && form[0] === bytes[at] && bytes.compare(form, 0, length, at) === 0;
      const end = bytes.subarray(at);
      if (forms.some((form) => isBeginning(end, form))) return at;
    }
    return bytes.length;
  };
  let held: Buffer = Buffer.alloc(0);
  const give = (piece: Buffer): void => {
    if (piece.length > 0) onBytes(piece);
  };
  return {
    push(chunk) {
      const bytes = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const tail = tailOf(bytes);
      let from = 0;
      for (let at = window - 1; at < bytes.length;) {
        const shift = shifts[pairAt(bytes, at)] ?? 0;
        if (shift > 0) {
          at += shift;
          continue;
        }
        const start = at - window + 1;
        const form = start < tail ? formAt(bytes, start) : undefined;
        if (form === undefined) {
          at++;
          continue;
        }
        give(bytes.subarray(from, start));
        give(HIDDEN);
        from = start + form.length;
        at = from + window - 1;
      }
      const end = Math.max(from, tail);
      give(from === 0 && end === bytes.length ? bytes : bytes.subarray(from, end));
      held = bytes.subarray(end);
    },
    end() {
      const last = held;
      held = Buffer.alloc(0);
      give(last.length >= LEAST ? HIDDEN : last);
    },
  };
}

/** A number for two bytes; a table of this size stays in the fastest cache. */
const pairAt = (bytes: Buffer, at: number): number => (((bytes[at - 1] ?? 0) << 5) ^ (bytes[at] ?? 0)) & 4_095;

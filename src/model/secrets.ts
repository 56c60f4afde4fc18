/** Below this a value is not a secret, and hiding it would blacken harmless words everywhere (characters). */
const LEAST_HIDDEN = 6;
/** A longer piece of a secret is not searched where a text was cut: the time would grow with its square. */
const MOST_OF_CUT = 1_000;

/** Every form in which a secret is to be found and hidden, itself first. One of several lines is hidden line by line. */
export function formsOf(secret: string): readonly string[] {
  const forms = secret
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter((line) => line.length >= LEAST_HIDDEN)
    .flatMap((line) => [line, ...derivedForms(line)]);
  return [...new Set(forms)];
}

function derivedForms(value: string): readonly string[] {
  const bytes = [...new TextEncoder().encode(value)];
  // Base64 of the value inside a longer text: at each of the three alignments, without what depends on its neighbours.
  const shifted = [0, 1, 2].map((shift) => {
    const text = btoa(String.fromCharCode(...Array<number>(shift).fill(0)) + binary(bytes));
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const urls = urlForms(value.toWellFormed());
  return [
    ...shifted.map((form) => form.replaceAll('+', '-').replaceAll('/', '_')),
    ...shifted,
    hex,
    hex.toUpperCase(),
    ...urls,
    ...urls.map((url) => url.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())),
    JSON.stringify(value).slice(1, -1),
  ];
}

/** Programs differ in which characters they escape, and a form has `+` for a blank. */
function urlForms(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const also = (marks: RegExp) => url.replace(marks, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const written = [url, also(/[!'()*]/g), also(/[!'()~]/g)];
  return written.flatMap((text) => [text, text.replace(/%20/g, '+')]);
}

/** One character a byte, as `btoa` reads them. */
const binary = (bytes: readonly number[]): string => bytes.map((byte) => String.fromCharCode(byte)).join('');

/** The longest first, so that none leaves the rest of another. */
const longestFirst = (secrets: readonly string[]): string[] =>
  secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);

const HIDDEN = '***';

/**
 * Takes secrets, in all their forms, out of a text. Also where the text was cut within one: at its end, or after the mark of
 * a cut at its beginning.
 */
export function hider(secrets: readonly string[]): (text: string) => string {
  const forms = longestFirst(secrets);
  return (text) => forms.reduce((all, form) => withoutEnds(all.replaceAll(form, HIDDEN), form), text);
}

function withoutEnds(text: string, form: string): string {
  const head = form.slice(0, LEAST_HIDDEN);
  const from = Math.max(0, text.length - Math.min(form.length, MOST_OF_CUT));
  for (let at = text.indexOf(head, from); at !== -1; at = text.indexOf(head, at + 1)) {
    if (form.startsWith(text.slice(at))) return withoutEnds(text.slice(0, at) + HIDDEN, form);
  }
  if (!text.startsWith('…')) return text;
  const end = form.slice(-LEAST_HIDDEN);
  const most = Math.min(form.length, MOST_OF_CUT);
  for (let at = text.indexOf(end); at !== -1 && at < most; at = text.indexOf(end, at + 1)) {
    if (form.endsWith(text.slice(1, at + end.length))) return `…${HIDDEN}${text.slice(at + end.length)}`;
  }
  return text;
}

/** Bytes in, bytes out: what is not for the reader is taken out, wherever the stream is cut into chunks. */
export interface ByteFilter {
  push(chunk: Buffer): void;
  /** The stream ended: gives what was held back. */
  end(): void;
}

/** The hider of a stream. It holds back the end of a chunk only if that is a beginning of the secret in one of its forms. */
export function tokenFilter(secret: string, onBytes: (piece: Buffer) => void): ByteFilter {
  const forms = longestFirst([secret]).map((form) => Buffer.from(form));
  const hidden = Buffer.from(HIDDEN);
  let held: Buffer = Buffer.alloc(0);
  return {
    push(chunk) {
      const all = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const pieces = forms.reduce((parts, form) => parts.flatMap((part) => splitAt(part, form, hidden)), [all]);
      const last = pieces.pop() ?? all;
      const tail = tailOf(last, forms);
      for (const piece of [...pieces, last.subarray(0, tail)]) if (piece.length > 0) onBytes(piece);
      held = last.subarray(tail);
    },
    end() {
      if (held.length > 0) onBytes(held.length >= LEAST_HIDDEN ? hidden : held);
      held = Buffer.alloc(0);
    },
  };
}

function splitAt(bytes: Buffer, form: Buffer, hidden: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(form); at !== -1; at = bytes.indexOf(form, from)) {
    parts.push(bytes.subarray(from, at), hidden);
    from = at + form.length;
  }
  return [...parts, bytes.subarray(from)];
}

/** Where an end of `bytes` that is a beginning of a form begins. */
function tailOf(bytes: Buffer, forms: readonly Buffer[]): number {
  const longest = forms[0]?.length ?? 0;
  for (let at = Math.max(0, bytes.length - longest + 1); at < bytes.length; at++) {
    const length = bytes.length - at;
    const begins = (form: Buffer): boolean =>
      form[0] === bytes[at] && form.length > length && form.compare(bytes, at, bytes.length, 0, length) === 0;
    if (forms.some(begins)) return at;
  }
  return bytes.length;
}

const TOKEN = /gpt_[a-z]+_[A-Za-z0-9_-]+/g;

/** A foreign text without any token in it: it may have another one than the one we know. */
export const withoutTokens = (text: string): string => text.replace(TOKEN, 'gpt_***');

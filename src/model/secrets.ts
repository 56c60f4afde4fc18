/** Below this a value is no secret, and hiding it would blacken harmless words everywhere. */
const LEAST_HIDDEN = 6;
/** A longer piece of a secret is not looked for where a text was cut: that would take the square of its length. */
const MOST_OF_CUT = 1_000;

/** A step asks for those of its token again and again. */
let lastSecret = '';
let lastForms: readonly string[] = [];

/** Every form in which a secret is to be found and hidden, itself first. One of several lines is hidden line by line. */
export function formsOf(secret: string): readonly string[] {
  if (secret === lastSecret) return lastForms;
  const forms = secret
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter((line) => line.length >= LEAST_HIDDEN)
    .flatMap((line) => [line, ...derivedForms(line)]);
  lastSecret = secret;
  lastForms = [...new Set(forms)];
  return lastForms;
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

/** Programs differ in what they escape beside what all do, and a form has `+` for a blank. */
function urlForms(value: string): readonly string[] {
  const url = encodeURIComponent(value);
  const also = (marks: RegExp) => url.replace(marks, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const written = [url, also(/[!'()*]/g), also(/[!'()~]/g)];
  return written.flatMap((text) => [text, text.replace(/%20/g, '+')]);
}

/** One character a byte, as `btoa` reads them. */
const binary = (bytes: readonly number[]): string => bytes.map((byte) => String.fromCharCode(byte)).join('');

/**
 * Takes secrets, in all their forms, out of a text. Also where the text was cut within one: at its end, or after the mark of
 * a cut at its beginning.
 */
export function hider(secrets: readonly string[]): (text: string) => string {
  // The longest first, so that none leaves the rest of another.
  const forms = secrets.flatMap(formsOf).sort((a, b) => b.length - a.length);
  if (forms.length === 0) return (text) => text;
  return (text) => forms.reduce((all, form) => withoutEnds(all.replaceAll(form, '***'), form), text);
}

function withoutEnds(text: string, form: string): string {
  const head = form.slice(0, LEAST_HIDDEN);
  const from = Math.max(0, text.length - Math.min(form.length, MOST_OF_CUT));
  for (let at = text.indexOf(head, from); at !== -1; at = text.indexOf(head, at + 1)) {
    if (form.startsWith(text.slice(at))) return withoutEnds(`${text.slice(0, at)}***`, form);
  }
  if (!text.startsWith('…')) return text;
  const end = form.slice(-LEAST_HIDDEN);
  for (
    let at = text.indexOf(end);
    at !== -1 && at < Math.min(form.length, MOST_OF_CUT);
    at = text.indexOf(end, at + 1)
  ) {
    if (form.endsWith(text.slice(1, at + end.length))) return `…***${text.slice(at + end.length)}`;
  }
  return text;
}

const TOKEN = /gpt_[a-z]+_[A-Za-z0-9_-]+/g;

/** Foreign words without any token in them: it may be another than the one we know, or stand where we do not expect one. */
export const withoutTokens = (text: string): string => text.replace(TOKEN, 'gpt_***');

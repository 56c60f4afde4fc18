/**
 * What the runner hides in every log line, annotation and summary.
 *
 * Sources in actions/runner: `Sdk/DTLogging/Logging/SecretMasker.cs` (positions, merging),
 * `ValueSecret.cs` (ordinal, overlapping search), `ValueEncoders.cs` (the derived forms), `Runner.Common/HostContext.cs`
 * (which encoders are registered), `Runner.Worker/Worker.cs` and `ActionCommandManager.cs` AddMaskCommandExtension (line split).
 */
type Encoder = (value: string) => string;

const base64From =
  (shift: number): Encoder =>
  (value) => {
    const bytes = Buffer.from(value, 'utf8');
    return (bytes.length > shift ? bytes.subarray(shift) : bytes).toString('base64');
  };

/** `Uri.EscapeDataString`: everything but the RFC 3986 unreserved characters. */
const uriData: Encoder = (value) =>
  encodeURIComponent(value.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** `JsonConvert.ToString` without its quotes; it also escapes three line ends that `JSON.stringify` leaves alone. */
const jsonString: Encoder = (value) =>
  JSON.stringify(value)
    .slice(1, -1)
    .replace(
      /[\u0085\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0').toLowerCase()}`,
    );

const xmlEntities: Readonly<Record<string, string>> = {
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '&': '&amp;',
};
const xmlData: Encoder = (value) => value.replace(/[<>"'&]/g, (character) => xmlEntities[character] ?? character);

const trimDoubleQuotes: Encoder = (value) =>
  value.length > 8 && value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : '';

const encoders: readonly Encoder[] = [
  base64From(0),
  base64From(1),
  base64From(2),
  (value) => value.replaceAll('"', '\\"'),
  (value) => value.replaceAll("'", "''"),
  jsonString,
  uriData,
  xmlData,
  trimDoubleQuotes,
];

/** Every string that is hidden because `value` is a secret: itself and its derived forms, but for those of PowerShell. */
const hiddenForms = (value: string): ReadonlySet<string> =>
  new Set([value, ...encoders.map((encode) => encode(value))].filter((form) => form !== ''));

/** The masks of one job. Masks are only ever added. */
export class SecretMasker {
  readonly #forms = new Set<string>();

  /** Hides the value as a whole; the empty string is ignored. */
  add(value: string): void {
    if (value === '') return;
    for (const form of hiddenForms(value)) this.#forms.add(form);
  }

  /** Hides the value and each of its lines, as the runner does for secrets and for `add-mask`. */
  addWithLines(value: string): void {
    this.add(value);
    for (const line of value.split(/[\r\n]+/)) this.add(line.trim());
  }

  mask(text: string): string {
    const found: { start: number; end: number }[] = [];
    for (const form of this.#forms) {
      for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        found.push({ start: at, end: at + form.length });
      }
    }
    if (found.length === 0) return text;
    found.sort((left, right) => left.start - right.start);
    const ranges: { start: number; end: number }[] = [];
    for (const next of found) {
      const last = ranges.at(-1);
      // Ranges that overlap or touch become one `***`.
      if (last && next.start <= last.end) last.end = Math.max(last.end, next.end);
      else ranges.push(next);
    }
    let masked = '';
    let written = 0;
    for (const { start, end } of ranges) {
      masked += `${text.slice(written, start)}***`;
      written = end;
    }
    return masked + text.slice(written);
  }
}

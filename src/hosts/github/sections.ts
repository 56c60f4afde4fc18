import { createHash } from 'node:crypto';
import { cutAtLine, settle } from './text.ts';

/** What one leg (a job, or one job of a matrix) says. Two sections of a leg are ordered by run, attempt and time. */
export interface Section {
  readonly leg: string;
  readonly run: string;
  readonly attempt: number;
  readonly at: number;
  /** Lines were left out to keep the comment under GitHub's limit. */
  readonly cut: boolean;
  readonly text: string;
}

/** All that is known of one comment, in the order it is shown. */
export type Sections = readonly Section[];

/** GitHub refuses a longer body. Counted in UTF-16 units, which are never fewer than its characters. */
export const BODY_LIMIT = 65_536;

const END = '<!-- gpu-cli/run-action/end -->';
const START = /^<!-- gpu-cli\/run-action\/section (\S+) (\d{1,20})\.(\d{1,9}) (\d{1,15})( cut)? -->$/;
const NAME_LIMIT = 96;

/** The first line of the comment with this key. */
export function markerOf(key: string): string {
  return `<!-- gpu-cli/run-action:${nameOf(key)} -->`;
}

export function sectionOf(leg: string, run: string, attempt: number, at: number, text: string): Section {
  const runId = /^\d{1,20}$/.test(run) ? run.replace(/^0+(?=\d)/, '') : '0';
  return { leg: nameOf(leg), run: runId, attempt: whole(attempt), at: whole(at), cut: false, text: settle(text) };
}

/** The sections of a comment's body; null where it is not the comment with this key. Anything between sections is dropped. */
export function parse(body: string, key: string): Sections | null {
  const lines = body.replace(/\r\n?/g, '\n').split('\n');
  if (lines[0] !== markerOf(key)) return null;
  const found: Section[] = [];
  let head: RegExpExecArray | null = null;
  let text: string[] = [];
  for (const line of lines) {
    const start = START.exec(line);
    if (start !== null) {
      head = start;
      text = [];
    } else if (head !== null && line === END) {
      const [, leg = '', run = '', attempt, at, cut] = head;
      const named = { leg, run, attempt: Number(attempt), at: Number(at) };
      found.push({ ...named, cut: cut !== undefined, text: settle(text.join('\n')) });
      head = null;
    } else text.push(line);
  }
  return join(found, []);
}

/**
 * Everything that both know, newest run only, each leg's newest section: the least upper bound. It does not matter in which
 * order or how often legs join, so nobody's section is lost as long as someone remembers it.
 */
export function join(a: Sections, b: Sections): Sections {
  const all = [...a, ...b];
  const newest = all.reduce((run, section) => (compareRuns(section.run, run) > 0 ? section.run : run), '0');
  const legs = new Map<string, Section>();
  for (const section of all) {
    if (section.run !== newest) continue;
    const known = legs.get(section.leg);
    if (known === undefined || compare(section, known) > 0) legs.set(section.leg, section);
  }
  const order = new Intl.Collator('en', { numeric: true });
  return [...legs.values()].sort(
    (x, y) => order.compare(readable(x.leg), readable(y.leg)) || (x.leg < y.leg ? -1 : x.leg > y.leg ? 1 : 0),
  );
}

/** A comment that shows `shown` tells all of `known`, and nothing else. */
export function tells(shown: Sections, known: Sections): boolean {
  return (
    shown.length === known.length &&
    known.every((section, index) => {
      const other = shown[index];
      return other?.leg === section.leg && sameVersion(other, section) && (other.cut || other.text === section.text);
    })
  );
}

export function sameVersion(a: Section, b: Section): boolean {
  return a.run === b.run && a.attempt === b.attempt && a.at === b.at;
}

/** The body of the comment; null where not even the markers of so many legs fit. `link` leads to the whole report. */
export function render(key: string, sections: Sections, link: string): string | null {
  const whole = bodyOf(key, sections, link);
  if (whole.length <= BODY_LIMIT) return whole;
  const frame = bodyOf(
    key,
    sections.map((section) => ({ ...section, cut: true, text: '' })),
    link,
  );
  const room = BODY_LIMIT - frame.length;
  if (room < 0) return null;
  const share = fairShare(
    sections.map(({ text }) => text.length),
    room,
  );
  const note = `… shortened, [the rest is in the run](${target(link)})`;
  return bodyOf(
    key,
    sections.map((section) => shorten(section, share, note)),
    link,
  );
}

/** The largest length such that texts cut to it fit into `room` together: the longest give way first. */
function fairShare(lengths: readonly number[], room: number): number {
  let left = room;
  const sorted = lengths.toSorted((a, b) => a - b);
  for (const [index, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (length > share) return share;
    left -= length;
  }
  return Number.POSITIVE_INFINITY;
}

function shorten(section: Section, share: number, note: string): Section {
  if (section.text.length <= share) return section;
  return { ...section, cut: true, text: cutAtLine(section.text, share, note) };
}

function bodyOf(key: string, sections: Sections, link: string): string {
  const parts = [markerOf(key)];
  const cut = sections.some((section) => section.cut);
  if (cut)
    parts.push(`> Some sections are shortened to fit into a comment; [the run](${target(link)}) shows all of them.`);
  for (const { leg, run, attempt, at, cut: shortened, text } of sections) {
    const start = `<!-- gpu-cli/run-action/section ${leg} ${run}.${attempt} ${at}${shortened ? ' cut' : ''} -->`;
    parts.push(`${start}\n\n${text}\n\n${END}`);
  }
  return parts.join('\n\n');
}

function target(link: string): string {
  return /^https?:\/\/[^\s()<>]{1,500}$/.test(link) ? link : '#';
}

/** A key or leg as one word of a marker. Long ones keep their beginning, for order, and a digest, for identity. */
function nameOf(value: string): string {
  const word = encode(value);
  if (word.length <= NAME_LIMIT) return word === '' ? '_' : word;
  const digest = createHash('sha256').update(value.toWellFormed()).digest('hex').slice(0, 16);
  return `${word.slice(0, NAME_LIMIT - 17).replace(/%[0-9A-F]?$/, '')}~${digest}`;
}

function encode(value: string): string {
  return encodeURIComponent(value.toWellFormed()).replace(/--+|-$|~/g, (text) =>
    text === '~' ? '%7E' : '%2D'.repeat(text.length),
  );
}

function readable(leg: string): string {
  try {
    return decodeURIComponent(leg);
  } catch {
    return leg; // a name that was shortened in the middle of a character
  }
}

function compare(a: Section, b: Section): number {
  const age = compareRuns(a.run, b.run) || a.attempt - b.attempt || a.at - b.at || Number(b.cut) - Number(a.cut);
  return age || a.text.length - b.text.length || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);
}

/** Run ids grow over all of GitHub: the greater one began later. */
export function compareRuns(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

function whole(value: number): number {
  return Number.isFinite(value) ? Math.max(0, Math.floor(value)) : 0;
}

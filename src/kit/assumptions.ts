import list from './assumptions.json' with { type: 'json' };

/** How well a fact is known: from a document of the vendor, from a public log or script, or not at all. */
export const STATUSES = ['assumed', 'observed', 'documented'] as const;
export type Status = (typeof STATUSES)[number];

/** What a capture of a program must show for the fact to hold. */
export type Sign =
  | { readonly help: string; readonly lists: readonly string[] }
  | { readonly call: string; readonly fields: readonly string[] }
  | { readonly call: string; readonly codes: readonly number[] }
  | { readonly call: string; readonly prints: string }
  | { readonly fact: Fact; readonly value: boolean };

/** One fact about GPU CLI on which this action relies. */
export interface Assumption {
  readonly id: string;
  readonly area: string;
  readonly status: Status;
  /** Keys of `SOURCES`; empty if no public text mentions it. */
  readonly sources: readonly string[];
  readonly surface: string;
  readonly action: string;
  /** What happens if the fact does not hold. */
  readonly otherwise: { readonly effect: 'works' | 'degrades' | 'breaks'; readonly how: string };
  /** Absent if a capture cannot show it. */
  readonly shown?: Sign;
}

export interface Source {
  readonly address: string;
  /** Month of what was read, '' if it is not known. */
  readonly date: string;
  readonly what: string;
}

/** An observation that no single call shows; `FACTS` has it in words. */
export type Fact = keyof typeof list.facts;
export const FACTS: Readonly<Record<Fact, string>> = list.facts;

export const SOURCES: Readonly<Record<string, Source>> = list.sources;
export const ASSUMPTIONS = list.assumptions as readonly Assumption[];

/** The sign in words. */
export function signText(sign: Sign): string {
  const quoted = (words: readonly string[]): string => words.map((word) => `\`${word}\``).join(', ');
  if ('help' in sign) {
    const help = `\`gpu ${sign.help} --help\``;
    return sign.lists.length === 0 ? `${help} exits with 0` : `${help} lists ${quoted(sign.lists)}`;
  }
  if ('fact' in sign) return `${sign.value ? '' : 'not: '}${FACTS[sign.fact]}`;
  const call = `\`gpu ${sign.call}\``;
  if ('fields' in sign) return `${call} has ${quoted(sign.fields)}`;
  return 'codes' in sign ? `${call} exits with ${sign.codes.join(' or ')}` : `${call} prints \`${sign.prints}\``;
}

/**
 * The two syntaxes of workflow commands.
 * Source in actions/runner: `Runner.Common/ActionCommand.cs` (TryParseV2 first, then TryParse).
 */
export type Stream = 'stdout' | 'stderr';

export interface ParsedCommand {
  /** As written; names are compared without regard to case. */
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
  readonly style: '::' | '##[';
  readonly stream: Stream;
}

type Escapes = readonly (readonly [written: string, meant: string])[];
const dataEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
];
const propertyEscapes: Escapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
];
const oldEscapes: Escapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
];

const unescape = (text: string, escapes: Escapes): string =>
  escapes.reduce((result, [written, meant]) => result.replaceAll(written, meant), text);

const parseProperties = (text: string, separator: string, escapes: Escapes): Record<string, string> => {
  const properties = new Map<string, readonly [string, string]>();
  for (const pair of text.split(separator)) {
    // .NET `Split('=', 2, RemoveEmptyEntries)`: empty parts vanish, so `=` at either side of the name is dropped.
    const [, name, value] = /^=*([^=]+)=+(.+)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined) continue;
    const known = properties.get(name.toLowerCase());
    properties.set(name.toLowerCase(), [known?.[0] ?? name, unescape(value, escapes)]);
  }
  return Object.fromEntries(properties.values());
};

const split = (info: string): readonly [name: string, properties: string] => {
  const space = info.indexOf(' ');
  return space < 0 ? [info, ''] : [info.slice(0, space), space > 0 ? info.slice(space + 1) : ''];
};

const parseNew = (line: string, known: (name: string) => boolean, stream: Stream): ParsedCommand | undefined => {
  const text = line.trimStart();
  const end = text.startsWith('::') ? text.indexOf('::', 2) : -1;
  if (end < 0) return undefined;
  const [command, properties] = split(text.slice(2, end));
  if (command === '' || !known(command)) return undefined;
  return {
    command,
    properties: parseProperties(properties.trim(), ',', propertyEscapes),
    data: unescape(text.slice(end + 2), dataEscapes),
    style: '::',
    stream,
  };
};

const parseOld = (line: string, known: (name: string) => boolean, stream: Stream): ParsedCommand | undefined => {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  const [command, properties] = split(line.slice(start + 3, end));
  if (command === '' || !known(command)) return undefined;
  return {
    command,
    properties: parseProperties(properties, ';', oldEscapes),
    data: unescape(line.slice(end + 1), oldEscapes),
    style: '##[',
    stream,
  };
};

/** The command in this line, or undefined: then the line is ordinary output. */
export const parseCommand = (
  line: string,
  known: (name: string) => boolean,
  stream: Stream,
): ParsedCommand | undefined => parseNew(line, known, stream) ?? parseOld(line, known, stream);

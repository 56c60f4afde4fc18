/**
 * `${{ }}` expressions, as far as a workflow around this action needs them: literals, dotted and indexed paths, `||`, `&&`,
 * `==`, `!=`, `!`, parentheses, a few functions. Everything else is an error that names what was met.
 *
 * Sources in actions/runner: `Sdk/DTExpressions2/Expressions2` (coercions, equality without regard to case),
 * `Runner.Worker/Expressions/{Always,Success,Failure,Cancelled}Function.cs`.
 */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };
export type JobStatus = 'success' | 'failure' | 'cancelled';
export interface Scope {
  readonly contexts: Readonly<Record<string, Value>>;
  /** `skipped`: a needed job did not run, so neither success() nor failure() holds. */
  readonly status?: JobStatus | 'skipped';
}

const tokenPattern = /\s*(?:('(?:[^']|'')*')|(-?\d+(?:\.\d+)?)|(\|\||&&|==|!=|[!()[\],.])|([A-Za-z_][\w-]*))/y;
type Token = { readonly kind: 'string' | 'number' | 'sign' | 'name'; readonly text: string };

const tokenize = (source: string): Token[] => {
  const tokens: Token[] = [];
  const trimmed = source.trimEnd();
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < trimmed.length) {
    const at = tokenPattern.lastIndex;
    const match = tokenPattern.exec(trimmed);
    if (!match) throw new Error(`Expression \`${source.trim()}\`: \`${trimmed.slice(at).trim()}\` is not understood`);
    const [, string, number, sign, name] = match;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.slice(1, -1).replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
    else tokens.push({ kind: 'name', text: name ?? '' });
  }
  return tokens;
};

export const truthy = (value: Value): boolean =>
  value !== null && value !== false && value !== 0 && value !== '' && !Number.isNaN(value);

export const toText = (value: Value): string => {
  if (value === null) return '';
  if (Array.isArray(value)) return 'Array';
  return typeof value === 'object' ? 'Object' : String(value);
};

const toNumber = (value: Value): number => {
  if (value === null || value === '' || value === false) return 0;
  if (value === true) return 1;
  return typeof value === 'object' ? NaN : Number(value);
};

const equal = (left: Value, right: Value): boolean => {
  if (typeof left === 'string' && typeof right === 'string') return left.toUpperCase() === right.toUpperCase();
  if (left !== null && typeof left === 'object') return left === right;
  if (typeof left === typeof right) return left === right;
  return toNumber(left) === toNumber(right);
};

const member = (of: Value, name: string, exactCase: boolean): Value => {
  if (of === null || typeof of !== 'object') return null;
  if (Array.isArray(of)) return (of as readonly Value[])[Number(name)] ?? null;
  const entries = Object.entries(of as Readonly<Record<string, Value>>);
  const found = entries.find(([key]) => key === name);
  if (found || exactCase) return found?.[1] ?? null;
  return entries.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1] ?? null;
};

const lower = (value: Value | undefined): string => toText(value ?? null).toLowerCase();
const functions: Readonly<Record<string, (args: readonly Value[], scope: Scope) => Value>> = {
  always: () => true,
  success: (_, { status }) => (status ?? 'success') === 'success',
  failure: (_, { status }) => status === 'failure',
  cancelled: (_, { status }) => status === 'cancelled',
  tojson: ([value]) => JSON.stringify(value ?? null, undefined, 2),
  fromjson: ([value]) => JSON.parse(toText(value ?? null)) as Value,
  contains: ([all, part]) =>
    Array.isArray(all)
      ? (all as readonly Value[]).some((item) => equal(item, part ?? null))
      : lower(all).includes(lower(part)),
  startswith: ([text, part]) => lower(text).startsWith(lower(part)),
  endswith: ([text, part]) => lower(text).endsWith(lower(part)),
  format: ([text, ...values]) =>
    toText(text ?? null).replace(/\{\{|\}\}|\{(\d+)\}/g, (all, at?: string) =>
      at === undefined ? all.slice(1) : toText(values[Number(at)] ?? null),
    ),
};
const statusFunctions = ['always', 'success', 'failure', 'cancelled'];

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  readonly #scope: Scope;
  #at = 0;
  usesStatus = false;

  constructor(source: string, scope: Scope) {
    this.#source = source;
    this.#tokens = tokenize(source);
    this.#scope = scope;
  }

  parse(): Value {
    const value = this.#or();
    const rest = this.#tokens[this.#at];
    if (rest) this.#fail(`\`${rest.text}\` is not expected here`);
    return value;
  }

  #fail(reason: string): never {
    throw new Error(`Expression \`${this.#source.trim()}\`: ${reason}`);
  }

  #sign(...texts: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'sign' || !texts.includes(token.text)) return undefined;
    this.#at++;
    return token.text;
  }

  #expect(text: string): void {
    if (!this.#sign(text)) this.#fail(`\`${text}\` is missing`);
  }

  #or(): Value {
    let value = this.#and();
    while (this.#sign('||')) {
      const right = this.#and();
      value = truthy(value) ? value : right;
    }
    return value;
  }

  #and(): Value {
    let value = this.#equality();
    while (this.#sign('&&')) {
      const right = this.#equality();
      value = truthy(value) ? right : value;
    }
    return value;
  }

  #equality(): Value {
    let value = this.#unary();
    for (let sign = this.#sign('==', '!='); sign; sign = this.#sign('==', '!=')) {
      value = equal(value, this.#unary()) === (sign === '==');
    }
    return value;
  }

  #unary(): Value {
    return this.#sign('!') ? !truthy(this.#unary()) : this.#primary();
  }

  #primary(): Value {
    if (this.#sign('(')) {
      const value = this.#or();
      this.#expect(')');
      return value;
    }
    const token = this.#tokens[this.#at++];
    if (token?.kind === 'string') return token.text;
    if (token?.kind === 'number') return Number(token.text);
    if (token?.kind !== 'name')
      return this.#fail(token ? `\`${token.text}\` is not expected here` : 'it ends too early');
    if (this.#sign('(')) return this.#call(token.text);
    const literal = { true: true, false: false, null: null }[token.text];
    return literal === undefined ? this.#path(token.text) : literal;
  }

  #call(name: string): Value {
    const args: Value[] = [];
    if (!this.#sign(')')) {
      do args.push(this.#or());
      while (this.#sign(','));
      this.#expect(')');
    }
    const run = functions[name.toLowerCase()] ?? this.#fail(`function \`${name}\` is not imitated`);
    if (statusFunctions.includes(name.toLowerCase())) this.usesStatus = true;
    return this.#members(run(args, this.#scope), false);
  }

  #path(root: string): Value {
    const found = Object.entries(this.#scope.contexts).find(([name]) => name === root.toLowerCase());
    if (!found) return this.#fail(`unrecognized named-value \`${root}\``);
    return this.#members(found[1], root.toLowerCase() === 'env');
  }

  #members(start: Value, exactCase: boolean): Value {
    let value = start;
    for (let sign = this.#sign('.', '['); sign; sign = this.#sign('.', '[')) {
      if (sign === '[') {
        value = member(value, toText(this.#or()), exactCase);
        this.#expect(']');
        continue;
      }
      const name = this.#tokens[this.#at++];
      if (name?.kind !== 'name') this.#fail('a name is missing after `.`');
      value = member(value, name.text, exactCase);
    }
    return value;
  }
}

export const evaluate = (source: string, scope: Scope): Value => new Parser(source, scope).parse();

/** A string that may hold expressions. One expression alone keeps its type. */
export const expand = (text: string, scope: Scope): Value => {
  const parts = [...text.matchAll(/\$\{\{((?:'[^']*'|[^'])*?)\}\}/g)];
  const only = parts[0];
  if (only && only[0] === text) return evaluate(only[1] ?? '', scope);
  let result = '';
  let end = 0;
  for (const part of parts) {
    result += text.slice(end, part.index) + toText(evaluate(part[1] ?? '', scope));
    end = part.index + part[0].length;
  }
  const rest = text.slice(end);
  if (rest.includes('${{')) throw new Error(`Expression in \`${text}\` is not closed`);
  return result + rest;
};

export const expandText = (text: string, scope: Scope): string => toText(expand(text, scope));

/** An `if`: `success() &&` is put before it unless it asks for the status itself. */
export const condition = (source: string | boolean | undefined, scope: Scope): boolean => {
  const success = (scope.status ?? 'success') === 'success';
  if (source === undefined) return success;
  const bare = /^\s*\$\{\{([\s\S]*)\}\}\s*$/.exec(String(source))?.[1] ?? String(source);
  const parser = new Parser(bare, scope);
  const value = truthy(parser.parse());
  return value && (parser.usesStatus || success);
};

/** `${{ }}` with a dotted path or `toJSON(path)`, which is what inputs of this action hold. Anything else is an error. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };
export type Contexts = Readonly<Record<string, Value>>;

export const toText = (value: Value): string => {
  if (value === null) return '';
  return typeof value === 'object' ? 'Object' : String(value);
};

const member = (of: Value, name: string): Value =>
  of === null || typeof of !== 'object' ? null : ((of as Readonly<Record<string, Value>>)[name] ?? null);

const evaluate = (source: string, contexts: Contexts): Value => {
  const inner = /^toJSON\((.+)\)$/i.exec(source)?.[1];
  if (inner !== undefined) return JSON.stringify(evaluate(inner.trim(), contexts), undefined, 2);
  const [root = '', ...names] = source.split('.');
  if (!/^[\w.-]+$/.test(source) || !(root in contexts)) throw new Error(`Expression \`${source}\` is not imitated`);
  return names.reduce(member, contexts[root] ?? null);
};

export const expandText = (text: string, contexts: Contexts): string =>
  text.replace(/\$\{\{(.*?)\}\}/g, (_, source: string) => toText(evaluate(source.trim(), contexts)));

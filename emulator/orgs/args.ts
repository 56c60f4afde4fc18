import { badUsage } from './refusals.ts';

export type Args = Readonly<Record<string, unknown>>;

/** A trimmed text argument; undefined when it is absent or empty. */
export function optionalText(args: Args, key: string): string | undefined {
  const value = args[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badUsage(`'${key}' must be text.`);
  return value.trim() === '' ? undefined : value.trim();
}

export function text(args: Args, key: string): string {
  const value = optionalText(args, key);
  if (value === undefined) throw badUsage(`'${key}' is missing.`);
  return value;
}

const EMAIL = /^[^\s@]+@[^\s@]+$/;

/** Addresses are compared without regard to case. */
export function email(args: Args, key: string): string {
  const value = text(args, key);
  if (!EMAIL.test(value)) throw badUsage(`'${value}' is not an email address, such as alice@example.com.`);
  return value.toLowerCase();
}

import type { RefusalClass } from './outcome.ts';

/**
 * Something the user can fix: bad input, a missing token, an answer of the CLI that makes no sense.
 * The message says what happened and where; the hint says what to do next. Everything else that is thrown is a bug of ours.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly hint: string;
  readonly class: RefusalClass;

  constructor(message: string, hint = '', options: ErrorOptions & { readonly class?: RefusalClass } = {}) {
    super(message, options);
    this.hint = hint;
    this.class = options.class ?? 'usage';
  }
}

/** One sentence for people, from whatever was thrown. Never a stack trace. */
export function sentenceOf(error: unknown): string {
  if (error instanceof UserError) return error.hint === '' ? error.message : `${error.message} ${error.hint}`;
  if (error instanceof Error) return error.message.replace(/\n.*/s, '');
  return String(error);
}

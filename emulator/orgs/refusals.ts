import type { Refusal } from './types.ts';

/** Thrown by a rule, caught once by the directory, told to the client as it is. */
export class Refused extends Error {
  override name = 'Refused' as const;
  readonly refusal: Refusal;

  constructor(code: number, error: string, message: string) {
    super(message);
    this.refusal = { code, error, message };
  }
}

/** The role, or the state of things, does not allow it. Not 10: a new login would not help. */
export const forbidden = (message: string): Refused => new Refused(1, 'forbidden', message);
export const conflict = (message: string): Refused => new Refused(1, 'conflict', message);

/** The command line is wrong, or names no organization to act on. */
export const badUsage = (message: string): Refused => new Refused(2, 'usage', message);

/** No identity: a login or another token is needed. */
export const noIdentity = (error: string, message: string): Refused => new Refused(10, error, message);

/** The plan does not include it. */
export const planTooLow = (message: string): Refused => new Refused(11, 'plan_required', message);

/** Absent, or outside what the caller may see: the two are told alike, so that nothing can be probed. */
export const notFound = (message: string): Refused => new Refused(12, 'not_found', message);

// What each verb gets: the connection to the control plane, the command line, the profile of the program.
import type { Api } from './api.ts';
import type { Args } from './args.ts';
import type { Project } from './project.ts';
import type { Profile } from '../profiles.ts';
import type { Directives } from '../control/directives.ts';

export interface Context {
  api: Api;
  args: Args;
  project: Project;
  profile: Profile;
  directives: Directives;
}

/** A verb: resolves with the exit code. */
export type Run = (context: Context) => Promise<number>;

/** The control plane said no: the exit code and what is printed. */
export class Failure extends Error {
  readonly code: number;
  readonly body: unknown;
  constructor(message: string, code = 1, body?: unknown) {
    super(message);
    this.code = code;
    this.body = body;
  }
}

/** Calls the control plane; an answer that is an error becomes a Failure. */
export async function call(context: Context, path: string, body: unknown): Promise<Record<string, unknown>> {
  const answer = await context.api.post(path, body);
  check(answer, context.profile);
  return answer.body as Record<string, unknown>;
}

export function check(answer: { status: number; body: unknown }, profile?: Profile): void {
  if (answer.status === 200) return;
  const { error = {} } = answer.body as { error?: { code?: string; message?: string; exit?: number } };
  const own = profile?.refusals[error.code ?? ''];
  const { exit, ...rest } = error;
  const shown = { ...rest, ...(own?.text === undefined ? {} : { message: own.text }) };
  const text = shown.message ?? `the control plane answered ${answer.status}`;
  throw new Failure(text, own?.code ?? exit ?? 1, { error: shown });
}

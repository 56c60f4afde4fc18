export type Tier = 'free' | 'pro' | 'team' | 'business' | 'enterprise';

export interface Identity {
  kind: 'user' | 'service-account';
  id: string;
  name: string;
  org: string | null;
}

/** Exit code for the client, one machine word, one sentence for people. */
export interface Refusal {
  code: number;
  error: string;
  message: string;
}

export interface Pool {
  poolId: string;
  org: string | null;
  tier: Tier;
  limit: number;
}

export interface UsageEntry {
  at: string;
  org: string | null;
  identity: string;
  jobId: string;
  podId: string;
  gpuType: string;
  gpuCount: number;
  seconds: number;
  usd: number;
}

export interface AuditEntry {
  at: string;
  org: string | null;
  identity: string;
  action: string;
  target: string;
  detail?: string;
}

export interface Directory {
  authenticate(token: string | undefined): Identity | Refusal;
  /** The pool a run of this identity counts against: its org's root, or its own account. */
  pool(identity: Identity): Pool;
  usage(entry: UsageEntry): void;
  audit(entry: AuditEntry): void;
  /** Every `gpu org` verb, called by POST /org. */
  handle(identity: Identity, verb: string, args: Record<string, unknown>): { ok: true; data: unknown } | Refusal;
  /** A Team org "my-team" with one service account. */
  seed(): { token: string; org: string };
  createToken(options?: { org?: string; name?: string }): string;
  revoke(token: string): void;
  /** JSON-able state, for `--state FILE`. */
  save(): unknown;
  load(state: unknown): void;
}

export type MakeDirectory = (options: { tier?: Tier; sessions?: number; now(): Date; random(): number }) => Directory;

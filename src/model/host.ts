import type { Writable } from 'node:stream';
import type { RunReport } from './outcome.ts';

/** What a CI host says about the job. Empty strings and 0 if it does not. */
export interface HostContext {
  /** `owner/name`, or the host's nearest thing to it. */
  readonly repository: string;
  /** The job's id in the workflow, and what distinguishes it from the other jobs of a matrix. */
  readonly job: string;
  readonly leg: string;
  readonly runId: string;
  /** 1 at first; higher when a person re-ran the job. */
  readonly runAttempt: number;
  readonly runUrl: string;
  /** Why secrets are absent here, in words for people: a fork, Dependabot; empty where they should be there. */
  readonly secretsWithheld: string;
  /** A foreign repository's code runs with this repository's secrets (`pull_request_target`, `workflow_run`). */
  readonly foreignCode: boolean;
  /** Jobs of this matrix; 0 where the host does not say. */
  readonly matrixSize: number;
  /** For files of ours. Never inside the workspace, which `gpu run` may be sending. */
  readonly tempDir: string;
  readonly workspace: string;
  /** How long the host lets this job run, in ms; 0 where unknown. */
  readonly jobLimitMs: number;
  /** When the host started this job (ms since 1970); 0 if it does not say. The limit counts from here. */
  readonly jobStartedAt: number;
}

export interface Note {
  readonly title?: string;
}

/**
 * A CI host: where we read from and speak to. What a host cannot do is a no-op that loses nothing but comfort;
 * only `mask` answers whether it could be done.
 */
export interface Host {
  readonly name: string;
  readonly context: HostContext;
  /** Where the workload's bytes go. One and the same where the host acts on words in either stream. */
  readonly foreign: { readonly stdout: Writable; readonly stderr: Writable };

  /** The value that the user gave for an input, '' where none. */
  input(name: string): string;
  /** Hides a value in everything printed from now on. False where this host cannot mask at run time. */
  mask(value: string): boolean;

  info(line: string): void;
  debug(line: string): void;
  notice(message: string, note?: Note): void;
  warning(message: string, note?: Note): void;
  error(message: string, note?: Note): void;
  group(title: string): void;
  endGroup(): void;
  /**
   * From now on nothing printed acts as a command of the host: foreign bytes follow. Returns the call that ends it,
   * told whether the last foreign line lacks its end.
   * Idempotent, so that a `finally` and a signal handler may both make it.
   */
  quarantine(): (midLine?: boolean) => void;

  setOutput(name: string, value: string): void;
  exportVariable(name: string, value: string): void;
  addPath(dir: string): void;
  /** Saves a value for the clean-up, which is another process: the value is written before the next line runs. */
  saveState(name: string, value: string): void;
  /** What the runs of this job saved and nobody forgot, the newest first; where each step has a state of its own, this step's. */
  saved(): readonly Saved[];
  /** This run leaves nothing to clean up. */
  forgetState(): void;

  /** Adds Markdown to what the host shows beside the run. Never throws for want of the feature. */
  summary(markdown: string): Promise<void>;
  /** Shows that the run is in progress, if the check run is wanted and the host has one. Returns at once. */
  begin?(label: string, wanted: boolean): void;
  /** Completes what `begin` showed of a run that ended without a report. Does not throw. */
  abandon?(run: Saved): Promise<void>;
  /** Comment, check, annotation … of this host, as the request asks. Returns notices for people; never throws. */
  publish(report: RunReport, wish: PublishWish): Promise<readonly string[]>;
}

/** What one run saved. */
export interface Saved {
  /** '' where it did not save that. */
  state(name: string): string;
  forget(): void;
}

export interface PublishWish {
  readonly comment: 'never' | 'on-failure' | 'always';
  readonly check: boolean;
  /** Path of the run report on disk. */
  readonly reportFile: string;
  /** Aborts when there is no time left: a report is not worth being killed for. */
  readonly over?: AbortSignal;
}

/** The first in the list whose `detect` is true is the host. */
export interface HostKind {
  readonly name: string;
  detect(env: NodeJS.ProcessEnv): boolean;
  /** `flags` are the inputs given on the command line of `gpu-ci run`; on GitHub they come from the environment. */
  open(world: HostWorld): Host;
}

export interface HostWorld {
  readonly env: NodeJS.ProcessEnv;
  readonly flags: ReadonlyMap<string, string>;
  /** `gpu-ci`, not the action: it has no post step, and its inputs are flags and variables. */
  readonly cli?: boolean;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

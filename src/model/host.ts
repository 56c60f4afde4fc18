import type { Writable } from 'node:stream';
import type { RunReport } from './outcome.ts';

/** What a CI host shows about the job. Empty strings and 0 if it does not. */
export interface HostContext {
  /** `owner/name`; GitHub only. */
  readonly repository: string;
  /** The job's id in the workflow, and what distinguishes it from the other jobs of a matrix. */
  readonly job: string;
  readonly leg: string;
  /** GitHub only: no other host names the step of a job, so two runs in one job would share an id. */
  readonly runId: string;
  /** 1 at first; higher when a person re-ran the job on GitHub. */
  readonly runAttempt: number;
  readonly runUrl: string;
  /** Why this job gets no secrets, for people: a fork, Dependabot; '' if it should get them. */
  readonly secretsWithheld: string;
  /** Code of another repository runs with this repository's secrets (`pull_request_target`, `workflow_run`). */
  readonly foreignCode: boolean;
  /** Jobs of this matrix. */
  readonly matrixSize: number;
  /** For our own files. Not inside the workspace, which `gpu run` may be sending. */
  readonly tempDir: string;
  readonly workspace: string;
  /** How long the host lets this job run, in ms. */
  readonly jobLimitMs: number;
  /** When the host started this job (ms since 1970). The limit counts from here. */
  readonly jobStartedAt: number;
}

export interface Note {
  readonly title?: string;
}

/** A CI host. What a host cannot do is a no-op; only `mask` reports whether it could be done. */
export interface Host {
  readonly name: string;
  readonly context: HostContext;
  /** Where the workload's bytes go. One stream if the host reads commands from both. */
  readonly foreign: { readonly stdout: Writable; readonly stderr: Writable };

  /** The value that the user gave for an input, '' if none. */
  input(name: string): string;
  /** Hides a value in everything printed from now on. False if this host cannot mask at run time. */
  mask(value: string): boolean;

  info(line: string): void;
  debug(line: string): void;
  notice(message: string, note?: Note): void;
  warning(message: string, note?: Note): void;
  error(message: string, note?: Note): void;
  /** Groups are not nested. */
  group(title: string): void;
  endGroup(): void;
  /**
   * From now on nothing printed acts as a command of the host: foreign bytes follow. Returns the idempotent call that ends it, with
   * whether the last foreign line lacks its end.
   */
  quarantine(): (midLine?: boolean) => void;

  setOutput(name: string, value: string): void;
  /** Variables and folders of PATH for later steps: on GitHub only, whose files for them are private to the job. */
  exportVariable(name: string, value: string): void;
  addPath(dir: string): void;
  /** Saves a value for the clean-up, which is another process: the value is written before the next line runs. */
  saveState(name: string, value: string): void;
  /** What the runs of this job saved and did not forget, the newest first; only this step's if each step has its own state. */
  saved(): readonly Saved[];
  /** This run leaves nothing to clean up. */
  forgetState(): void;

  /** Shows that the run is in progress, if the check run is wanted and the host has one. Returns at once. */
  begin?(label: string, wanted: boolean): void;
  /** Completes what `begin` showed of a run that ended without a report. Does not throw. */
  abandon?(run: Saved): Promise<void>;
  /** Summary, comment, check, annotation of this host, as the request asks. Returns notices for people; does not throw. */
  publish(report: RunReport, wish: PublishWish): Promise<readonly string[]>;
}

/** What one run saved. */
export interface Saved {
  /** '' if the run did not save it. */
  state(name: string): string;
  forget(): void;
}

export interface PublishWish {
  /** Markdown, '' if no summary is wanted. */
  readonly summary: string;
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
  open(world: HostWorld): Host;
}

export interface HostWorld {
  readonly env: NodeJS.ProcessEnv;
  /** The inputs on the command line of `gpu-ci`; the action has none. */
  readonly flags: ReadonlyMap<string, string>;
  /** `gpu-ci`, not the action: it has no post step, and its inputs are flags and variables. */
  readonly cli?: boolean;
  readonly stdout: Writable;
  readonly stderr: Writable;
}

import { createHash } from 'node:crypto';
import { existsSync, fstatSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { sentenceOf, UserError } from '../model/errors.ts';
import type { RunReport } from '../model/outcome.ts';
import type { Host, HostContext, HostWorld, Note, PublishWish } from '../model/host.ts';
import { jobState, placeIn, privateFolder, writePrivately, type JobState } from './state-file.ts';

type Level = 'notice' | 'warning' | 'error';

/** What the variables of a host show about a job. */
export interface Facts extends Pick<HostContext, 'job' | 'runUrl'> {
  /** Distinguishes this job from every other, the same in the after-hook of the host. '' stands for the workspace. */
  readonly key: string;
  /** '' stands for the current folder. */
  readonly workspace: string;
  /** A folder for temporary files that the after-hook can read; '' stands for that of the system. */
  readonly temp?: string;
  /** Which of how many parallel jobs this is, counted from 1. */
  readonly index?: number;
  readonly total?: number;
  /** The code is that of a fork. */
  readonly fork?: boolean;
  /** Whether the project of the fork runs it; absent if the host does not show that. */
  readonly runsInFork?: boolean;
  readonly jobLimitMs?: number;
  readonly jobStartedAt?: number;
}

/** A host without an SDK. What is absent is done as a plain shell can do it. */
export interface PlainHost {
  readonly name: string;
  detect(env: NodeJS.ProcessEnv): boolean;
  facts(read: (name: string) => string): Facts;
  /** Where our own lines go. `stderr` leaves stdout to the workload alone. */
  readonly voice?: 'stdout' | 'stderr';
  /** Artifacts of this host are in the workspace only: what we wrote is copied there once the run is over. */
  readonly collect?: boolean;
  /** Takes from one of our lines what this host would act on: the line may quote foreign text. */
  tame?(line: string): string;
  /** Whether it could be done, or the line that does it. */
  mask?(value: string, env: NodeJS.ProcessEnv): boolean | string;
  /** The line that opens a group, and the line that ends it. */
  group?(title: string, id: string): string;
  endGroup?(id: string): string;
  /** The line that annotates the job with a warning or an error. */
  annotation?(level: 'warning' | 'error', text: string): string;
  /** The line that hands an output on in the way of this host; '' if it is written into a file. */
  output?(name: string, value: string, env: NodeJS.ProcessEnv): string;
  /** A value in the dotenv file; by default as a POSIX shell reads it. */
  quote?(value: string): string;
  publish?(report: RunReport, ports: { env: NodeJS.ProcessEnv; folder: string; summary: string }): void;
}

/** Folder in the workspace that `collect` fills. */
export const REPORTS = 'gpu-ci-reports';

/** `--flag`, else `GPU_CI_<INPUT>`. */
export function readInput({ flags, env }: HostWorld, name: string): string {
  return flags.get(name) ?? env[`GPU_CI_${name.replaceAll('-', '_').toUpperCase()}`] ?? '';
}

/** The state of this job, in the file that `--state` names or else in `own`. */
export function stateFor(world: HostWorld, own: string, workspace: string): JobState {
  const given = readInput(world, 'state');
  if (given === '') return jobState(own);
  const path = resolve(given);
  const below = relative(resolve(workspace), path);
  // The state names processes and a program; what the workload brings back is written into the workspace.
  if (below === '' || !(below.startsWith('..') || isAbsolute(below)))
    throw new UserError(
      `The state file ${path} is in the workspace, where a workload can replace it.`,
      'Give a path outside the workspace, for example in a temporary folder.',
    );
  return jobState(path);
}

/**
 * Where the host reads commands: not the file of `gpu-ci run … > run.log`, into which a mask would write the secret itself.
 * Undefined if both streams are files.
 */
export const readStream = ({ stdout, stderr }: HostWorld): Writable | undefined =>
  [stdout, stderr].find((stream) => !isFile(stream));

function isFile(stream: Writable): boolean {
  const { fd } = stream as { readonly fd?: unknown };
  return typeof fd === 'number' && fstatSync(fd).isFile();
}

/** `GPU_OUT_<NAME>`: under `GPU_CI_` a later job that loads the file would take outputs for inputs. */
export const outputVariable = (name: string): string => `GPU_OUT_${name.replaceAll('-', '_').toUpperCase()}`;

export const oneLine = (value: string): string => value.replace(/\s*[\r\n]+\s*/g, ' ').trim();

/** So that `. FILE` in a POSIX shell gives the value and runs nothing. */
const shellQuote = (value: string): string => `'${value.replaceAll("'", String.raw`'\''`)}'`;

/** Escape sequences and carriage returns in text that we did not write could redraw or fold the log. */
const withoutControls = (line: string): string => line.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u009b]/g, '');

/** What all hosts without an SDK have in common: inputs from flags and environment; state, outputs and summary in files. */
export function openPlain(host: PlainHost, world: HostWorld): Host {
  const { env } = world;
  const facts = host.facts((name) => env[name] ?? '');
  const context = contextOf(facts, env);
  const { tempDir, workspace } = context;
  const id = `${host.name}\0${facts.key || workspace}`;
  const key = createHash('sha256').update(id).digest('hex').slice(0, 16);
  const state = stateFor(world, join(tempDir, `state-${key}.jsonl`), workspace);
  const dotenv = resolve(readInput(world, 'dotenv') || join(tempDir, `outputs-${key}.env`));
  const summaryFile = join(tempDir, `summary-${key}.md`);

  const secrets = new Set<string>();
  const outputs = new Map<string, string>();
  let groups = 0;
  const groupId = () => `gpu_ci_${process.pid}_${groups}`;

  const scrub = (text: string): string => {
    const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  };
  const clean = (text: string): string => {
    // A control byte within a secret would keep it from being found.
    const line = scrub(withoutControls(text));
    return host.tame?.(line) ?? line;
  };
  /** For lines of clean text, which may be commands of this host. */
  const print = (line: string): void => void world[host.voice ?? 'stdout'].write(`${line}\n`);
  const say = (line: string): void => print(clean(line));
  const annotate = (level: Level) => (message: string, note?: Note) => {
    const text = clean(note?.title ? `${note.title}: ${message}` : message);
    const annotation = level === 'notice' ? undefined : host.annotation?.(level, text);
    print(annotation ?? `${level[0]?.toUpperCase()}${level.slice(1)}: ${text}`);
  };
  const failed = new Set<string>();
  /** A failure to hand on or show a result must not end the run: a paid job would go on, and nobody would end it. */
  const writing = (what: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      // Outputs are written often; one warning is enough.
      if (failed.has(what)) return;
      failed.add(what);
      annotate('warning')(`${what} could not be written: ${sentenceOf(error)}. The run goes on without it.`);
    }
  };

  return {
    name: host.name,
    context,
    foreign: { stdout: world.stdout, stderr: world.stderr },
    input: (name) => readInput(world, name),
    mask(value) {
      if (value === '') return true;
      secrets.add(value);
      const done = host.mask?.(value, env) ?? false;
      if (typeof done !== 'string') return done;
      const read = readStream(world);
      read?.write(`${done}\n`);
      return read !== undefined;
    },
    info: say,
    debug: (line) => {
      if (env['GPU_CI_DEBUG'] === 'true') say(`debug: ${line}`);
    },
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    group(title) {
      groups++;
      const line = oneLine(clean(title));
      const opened = host.group?.(line, groupId()) ?? `── ${line}`;
      print(env['NO_COLOR'] ? opened.replace(/\u001b\[\d*m/g, '') : opened);
    },
    endGroup: () => {
      if (host.endGroup !== undefined) print(host.endGroup(groupId()));
    },
    // Either no text in the log acts as a command, or nothing stops commands.
    quarantine: () => () => undefined,
    setOutput(name, value) {
      outputs.set(name, oneLine(scrub(value)));
      const quote = (text: string) => host.quote?.(text) ?? shellQuote(text);
      const lines = [...outputs].map(([output, text]) => `${outputVariable(output)}=${quote(text)}\n`);
      writing(`The output file ${dotenv}`, () => writePrivately(dotenv, lines.join('')));
      writing('Outputs for later steps', () => {
        const line = host.output?.(name, clean(oneLine(value)), env) ?? '';
        if (line !== '') print(line);
      });
    },
    exportVariable: () => undefined,
    addPath: () => undefined,
    saveState: (name, value) => state.set(name, scrub(value)),
    saved: () => state.saved(),
    forgetState: () => state.forget(),
    publish(report, wish) {
      const notices = onGitHubOnly(host.name, wish);
      const summary = wish.summary === '' ? '' : `${scrub(wish.summary).trimEnd()}\n`;
      if (summary !== '') writing('The summary', () => writePrivately(summaryFile, summary));
      try {
        const files = Object.entries({
          'outputs.env': dotenv,
          ...(summary === '' ? {} : { 'summary.md': summaryFile }),
          'report.json': wish.reportFile,
        }).filter(([, path]) => existsSync(path));
        const folder = host.collect === true ? join(workspace, REPORTS) : tempDir;
        if (host.collect === true) for (const [name, path] of files) placeIn(folder, name, readFileSync(path, 'utf8'));
        host.publish?.(report, { env, folder, summary });
        const shown = host.collect === true ? [folder] : files.map(([, path]) => path);
        if (shown.length > 0) this.info(`Written: ${shown.join(', ')}`);
      } catch (error) {
        notices.push(`The reports could not be written: ${clean(sentenceOf(error))}`);
      }
      return Promise.resolve(notices);
    },
  };
}

function contextOf(facts: Facts, env: NodeJS.ProcessEnv): HostContext {
  const { fork = false, runsInFork, index = 1, total = 1, jobLimitMs = 0, jobStartedAt = 0 } = facts;
  const holdsToken = Boolean(env['GPU_SERVICE_TOKEN'] || env['GPU_CI_TOKEN']);
  return {
    repository: '',
    job: facts.job,
    leg: total > 1 ? `${index}/${total}` : '',
    matrixSize: total > 1 ? total : 0,
    runId: '',
    runAttempt: 1,
    runUrl: facts.runUrl,
    // Secrets are mostly withheld from a fork. If it finds the token of this project, it is foreign code that holds it.
    secretsWithheld: fork && runsInFork !== false ? 'a fork' : '',
    foreignCode: fork && runsInFork !== true && holdsToken,
    tempDir: privateFolder(facts.temp || env['TMPDIR'] || tmpdir()),
    workspace: facts.workspace || process.cwd(),
    jobLimitMs,
    jobStartedAt,
  };
}

function onGitHubOnly(host: string, { comment, check }: PublishWish): string[] {
  if (comment === 'never' && !check) return [];
  return [`\`comment\` and \`check\` work on GitHub only, and ${host} has its own report.`];
}

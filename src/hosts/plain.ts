import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, fstatSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { sentenceOf, UserError } from '../model/errors.ts';
import type { RunReport } from '../model/outcome.ts';
import type { Host, HostContext, HostWorld, Note, PublishWish } from '../model/host.ts';
import { jobState, placeIn, privateFolder, writePrivately, type JobState } from './state-file.ts';

export type Level = 'notice' | 'warning' | 'error';

/** What one host does in its own way. Everything that is absent is done as a plain shell can do it. */
export interface Traits {
  readonly name: string;
  /** All but the temp dir, which `tempBase` gives. */
  readonly context: Omit<HostContext, 'tempDir'>;
  /** What distinguishes this job from every other, the same in the host's after-hook. */
  readonly jobKey: string;
  readonly tempBase?: string | undefined;
  /** Where our own lines go. `stderr` leaves stdout to the workload alone. */
  readonly voice?: 'stdout' | 'stderr';
  /** Artifacts of this host lie in the workspace only: what we wrote is copied there once the run is over. */
  readonly collect?: boolean;
  /** Takes from a line of ours what this host would act on; foreign words may stand in it. */
  tame?(line: string): string;
  /** Whether it could be done, or the line that does it. */
  mask?(value: string): boolean | string;
  group?(title: string): string;
  endGroup?(): string;
  /** Printed before the first line, ours or foreign, that follows a group. */
  afterGroup?(): string;
  /** The line that says it in this host's own way; '' for the plain one. */
  tell?(level: Level, message: string, title: string): string;
  /** A line that hands an output on in the host's own way, beside the dotenv file. */
  output?(name: string, value: string): string;
  exportVariable?(name: string, value: string): string;
  addPath?(dir: string): string;
  dotenvLine?(name: string, value: string): string;
  summary?(markdown: string, file: string): string;
  publish?(report: RunReport, folder: string): readonly string[] | Promise<readonly string[]>;
}

/** Folder in the workspace that `collect` fills. */
export const REPORTS = 'gpu-ci-reports';

/** `--flag`, else `GPU_CI_<INPUT>`. */
export function readInput(world: Pick<HostWorld, 'env' | 'flags'>, name: string): string {
  return world.flags.get(name) ?? world.env[`GPU_CI_${name.replaceAll('-', '_').toUpperCase()}`] ?? '';
}

/** The state of this job, in the file that `--state` names or at a place of its own. */
export function stateFor(world: Pick<HostWorld, 'env' | 'flags'>, own: string, workspace: string): JobState {
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

/** `GPU_OUT_<NAME>`: under `GPU_CI_` a later job that loads the file would take outputs for inputs. */
export const outputVariable = (name: string): string => `GPU_OUT_${name.replaceAll('-', '_').toUpperCase()}`;

/** Quoted so that `. FILE` in a POSIX shell gives the value and runs nothing. */
export const shellQuote = (value: string): string => `'${value.replaceAll("'", String.raw`'\''`)}'`;

export const oneLine = (value: string): string => value.replace(/\s*[\r\n]+\s*/g, ' ').trim();

/** Escape sequences and carriage returns in words we did not write could redraw or fold the log. */
const withoutControls = (line: string): string => line.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u009b]/g, '');

/** What all hosts without an SDK have in common: inputs from flags and environment, state, outputs and summary in files. */
export function openPlain(world: HostWorld, traits: Traits): Host {
  const tempDir = privateFolder(traits.tempBase ?? world.env['TMPDIR'] ?? world.env['TEMP'] ?? tmpdir());
  const context: HostContext = { ...traits.context, tempDir };
  const key = createHash('sha256').update(`${traits.name}\0${traits.jobKey}`).digest('hex').slice(0, 16);
  const state = stateFor(world, join(tempDir, `state-${key}.jsonl`), context.workspace);
  const dotenv = resolve(readInput(world, 'dotenv') || join(tempDir, `outputs-${key}.env`));
  const summaryFile = join(tempDir, `summary-${key}.md`);

  const secrets = new Set<string>();
  const outputs = new Map<string, string>();
  let summarized = false;
  let afterGroup = false;

  const scrub = (text: string): string => {
    const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  };
  const clean = (text: string): string => {
    const line = withoutControls(scrub(text));
    return traits.tame?.(line) ?? line;
  };
  const stream = world[traits.voice ?? 'stdout'];
  /** For lines that are made of clean text, and may be commands of this host. */
  const print = (line: string | undefined): void => {
    if (line !== undefined && line !== '') stream.write(`${line}\n`);
  };
  const openNext = (): void => {
    if (afterGroup) print(traits.afterGroup?.());
    afterGroup = false;
  };
  const say = (line: string): void => {
    openNext();
    stream.write(`${clean(line)}\n`);
  };
  const tell = (level: Level, message: string, note?: Note): void => {
    openNext();
    const title = clean(note?.title ?? '');
    const plain = `${level[0]?.toUpperCase()}${level.slice(1)}: ${title === '' ? '' : `${title}: `}${clean(message)}`;
    print(traits.tell?.(level, clean(message), title) || plain);
  };
  const failed = new Set<string>();
  /** What hands on or shows a result must not cost the run: a paid job would go on without anybody to end it. */
  const writing = (what: string, work: () => void): void => {
    try {
      work();
    } catch (error) {
      // Outputs are written often; one warning is enough.
      if (failed.has(what)) return;
      failed.add(what);
      tell('warning', `${what} could not be written: ${sentenceOf(error)}. The run goes on without it.`);
    }
  };

  return {
    name: traits.name,
    context,
    foreign: { stdout: world.stdout, stderr: world.stderr },
    input: (name) => readInput(world, name),
    mask(value) {
      if (value === '') return true;
      secrets.add(value);
      const done = traits.mask?.(value) ?? false;
      if (typeof done !== 'string') return done;
      const read = readStream(world);
      read?.write(`${done}\n`);
      return read !== undefined;
    },
    info: say,
    debug: (line) => {
      if (world.env['GPU_CI_DEBUG'] === 'true') say(`debug: ${line}`);
    },
    notice: (message, note) => tell('notice', message, note),
    warning: (message, note) => tell('warning', message, note),
    error: (message, note) => tell('error', message, note),
    group(title) {
      afterGroup = false;
      const line = oneLine(clean(title));
      print(traits.group?.(line) ?? `── ${line}`);
    },
    endGroup() {
      print(traits.endGroup?.());
      afterGroup = true;
    },
    quarantine() {
      openNext();
      return () => undefined;
    },
    setOutput(name, value) {
      outputs.set(name, oneLine(scrub(value)));
      const lineOf = (variable: string, text: string): string =>
        traits.dotenvLine?.(variable, text) ?? `${variable}=${shellQuote(text)}`;
      const lines = [...outputs].map(([id, text]) => `${lineOf(outputVariable(id), text)}\n`);
      writing(`The output file ${dotenv}`, () => writePrivately(dotenv, lines.join('')));
      writing('Outputs for later steps', () => print(traits.output?.(name, clean(oneLine(value)))));
    },
    exportVariable(name, value) {
      // A secret would come to rest in a file or a log line of the host; later steps get it from the host's secret store.
      if (scrub(value) !== value) return;
      writing('Variables for later steps', () => print(traits.exportVariable?.(name, value)));
    },
    addPath: (dir) => writing('The path for later steps', () => print(traits.addPath?.(dir))),
    saveState: (name, value) => state.set(name, scrub(value)),
    saved: () => state.saved(),
    forgetState: () => state.forget(),
    summary(markdown) {
      writing('The summary', () => {
        const text = `${scrub(markdown).trimEnd()}\n\n`;
        if (summarized) appendFileSync(summaryFile, text);
        else writePrivately(summaryFile, text);
        summarized = true;
        print(traits.summary?.(text, summaryFile));
      });
      return Promise.resolve();
    },
    async publish(report, wish) {
      const notices = wishesOf(traits.name, wish);
      try {
        const written = [
          ['outputs.env', dotenv],
          ['summary.md', summaryFile],
          ['report.json', wish.reportFile],
        ] as const;
        const files = written.filter(([, path]) => existsSync(path));
        let folder = tempDir;
        if (traits.collect === true) {
          folder = join(context.workspace, REPORTS);
          for (const [name, path] of files) placeIn(folder, name, readFileSync(path, 'utf8'));
        }
        notices.push(...((await traits.publish?.(report, folder)) ?? []));
        const shown = traits.collect === true ? [folder] : files.map(([, path]) => path);
        if (shown.length > 0) say(`Written: ${shown.join(', ')}`);
      } catch (error) {
        notices.push(`The reports could not be written: ${clean(sentenceOf(error))}`);
      }
      return notices;
    },
  };
}

function wishesOf(host: string, wish: PublishWish): string[] {
  const wanted = [...(wish.comment === 'never' ? [] : ['`comment`']), ...(wish.check ? ['`check`'] : [])];
  if (wanted.length === 0) return [];
  return [
    `${wanted.join(' and ')} ${wanted.length > 1 ? 'work' : 'works'} on GitHub only, and ${host} has its own report.`,
  ];
}

/**
 * Where the host reads commands: not the file of `gpu-ci run … > run.log`, into which a mask would write the secret itself.
 * Undefined if both streams are files.
 */
export const readStream = ({ stdout, stderr }: Pick<HostWorld, 'stdout' | 'stderr'>): Writable | undefined =>
  [stdout, stderr].find((stream) => !isFile(stream));

function isFile(stream: Writable): boolean {
  const { fd } = stream as { readonly fd?: unknown };
  return typeof fd === 'number' && fstatSync(fd).isFile();
}

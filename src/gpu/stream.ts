import type { Writable } from 'node:stream';
import type { StreamEnd, StreamWish, Streaming } from '../model/gpu.ts';
import { beginsAsCli, cliLines, stranger } from './cli-lines.ts';
import { killGroup, startChild, whenOver } from './spawn.ts';
import { tokenFilter } from '../model/secrets.ts';
import { frameFilter } from './wrapper.ts';

export interface Sinks {
  readonly stdout: Writable;
  readonly stderr: Writable;
}

export interface StreamOptions {
  readonly bin: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly nonce: string;
  /** The user's command, shown where the CLI echoes the wrapped one. */
  readonly command: string;
  readonly sinks: Sinks;
  /** Receives the process id of the client, which is also that of its group. */
  readonly onPid?: ((pid: number) => void) | undefined;
}

const LINE_END = Buffer.from('\n');
/** A daemon that the client started may keep its pipes open, silent or not: so long we read on after the exit (ms). */
const SILENCE_AFTER_EXIT_MS = 2_000;
const MOST_AFTER_EXIT_MS = 10_000;
/** A reader of ours that takes nothing for so long after the exit gets no more (ms). */
const READER_MS = 30_000;
/** After an interrupt nobody waits for a slow reader: of what it does not take, this much is kept (bytes). */
const MOST_UNREAD = 1024 * 1024;

/**
 * Runs a streaming client (`gpu run …`) in its own process group and passes the workload's bytes on as they come:
 * frames taken out, nothing else touched, no line splitting, and never more in memory than the sink has room for.
 */
export function stream(options: StreamOptions, wish: StreamWish): Streaming {
  const child = startChild(options.bin, options.args, options);
  if (typeof child === 'string') return notStarted(child);
  if (child.pid !== undefined) options.onPid?.(child.pid);
  const bytes = { stdout: 0, stderr: 0 };
  const skip = { ...wish.skip };
  let started = false;
  // From the start frame on, stderr is the workload's.
  let own = false;
  let interrupted = false;
  let exited = false;
  let exit: number | null = null;
  const full = { stdout: false, stderr: false };

  const start = (byFrame: boolean) => {
    if (!own && byFrame) {
      own = true;
      // A line without an end is held back: what comes now must not overtake it.
      say(cli.end());
    }
    endLine();
    if (started) return;
    started = true;
    wish.onPhase('running');
    wish.onStart();
  };
  const onFrame = (payload: string) => {
    if (payload === 'start') start(true);
    else if (payload.startsWith('smi:')) wish.onSample(payload.slice(4));
    else if (/^exit:\d{1,3}$/.test(payload)) {
      exit = Number(payload.slice(5));
      wish.onExit();
    }
  };
  const cli = cliLines(options, wish, () => {
    start(false);
  });

  const isStrange = stranger();

  // Words of ours may follow the CLI's, and a host reads commands at the beginning of a line only.
  let unfinished = false;
  const say = (text: Buffer) => {
    if (text.length === 0) return;
    options.sinks.stderr.write(text);
    unfinished = text.at(-1) !== 0x0a;
  };
  const endLine = () => {
    if (unfinished) say(LINE_END);
  };
  const show = (name: 'stdout' | 'stderr', piece: Buffer) => {
    bytes[name] += piece.length;
    const drop = Math.min(skip[name], piece.length);
    skip[name] -= drop;
    if (drop === piece.length) return;
    const rest = drop === 0 ? piece : piece.subarray(drop);
    unfinished = false;
    wish.onOutput(rest);
    const sink = options.sinks[name];
    // Nobody reads any more: the run goes on, its output has nowhere to go.
    if (sink.destroyed || (interrupted && sink.writableLength > MOST_UNREAD)) return;
    if (!sink.write(rest)) full[name] = true;
  };
  const pass = (name: 'stdout' | 'stderr', piece: Buffer) => {
    if (name === 'stdout' && !started && isStrange(piece)) start(false);
    if (name === 'stderr' && !own) say(cli.push(piece));
    // What GPU CLI prints after an interrupt is not the end of the workload's log.
    else if (name === 'stderr' && interrupted && beginsAsCli(piece)) say(piece);
    else show(name, piece);
  };
  const token = options.env['GPU_SERVICE_TOKEN'] ?? '';
  // The workload has no token. The client has one and may print it, and not every host can mask it.
  const filterOf = (name: 'stdout' | 'stderr') => {
    const frames = frameFilter(options.nonce, onFrame, (piece) => pass(name, piece));
    const tokens = tokenFilter(token, (piece) => frames.push(piece));
    const end = () => {
      tokens.end();
      frames.end();
    };
    return { push: (chunk: Buffer) => tokens.push(chunk), end };
  };
  const filters = { stdout: filterOf('stdout'), stderr: filterOf('stderr') };
  for (const name of ['stdout', 'stderr'] as const) {
    const from = child[name];
    from.on('data', (chunk: Buffer) => {
      filters[name].push(chunk);
      if (!full[name] || interrupted) return;
      from.pause();
      const sink = options.sinks[name];
      const resume = () => {
        sink.off('drain', resume).off('close', resume);
        full[name] = false;
        from.resume();
      };
      sink.on('drain', resume).on('close', resume);
    });
  }

  let killTimer: NodeJS.Timeout | undefined;
  child.on('exit', () => {
    exited = true;
    clearTimeout(killTimer);
  });
  const isReading = (silentMs: number, exitedMs: number): boolean => {
    if (!interrupted && (full.stdout || full.stderr)) return silentMs < READER_MS;
    return silentMs < SILENCE_AFTER_EXIT_MS && exitedMs < (interrupted ? SILENCE_AFTER_EXIT_MS : MOST_AFTER_EXIT_MS);
  };
  const done = new Promise<StreamEnd>((resolve) => {
    whenOver(child, isReading, (code, signal, spawnError = '') => {
      filters.stdout.end();
      filters.stderr.end();
      say(cli.end());
      if (isStrange(LINE_END)) start(false);
      endLine();
      resolve({ code, signal, spawnError, started, exit, cliText: cli.captured(), bytes });
    });
  });
  return {
    done,
    interrupt(graceMs) {
      interrupted = true;
      // A daemon of the client may be all that is left in its group.
      if (exited) return;
      // A reader that does not read must not hold up the client's end.
      for (const pipe of [child.stdout, child.stderr]) pipe.resume();
      killGroup(child, 'SIGINT');
      killTimer ??= setTimeout(() => killGroup(child, 'SIGKILL'), graceMs);
    },
    leave: () => {
      if (!exited) killGroup(child, 'SIGKILL');
    },
  };
}

/** The system refused the command line at once. */
function notStarted(spawnError: string): Streaming {
  const bytes = { stdout: 0, stderr: 0 };
  const end = { code: null, signal: null, spawnError, started: false, exit: null, cliText: '', bytes };
  const nothing = () => undefined;
  return { done: Promise.resolve(end), interrupt: nothing, leave: nothing };
}

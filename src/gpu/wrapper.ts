/**
 * What runs on the pod around the workload: a POSIX sh script that says that the workload started, samples
 * `nvidia-smi` beside it, and says how it ended. It keeps out of the way:
 *
 * - the workload is its foreground child, with its stdin, stdout, stderr and exit code; a signal for the process group
 *   reaches the workload as without us, and the empty traps keep the script alive to report the ending;
 * - frames go to stderr in single writes below PIPE_BUF, so they never break one of the workload's;
 * - no `nvidia-smi`, no `mkfifo`, a read-only /tmp: no samples, nothing else;
 * - the sampler hangs at most itself: both its processes are known by pid and killed when the workload ends.
 */
const QUERY = 'index,name,utilization.gpu,utilization.memory,memory.used,memory.total,power.draw,temperature.gpu';
// One line, because the CLI echoes the command it runs. Names of its own, because what is assigned to a name of the environment
// reaches the workload: c the nonce, t the seconds, s the sampler's processes, d its folder, x the exit code, r a row.
const scriptOf = (nonce: string, seconds: number): string =>
  [
    // The shell's own messages ("Killed") are not the workload's: the shell's stderr is closed, the workload's is fd 3.
    `_gc=${nonce} _gt=${seconds} _gs= _gd=; exec 3>&2 2>/dev/null`,
    `_ge(){ printf '\\036gpu-ci:%s:%s\\036' "$_gc" "$1" >&3; }`,
    'trap : HUP INT TERM',
    '_ge start',
    'if [ "$_gt" != 0 ] && command -v nvidia-smi >/dev/null 2>&1 && _gd=$(mktemp -d 2>/dev/null) && mkfifo "$_gd/q" 2>/dev/null',
    `then nvidia-smi --query-gpu=${QUERY} --format=csv,noheader,nounits -l "$_gt" >"$_gd/q" </dev/null 3>&- & _gs=$!`,
    '{ while IFS= read -r _gr; do _ge "smi:$_gr"; done <"$_gd/q"; } & _gs="$_gs $!"',
    'fi',
    '(exec "$@" 2>&3 3>&-)',
    '_gx=$?',
    'if [ -n "$_gs" ]; then kill -9 $_gs; wait $_gs; fi',
    'if [ -n "$_gd" ]; then rm -rf "$_gd"; fi',
    '_ge "exit:$_gx"',
    'exit $_gx',
  ].join('; ');

/** Seconds between samples: fine enough to see a data loader stall, about 50 bytes a second of extra log traffic. */
export const SAMPLE_SECONDS = 2;

/**
 * The mark comes first, because a listing of jobs may cut command lines. `gpu status` shows it to a process that must end the job
 * or follow it later.
 */
export function wrap(argv: readonly string[], mark: Mark, telemetry: boolean): readonly string[] {
  const before = ['b', ...(mark.podsBefore ?? []).filter((id) => /^[\w.-]+$/.test(id))].join(',');
  const script = scriptOf(mark.nonce, telemetry ? SAMPLE_SECONDS : 0);
  return ['sh', '-c', `: gpu-ci ${mark.key} ${mark.nonce} ${before}; ${script}`, 'gpu-ci', ...argv];
}

/** What our command line says of the job it starts. */
export interface Mark {
  /** Identifies this step, the same in each re-run of the job. */
  readonly key: string;
  /** Random for each attempt. */
  readonly nonce: string;
  /** They are not to be stopped. Undefined if the command line was cut before their end: then they are not known. */
  readonly podsBefore: readonly string[] | undefined;
}

const MARK =
  /\bgpu-ci[\\'"]*\s+[\\'"]*(k[0-9a-f]{16})[\\'"]*\s+[\\'"]*([0-9a-f]{16})(?![0-9a-f])(?:[\\'"]*\s+[\\'"]*b([\w.,-]*)[\\'"]*;)?/;

/** The mark in a job's command line, however the CLI quotes it; undefined if the job is not ours. */
export function markIn(command: string): Mark | undefined {
  const [, key, nonce, before] = MARK.exec(command) ?? [];
  return key === undefined || nonce === undefined
    ? undefined
    : { key, nonce, podsBefore: before?.split(',').filter(Boolean) };
}

const BEGINNING = /^(\S*\/)?sh -c : gpu-ci( k?[0-9a-f]{0,16})?( [0-9a-f]{0,15})?$/;

/** Whether a listing cut a command line of run-action before the nonce: then it does not show whose job it is. */
export const isCutMark = (command: string): boolean =>
  BEGINNING.test(command.replace(/['"\\]/g, '').replace(/(\s|…|\.{3})+$/, ''));

/** Lines of the CLI in which it echoes the whole command, made readable again. Line ends are kept. */
export function withoutWrapper(text: string, command: string): string {
  if (!text.includes('gpu-ci')) return text;
  const shown = (line: string): string => {
    const from = line.search(/\bsh -c /);
    return from !== -1 && /\bgpu-ci\b/.test(line.slice(from)) ? line.slice(0, from) + command : line;
  };
  return text.split('\n').map(shown).join('\n');
}

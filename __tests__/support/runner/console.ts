/**
 * Everything one step prints: obeys its commands, masks the rest, keeps the log that users see.
 *
 * Sources in actions/runner: `Runner.Worker/ActionCommandManager.cs` (commands, stop token),
 * `Handlers/OutputManager.cs` (one manager per stream, one command manager for both), `ExecutionContext.cs` (AddIssue: masked,
 * cut, counted), `Runner.Common/Constants.cs` (texts).
 */
import { parseCommand, type ParsedCommand, type Stream } from './commands.ts';
import type { SecretMasker } from './masking.ts';

export type Level = 'error' | 'warning' | 'notice';
export interface Annotation {
  readonly level: Level;
  readonly message: string;
  readonly properties: Readonly<Record<string, string>>;
}
export interface Group {
  readonly title: string;
  readonly lines: string[];
}

const perLevel = 10;
const longestMessage = 4096;
const registered = new Set([
  ...['add-mask', 'debug', 'notice', 'warning', 'error', 'group', 'endgroup', 'echo', 'add-matcher', 'remove-matcher'],
  ...['stop-commands', 'set-output', 'save-state', 'set-env', 'add-path'],
]);
const quiet = new Set(['add-mask', 'debug', 'notice', 'warning', 'error']);
const disabled = (name: string): string => `The \`${name}\` command is disabled.`;
const badToken =
  "You cannot use a endToken that is an empty string, the string 'pause-logging', or another workflow command.";

export class StepConsole {
  readonly lines: string[] = [];
  /** What came on each stream, less the `add-mask` commands that were obeyed: where a secret may not appear. */
  readonly unmasked: Record<Stream, string[]> = { stdout: [], stderr: [] };
  readonly commands: ParsedCommand[] = [];
  readonly masks: string[] = [];
  readonly annotations: Annotation[] = [];
  readonly groups: Group[] = [];
  readonly outputs: Record<string, string> = {};
  readonly state: Record<string, string> = {};
  /** A command or an environment file was refused: the step fails whatever its exit code. */
  refused = false;
  readonly #counts: Record<Level, number> = { error: 0, warning: 0, notice: 0 };
  readonly #masker: SecretMasker;
  readonly #debug: boolean;
  readonly #changed: (line: string) => void;
  #stopToken: string | undefined;
  #group: Group | undefined;

  constructor(options: { masker: SecretMasker; debug: boolean; changed: (line: string) => void }) {
    this.#masker = options.masker;
    this.#debug = options.debug;
    this.#changed = options.changed;
  }

  get log(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }

  /** One line of the process. */
  read(line: string, stream: Stream): void {
    const known = (name: string): boolean =>
      registered.has(name.toLowerCase()) || name.toLowerCase() === this.#stopToken?.toLowerCase();
    const command = line.includes('::') || line.includes('##[') ? parseCommand(line, known, stream) : undefined;
    const obeyed = command !== undefined && this.#obey(command, line);
    if (!obeyed || command.command.toLowerCase() !== 'add-mask') this.unmasked[stream].push(line);
    if (!obeyed) this.write(line);
  }

  /** A line of the log, masked. Text may hold line ends; the stored log keeps them. */
  write(text: string): void {
    const masked = this.#masker.mask(text);
    this.lines.push(masked);
    this.#group?.lines.push(masked);
    this.#changed(masked);
  }

  debug(text: string): void {
    if (this.#debug) for (const line of text.split(/\r?\n/)) this.write(`##[debug]${line}`);
  }

  issue(level: Level, text: string, properties: Readonly<Record<string, string>> = {}): void {
    this.write(`##[${level}]${text}`);
    if (this.#counts[level]++ >= perLevel) return;
    const message = this.#masker.mask(text).slice(0, longestMessage);
    this.annotations.push({ level, message, properties });
  }

  /** A failure of the runner's own: the step fails. */
  refuse(...messages: readonly string[]): void {
    for (const message of messages) this.issue('error', message);
    this.refused = true;
  }

  #obey(command: ParsedCommand, line: string): boolean {
    const name = command.command.toLowerCase();
    if (this.#stopToken !== undefined) {
      if (name !== this.#stopToken.toLowerCase()) return false;
      this.commands.push(command);
      this.write(line);
      this.#stopToken = undefined;
      return true;
    }
    this.commands.push(command);
    if (name === 'stop-commands') {
      this.#stop(command.data, line);
      return true;
    }
    try {
      this.#execute(name, command);
    } catch (error) {
      const shown = quiet.has(name) ? name : line;
      this.refuse(`Unable to process command '${shown}' successfully.`, (error as Error).message);
    }
    return true;
  }

  /** The real runner lets this exception end the step; the process that still runs is not waited for there, it is here. */
  #stop(token: string, line: string): void {
    if (token === '' || registered.has(token.toLowerCase()) || token.toLowerCase() === 'pause-logging') {
      this.refuse(badToken);
      return;
    }
    this.#stopToken = token;
    if (token.length > 6) this.#masker.add(token);
    this.write(line);
  }

  #execute(name: string, { data, properties }: ParsedCommand): void {
    switch (name) {
      case 'add-mask': {
        this.#mask(data);
        return;
      }
      case 'debug':
        this.debug(data);
        return;
      case 'notice':
      case 'warning':
      case 'error':
        this.issue(name, data, properties);
        return;
      case 'group':
        this.write(`##[group]${data}`);
        this.#group = { title: this.#masker.mask(data), lines: [] };
        this.groups.push(this.#group);
        return;
      case 'endgroup':
        this.#group = undefined;
        this.write('##[endgroup]');
        return;
      case 'set-output':
        this.outputs[required(properties, 'name', name)] = data;
        return;
      case 'save-state':
        this.state[required(properties, 'name', name)] = data;
        return;
      case 'echo':
      case 'add-matcher':
      case 'remove-matcher':
        this.debug(`${name} is accepted and not imitated.`);
        return;
      default:
        throw new Error(disabled(name));
    }
  }

  #mask(data: string): void {
    if (data.trim() === '') {
      this.issue('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
      return;
    }
    this.masks.push(data);
    this.#masker.addWithLines(data);
  }
}

const required = (properties: Readonly<Record<string, string>>, key: string, command: string): string => {
  const value = Object.entries(properties).find(([name]) => name.toLowerCase() === key)?.[1];
  if (value === undefined || value === '') {
    throw new Error(`Required field '${key}' is missing in ##[${command}] command.`);
  }
  return value;
};

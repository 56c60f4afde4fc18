import { Command } from 'commander';
import { inputsOf, runCommand, type Flags } from '../../src/kit/run-command.ts';

/** What `gpu-ci run …` passes to the engine. @throws CommanderError or BadCommand. */
export function runFlags(argv: readonly string[]): Flags {
  let flags: Flags = new Map();
  const command = runCommand(new Command())
    .exitOverride()
    .configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
    .action((words: readonly string[]) => void (flags = inputsOf(command, words, argv)));
  command.parse(argv, { from: 'user' });
  return flags;
}

import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../clock.ts';
import { sentenceOf } from '../core/errors.ts';
import { githubContext, readPayload } from './github-context.ts';
import { appendValue, command, inputOf } from './github/commands.ts';
import type { Host, HostKind, HostWorld, Note } from './host.ts';
import { readInput, stateFor } from './plain.ts';
import { readStream } from './read-stream.ts';
import { privateFolder } from './state-file.ts';

/**
 * GitHub Actions, and Gitea and Forgejo, which imitate it. Both streams are read for commands, so all foreign bytes go to
 * stdout, where they stand between stop-commands and its end in a certain order.
 */
export const github: HostKind = {
  name: 'github',
  detect: (env) => env['GITHUB_ACTIONS'] === 'true',
  open: openGitHub,
};

function openGitHub(world: HostWorld): Host {
  const { env, stdout } = world;
  const input = (name: string) => (world.cli === true ? readInput(world, name) : inputOf(env, name));
  const context = githubContext(env, readPayload(env['GITHUB_EVENT_PATH']), {
    matrix: input('matrix'),
    size: input('matrix-size').trim(),
  });
  const shared =
    world.cli === true
      ? stateFor(world, join(privateFolder(context.tempDir), 'state.jsonl'), context.workspace)
      : undefined;
  const state = new Map<string, string>();
  let quarantines = 0;
  let resume = '';
  // Annotations while foreign bytes flow would be plain text: they wait for the end of the quarantine.
  const held: (() => void)[] = [];
  const outside = (say: () => void) => {
    if (quarantines > 0) held.push(say);
    else say();
  };
  const line = (text: string) => void stdout.write(`${text}\n`);
  const annotate = (level: 'notice' | 'warning' | 'error') => (message: string, note?: Note) =>
    outside(() => line(command(level, message, note?.title)));
  const debug = (text: string) => {
    if (env['RUNNER_DEBUG'] === '1') outside(() => line(command('debug', text)));
  };
  // A disk that is full must cost neither the clean-up nor the exit code: what cannot be handed on is told once.
  let told = false;
  const handOn = (write: () => void): void => {
    try {
      write();
    } catch (error) {
      if (told) return;
      told = true;
      const why = `Values for later steps could not be written (${sentenceOf(error)}); free the disk of the runner.`;
      annotate('warning')(why);
    }
  };

  return {
    name: 'github',
    context,
    foreign: { stdout, stderr: stdout },
    input,
    mask(value) {
      if (value.trim() === '') return true;
      const read = readStream(world);
      read?.write(`${command('add-mask', value)}\n`);
      return read !== undefined;
    },
    info: (text) => line(plain(text)),
    debug,
    notice: annotate('notice'),
    warning: annotate('warning'),
    error: annotate('error'),
    group: (title) => outside(() => line(command('group', title))),
    endGroup: () => outside(() => line(command('endgroup', ''))),
    quarantine() {
      if (quarantines++ === 0) {
        resume = crypto.randomUUID();
        line(`::stop-commands::${resume}`);
      }
      let open = true;
      return (midLine = true) => {
        if (!open) return;
        open = false;
        if (--quarantines > 0) return;
        // The token must stand at the beginning of a line, and the workload's last one may lack its end.
        line(`${midLine ? '\n' : ''}::${resume}::`);
        for (const say of held.splice(0)) say();
      };
    },
    setOutput: (name, value) => handOn(() => appendValue(env['GITHUB_OUTPUT'], name, value)),
    exportVariable: (name, value) => {
      env[name] = value;
      handOn(() => appendValue(env['GITHUB_ENV'], name, value));
    },
    addPath: (dir) => {
      const file = env['GITHUB_PATH'];
      if (file) handOn(() => appendFileSync(file, `${dir}\n`));
    },
    // The runner keeps GITHUB_STATE for the post step of an action; a `run:` step has none.
    saveState: (name, value) => {
      state.set(name, value);
      if (shared !== undefined) shared.set(name, value);
      else appendValue(env['GITHUB_STATE'], name, value);
    },
    saved: () =>
      shared?.saved() ?? [{ state: (name) => state.get(name) ?? env[`STATE_${name}`] ?? '', forget: () => undefined }],
    forgetState: () => shared?.forget(),
    summary(markdown) {
      const file = env['GITHUB_STEP_SUMMARY'] ?? '';
      try {
        if (file !== '') appendFileSync(file, markdown);
      } catch (error) {
        const why = `The job summary could not be written (${sentenceOf(error)}); the run report holds the same facts.`;
        line(command('warning', why));
      }
      return Promise.resolve();
    },
    async publish(report, wish) {
      if (wish.comment === 'never' && !wish.check) return [];
      // Comment and check bring the API's client along; most runs ask for neither.
      const { publishToGitHub } = await import('./github/publish.ts');
      const token = input('github-token').trim();
      return publishToGitHub(report, wish, {
        context,
        token,
        apiUrl: env['GITHUB_API_URL'] ?? '',
        clock: systemClock,
        debug,
      });
    },
  };
}

/** A line of ours that quotes foreign words: it cannot begin or hold a command, in either syntax. */
function plain(text: string): string {
  return text.replace(/##\[/g, '##\u200b[').replace(/^([\s\u0085]*):(?=:)/gm, '$1:\u200b');
}

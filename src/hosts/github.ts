import * as core from '@actions/core';
import { existsSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import { sentenceOf, UserError } from '../model/errors.ts';
import { githubContext, readEvent } from './github-context.ts';
import type { Host, HostKind, HostWorld, Note } from '../model/host.ts';
import { readInput, readStream, stateFor } from './plain.ts';
import { privateFolder, type JobState } from './state-file.ts';

/**
 * GitHub Actions, and Gitea and Forgejo, which imitate it, by the toolkit's protocol. The runner reads both streams for commands,
 * so the workload's bytes go to stdout, between stop-commands and its end. The toolkit writes to `process.stdout`, and `stdout` is
 * the same stream, so that the order of lines is certain.
 */
export const github: HostKind = {
  name: 'github',
  detect: (env) => env['GITHUB_ACTIONS'] === 'true',
  open: openGitHub,
};

/** The id of the check run that is in progress. */
const CHECK_STATE = 'check';

/** Comment and check run need the client of the API, which most runs do not load. */
const publisher = () => import('./github-publish.ts');

function openGitHub(world: HostWorld): Host {
  const { env, stdout } = world;
  const input = (name: string) =>
    world.cli === true ? readInput(world, name) : core.getInput(name, { trimWhitespace: false });
  const context = githubContext(env, readEvent(env['GITHUB_EVENT_PATH'] ?? ''), {
    values: input('matrix'),
    size: input('matrix-size').trim(),
  });
  // The runner keeps the state of an action for its post step; a `run:` step has none.
  const state =
    world.cli === true
      ? stateFor(world, join(privateFolder(context.tempDir), 'state.jsonl'), context.workspace)
      : stateForPost(env['GITHUB_STATE'] ?? '');
  /** Ends the quarantine; '' if there is none. */
  let resume = '';
  // Annotations while foreign bytes flow would be plain text: they wait for the end of the quarantine.
  const held: (() => void)[] = [];
  const outside = (say: () => void) => {
    if (resume === '') say();
    else held.push(say);
  };
  const annotate = (write: typeof core.warning) => (message: string, note?: Note) =>
    outside(() => write(message, note?.title ? { title: note.title } : {}));
  const debug = (text: string) => {
    if (core.isDebug()) outside(() => core.debug(text));
  };
  // A full disk must cost neither the clean-up nor the exit code: one warning names what cannot be handed on.
  let warned = false;
  const handOn = (file: string, write: () => void): void => {
    const path = env[file] ?? '';
    // Without a file the toolkit prints the value, which later steps cannot read and people should not.
    if (path === '') return;
    try {
      whole(path, write);
    } catch (failure) {
      if (warned) return;
      warned = true;
      const why = `Values for later steps could not be written (${sentenceOf(failure)}); free the disk of the runner.`;
      annotate(core.warning)(why);
    }
  };
  let begun: Promise<number | undefined> | undefined;
  const api = () => ({
    context,
    token: input('github-token').trim(),
    apiUrl: env['GITHUB_API_URL'] ?? '',
    clock: systemClock,
    debug,
  });

  return {
    name: 'github',
    context,
    foreign: { stdout, stderr: stdout },
    input,
    mask(value) {
      if (value.trim() === '') return true;
      const read = readStream(world);
      if (read === stdout) core.setSecret(value);
      // The toolkit writes to stdout only, which may be a file.
      else read?.write(`::add-mask::${escaped(value)}\n`);
      return read !== undefined;
    },
    info: (text) => core.info(plain(text)),
    debug,
    notice: annotate(core.notice),
    warning: annotate(core.warning),
    error: annotate(core.error),
    group: (title) => outside(() => core.startGroup(title)),
    endGroup: () => outside(core.endGroup),
    quarantine() {
      const token = resume || crypto.randomUUID();
      if (resume === '') stdout.write(`::stop-commands::${token}\n`);
      resume = token;
      return (midLine = true) => {
        if (resume !== token) return;
        resume = '';
        // The token must be at the beginning of a line, and the workload's last line may lack its end.
        stdout.write(`${midLine ? '\n' : ''}::${token}::\n`);
        for (const say of held.splice(0)) say();
      };
    },
    setOutput: (name, value) => handOn('GITHUB_OUTPUT', () => core.setOutput(name, value)),
    exportVariable: (name, value) => {
      env[name] = value;
      handOn('GITHUB_ENV', () => core.exportVariable(name, value));
    },
    addPath: (dir) => handOn('GITHUB_PATH', () => core.addPath(dir)),
    saveState: (name, value) => state.set(name, value),
    saved: () => state.saved(),
    forgetState: () => state.forget(),
    begin(label, wanted) {
      if (!wanted || api().token === '') return;
      begun = publisher()
        .then(({ begin }) => begin(label, api()))
        .then((id) => {
          state.set(CHECK_STATE, String(id));
          return id;
        })
        .catch((failure: unknown) => {
          debug(`No check run in progress: ${sentenceOf(failure)}`);
          return undefined;
        });
    },
    async abandon(run) {
      const id = Number(run.state(CHECK_STATE));
      if (id === 0) return;
      const { close } = await publisher();
      await close(id, api()).catch((failure: unknown) => debug(`The check run stays open: ${sentenceOf(failure)}`));
    },
    async publish(report, wish) {
      if (wish.summary !== '' && (env['GITHUB_STEP_SUMMARY'] ?? '') !== '') {
        await core.summary
          .addRaw(wish.summary)
          .write()
          .catch((failure: unknown) =>
            annotate(core.warning)(
              `The job summary could not be written (${sentenceOf(failure)}); the run report holds the same facts.`,
            ),
          );
      }
      if (wish.comment === 'never' && !wish.check) return [];
      const { publishToGitHub } = await publisher();
      return publishToGitHub(report, wish, api(), begun);
    },
  };
}

/** The state of one step: the runner passes what main saved to the post step. */
function stateForPost(file: string): JobState {
  return {
    // Without the state the post step does not know the run, so a step that cannot save it must not start one.
    set(name, value) {
      if (file === '' || !existsSync(file)) {
        const why = file === '' ? '`GITHUB_STATE` is not set.' : `The file ${file} of \`GITHUB_STATE\` is missing.`;
        throw new UserError(why, 'Leave it as the runner sets it.');
      }
      whole(file, () => core.saveState(name, value));
    },
    saved: () => [{ state: core.getState, forget: () => undefined }],
    forget: () => undefined,
  };
}

/**
 * The toolkit appends `name<<mark`, the value and the mark. A full disk can leave half of that, and then the runner reads nothing
 * of the file, the values before included: the half is cut off.
 */
function whole(file: string, append: () => void): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  try {
    append();
  } catch (failure) {
    try {
      truncateSync(file, size);
    } catch {
      // A folder, or a pipe: nothing to cut.
    }
    throw failure;
  }
}

/** As the runner unescapes it. */
function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A line of ours that quotes foreign words: it cannot begin or hold a command, in either syntax. */
function plain(text: string): string {
  return text.replace(/##\[/g, '##\u200b[').replace(/^([\s\u0085]*):(?=:)/gm, '$1:\u200b');
}

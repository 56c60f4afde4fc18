import {
  addPath,
  debug as writeDebug,
  endGroup,
  error,
  exportVariable,
  getInput,
  getState,
  info,
  isDebug,
  notice,
  saveState,
  setOutput,
  setSecret,
  startGroup,
  summary,
  warning,
} from '@actions/core';
import { existsSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from './clock.ts';
import { sentenceOf, UserError } from '../model/errors.ts';
import { githubContext, readPayload } from './github-context.ts';
import type { Host, HostKind, HostWorld, Note } from '../model/host.ts';
import { readInput, readStream, stateFor } from './plain.ts';
import { privateFolder } from './state-file.ts';

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
const publisher = () => import('./github/publish.ts');

function openGitHub(world: HostWorld): Host {
  const { env, stdout } = world;
  const input = (name: string) =>
    world.cli === true ? readInput(world, name) : getInput(name, { trimWhitespace: false });
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
  const annotate = (write: typeof warning) => (message: string, note?: Note) =>
    outside(() => write(message, note?.title ? { title: note.title } : {}));
  const debug = (text: string) => {
    if (isDebug()) outside(() => writeDebug(text));
  };
  // A full disk must cost neither the clean-up nor the exit code: one warning names what cannot be handed on.
  let told = false;
  const handOn = (file: string, write: () => void): void => {
    const path = env[file] ?? '';
    // Without a file the toolkit prints the value, which later steps cannot read and people should not.
    if (path === '') return;
    try {
      whole(path, write);
    } catch (failure) {
      if (told) return;
      told = true;
      const why = `Values for later steps could not be written (${sentenceOf(failure)}); free the disk of the runner.`;
      annotate(warning)(why);
    }
  };

  // The runner keeps GITHUB_STATE for the post step of an action; a `run:` step has none.
  const save = (name: string, value: string): void => {
    if (shared !== undefined) shared.set(name, value);
    else saveForPost(env['GITHUB_STATE'] ?? '', name, value);
    state.set(name, value);
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
      if (read === stdout) setSecret(value);
      // The toolkit writes to stdout only, which may be a file.
      else read?.write(`::add-mask::${escaped(value)}\n`);
      return read !== undefined;
    },
    info: (text) => info(plain(text)),
    debug,
    notice: annotate(notice),
    warning: annotate(warning),
    error: annotate(error),
    group: (title) => outside(() => startGroup(title)),
    endGroup: () => outside(endGroup),
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
    setOutput: (name, value) => handOn('GITHUB_OUTPUT', () => setOutput(name, value)),
    exportVariable: (name, value) => {
      env[name] = value;
      handOn('GITHUB_ENV', () => exportVariable(name, value));
    },
    addPath: (dir) => handOn('GITHUB_PATH', () => addPath(dir)),
    saveState: save,
    saved: () => shared?.saved() ?? [{ state: (name) => state.get(name) ?? getState(name), forget: () => undefined }],
    forgetState: () => shared?.forget(),
    async summary(markdown) {
      if ((env['GITHUB_STEP_SUMMARY'] ?? '') === '') return;
      try {
        await summary.addRaw(markdown).write();
      } catch (failure) {
        const why = `The job summary could not be written (${sentenceOf(failure)}); the run report holds the same facts.`;
        annotate(warning)(why);
      }
    },
    begin(label, wanted) {
      if (!wanted || api().token === '') return;
      begun = publisher()
        .then(({ begin }) => begin(label, api()))
        .then((id) => {
          save(CHECK_STATE, String(id));
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
      if (wish.comment === 'never' && !wish.check) return [];
      const { publishToGitHub } = await publisher();
      return publishToGitHub(report, wish, api(), begun);
    },
  };
}

/** Without the state the post step does not know the run, so a step that cannot save it must not start one. */
function saveForPost(file: string, name: string, value: string): void {
  if (file === '' || !existsSync(file)) {
    const why = file === '' ? '`GITHUB_STATE` is not set.' : `The file ${file} of \`GITHUB_STATE\` is missing.`;
    throw new UserError(why, 'Leave it as the runner sets it.');
  }
  whole(file, () => saveState(name, value));
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

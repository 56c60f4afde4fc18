import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import * as core from '@actions/core';
import { systemClock } from '../clock.ts';
import { githubContext, readPayload } from './github-context.ts';
import type { Host, HostKind, HostWorld, Note } from './host.ts';

/**
 * GitHub Actions, and Gitea and Forgejo, which imitate it. Both streams are read for commands, so all foreign bytes go to
 * stdout, where they stand between stop-commands and its end in a certain order.
 */
export const github: HostKind = {
  name: 'github',
  detect: (env) => env['GITHUB_ACTIONS'] === 'true',
  open: openGitHub,
};

/** Files of the runner; without them `@actions/core` prints outputs and state as lines, which would leak them to the log. */
const has = (env: NodeJS.ProcessEnv, name: string): boolean => (env[name] ?? '') !== '';

function openGitHub(world: HostWorld): Host {
  const { env, stdout } = world;
  const input = (name: string) => world.flags.get(name) ?? core.getInput(name, { trimWhitespace: false });
  const context = githubContext(env, readPayload(env['GITHUB_EVENT_PATH']), {
    matrix: input('matrix'),
    size: input('matrix-size').trim(),
  });
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
  const titled = (note?: Note) => (note?.title === undefined ? {} : { title: note.title });

  return {
    name: 'github',
    context,
    foreign: { stdout, stderr: stdout },
    input,
    mask(value) {
      if (value.trim() !== '') core.setSecret(value);
      return true;
    },
    info: (text) => line(plain(text)),
    debug: (text) => {
      if (core.isDebug()) outside(() => line(`::debug::${escaped(text)}`));
    },
    notice: (message, note) => outside(() => core.notice(message, titled(note))),
    warning: (message, note) => outside(() => core.warning(message, titled(note))),
    error: (message, note) => outside(() => core.error(message, titled(note))),
    group: (title) => outside(() => line(`::group::${escaped(title)}`)),
    endGroup: () => outside(() => line('::endgroup::')),
    quarantine() {
      if (quarantines++ === 0) {
        resume = randomUUID();
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
    setOutput: (name, value) => {
      if (has(env, 'GITHUB_OUTPUT')) core.setOutput(name, value);
    },
    exportVariable: (name, value) => {
      if (has(env, 'GITHUB_ENV')) core.exportVariable(name, value);
    },
    addPath: (dir) => {
      if (has(env, 'GITHUB_PATH')) core.addPath(dir);
    },
    saveState: (name, value) => {
      state.set(name, value);
      if (has(env, 'GITHUB_STATE')) core.saveState(name, value);
    },
    state: (name) => state.get(name) ?? core.getState(name),
    summary(markdown) {
      const file = env['GITHUB_STEP_SUMMARY'] ?? '';
      try {
        if (file !== '') appendFileSync(file, markdown);
      } catch (error) {
        core.warning(`The job summary could not be written (${String(error)}); the run report holds the same facts.`);
      }
      return Promise.resolve();
    },
    async publish(report, wish) {
      if (wish.comment === 'never' && !wish.check) return [];
      // Comment and check bring the API's client along; most runs ask for neither.
      const { publishToGitHub } = await import('./github/publish.ts');
      const token = input('github-token').trim();
      return publishToGitHub(report, wish, { context, token, apiUrl: env['GITHUB_API_URL'] ?? '', clock: systemClock });
    },
  };
}

/** A line of ours that quotes foreign words: it cannot begin or hold a command, in either syntax. */
function plain(text: string): string {
  return text.replace(/##\[/g, '##\u200b[').replace(/^(\s*):(?=:)/gm, '$1:\u200b');
}

/** Data of a command, escaped as the runner unescapes it. */
function escaped(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import { remoteOf } from '../hosts/facts.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture } from '../gpu/spawn.ts';
import { quoteWord } from './flags.ts';
import { PIPELINE_HOSTS, type PipelineHost } from './pipeline-hosts.ts';
import type { KitWorld } from './world.ts';

/** What `init --template` has on GitHub. Every other host has one pipeline. */
export const WORKFLOWS = ['pr-check', 'retrain', 'sweep', 'long'] as const;

/** The host with the files of one of its workflows. */
export function withWorkflow(host: PipelineHost, name: string): PipelineHost {
  if (name === '' || (host.name === 'github' && name === WORKFLOWS[0])) return host;
  if (host.name !== 'github') {
    throw new UserError(`--template is for GitHub; for ${host.title} there is one pipeline.`, 'Leave --template out.');
  }
  const at = (prefix: string): string => `.github/workflows/${prefix}-${name}.yml`;
  return { ...host, template: `github/${name}.yml`, file: at('gpu'), beside: at('gpu-ci') };
}

export interface Repository {
  readonly host: PipelineHost;
  readonly why: string;
  /** Host name and `owner/name` of the remote; '' where there is none. */
  readonly remoteHost: string;
  readonly repository: string;
}

/** The CI host by the repository's files, else by its remote; a plain shell where neither tells. */
export async function detectRepository(world: KitWorld, named = ''): Promise<Repository> {
  const { host: remoteHost, repository } = remoteOf(await originOf(world));
  const at = { remoteHost, repository };
  const fallback = PIPELINE_HOSTS.at(-1) as PipelineHost;
  const asked = PIPELINE_HOSTS.find(({ name }) => name === named);
  if (asked !== undefined) return { host: asked, why: 'as asked', ...at };
  const marked = PIPELINE_HOSTS.flatMap((host) =>
    host.marks.filter((mark) => existsSync(join(world.cwd, mark))).map((mark) => ({ host, mark })),
  );
  const remote = PIPELINE_HOSTS.find((host) => remoteHost !== '' && host.remote?.test(remoteHost) === true);
  // `.github/` holds issue forms in many a repository that builds elsewhere: a real pipeline file goes first.
  const strong = marked.find(({ host }) => host.name !== 'github') ?? marked[0];
  const workflows = existsSync(join(world.cwd, '.github', 'workflows'));
  if (strong !== undefined && !(workflows && strong.host.name !== 'github')) {
    return { host: strong.host, why: `${strong.mark} is here`, ...at };
  }
  const github = PIPELINE_HOSTS.find(({ name }) => name === 'github') as PipelineHost;
  if (workflows) return { host: github, why: '.github/workflows is here', ...at };
  if (remote !== undefined) return { host: remote, why: `the remote is at ${remoteHost}`, ...at };
  return { host: fallback, why: 'no file and no remote tells of another host', ...at };
}

async function originOf(world: KitWorld): Promise<string> {
  const asked = await capture('git', ['remote', 'get-url', 'origin'], {
    cwd: world.cwd,
    env: childEnv(world.env, ''),
    timeoutMs: 10_000,
  });
  return asked.code === 0 ? asked.stdout.trim() : '';
}

/** Marks a file of ours, so that it may be written anew. */
const MARK = 'Made by gpu-ci init';
const EXAMPLE = 'python train.py';
const ACCOUNT = 'SERVICE-ACCOUNT';

/** What the user says about a pipeline. */
export interface PipelineWish {
  /** What runs on the pod, one line; the template's own where it is empty. */
  readonly command: string;
  /** Slug; no word about it where it is empty. */
  readonly org: string;
  /** Name of the service account, for a workflow that rotates its token. */
  readonly account: string;
}

/** The template with all of it filled in. */
export function pipelineText(root: string, host: PipelineHost, wish: PipelineWish): string {
  const text = withCommand(readFileSync(join(root, 'templates', host.template), 'utf8'), host, wish.command);
  return withOrg(text, host, wish.org).replaceAll(ACCOUNT, wish.account);
}

function withOrg(text: string, host: PipelineHost, org: string): string {
  if (org === '') return text;
  if (!/^[a-z0-9][a-z0-9-]*$/.test(org)) {
    throw new UserError(`${JSON.stringify(org)} is no slug of an organization.`, 'For example --org my-team.');
  }
  const rotated = text.replaceAll('gpu-ci token rotate ', `gpu-ci token rotate --org ${org} `);
  if (host.name !== 'github') return rotated.replace(/(gpu-ci(?:'\)")? run )(?=--)/g, `$1--org ${org} `);
  const step = /(uses: gpu-cli\/run-action@\S+\n(?:.*\n)*?)( +)(token: .*\n)/g;
  return rotated.replaceAll(step, (_, before: string, pad: string, token: string) => {
    return `${before}${pad}${token}${pad}org: ${org}\n`;
  });
}

/**
 * Off GitHub the command stands on the command line of `gpu-ci run`, where what a shell would act on is quoted, so that it acts on
 * the pod and not here.
 */
function withCommand(text: string, host: PipelineHost, command: string): string {
  if (/[\r\n]/.test(command) || (host.name === 'jenkins' && /['\\$]/.test(command))) {
    const what = host.name === 'jenkins' ? 'one line without quotes, backslashes and dollar signs' : 'one line';
    throw new UserError(`--command must be ${what}.`, 'Put more into a script of the repository, and name that.');
  }
  if (command === '') return text;
  const plain = host.name === 'github' || /^[\w@%+=:,./ -]+$/.test(command);
  const quoted = plain ? command : quoteWord(command);
  // `buildkite-agent pipeline upload` fills in variables; two dollars stand for one.
  return text.replaceAll(EXAMPLE, () => (host.name === 'buildkite' ? quoted.replaceAll('$', '$$$$') : quoted));
}

/** A link of the checkout may lead out of it, to a file of the user that a pipeline must not replace. */
export function refuseLinks(cwd: string, path: string): void {
  const parts = path.split('/');
  for (const [at] of parts.entries()) {
    const part = parts.slice(0, at + 1).join('/');
    if (lstatSync(join(cwd, part), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      throw new UserError(`${part} is a link, and init writes through no link.`, 'Remove the link.');
    }
  }
}

export interface PlannedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
  /** How it comes to be used, where it does not by itself. */
  readonly note: string;
  /** It is ours, perhaps edited since, and is not written anew. */
  readonly kept: boolean;
}

/**
 * Which file is written: the host's own, or one beside it where that one holds something of the user's. One of ours that is
 * there already is written `anew` only where something was said that goes into it: people edit them.
 */
export function planFile(cwd: string, host: PipelineHost, after: string, anew: boolean): PlannedFile {
  const read = (path: string): string | undefined =>
    existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'utf8') : undefined;
  const own = read(host.file);
  const isOurs = own === undefined || own === after || own.includes(MARK);
  const [path, note] = isOurs ? [host.file, ''] : [host.beside, host.useBeside];
  refuseLinks(cwd, path);
  const before = isOurs ? own : read(path);
  const kept = before !== undefined && before !== after && !anew;
  return { path, before, after: kept ? before : after, note, kept };
}

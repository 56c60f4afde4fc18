import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../core/errors.ts';
import { remoteOf } from '../hosts/facts.ts';
import { capture } from '../gpu/process.ts';
import { quoteWord } from './flags.ts';
import type { KitWorld } from './world.ts';

/** How a pipeline with a GPU run is set up on one CI host. */
export interface PipelineHost {
  readonly name: string;
  readonly title: string;
  /** What in a repository tells that it uses this host. */
  readonly marks: readonly string[];
  /** Whose git remotes belong to it. */
  readonly remote?: RegExp;
  readonly template: string;
  readonly file: string;
  /** Written in place of `file` where that one is there and is not ours. */
  readonly beside: string;
  /** How the file beside comes to be used. */
  readonly useBeside: string;
  /** How a person puts the token, which lies in FILE, into the host's secret store. */
  readonly storeSecret: (secret: string, file: string) => readonly string[];
}

export const PIPELINE_HOSTS: readonly PipelineHost[] = [
  {
    name: 'github',
    title: 'GitHub Actions',
    marks: ['.github'],
    remote: /(^|\.)github\./,
    template: 'github/pr-check.yml',
    file: '.github/workflows/gpu.yml',
    beside: '.github/workflows/gpu-ci.yml',
    useBeside: 'GitHub runs it as a workflow of its own.',
    storeSecret: (secret, file) => [`gh secret set ${secret} < ${file}`],
  },
  {
    name: 'gitlab',
    title: 'GitLab CI',
    marks: ['.gitlab-ci.yml'],
    remote: /(^|\.)gitlab\./,
    template: 'gitlab-ci.yml',
    file: '.gitlab-ci.yml',
    beside: '.gitlab/gpu-ci.yml',
    useBeside: 'Add to .gitlab-ci.yml:  include: [{ local: .gitlab/gpu-ci.yml }]',
    storeSecret: (secret, file) => [
      `glab variable set ${secret} --masked --protected < ${file}`,
      `or: Settings → CI/CD → Variables, key ${secret}, Masked and Protected`,
    ],
  },
  {
    name: 'buildkite',
    title: 'Buildkite',
    marks: ['.buildkite'],
    template: 'buildkite.yml',
    file: '.buildkite/pipeline.yml',
    beside: '.buildkite/gpu.yml',
    useBeside: 'Add a step:  command: buildkite-agent pipeline upload .buildkite/gpu.yml',
    storeSecret: (secret, file) => [
      `Agents → your cluster → Secrets → New Secret, key ${secret}, value: the content of ${file}`,
    ],
  },
  {
    name: 'circleci',
    title: 'CircleCI',
    marks: ['.circleci'],
    template: 'circleci.yml',
    file: '.circleci/config.yml',
    beside: '.circleci/gpu.yml',
    useBeside: 'CircleCI reads .circleci/config.yml only: copy the job and its workflow entry over.',
    storeSecret: (secret, file) => [
      `circleci context store-secret github YOUR_ORG gpu ${secret} < ${file}`,
      `or: Organization Settings → Contexts → gpu → Add Environment Variable ${secret}`,
    ],
  },
  {
    name: 'azure',
    title: 'Azure Pipelines',
    marks: ['azure-pipelines.yml'],
    remote: /(^|\.)(dev\.azure\.com|visualstudio\.com)$/,
    template: 'azure-pipelines.yml',
    file: 'azure-pipelines.yml',
    beside: 'azure-pipelines.gpu.yml',
    useBeside: 'Make a pipeline of it: Pipelines → New → Existing YAML file → /azure-pipelines.gpu.yml',
    storeSecret: (secret, file) => [
      `Pipelines → Edit → Variables → New, name ${secret}, "Keep this value secret", value: the content of ${file}`,
    ],
  },
  {
    name: 'jenkins',
    title: 'Jenkins',
    marks: ['Jenkinsfile'],
    template: 'Jenkinsfile',
    file: 'Jenkinsfile',
    beside: 'Jenkinsfile.gpu',
    useBeside: 'Make a pipeline job with the script path Jenkinsfile.gpu.',
    storeSecret: (_secret, file) => [
      `Manage Jenkins → Credentials → Add: kind "Secret text", ID gpu-service-token, secret: the content of ${file}`,
    ],
  },
  {
    name: 'bitbucket',
    title: 'Bitbucket Pipelines',
    marks: ['bitbucket-pipelines.yml'],
    remote: /(^|\.)bitbucket\.org$/,
    template: 'bitbucket-pipelines.yml',
    file: 'bitbucket-pipelines.yml',
    beside: 'bitbucket-pipelines.gpu.yml',
    useBeside: 'Bitbucket reads bitbucket-pipelines.yml only: copy the step over.',
    storeSecret: (secret, file) => [
      `Repository settings → Repository variables → ${secret}, Secured, value: the content of ${file}`,
    ],
  },
  {
    name: 'shell',
    title: 'a plain shell',
    marks: [],
    template: 'shell.sh',
    file: 'gpu-run.sh',
    beside: 'gpu-ci-run.sh',
    useBeside: 'Run it: sh gpu-ci-run.sh',
    storeSecret: (secret, file) => [`export ${secret}="$(cat ${file})"`],
  },
];

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
  const fallback = PIPELINE_HOSTS.at(-1);
  if (fallback === undefined) throw new Error('the table of hosts is empty');
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
  const github = PIPELINE_HOSTS.find(({ name }) => name === 'github');
  if (workflows && github !== undefined) return { host: github, why: '.github/workflows is here', ...at };
  if (remote !== undefined) return { host: remote, why: `the remote is at ${remoteHost}`, ...at };
  return { host: fallback, why: 'no file and no remote tells of another host', ...at };
}

async function originOf(world: KitWorld): Promise<string> {
  const asked = await capture('git', ['remote', 'get-url', 'origin'], {
    cwd: world.cwd,
    env: world.env,
    timeoutMs: 10_000,
  });
  return asked.code === 0 ? asked.stdout.trim() : '';
}

/** Marks a file of ours, so that it may be written anew. */
const MARK = 'Made by gpu-ci init';
const EXAMPLE = 'python train.py';

/**
 * The template with the user's command in it: one line. Off GitHub it stands on the command line of `gpu-ci run`, where what a shell
 * would act on is quoted, so that it acts on the pod and not here.
 */
export function pipelineText(root: string, host: PipelineHost, command: string): string {
  if (/[\r\n]/.test(command) || (host.name === 'jenkins' && /['\\$]/.test(command))) {
    const what = host.name === 'jenkins' ? 'one line without quotes, backslashes and dollar signs' : 'one line';
    throw new UserError(`--command must be ${what}.`, 'Put more into a script of the repository, and name that.');
  }
  const text = readFileSync(join(root, 'templates', host.template), 'utf8');
  if (command === '') return text;
  const plain = host.name === 'github' || /^[\w@%+=:,./ -]+$/.test(command);
  const quoted = plain ? command : quoteWord(command);
  // `buildkite-agent pipeline upload` fills in variables; two dollars stand for one.
  return text.replaceAll(EXAMPLE, () => (host.name === 'buildkite' ? quoted.replaceAll('$', '$$$$') : quoted));
}

export interface PlannedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
  /** How it comes to be used, where it does not by itself. */
  readonly note: string;
}

/** Which file is written: the host's own, or one beside it where that one holds something of the user's. */
export function planFile(cwd: string, host: PipelineHost, after: string): PlannedFile {
  const read = (path: string): string | undefined =>
    existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'utf8') : undefined;
  const own = read(host.file);
  if (own === undefined || own === after || own.includes(MARK)) {
    return { path: host.file, before: own, after, note: '' };
  }
  return { path: host.beside, before: read(host.beside), after, note: host.useBeside };
}

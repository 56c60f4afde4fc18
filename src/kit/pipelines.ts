import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../model/errors.ts';
import { remoteOf } from '../hosts/plain-hosts.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture } from '../gpu/spawn.ts';
import { BadCommand, type KitWorld } from './world.ts';

/** How a pipeline with a GPU run is set up on one CI system. */
export interface PipelineHost {
  readonly name: string;
  readonly title: string;
  /** What a repository has that uses this host; '' if nothing. */
  readonly mark: string;
  /** Hosts of git remotes that belong to it. */
  readonly remote?: RegExp;
  readonly template: string;
  readonly file: string;
  /** Written instead of `file` if that one exists and is the user's. */
  readonly beside: string;
  /** How the file `beside` is used. */
  readonly useBeside: string;
  /** How a person stores the token from FILE in the host's secret store. */
  readonly storeSecret: (secret: string, file: string) => readonly string[];
}

export const PIPELINE_HOSTS: readonly PipelineHost[] = [
  {
    name: 'github',
    title: 'GitHub Actions',
    mark: '.github/workflows',
    remote: /(^|\.)github\./,
    template: 'github/pr-check.yml',
    file: '.github/workflows/gpu.yml',
    beside: '.github/workflows/gpu-ci.yml',
    useBeside: 'GitHub runs it as another workflow.',
    storeSecret: (secret, file) => [`gh secret set ${secret} < ${file}`],
  },
  {
    name: 'gitlab',
    title: 'GitLab CI',
    mark: '.gitlab-ci.yml',
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
    mark: '.buildkite',
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
    mark: '.circleci',
    template: 'circleci.yml',
    file: '.circleci/config.yml',
    beside: '.circleci/gpu.yml',
    useBeside: 'CircleCI reads .circleci/config.yml only: copy the job and its workflow entry there.',
    storeSecret: (secret, file) => [
      `circleci context store-secret github YOUR_ORG gpu ${secret} < ${file}`,
      `or: Organization Settings → Contexts → gpu → Add Environment Variable ${secret}`,
    ],
  },
  {
    name: 'azure',
    title: 'Azure Pipelines',
    mark: 'azure-pipelines.yml',
    remote: /(^|\.)(dev\.azure\.com|visualstudio\.com)$/,
    template: 'azure-pipelines.yml',
    file: 'azure-pipelines.yml',
    beside: 'azure-pipelines.gpu.yml',
    useBeside: 'Create a pipeline: Pipelines → New → Existing YAML file → /azure-pipelines.gpu.yml',
    storeSecret: (secret, file) => [
      `Pipelines → Edit → Variables → New, name ${secret}, "Keep this value secret", value: the content of ${file}`,
    ],
  },
  {
    name: 'jenkins',
    title: 'Jenkins',
    mark: 'Jenkinsfile',
    template: 'Jenkinsfile',
    file: 'Jenkinsfile',
    beside: 'Jenkinsfile.gpu',
    useBeside: 'Create a pipeline job with the script path Jenkinsfile.gpu.',
    storeSecret: (_secret, file) => [
      `Manage Jenkins → Credentials → Add: kind "Secret text", ID gpu-service-token, secret: the content of ${file}`,
    ],
  },
  {
    name: 'bitbucket',
    title: 'Bitbucket Pipelines',
    mark: 'bitbucket-pipelines.yml',
    remote: /(^|\.)bitbucket\.org$/,
    template: 'bitbucket-pipelines.yml',
    file: 'bitbucket-pipelines.yml',
    beside: 'bitbucket-pipelines.gpu.yml',
    useBeside: 'Bitbucket reads bitbucket-pipelines.yml only: copy the step there.',
    storeSecret: (secret, file) => [
      `Repository settings → Repository variables → ${secret}, Secured, value: the content of ${file}`,
    ],
  },
  {
    name: 'shell',
    title: 'a plain shell',
    mark: '',
    template: 'shell.sh',
    file: 'gpu-run.sh',
    beside: 'gpu-ci-run.sh',
    useBeside: 'Run it: sh gpu-ci-run.sh',
    storeSecret: (secret, file) => [`export ${secret}="$(cat ${file})"`],
  },
];

/** Workflows of `init --template` on GitHub. Every other host has one pipeline. */
export const WORKFLOWS = ['pr-check', 'retrain', 'sweep', 'long'] as const;

/** The host with the files of one of its workflows. */
export function withWorkflow(host: PipelineHost, name: string): PipelineHost {
  if (name === WORKFLOWS[0]) return host;
  if (host.name !== 'github') {
    throw new BadCommand(`--template is for GitHub; ${host.title} has one pipeline.`, 'Omit --template.');
  }
  const at = (prefix: string): string => `.github/workflows/${prefix}-${name}.yml`;
  return { ...host, template: `github/${name}.yml`, file: at('gpu'), beside: at('gpu-ci') };
}

export interface Repository {
  readonly host: PipelineHost;
  /** Why that host was chosen. */
  readonly why: string;
  /** Host name and `owner/name` of the remote; '' if there is none. */
  readonly remoteHost: string;
  readonly repository: string;
}

/** The CI system by name, else by the files of the repository, else by its remote, else a plain shell. */
export async function detectRepository(world: KitWorld, named = ''): Promise<Repository> {
  const { host: remoteHost, repository } = remoteOf(await originOf(world));
  const found = (host: PipelineHost, why: string): Repository => ({ host, why, remoteHost, repository });
  const asked = PIPELINE_HOSTS.find(({ name }) => name === named);
  if (asked !== undefined) return found(asked, 'from --host');
  const has = (path: string): boolean => path !== '' && existsSync(join(world.cwd, path));
  const marked = PIPELINE_HOSTS.find(({ mark }) => has(mark));
  if (marked !== undefined) return found(marked, `${marked.mark} exists`);
  // Without workflows it often holds only issue forms, so it counts after the files of other hosts.
  const github = PIPELINE_HOSTS.find(({ name }) => name === 'github');
  if (github !== undefined && has('.github')) return found(github, '.github exists');
  const remote = PIPELINE_HOSTS.find((host) => remoteHost !== '' && host.remote?.test(remoteHost) === true);
  if (remote !== undefined) return found(remote, `the remote is at ${remoteHost}`);
  return found(PIPELINE_HOSTS.at(-1) as PipelineHost, 'no file or remote of a CI system was found');
}

async function originOf(world: KitWorld): Promise<string> {
  const asked = await capture('git', ['remote', 'get-url', 'origin'], {
    cwd: world.cwd,
    env: childEnv(world.env, ''),
    timeoutMs: 10_000,
  });
  return asked.code === 0 ? asked.stdout.trim() : '';
}

/** One word for a POSIX shell; unchanged if nothing in it needs quotes. */
export const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** Marks a file that init wrote, so that init may write it again. */
const MARK = 'Made by gpu-ci init';
const EXAMPLE = 'python train.py';
const ACCOUNT = 'SERVICE-ACCOUNT';

/** Flags of `gpu-ci init` that change the pipeline. */
export interface PipelineOptions {
  /** One line; that of the template if it is empty. */
  readonly command: string;
  readonly org: string;
  readonly secret: string;
  /** Name of the service account, for a workflow that rotates its token. */
  readonly account: string;
}

/** The template with these values. */
export function pipelineText(root: string, host: PipelineHost, options: PipelineOptions): string {
  const template = readFileSync(join(root, 'templates', host.template), 'utf8');
  const text = withOrg(withCommand(template, host, options.command), host, options.org);
  return withSecret(text.replaceAll(ACCOUNT, options.account), host.name, options.secret);
}

/** GPU CLI always reads the token from GPU_SERVICE_TOKEN, whatever the name of the secret. */
function withSecret(text: string, host: string, secret: string): string {
  if (secret === 'GPU_SERVICE_TOKEN') return text;
  if (host === 'github') return text.replaceAll('secrets.GPU_SERVICE_TOKEN', `secrets.${secret}`);
  if (host === 'azure') return text.replaceAll('$(GPU_SERVICE_TOKEN)', `$(${secret})`);
  throw new BadCommand('--secret is for GitHub and Azure.', 'Name the secret GPU_SERVICE_TOKEN here.');
}

function withOrg(text: string, host: PipelineHost, org: string): string {
  if (org === '') return text;
  const rotated = text.replaceAll('gpu-ci token rotate ', `gpu-ci token rotate --org ${org} `);
  if (host.name !== 'github') return rotated.replace(/(gpu-ci(?:'\)")? run )(?=--)/g, `$1--org ${org} `);
  const step = /(uses: gpu-cli\/run-action@\S+\n(?:.*\n)*?)( +)(token: .*\n)/g;
  return rotated.replaceAll(step, (_, before: string, pad: string, token: string) => {
    return `${before}${pad}${token}${pad}org: ${org}\n`;
  });
}

/** Outside of GitHub the command is quoted for the command line of `gpu-ci run`, so that only the shell on the pod expands it. */
function withCommand(text: string, host: PipelineHost, command: string): string {
  if (host.name === 'jenkins' && /['\\$]/.test(command)) {
    throw new BadCommand(
      '--command for Jenkins must not contain quotes, backslashes or dollar signs.',
      'Put the rest into a script in the repository.',
    );
  }
  if (command === '') return text;
  const plain = host.name === 'github' || /^[\w@%+=:,./ -]+$/.test(command);
  const quoted = plain ? command : quoteWord(command);
  // `buildkite-agent pipeline upload` expands variables; two dollars are one.
  return text.replaceAll(EXAMPLE, () => (host.name === 'buildkite' ? quoted.replaceAll('$', '$$$$') : quoted));
}

/** A link in the checkout may lead out of it, to a file that a pipeline must not replace. */
export function refuseLinks(cwd: string, path: string): void {
  const parts = path.split('/');
  for (const [at] of parts.entries()) {
    const part = parts.slice(0, at + 1).join('/');
    if (lstatSync(join(cwd, part), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      throw new UserError(`${part} is a link, and init does not write through links.`, 'Remove the link.');
    }
  }
}

/** A file that init writes. If nothing changes, `before` and `after` are the same. */
export interface PlannedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
  /** What is left to the user. */
  readonly note: string;
}

export function readFile(cwd: string, path: string): string | undefined {
  refuseLinks(cwd, path);
  return existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'utf8') : undefined;
}

/**
 * The pipeline file of the host, or one beside it if that file is the user's. Users edit the file that init wrote, so it is
 * written again only with a flag that changes it.
 */
export function planPipeline(cwd: string, host: PipelineHost, after: string, again: boolean): PlannedFile {
  const own = readFile(cwd, host.file);
  const isOurs = own === undefined || own === after || own.includes(MARK);
  const [path, note] = isOurs ? [host.file, ''] : [host.beside, host.useBeside];
  const before = isOurs ? own : readFile(cwd, path);
  if (before === undefined || before === after || again) return { path, before, after, note };
  const kept = `${path} exists and is kept. To replace it, use --command, --org or --secret, or remove it.`;
  return { path, before, after: before, note: kept };
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { remoteOf } from '../hosts/plain-hosts.ts';
import { childEnv } from '../gpu/environment.ts';
import { capture } from '../gpu/spawn.ts';
import { BadCommand, packageRoot, type KitWorld } from './world.ts';

/** How a pipeline with a GPU run is set up on one CI system. */
export interface PipelineHost {
  readonly name: string;
  readonly title: string;
  /** What a repository has that uses this host (default: `file`). */
  readonly mark?: string;
  /** Hosts of git remotes that belong to it. */
  readonly remote?: RegExp;
  readonly template: string;
  readonly file: string;
  /** Written instead of `file` if that one exists and is the user's. */
  readonly beside: string;
  /** How the file `beside` is used. */
  readonly useBeside: string;
  /** How a person stores the token from FILE in the host's secret store. */
  readonly storeSecret: string;
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
    storeSecret: 'gh secret set GPU_SERVICE_TOKEN < FILE',
  },
  {
    name: 'gitlab',
    title: 'GitLab CI',
    remote: /(^|\.)gitlab\./,
    template: 'gitlab-ci.yml',
    file: '.gitlab-ci.yml',
    beside: '.gitlab/gpu-ci.yml',
    useBeside: 'Add to .gitlab-ci.yml:  include: [{ local: .gitlab/gpu-ci.yml }]',
    storeSecret: 'glab variable set GPU_SERVICE_TOKEN --masked --protected < FILE',
  },
  {
    name: 'buildkite',
    title: 'Buildkite',
    mark: '.buildkite',
    template: 'buildkite.yml',
    file: '.buildkite/pipeline.yml',
    beside: '.buildkite/gpu.yml',
    useBeside: 'Add a step:  command: buildkite-agent pipeline upload .buildkite/gpu.yml',
    storeSecret: 'Agents → your cluster → Secrets → New Secret, key GPU_SERVICE_TOKEN, value: the content of FILE',
  },
  {
    name: 'circleci',
    title: 'CircleCI',
    mark: '.circleci',
    template: 'circleci.yml',
    file: '.circleci/config.yml',
    beside: '.circleci/gpu.yml',
    useBeside: 'CircleCI reads .circleci/config.yml only: copy the job and its workflow entry there.',
    storeSecret: 'circleci context store-secret github YOUR_ORG gpu GPU_SERVICE_TOKEN < FILE',
  },
  {
    name: 'azure',
    title: 'Azure Pipelines',
    remote: /(^|\.)(dev\.azure\.com|visualstudio\.com)$/,
    template: 'azure-pipelines.yml',
    file: 'azure-pipelines.yml',
    beside: 'azure-pipelines.gpu.yml',
    useBeside: 'Create a pipeline: Pipelines → New → Existing YAML file → /azure-pipelines.gpu.yml',
    storeSecret:
      'Pipelines → Edit → Variables → New, name GPU_SERVICE_TOKEN, "Keep this value secret", value: the content of FILE',
  },
  {
    name: 'jenkins',
    title: 'Jenkins',
    template: 'Jenkinsfile',
    file: 'Jenkinsfile',
    beside: 'Jenkinsfile.gpu',
    useBeside: 'Create a pipeline job with the script path Jenkinsfile.gpu.',
    storeSecret:
      'Manage Jenkins → Credentials → Add: kind "Secret text", ID gpu-service-token, secret: the content of FILE',
  },
  {
    name: 'bitbucket',
    title: 'Bitbucket Pipelines',
    remote: /(^|\.)bitbucket\.org$/,
    template: 'bitbucket-pipelines.yml',
    file: 'bitbucket-pipelines.yml',
    beside: 'bitbucket-pipelines.gpu.yml',
    useBeside: 'Bitbucket reads bitbucket-pipelines.yml only: copy the step there.',
    storeSecret: 'Repository settings → Repository variables → GPU_SERVICE_TOKEN, Secured, value: the content of FILE',
  },
  {
    name: 'shell',
    title: 'a plain shell',
    template: 'shell.sh',
    file: 'gpu-run.sh',
    beside: 'gpu-ci-run.sh',
    useBeside: 'Run it: sh gpu-ci-run.sh',
    storeSecret: 'export GPU_SERVICE_TOKEN="$(cat FILE)"',
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
export async function detectRepository({ cwd, env }: KitWorld, named = ''): Promise<Repository> {
  const asked = await capture('git', ['remote', 'get-url', 'origin'], {
    cwd,
    env: childEnv(env, ''),
    timeoutMs: 10_000,
  });
  const { host: remoteHost, repository } = remoteOf(asked.code === 0 ? asked.stdout.trim() : '');
  const has = (path: string): boolean => existsSync(join(cwd, path));
  const rules: readonly (readonly [why: string, matches: (host: PipelineHost) => boolean])[] = [
    ['asked for', ({ name }) => name === named],
    ['by its files', ({ mark, file }) => has(mark ?? file)],
    // Without workflows the folder often holds only issue forms, so it counts after the files of other hosts.
    ['by its files', ({ name }) => name === 'github' && has('.github')],
    [`the remote is at ${remoteHost}`, ({ remote }) => remote?.test(remoteHost) === true],
    ['no file or remote of a CI system was found', ({ name }) => name === 'shell'],
  ];
  const [found] = rules.flatMap(([why, matches]) => {
    const host = PIPELINE_HOSTS.find(matches);
    return host === undefined ? [] : [{ host, why, remoteHost, repository }];
  });
  return found as Repository;
}

/** One word for a POSIX shell; unchanged if nothing in it needs quotes. */
export const quoteWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** The template with the command, the organization and the service account; '' leaves what the template has. */
export function pipelineText(host: PipelineHost, command: string, org: string, account: string): string {
  const text = readFileSync(join(packageRoot(), 'templates', host.template), 'utf8')
    .replaceAll('SERVICE-ACCOUNT', account)
    .replaceAll('python train.py', (example) => (command === '' ? example : quotedFor(host.name, command)));
  if (org === '') return text;
  return text
    .replaceAll(/gpu-ci (?:run|token rotate) (?=-)/g, `$&--org ${org} `)
    .replaceAll(/^( +)token: .*\n/gm, `$&$1org: ${org}\n`);
}

/** Outside of GitHub the command is quoted for the command line of `gpu-ci run`, so that only the shell on the pod expands it. */
function quotedFor(host: string, command: string): string {
  if (host === 'jenkins' && /['\\$]/.test(command)) {
    throw new BadCommand(
      '--command for Jenkins must not contain quotes, backslashes or dollar signs.',
      'Put the rest into a script in the repository.',
    );
  }
  const quoted = host === 'github' || /^[\w@%+=:,./ -]+$/.test(command) ? command : quoteWord(command);
  // `buildkite-agent pipeline upload` expands variables; two dollars are one.
  return host === 'buildkite' ? quoted.replaceAll('$', '$$$$') : quoted;
}

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

// What each host can do, for README's table. No adapter reads it: `__tests__/hosts/abilities.test.ts` asks the adapters whether it is true.

export const ABILITIES = ['mask', 'groups', 'notes', 'summary', 'artifact', 'metrics', 'outputs', 'comment'] as const;
export type Ability = (typeof ABILITIES)[number];

export interface HostAbilities {
  /** As in the registry. */
  readonly name: string;
  readonly title: string;
  /** In what way; absent where the host has none. */
  readonly has: Readonly<Partial<Record<Ability, string>>>;
  /** What ends the run of a job that is cancelled. */
  readonly cancel: string;
}

export const HEADINGS: Readonly<Record<Ability, string>> = {
  mask: 'hides the token while it runs',
  groups: 'groups in the log',
  notes: 'warnings and errors',
  summary: 'summary beside the run',
  artifact: 'report as artifact',
  metrics: "metrics as the host's own numbers",
  outputs: 'outputs to later steps',
  comment: 'comment and check',
};

export const HOST_ABILITIES: readonly HostAbilities[] = [
  {
    name: 'github',
    title: 'GitHub Actions',
    has: {
      mask: '`add-mask`',
      groups: 'yes',
      notes: 'annotations',
      summary: 'job summary',
      outputs: 'step outputs',
      comment: 'one sticky comment, one check run',
    },
    cancel: 'the run itself, then the post step',
  },
  {
    name: 'gitlab',
    title: 'GitLab CI',
    has: {
      groups: 'sections',
      summary: "a link in the job's side bar",
      artifact: '`gpu-ci-reports/`',
      metrics: 'in the merge request (OpenMetrics)',
      outputs: 'dotenv report',
    },
    cancel: 'the run itself, then `after_script`',
  },
  {
    name: 'buildkite',
    title: 'Buildkite',
    has: { mask: '`redactor`', groups: 'yes', summary: 'annotation', outputs: 'status and job id, as meta-data' },
    cancel: "the run itself, then the template's `trap`",
  },
  {
    name: 'circleci',
    title: 'CircleCI',
    has: {},
    cancel: 'the run itself; no later step runs',
  },
  {
    name: 'azure',
    title: 'Azure Pipelines',
    has: {
      mask: '`task.setsecret`',
      groups: 'yes',
      notes: 'issues',
      summary: 'uploaded',
      outputs: 'output variables',
    },
    cancel: 'the run itself, then an `always()` step',
  },
  {
    name: 'bitbucket',
    title: 'Bitbucket Pipelines',
    has: {
      summary: 'Code Insights report',
      artifact: '`gpu-ci-reports/`',
      metrics: 'in Code Insights',
      outputs: 'variables file',
    },
    cancel: 'the run itself, then `after-script`',
  },
  {
    name: 'jenkins',
    title: 'Jenkins',
    has: { artifact: '`gpu-ci-reports/`' },
    cancel: 'the run itself, then `post { always }`',
  },
  { name: 'generic', title: 'a plain shell', has: {}, cancel: "the run itself, then the template's `trap`" },
];

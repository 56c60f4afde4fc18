// The one table of verbs and flags: what the program accepts, and what `--help` shows.
import type { Traits } from '../generations.ts';

export interface Flag {
  name: string;
  short?: string;
  /** What the flag takes; none for a switch. */
  value?: string;
  many?: boolean;
  help: string;
  /** In which generations the flag exists; all, where nothing is said. */
  when?: (traits: Traits) => boolean;
}

export interface Verb {
  name: string;
  usage: string;
  help: string;
  flags: readonly Flag[];
  /** The first word that is no flag begins a command that is passed on untouched. */
  command?: boolean;
  when?: (traits: Traits) => boolean;
}

const json: Flag = { name: 'json', help: 'Print JSON on stdout', when: (traits) => traits.json };
const config: Flag = { name: 'config', value: 'FILE', help: 'Use this gpu.jsonc' };
const follow: Flag = { name: 'follow', short: 'f', help: 'Keep following' };
const tail: Flag = { name: 'tail', short: 'n', value: 'N', help: 'Only the last N lines' };

export const GLOBAL_FLAGS: readonly Flag[] = [
  { name: 'progress-style', value: 'STYLE', help: 'panel, pipeline, minimal or verbose' },
  { name: 'verbose', short: 'v', help: 'Say more' },
  { name: 'quiet', short: 'q', help: 'No progress' },
  { name: 'help', short: 'h', help: 'This text' },
];

const RUN: readonly Flag[] = [
  { name: 'detach', short: 'd', help: 'Submit the job and return' },
  { name: 'attach', short: 'a', value: 'JOB_ID', help: 'Attach to a job: its output from the start' },
  { name: 'cancel', value: 'JOB_ID', help: 'Cancel a job' },
  tail,
  { name: 'interactive', short: 'i', help: 'Run with a terminal' },
  { name: 'gpu-type', value: 'TYPE', help: 'GPU to run on' },
  { name: 'gpu-count', value: 'N', help: 'GPUs, 1 to 8' },
  { name: 'min-vram', value: 'GB', help: 'Least memory of a GPU' },
  { name: 'env', short: 'e', value: 'KEY=VALUE', many: true, help: 'Variable of the workload' },
  { name: 'publish', short: 'p', value: 'LOCAL:REMOTE', many: true, help: 'Forward a port' },
  {
    name: 'output',
    short: 'o',
    value: 'PATHS',
    many: true,
    help: 'Paths to bring back, in place of those in gpu.jsonc',
    when: (traits) => !traits.oldOutputs,
  },
  { name: 'outputs', value: 'PATHS', many: true, help: 'Paths to bring back', when: (traits) => traits.oldOutputs },
  { name: 'no-output', help: 'Bring nothing back' },
  { name: 'sync', help: 'Wait until the outputs are back' },
  { name: 'rebuild', help: 'Build the image anew' },
  { name: 'workdir', short: 'w', value: 'PATH', help: 'Folder of the workspace to run in' },
  { name: 'idle-timeout', value: 'DURATION', help: 'How long the pod stays warm, like 5m' },
  { ...config, short: 'c' },
  { name: 'yes', short: 'y', help: 'Ask nothing' },
  { ...json, when: (traits) => traits.detachJson, help: 'With --detach: print the job as JSON' },
];

export const VERBS: readonly Verb[] = [
  { name: 'run', usage: 'gpu run [FLAGS] [--] COMMAND…', help: 'Run a command on a GPU', flags: RUN, command: true },
  { name: 'attach', usage: 'gpu attach JOB_ID', help: 'Attach to a job', flags: [tail], when: (traits) => traits.json },
  {
    name: 'wait',
    usage: 'gpu wait JOB_ID',
    help: 'Wait for the end of a job',
    flags: [{ name: 'timeout', value: 'SECONDS', help: 'Longest time to wait' }, json],
    when: (traits) => traits.wait,
  },
  {
    name: 'logs',
    usage: 'gpu logs [-j JOB_ID]',
    help: 'Show the output of a job',
    flags: [
      { name: 'job', short: 'j', value: 'JOB_ID', help: 'The job; the newest one otherwise' },
      follow,
      tail,
      json,
    ],
  },
  {
    name: 'status',
    usage: 'gpu status',
    help: "Show this project's pods, jobs and costs",
    flags: [
      { ...json, when: () => true },
      { name: 'project', value: 'ID', help: 'Another project' },
      { name: 'all', help: 'The whole account' },
      { name: 'billing', help: 'Spend of the account' },
      config,
    ],
  },
  {
    name: 'stop',
    usage: 'gpu stop [POD_ID]',
    help: 'Stop a pod, or all pods of this project',
    flags: [
      { name: 'yes', short: 'y', help: 'Ask nothing' },
      { name: 'force', short: 'f', help: 'Ask nothing' },
      { name: 'pod-id', value: 'POD_ID', help: 'The pod' },
      { name: 'no-sync', help: 'Bring no outputs back first' },
      config,
    ],
  },
  {
    name: 'inventory',
    usage: 'gpu inventory',
    help: 'List GPUs and prices',
    flags: [
      { name: 'available', short: 'a', help: 'Only what can be had now' },
      { name: 'min-vram', value: 'GB', help: 'Least memory' },
      { name: 'max-price', value: 'USD', help: 'Highest price an hour' },
      { name: 'gpu-type', value: 'TYPE', help: 'Only this type' },
      json,
    ],
  },
  {
    name: 'instances',
    usage: 'gpu instances list|terminate POD_ID',
    help: 'Pods of the account',
    flags: [{ name: 'yes', short: 'y', help: 'Ask nothing' }, json],
  },
  { name: 'doctor', usage: 'gpu doctor', help: 'Check that all is in order', flags: [json] },
  { name: 'daemon', usage: 'gpu daemon status|start|stop|restart|logs', help: 'The local daemon', flags: [json] },
  { name: 'config', usage: 'gpu config show|validate', help: "This project's configuration", flags: [config, json] },
  { name: 'auth', usage: 'gpu auth status', help: 'Who is signed in', flags: [json] },
  {
    name: 'login',
    usage: 'gpu login [--email EMAIL]',
    help: 'Sign in',
    flags: [{ name: 'email', value: 'EMAIL', help: 'In place of the browser' }],
  },
  {
    name: 'logout',
    usage: 'gpu logout -y',
    help: 'Sign out',
    flags: [{ name: 'yes', short: 'y', help: 'Ask nothing' }],
  },
  {
    name: 'org',
    usage: 'gpu org VERB',
    help: 'Organizations and service accounts',
    flags: [],
    when: (traits) => traits.org,
  },
  { name: 'update', usage: 'gpu update', help: 'Update this program', flags: [{ name: 'check', help: 'Only look' }] },
];

export function findVerb(name: string, traits: Traits): Verb | undefined {
  return VERBS.find((verb) => verb.name === name && verb.when?.(traits) !== false);
}

export function flagsOf(verb: Verb, traits: Traits): Flag[] {
  return [...verb.flags.filter((flag) => flag.when?.(traits) !== false), ...GLOBAL_FLAGS];
}

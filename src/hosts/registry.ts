import { UserError } from '../model/errors.ts';
import { azure } from './azure.ts';
import { bitbucket } from './bitbucket.ts';
import { buildkite } from './buildkite.ts';
import { circleci } from './circleci.ts';
import { generic } from './generic.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import type { HostKind } from '../model/host.ts';
import { jenkins } from './jenkins.ts';

/** In order: the first that knows itself is the host. Jenkins after those that may drive it; a plain shell at the end. */
export const HOSTS: readonly HostKind[] = [github, gitlab, buildkite, circleci, azure, bitbucket, jenkins, generic];

/** The host of this environment; `GPU_CI_HOST` names one where that says too little or too much. */
export function hostOf(env: NodeJS.ProcessEnv): HostKind {
  const named = env['GPU_CI_HOST'] ?? '';
  const kind = HOSTS.find((one) => (named === '' ? one.detect(env) : one.name === named));
  if (kind !== undefined) return kind;
  const names = HOSTS.map(({ name }) => name).join(', ');
  throw new UserError(`GPU_CI_HOST is "${named}", which is no host that gpu-ci knows.`, `Set it to one of ${names}.`);
}

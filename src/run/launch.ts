import type { Launch } from '../model/gpu.ts';
import type { RunRequest } from '../request.ts';

/**
 * The request made concrete for one attempt.
 * @param argv the workload's command line in its wrapper.
 * @param env values of the bare names of the input `env`.
 */
export function launchOf(
  request: RunRequest,
  gpuType: string,
  argv: readonly string[],
  env: (name: string) => string | undefined,
): Launch {
  return {
    gpuType,
    gpuCount: request.gpuCount,
    minVram: request.minVram,
    env: request.env.flatMap(({ name, value }) => {
      const given = value ?? env(name);
      return given === undefined ? [] : [[name, given] as const];
    }),
    outputs: request.outputs,
    args: request.args,
    argv,
  };
}

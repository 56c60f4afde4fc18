// What a pod's disk holds before a job comes: its own `nvidia-smi`, a home, a place for workspaces.
import { chmodSync, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { asset } from './assets.ts';
import type { Job, Pod, World } from './types.ts';

const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

export const workspaceOf = (pod: Pod): string => join(pod.folder, 'gpu-cli-workspaces', pod.projectId);

export function furnish(world: World, pod: Pod): void {
  for (const folder of ['bin', 'etc', 'root', 'tmp']) mkdirSync(join(pod.folder, folder), { recursive: true });
  mkdirSync(workspaceOf(pod), { recursive: true });
  const { trace, mig, traceSpeed } = world.settings;
  if (trace !== 'none') {
    copyFileSync(asset(`pod/traces/${trace}.csv`), join(pod.folder, 'etc', 'trace.csv'));
    const facts = {
      GPU_NAME: pod.gpu.name,
      GPU_MEMORY: pod.gpu.memoryMib,
      GPU_COUNT: pod.gpuCount,
      GPU_SPEED: traceSpeed,
      GPU_MIG: mig ? 1 : 0,
      GPU_SEED: pod.podId.slice(0, 8),
    };
    const lines = Object.entries(facts).map(([key, value]) => `${key}='${value}'`);
    writeFileSync(join(pod.folder, 'etc', 'gpu'), `${lines.join('\n')}\n`);
    restartTrace(pod);
    program(pod, 'nvidia-smi', '', asset('pod/nvidia-smi'));
  }
  // Images for machine learning have `python`; a bare host may only have `python3`.
  if (!SYSTEM_PATH.some((folder) => existsSync(join(folder, 'python')))) {
    const folders = [...SYSTEM_PATH, ...(process.env['PATH'] ?? '').split(delimiter)];
    const python = folders.map((folder) => join(folder, 'python3')).find((path) => existsSync(path));
    if (python !== undefined) program(pod, 'python', `#!/bin/sh\nexec '${python}' "$@"\n`);
  }
}

function program(pod: Pod, name: string, text: string, copyOf?: string): void {
  const path = join(pod.folder, 'bin', name);
  if (copyOf === undefined) writeFileSync(path, text);
  else copyFileSync(copyOf, path);
  chmodSync(path, 0o755);
}

/** The recording begins anew when a workload starts on a pod that was idle. */
export function restartTrace(pod: Pod): void {
  writeFileSync(join(pod.folder, 'etc', 'trace-start'), `${Date.now()}\n`);
}

/** Exactly what a workload sees: nothing of the client's own environment but what `-e` names. */
export function environmentOf(pod: Pod, job: Job): Record<string, string> {
  const devices = Array.from({ length: pod.gpuCount }, (_, index) => String(index)).join(',');
  return {
    PATH: [join(pod.folder, 'bin'), ...SYSTEM_PATH].join(delimiter),
    HOME: join(pod.folder, 'root'),
    TMPDIR: join(pod.folder, 'tmp'),
    USER: 'root',
    LANG: 'C.UTF-8',
    SHELL: '/bin/bash',
    CUDA_VISIBLE_DEVICES: devices,
    NVIDIA_VISIBLE_DEVICES: devices,
    GPU_COUNT: String(pod.gpuCount),
    ...job.request.env,
  };
}

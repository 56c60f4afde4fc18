import { PassThrough } from 'node:stream';
import { sentenceOf } from '../../../src/model/errors.ts';
import { runProgram, type Engine } from '../../../src/kit/program.ts';
import { BadCommand, type KitWorld } from '../../../src/kit/world.ts';

export interface Ended {
  /** 2 for an invalid command line; its message is in `out`. */
  readonly code: number;
  /** stdout and stderr. */
  readonly out: string;
}

/** What a person at a terminal has. */
export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** The answers typed; without them stdin is not a terminal. */
  readonly typed?: string | undefined;
  readonly engine?: Engine;
}

const NO_ENGINE: Engine = {
  run: () => Promise.reject(new Error('not part of the kit')),
  cleanup: () => Promise.reject(new Error('not part of the kit')),
};

/** `gpu-ci …` in this process. */
export async function gpuCi(argv: readonly string[], terminal: Terminal): Promise<Ended> {
  const { env, cwd, typed, engine = NO_ENGINE } = terminal;
  const streams = { stdout: new PassThrough(), stderr: new PassThrough(), stdin: new PassThrough() };
  let out = '';
  for (const stream of [streams.stdout, streams.stderr]) {
    stream.on('data', (chunk: Buffer) => (out += chunk.toString()));
  }
  if (typed !== undefined) streams.stdin.end(typed);
  const world: KitWorld = { env, cwd, ...streams, isTTY: typed !== undefined };
  try {
    return { code: await runProgram(argv, world, engine), out };
  } catch (error) {
    if (!(error instanceof BadCommand)) throw error;
    return { code: 2, out: `${out}${sentenceOf(error)}\n` };
  }
}

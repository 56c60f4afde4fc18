/** Looks for a secret in every byte that a job left behind, plain or in the forms that masks do not cover. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { StepResult } from './step.ts';
import type { World } from './world.ts';

export interface Place {
  /** `file:…` under the job's root, or `step 2 (main, Name): outputs` and the like. */
  readonly where: string;
  readonly bytes: Buffer;
}
export interface Finding {
  readonly where: string;
  readonly form: 'raw' | 'base64' | 'base64url' | 'hex' | 'url' | 'form' | 'json';
  /** The surroundings, with the secret itself cut out. */
  readonly excerpt: string;
}

/** Every file below a folder that can be read. */
export const filesOf = (folder: string): readonly Place[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ where: `file:${relative(folder, path)}`, bytes: readFileSync(path) }));

export const bytesOf = (world: World, results: readonly StepResult[], finalLog: string): readonly Place[] => {
  const elsewhere = [world.home, world.toolCache].filter((folder) => relative(world.root, folder).startsWith('..'));
  const files = [world.root, ...elsewhere].flatMap(filesOf);
  const steps = results.flatMap((result, index) => {
    const parts: Record<string, string> = {
      log: result.log,
      'stdout and stderr before masking': result.unmasked,
      outputs: JSON.stringify(result.outputs),
      env: JSON.stringify(result.env),
      path: JSON.stringify(result.path),
      state: JSON.stringify(result.state),
      summary: result.summary ?? '',
      annotations: JSON.stringify(result.annotations),
    };
    return Object.entries(parts).map(([part, text]) => ({
      where: `step ${index + 1} (${result.phase}, ${result.name}): ${part}`,
      bytes: Buffer.from(text, 'utf8'),
    }));
  });
  return [...files, ...steps, { where: 'end of job: log', bytes: Buffer.from(finalLog, 'utf8') }];
};

/** The characters of the Base64 text that depend on the secret alone, whichever of three ways it is aligned. */
const base64Cores = (secret: string): string[] =>
  [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), Buffer.from(secret, 'utf8')]);
    const whole = padded.subarray(0, padded.length - (padded.length % 3)).toString('base64');
    return whole.slice(shift === 0 ? 0 : 4);
  });

const formsOf = (secret: string): readonly (readonly [Finding['form'], readonly string[]])[] => {
  const bytes = Buffer.from(secret, 'utf8');
  const hex = bytes.toString('hex');
  const percent = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  const encoded = encodeURIComponent(secret);
  const cores = base64Cores(secret).filter((core) => core.length >= 4);
  const url = cores.map((core) => core.replaceAll('+', '-').replaceAll('/', '_'));
  const lowerEscapes = encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
  return [
    ['raw', [secret]],
    ['base64', cores],
    ['base64url', url.filter((core) => !cores.includes(core))],
    ['hex', [hex, hex.toUpperCase()]],
    ['url', [encoded, lowerEscapes, percent, percent.toUpperCase()].filter((form) => form !== secret)],
    ['form', [new URLSearchParams({ '': secret }).toString().slice(1)].filter((form) => form !== secret)],
    ['json', [JSON.stringify(secret).slice(1, -1)].filter((form) => form !== secret)],
  ];
};

/**
 * All places where the secret appears raw, in Base64 (any alignment), base64url, hex or URL-encoded.
 * Lines before masking count, `add-mask` commands themselves do not.
 */
export const scanForSecret = (job: { everyByte(): readonly Place[] }, secret: string): readonly Finding[] => {
  if (secret === '') throw new Error('scanForSecret: the secret is empty');
  const forms = formsOf(secret);
  return job.everyByte().flatMap(({ where, bytes }) =>
    forms.flatMap(([form, texts]) =>
      texts.flatMap((text) => {
        const at = bytes.indexOf(text);
        if (at < 0) return [];
        const before = bytes.subarray(Math.max(0, at - 40), at).toString('utf8');
        const after = bytes.subarray(at + text.length, at + text.length + 20).toString('utf8');
        return [{ where, form, excerpt: `${before}<secret>${after}` }];
      }),
    ),
  );
};

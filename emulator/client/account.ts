// Who calls: the service token of the environment, else the login kept in ~/.gpu-cli/config.toml, and the active org.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Call } from './terminal.ts';

export interface Account {
  token: string | undefined;
  org: string | undefined;
}

const fileIn = (home: string): string => join(home, '.gpu-cli', 'config.toml');

/** The flat `key = "value"` lines of the file. */
function readSettings(home: string): Record<string, string> {
  const file = fileIn(home);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const found: Record<string, string> = {};
  for (const [, key = '', value = ''] of text.matchAll(/^(\w+)\s*=\s*"([^"]*)"\s*$/gm)) found[key] = value;
  return found;
}

/** Writes the file with these keys changed; an undefined value removes its key. */
export function changeSettings({ home }: Call, changes: Record<string, string | undefined>): void {
  const lines: string[] = [];
  for (const [key, value] of Object.entries({ ...readSettings(home), ...changes })) {
    if (value !== undefined) lines.push(`${key} = "${value}"`);
  }
  mkdirSync(dirname(fileIn(home)), { recursive: true });
  writeFileSync(fileIn(home), `${lines.join('\n')}\n`, { mode: 0o600 });
}

export function readAccount({ home, token }: Call): Account {
  const settings = readSettings(home);
  return { token: token ?? settings['token'], org: settings['org'] };
}

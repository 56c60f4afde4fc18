// Who calls: the service token of the environment, else the login kept in ~/.gpu-cli/config.toml, and the active org.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Account {
  token: string | undefined;
  org: string | undefined;
}

const file = (): string => join(homedir(), '.gpu-cli', 'config.toml');

/** The flat `key = "value"` lines of the file. */
export function readSettings(): Record<string, string> {
  const text = existsSync(file()) ? readFileSync(file(), 'utf8') : '';
  const found: Record<string, string> = {};
  for (const [, key = '', value = ''] of text.matchAll(/^(\w+)\s*=\s*"([^"]*)"\s*$/gm)) found[key] = value;
  return found;
}

/** Writes the file with these keys changed; an undefined value removes its key. */
export function changeSettings(changes: Record<string, string | undefined>): void {
  const lines: string[] = [];
  for (const [key, value] of Object.entries({ ...readSettings(), ...changes })) {
    if (value !== undefined) lines.push(`${key} = "${value}"`);
  }
  mkdirSync(dirname(file()), { recursive: true });
  writeFileSync(file(), `${lines.join('\n')}\n`, { mode: 0o600 });
}

export function readAccount(): Account {
  const settings = readSettings();
  const token = process.env['GPU_SERVICE_TOKEN'];
  return {
    token: token === undefined || token === '' ? settings['token'] : token,
    org: settings['org'],
  };
}

// Files that travel with the control plane: beside it in a built bundle, one folder up in a checkout.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

export function findAsset(path: string): string | undefined {
  return [join(here, path), join(here, '..', path)].find((place) => existsSync(place));
}

export function asset(path: string): string {
  const place = findAsset(path);
  if (place === undefined) throw new Error(`The emulator's file ${path} is missing beside ${here}.`);
  return place;
}

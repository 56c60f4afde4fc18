// Files that travel with the control plane: beside it in a built bundle; in a checkout one folder up, or built into `dist`.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

const PLACES = [here, join(here, '..'), join(here, '..', '..', 'dist', 'emulator')];

export function asset(path: string): string {
  const place = PLACES.map((folder) => join(folder, path)).find((file) => existsSync(file));
  if (place === undefined)
    throw new Error(`The emulator's file ${path} is missing beside ${here}. Run \`npm run build\`.`);
  return place;
}

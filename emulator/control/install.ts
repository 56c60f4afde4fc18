// The install script and the program, served as the real ones are: one script for `sh`, one file that runs.
import { readFileSync } from 'node:fs';
import { asset } from './assets.ts';
import { take } from './faults.ts';
import { profileOf, readProfile } from '../profiles.ts';
import type { World } from './types.ts';

/** `GPU_CLI_VERSION` pins a version; that variable is our assumption, the real script's is not published. */
export function installScript(world: World): string {
  const bash = take(world.faults, 'installer-in-bash', {}) !== undefined;
  const ordered = (kind: 'installer-with-sibling' | 'needs-user'): boolean =>
    take(world.faults, kind, {}) !== undefined;
  const sibling = ordered('installer-with-sibling');
  const needs = [...(sibling ? ['gpud'] : []), ...(ordered('needs-user') ? ['user'] : [])].join('-');
  return `#!/bin/${bash ? 'bash\nset -o pipefail; [[ -n "$BASH_VERSION" ]]' : 'sh'}
# Installs the GPU CLI of the local GPU cloud at ${world.url} into $HOME/.gpu-cli/bin.
set -eu
url="\${GPU_EMULATOR_URL:-${world.url}}/download/gpu/\${GPU_CLI_VERSION:-latest}${needs && `/${needs}`}"
folder="\${HOME:?HOME is not set}/.gpu-cli/bin"
mkdir -p "$folder"
partial="$folder/.gpu.$$"
trap 'rm -f "$partial"' EXIT
if command -v curl >/dev/null 2>&1; then curl -fsSL "$url" -o "$partial"
elif command -v wget >/dev/null 2>&1; then wget -q -O "$partial" "$url"
else echo "gpu: curl or wget is needed to install" >&2; exit 1
fi || { echo "gpu: download of $url failed" >&2; exit 1; }
chmod 755 "$partial"
mv -f "$partial" "$folder/gpu"
${sibling ? GPUD : ''}echo "gpu installed to $folder/gpu" >&2
`;
}

const GPUD = `printf '#!/bin/sh\\n' > "$folder/gpud"
chmod 755 "$folder/gpud"
`;

/** The beginning of a program that needs its daemon's program in its own folder, or `USER`. */
const NEEDS: Readonly<Record<string, string>> = {
  gpud: `-x ($0 =~ s{[^/]*$}{gpud}r) or do { print STDERR "✗ Failed to start the daemon: gpud is missing\\n"; exit 13 };`,
  user: `$ENV{USER} or do { print STDERR "✗ USER must be set\n"; exit 1 };`,
};

/** The program for `/download/gpu/VERSION`, or nothing if there is no such version. */
export function download(world: World, path: string): string | undefined {
  const [, version, needs = ''] = /^\/download\/gpu\/([\w.]+)(?:\/([\w-]+))?$/.exec(path) ?? [];
  if (version === undefined) return undefined;
  const own = readProfile(world.settings.profile);
  const profile = version === 'latest' ? own : profileOf(version, own);
  return profile === undefined
    ? undefined
    : readFileSync(asset('client/gpu.pl'), 'utf8')
        .replace('@URL@', world.url)
        .replace('@VERSION@', profile.version)
        .replace('@NEEDS@', () =>
          needs
            .split('-')
            .map((name) => NEEDS[name] ?? '')
            .join('\n'),
        );
}

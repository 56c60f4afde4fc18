import { realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { UserError } from '../model/errors.ts';
import { firstExecutable, foldersOfPath, installedFolder, matches, versionOf } from './places.ts';
import type { InstallWorld, Wish } from './places.ts';

export interface Installed {
  readonly bin: string;
  /** Folder to put on PATH; '' if it is there already. */
  readonly pathEntry: string;
}

/**
 * Finds GPU CLI on PATH or in `~/.gpu-cli/bin`; otherwise takes it from the tool cache or installs it.
 * @throws UserError if there is none or its digest is not the pinned one. A program with another digest is not run.
 */
export async function findOrInstall(wish: Wish, world: InstallWorld): Promise<Installed> {
  if (world.platform === 'win32')
    throw new UserError(
      'GPU CLI has no Windows build, so this step cannot run on a Windows runner.',
      'Use a Linux or macOS runner, for example `runs-on: ubuntu-latest`.',
    );
  const onPath = firstExecutable(foldersOfPath(world.env));
  for (const found of [onPath, firstExecutable([installedFolder(world.env)])]) {
    const bin = found === '' ? '' : await usable(realProgram(found), wish, world);
    if (bin !== '') return { bin, pathEntry: found === onPath ? '' : dirname(bin) };
  }
  const { installCli } = await import('./install.ts');
  const bin = await pinned(await installCli(wish, world), wish, world);
  return { bin, pathEntry: dirname(bin) };
}

/** The program to run, '' if another place must be looked at. */
async function usable(bin: string, wish: Wish, world: InstallWorld): Promise<string> {
  // Nobody knows which script installed it.
  if (wish.installSha256 !== '' && wish.cliSha256 === '') {
    world.info(`${bin} is not used: \`install-sha256\` pins the script that installs GPU CLI.`);
    return '';
  }
  try {
    // Its version is asked by running it, so the pinned digest comes first.
    const verified = await pinned(bin, wish, world);
    const fits = wish.cliVersion === 'latest' || matches(await versionOf(verified, world), wish.cliVersion);
    return fits ? verified : '';
  } catch (error) {
    if (wish.cliVersion === 'latest' || !(error instanceof UserError)) throw error;
    world.info(`${bin} is passed over and not run: its digest is not the one that \`cli-sha256\` pins.`);
    return '';
  }
}

/** Most runs pin no digest and load nothing for it. */
async function pinned(bin: string, { cliSha256 }: Wish, { tempDir }: InstallWorld): Promise<string> {
  if (cliSha256 === '') return bin;
  const { privateCopy } = await import('./digest.ts');
  return privateCopy(bin, cliSha256, tempDir);
}

/** A link is followed, so that the program finds what lies beside it. A launcher that serves many names is called by ours. */
function realProgram(bin: string): string {
  const real = realpathSync(bin);
  return basename(real) === 'gpu' ? real : bin;
}

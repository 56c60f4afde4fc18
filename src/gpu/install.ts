import { dirname, join } from 'node:path';
import {
  binOf,
  findCached,
  firstExecutable,
  foldersOfPath,
  installedFolder,
  programName,
  satisfies,
  type InstallWorld,
  type Wish,
} from './find.ts';

export interface Installed {
  readonly bin: string;
  /** Folder to put on PATH; '' where it is there already. */
  readonly pathEntry: string;
}

/**
 * Finds or installs the CLI: on PATH, in `~/.gpu-cli/bin`, in the tool cache, else by its install script.
 * @throws UserError when it cannot be had or its digest is not the pinned one. A digest that does not match is never run.
 */
export async function install(wish: Wish, world: InstallWorld): Promise<Installed> {
  const { env, platform } = world;
  const onPath = firstExecutable(foldersOfPath(env), platform);
  for (const bin of [onPath, firstExecutable([installedFolder(env)], platform)]) {
    if (bin === '') continue;
    // Its version is asked by running it, so what is pinned is compared first. Another digest may be another version's.
    try {
      await verify(bin, wish.cliSha256, 'cli-sha256');
    } catch (error) {
      if (wish.cliVersion === 'latest') throw error;
      world.info(`${bin} is passed over and not run: it has not the digest that \`cli-sha256\` pins.`);
      continue;
    }
    if (!(await satisfies(bin, wish, world))) continue;
    return { bin, pathEntry: bin === onPath ? '' : dirname(bin) };
  }
  const cached = findCached(wish, world);
  if (cached !== '') {
    const bin = join(binOf(cached), programName(platform));
    await verify(bin, wish.cliSha256, 'cli-sha256');
    world.info(`GPU CLI comes from the tool cache: ${cached}`);
    return { bin, pathEntry: dirname(bin) };
  }
  const { installFresh } = await import('./install-script.ts');
  const dir = await installFresh(wish, world);
  const bin = join(binOf(dir), programName(platform));
  // Another leg may have put its program there first.
  await verify(bin, wish.cliSha256, 'cli-sha256');
  return { bin, pathEntry: dirname(bin) };
}

/** Most runs pin no digest and load nothing for it. */
async function verify(file: string, wanted: string, input: string): Promise<void> {
  if (wanted === '') return;
  const { verify: compare } = await import('./digest.ts');
  await compare(file, wanted, input);
}

import { plural } from '../report/texts.ts';
import { checkAccount } from './doctor-account.ts';
import {
  checkCli,
  checkConfig,
  checkNetwork,
  checkProxies,
  checkToken,
  checkWorkspace,
  type Check,
} from './doctor-machine.ts';
import { print, withoutTokens, type KitWorld } from './world.ts';

/** Flags of `gpu-ci doctor`. */
export interface DoctorOptions {
  readonly installUrl: string;
  readonly org?: string;
  readonly json?: boolean;
}

const SIGNS: Readonly<Record<Check['state'], string>> = { ok: '✓', warning: '!', wrong: '✗', skipped: '-' };

/** `gpu-ci doctor`. It starts nothing and changes nothing. */
export async function doctor({ installUrl, org = '', json = false }: DoctorOptions, world: KitWorld): Promise<number> {
  const cli = await checkCli(world);
  const checks: readonly Check[] = [
    cli,
    checkToken(world),
    ...(await checkAccount(world, cli.state !== 'wrong', org)),
    checkConfig(world),
    ...(await checkWorkspace(world)),
    checkProxies(world),
    await checkNetwork(installUrl),
  ];
  const wrong = checks.filter(({ state }) => state === 'wrong').length;
  const healthy = wrong === 0;
  if (json) {
    world.stdout.write(`${withoutTokens(JSON.stringify({ healthy, checks }, null, 2))}\n`);
  } else {
    for (const { name, state, said, fix } of checks) {
      print(world, `${SIGNS[state]} ${name}: ${said}`, ...(fix === '' ? [] : [`    ${fix}`]));
    }
    print(world, '', healthy ? 'Healthy.' : `${plural(wrong, 'problem')} found.`);
  }
  return healthy ? 0 : 1;
}

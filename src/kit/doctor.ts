import { parseOptions, isSet, valueOf } from './options.ts';
import { checkCli, checkConfig, checkNetwork, checkProxies, checkToken, checkWorkspace, type Check } from './checks.ts';
import { checkAccount } from './account-checks.ts';
import type { VerbHelp } from './help.ts';
import { print, withoutTokens, type KitWorld } from './world.ts';

export const DOCTOR_HELP: VerbHelp = {
  name: 'doctor',
  help: 'Say what is wrong with this machine, token, organization, plan and config, and how to mend it',
  usage: ['gpu-ci doctor [--org SLUG] [--json]'],
  about: [
    'Looks at: GPU CLI and its version, the token and whether it is accepted, the organization, its plan, the session pool, ' +
      'gpu.jsonc, what would be sent to the pod, the network and proxies. Starts nothing and changes nothing.',
    'Exit code: 0 healthy, warnings included; 1 something must be mended.',
  ],
  options: [
    {
      name: 'org',
      takes: 'SLUG',
      help: 'Whether runs can be under this organization or sub-account; the active one where it is empty.',
    },
    { name: 'json', takes: '', help: 'Print JSON: { healthy, checks: [{ name, state, said, fix }] }.' },
    {
      name: 'install-url',
      takes: 'URL',
      help: 'The install script to reach; https://gpu-cli.sh/install.sh where it is empty.',
    },
  ],
};

const SIGNS: Readonly<Record<Check['state'], string>> = { ok: '✓', warning: '!', wrong: '✗', skipped: '-' };

/** `gpu-ci doctor`. */
export async function doctor(argv: readonly string[], world: KitWorld): Promise<number> {
  const flags = parseOptions('doctor', argv, DOCTOR_HELP.options);
  const installUrl = flags.values.get('install-url')?.[0] ?? 'https://gpu-cli.sh/install.sh';
  const cli = await checkCli(world);
  const checks: readonly Check[] = [
    cli,
    checkToken(world),
    ...(await checkAccount(world, cli.state !== 'wrong', valueOf(flags, 'org'))),
    checkConfig(world),
    ...(await checkWorkspace(world)),
    checkProxies(world),
    await checkNetwork(world, installUrl),
  ];
  const healthy = checks.every(({ state }) => state !== 'wrong');
  if (isSet(flags, 'json')) {
    world.stdout.write(`${withoutTokens(JSON.stringify({ healthy, checks }, null, 2))}\n`);
    return healthy ? 0 : 1;
  }
  for (const { name, state, said, fix } of checks) {
    print(world, `${SIGNS[state]} ${name}: ${said}`, ...(fix === '' ? [] : [`    ${fix}`]));
  }
  const wrong = checks.filter(({ state }) => state === 'wrong').length;
  print(
    world,
    '',
    healthy ? 'Healthy.' : wrong === 1 ? 'One thing must be mended.' : `${wrong} things must be mended.`,
  );
  return healthy ? 0 : 1;
}

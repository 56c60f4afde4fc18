import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sentenceOf, UserError } from '../model/errors.ts';
import { splitWords } from '../model/rules.ts';
import { withoutTokens } from '../model/secrets.ts';
import { VERSION } from '../version.ts';
import type { CreateOptions, RevokeOptions, RotateOptions } from './accounts.ts';
import type { DoctorOptions } from './doctor.ts';
import type { InitOptions } from './init.ts';
import { PIPELINE_HOSTS, WORKFLOWS } from './pipelines.ts';
import type { PreviewOptions } from './preview.ts';
import { flagsOf, inputsOf, runCommand, warnOfUnknownVariables, type Flags } from './run-command.ts';
import { BadCommand, packageRoot, uninterrupted, type KitWorld } from './world.ts';

/** The commands that are not part of the kit. */
export interface Engine {
  /** Gets inputs by name; a list has one item per line. */
  run(flags: Flags): Promise<number>;
  cleanup(flags: Flags): Promise<number>;
}

/**
 * `gpu-ci …`.
 * @returns the exit code.
 * @throws BadCommand before anything is done if a flag, a value or a command is invalid.
 */
export async function runProgram(argv: readonly string[], world: KitWorld, engine: Engine): Promise<number> {
  let code = 0;
  // Errors are thrown, so that one place prints them.
  const program = new Command('gpu-ci')
    .exitOverride()
    .configureOutput({ writeOut: (text) => void world.stdout.write(text), writeErr: () => undefined })
    .description('Run workloads on cloud GPUs from any CI system.')
    .version(`gpu-ci ${VERSION}`)
    .addHelpText('after', '\nStart with: gpu-ci init --dry-run');
  const run = runCommand(program).action(async (words: readonly string[]) => {
    const flags = inputsOf(run, words, argv);
    warnOfUnknownVariables(world);
    code = await engine.run(flags);
  });
  const cleanup = addCleanup(program).action(async () => {
    code = await engine.cleanup(flagsOf(cleanup));
  });
  addKit(program, world, (work) => async (...given) => {
    code = await work(...given).catch((error: unknown) => {
      if (!(error instanceof UserError) || error instanceof BadCommand) throw error;
      world.stderr.write(`gpu-ci: ${withoutTokens(sentenceOf(error))}\n`);
      return 1;
    });
  });
  // `help run` of commander ends with the exit code of an error.
  const asked = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  try {
    await program.parseAsync(asked, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0) throw asBadCommand(error);
  }
  return code;
}

function asBadCommand({ code, message }: CommanderError): BadCommand {
  if (code === 'commander.help') return new BadCommand('A command is missing.', 'See gpu-ci --help.');
  // What follows `=` in an unknown flag may be a secret.
  return new BadCommand(message.replace(/^error: (unknown option '[^=']*)=.*'/s, "$1'").replace(/^error: /, ''));
}

const addCleanup = (program: Command): Command =>
  program
    .command('cleanup')
    .description('end what the runs of this CI job left; for the after-hook of a CI system')
    .option('--state <FILE>', 'the file given to `gpu-ci run --state`')
    .option('--force', 'also end runs whose process is still running, for example in another terminal')
    .addHelpText(
      'after',
      `
Reads what each gpu-ci run of this job saved, ends its job and pod if they still exist, and checks that they are gone. It is
safe to call it always, and twice.

Exit code: 0 done, also if a warning reports what may still exist; 1 a run is still running and was left alone, or its
state cannot be read; 2 invalid flags, or a file that is not a state file.`,
    );

const checked =
  (valid: (value: string) => boolean, example: string) =>
  (value: string): string => {
    if (valid(value)) return value;
    throw new InvalidArgumentError(`For example ${example}.`);
  };
const matching = (pattern: RegExp, example: string) => checked((value) => pattern.test(value), example);

const org = (help: string): Option =>
  new Option('--org <SLUG>', `${help} (default: the active one)`).argParser(
    matching(/^[a-z0-9][a-z0-9-]*$/, '--org my-team'),
  );
const ACCOUNT_ORG = 'organization or sub-account of the service account; your own active organization does not change';
const repo = (): Option =>
  new Option('--repo <OWNER/NAME>', 'repository on GitHub (default: the git remote `origin`)').argParser(
    matching(/^[\w.-]+\/[\w.-]+$/, '--repo my-org/my-repo'),
  );
const TOKEN_FILE = 'write the token to this new file, mode 0600, instead of a secret store';
const NAME = 'name of the service account';
const YES = 'do not ask';

type Kit = <A extends readonly unknown[]>(work: (...given: A) => Promise<number>) => (...given: A) => Promise<void>;

function addKit(program: Command, world: KitWorld, kit: Kit): void {
  program
    .command('init')
    .description('set up a GPU pipeline here: service account, secret, workflow, gpu.jsonc')
    .addOption(
      new Option('--host <NAME>', 'the CI system (default: detected)').choices(PIPELINE_HOSTS.map(({ name }) => name)),
    )
    .addOption(new Option('--template <NAME>', 'workflow on GitHub').choices([...WORKFLOWS]).default(WORKFLOWS[0]))
    .option('--name <NAME>', `${NAME} (default: HOST-REPOSITORY)`)
    .addOption(org(ACCOUNT_ORG))
    .addOption(
      new Option('--command <COMMAND>', 'what the workflow runs on the pod (default: python train.py)').argParser(
        matching(/^[^\r\n]*$/, '--command "python train.py"; put several lines into a script'),
      ),
    )
    .addOption(repo())
    .option('--token-file <PATH>', TOKEN_FILE)
    .option('--yes', YES)
    .option('--dry-run', 'show the changes and do not make them')
    .addHelpText(
      'after',
      `
On GitHub the secret is stored through the API, with the token in GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write").
On other CI systems, use --token-file; init prints the next steps. The service token is not printed.
If its token cannot be stored, the new account is revoked. A second run changes nothing.

Exit code: 0 done, or nothing to do; 1 not done, with the reason; 2 invalid flags.`,
    )
    .action(kit(async (options: InitOptions) => (await import('./init.ts')).init(options, world)));
  addToken(program, world, kit);
  program
    .command('doctor')
    .description('check GPU CLI, token, organization, plan, project and network, and say how to fix problems')
    .addOption(org('organization or sub-account of the runs'))
    .option('--json', 'print JSON: { healthy, checks: [{ name, state, said, fix }] }')
    .addOption(
      new Option('--capture <FILE>', 'write what GPU CLI shows to a new file, without names, ids and tokens').conflicts(
        'compare',
      ),
    )
    .option('--spend', 'with --capture: also run two short jobs on one pod; asks first')
    .option('--yes', 'with --spend: do not ask')
    .option('--compare <FILE>', 'list what a capture means for this action')
    .addHelpText(
      'after',
      `
The network check requests the install script (GPU_CI_INSTALL_URL, default https://gpu-cli.sh/install.sh).

Exit code: 0 healthy, also with warnings; 1 problems were found, or a captured fact breaks this action; 2 invalid flags.`,
    )
    .action(kit(async (options: DoctorOptions) => (await import('./doctor.ts')).doctor(options, world)));
  program
    .command('preview <report>')
    .description('show a run report as GitHub would, as one HTML page')
    .option('--output <FILE>', 'file for the page (default: stdout)')
    .addOption(new Option('--view <VIEW>', 'what to show').choices(['summary', 'comment']).default('summary'))
    .addHelpText(
      'after',
      `
Diagrams are drawn if mermaid is installed: npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview REPORT.json

Exit code: 0 rendered; 1 not a run report; 2 invalid flags.`,
    )
    .action(
      kit(async (report: string, options: PreviewOptions) =>
        (await import('./preview.ts')).previewFile(report, options, world),
      ),
    );
  program
    .command('emulate [flags...]')
    .description('start the emulator of GPU CLI, to try a pipeline without cost; see gpu-ci emulate --help')
    // The emulator is a program of its own, with its own help and checks.
    .helpOption(false)
    .allowUnknownOption()
    .action(kit((flags: readonly string[]) => emulate(flags)));
}

function addToken(program: Command, world: KitWorld, kit: Kit): void {
  const accounts = () => import('./accounts.ts');
  const token = program
    .command('token')
    .description('create, list, rotate and revoke service tokens, without printing one');
  const verb = (name: string, help: string): Command =>
    token.command(name).description(help).addOption(org(ACCOUNT_ORG));
  const storing = (command: Command): Command =>
    command
      .requiredOption('--name <NAME>', NAME)
      .addOption(
        new Option('--secret <NAME>', 'name of the secret')
          .default('GPU_SERVICE_TOKEN')
          .argParser(matching(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i, '--secret GPU_SERVICE_TOKEN')),
      )
      .addOption(repo())
      .option('--token-file <PATH>', TOKEN_FILE)
      .option('--yes', YES);
  storing(verb('create', 'create a service account and store its token'))
    .addHelpText('after', '\nExample: gpu-ci token create --name nightly --token-file ~/gpu-token')
    .action(kit(async (options: CreateOptions) => (await accounts()).create(options, world)));
  verb('list', 'list the service accounts').action(
    kit(async (options: { readonly org?: string }) => (await accounts()).list(options, world)),
  );
  storing(verb('rotate', 'replace the token of a service account'))
    .addOption(
      new Option(
        '--prove <PROOF>',
        '`run` runs `true` on a pod, which costs about a minute; `sign-in` asks GPU CLI if it accepts the token; anything ' +
          'else is a command that ends with 0 if the token in GPU_SERVICE_TOKEN works',
      )
        .default('run')
        .argParser(checked((value) => splitWords(value) !== undefined, "--prove 'sh check.sh'")),
    )
    .addHelpText(
      'after',
      `
Creates a new service account with the same name, proves that its token works, stores the token, and then revokes the old
account. If the proof or the storing fails, the new account is revoked, and the old token still works. With --token-file,
you revoke the old account yourself once the new token is in place.

Exit code: 0 done; 1 not done, with the reason and the state of the accounts; 2 invalid flags.
Example: gpu-ci token rotate --name github-my-repo --prove sign-in`,
    )
    .action(kit(async (options: RotateOptions) => (await accounts()).rotate(options, world)));
  verb('revoke', 'revoke a service account; its token stops at once')
    .argument('<id>', 'id of the service account, sa_…', (id) => {
      if (/^sa_\w+$/.test(id)) return id;
      throw new BadCommand(
        id.startsWith('gpt_')
          ? 'That is a token. Revoke its service account by id.'
          : `Invalid id ${JSON.stringify(id)}.`,
        'gpu-ci token list shows the ids, sa_….',
      );
    })
    .option('--yes', YES)
    .action(kit(async (id: string, options: RevokeOptions) => (await accounts()).revoke(id, options, world)));
}

async function emulate(flags: readonly string[]): Promise<number> {
  const root = packageRoot();
  const program = [join(root, 'dist', 'emulator', 'serve.js'), join(root, 'emulator', 'serve.ts')].find(existsSync);
  if (program === undefined) throw new UserError('The emulator is missing.', 'Install @gpu-cli/run-action again.');
  return uninterrupted(async (interrupted) => {
    const child = spawn(process.execPath, [program, ...flags], { stdio: ['ignore', 'inherit', 'inherit'] });
    interrupted.addEventListener('abort', () => child.kill());
    const [code] = (await once(child, 'close')) as [number | null];
    return code ?? 1;
  });
}

import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { sentenceOf, UserError } from '../model/errors.ts';
import { splitWords } from '../model/rules.ts';
import type { DoctorOptions } from './doctor.ts';
import type { InitOptions } from './init.ts';
import { PIPELINE_HOSTS, WORKFLOWS } from './pipelines.ts';
import type { PreviewFlags } from './preview.ts';
import { addRun, asBadCommand, flagsOf, silent, split, warnOfUnknownVariables, type Flags } from './run-command.ts';
import type { TokenOptions } from './token.ts';
import { BadCommand, packageVersion, withoutTokens, type KitWorld } from './world.ts';

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
  const { words, workload } = split(argv);
  const program = silent(new Command('gpu-ci'), world)
    .description('Run workloads on cloud GPUs from any CI system.')
    .version(`gpu-ci ${packageVersion(world)}`)
    .addHelpText('after', '\nStart with: gpu-ci init --dry-run');
  const within = (name: string, work: () => Promise<number>) => async (): Promise<void> => {
    if (workload !== undefined) throw new BadCommand(`gpu-ci ${name} takes no words after --.`);
    code = await work().catch((error: unknown) => {
      if (!(error instanceof UserError) || error instanceof BadCommand) throw error;
      world.stderr.write(`gpu-ci ${name}: ${withoutTokens(sentenceOf(error))}\n`);
      return 1;
    });
  };
  addRun(program, workload, async (flags) => {
    warnOfUnknownVariables(world);
    code = await engine.run(flags);
  });
  const cleanup = addCleanup(program).action(async () => {
    if (workload !== undefined) throw new BadCommand('gpu-ci cleanup takes no words after --.');
    code = await engine.cleanup(flagsOf(cleanup));
  });
  addKit(program, world, within);
  // The emulator is a program of its own, with its own help and checks.
  program
    .command('emulate [flags...]')
    .description('start the emulator of GPU CLI, to try a pipeline without cost; see gpu-ci emulate --help')
    .helpOption(false)
    .allowUnknownOption()
    .action((flags: readonly string[]) =>
      within('emulate', async () => (await import('./emulate.ts')).emulate(flags, world))(),
    );
  // `help run` of commander ends with the exit code of an error.
  const asked = words[0] === 'help' ? [...words.slice(1), '--help'] : [...words];
  await parsed(() => program.parseAsync(asked, { from: 'user' }));
  return code;
}

async function parsed(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return;
    throw asBadCommand(error);
  }
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

type Within = (name: string, work: () => Promise<number>) => () => Promise<void>;

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
const host = (help: string): Option =>
  new Option('--host <NAME>', `${help} (default: detected)`).choices(PIPELINE_HOSTS.map(({ name }) => name));
const repo = (): Option =>
  new Option('--repo <OWNER/NAME>', 'repository on GitHub (default: the git remote `origin`)').argParser(
    matching(/^[\w.-]+\/[\w.-]+$/, '--repo my-org/my-repo'),
  );
const secret = (): Option =>
  new Option('--secret <NAME>', 'name of the secret')
    .default('GPU_SERVICE_TOKEN')
    .argParser(matching(/^(?!GITHUB_)[A-Z_][A-Z0-9_]*$/i, '--secret GPU_SERVICE_TOKEN'));
const TOKEN_FILE = 'write the token to this new file, mode 0600, instead of a secret store';

function addKit(program: Command, world: KitWorld, within: Within): void {
  program
    .command('init')
    .description('set up a GPU pipeline here: service account, secret, workflow, gpu.jsonc')
    .addOption(host('the CI system'))
    .addOption(new Option('--template <NAME>', 'workflow on GitHub').choices([...WORKFLOWS]).default(WORKFLOWS[0]))
    .option('--name <NAME>', 'name of the service account (default: HOST-REPOSITORY)')
    .addOption(org(ACCOUNT_ORG))
    .addOption(
      new Option('--command <COMMAND>', 'what the workflow runs on the pod (default: python train.py)').argParser(
        matching(/^[^\r\n]*$/, '--command "python train.py"; put several lines into a script'),
      ),
    )
    .addOption(secret())
    .addOption(repo())
    .option('--token-file <PATH>', TOKEN_FILE)
    .option('--yes', 'do not ask')
    .option('--dry-run', 'show the changes and do not make them')
    .addHelpText(
      'after',
      `
On GitHub the secret is stored through the API, with the token in GH_TOKEN or GITHUB_TOKEN (permission "Secrets: write").
On other CI systems, use --token-file; init prints the next steps. The service token is not printed.
If a step fails after the service account was created, the account is revoked. A second run changes nothing.

Exit code: 0 done, or nothing to do; 1 not done, with the reason; 2 invalid flags.`,
    )
    .action((options: InitOptions) => within('init', async () => (await import('./init.ts')).init(options, world))());
  addToken(program, world, within);
  program
    .command('doctor')
    .description('check GPU CLI, token, organization, plan, project and network, and say how to fix problems')
    .addOption(org('organization or sub-account of the runs'))
    .option('--json', 'print JSON: { healthy, checks: [{ name, state, said, fix }] }')
    .option('--install-url <URL>', 'install script to reach', 'https://gpu-cli.sh/install.sh')
    .addHelpText('after', '\nExit code: 0 healthy, also with warnings; 1 problems were found; 2 invalid flags.')
    .action((options: DoctorOptions) =>
      within('doctor', async () => (await import('./doctor.ts')).doctor(options, world))(),
    );
  program
    .command('preview <report>')
    .description('show a run report as GitHub would, as one HTML page')
    .option('--output <FILE>', 'file for the page (default: stdout)')
    .addOption(new Option('--view <VIEW>', 'what to show').choices(['summary', 'comment']).default('summary'))
    .addOption(new Option('--theme <THEME>', "(default: the reader's)").choices(['light', 'dark']))
    .addHelpText(
      'after',
      `
Diagrams are drawn if mermaid is installed: npx -p @gpu-cli/run-action@1 -p mermaid@11 gpu-ci preview REPORT.json

Exit code: 0 rendered; 1 not a run report; 2 invalid flags.`,
    )
    .action((report: string, options: PreviewFlags) =>
      within('preview', async () => (await import('./preview.ts')).previewFile(report, options, world))(),
    );
}

function addToken(program: Command, world: KitWorld, within: Within): void {
  const token = program
    .command('token')
    .description('create, list, rotate and revoke service tokens, without printing one to a log');
  const place = (command: Command): Command =>
    command
      .addOption(secret())
      .addOption(repo())
      .addOption(host('the CI system, for the next steps'))
      .option('--token-file <PATH>', TOKEN_FILE)
      .option('--show', 'show the token on this terminal, once')
      .option('--yes', 'do not ask');
  place(
    token
      .command('create')
      .description('create a service account and store its token')
      .requiredOption('--name <NAME>', 'name of the service account')
      .addOption(org(ACCOUNT_ORG)),
  )
    .addHelpText('after', '\nExample: gpu-ci token create --name nightly --token-file ~/gpu-token')
    .action((options: TokenOptions) =>
      within('token create', async () => (await import('./token.ts')).create(options, world))(),
    );
  token
    .command('list')
    .description('list the service accounts')
    .addOption(org('organization or sub-account'))
    .action((options: TokenOptions) =>
      within('token list', async () => (await import('./token.ts')).list(options, world))(),
    );
  place(
    token
      .command('rotate')
      .description('replace the token of a service account')
      .option('--name <NAME>', 'name of the service account')
      .option('--id <ID>', 'its id, if several have the name')
      .addOption(org(ACCOUNT_ORG))
      .addOption(
        new Option(
          '--prove <PROOF>',
          '`run` runs `true` on a pod, which costs about a minute; `sign-in` asks GPU CLI if it accepts the token; anything ' +
            'else is a command that ends with 0 if the token in GPU_SERVICE_TOKEN works',
        )
          .default('run')
          .argParser(checked((value) => splitWords(value) !== undefined, "--prove 'sh check.sh'")),
      ),
  )
    .addHelpText(
      'after',
      `
Creates a new service account with the same name, proves that its token works, stores the token, and then revokes the old
account. If the proof or the storing fails, the new account is revoked, and the old token still works. With --token-file
or --show, you revoke the old account yourself once the new token is in place.

Exit code: 0 done; 1 not done, with the reason and the state of the accounts; 2 invalid flags.
Example: gpu-ci token rotate --name github-my-repo --prove sign-in`,
    )
    .action((options: TokenOptions) => {
      if (options.name === undefined && options.id === undefined)
        throw new BadCommand('--name NAME or --id ID is missing.', 'gpu-ci token list shows them.');
      return within('token rotate', async () => (await import('./token.ts')).rotate(options, world))();
    });
  token
    .command('revoke')
    .description('revoke a service account; its token stops at once')
    .argument('<id>', 'id of the service account, sa_…', (id) => {
      if (/^sa_\w+$/.test(id)) return id;
      throw new BadCommand(
        id.startsWith('gpt_')
          ? 'That is a token. Revoke its service account by id.'
          : `Invalid id ${JSON.stringify(id)}.`,
        'gpu-ci token list shows the ids, sa_….',
      );
    })
    .addOption(org('organization or sub-account'))
    .option('--yes', 'do not ask')
    .action((id: string, options: TokenOptions) =>
      within('token revoke', async () => (await import('./token.ts')).revoke(id, options, world))(),
    );
}

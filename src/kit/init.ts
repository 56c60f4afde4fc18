import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { applyEdits, modify, parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../model/errors.ts';
import { fields } from '../gpu/parse.ts';
import { accountFlags, mayReplace, withAccounts, type ServiceAccounts } from './accounts.ts';
import { detectRepository, pipelineText, withWorkflow, type PipelineHost } from './pipelines.ts';
import { chooseStore, printNextSteps, type SecretStore, type StoreOptions } from './secret-store.ts';
import { confirmed, print, uninterrupted, type KitWorld } from './world.ts';

/** Flags of `gpu-ci init`. */
export interface InitOptions extends StoreOptions {
  readonly template: string;
  readonly host?: string;
  readonly name?: string;
  readonly org?: string;
  readonly command?: string;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

/** A file that init writes. If nothing changes, `before` and `after` are the same. */
interface PlannedFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
  /** What is left to the user. */
  readonly note?: string;
}

interface Plan {
  readonly host: PipelineHost;
  readonly files: readonly PlannedFile[];
  /** Or why there is none: then no account is created. */
  readonly store: SecretStore | string;
  /** Name of the service account. */
  readonly name: string;
  /** Flags of `gpu-ci token` that name it. */
  readonly account: string;
}

/** `gpu-ci init`. */
export async function init(options: InitOptions, world: KitWorld): Promise<number> {
  const { org, template } = options;
  const where = await detectRepository(world, options.host);
  print(world, `CI system: ${where.host.title} (${where.why})`);
  const project = projectName(where.repository, world.cwd);
  const name = options.name ?? `${where.host.name}-${project}`;
  const host = withWorkflow(where.host, template);
  const command = options.command?.trim() ?? '';
  const text = pipelineText(host, command, org ?? '', name);
  const { cwd } = world;
  const files = [
    planPipeline(cwd, host, text, command !== '' || org !== undefined),
    planConfig(cwd, project),
    planIgnore(cwd),
  ];
  const plan = { host, files, store: chooseStore(world, where, options), name, account: accountFlags(name, org) };
  if (typeof plan.store === 'string') return setUp(world, plan, options);
  return withAccounts(world, org, (accounts) => setUp(world, plan, options, accounts));
}

const projectName = (repository: string, cwd: string): string =>
  basename(repository === '' ? resolve(cwd) : repository)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .slice(0, 48);

async function setUp(world: KitWorld, plan: Plan, options: InitOptions, accounts?: ServiceAccounts): Promise<number> {
  const { host, files, store, name, account } = plan;
  const { yes, dryRun = false } = options;
  const exists = ((await accounts?.named(name)) ?? []).length > 0;
  const changed = files.filter(({ before, after }) => before !== after);
  printPlan(world, plan, exists, changed);
  // A dry run sends the user's token nowhere, and neither does a run whose plan was not confirmed.
  if (dryRun) {
    print(world, 'Dry run: nothing was changed.');
    return 0;
  }
  const creates = !exists && accounts !== undefined;
  const hint = 'Use --yes, or --dry-run to preview.';
  if ((creates || changed.length > 0) && !(await confirmed(world, 'Continue?', yes, hint))) {
    print(world, 'Nothing was changed.');
    return 1;
  }
  if (accounts !== undefined && typeof store !== 'string') {
    const hasToken = await store.check();
    if (exists && !hasToken) throw lostToken(store, plan);
    if (creates && hasToken && !(await mayReplace(world, store, yes))) return 1;
    if (creates) {
      const { id } = await uninterrupted(() => accounts.createInto(store, name, []));
      print(world, `Created service account ${id}. Its token is stored: ${store.title}`);
    }
  }
  // Last: what fails before leaves no file, and after a failure here a second run goes on.
  writeFiles(world.cwd, changed);
  const paths = changed.map(({ path }) => path).join(', ');
  if (paths !== '') print(world, `Written: ${paths}`);
  print(world, ...files.map(({ note = '' }) => note).filter(Boolean));
  if (!exists) printNextSteps(world, host, store, account);
  if (paths !== '') print(world, '', `Done. Commit ${paths} and push.`);
  else print(world, creates ? 'Done.' : 'Nothing to do.');
  return 0;
}

function printPlan(world: KitWorld, plan: Plan, exists: boolean, changed: readonly PlannedFile[]): void {
  const { name, store, account } = plan;
  if (exists) {
    print(world, `Service account: "${name}" exists. If its token is lost: gpu-ci token rotate ${account}`);
  } else if (typeof store === 'string') {
    print(world, `Service account: not created here, since ${store}.`);
  } else {
    print(world, `Service account: "${name}", new`, `Its token goes to: ${store.title}`);
  }
  for (const { path, before, after } of changed) {
    const from = before === undefined ? '/dev/null' : `a/${path}`;
    const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
    const patch = createTwoFilesPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, options);
    print(world, '', patch.trimEnd());
  }
  print(world, '');
}

/** A second account would hide that the token of the first is lost: only a rotation replaces a token. */
function lostToken({ title, path }: SecretStore, { name, account }: Plan): UserError {
  const where = path === '' ? `the ${title} does not` : 'its token cannot be read again';
  return new UserError(
    `The service account "${name}" exists, but ${where}.`,
    `Replace its token: gpu-ci token rotate ${account}${path === '' ? '' : ` --token-file ${path}`}`,
  );
}

function writeFiles(cwd: string, files: readonly PlannedFile[]): void {
  for (const { path, before, after } of files) {
    const file = join(cwd, path);
    mkdirSync(dirname(file), { recursive: true });
    refuseLinks(cwd, path);
    const mode = after.startsWith('#!') ? 0o755 : 0o644;
    writeFileSync(file, after, { mode, flag: before === undefined ? 'wx' : 'w' });
  }
}

/** A link in the checkout may lead out of it, to a file that a pipeline must not replace. */
function refuseLinks(cwd: string, path: string): void {
  const parts = path.split('/');
  for (const [at] of parts.entries()) {
    const part = parts.slice(0, at + 1).join('/');
    if (lstatSync(join(cwd, part), { throwIfNoEntry: false })?.isSymbolicLink() === true) {
      throw new UserError(`${part} is a link, and init does not write through links.`, 'Remove the link.');
    }
  }
}

function readFile(cwd: string, path: string): string | undefined {
  refuseLinks(cwd, path);
  return existsSync(join(cwd, path)) ? readFileSync(join(cwd, path), 'utf8') : undefined;
}

/** Marks a file that init wrote. */
const MARK = 'Made by gpu-ci init';

/**
 * The pipeline file of the host, or one beside it if that file is the user's. Users edit the file that init wrote, so it is
 * written again only with a flag that changes it.
 */
function planPipeline(cwd: string, host: PipelineHost, after: string, again: boolean): PlannedFile {
  const own = readFile(cwd, host.file);
  const isOurs = own === undefined || own === after || own.includes(MARK);
  const [path, note] = isOurs ? [host.file, ''] : [host.beside, host.useBeside];
  const before = isOurs ? own : readFile(cwd, path);
  if (before === undefined || before === after || again) return { path, before, after, note };
  const kept = `${path} exists and is kept. To replace it, use --command or --org, or remove it.`;
  return { path, before, after: before, note: kept };
}

/** Parses JSON with comments and trailing commas. @throws SyntaxError with line and column. */
export function parseJsonc(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '');
  const errors: ParseError[] = [];
  let value: unknown;
  try {
    value = parse(plain, errors, { allowTrailingComma: true });
  } catch (error) {
    if (error instanceof RangeError) throw new SyntaxError('nested too deeply', { cause: error });
    throw error;
  }
  const [first] = errors;
  if (first === undefined) return value;
  const lines = plain.slice(0, first.offset).split('\n');
  const what = printParseErrorCode(first.error).replace(/\B[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  throw new SyntaxError(`line ${lines.length}, column ${String(lines.at(-1)).length + 1}: ${what.toLowerCase()}`);
}

/** Another file that configures the project; '' if there is none. */
export function otherConfig(cwd: string): string {
  const pyproject = join(cwd, 'pyproject.toml');
  if (existsSync(join(cwd, 'gpu.toml'))) return 'gpu.toml';
  return existsSync(pyproject) && readFileSync(pyproject, 'utf8').includes('[tool.gpu') ? 'pyproject.toml' : '';
}

const NEW_CONFIG = `{
  // Every runner with this id uses the same project.
  "project_id": "",
  // A pod without a job stops after this time.
  "keep_alive_minutes": 3
}
`;

/** gpu.jsonc with what it lacks of project_id and keep_alive_minutes. Comments and other settings are kept. */
function planConfig(cwd: string, projectId: string): PlannedFile {
  const path = 'gpu.jsonc';
  const before = readFile(cwd, path);
  if (before === undefined) {
    const other = otherConfig(cwd);
    if (other === '') return { path, before, after: NEW_CONFIG.replace('""', JSON.stringify(projectId)) };
    const note = `gpu.jsonc was not written, since ${other} configures the project. Set project_id there.`;
    return { path, before: '', after: '', note };
  }
  try {
    const config = fields(parseJsonc(before));
    const wanted = Object.entries({ project_id: projectId, keep_alive_minutes: 3 });
    const formattingOptions = { insertSpaces: true, tabSize: 2 };
    const after = wanted
      .filter(([key]) => config[key] === undefined)
      .reduce((text, [key, value]) => applyEdits(text, modify(text, [key], value, { formattingOptions })), before);
    return { path, before, after };
  } catch (error) {
    const note = `gpu.jsonc was not changed: ${(error as Error).message}. Fix it; gpu config validate checks it.`;
    return { path, before, after: before, note };
  }
}

/** .gitignore with `.gpu/`, where GPU CLI keeps its local files. */
function planIgnore(cwd: string): PlannedFile {
  const path = '.gitignore';
  const before = readFile(cwd, path);
  const text = before ?? '';
  const ignored = text.split('\n').some((line) => /^\/?\.gpu\/?\*{0,2}$/.test(line.trim()));
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return { path, before, after: ignored ? text : `${text}${gap}.gpu/\n` };
}

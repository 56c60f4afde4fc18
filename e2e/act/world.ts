// What a new user has: a repository on GitHub with a training script, an account in an organization, and gpu-ci.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeLab, run, type Lab } from '../../__tests__/emulator/client.ts';
import { startSecretsServer, type SecretsServer } from '../../__tests__/kit/support/github-secrets-server.ts';
import type { CloudOptions } from '../../emulator/cloud.ts';
import { gpuCi, runAct, type ActEnded, type ActRun } from './engine.ts';

/** By this name the workload's own words are found in the log. */
const TRAIN = `import json, os
values = {name: os.environ.get(name, '') for name in ('LEARNING_RATE', 'SEED')}
print('trained with', json.dumps(values), flush=True)
os.makedirs('outputs', exist_ok=True)
json.dump(values, open('outputs/model.json', 'w'))
`;

export interface World extends AsyncDisposable {
  readonly lab: Lab;
  readonly github: SecretsServer;
  readonly project: string;
  readonly artifacts: string;
  write(path: string, text: string): void;
  /** `gpu-ci …` as the owner of my-team, with a GitHub token that may write secrets. */
  ci(...args: string[]): Promise<void>;
  /** Puts this action into the repository, for `uses: ./`. */
  useOwnAction(): void;
  /** What act and gpu-ci printed so far. */
  log(): string;
  act(wish: Partial<ActRun> & Pick<ActRun, 'event' | 'workflow'>, more?: Wish): Promise<ActEnded>;
}

interface Wish {
  readonly payload?: unknown;
  readonly vars?: Readonly<Record<string, string>>;
  /** Without it the workflow gets none. */
  readonly secrets?: Readonly<Record<string, string>>;
}

export async function openWorld(act: string, options: CloudOptions = {}): Promise<World> {
  const root = mkdtempSync(join(tmpdir(), 'gpu-act-'));
  const folder = (name: string): string => {
    mkdirSync(join(root, name), { recursive: true });
    return join(root, name);
  };
  const [lab, github] = await Promise.all([makeLab(options), startSecretsServer()]);
  const person = { HOME: lab.home, PATH: `${join(lab.home, '.gpu-cli/bin')}:${process.env['PATH'] ?? ''}` };
  const personal = { ...person, GH_TOKEN: 'ghp_good', GITHUB_API_URL: github.url };
  for (const args of [
    ['login', '--email', 'owner@example.com'],
    ['org', 'switch', 'my-team'],
  ]) {
    await must(run('gpu', args, { cwd: root, env: person }));
  }

  const project = folder('vision');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), text);
  };
  write('train.py', TRAIN);
  write('gpu.jsonc', '{ "project_id": "vision", "keep_alive_minutes": 2 }\n');
  const git = (...args: string[]): void => void execFileSync('git', args, { cwd: project, stdio: 'ignore' });
  git('init', '-q', '-b', 'main');
  git('remote', 'add', 'origin', 'https://github.com/acme/vision.git');

  const action = ownAction(folder('action'), lab.cloud.installUrl);
  const npx = npxFor(folder('bin'), github.url);
  const artifacts = folder('artifacts');
  const seen = new Set<string>([lab.cloud.token]);
  const tokens = (): readonly string[] => [...seen];
  let log = '';

  return {
    lab,
    github,
    project,
    artifacts,
    write,
    useOwnAction: () => cpSync(action, project, { recursive: true }),
    log: () => log,
    async ci(...args) {
      const ended = await must(run(process.execPath, [gpuCi, ...args], { cwd: project, env: personal }));
      for (const value of github.secrets.values()) seen.add(value);
      forbid(`${ended.out}${ended.err}`, tokens(), 'gpu-ci');
      log += `$ gpu-ci ${args.join(' ')}\n${ended.out}`;
    },
    async act(wish, more = {}) {
      git('add', '-A');
      git('-c', 'user.name=e2e', '-c', 'user.email=e2e@example.com', 'commit', '-q', '--allow-empty', '-m', 'e2e');
      const stored = [...github.secrets];
      const secrets = more.secrets ?? Object.fromEntries(stored);
      const lines = (name: string, values: Readonly<Record<string, string>>): string => {
        const text = Object.entries(values).map(([key, value]) => `${key}=${value}\n`);
        writeFileSync(join(root, name), text.join(''), { mode: 0o600 });
        return join(root, name);
      };
      writeFileSync(join(root, 'event.json'), JSON.stringify(more.payload ?? {}));
      const ended = await runAct(act, {
        payload: join(root, 'event.json'),
        cwd: project,
        home: folder('runner'),
        cache: folder('cache'),
        repositories: {
          'gpu-cli/run-action@v1': action,
          [uploadArtifact()]: join(process.cwd(), 'e2e/act/actions/upload-artifact'),
        },
        secrets: lines('secrets', secrets),
        vars: lines('vars', more.vars ?? {}),
        path: [npx],
        env: { E2E_ARTIFACTS: artifacts },
        ...wish,
      });
      for (const value of github.secrets.values()) seen.add(value);
      forbid(ended.log, tokens(), 'act');
      log += `$ act ${wish.event} -W ${wish.workflow}\n${ended.log}`;
      return ended;
    },
    async [Symbol.asyncDispose]() {
      await lab.close();
      await github[Symbol.asyncDispose]();
      rmSync(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** This action as it is committed, but for the address that GPU CLI is installed from. */
function ownAction(folder: string, installUrl: string): string {
  for (const part of ['bin', 'dist', 'package.json']) cpSync(part, join(folder, part), { recursive: true });
  for (const file of ['action.yml', 'setup/action.yml', '.github/workflows/gpu-run.yml']) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), readFileSync(file, 'utf8').replace('https://gpu-cli.sh/install.sh', installUrl));
  }
  return folder;
}

/** `npx -p @gpu-cli/run-action@1 gpu-ci …` from this checkout, since the package may not be published. act sets GITHUB_API_URL itself. */
function npxFor(folder: string, apiUrl: string): string {
  const script = `#!/bin/sh
[ "$1 $2 $3 $4" = "--yes -p @gpu-cli/run-action@1 gpu-ci" ] || { echo "npx: $*" >&2; exit 2; }
shift 4
GITHUB_API_URL=${apiUrl} exec ${process.execPath} ${gpuCi} "$@"
`;
  writeFileSync(join(folder, 'npx'), script, { mode: 0o755 });
  return folder;
}

/** The pinned commit, as the templates name it. */
function uploadArtifact(): string {
  const named = /actions\/upload-artifact@[0-9a-f]{40}/.exec(readFileSync('templates/github/retrain.yml', 'utf8'));
  if (named === null) throw new Error('no template uploads an artifact');
  return named[0];
}

async function must<T extends { code: number | null; out: string; err: string }>(running: Promise<T>): Promise<T> {
  const ended = await running;
  if (ended.code !== 0) throw new Error(`ended with ${ended.code}: ${ended.out}${ended.err}`);
  return ended;
}

/** A token that was printed fails at once, and is not printed once more. */
function forbid(said: string, tokens: readonly string[], who: string): void {
  const told = tokens.filter((token) => said.includes(token));
  if (told.length > 0) throw new Error(`${who} printed ${told.length} of the tokens.`);
}

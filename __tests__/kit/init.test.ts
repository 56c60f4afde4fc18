import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../emulator/client.ts';
import { entryArgs, entryEnv } from '../support/entry.ts';
import { startSecretsServer, type SecretsServer } from './support/github-secrets-server.ts';
import { shim, takeSeat, type Project, type Seat } from './support/seat.ts';

const TOKEN = /gpt_sat_\w{8,}/;
const WORKFLOW = '.github/workflows/gpu.yml';

let seat: Seat;
beforeAll(async () => void (seat = await takeSeat()));
afterAll(() => seat[Symbol.asyncDispose]());

describe('on GitHub', () => {
  let github: SecretsServer;
  let project: Project;
  let env: NodeJS.ProcessEnv;
  let account: string;
  beforeEach(async () => {
    github = await startSecretsServer();
    project = seat.gitHubProject({ 'train.py': 'print(1)\n' });
    account = `github-${project.name}`;
    env = { GH_TOKEN: 'ghp_good', GITHUB_API_URL: github.url };
  });
  afterEach(async () => {
    expect(project.printed()).not.toMatch(TOKEN);
    expect(project.printed()).not.toContain('ghp_');
    for (const content of Object.values(project.files())) expect(content).not.toMatch(TOKEN);
    await github[Symbol.asyncDispose]();
  });
  const init = (...flags: string[]) => project.ci(['init', ...flags], { env });
  /** No account, no secret, no file. */
  const nothingDone = async (): Promise<void> => {
    expect(await seat.accounts(account)).toEqual([]);
    expect(github.secrets.size).toBe(0);
    expect(Object.keys(project.files())).toEqual(['train.py']);
  };

  test('a dry run shows every change, sends no token to GitHub, and changes nothing', async () => {
    const { code, out } = await init('--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('CI system: GitHub Actions');
    expect(out).toContain(`Service account: "${account}", new`);
    for (const path of [WORKFLOW, 'gpu.jsonc', '.gitignore']) expect(out).toContain(`+++ b/${path}`);
    expect(out).toContain('+      - uses: gpu-cli/run-action@v1');
    expect(out).toContain('nothing was changed');
    expect(github.calls).toEqual([]);
    await nothingDone();
  });

  test('a new user gets account, secret and workflow, and the stored token works', async () => {
    const { code, out } = await init('--yes', '--command', 'python train.py --lr 1e-3 # "$HOME"');
    expect(out).toContain(`Commit ${WORKFLOW}, gpu.jsonc, .gitignore and push.`);
    expect(code).toBe(0);
    expect(await seat.accounts(account)).toHaveLength(1);
    const files = project.files();
    expect(files[WORKFLOW]).toContain('            python train.py --lr 1e-3 # "$HOME"\n');
    expect(files['.gitignore']).toBe('.gpu/\n');
    expect(files['gpu.jsonc']).toMatch(/"project_id": "vision-\d+",[^]*"keep_alive_minutes": 3\n/);
    const token = github.secrets.get('GPU_SERVICE_TOKEN') ?? '';
    const ran = await seat.lab.gpu(['run', '-y', '--', 'echo', 'it works'], { env: { GPU_SERVICE_TOKEN: token } });
    expect(ran.out).toContain('it works');
  });

  test('the packaged program has all it needs for that', async () => {
    const args = [...entryArgs(join(process.cwd(), 'bin', 'gpu-ci.js')), 'init', '--yes'];
    const ended = await run(process.execPath, args, {
      cwd: project.cwd,
      env: { ...seat.env, ...env, ...entryEnv() } as Record<string, string>,
    });
    expect(ended.out + ended.err).toContain('Commit .github/workflows/gpu.yml');
    expect(ended.code).toBe(0);
    expect(ended.out + ended.err).not.toMatch(TOKEN);
    expect(github.secrets.get('GPU_SERVICE_TOKEN')).toMatch(/^gpt_sat_\w+$/);
  });

  test('a second run changes nothing, also in a file that the user edited', async () => {
    await init('--yes', '--command', 'make train');
    writeFileSync(join(project.cwd, WORKFLOW), `${project.files()[WORKFLOW]}# mine\n`);
    const [accounts, files, calls] = [await seat.accounts(account), project.files(), github.calls.length];
    const again = await init();
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/is kept[^]*Nothing to do/) });
    expect([await seat.accounts(account), project.files()]).toEqual([accounts, files]);
    expect(github.calls.slice(calls).filter((call) => !call.startsWith('GET'))).toEqual([]);
    expect((await init('--yes', '--command', 'make test')).out).toContain('-            make train');
    expect(project.files()[WORKFLOW]).not.toContain('# mine');
  });

  test('gpu.jsonc gets what it lacks and keeps its comments; one with an error is not touched', async () => {
    writeFileSync(join(project.cwd, 'gpu.jsonc'), '{\n  // model A\n  "gpu_type": "H100", // fast\n}\n');
    writeFileSync(join(project.cwd, '.gitignore'), 'data/');
    await init('--yes');
    const { 'gpu.jsonc': config = '', '.gitignore': ignore } = project.files();
    expect(config).toMatch(
      /^\{\n {2}\/\/ model A\n {2}"gpu_type": "H100",[^]*"project_id": "vision-\d+",\n {2}"keep_alive/,
    );
    expect(ignore).toBe('data/\n.gpu/\n');
    const broken = '{\n  "project_id": x\n}\n';
    writeFileSync(join(project.cwd, 'gpu.jsonc'), broken);
    expect((await init('--yes')).out).toContain('gpu.jsonc was not changed: line 2, column 17');
    expect(project.files()['gpu.jsonc']).toBe(broken);
  });

  test('does not send the GitHub token to the host of a remote that the user did not name', async () => {
    execFileSync('git', ['remote', 'set-url', 'origin', 'https://codeberg.org/acme/vision'], { cwd: project.cwd });
    const { out } = await project.ci(['init', '--dry-run', '--host', 'github'], { env: { GH_TOKEN: 'ghp_good' } });
    expect(out).toContain('your GitHub token is sent only to a host that you name: set GH_HOST');
    expect(out).not.toContain('token goes to');
  });

  test('writes through no link of the checkout', async () => {
    const outside = join(seat.lab.home, 'outside.yml');
    mkdirSync(join(project.cwd, '.github/workflows'), { recursive: true });
    symlinkSync(outside, join(project.cwd, WORKFLOW));
    expect(await init('--yes')).toMatchObject({ code: 1, out: expect.stringContaining(`${WORKFLOW} is a link`) });
    expect(existsSync(outside)).toBe(false);
    expect(github.secrets.size).toBe(0);
  });

  test('asks the person first, and needs --yes without one', async () => {
    const no = await project.ci(['init'], { env, typed: 'n\n' });
    expect(no).toMatchObject({ code: 1, out: expect.stringContaining('Continue? [y/N]') });
    const alone = await init();
    expect(alone.out).toContain('Confirmation required, but stdin is not a terminal. Use --yes');
    expect(alone.code).toBe(1);
    expect(github.calls).toEqual([]);
    await nothingDone();
    expect((await project.ci(['init'], { env, typed: 'y\n' })).code).toBe(0);
    expect(await seat.accounts(account)).toHaveLength(1);
  });

  test('a workflow of the user is not touched: the new one goes beside it', async () => {
    mkdirSync(join(project.cwd, '.github/workflows'), { recursive: true });
    writeFileSync(join(project.cwd, WORKFLOW), 'name: mine\n');
    expect((await init('--yes')).code).toBe(0);
    expect(project.files()[WORKFLOW]).toBe('name: mine\n');
    expect(project.files()['.github/workflows/gpu-ci.yml']).toContain('gpu-cli/run-action');
  });

  test('revokes the account and writes no file if the secret cannot be written', async () => {
    github.onPut = 'refuse';
    const { code, out } = await init('--yes');
    expect(code).toBe(1);
    expect(out).toMatch(/refused to write the secrets of acme\/vision-\d+ \(HTTP 403/);
    expect(out).toMatch(/The new service account sa_\w+ was revoked/);
    await nothingDone();
    const broken = shim(seat, 'case "$*" in *revoke*) echo "error: try later" >&2; exit 1;; esac');
    const left = await project.ci(['init', '--yes'], { env: { ...env, ...broken } });
    expect(left.out).toContain(`revoke it: gpu org service-account revoke ${(await seat.accounts(account)).join()}`);
  });

  test('--template writes that workflow with the same account', async () => {
    await init('--yes');
    const { code, out } = await init('--yes', '--template', 'retrain', '--command', 'make && ./run');
    const path = '.github/workflows/gpu-retrain.yml';
    expect(out).toContain(`Commit ${path} and push.`);
    expect(code).toBe(0);
    const text = project.files()[path] ?? '';
    expect(text).toContain('            make && ./run\n');
    expect(text).not.toContain('SERVICE-ACCOUNT');
    expect(text).toContain(`--name ${account} `);
    expect(await seat.accounts(account)).toHaveLength(1);
  });

  test('--org creates the account there, and your own active organization does not change', async () => {
    await seat.gpu('org', 'switch');
    try {
      const { code } = await init('--yes', '--template', 'long', '--org', 'my-team');
      expect(code).toBe(0);
      expect(JSON.parse(await seat.gpu('org', 'list', '--json'))).toMatchObject({ active: null });
      const foreign = await init('--yes', '--org', 'their-team');
      expect(foreign).toMatchObject({
        code: 1,
        out: expect.stringContaining('did not switch to the organization their-team'),
      });
      expect(JSON.parse(await seat.gpu('org', 'list', '--json'))).toMatchObject({ active: null });
    } finally {
      await seat.gpu('org', 'switch', 'my-team');
    }
    expect(await seat.accounts(account)).toHaveLength(1);
    const workflow = parse(project.files()['.github/workflows/gpu-long.yml'] ?? '') as {
      jobs: Record<string, { steps: { uses?: string; with?: { org?: string } }[] }>;
    };
    const steps = Object.values(workflow.jobs).flatMap((job) =>
      job.steps.filter(({ uses }) => uses?.includes('run-action')),
    );
    expect(steps.map((step) => step.with?.org)).toEqual(Array.from({ length: 5 }, () => 'my-team'));
  });

  test('understands a GPU CLI that prints the token in other words and lists no JSON', async () => {
    const prose = shim(
      seat,
      `case "$*" in
        *--json*) echo "error: unknown flag '--json'" >&2; exit 2;;
        *'service-account create'*) echo "Done! Your token (keep it safe): $("$REAL" "$@" 2>/dev/null)."; exit 0;;
      esac`,
    );
    expect((await project.ci(['init', '--yes'], { env: { ...env, ...prose } })).code).toBe(0);
    expect(github.secrets.get('GPU_SERVICE_TOKEN')).toMatch(/^gpt_sat_\w+$/);
    expect((await project.ci(['init'], { env: { ...env, ...prose } })).out).toContain('Nothing to do.');
  });

  test('names an account whose token was not printed', async () => {
    const mute = shim(seat, `case "$*" in *'service-account create'*) "$REAL" "$@" >/dev/null; exit 0;; esac`);
    const { code, out } = await project.ci(['init', '--yes'], { env: { ...env, ...mute } });
    expect(code).toBe(1);
    expect(out).toMatch(/may exist now.*revoke it: gpu org service-account revoke sa_\w+/);
  });

  test('rejects an invalid GitHub token before an account is created', async () => {
    const { code, out } = await project.ci(['init', '--yes'], { env: { ...env, GH_TOKEN: 'ghp_bad' } });
    expect([code, out]).toEqual([1, expect.stringContaining('The token is not valid. Set GH_TOKEN')]);
    await nothingDone();
  });

  test('without a GitHub token it writes the files and prints the steps that are left', async () => {
    const { code, out } = await project.ci(['init', '--yes'], { env: { GITHUB_API_URL: github.url } });
    expect(code).toBe(0);
    expect(out).toContain('not created here, since to store its token on GitHub, set GH_TOKEN or GITHUB_TOKEN');
    expect(out).toContain(`gpu-ci token create --name ${account} --token-file`);
    expect(out).toContain('gh secret set GPU_SERVICE_TOKEN <');
    expect(await seat.accounts(account)).toEqual([]);
    execFileSync('git', ['remote', 'remove', 'origin'], { cwd: project.cwd });
    expect((await init('--dry-run', '--host', 'github')).out).toContain('there is no remote `origin`. Use --repo');
  });

  test('names the rotation if the account exists and its secret does not', async () => {
    await seat.gpu('org', 'service-account', 'create', '--name', account);
    const { code, out } = await init('--yes');
    expect([code, out]).toEqual([1, expect.stringContaining(`gpu-ci token rotate --name ${account}`)]);
  });
});

describe('on other CI systems', () => {
  test.each([
    ['gitlab', { '.gitlab-ci.yml': 'test: { script: [make] }\n' }, '.gitlab/gpu-ci.yml', 'glab variable set'],
    ['buildkite', { '.buildkite/pipeline.yml': 'steps: []\n' }, '.buildkite/gpu.yml', 'Secrets'],
    ['circleci', { '.circleci/config.yml': 'version: 2.1\n' }, '.circleci/gpu.yml', 'circleci context'],
    ['azure', { 'azure-pipelines.yml': 'steps: []\n' }, 'azure-pipelines.gpu.yml', 'Keep this value secret'],
    ['jenkins', { Jenkinsfile: 'node {}\n' }, 'Jenkinsfile.gpu', 'Secret text'],
    ['bitbucket', { 'bitbucket-pipelines.yml': 'pipelines: {}\n' }, 'bitbucket-pipelines.gpu.yml', 'Secured'],
    ['shell', {}, 'gpu-run.sh', 'export GPU_SERVICE_TOKEN'],
  ])('%s is detected by its files, which are kept, and the next steps are printed', async (name, files, path, step) => {
    const project = seat.project(files);
    const { code, out } = await project.ci(['init', '--yes']);
    expect(code).toBe(0);
    expect(project.files()).toMatchObject({ ...files, [path]: expect.stringMatching(/gpu.ci run/) });
    expect(out).toContain(step);
    expect(out).toContain(`gpu-ci token create --name ${name}-`);
  });

  test('a repository with workflows is on GitHub, whatever other files it has; the remote counts last', async () => {
    const both = seat.project({ '.github/workflows/ci.yml': 'on: push\n', '.gitlab-ci.yml': 'test: {}\n' });
    expect((await both.ci(['init', '--dry-run'])).out).toContain('CI system: GitHub Actions');
    const forms = seat.project({ '.github/bug.yml': '', '.gitlab-ci.yml': 'test: {}\n' });
    expect((await forms.ci(['init', '--dry-run'])).out).toContain('CI system: GitLab CI');
    const bare = seat.project();
    execFileSync('git', ['init', '-q'], { cwd: bare.cwd });
    execFileSync('git', ['remote', 'add', 'origin', 'https://gitlab.example.org/acme/vision.git'], { cwd: bare.cwd });
    expect((await bare.ci(['init', '--dry-run'])).out).toContain('GitLab CI (the remote is at gitlab.example.org)');
  });

  test('--token-file gets the token, readable for its owner only; if the account exists, the rotation is named', async () => {
    const { ci, name } = seat.project({ '.gitlab-ci.yml': '# Made by gpu-ci init\n' });
    const file = join(seat.lab.home, 'gpu-token');
    const args = ['init', '--yes', '--name', name, '--token-file'];
    const { code, out } = await ci([...args, file]);
    expect(out).toContain(`glab variable set GPU_SERVICE_TOKEN --masked --protected < ${file}`);
    expect(code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^gpt_sat_\w+\n$/);
    expect(out).not.toMatch(TOKEN);
    expect(await ci([...args, file])).toMatchObject({ code: 1, out: expect.stringContaining('already exists') });
    const second = await ci([...args, `${file}-2`]);
    expect(second.out).toContain(`gpu-ci token rotate --name ${name} --token-file ${file}-2`);
    expect([second.code, existsSync(`${file}-2`)]).toEqual([1, false]);
    expect(await seat.accounts(name)).toHaveLength(1);
  });

  test('the shell on the pod expands the command, not the one in the pipeline', async () => {
    const project = seat.project({ '.gitlab-ci.yml': 'test: { script: [make] }\n' });
    await project.ci(['init', '--yes', '--command', "cd src && python t.py --name 'a b' | tee log"]);
    const { gpu } = parse(project.files()['.gitlab/gpu-ci.yml'] ?? '') as { gpu: { script: [string] } };
    const script = gpu.script[0].replace(/^npx.*? run/, 'printf "[%s]"');
    const shown = execFileSync('sh', ['-c', script]).toString();
    expect(shown).toContain("[cd src && python t.py --name 'a b' | tee log]");
    const buildkite = await project.ci(['init', '--dry-run', '--host', 'buildkite', '--command', 'echo $HOME']);
    expect(buildkite.out).toContain("'echo $$HOME'");
  });

  test('--org is written where the pipeline reads it', async () => {
    const project = seat.project({ '.gitlab-ci.yml': '# Made by gpu-ci init\n' });
    const { out } = await project.ci(['init', '--yes', '--org', 'my-team']);
    expect(out).toContain(' --org my-team --token-file ~/gpu-token');
    expect(project.files()['.gitlab-ci.yml']).toContain('gpu-ci run --org my-team --max-wait');
  });

  test('without GPU CLI it says how to install it', async () => {
    const { code, out } = await seat.project().ci(['init', '--yes', '--token-file', 'x'], {
      env: { PATH: '/bin', HOME: '/nonexistent' },
    });
    expect([code, out]).toEqual([1, expect.stringContaining('curl -fsSL https://gpu-cli.sh/install.sh | sh')]);
  });
});

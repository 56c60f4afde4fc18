import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../emulator/client.ts';
import { entryArgs, entryEnv } from '../support/entry.ts';
import { startSecretsServer, type SecretsServer } from './support/github-secrets-server.ts';
import { asGitHubRepository, filesIn, shim, takeSeat, type Seat } from './support/seat.ts';

const TOKEN = /gpt_sat_\w{8,}/;

describe('on GitHub', () => {
  let seat: Seat;
  let github: SecretsServer;
  let env: NodeJS.ProcessEnv;
  beforeEach(async () => {
    [seat, github] = await Promise.all([takeSeat({ 'train.py': 'print(1)\n' }), startSecretsServer()]);
    asGitHubRepository(seat.cwd);
    env = { GH_TOKEN: 'ghp_good', GITHUB_API_URL: github.url };
  });
  afterEach(async () => {
    expect(seat.printed()).not.toMatch(TOKEN);
    expect(seat.printed()).not.toContain('ghp_good');
    for (const content of Object.values(filesIn(seat.cwd))) expect(content).not.toMatch(TOKEN);
    await seat[Symbol.asyncDispose]();
    await github[Symbol.asyncDispose]();
  });
  const made = async (): Promise<string[]> => (await seat.accounts()).map(({ name }) => name);

  test('a dry run shows the whole plan and makes nothing', async () => {
    const before = await seat.accounts();
    const { code, out } = await seat.ci(['init', '--dry-run'], { env });
    expect(code).toBe(0);
    expect(out).toContain('CI host: GitHub Actions');
    expect(out).toContain('Service account: "github-vision", new');
    expect(out).toContain('+++ b/.github/workflows/gpu.yml');
    expect(out).toContain('+      - uses: gpu-cli/run-action@v1');
    expect(out).toContain('nothing was made');
    expect(await seat.accounts()).toEqual(before);
    expect(github.calls).toEqual([]);
    expect(Object.keys(filesIn(seat.cwd))).toEqual(['train.py']);
  });

  test('a new user gets account, secret and workflow, and the stored token works', async () => {
    const { code, out } = await seat.ci(['init', '--yes', '--command', 'python train.py --lr 1e-3 # "$HOME"'], { env });
    expect(out).toContain('Commit .github/workflows/gpu.yml and push.');
    expect(code).toBe(0);
    expect(await made()).toContain('github-vision');
    const workflow = readFileSync(join(seat.cwd, '.github/workflows/gpu.yml'), 'utf8');
    expect(workflow).toContain('            python train.py --lr 1e-3 # "$HOME"\n');
    const stored = github.secrets.get('GPU_SERVICE_TOKEN')?.value ?? '';
    expect(stored).toMatch(/^gpt_sat_\w+$/);
    const run = await seat.lab.gpu(['run', '-y', '--', 'echo', 'it works'], { env: { GPU_SERVICE_TOKEN: stored } });
    expect(run.out).toContain('it works');
  });

  test('the packaged program does it too: crypto, templates and all', async () => {
    const args = [...entryArgs(join(process.cwd(), 'bin', 'gpu-ci.js')), 'init', '--yes'];
    const ended = await run(process.execPath, args, {
      cwd: seat.cwd,
      env: { ...seat.env, ...env, ...entryEnv() } as Record<string, string>,
    });
    expect(ended.out + ended.err).toContain('Commit .github/workflows/gpu.yml and push.');
    expect(ended.code).toBe(0);
    expect(ended.out + ended.err).not.toMatch(TOKEN);
    expect(github.secrets.get('GPU_SERVICE_TOKEN')?.value).toMatch(/^gpt_sat_\w+$/);
  });

  test('a second run finds all of it there and changes nothing', async () => {
    await seat.ci(['init', '--yes'], { env });
    const [accounts, files, puts] = [await seat.accounts(), filesIn(seat.cwd), github.calls.length];
    const { code, out } = await seat.ci(['init'], { env });
    expect(code).toBe(0);
    expect(out).toContain('Nothing to do.');
    expect(await seat.accounts()).toEqual(accounts);
    expect(filesIn(seat.cwd)).toEqual(files);
    expect(github.calls.slice(puts).filter((call) => !call.startsWith('GET'))).toEqual([]);
  });

  test('a file that was edited since stays as it is, unless something is said that goes into it', async () => {
    await seat.ci(['init', '--yes', '--command', 'make train'], { env });
    const file = join(seat.cwd, '.github/workflows/gpu.yml');
    const edited = `${readFileSync(file, 'utf8')}# mine\n`;
    writeFileSync(file, edited);
    expect((await seat.ci(['init', '--yes'], { env })).out).toContain('Nothing to do.');
    expect(readFileSync(file, 'utf8')).toBe(edited);
    github.forget('GPU_SERVICE_TOKEN');
    const { out } = await seat.ci(['init', '--yes', '--name', 'other'], { env });
    expect(out).toContain(
      'gpu.yml is there already and stays as it is. For a new one say --command, --org or --secret',
    );
    expect(readFileSync(file, 'utf8')).toBe(edited);
    expect((await seat.ci(['init', '--yes', '--command', 'make test'], { env })).out).toContain(
      '-            make train',
    );
    expect(readFileSync(file, 'utf8')).not.toContain('# mine');
  });

  test('does not send the token of the user to the host of a remote that the user did not name', async () => {
    mkdirSync(join(seat.cwd, '.github/workflows'), { recursive: true });
    execFileSync('git', ['remote', 'set-url', 'origin', 'https://codeberg.org/acme/vision'], { cwd: seat.cwd });
    const { out } = await seat.ci(['init', '--dry-run'], { env: { GH_TOKEN: 'ghp_good' } });
    expect(out).toContain('your GitHub token goes only to a host that you name: set GH_HOST');
    expect(out).not.toContain('Token goes to');
  });

  test('writes through no link of the checkout', async () => {
    const outside = join(seat.lab.home, 'outside.yml');
    mkdirSync(join(seat.cwd, '.github/workflows'), { recursive: true });
    symlinkSync(outside, join(seat.cwd, '.github/workflows/gpu.yml'));
    const { code, out } = await seat.ci(['init', '--yes'], { env });
    expect(code).toBe(1);
    expect(out).toContain('.github/workflows/gpu.yml is a link');
    expect(existsSync(outside)).toBe(false);
    expect(github.secrets.size).toBe(0);
  });

  test('a person is asked, and may say no', async () => {
    const before = await seat.accounts();
    const no = await seat.ci(['init'], { env, typed: 'n\n' });
    expect(no.out).toContain('Go ahead? [y/N]');
    expect(no.code).toBe(1);
    expect(github.calls).toEqual([]);
    expect(await seat.accounts()).toEqual(before);
    expect((await seat.ci(['init'], { env, typed: 'y\n' })).code).toBe(0);
    expect(await made()).toContain('github-vision');
  });

  test('without a person and without --yes nothing is made', async () => {
    const { code, out } = await seat.ci(['init'], { env });
    expect(code).toBe(1);
    expect(out).toContain('Add --yes');
    expect(github.secrets.size).toBe(0);
  });

  test('a workflow of the user is not touched: ours goes beside it', async () => {
    const theirs = join(seat.cwd, '.github/workflows/gpu.yml');
    mkdirSync(join(seat.cwd, '.github/workflows'), { recursive: true });
    writeFileSync(theirs, 'name: mine\n');
    expect((await seat.ci(['init', '--yes'], { env })).code).toBe(0);
    expect(readFileSync(theirs, 'utf8')).toBe('name: mine\n');
    expect(readFileSync(join(seat.cwd, '.github/workflows/gpu-ci.yml'), 'utf8')).toContain('gpu-cli/run-action');
  });

  test('a secret that cannot be written costs no account: the account is revoked and the file taken back', async () => {
    const before = await seat.accounts();
    github.onPut = 'refuse';
    const { code, out } = await seat.ci(['init', '--yes'], { env });
    expect(code).toBe(1);
    expect(out).toMatch(/refuses to write the secrets of acme\/vision \(HTTP 403/);
    expect(out).toMatch(/The new service account sa_\w+ was revoked again/);
    expect(await seat.accounts()).toEqual(before);
    expect(Object.keys(filesIn(seat.cwd))).toEqual(['train.py']);
  });

  test('where revoking fails as well, the exact command is told', async () => {
    github.onPut = 'refuse';
    const broken = shim(seat, 'case "$*" in *revoke*) echo "error: try later" >&2; exit 1;; esac');
    const { code, out } = await seat.ci(['init', '--yes'], { env: { ...env, ...broken } });
    expect(code).toBe(1);
    const left = (await seat.accounts()).find(({ name }) => name === 'github-vision');
    expect(out).toContain(`revoke it: gpu org service-account revoke ${left?.id}`);
  });

  test.each(['retrain', 'sweep', 'long'])('--template %s writes that workflow, beside what is there', async (name) => {
    await seat.ci(['init', '--yes'], { env });
    const { code, out } = await seat.ci(['init', '--yes', '--template', name, '--command', 'make && ./run'], { env });
    expect(out).toContain(`Commit .github/workflows/gpu-${name}.yml and push.`);
    expect(code).toBe(0);
    const text = readFileSync(join(seat.cwd, `.github/workflows/gpu-${name}.yml`), 'utf8');
    expect(text).toContain('            make && ./run\n');
    expect(text).not.toContain('SERVICE-ACCOUNT');
    expect(text.includes('--name github-vision ')).toBe(name === 'retrain');
    // One account serves all workflows of this repository.
    expect((await made()).filter((account) => account === 'github-vision')).toHaveLength(1);
  });

  test('--org: the account is made there, each run is under it, and the active organization stays what it was', async () => {
    await seat.lab.gpu(['org', 'switch'], { env: { GPU_SERVICE_TOKEN: '' } });
    const { code, out } = await seat.ci(['init', '--yes', '--template', 'long', '--org', 'my-team'], { env });
    expect(out).not.toContain('cannot be made active');
    expect(code).toBe(0);
    const active = await seat.lab.gpu(['org', 'list', '--json'], { env: { GPU_SERVICE_TOKEN: '' } });
    expect(JSON.parse(active.out)).toMatchObject({ active: null });
    await seat.lab.gpu(['org', 'switch', 'my-team'], { env: { GPU_SERVICE_TOKEN: '' } });
    expect(await made()).toContain('github-vision');
    const text = readFileSync(join(seat.cwd, '.github/workflows/gpu-long.yml'), 'utf8');
    const { jobs } = parse(text) as { jobs: Record<string, { steps: { uses?: string; with?: { org?: string } }[] }> };
    const orgs = Object.values(jobs).flatMap(({ steps }) => steps.filter(({ uses }) => uses?.includes('run-action')));
    expect(orgs.map((step) => [step.uses, step.with?.org])).toEqual([
      ...Array.from({ length: 5 }, () => ['gpu-cli/run-action@v1', 'my-team']),
    ]);
  });

  test('an organization that is not ours is told, and nothing is made', async () => {
    const { code, out } = await seat.ci(['init', '--yes', '--org', 'their-team'], { env });
    expect(code).toBe(1);
    expect(out).toContain('their-team cannot be made active. gpu org list shows yours.');
    expect(github.secrets.size).toBe(0);
    expect(Object.keys(filesIn(seat.cwd))).toEqual(['train.py']);
  });

  test('a CLI that tells the token in other words is understood, and lists without JSON too', async () => {
    const prose = shim(
      seat,
      `case "$*" in
        *--json*) echo "error: unknown flag '--json'" >&2; exit 2;;
        *'service-account create'*) echo "Done! Your token (keep it safe): $("$REAL" "$@" 2>/dev/null)."; exit 0;;
      esac`,
    );
    expect((await seat.ci(['init', '--yes'], { env: { ...env, ...prose } })).code).toBe(0);
    expect(github.secrets.get('GPU_SERVICE_TOKEN')?.value).toMatch(/^gpt_sat_\w+$/);
    expect((await seat.ci(['init'], { env: { ...env, ...prose } })).out).toContain('Nothing to do.');
  });

  test('an account whose token was never told is not left unsaid', async () => {
    const mute = shim(seat, `case "$*" in *'service-account create'*) "$REAL" "$@" >/dev/null; exit 0;; esac`);
    const { code, out } = await seat.ci(['init', '--yes'], { env: { ...env, ...mute } });
    expect(code).toBe(1);
    expect(out).toMatch(/may have been made.*revoke it: gpu org service-account revoke sa_\w+/);
  });

  test('a GitHub token that is not valid is told before an account is made', async () => {
    const before = await seat.accounts();
    const { code, out } = await seat.ci(['init', '--yes'], { env: { ...env, GH_TOKEN: 'ghp_bad' } });
    expect(code).toBe(1);
    expect(out).toContain('The token is not valid. Set GH_TOKEN');
    expect(out).not.toContain('ghp_bad');
    expect(await seat.accounts()).toEqual(before);
  });

  test('an answer that was lost is looked up: a secret that arrived counts', async () => {
    github.onPut = 'store-then-hang-up';
    expect((await seat.ci(['init', '--yes'], { env })).code).toBe(0);
    expect(await made()).toContain('github-vision');
  });

  test('a dry run without a GitHub token tells that no account would be made, and why', async () => {
    const { out } = await seat.ci(['init', '--dry-run'], { env: { GITHUB_API_URL: github.url } });
    expect(out).toContain('Service account: none is made from here, since to store its token on GitHub, GH_TOKEN or');
    execFileSync('git', ['remote', 'remove', 'origin'], { cwd: seat.cwd });
    const nowhere = await seat.ci(['init', '--dry-run', '--host', 'github'], { env });
    expect(nowhere.out).toContain('the repository on GitHub is not known, since there is no remote origin: say --repo');
  });

  test('without a GitHub token no account is made, and the steps are told', async () => {
    const before = await seat.accounts();
    const { code, out } = await seat.ci(['init', '--yes'], { env: { GITHUB_API_URL: github.url } });
    expect(code).toBe(0);
    expect(out).toContain('gpu-ci token create --name github-vision --token-file');
    expect(out).toContain('gh secret set GPU_SERVICE_TOKEN <');
    expect(await seat.accounts()).toEqual(before);
  });

  test('an account whose secret is gone is told how to get a new token', async () => {
    await seat.lab.gpu(['org', 'service-account', 'create', '--name', 'github-vision'], {
      env: { GPU_SERVICE_TOKEN: '' },
    });
    const { code, out } = await seat.ci(['init', '--yes'], { env });
    expect(code).toBe(1);
    expect(out).toContain('gpu-ci token rotate --name github-vision');
  });

  test('a service account that may not make others is told apart from a person', async () => {
    const { out } = await seat.ci(['init', '--yes'], { env: { ...env, GPU_SERVICE_TOKEN: seat.lab.cloud.token } });
    expect(out).toMatch(/Unset it to use your own login/);
  });
});

describe('elsewhere', () => {
  let seat: Seat;
  beforeAll(async () => void (seat = await takeSeat()));
  afterAll(async () => {
    expect(seat.printed()).not.toMatch(TOKEN);
    await seat[Symbol.asyncDispose]();
  });

  test.each([
    ['gitlab', { '.gitlab-ci.yml': 'test: { script: [make] }\n' }, '.gitlab/gpu-ci.yml', 'glab variable set'],
    ['buildkite', { '.buildkite/pipeline.yml': 'steps: []\n' }, '.buildkite/gpu.yml', 'Secrets'],
    ['circleci', { '.circleci/config.yml': 'version: 2.1\n' }, '.circleci/gpu.yml', 'circleci context'],
    ['azure', { 'azure-pipelines.yml': 'steps: []\n' }, 'azure-pipelines.gpu.yml', 'Keep this value secret'],
    ['jenkins', { Jenkinsfile: 'node {}\n' }, 'Jenkinsfile.gpu', 'Secret text'],
    ['bitbucket', { 'bitbucket-pipelines.yml': 'pipelines: {}\n' }, 'bitbucket-pipelines.gpu.yml', 'Secured'],
    ['shell', {}, 'gpu-run.sh', 'export GPU_SERVICE_TOKEN'],
  ])('%s is known by its files, keeps them, and tells where the token goes', async (name, files, written, step) => {
    const cwd = seat.lab.project(files);
    const { code, out } = await seat.ci(['init', '--yes'], { cwd });
    expect(code).toBe(0);
    expect(filesIn(cwd)).toEqual({ ...files, [written]: expect.stringMatching(/gpu.ci run/) });
    expect(out).toContain(step);
    expect(out).toContain(`gpu-ci token create --name ${name}-`);
  });

  test('--token-file takes the token, for its owner alone, and a second run makes no second account', async () => {
    const cwd = seat.lab.project({ '.gitlab-ci.yml': '# Made by gpu-ci init\n' });
    const file = join(seat.lab.home, 'gpu-token');
    const args = ['init', '--yes', '--name', 'nightly', '--token-file'];
    const { code, out } = await seat.ci([...args, file], { cwd });
    expect(out).toContain(`glab variable set GPU_SERVICE_TOKEN --masked --protected < ${file}`);
    expect(code).toBe(0);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8')).toMatch(/^gpt_sat_\w+\n$/);
    expect((await seat.ci([...args, `${file}-2`], { cwd })).code).toBe(0);
    expect((await seat.accounts()).filter(({ name }) => name === 'nightly')).toHaveLength(1);
    const third = await seat.ci(['init', '--name', 'nightly'], { cwd });
    expect(third).toMatchObject({ code: 0, out: expect.stringContaining('Nothing to do.') });
  });

  test('a file that is there is never written over with a token', async () => {
    const file = join(seat.lab.home, 'there');
    writeFileSync(file, 'mine');
    const { code, out } = await seat.ci(['init', '--yes', '--token-file', file]);
    expect(code).toBe(1);
    expect(out).toContain('is there already');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('a command of several lines is refused', async () => {
    expect((await seat.ci(['init', '--yes', '--command', 'a\nb'])).out).toContain('must be one line');
  });

  test('what a shell would act on acts on the pod', async () => {
    const cwd = seat.lab.project({ '.gitlab-ci.yml': 'test: { script: [make] }\n' });
    await seat.ci(['init', '--yes', '--command', "cd src && python t.py --name 'a b' | tee log"], { cwd });
    const text = readFileSync(join(cwd, '.gitlab/gpu-ci.yml'), 'utf8');
    const script = (parse(text) as { gpu: { script: [string] } }).gpu.script[0].replace(/^npx.*? run/, 'printf "[%s]"');
    const shown = execFileSync('sh', ['-c', script]).toString();
    expect(shown).toContain("[cd src && python t.py --name 'a b' | tee log]");
    const jenkins = ['init', '--yes', '--host', 'jenkins', '--command', 'echo $HOME'];
    expect((await seat.ci(jenkins, { cwd })).out).toContain('without quotes, backslashes and dollar signs');
  });

  test('--org goes onto the command line of the run; --template is for GitHub', async () => {
    const cwd = seat.lab.project({ '.gitlab-ci.yml': '# Made by gpu-ci init\n' });
    const { out } = await seat.ci(['init', '--yes', '--org', 'my-team'], { cwd });
    expect(out).toContain('--name gitlab-');
    expect(out).toContain(' --org my-team --token-file ~/gpu-token');
    expect(readFileSync(join(cwd, '.gitlab-ci.yml'), 'utf8')).toContain('gpu-ci run --org my-team --max-wait');
    expect((await seat.ci(['init', '--yes', '--template', 'sweep'], { cwd })).out).toContain(
      '--template is for GitHub',
    );
    expect((await seat.ci(['init', '--yes', '--org', 'My Team'], { cwd })).out).toContain('is no slug');
  });

  test('a word that is no flag is not passed over', async () => {
    const { code, out } = await seat.ci(['init', 'retrain', '--dry-run']);
    expect({ code, out }).toEqual({
      code: 2,
      out: 'gpu-ci init does not know what to do with "retrain". Did you mean --template retrain?\n',
    });
  });

  test('the remote tells the host where no file does', async () => {
    const cwd = seat.lab.project();
    execFileSync('git', ['init', '-q'], { cwd });
    execFileSync('git', ['remote', 'add', 'origin', 'https://gitlab.example.org/acme/vision.git'], { cwd });
    expect((await seat.ci(['init', '--dry-run'], { cwd })).out).toContain(
      'GitLab CI (the remote is at gitlab.example.org)',
    );
  });

  test('without GPU CLI it says how to install it', async () => {
    const { code, out } = await seat.ci(['init', '--yes', '--token-file', 'x'], {
      env: { PATH: '/bin', HOME: '/nonexistent' },
    });
    expect(code).toBe(1);
    expect(out).toContain('curl -fsSL https://gpu-cli.sh/install.sh | sh');
  });
});

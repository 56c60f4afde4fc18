import { UserError } from './model/errors.ts';
import { formsOf } from './model/secrets.ts';
import type { Host } from './model/host.ts';

/**
 * Hides a secret in everything printed from now on, together with the forms that the runner does not derive by itself
 * (ValueEncoders.cs derives Base64, URI, JSON and XML forms, but neither hex nor base64url). A secret of several lines is
 * masked line by line, because the runner does so anyway and one short line would poison the log.
 */
export function maskSecret(host: Pick<Host, 'mask'>, secret: string): void {
  for (const form of formsOf(secret)) host.mask(form);
}

const SECRET_NAME =
  /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|DSN|AUTH|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|SECRET_?KEY)(_|$)/i;
/** Beginnings that services give their keys, and an address with a password in it. */
const SECRET_VALUE = /^(gh[a-z]_|github_pat_|hf_|sk-|AKIA|xox[a-z]-|glpat-|gpt_sat_|eyJ)|:\/\/[^/\s:@]*:[^/\s@]+@/;
const RANDOM_VALUE = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w+=~-]{20,}$/;

/** A value written into `env` is open by what it is for (`EPOCHS=20`), unless its name or its look says otherwise. */
export function looksSecret(name: string, value: string): boolean {
  return SECRET_NAME.test(name) || SECRET_VALUE.test(value) || RANDOM_VALUE.test(value);
}

/** Names that CI systems give what their pages, logs and addresses show. A mask of these values would break links for the rest of the job. */
const PUBLIC_NAME = new RegExp(
  [
    'GITHUB_(SHA|REF|REF_NAME|REF_TYPE|HEAD_REF|BASE_REF|REPOSITORY|REPOSITORY_OWNER|RUN_ID|RUN_NUMBER|RUN_ATTEMPT|ACTOR|WORKFLOW|JOB|EVENT_NAME|SERVER_URL|API_URL)',
    'CI_(COMMIT_(SHA|SHORT_SHA|BRANCH|TAG|REF_NAME|REF_SLUG)|(PIPELINE|JOB)_(ID|IID|NAME|URL)|PROJECT_(ID|NAME|PATH|URL)|MERGE_REQUEST_IID)',
    'BITBUCKET_(COMMIT|BRANCH|TAG|BUILD_NUMBER|REPO_FULL_NAME)',
    'BUILDKITE_(COMMIT|BRANCH|TAG|BUILD_ID|BUILD_NUMBER|BUILD_URL)',
    'CIRCLE_(SHA1|BRANCH|TAG|BUILD_NUM|BUILD_URL)',
    'BUILD_(NUMBER|URL|BUILDID|SOURCEVERSION|SOURCEBRANCH)|GIT_(COMMIT|BRANCH)',
  ]
    .map((names) => `^(${names})$`)
    .join('|'),
);

/** A value that is passed by its name alone may be a secret of the job, unless the CI system shows it itself. */
export const isPublic = (name: string): boolean => PUBLIC_NAME.test(name);

/** Passwords in an address and in those of the proxies, as they stand there and as they are meant. */
export function passwordsIn(address: string, env: NodeJS.ProcessEnv): readonly string[] {
  const proxies = Object.entries(env).flatMap(([name, value = '']) =>
    /^(https?|all)_proxy$/i.test(name) ? [value] : [],
  );
  return [address, ...proxies].flatMap((text) => {
    const [, login = ''] = /^\s*\w+:\/\/([^/?#\s]*)@/.exec(text) ?? [];
    const written = login.slice(login.indexOf(':') + 1);
    return written === '' ? [] : [written, meant(written)];
  });
}

function meant(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** Reads the service account token and masks it: the first thing that happens. @returns '' if there is none. */
export function readToken(host: Host, env: NodeJS.ProcessEnv): string {
  const given = host.input('token');
  const value = given.trim() === '' ? (env['GPU_SERVICE_TOKEN'] ?? '') : given;
  maskSecret(host, value);
  return value.trim();
}

const IS_TOKEN = /^gpt_sat_[A-Za-z0-9_-]{6,}$/;

/**
 * The token belongs into `token` alone: all else stands on command lines, in files or in the workload's environment.
 * @throws UserError that names the inputs which hold it in any form.
 */
export function refuseTokenIn(inputs: ReadonlyMap<string, string>, token: string): void {
  if (!IS_TOKEN.test(token)) return;
  const forms = formsOf(token);
  const found = [...inputs].filter(([, value]) => forms.some((form) => value.includes(form)));
  if (found.length === 0) return;
  throw new UserError(
    `The token stands in ${found.map(([name]) => `\`${name}\``).join(', ')}, from where it would reach command lines or the workload.`,
    'Remove it there: it goes into `token`, and a workload never gets it.',
  );
}

/** @throws UserError without the value: what was pasted by mistake may be another secret. */
export function checkToken(token: string): void {
  if (IS_TOKEN.test(token)) return;
  const what = /\s/.test(token) ? 'holds blanks or line breaks' : 'does not begin with gpt_sat_';
  throw new UserError(
    `The token is not a service account token: it ${what}.`,
    'Store the token that `gpu org service-account create --name NAME` prints once, as it is.',
    { class: 'auth' },
  );
}

/** Why there is no token for this event, and what to do. */
export function missingToken(host: Host): UserError {
  const from = host.context.secretsWithheld;
  if (from !== '') {
    return new UserError(
      `No service token: a run caused by ${from} gets no secrets.`,
      'Set `on-missing-token: skip` to let such runs pass without a GPU, and run them from a branch of this repository.',
      { class: 'auth' },
    );
  }
  const skip =
    host.input('on-missing-token').trim() === 'skip'
      ? ' `on-missing-token: skip` applies only to runs that get no secrets: pull requests from forks, and Dependabot.'
      : '';
  const onGitHub = host.name === 'github';
  const store = onGitHub
    ? 'store it as the secret GPU_SERVICE_TOKEN and set `token: ${{ secrets.GPU_SERVICE_TOKEN }}`.'
    : 'store it as the secret variable GPU_SERVICE_TOKEN.';
  return new UserError(
    `No service token: ${onGitHub ? '`token` is empty and ' : ''}GPU_SERVICE_TOKEN is not set.${skip}`,
    `Check the name of the secret. If there is none yet, create a token with \`gpu org service-account create --name ci\` and ${store}`,
    { class: 'auth' },
  );
}

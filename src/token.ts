import { UserError } from './core/errors.ts';
import type { Host } from './hosts/host.ts';

/** Below this a value is no secret, and masking it would blacken harmless words all over the log. */
const LEAST_MASKED = 6;

/**
 * Hides a secret in everything printed from now on, together with the forms that the runner does not derive by itself
 * (ValueEncoders.cs derives Base64, URI, JSON and XML forms, but neither hex nor base64url). A secret of several lines is
 * masked line by line, because the runner does so anyway and one short line would poison the log.
 */
export function maskSecret(host: Pick<Host, 'mask'>, secret: string): boolean {
  let done = true;
  for (const form of formsOf(secret)) done = host.mask(form) && done;
  return done;
}

/** Every form in which a secret is to be found and hidden, itself first. */
export function formsOf(secret: string): readonly string[] {
  const forms = secret
    .split(/[\r\n]+/)
    .map((part) => part.trim())
    .filter((line) => line.length >= LEAST_MASKED)
    .flatMap((line) => [line, ...derivedForms(line)]);
  return [...new Set(forms)];
}

function derivedForms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  // Base64 of the value inside a longer text: at each of the three alignments, without what depends on its neighbours.
  const shifted = [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64url');
    return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
  });
  const hex = bytes.toString('hex');
  // The runner derives Base64 with its padding, which a value in the middle of a longer text (`user:TOKEN`) has not.
  return [
    ...shifted,
    ...shifted.map((form) => form.replaceAll('-', '+').replaceAll('_', '/')),
    hex,
    hex.toUpperCase(),
    encodeURIComponent(value).replace(/%20/g, '+'),
  ];
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

export interface Token {
  /** '' where there is none. */
  readonly value: string;
  /** Whether this host hides it in the log. */
  readonly masked: boolean;
}

/** Reads the service account token and masks it: the first thing that happens. */
export function readToken(host: Host, env: NodeJS.ProcessEnv): Token {
  const given = host.input('token');
  const value = given.trim() === '' ? (env['GPU_SERVICE_TOKEN'] ?? '') : given;
  const masked = maskSecret(host, value);
  return { value: value.trim(), masked };
}

/** @throws UserError without the value: what was pasted by mistake may be another secret. */
export function checkToken(token: string): void {
  if (/^gpt_sat_[A-Za-z0-9_-]{6,}$/.test(token)) return;
  const what = /\s/.test(token) ? 'holds blanks or line breaks' : 'does not begin with gpt_sat_';
  throw new UserError(
    `The token is not a service account token: it ${what}.`,
    'Store the token that `gpu org service-account create --name NAME` prints once, as it is.',
    { class: 'auth' },
  );
}

/** Why there is no token, and what to do, for this event. */
export function missingToken(host: Host): UserError {
  const from = host.context.secretsWithheld;
  if (from !== '') {
    return new UserError(
      `There is no token: a pull request of ${from} gets no secrets.`,
      'Set `on-missing-token: skip` to let such pull requests pass without a run, and run them from a branch of this repository.',
      { class: 'auth' },
    );
  }
  return new UserError(
    'There is no token: `token` is empty and GPU_SERVICE_TOKEN is not set.',
    'Make one with `gpu org service-account create --name ci`, store it as the secret GPU_SERVICE_TOKEN and pass `token: ${{ secrets.GPU_SERVICE_TOKEN }}`.',
    { class: 'auth' },
  );
}

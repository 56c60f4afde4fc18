import { describe, expect, test } from '@jest/globals';
import { sentenceOf } from '../src/model/errors.ts';
import type { Host } from '../src/model/host.ts';
import { checkToken, isPublic, maskSecret, missingToken, readToken } from '../src/token.ts';

/** A host that was given this token, hides values if it can, and gets secrets unless they are withheld. */
function hostOf(given: { token?: string; withheld?: string } = {}) {
  const masks: string[] = [];
  const host = {
    input: () => given.token ?? '',
    mask: (value: string) => masks.push(value),
    context: { secretsWithheld: given.withheld ?? '' },
  } as unknown as Host;
  return { host, masks };
}
const saidOf = (act: () => void): string => {
  try {
    act();
  } catch (error) {
    return sentenceOf(error);
  }
  return '';
};

describe('the token', () => {
  test('comes from the input, without blanks, and is masked', () => {
    const { host, masks } = hostOf({ token: ' gpt_sat_abcdef\n' });
    expect(readToken(host, { GPU_SERVICE_TOKEN: 'gpt_sat_other' })).toBe('gpt_sat_abcdef');
    expect(masks[0]).toBe('gpt_sat_abcdef');
  });
  test('else from the variable, else there is none', () => {
    expect(readToken(hostOf({ token: ' ' }).host, { GPU_SERVICE_TOKEN: 'gpt_sat_other' })).toBe('gpt_sat_other');
    expect(readToken(hostOf().host, {})).toBe('');
  });
  test.each(['gpt_sat_abcdef', 'gpt_sat_A-b_9xyz'])('%s is one', (token) =>
    expect(saidOf(() => checkToken(token))).toBe(''),
  );
  test.each(['ghp_abcdefghijkl', 'gpt_sat_abc', 'x gpt_sat_abcdef', 'gpt_sat_abc def', 'gpt_sat_abcdef!'])(
    '%s is none, and is not repeated',
    (token) => {
      const said = saidOf(() => checkToken(token));
      expect(said).toContain(/\s/.test(token) ? 'it holds blanks or line breaks.' : 'it does not begin with gpt_sat_.');
      expect(said).not.toContain(token);
    },
  );
  test('where there is none, it is said why and what to do', () => {
    expect(sentenceOf(missingToken(hostOf({ withheld: 'Dependabot' }).host))).toMatch(
      /^No service token: a run caused by Dependabot gets no secrets\. Set `on-missing-token: skip`/,
    );
    expect(sentenceOf(missingToken(hostOf().host))).toMatch(
      /^No service token: .*GPU_SERVICE_TOKEN is not set\. Check the name of the secret\./,
    );
  });
});

describe('a secret is masked', () => {
  test('in the forms that programs write it in', () => {
    const { host, masks } = hostOf();
    const secret = 'p@ss wörd?>~';
    maskSecret(host, secret);
    const hex = Buffer.from(secret).toString('hex');
    expect(masks).toEqual(expect.arrayContaining([secret, hex, hex.toUpperCase(), 'p%40ss+w%C3%B6rd%3F%3E~']));
    // Whatever stands before and after it in a longer text.
    for (const before of ['', 'a', 'ab'])
      for (const after of ['', 'z']) {
        const text = Buffer.from(before + secret + after).toString('base64url');
        const known = masks.some((form) => text.includes(form));
        expect([text, known || !/[-_]/.test(text)]).toEqual([text, true]);
      }
  });
  test('line by line, and no line is so short that its mask blackens harmless words', () => {
    const { host, masks } = hostOf();
    maskSecret(host, 'first-line\r\nabcde\n  second-line  \n');
    expect(masks).toEqual(expect.arrayContaining(['first-line', 'second-line']));
    expect(masks.filter((form) => form.length < 6)).toEqual([]);
    expect(masks).not.toContain('abcde');
  });
});

test.each([
  ...['GITHUB_SHA', 'GITHUB_REPOSITORY', 'GITHUB_REF_NAME', 'GITHUB_RUN_ID', 'GITHUB_REF', 'GITHUB_SERVER_URL'],
  ...['CI_COMMIT_SHA', 'CI_PIPELINE_URL', 'BITBUCKET_COMMIT', 'BUILDKITE_BRANCH', 'CIRCLE_SHA1', 'GIT_COMMIT'],
])('a variable that the CI system shows itself is not masked: %s', (name) => expect(isPublic(name)).toBe(true));

test.each(['API_KEY', 'GITHUB_TOKEN', 'GITHUB_PAT', 'MY_GITHUB_SHA', 'CI_JOB_TOKEN', 'CI_REGISTRY_PASSWORD', 'SHA'])(
  'a variable that may be a secret is masked: %s',
  (name) => expect(isPublic(name)).toBe(false),
);

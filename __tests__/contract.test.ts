import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { INPUTS, OUTPUTS } from '../src/inputs.ts';
import { parseRequest } from '../src/request.ts';
import { VERSION } from '../src/version.ts';

interface Action {
  readonly description: string;
  readonly inputs: Record<string, { description: string; default?: string; required: boolean }>;
  readonly outputs?: Record<string, { description: string }>;
  readonly runs: { using: string; main: string; post: string };
}
const action = parse(readFileSync('action.yml', 'utf8')) as Action;
const setup = parse(readFileSync('setup/action.yml', 'utf8')) as Action;
const readme = readFileSync('README.md', 'utf8');
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

describe('the public contract', () => {
  test('action.yml has the inputs of the table, with their defaults and words', () => {
    expect(
      Object.entries(action.inputs).map(([name, { description, default: value }]) => [name, description, value ?? '']),
    ).toEqual(INPUTS.map((row) => [row.name, row.help, row.default]));
  });
  test('action.yml has the outputs of the table', () => {
    expect(Object.entries(action.outputs ?? {}).map(([name, { description }]) => [name, description])).toEqual(OUTPUTS);
  });
  test('both actions run on Node 24; setup and the post step have an entry of their own', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js', post: 'bin/post.js' });
    expect(setup.runs).toEqual({ using: 'node24', main: '../bin/setup.js', post: '../bin/post.js' });
  });
  test('setup has inputs of the action, and outputs of its own', () => {
    expect(Object.keys(setup.inputs).length).toBeGreaterThan(5);
    for (const name of Object.keys(setup.inputs)) expect(setup.inputs[name]).toEqual(action.inputs[name]);
    expect(Object.keys(setup.outputs ?? {})).toEqual(['cli-version', 'path']);
  });
  test.each(INPUTS.map(({ name }) => name))('the README lists the input %s', (name) => {
    expect(readme).toMatch(new RegExp(`\\| \`${name}\` +\\|`));
  });
  test.each(OUTPUTS.map(([name]) => name))('the README lists the output %s', (name) => {
    expect(readme).toMatch(new RegExp(`\\| \`${name}\` +\\|`));
  });
  test('the marketplace accepts both descriptions: fewer than 125 characters', () => {
    for (const { description } of [action, setup]) expect(description.length).toBeLessThan(125);
  });
  test('each example in the table is a good value, and each default is one', () => {
    const given = (name: string, value: string) => (key: string) => {
      if (key === name) return value;
      if (key === 'mode' && name === 'detach-after') return 'collect';
      return key === 'command' ? 'true' : key === 'job-id' ? 'job_1' : '';
    };
    for (const { name, example, kind } of INPUTS) {
      if (kind === 'secret' || example.includes('${{') || name === 'env') continue;
      expect(() => parseRequest(given(name, example))).not.toThrow();
    }
  });
  test('the version is that of package.json', () => {
    expect(VERSION).toBe(manifest.version);
  });
});

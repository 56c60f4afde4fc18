import { beforeEach, afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { github } from '../../src/hosts/github.ts';
import { pairs } from '../support/runner/files.ts';
import { openIn, reportWith, scratch, stateOf } from './support/world.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place[Symbol.dispose]());
const FILES = ['GITHUB_OUTPUT', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY'];
const filesIn = (folder: string) => Object.fromEntries(FILES.map((name) => [name, join(folder, name)]));
const read = (name: string): string => readFileSync(join(place.path, name), 'utf8');

describe('what is handed on', () => {
  test('goes into the files of the runner', async () => {
    for (const name of FILES) writeFileSync(join(place.path, name), '');
    const { host, stdout } = openIn(github, filesIn(place.path));
    host.setOutput('status', 'ok');
    host.exportVariable('KEPT', 'pod-1');
    host.addPath('/opt/gpu');
    host.saveState('ledger', '{}');
    await host.summary('# Fine\n');
    expect(read('GITHUB_OUTPUT')).toContain('ok');
    expect(read('GITHUB_ENV')).toContain('pod-1');
    expect(read('GITHUB_PATH')).toBe('/opt/gpu\n');
    expect(read('GITHUB_STATE')).toContain('{}');
    expect(read('GITHUB_STEP_SUMMARY')).toBe('# Fine\n');
    expect(stdout()).toBe('');
  });

  test('does not reach the log without them', async () => {
    const { host, stdout } = openIn(github, {});
    host.setOutput('status', 'ok');
    host.exportVariable('KEPT', 'pod-1');
    host.addPath('/opt/gpu');
    await host.summary('# Fine\n');
    expect(stdout()).toBe('');
  });

  test('and cannot be written: told once, and nothing else is held up', async () => {
    for (const name of FILES) mkdirSync(join(place.path, name));
    const { host, stdout } = openIn(github, filesIn(place.path));
    host.setOutput('status', 'ok');
    host.exportVariable('KEPT', 'pod-1');
    host.addPath('/opt/gpu');
    expect(stdout()).toMatch(/^::warning::Values for later steps could not be written \(.*EISDIR.*\n$/);
    await host.summary('# Fine\n');
    expect(stdout().split('\n')[1]).toMatch(/^::warning::The job summary could not be written \(.*EISDIR/);
  });

  test('what was saved is found again, by this process and by the one after the step', () => {
    writeFileSync(join(place.path, 'GITHUB_STATE'), '');
    const { host } = openIn(github, { ...filesIn(place.path), STATE_main: '7 1234' });
    expect([stateOf(host, 'main'), stateOf(host, 'ledger')]).toEqual(['7 1234', '']);
    host.saveState('main', '8 1234');
    expect(stateOf(host, 'main')).toBe('8 1234');
  });
});

test.each([
  ['is not set', {}],
  ['is missing', { GITHUB_STATE: '/nonexistent/state' }],
])('refuses to save for the post step where the state file %s, and prints no value', (why, env) => {
  const { host, stdout } = openIn(github, env);
  expect(() => host.saveState('ledger', 'secret')).toThrow(why);
  expect(stdout()).toBe('');
});

test('the runner reads each value back, whatever stands in it', () => {
  const file = join(place.path, 'GITHUB_STATE');
  const value = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\n', '\r', '=', '<<', 'name=', 'x') }));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 5 }), (values) => {
      writeFileSync(file, '');
      const { host } = openIn(github, filesIn(place.path));
      values.forEach((one, index) => host.saveState(`name-${index}`, one));
      expect([...pairs(readFileSync(file, 'utf8'))]).toEqual(values.map((one, index) => [`name-${index}`, one]));
    }),
  );
});

describe('the log', () => {
  test('an annotation has a title where there is one; debugging is told where it is wished', () => {
    const { host, stdout } = openIn(github, {});
    host.notice('a');
    host.warning('b', { title: 'T' });
    host.error('c', {});
    host.debug('no');
    expect(stdout()).toBe('::notice::a\n::warning title=T::b\n::error::c\n');
    const debugged = openIn(github, { RUNNER_DEBUG: '1' });
    debugged.host.debug('yes');
    expect(debugged.stdout()).toBe('::debug::yes\n');
  });

  test('nothing is no secret', () => {
    const { host, stdout } = openIn(github, {});
    expect([host.mask(' '), host.mask('hunter2!')]).toEqual([true, true]);
    expect(stdout()).toBe('::add-mask::hunter2!\n');
  });

  test('words of ours that quote others hold no command', () => {
    const { host, stdout } = openIn(github, {});
    host.info('##[error]x\n  ::set-output name=a::b\nfine: ::');
    expect(stdout()).toBe('##\u200b[error]x\n  :\u200b:set-output name=a::b\nfine: ::\n');
  });

  test('what is said while foreign bytes flow waits for their end, also where two streams flow', () => {
    const { host, stdout } = openIn(github, {});
    const first = host.quarantine();
    const second = host.quarantine();
    host.group('G');
    host.warning('later');
    host.endGroup();
    first();
    first();
    const [stop = ''] = stdout().split('\n');
    expect(stdout()).toBe(`${stop}\n`);
    second(false);
    const key = stop.slice('::stop-commands::'.length);
    expect(stdout()).toBe(`${stop}\n::${key}::\n::group::G\n::warning::later\n::endgroup::\n`);
  });
});

test('neither comment nor check: nothing is asked of GitHub, and what has no token is told', async () => {
  const { host } = openIn(github, {});
  const report = reportWith();
  expect(await host.publish(report, { comment: 'never', check: false, reportFile: '' })).toEqual([]);
  const told = await host.publish(report, { comment: 'never', check: true, reportFile: '' });
  expect(told).toEqual([
    'The check run could not be written: it needs `github-token` with `checks: write`. The job summary holds the report.',
  ]);
});

import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { github } from '../../src/hosts/github.ts';
import { generic } from '../../src/hosts/generic.ts';
import type { Host } from '../../src/model/host.ts';
import { publish } from '../../src/report/publish.ts';
import { timeLeft } from '../../src/run/time-left.ts';
import { openIn, scratch } from '../hosts/support/world.ts';
import { report } from '../support/report.ts';
import { requestOf, yieldingClock } from '../support/scripted-gpu.ts';

let place: ReturnType<typeof scratch>;
beforeEach(() => {
  place = scratch();
});
afterEach(() => place[Symbol.dispose]());
const never = { over: new AbortController().signal };

test('a report that cannot be written is a warning, and all else is told all the same', async () => {
  const { host, stdout } = openIn(github, { RUNNER_TEMP: place.path });
  rmSync(place.path, { recursive: true });
  const value = report({ notices: ['a notice'], status: 'failed', class: 'infra', reason: 'It broke.' });
  await publish(host, value, requestOf({ summary: 'false' }), never);
  expect(stdout()).toMatch(/^::warning::The run report could not be written to .*gpu-run-report-.*ENOENT/m);
  expect(stdout()).toContain('::notice::a notice\n');
  expect(stdout()).toMatch(/^::error title=train%3A .*::.*It broke\./m);
});

test('a host that breaks down is a warning, and its group is closed', async () => {
  const { host, stdout } = openIn(github, { RUNNER_TEMP: place.path });
  const broken: Host = { ...host, publish: () => Promise.reject(new Error('out of order')) };
  await publish(broken, report(), requestOf(), never);
  expect(stdout()).toMatch(/::warning::The report could not be published: out of order\n::endgroup::\n$/);
});

test('inputs that cannot be read leave the one error', async () => {
  const { host, stderr } = openIn(generic, { TMPDIR: place.path });
  const value = report({ attempts: [], status: 'failed', class: 'usage', reason: 'No such input.', hint: 'Look.' });
  await publish(host, value, undefined, never);
  expect(stderr()).toMatch(/^Error: .*No such input\. Look\.\n$/);
});

test('what may still live is told louder than all else', async () => {
  const { host, stdout } = openIn(github, { RUNNER_TEMP: place.path });
  await publish(host, report({ cleanup: 'unconfirmed', leftover: 'pod-1 may live' }), requestOf(), never);
  expect(stdout()).toContain('::warning title=A paid run may still be alive::pod-1 may live\n');
});

test('the time that a signal leaves is one for all, and begins with it or with us', async () => {
  const clock = yieldingClock();
  const early = timeLeft(AbortSignal.abort(), clock);
  expect(early.left()).toBe(5_200);
  await new Promise((turn) => setImmediate(() => setImmediate(turn)));
  expect([early.left(), early.over.aborted]).toEqual([0, true]);

  const signal = new AbortController();
  const late = timeLeft(signal.signal, clock);
  expect(late.left()).toBe(Infinity);
  signal.abort();
  expect(late.left()).toBe(5_200);
  late.end();
  expect(late.over.aborted).toBe(false);
});

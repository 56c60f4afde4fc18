import { describe, expect, test } from '@jest/globals';
import type { Attempt, Outcome, Telemetry } from '../../src/core/outcome.ts';
import { clockOf, sparkline, timeline, useChart } from '../../src/report/charts.ts';
import { at, attempt, report } from '../support/report.ts';
import { stretched } from '../support/reports.ts';
import { telemetryOf } from '../support/traces.ts';

const FULL: Outcome = { kind: 'refused', class: 'saturated', reason: 'full' };
const OK: Outcome = { kind: 'succeeded' };
const LOST: Outcome = { kind: 'lost', reason: 'gone' };
const HOUR = 3_600;
const DAY = 86_400;

const drawn = (...attempts: Attempt[]): string[] => timeline(report({ attempts })).split('\n');
/** The bars, without what stands above them. */
const bars = (...attempts: Attempt[]): string[] => drawn(...attempts).slice(6, -1);
/** A run of this many seconds. */
const lasting = (seconds: number): string[] =>
  drawn(attempt(1, { submitting: 0, provisioning: Math.ceil(seconds / 4), running: seconds / 2 }, seconds, OK));

describe('a line of bars', () => {
  test.each<[number[], string]>([
    [[0, 12, 13, 25, 38, 50, 63, 75, 88, 100], '▁▁▂▃▄▅▆▇██'],
    [[-5, 250], '▁█'],
    [[0, NaN, 100], '▁▁█'],
    [[NaN, 100, 0], '██▁'],
    [[0, 100, Infinity], '▁██'],
    [[50], ''],
    [[50, NaN], ''],
    [[], ''],
  ])('%j: %s', (values, line) => expect(sparkline(values)).toBe(line));
  test('is never wider than asked for: each bar is the mean of what it stands for', () => {
    expect(sparkline([0, 100, 100, 100, 0, 0], 3)).toBe('▅█▁');
    expect(sparkline([0, 0, 100, 100, 100], 2)).toBe('▁█');
    expect(sparkline(Array.from({ length: 200 }, (_, n) => n / 2))).toBe('▁▁▁▂▂▃▃▃▄▄▅▅▅▆▆▇▇▇██');
  });
});

describe('where the time went', () => {
  test('each phase of the attempt that ran is a bar', () => {
    expect(
      drawn(attempt(1, { submitting: 0, provisioning: 10, syncing: 40, running: 60, ended: 590 }, 600, OK)).slice(2),
    ).toEqual([
      'gantt',
      '    dateFormat HH:mm:ss',
      '    axisFormat %M:%S',
      '    tickInterval 5minute',
      '    section Queue',
      '    waiting :done, 00:00:00, 00:00:10',
      '    section Pod',
      '    provisioning :active, 00:00:10, 00:00:40',
      '    syncing :active, 00:00:40, 00:01:00',
      '    running :00:01:00, 00:10:00',
      '```',
    ]);
  });
  test('refusals in a row are one bar of the attempt after them', () => {
    expect(
      bars(
        attempt(1, { submitting: 0 }, 5, FULL, 55),
        attempt(2, { submitting: 60 }, 65, FULL, 55),
        attempt(3, { submitting: 120, running: 130 }, 600, OK),
      ),
    ).toEqual([
      '    section Queue',
      '    waiting through 2 refusals :done, 00:00:00, 00:02:10',
      '    section Pod',
      '    running :00:02:10, 00:10:00',
    ]);
  });
  test('an attempt that ended before it got anywhere, and not by a refusal, is waiting too', () => {
    expect(
      bars(
        attempt(1, { submitting: 0 }, 5, LOST, 55),
        attempt(2, { submitting: 60 }, 65, FULL, 55),
        attempt(3, { submitting: 120, running: 130 }, 600, OK),
      )[1],
    ).toBe('    waiting through 1 refusal :done, 00:00:00, 00:02:10');
  });
  test('an attempt that got further has a section of its own, and what broke it off is marked', () => {
    expect(
      bars(
        attempt(1, { submitting: 0, provisioning: 20 }, 100, { ...FULL, class: 'infra' }, 20),
        attempt(2, { submitting: 120 }, 125, FULL, 55),
        attempt(3, { submitting: 180, provisioning: 200, running: 300 }, 600, LOST),
      ),
    ).toEqual([
      '    section Attempt 1',
      '    waiting :done, 00:00:00, 00:00:20',
      '    provisioning :crit, 00:00:20, 00:01:40',
      '    section Attempt 3',
      '    waiting through 1 refusal :done, 00:02:00, 00:03:20',
      '    provisioning :active, 00:03:20, 00:05:00',
      '    running :crit, 00:05:00, 00:10:00',
    ]);
  });
  test('a wait that led nowhere ends with the last attempt', () => {
    expect(
      bars(
        attempt(1, { submitting: 0, running: 20 }, 100, LOST, 20),
        attempt(2, { submitting: 120 }, 130, FULL, 470),
        attempt(3, { submitting: 590 }, 600, FULL, 999),
      ).slice(-2),
    ).toEqual(['    section Queue', '    waiting through 2 refusals :done, 00:02:00, 00:10:00']);
  });
  test('a job that was only submitted is not broken off', () => {
    expect(bars(attempt(1, { submitting: 0, running: 20 }, 100, { kind: 'submitted' }))[3]).toBe(
      '    running :00:00:20, 00:01:40',
    );
  });
  test('what comes after the last phase is part of it', () => {
    expect(bars(attempt(1, { submitting: 0, provisioning: 20, ended: 90 }, 100, LOST))[3]).toBe(
      '    provisioning :crit, 00:00:20, 00:01:40',
    );
  });
  test('of more than eight sections the first two and the last six are shown', () => {
    const attempts = Array.from({ length: 10 }, (_, n) =>
      attempt(n + 1, { submitting: n * 60, provisioning: n * 60 + 20 }, n * 60 + 50, { ...FULL, class: 'infra' }, 10),
    );
    const titles = (some: Attempt[]) => bars(...some).flatMap((line) => /section Attempt (\d+)/.exec(line)?.[1] ?? []);
    expect(titles(attempts)).toEqual(['1', '2', '5', '6', '7', '8', '9', '10']);
    expect(titles(attempts.slice(0, 8))).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });
  test('what is too thin to be seen is left out where nothing was done, else widened', () => {
    // Of 1,500 seconds ten can be seen.
    expect(bars(attempt(1, { submitting: 0, provisioning: 9, syncing: 12, running: 100 }, 1_500, OK)).slice(1)).toEqual(
      [
        '    provisioning :active, 00:00:09, 00:00:19',
        '    syncing :active, 00:00:12, 00:01:40',
        '    running :00:01:40, 00:25:00',
      ],
    );
    expect(bars(attempt(1, { submitting: 0, provisioning: 10, running: 100 }, 1_500, OK))[1]).toBe(
      '    waiting :done, 00:00:00, 00:00:10',
    );
    expect(bars(attempt(1, { submitting: 0, provisioning: 1, running: 1 }, 2, OK)).slice(1)).toEqual([
      '    waiting :done, 00:00:00, 00:00:01',
      '    section Pod',
      '    provisioning :active, 00:00:01, 00:00:02',
      '    running :00:00:01, 00:00:02',
    ]);
  });
  test('a short wait between long attempts is left out too', () => {
    expect(
      bars(
        attempt(1, { submitting: 0, provisioning: 100 }, 700, { ...FULL, class: 'infra' }, 10),
        attempt(2, { submitting: 710, syncing: 715, running: 800 }, 1_500, OK),
      ).slice(3),
    ).toEqual(['    section Attempt 2', '    syncing :active, 00:11:55, 00:13:20', '    running :00:13:20, 00:25:00']);
  });
  test('stamps that make no sense are the beginning', () => {
    const odd = { ...attempt(1, { submitting: 0, provisioning: 20, running: 60 }, 100, OK), endedAt: 'soon' };
    expect(bars(odd, attempt(2, { submitting: -9, running: -5 }, 600, OK))).toEqual([
      '    section Attempt 1',
      '    waiting :done, 00:00:00, 00:00:20',
      '    provisioning :active, 00:00:20, 00:01:00',
      '    running :00:01:00, 00:01:04',
      '    section Attempt 2',
      '    running :00:00:00, 00:10:00',
    ]);
  });
  test('nothing is drawn where there is nothing to tell', () => {
    expect(timeline(report({ attempts: [] }))).toBe('');
    expect(drawn({ ...attempt(1, { submitting: 0, provisioning: 2, running: 9 }, 99, OK), startedAt: 'x' })).toEqual([
      '',
    ]);
    expect(drawn(attempt(1, { running: 0 }, 600, OK))).toEqual(['']);
    expect(drawn(attempt(1, { submitting: 0 }, 600, FULL))).toEqual(['']);
    expect(drawn(attempt(1, { submitting: 0, provisioning: 0, running: 0 }, 0, OK))).toEqual(['']);
    expect(drawn(attempt(1, { submitting: 0, provisioning: 0, running: 0 }, 1, OK))).not.toEqual(['']);
  });

  test.each([
    [80, '%M:%S', '10second'],
    [81, '%M:%S', '30second'],
    [240, '%M:%S', '30second'],
    [241, '%M:%S', '1minute'],
    [480, '%M:%S', '1minute'],
    [481, '%M:%S', '5minute'],
    [2_400, '%M:%S', '5minute'],
    [2_401, '%M:%S', '15minute'],
    [HOUR - 1, '%M:%S', '15minute'],
    [HOUR, '%H:%M', '15minute'],
    [2 * HOUR, '%H:%M', '15minute'],
    [2 * HOUR + 1, '%H:%M', '1hour'],
    [8 * HOUR + 1, '%H:%M', '4hour'],
    [DAY - 1, '%H:%M', '4hour'],
    [DAY, '%a %H:%M', '4hour'],
    [32 * HOUR + 1, '%a %H:%M', '1day'],
    [9 * DAY, '%a %H:%M', '1day'],
  ])('of %i seconds the axis shows %s, a tick each %s', (seconds, axis, tick) => {
    expect(lasting(seconds).slice(4, 6)).toEqual([`    axisFormat ${axis}`, `    tickInterval ${tick}`]);
  });
  test('hours within a day, and days after it', () => {
    expect(lasting(DAY - 1).slice(3, 4)).toEqual(['    dateFormat HH:mm:ss']);
    expect(lasting(DAY - 2).at(-2)).toBe('    running :11:59:59, 23:59:58');
    expect(lasting(DAY).slice(3, 4)).toEqual(['    dateFormat YYYY-MM-DD HH:mm:ss']);
    expect(lasting(DAY).at(-2)).toBe('    running :2001-01-01 12:00:00, 2001-01-02 00:00:00');
    expect(lasting(2 * DAY + 4).at(-2)).toBe('    running :2001-01-02 00:00:02, 2001-01-03 00:00:04');
    expect(lasting(80 * DAY).at(-2)).toBe('    running :2001-01-31 00:00:00, 2001-01-31 00:00:00');
  });
});

describe('on a white page and on a black one', () => {
  const [fence, look = ''] = lasting(600);
  const { gantt, themeVariables } = JSON.parse(look.replace(/^%%\{init: (.*)\}%%$/, '$1')) as {
    gantt: Record<string, number>;
    themeVariables: Record<string, string>;
  };
  const light = (colour: string): number => {
    expect(colour).toMatch(/^#[0-9a-f]{6}$/);
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((from) => {
      const part = parseInt(colour.slice(from, from + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one = '', other = ''): number => {
    const [low = 0, high = 0] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const WHITE = '#ffffff';
  const BLACK = '#0d1117';

  test('it is a diagram of Mermaid', () => expect(fence).toBe('```mermaid'));
  test('what stands on the page can be read', () => {
    for (const name of ['titleColor', 'gridColor', 'taskTextOutsideColor']) {
      expect(contrast(themeVariables[name], WHITE)).toBeGreaterThan(3);
      expect(contrast(themeVariables[name], BLACK)).toBeGreaterThan(3);
    }
  });
  test('what stands on a bar can be read', () => {
    for (const [text, bar] of [
      ['taskTextColor', 'taskBkgColor'],
      ['taskTextLightColor', 'taskBkgColor'],
      ['taskTextLightColor', 'critBkgColor'],
      ['taskTextDarkColor', 'activeTaskBkgColor'],
      ['taskTextDarkColor', 'doneTaskBkgColor'],
    ] as const)
      expect(contrast(themeVariables[text], themeVariables[bar])).toBeGreaterThan(3);
  });
  test('a bar is told from the page by itself or by its border', () => {
    for (const name of ['task', 'activeTask', 'doneTask', 'crit'])
      for (const page of [WHITE, BLACK])
        expect(
          Math.max(...['Bkg', 'Border'].map((kind) => contrast(themeVariables[`${name}${kind}Color`], page))),
        ).toBeGreaterThan(2);
  });
  test('no section has a ground of its own', () => {
    for (const name of ['sectionBkgColor', 'sectionBkgColor2', 'altSectionBkgColor'])
      expect(themeVariables[name]).toBe('transparent');
  });
  test('bars are higher than their text, and its names have room', () => {
    expect(gantt['barHeight']).toBeGreaterThan(1.5 * (gantt['fontSize'] ?? NaN));
    expect(gantt['leftPadding']).toBeGreaterThan(5 * (gantt['sectionFontSize'] ?? NaN));
    expect(gantt['barGap']).toBeGreaterThan(0);
  });
});

describe('the use of the GPU over time', () => {
  const point = (utilization: number | null, memory: number | null) => ({ atSeconds: 0, utilization, memory });
  const charted = (given: Partial<Telemetry>): string[] =>
    useChart({ ...stretched(telemetryOf('busy'), 600), ...given }).split('\n');
  const series = Array.from({ length: 8 }, (_, n) => point(n * 10, n));

  test('is two lines, in minutes where it took three', () => {
    expect(charted({ series, spanSeconds: 180 })).toEqual([
      '```mermaid',
      '%%{init: {"xyChart": {"width": 900, "height": 280}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "#2da44e, #986ee2"}}}}%%',
      'xychart-beta',
      '    title "GPU use (green) and memory (purple), %"',
      '    x-axis "minutes" 0 --> 3',
      '    y-axis 0 --> 100',
      '    line [0, 10, 20, 30, 40, 50, 60, 70]',
      '    line [0, 1, 2, 3, 4, 5, 6, 7]',
      '```',
    ]);
    expect(charted({ series, spanSeconds: 179.96 })[4]).toBe('    x-axis "seconds" 0 --> 180');
    expect(charted({ series, spanSeconds: 251 })[4]).toBe('    x-axis "minutes" 0 --> 4.2');
  });
  test('what was not told is left out', () => {
    expect(charted({ series: series.map(({ memory }) => point(null, memory)) }).slice(3, 4)).toEqual([
      '    title "GPU memory (purple), %"',
    ]);
    const use = charted({ series: series.map(({ utilization }) => point(utilization, null)) });
    expect(use[3]).toBe('    title "GPU use (green), %"');
    expect(use).toHaveLength(8);
  });
  test('gaps repeat what was before them, and nothing is below 0 or above 100', () => {
    const values = [null, 5, null, 7.6, -3, 120, null, 1];
    expect(charted({ series: values.map((value) => point(value, null)) })[6]).toBe(
      '    line [5, 5, 5, 8, 0, 100, 100, 1]',
    );
  });
  test('a few points or seconds are no chart', () => {
    expect(charted({ series: series.slice(1) })).toEqual(['']);
    expect(charted({ series, spanSeconds: 19.9 })).toEqual(['']);
    expect(charted({ series, spanSeconds: 20 })).toHaveLength(9);
  });
});

test('the time of day of a stamp', () => {
  expect(clockOf(at(5))).toBe('02:00:09');
  expect(clockOf('T02:00:09 T1:00:00')).toBe('02:00:09');
  expect(clockOf('02:00:09')).toBe('02:00:09');
  expect(clockOf('')).toBe('');
  expect(clockOf('x'.repeat(31))).toBe(`${'x'.repeat(29)}…`);
});

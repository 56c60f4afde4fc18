import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  BODY_LIMIT,
  join,
  markerOf,
  parse,
  render,
  sectionOf,
  tells,
  type Section,
} from '../../src/hosts/github/sections.ts';
import { settle } from '../../src/hosts/github/text.ts';

const LINK = 'https://github.com/octo-org/models/actions/runs/100';

/** Pieces that mean something to our parser, to Markdown or to HTML, between any other text. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '<!-- gpu-cli/run-action:GPU%20checks -->',
        '<!-- gpu-cli/run-action/section train 999.1 5 -->',
        '<!-- gpu-cli/run-action/end -->',
        '<!--   GPU-CLI/run-action/end -->',
        '<!<!-- gpu-cli/run-action/end -->',
        '<!--',
        '-->',
        '```',
        '~~~~ python',
        '<details>',
        '<details open><summary>more</summary>',
        '</details>',
        '\r',
        '\r\n',
        '\n',
        '\n\n',
        '\0',
        '\u2028',
        '\ud800',
        '🚀',
      ),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

const legNames = fc.oneof(
  fc.constantFrom('train', 'train (1)', 'train (10)', 'train (2)', 'a--b', '-->', ''),
  fc.string({ unit: 'binary', maxLength: 200 }),
);
const sections = fc
  .record({
    leg: legNames,
    run: fc.constantFrom('99', '100', '101'),
    attempt: fc.integer({ min: 1, max: 3 }),
    at: fc.integer({ min: 0, max: 5 }),
    text: hostile,
  })
  .map(({ leg, run, attempt, at, text }) => sectionOf(leg, run, attempt, at, text));
const many = fc.array(sections, { maxLength: 8 }).map((some) => join(some, []));

describe('sections of a comment', () => {
  test('whatever they hold, they are read as they were written', () => {
    fc.assert(
      fc.property(many, fc.string(), (some, key) => {
        const body = render(key, some, LINK) ?? '';
        expect(parse(body, key)).toEqual(some);
        expect(parse(body.replaceAll('\n', '\r\n'), key)).toEqual(some);
        expect(body.startsWith(markerOf(key))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('a section cannot hold a marker of ours', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(settle(text)).not.toMatch(/<!--+\s*gpu-cli\/run-action/i);
      }),
      { numRuns: 500 },
    );
  });

  test('text that is settled stays as it is', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(settle(settle(text))).toBe(settle(text));
      }),
      { numRuns: 1000 },
    );
  });

  test('what a section leaves open is closed: code, details, HTML comment', () => {
    expect(settle('````text\nlog ```')).toBe('````text\nlog ```\n````');
    expect(settle('<details><summary>a</summary>\n\n<details>')).toBe(
      '<details><summary>a</summary>\n\n<details>\n\n</details>\n</details>',
    );
    expect(settle('seen <!-- hidden\n```')).toBe('seen <!-- hidden\n```\n-->');
    expect(settle('```\n<details>\n```\ndone')).toBe('```\n<details>\n```\ndone');
  });

  test('joining is a least upper bound: order and repetition do not matter', () => {
    fc.assert(
      fc.property(many, many, many, (a, b, c) => {
        expect(join(a, b)).toEqual(join(b, a));
        expect(join(a, join(b, c))).toEqual(join(join(a, b), c));
        expect(join(join(a, b), b)).toEqual(join(a, b));
      }),
      { numRuns: 500 },
    );
  });

  test('legs stand in natural order, whoever wrote first', () => {
    const some = ['train (10)', 'eval', 'train (2)', 'train (1)'].map((leg) => sectionOf(leg, '1', 1, 0, leg));
    expect(join(some, []).map(({ text }) => text)).toEqual(['eval', 'train (1)', 'train (2)', 'train (10)']);
  });

  test('names that read alike still have an order', () => {
    const some = ['leg 01', 'leg 1', 'leg 001'].map((leg) => sectionOf(leg, '1', 1, 0, leg));
    const order = join(some, []).map(({ text }) => text);
    expect(join(some.toReversed(), []).map(({ text }) => text)).toEqual(order);
    expect(order.toSorted()).toEqual(['leg 001', 'leg 01', 'leg 1']);
  });

  test('of two sections of one moment the one that is whole stays, then the longer, then the later by its words', () => {
    const one = (text: string, cut = false): Section => ({ ...sectionOf('a', '1', 1, 5, text), cut });
    const stays = (a: Section, b: Section): string => {
      const both = [join([a], [b]), join([b], [a])].map(([section]) => section?.text);
      expect(both[0]).toBe(both[1]);
      return both[0] ?? '';
    };
    expect(stays(one('whole'), one('cut off here', true))).toBe('whole');
    expect(stays(one('short'), one('longer text'))).toBe('longer text');
    expect(stays(one('abc'), one('abd'))).toBe('abd');
    expect(stays(one('abc'), one('abc'))).toBe('abc');
  });

  test('a run without a number, and a time that is none, are the oldest', () => {
    expect(sectionOf('a', 'local', NaN, -1, 't')).toMatchObject({ run: '0', attempt: 0, at: 0 });
    expect(sectionOf('a', '007', 1.9, 2.9, 't')).toMatchObject({ run: '7', attempt: 1, at: 2 });
  });

  test.each<[string, string, string, string]>([
    ['a newer run drops the sections of an older', '99.1', '100.1', 'new'],
    ['run ids are numbers, not words', '99.1', '100.1', 'new'],
    ['a second attempt replaces the first', '100.1', '100.2', 'new'],
    ['an older run that ends late changes nothing', '101.1', '100.1', 'old'],
  ])('%s', (_, before, after, stays) => {
    const of = (stamp: string, text: string): Section => {
      const [run = '', attempt] = stamp.split('.');
      return sectionOf('train', run, Number(attempt), 0, text);
    };
    expect(join([of(before, 'old')], [of(after, 'new')]).map(({ text }) => text)).toEqual([stays]);
  });

  test('a second attempt of one leg leaves the first attempt of the others', () => {
    const first = ['a', 'b'].map((leg) => sectionOf(leg, '100', 1, 0, `${leg} 1`));
    expect(join(first, [sectionOf('b', '100', 2, 0, 'b 2')]).map(({ text }) => text)).toEqual(['a 1', 'b 2']);
  });

  test('a body over the limit: the longest sections give way, at line ends, with a link, and are told', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(hostile, fc.integer({ min: 0, max: 4000 })), { minLength: 2, maxLength: 30 }),
        (texts) => {
          const some = join(
            texts.map(([text, times], n) =>
              sectionOf(`leg ${n}`, '1', 1, 0, `${text}\nline of the log\n`.repeat(times)),
            ),
            [],
          );
          const body = render('k', some, LINK) ?? '';
          expect(body.length).toBeLessThanOrEqual(BODY_LIMIT);
          const shown = parse(body, 'k') ?? [];
          expect(tells(shown, some)).toBe(true);
          expect(render('k', shown, LINK)).toBe(body);
          if (shown.some(({ cut }) => cut)) expect(body).toContain('Some sections are shortened');
        },
      ),
      { numRuns: 30 },
    );
    const short = sectionOf('short', '1', 1, 0, 'short and whole');
    const long = sectionOf('long', '1', 1, 0, 'a line of the log\n'.repeat(9000));
    const shown = parse(render('k', join([short, long], []), LINK) ?? '', 'k') ?? [];
    expect(shown.map(({ cut }) => cut)).toEqual([true, false]);
    expect(shown[0]?.text).toMatch(/^(a line of the log\n)+\n… shortened, \[the rest is in the run\]\(https:.*\)$/);
    expect(shown[0]?.text.length).toBeGreaterThan(64_000);
  });

  test('256 legs with long names fit; where markers alone do not, there is no body', () => {
    const legs = (count: number): Section[] =>
      Array.from({ length: count }, (_, n) =>
        sectionOf(`${n} ${'ü'.repeat(300)}`, '17390442816', 1, Date.now(), 'text '.repeat(99)),
      );
    expect(parse(render('k', join(legs(256), []), LINK) ?? '', 'k')).toHaveLength(256);
    expect(render('k', legs(600), LINK)).toBeNull();
  });

  test('another key, an indented or quoted marker, and a body without one are not our comment', () => {
    const body = render('one', [], LINK) ?? '';
    for (const other of [body.replace('one', 'two'), `> ${body}`, ` ${body}`, `hello\n${body}`, '']) {
      expect(parse(other, 'one')).toBeNull();
    }
  });

  test('the link of the run is put in only where it is one', () => {
    const long = [sectionOf('a', '1', 1, 0, 'line\n'.repeat(20_000))];
    expect(render('k', long, 'javascript:alert(1)')).toContain('[the rest is in the run](#)');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { classifyRefusal, excludesStart } from '../../src/gpu/refusal.ts';

interface Message {
  readonly expected: string;
  readonly code: number;
  readonly mayHaveStarted: boolean;
  readonly text: string;
}

/** Messages that the grammar was not written for. Each file says what the grammar made of it at first. */
const messagesIn = (name: string): readonly Message[] =>
  readFileSync(new URL(`../fixtures/refusals/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [expected = '', code = '', start = '', ...text] = line.split(' | ');
      return { expected, code: Number(code), mayHaveStarted: start === 'maybe', text: text.join(' | ') };
    });

const read = ({ text, code }: Message) => classifyRefusal(text, code, '', undefined);

describe.each(['unseen', 'services', 'services-2'])('messages of %s.txt', (name) => {
  const messages = messagesIn(name);
  test('at least nine in ten get their class', () => {
    const wrong = messages.filter((message) => (read(message)?.class ?? 'none') !== message.expected);
    const misread = wrong.map((message) => `${message.expected}, not ${read(message)?.class}: ${message.text}`);
    expect(misread.slice(Math.floor(messages.length / 10))).toEqual([]);
  });
  test('a workload that may have run is not called refused', () => {
    const believed = messages.filter((message) => {
      const refused = message.mayHaveStarted ? read(message) : undefined;
      return refused !== undefined && (excludesStart(refused, 'accepted') || excludesStart(refused, 'synced'));
    });
    expect(believed).toEqual([]);
  });
});

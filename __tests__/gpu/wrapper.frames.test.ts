import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { frameFilter } from '../../src/gpu/wrapper.ts';

const NONCE = '0123456789abcdef';
const frame = (payload: string): Buffer => Buffer.from(`\x1egpu-ci:${NONCE}:${payload}\x1e`);

function filtered(bytes: Buffer, cuts: readonly number[], nonce = NONCE): { bytes: Buffer; frames: string[] } {
  const out: Buffer[] = [];
  const frames: string[] = [];
  const filter = frameFilter(
    nonce,
    (payload) => frames.push(payload),
    (piece) => out.push(piece),
  );
  let at = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    if (cut > at && cut < bytes.length) {
      filter.push(bytes.subarray(at, cut));
      at = cut;
    }
  }
  filter.push(bytes.subarray(at));
  filter.end();
  return { bytes: Buffer.concat(out), frames };
}

// Text that looks like pieces of frames is likelier to break a filter than random bytes are.
const piece = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc
    .constantFrom('\x1e', '\x1egpu-ci:', `\x1egpu-ci:${NONCE}`, '\x1egpu-ci:ffffffffffffffff:start\x1e', '::error::')
    .map((text) => Buffer.from(text)),
);

test('frames are taken out wherever they stand, and the workload’s bytes stay as they were, however they are cut', () => {
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.array(fc.nat(400), { maxLength: 20 }),
      fc.array(fc.constantFrom('start', 'exit:3', 'smi:0, H100, 1'), { maxLength: 5 }),
      (pieces, cuts, payloads) => {
        const own = pieces.map((one) => Buffer.from(one));
        // A frame between two pieces; a piece that ends inside a half frame would swallow it, which only a forger can do.
        const whole = own.filter((one) => !one.includes(Buffer.from(`gpu-ci:${NONCE}`)));
        const stream: Buffer[] = [];
        whole.forEach((one, n) => {
          stream.push(one);
          const payload = payloads[n];
          if (payload !== undefined) stream.push(frame(payload));
        });
        const result = filtered(Buffer.concat(stream), cuts);
        expect(result.bytes.equals(Buffer.concat(whole))).toBe(true);
        expect(result.frames).toEqual(payloads.slice(0, whole.length));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('without frames every byte comes out again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), fc.array(fc.nat(5_000), { maxLength: 20 }), (bytes, cuts) => {
      expect(filtered(Buffer.from(bytes), cuts).bytes.equals(Buffer.from(bytes))).toBe(true);
    }),
  );
});

test('a frame that never closes is the workload’s own text after all', () => {
  const text = Buffer.from(`\x1egpu-ci:${NONCE}:${'x'.repeat(6_000)}`);
  expect(filtered(text, [10, 500]).bytes.equals(text)).toBe(true);
});

test('a job that someone else submitted tells its nonce with its first frame', () => {
  const bytes = Buffer.concat([Buffer.from('a'), frame('start'), Buffer.from('b'), frame('exit:0')]);
  const { bytes: own, frames } = filtered(bytes, [3, 9], '');
  expect([own.toString(), frames]).toEqual(['ab', ['start', 'exit:0']]);
});

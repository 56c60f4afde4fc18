import { expect, test } from '@jest/globals';
import { redactor } from '../../src/kit/redact.ts';

// A capture is made to be shared: whatever a program prints, nothing that identifies anybody is in it.

/** Deterministic: a failure can be repeated. */
function randomness(seed: number) {
  let state = seed;
  const next = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const of = (characters: string, length: number) =>
    Array.from({ length }, () => characters[next(characters.length)]).join('');
  const pick = <T>(items: readonly T[]): T => items[next(items.length)] as T;
  return { next, of, pick };
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const HEX = '0123456789abcdef';
const ALNUM = `${LOWER}0123456789`;

/** Texts of the program with places for values. */
const TEXTS = [
  'Pod @ READY  1x RTX 4090  $0.44/h  project @',
  'Signed in as service account @ (org @)',
  '>> Project: @ (resolved from /home/@/work)',
  "✗ bootstrap failed at stage 'heartbeat' for pod '@' (transport): Timed out waiting for agent on pod @",
  'error: token @ expired',
  '* @   active\n  @   member',
  '2026-09-25T10:12:31.512034Z  WARN gpu_core::providers: relay @ lost (@)',
  '@',
  'key=@;url=https://@.example.com/@?token=@',
  '@@',
  'GPU_SERVICE_TOKEN="@"',
  'x@y',
  '\x1b[1m@\x1b[0m',
];
const FIELDS = [
  'id',
  'name',
  'slug',
  'state',
  'message',
  'gpu_type',
  'command',
  'email',
  'status',
  'total',
  'type',
  'kind',
  'plan',
];

test('leaves no token, address or id of 10,000 outputs in what is kept', () => {
  const { next, of, pick } = randomness(20_261_128);
  // A help text is asked without a token and in an empty home, so it holds no name of an organization.
  const slug = () => `acme-${of(LOWER, 9)}`;
  const plants = [
    () => `gpt_sat_${of(ALNUM + LOWER.toUpperCase(), 24)}`,
    () => Buffer.from(`gpt_sat_${of(ALNUM, 24)}`).toString('base64'),
    () => `ghp_${of(ALNUM, 30)}`,
    () => `${of(LOWER, 6)}.${of(LOWER, 7)}@${of(LOWER, 6)}.com`,
    () => `job_${of(HEX, 32)}`,
    () => of(ALNUM, 13) + String(next(10)),
    () => `${of(HEX, 8)}-${of(HEX, 4)}-4${of(HEX, 3)}-${of(HEX, 12)}`,
    () => `sa_${of(ALNUM, 5)}${next(10)}`,
    () => `5${of('0123456789', 8)}`,
    slug,
    () => `192.168.${next(256)}.1${next(10)}`,
  ];
  for (let round = 0; round < 10_000; round += 1) {
    const planted: string[] = [];
    const plant = (among = plants): string => {
      const value = pick(among)();
      planted.push(value);
      return value;
    };
    const filled = (text: string) => text.replaceAll('@', () => plant());
    const text = filled(pick(TEXTS));
    const json = Object.fromEntries(
      Array.from({ length: 1 + next(4) }, () => [
        next(12) === 0 ? plant() : pick(FIELDS),
        next(4) === 0 ? [{ [pick(FIELDS)]: plant() }] : next(2) === 0 ? plant() : filled(pick(TEXTS)),
      ]),
    );
    const help = pick(TEXTS).replaceAll('@', () => plant(plants.filter((one) => one !== slug)));
    const user = of(LOWER, 7);
    const redact = redactor([user, `/home/${user}`]);
    redact.learnFrom(json);
    const kept = `${redact.text(`${text}\n/home/${user}/project ${user}`)}\n${JSON.stringify(redact.json(json))}\n${redact.help(help)}`;
    for (const value of [...planted, user]) {
      if (kept.includes(value)) expect({ value, kept }).toEqual({ value, kept: 'without it' });
    }
  }
});

test('keeps words of the program, and equal values equal', () => {
  const redact = redactor(['alice']);
  const status = { pods: [{ pod_id: 'n9kwj3lwx2qw2n', state: 'READY', gpu_type: 'RTX 4090', cost_per_hour: 0.44 }] };
  redact.learnFrom(status);
  expect(redact.json(status)).toEqual({
    pods: [{ pod_id: '<id-1>', state: 'READY', gpu_type: 'RTX 4090', cost_per_hour: 0.5 }],
  });
  expect(redact.text('✗ No GPUs available for alice: Pod n9kwj3lwx2qw2n failed')).toBe(
    '✗ No GPUs available for <word-1> Pod <id-1> failed',
  );
});

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/y;

/** `500ms`, `30s`, `5m`, `2h`, `1h30m`, `45` (seconds) → milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const given = text.trim().toLowerCase();
  const value = /^[\d.]+$/.test(given) ? `${given}s` : given;
  let total = 0;
  let at = 0;
  let smallest = Infinity;
  while (at < value.length) {
    PART.lastIndex = at;
    const part = PART.exec(value);
    if (part === null) return undefined;
    const unit = UNIT_MS[part[2] as keyof typeof UNIT_MS];
    // Units must fall (1h30m): a repeated or rising unit is a typing error, not a sum to guess at.
    if (unit >= smallest) return undefined;
    smallest = unit;
    total += Number(part[1]) * unit;
    at = PART.lastIndex;
  }
  return value === '' ? undefined : bounded(total);
}

// One year: longer waits are typing errors, and stay far below where timer arithmetic breaks.
function bounded(ms: number): number | undefined {
  return ms <= 366 * UNIT_MS.d ? Math.round(ms) : undefined;
}

/** Milliseconds → `27 min 41 s`, `3 h 2 min`, `0.4 s`: two units at most, as people say it. */
export function sayDuration(ms: number): string {
  const seconds = ms / 1_000;
  if (seconds < 10) return `${Number(seconds.toFixed(1))} s`;
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3_600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ] as const;
  const first = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(first, first + 2)
    .filter(([n]) => n > 0)
    .map(([n, unit]) => `${n} ${unit}`)
    .join(' ');
}

/** Numbers as people say them. */

/** `$1.11`, `$0.04`, `less than $0.01`, `$1,234`. */
export function sayMoney(usd: number): string {
  if (!Number.isFinite(usd)) return '?';
  if (usd === 0) return '$0';
  if (usd < 0.005) return 'less than $0.01';
  return usd >= 1_000 ? `$${grouped(Math.round(usd))}` : `$${usd.toFixed(2)}`;
}

/** `about $1.11`, `under $0.01`: what was worked out and not billed. */
export function sayEstimate(usd: number): string {
  return usd > 0 && usd < 0.005 ? 'under $0.01' : `about ${sayMoney(usd)}`;
}

/** `10.3`, `79.6`, `141`, `0.4`: GiB of MiB, without the unit. */
export function gib(mib: number): string {
  return short(mib / 1_024);
}

/** `98 %`, `0.4 %`. */
export function sayPercent(percent: number): string {
  return `${percent > 0 && percent < 1 ? percent.toFixed(1) : String(Math.round(percent))} %`;
}

/** `0.09 kWh`, `41 Wh`. */
export function sayEnergy(kwh: number): string {
  return kwh < 0.1 ? `${short(kwh * 1_000)} Wh` : `${short(kwh)} kWh`;
}

/** At most three digits that count: `0.09`, `5.5`, `73.1`, `141`, `12,345`. */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return grouped(Math.round(value));
  return String(Number(value.toFixed(size >= 1 ? 1 : 2)));
}

/** A metric: five digits, more if it would seem to be a whole number or equal to `other`. */
export function sayMetric(value: number, other: number | null = null): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(2).replace('e+', 'e');
  const whole = String(Math.trunc(size)).length;
  for (let digits = Math.max(5, whole + 1); digits <= 12; digits++) {
    const shown = Number(value.toPrecision(digits));
    const isWrong = Number.isInteger(shown) && !Number.isInteger(value);
    const isSame = other !== null && other !== value && shown === Number(other.toPrecision(digits));
    if (!isWrong && !isSame) return grouped(shown);
  }
  return grouped(Number(value.toPrecision(12)));
}

export function plural(count: number, one: string): string {
  return `${grouped(count)} ${one}${count === 1 ? '' : 's'}`;
}

function grouped(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

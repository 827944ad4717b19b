const NOT_AVAILABLE = 'n/a';

/** `1234567` -> `1,234,567`. Digits are grouped by hand: locale data differ between builds of Node. */
function group(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

/** The nearest integer, ties to the even one (IEEE 754 roundTiesToEven). */
function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Integer cents as dollars: `2000` -> `$20.00`, `-150` -> `-$1.50`. Exact fractions of a cent (yardsticks) are shown to the nearest cent, half to even. */
export function formatCents(cents: number | bigint): string {
  if (typeof cents === 'number' && !Number.isFinite(cents)) return NOT_AVAILABLE;
  const whole = typeof cents === 'bigint' ? cents : BigInt(roundHalfEven(cents));
  const size = whole < 0n ? -whole : whole;
  const fraction = String(size % 100n).padStart(2, '0');
  return `${whole < 0n ? '-' : ''}$${group(String(size / 100n))}.${fraction}`;
}

/** A share as percent with at most `digits` decimals: `0.2` -> `20 %`, `0.135` -> `13.5 %`. */
export function formatPercent(fraction: number, digits = 1): string {
  if (!Number.isFinite(fraction)) return NOT_AVAILABLE;
  return `${formatNumber(fraction * 100, digits)} %`;
}

/** A count with thousands separators: `12345` -> `12,345`. */
export function formatCount(count: number | bigint): string {
  if (typeof count === 'number' && !Number.isFinite(count)) return NOT_AVAILABLE;
  if (typeof count === 'number' && !Number.isInteger(count)) return formatNumber(count, 2);
  const text = String(typeof count === 'number' ? BigInt(count) : count);
  return text.startsWith('-') ? `-${group(text.slice(1))}` : group(text);
}

/** A number with at most `digits` decimals, thousands grouped, no trailing zeros, never `-0`. */
export function formatNumber(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return NOT_AVAILABLE;
  if (Math.abs(value) >= 1e21) return String(value);
  const [whole, decimals = ''] = Math.abs(value).toFixed(digits).split('.') as [string, string?];
  const kept = decimals.replace(/0+$/, '');
  const text = kept === '' ? group(whole) : `${group(whole)}.${kept}`;
  return value < 0 && text !== '0' ? `-${text}` : text;
}

const LEAST_P = 1e-4;

/** A p value with four decimals: `0.0312`, `< 0.0001`; `n/a` where there was no test. */
export function formatP(p: number | null | undefined): string {
  if (p === null || p === undefined || !Number.isFinite(p)) return NOT_AVAILABLE;
  return p < LEAST_P ? '< 0.0001' : p.toFixed(4);
}

const MINUTE_SECONDS = 60;
const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86400;

/** A duration in seconds in the two largest units that matter: `0.42 s`, `12.3 s`, `3 min 20 s`, `2 h 05 min`, `1 d 3 h`. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return NOT_AVAILABLE;
  if (seconds < 0) return `-${formatDuration(-seconds)}`;
  if (seconds < 0.001) return seconds === 0 ? '0 s' : '< 1 ms';
  if (seconds < 0.9995) return `${formatNumber(seconds * 1000, seconds < 0.01 ? 1 : 0)} ms`;
  if (seconds < 59.95) return `${formatNumber(seconds, seconds < 9.995 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  const pair = (large: number, small: number): [number, number] => [Math.floor(whole / large), Math.floor((whole % large) / small)];
  if (whole < HOUR_SECONDS) {
    const [minutes, rest] = pair(MINUTE_SECONDS, 1);
    return `${minutes} min ${String(rest).padStart(2, '0')} s`;
  }
  if (whole < DAY_SECONDS) {
    const [hours, minutes] = pair(HOUR_SECONDS, MINUTE_SECONDS);
    return `${hours} h ${String(minutes).padStart(2, '0')} min`;
  }
  const [days, hours] = pair(DAY_SECONDS, HOUR_SECONDS);
  return `${days} d ${hours} h`;
}

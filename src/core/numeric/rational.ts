import { CeterisError } from '../errors.ts';

/** Anything that names an exact fraction: `'1/10'`, `'0.1'`, `'-2.5e-3'`, 0.1 (its shortest decimal), 3n. */
export type RationalLike = Rational | bigint | number | string;

const DECIMAL = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:e([+-]?\d{1,4}))?$/i;
const FRACTION = /^\s*([^/\s]+)\s*\/\s*([^/\s]+)\s*$/;
/** Quotient bits kept before rounding to a double's 53: two more decide the nearest, a sticky bit breaks ties. */
const QUOTIENT_BITS = 64;

/** An exact fraction in lowest terms with a positive denominator. Immutable. */
export class Rational {
  readonly numerator: bigint;
  readonly denominator: bigint;

  static readonly ZERO: Rational = new Rational(0n, 1n);
  static readonly ONE: Rational = new Rational(1n, 1n);

  constructor(numerator: bigint, denominator: bigint = 1n) {
    if (denominator === 0n) throw notExact('a fraction with denominator zero');
    const divisor = greatestCommonDivisor(numerator, denominator);
    const sign = denominator < 0n ? -1n : 1n;
    this.numerator = (sign * numerator) / divisor;
    this.denominator = (sign * denominator) / divisor;
  }

  /** A double is read as the decimal it prints as: 0.1 is 1/10, not the binary fraction behind it. */
  static parse(value: RationalLike): Rational {
    if (value instanceof Rational) return value;
    if (typeof value === 'bigint') return new Rational(value);
    const text = String(value).trim();
    const fraction = FRACTION.exec(text);
    const parsed = fraction === null ? decimal(text) : decimal(fraction[1])?.div(decimal(fraction[2]) ?? Rational.ZERO);
    if (parsed === undefined || parsed === null) throw notExact(JSON.stringify(text));
    return parsed;
  }

  add(other: RationalLike): Rational {
    const b = Rational.parse(other);
    return new Rational(this.numerator * b.denominator + b.numerator * this.denominator, this.denominator * b.denominator);
  }

  sub(other: RationalLike): Rational {
    return this.add(Rational.parse(other).negate());
  }

  mul(other: RationalLike): Rational {
    const b = Rational.parse(other);
    return new Rational(this.numerator * b.numerator, this.denominator * b.denominator);
  }

  div(other: RationalLike): Rational {
    const b = Rational.parse(other);
    return new Rational(this.numerator * b.denominator, this.denominator * b.numerator);
  }

  negate(): Rational {
    return new Rational(-this.numerator, this.denominator);
  }

  abs(): Rational {
    return this.numerator < 0n ? this.negate() : this;
  }

  /** -1, 0 or 1: the sign of this - other. */
  compare(other: RationalLike): -1 | 0 | 1 {
    const b = Rational.parse(other);
    const difference = this.numerator * b.denominator - b.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: RationalLike): boolean {
    return this.compare(other) === 0;
  }

  sign(): -1 | 0 | 1 {
    return this.compare(Rational.ZERO);
  }

  isInteger(): boolean {
    return this.denominator === 1n;
  }

  static min(first: Rational, ...others: readonly Rational[]): Rational {
    return others.reduce((least, next) => (next.compare(least) < 0 ? next : least), first);
  }

  static max(first: Rational, ...others: readonly Rational[]): Rational {
    return others.reduce((most, next) => (next.compare(most) > 0 ? next : most), first);
  }

  floor(): bigint {
    const quotient = this.numerator / this.denominator;
    return this.numerator < 0n && quotient * this.denominator !== this.numerator ? quotient - 1n : quotient;
  }

  ceil(): bigint {
    return -this.negate().floor();
  }

  /** Nearest integer, halves towards plus infinity: floor(x + 1/2). */
  roundHalfUp(): bigint {
    return this.add(new Rational(1n, 2n)).floor();
  }

  /** Nearest integer, halves to the even neighbour: what money is booked with. */
  roundHalfEven(): bigint {
    const up = this.roundHalfUp();
    const isHalf = this.denominator === 2n;
    return isHalf && up % 2n !== 0n ? up - 1n : up;
  }

  /** The nearest double, ties to even (within an ulp where the double is subnormal). */
  toNumber(): number {
    const sign = this.numerator < 0n ? -1 : 1;
    const size = this.numerator < 0n ? -this.numerator : this.numerator;
    if (size <= Number.MAX_SAFE_INTEGER && this.denominator <= Number.MAX_SAFE_INTEGER) {
      return (sign * Number(size)) / Number(this.denominator);
    }
    const shift = QUOTIENT_BITS - (bitLength(size) - bitLength(this.denominator));
    const scaled = shift >= 0 ? size << BigInt(shift) : size;
    const divisor = shift >= 0 ? this.denominator : this.denominator << BigInt(-shift);
    const quotient = scaled / divisor;
    const sticky = quotient * divisor === scaled ? 0n : 1n;
    return sign * timesPowerOfTwo(Number((quotient << 1n) | sticky), -shift - 1);
  }

  /** `3` or `-1/10`; `parse` reads it back. */
  toString(): string {
    return this.isInteger() ? String(this.numerator) : `${this.numerator}/${this.denominator}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

function decimal(text: string): Rational | null {
  const match = DECIMAL.exec(text);
  if (match === null) return null;
  const [, sign, digits, exponent = '0'] = match;
  const [whole, fraction = ''] = digits.split('.');
  const size = BigInt(whole + fraction);
  const unscaled = sign === '-' ? -size : size;
  const power = Number(exponent) - fraction.length;
  const scale = 10n ** BigInt(Math.abs(power));
  return power >= 0 ? new Rational(unscaled * scale) : new Rational(unscaled, scale);
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  // Doubles do the usual case, amounts in cents, several times faster than bigints.
  if (x <= Number.MAX_SAFE_INTEGER && y <= Number.MAX_SAFE_INTEGER) {
    let m = Number(x);
    let n = Number(y);
    while (n !== 0) [m, n] = [n, m % n];
    return BigInt(m);
  }
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function bitLength(positive: bigint): number {
  const hex = positive.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0], 16)));
}

/** value * 2^exponent for a value near 2^65, in steps because 2^exponent alone may underflow. */
function timesPowerOfTwo(value: number, exponent: number): number {
  let result = value;
  let left = exponent;
  if (left > 1000) return Number.POSITIVE_INFINITY;
  for (; left < -1000; left += 1000) result *= 2 ** -1000;
  return result * 2 ** left;
}

function notExact(what: string): CeterisError {
  return new CeterisError(
    'RATIONAL_MALFORMED',
    `${what} is not an exact number.`,
    'Write an integer, a decimal such as 0.1, or a fraction such as 1/10.',
  );
}

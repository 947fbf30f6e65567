// Digits that add up as they are printed.
//
// All numbers of a sum are printed with the same number of decimals, and their total is the number of the network,
// rounded to these decimals. Rounding every summand for itself would leave the printed sum a few units away from
// the printed total. So each summand is rounded to one of its two neighbours: down at first, then as many of them up
// as the total needs, those with the largest remainders first. No printed number is then a whole unit of its last
// digit away from the exact one, and whoever adds up what is printed gets what is printed. The network adds in single
// precision, this page in double: where the two are further apart than rounding can hide, the difference is a
// summand of its own, `rounding`.
//
// Printed numbers are whole numbers of units here; a unit is 10 to the power of minus `decimals`.

/** Digits after the first one, of the largest number: five in all, which single precision always has. */
const DIGITS = 4;
const MOST = 12;

/** How many decimals these numbers are printed with; below 0: their last digits are zeros. */
export function decimalsFor(numbers: readonly number[]): number {
  const largest = numbers.reduce((most, next) => {
    const size = Math.abs(next);
    return Number.isFinite(size) ? Math.max(most, size) : most;
  }, 0);
  if (largest === 0) return DIGITS;
  const size = Math.floor(Math.log10(largest));
  if (size >= 0) return DIGITS - size;
  // The same for all numbers from 0.01 to 10, so that digits stay where they are from cell to cell.
  return Math.min(Math.max(DIGITS, 2 - size), MOST);
}

/** Exact for powers that a double holds exactly, unlike a product with a negative power. */
export function inUnits(number: number, decimals: number): number {
  return decimals >= 0 ? number * 10 ** decimals : number / 10 ** -decimals;
}

export function rounded(number: number, decimals: number): number {
  return Math.round(inUnits(number, decimals));
}

export interface Apportioned {
  /** Of each number, in their order. */
  units: readonly number[];
  /** What is left to the total. */
  rounding: number;
}

/** What a double leaves of a number that has no more decimals. */
const NOISE = 1e-7;

/** total: in units, what the numbers add up to. */
export function apportioned(
  numbers: readonly number[],
  decimals: number,
  total: number,
): Apportioned {
  const units: number[] = [];
  const remainders: { index: number; remainder: number }[] = [];
  numbers.forEach((number, index) => {
    const exact = inUnits(number, decimals);
    const near = Math.round(exact);
    const isWhole = Math.abs(exact - near) <= NOISE;
    units.push(isWhole ? near : Math.floor(exact));
    if (!isWhole) remainders.push({ index, remainder: exact - Math.floor(exact) });
  });
  const left = total - units.reduce((all, next) => all + next, 0);
  remainders.sort((a, b) => b.remainder - a.remainder);
  const up = Math.min(Math.max(left, 0), remainders.length);
  for (const { index } of remainders.slice(0, up)) units[index] = (units[index] as number) + 1;
  return { units, rounding: left === up ? 0 : left - up };
}

/** With a true minus sign. */
export function printed(units: number, decimals: number): string {
  if (Number.isNaN(units)) return 'NaN';
  if (!Number.isFinite(units)) return units > 0 ? '+∞' : '−∞';
  const sign = units < 0 ? '−' : '';
  const digits = BigInt(Math.abs(units)).toString();
  if (units === 0) return decimals > 0 ? `0.${'0'.repeat(decimals)}` : '0';
  if (decimals <= 0) return `${sign}${digits}${'0'.repeat(-decimals)}`;
  const padded = digits.padStart(decimals + 1, '0');
  return `${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}

// Printed decimals as they are, with no rounding of a computer's own.

const PLACES = 30;

/** Text such as "−0.0125" in units of 10^-30. */
export function exactDecimal(text: string): bigint {
  const found = /^([−-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!found) throw new Error(`"${text}" is no decimal.`);
  const [, sign, whole = '', part = ''] = found;
  const size = BigInt(whole + part.padEnd(PLACES, '0'));
  return sign === '' ? size : -size;
}

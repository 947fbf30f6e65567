// Whether a prediction is right, and which of the known mistakes it is. No DOM.

import { evaluate } from './formula.js';

/**
 * The number that somebody typed: "31", "-0,25", "−0.25", "1 690", "12 %". undefined for anything else. unit: that of the
 * answer; where it is "%", 12 % is 12, and else 0.12.
 */
export function numberOf(typed, unit = '') {
  const text = typed.trim().replaceAll('−', '-').replaceAll(/[\s']/g, '').replace(/^\+/, '');
  // A comma before three digits parts thousands, as in the texts; any other one is a decimal point, as in 0,250.
  const plain = /^-?[1-9]\d{0,2}(,\d{3})+(\.\d+)?%?$/.test(text)
    ? text.replaceAll(',', '')
    : text.replace(',', '.');
  if (!/^-?(\d+\.?\d*|\.\d+)%?$/.test(plain)) return undefined;
  const number = Number(plain.replace('%', ''));
  return plain.endsWith('%') && unit !== '%' ? number / 100 : number;
}

const isNear = (a, b, within) => Math.abs(a - b) <= within + 1e-9 * Math.abs(b);

/**
 * Of an exercise with a number: { isRight, answer, part }. part: which of its texts gives the reason, undefined for a
 * mistake that nobody has thought of.
 */
export async function judgeNumber({ answer, within, wrongs }, predicted, facts) {
  const right = await evaluate(answer, facts);
  if (isNear(predicted, right, within)) return { isRight: true, answer: right, part: 'right' };
  for (const [index, wrong] of wrongs.entries())
    if (isNear(predicted, await evaluate(wrong, facts), within))
      return { isRight: false, answer: right, part: `wrong-${index}` };
  return { isRight: false, answer: right, part: undefined };
}

/** Of one with options: { isRight, answer, part }. answer: index of a right option, -1 where there is none. */
export async function judgeChoice({ options }, chosen, facts) {
  const holds = [];
  for (const when of options) holds.push((await evaluate(when, facts)) === true);
  const isRight = holds[chosen] === true;
  return { isRight, answer: holds.indexOf(true), part: isRight ? 'right' : `option-${chosen}` };
}

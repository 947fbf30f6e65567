// Finds sections by words. Pure.

const LIMIT = 12;

/** Where a word stands in a text counts: whole, at the beginning of a word, within one. 0: nowhere. */
function rank(text, word) {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  if (text === word) return 3;
  return new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(word)}`, 'u').test(text) ? 2 : 1;
}

const escaped = (word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** 0 unless each word is in the title, the heading or the text. */
function score([title, , heading, text], words) {
  let sum = 0;
  for (const word of words) {
    const found =
      8 * rank(heading.toLowerCase(), word) +
      4 * rank(title.toLowerCase(), word) +
      rank(text.toLowerCase(), word);
    if (found === 0) return 0;
    sum += found;
  }
  return sum;
}

/** entries: [title of the page, address, heading, text]; those that have all words of `wanted`, best first. */
export function find(entries, wanted) {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return entries
    .map((entry) => [score(entry, words), entry])
    .filter(([points]) => points > 0)
    .sort(([one], [other]) => other - one)
    .slice(0, LIMIT)
    .map(([, entry]) => entry);
}

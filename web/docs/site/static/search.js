// Finds sections by words. Pure.

const LIMIT = 12;

/** Shorter words are found where a word begins, and not within one: "pth" is no part of "depth". */
const WITHIN = 4;

const escaped = (word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** British and American spelling alike: normalise and normalize, colour and color. */
const plain = (text) =>
  text
    .toLowerCase()
    .replaceAll('iz', 'is')
    .replaceAll(/(col|behavi|neighb|fav)our/g, '$1or');

/** A text as it is looked in, and again with a gap before each capital within a word: DepthToSpace, Depth To Space. */
const prepared = (text) => [plain(text), plain(text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))];

/** Where a word stands in a text counts: whole, at the beginning of a word, within one. 0: nowhere. */
function rank([text, parted], word) {
  if (text === word) return 3;
  const begins = new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(word)}`, 'u');
  if ((text.includes(word) && begins.test(text)) || (parted.includes(word) && begins.test(parted)))
    return 2;
  return word.length >= WITHIN && text.includes(word) ? 1 : 0;
}

/** Each text is prepared once. */
const known = new WeakMap();

function textsOf(entry) {
  const texts = known.get(entry) ?? [entry[0], entry[2], entry[3]].map(prepared);
  known.set(entry, texts);
  return texts;
}

/** 0 unless each word is in the title, the heading or the text. */
function score(entry, words) {
  const [title, heading, text] = textsOf(entry);
  let sum = 0;
  for (const word of words) {
    const found = 8 * rank(heading, word) + 4 * rank(title, word) + rank(text, word);
    if (found === 0) return 0;
    sum += found;
  }
  return sum;
}

/** What stands between signs: of "padding=same" the two words. */
const partsOf = (word) => word.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

function best(entries, words) {
  if (words.length === 0) return [];
  return entries
    .map((entry) => [score(entry, words), entry])
    .filter(([points]) => points > 0)
    .sort(([one], [other]) => other - one)
    .slice(0, LIMIT)
    .map(([, entry]) => entry);
}

/**
 * entries: [title of the page, address, heading, text]; those that have all words of `wanted`, best first. Signs are
 * themselves; where nothing has them the words between them are looked for.
 */
export function find(entries, wanted) {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  const found = best(entries, words);
  return found.length > 0 ? found : best(entries, words.flatMap(partsOf));
}

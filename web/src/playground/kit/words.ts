// Words on the page. Those of a folder stand in its words-en.ts; another language has the same in a file
// beside it, and whatever it leaves out stays English. The language is that of the document, as its `lang`
// attribute is: chosen once, before anything is drawn.

/** Words of another language, by the name that wordsOf() was given. */
export type Dictionary = Readonly<Record<string, object>>;

let spoken: Dictionary = {};
let others: (english: unknown) => unknown = (english) => english;

/**
 * Call before the first playground is mounted: what is drawn already keeps its words.
 * rest: what becomes of English words that the dictionary leaves out; by default they stay.
 */
export function speak(dictionary: Dictionary, rest = others): void {
  spoken = dictionary;
  others = rest;
}

/**
 * The words of a folder, in the language of the document.
 * name: of the feature, or the folder's. english: sentences, and functions that return some.
 */
export function wordsOf<Words extends object>(name: string, english: Words): Words {
  return new Proxy(english, {
    get: (own, key: string) =>
      (spoken[name] as Record<string, unknown> | undefined)?.[key] ??
      others(own[key as keyof Words]),
  });
}

/** Another language's version of the words of a folder. */
export type Translated<Words> = { readonly [Key in keyof Words]?: Widened<Words[Key]> };
type Widened<Word> = Word extends string
  ? string
  : Word extends (...args: infer Args) => unknown
    ? (...args: Args) => ReturnType<Word>
    : Word;

// Lists and dictionaries of names as Python prints them: {0: 'cat', 1: "dog's"}, ['cat', 'dog'].

const TOKEN = /\s*(?:(\d+)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([[\]{}:,()]))/y;

type Token = { number: string } | { text: string } | { sign: string };

/** undefined where something else stands there. Takes time in proportion to the text. */
function tokensOf(written: string): Token[] | undefined {
  const tokens: Token[] = [];
  const end = written.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const found = TOKEN.exec(written);
    if (found === null) return undefined;
    const [, number, single, double, sign] = found;
    if (number !== undefined) tokens.push({ number });
    else if (sign !== undefined) tokens.push({ sign });
    else tokens.push({ text: unescaped(single ?? double ?? '') });
  }
  return tokens;
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t' };

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}

/**
 * The names of a list, or those of a dictionary as `order` has them.
 *
 * @example
 * readPythonNames("{0: 'cat', 1: 'dog'}", (entries) => entries.map(([, name]) => String(name)));
 * // ['cat', 'dog']
 */
export function readPythonNames(
  written: string,
  order: (entries: [string, unknown][]) => string[] | undefined,
): string[] | undefined {
  const tokens = tokensOf(written);
  const first = tokens?.shift();
  const last = tokens?.pop();
  if (!tokens || !first || !last || !('sign' in first) || !('sign' in last)) return undefined;
  const brackets = first.sign + last.sign;
  if (brackets === '{}') {
    const entries = itemsOf(tokens, 4);
    return entries && order(entries.map(([number = '', , name]) => [number, name]));
  }
  if (brackets !== '[]' && brackets !== '()') return undefined;
  return itemsOf(tokens, 2)?.map(([name = '']) => name);
}

/** Groups of tokens with a comma behind each (the last may go without): 'name', or 0 : 'name'. */
function itemsOf(tokens: readonly Token[], length: 2 | 4): string[][] | undefined {
  const items: string[][] = [];
  for (let at = 0; at < tokens.length; at += length) {
    const texts = tokens.slice(at, at + length).map(textOf);
    const signs = tokens.slice(at, at + length).map((token) => 'sign' in token);
    const isLast = at + length >= tokens.length;
    const isRight = signs.every((isSign, index) => isSign === (index % 2 === 1));
    const whole = texts.length === length || (isLast && texts.length === length - 1);
    if (!isRight || !whole || !hasSigns(texts, length)) return undefined;
    if (length === 4 && !('number' in (tokens[at] as Token))) return undefined;
    if (!('text' in (tokens[at + length - 2] as Token))) return undefined;
    items.push(texts);
  }
  return items;
}

function hasSigns(texts: readonly string[], length: 2 | 4): boolean {
  const comma = texts[length - 1] ?? ',';
  return comma === ',' && (length === 2 || texts[1] === ':');
}

function textOf(token: Token): string {
  if ('number' in token) return token.number;
  return 'text' in token ? token.text : token.sign;
}

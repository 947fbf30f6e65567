// The page's address: #model=tinyvgg&sample=golf-ball.webp. Never a picture or a file of the user.

export interface Link {
  /** Id in the model catalogue. */
  model?: string;
  /** What tells a network of the user from others: for Back alone, never in an address. */
  own?: string;
  /** File of a bundled sample. */
  sample?: string;
  /** Id of a tab: any word. */
  view?: string;
  /** Name of a node or value of the model: any characters. */
  layer?: string;
  channel?: number;
  cell?: { y: number; x: number };
  /** The layer is shown step by step: how far a step goes. */
  steps?: string;
  /** It plays: steps per second. */
  play?: number;
  /** Its settings. */
  lab?: string;
  /** Name of the layer whose numbers the lab shows. */
  from?: string;
  /** Numbers of classes: of which it is asked why, and rather than which. */
  class?: number;
  against?: number;
  /** Of a comparison: id of a network in the catalogue, or file of a bundled sample. */
  with?: string;
  /** Step of the guide, from 0. */
  step?: number;
}

const MAX_LAYER = 200;
/** Letters of a value that means nothing. */
const MAX_SHOWN = 40;
/** A letter for each setting and its number, as the lab writes them. */
const LAB = /^(?:[ikpsdcogum]\d{1,6}){1,10}$/;
const WHOLE = /^(0|[1-9]\d{0,6})$/;

const NAME = /^[\w.-]{1,80}$/;

function named(value: string | undefined): string | undefined {
  return value !== undefined && NAME.test(value) ? value : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return undefined;
  }
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && WHOLE.test(text) ? Number(text) : undefined;
}

function layerName(text: string): string | undefined {
  return text !== '' && text.length <= MAX_LAYER ? text : undefined;
}

function cellOf(text: string): Link['cell'] {
  const [y, x, ...rest] = text.split(',').map(whole);
  return y !== undefined && x !== undefined && rest.length === 0 ? { y, x } : undefined;
}

/** What each key may hold; undefined where the text cannot be it. */
const READ: { [Key in keyof Link]-?: (text: string) => Link[Key] | undefined } = {
  model: named,
  own: layerName,
  sample: named,
  view: named,
  layer: layerName,
  channel: whole,
  cell: cellOf,
  steps: named,
  play: whole,
  lab: (text) => (LAB.test(text) ? text : undefined),
  from: layerName,
  class: whole,
  against: whole,
  with: named,
  step: whole,
};

/** Its parts with known keys. value: undefined where the text cannot be what the key says. */
function knownParts(hash: string) {
  return hash
    .replace(/^#/, '')
    .split('&')
    .flatMap((part) => {
      const [key = '', raw = ''] = part.split('=', 2);
      if (!Object.hasOwn(READ, key)) return [];
      const known = key as keyof Link;
      const text = decoded(raw);
      const value = text === undefined ? undefined : READ[known](text);
      return [{ key: known, text: text ?? raw, value }];
    });
}

/** Unknown keys and values that cannot be what the key says are ignored. */
export function parseHash(hash: string): Link {
  const { own: _, ...link } = parseBack(hash);
  return link;
}

/** What the page itself wrote for Back. */
export function parseBack(hash: string): Link {
  const link: Record<string, unknown> = {};
  for (const { key, value } of knownParts(hash)) if (value !== undefined) link[key] = value;
  return link as Link;
}

/** Which form the values of a key have, where it can be told in few words. */
function formOf(key: keyof Link): 'whole' | 'cell' | 'lab' | undefined {
  if (READ[key] === whole) return 'whole';
  return key === 'cell' || key === 'lab' ? key : undefined;
}

/** Known keys whose values cannot be what the key says. Keys of others, such as of a mail program, say nothing here. */
export function unreadIn(
  hash: string,
): { key: string; text: string; form: ReturnType<typeof formOf> }[] {
  return knownParts(hash)
    .filter(({ key, value }) => value === undefined && key !== 'own')
    .map(({ key, text }) => ({ key, text: text.slice(0, MAX_SHOWN), form: formOf(key) }));
}

/** '' where there is nothing to say. A part that could not be read back is left out. */
export function formatHash(link: Link): string {
  const parts: string[] = [];
  for (const key of Object.keys(READ) as (keyof Link)[]) {
    const value = link[key];
    if (value === undefined) continue;
    const text = typeof value === 'object' ? `${value.y},${value.x}` : String(value);
    // A name may hold half a surrogate pair, which encodeURIComponent throws on.
    if (READ[key](text) === undefined || /\p{Cs}/u.test(text)) continue;
    parts.push(`${key}=${encodeURIComponent(text)}`);
  }
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}

// The page's address: #model=tinyvgg&sample=golf-ball.webp. Never a picture or a file of the user.

export interface Link {
  /** Id in the model catalogue. */
  model?: string;
  /** File of a bundled sample. */
  sample?: string;
}

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

/** Unknown keys and values that cannot be a name are ignored. */
export function parseHash(hash: string): Link {
  const link: Link = {};
  for (const part of hash.replace(/^#/, '').split('&')) {
    const [key = '', value = ''] = part.split('=', 2);
    const name = named(decoded(value));
    if (name === undefined) continue;
    if (key === 'model') link.model = name;
    if (key === 'sample') link.sample = name;
  }
  return link;
}

/** '' where there is nothing to say. */
export function formatHash(link: Link): string {
  const parts: string[] = [];
  if (link.model) parts.push(`model=${encodeURIComponent(link.model)}`);
  if (link.sample) parts.push(`sample=${encodeURIComponent(link.sample)}`);
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}

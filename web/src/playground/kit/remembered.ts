// What the browser remembers for a page. Storage is refused inside some frames: then nothing is.

type Kind = 'local' | 'session';
const storageOf = (kind: Kind): Storage => (kind === 'local' ? localStorage : sessionStorage);

/** null where there is nothing, or storage is refused. session: as long as the tab is open. */
export function remembered(key: string, kind: Kind = 'local'): string | null {
  try {
    return storageOf(kind).getItem(key);
  } catch {
    return null;
  }
}

/** value: null forgets it. Returns false where storage is refused. */
export function remember(key: string, value: string | null, kind: Kind = 'local'): boolean {
  try {
    if (value === null) storageOf(kind).removeItem(key);
    else storageOf(kind).setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

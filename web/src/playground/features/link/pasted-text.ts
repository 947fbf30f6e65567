// What a pasted text is: an address, or a picture in writing.

import { formatOf, HEAD_LENGTH } from '../../../client/sniff.js';

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** An http(s) address and nothing else; undefined for any other text. */
export function addressIn(text: string): URL | undefined {
  const written = text.trim();
  const url = /^https?:\/\/\S+$/i.test(written) ? parsed(written) : undefined;
  if (!url) return undefined;
  // A name and a password are for whoever pasted them, and fetch() takes no address with them.
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

/** The file's name in an address, or the host where it has none. */
export function nameIn(url: URL): string {
  const last = url.pathname.split('/').findLast(Boolean) ?? '';
  try {
    return decodeURIComponent(last) || url.host;
  } catch {
    return last;
  }
}

function fromDataUrl(text: string): File | undefined {
  const found = /^data:(image\/[\w.+-]+)((?:;[^,;]*)*),(.*)$/is.exec(text);
  if (!found) return undefined;
  const [, type = '', parameters = '', content = ''] = found;
  try {
    const written = decodeURIComponent(content);
    if (!/;base64$/i.test(parameters)) return new File([written], '', { type });
    const bytes = Uint8Array.from(atob(written), (letter) => letter.charCodeAt(0));
    return new File([bytes], '', { type });
  } catch {
    // Cut short when it was copied, most likely: a file that says so when it is opened.
    return new File([], '', { type });
  }
}

/** A data: address of a picture, or the text of an SVG drawing. */
export function pictureIn(text: string): File | undefined {
  const written = text.trim();
  const picture = fromDataUrl(written);
  if (picture) return picture;
  const isSvg = formatOf(new TextEncoder().encode(written.slice(0, HEAD_LENGTH))) === 'svg';
  return isSvg ? new File([written], '', { type: 'image/svg+xml' }) : undefined;
}

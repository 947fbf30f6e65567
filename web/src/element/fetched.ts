// Pictures and lists of names that an attribute gives the address of.

const nameOf = (url: URL): string => url.pathname.split('/').at(-1) || url.hostname || 'picture';

async function fetched(address: string, what: string): Promise<[URL, Response]> {
  const url = new URL(address, document.baseURI);
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    const isOther = url.origin !== location.origin;
    throw new Error(
      `The ${what} at ${url.href} could not be fetched. ${isOther ? 'Its server has to allow it (CORS), and this page has to (connect-src of its content security policy).' : 'Check the address and the connection.'}`,
    );
  }
  if (!response.ok)
    throw new Error(
      `The ${what} at ${url.href} could not be fetched: the server answered ${response.status}.`,
    );
  return [url, response];
}

export async function fetchedPicture(address: string): Promise<[name: string, file: Blob]> {
  const [url, response] = await fetched(address, 'picture');
  return [url.protocol === 'data:' ? 'picture' : nameOf(url), await response.blob()];
}

/** image: as it was given to run(). */
export async function pictureFrom(image: unknown): Promise<[name: string, file: Blob]> {
  if (image instanceof Blob) return [image instanceof File ? image.name : 'picture', image];
  if (typeof image === 'string' || image instanceof URL) return fetchedPicture(String(image));
  throw new TypeError(
    'run() takes a Blob or File, an address, or the name of a sample. A canvas has toBlob().',
  );
}

/** text: the address of a JSON list or of a text with one name a line, or such a JSON list itself. */
export async function labelsOf(text: string): Promise<readonly string[]> {
  const own = text.startsWith('[') ? text : await (await fetched(text, 'list of names'))[1].text();
  const lines = own.trim();
  const list: unknown = lines.startsWith('[') ? JSON.parse(lines) : lines.split(/\r?\n/);
  if (Array.isArray(list) && list.every((name) => typeof name === 'string')) return list;
  throw new Error('labels is no list of names: a JSON list of texts, or one name a line.');
}

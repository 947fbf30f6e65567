// Addresses of pictures in links of teachers. No DOM.

const LONGEST = 2000;

/** { url } of an address that may be asked for a picture, or { problem }: a sentence. */
export function pictureAddress(text) {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST)
    return { problem: `The address of the picture has more than ${LONGEST} characters.` };
  let url;
  try {
    url = new URL(trimmed);
  } catch {
    return { problem: 'The address of the picture is not whole: it begins with https://.' };
  }
  if (!/^https?:$/.test(url.protocol))
    return { problem: 'The address of the picture has to begin with https://.' };
  if (url.username || url.password)
    return { problem: 'The address of the picture must hold no password.' };
  return { url };
}

/** here: the address of the page that fetches; exercise: "page/exercise". */
export function linkTo(here, url, exercise) {
  const link = new URL(here);
  link.search = new URLSearchParams({ from: url.href, exercise });
  link.hash = '';
  return link.href;
}

// The folder of element.js: what it needs lies beside it.

let folder: string | undefined;

/** Called by the entry, which alone knows. */
export function liesIn(address: string): void {
  folder = new URL('.', address).href;
}

export function here(): string {
  return folder ?? document.baseURI;
}

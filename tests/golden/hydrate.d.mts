/** Writes the network and the input of every recipe into that folder. */
export function hydrateAll(outFolder: string): void;

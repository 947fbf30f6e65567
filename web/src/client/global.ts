/**
 * The instances of a global class, where the reader's own types know that class: so users in Node
 * need no types of the browser.
 */
export type Global<Name extends string> = typeof globalThis extends {
  [name in Name]: { prototype: infer Instance };
}
  ? Instance
  : never;

// What is said of a kept model; in a file of its own, because users of the package see this type in
// Node too, where there is no Cache.

export interface CachedModel {
  url: string;
  /** 64 hexadecimal digits in lower case. */
  sha256: string;
  bytes: number;
}

// Version numbers as the tools print them.

/** First dotted number in `text` as [major, minor, patch], or null. */
export function parseVersion(text) {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text ?? '');
  return match && [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
}

/** True when version `have` (an array or null) is `least` or newer. */
export function atLeast(have, least) {
  if (!have) return false;
  for (let i = 0; i < least.length; i++) {
    if (have[i] !== least[i]) return have[i] > least[i];
  }
  return true;
}

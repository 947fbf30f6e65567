// splitmix32 as a function of (seed, index); the definition stands in splitmix.py.

/** Number `index` of a seed: an unsigned 32-bit integer. */
export function splitmix(seed, index) {
  let z = (seed + Math.imul(index + 1, 0x9e3779b9)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** Fills `count` float32 values in low .. high; rounded once, like numpy's astype(float32). */
export function uniform(seed, count, low, high) {
  const values = new Float32Array(count);
  for (let index = 0; index < count; index++) {
    values[index] = low + ((high - low) * (splitmix(seed, index) >>> 8)) / 2 ** 24;
  }
  return values;
}

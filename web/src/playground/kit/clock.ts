// In which steps the browser tells times: larger ones where the page is not isolated.

/** The smallest of some steps. It waits for them, up to 40 ms. */
export function stepOf(now: () => number): number {
  let least = Number.POSITIVE_INFINITY;
  const begin = now();
  for (let last = begin, steps = 0; steps < 20 && last - begin < 40; ) {
    const time = now();
    if (time === last) continue;
    least = Math.min(least, time - last);
    last = time;
    steps++;
  }
  return least;
}

let known: number | undefined;

/** In milliseconds. */
export function clockStep(): number {
  known ??= stepOf(() => performance.now());
  return known;
}

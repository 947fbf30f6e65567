// In which steps the browser tells times: larger ones where the page is not isolated.

/** A clock that stands still, as in tests of pages, is not waited for. */
const MOST_ASKED = 2e6;

/** The smallest of some steps. It waits for them, up to 40 ms; Infinity where none comes. */
export function stepOf(now: () => number): number {
  let least = Number.POSITIVE_INFINITY;
  const begin = now();
  let [last, steps] = [begin, 0];
  for (let asked = 0; steps < 20 && last - begin < 40 && asked < MOST_ASKED; asked++) {
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

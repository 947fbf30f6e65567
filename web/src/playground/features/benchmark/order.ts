// In which order configurations take turns, and how many of them are open together.

/** Every order is as likely (Fisher and Yates). random: uniform, from 0 to below 1. */
export function shuffled<Item>(list: readonly Item[], random: () => number): Item[] {
  const rest = [...list];
  const result: Item[] = [];
  while (rest.length > 0) result.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return result;
}

/** Parts of at most that many, as equal as they can be. */
export function groupsOf<Item>(list: readonly Item[], most: number): Item[][] {
  const count = Math.ceil(list.length / Math.max(1, most));
  const startOf = (group: number) => Math.round((group * list.length) / count);
  return Array.from({ length: count }, (_, group) =>
    list.slice(startOf(group), startOf(group + 1)),
  );
}

/**
 * Remembers the last value made for an object, as long as the other parts of its key are the same: views
 * ask several times a frame. Returns a function that gives it, or makes it.
 */
export function lastOf<Value>(): (
  of: object,
  rest: readonly unknown[],
  make: () => Value,
) => Value {
  const last = new WeakMap<object, { rest: readonly unknown[]; value: Value }>();
  return (of, rest, make) => {
    const known = last.get(of);
    if (known?.rest.every((part, index) => part === rest[index])) return known.value;
    const value = make();
    last.set(of, { rest, value });
    return value;
  };
}

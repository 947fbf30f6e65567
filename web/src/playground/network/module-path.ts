// What layers lie in, by the names that exporters leave: PyTorch's module paths ("layer1.0.conv1",
// "/layer1/layer1.0/conv1/Conv"), TensorFlow's scopes and calls of local functions ("block_1/Conv").

/**
 * What a layer lies in, from the outermost to the layer itself, each by its whole name: "layer1", "layer1.0",
 * "layer1.0.conv1". A single name where its node says nothing more.
 * module: PyTorch's path, where the file has it.
 */
export function pathOf(name: string, module?: string): readonly string[] {
  if (module !== undefined) return [...dotted(module), `${module}.${name}`];
  if (!name.includes('/')) return name.includes(' ') ? [name] : dotted(name);
  const parts = name.split('/').filter((part) => part !== '');
  // Of PyTorch, which begins all names so and repeats the name of a container in that of its members.
  const isPyTorch = name.startsWith('/');
  const path: string[] = [];
  parts.forEach((part, index) => {
    const before = path.at(-1);
    const container = parts[index - 1];
    const own =
      isPyTorch && container !== undefined && part.startsWith(`${container}.`)
        ? part.slice(container.length + 1)
        : part;
    path.push(before === undefined ? own : `${before}${isPyTorch ? '.' : '/'}${own}`);
  });
  return path;
}

function dotted(path: string): string[] {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

// Notes every WebAssembly memory of this worker, made here or exported by an instance. Imported before
// the engine. A memory never shrinks, so its size after the runs is its peak.
const memories = new Set();

WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
  construct(target, words, newTarget) {
    const memory = Reflect.construct(target, words, newTarget);
    memories.add(memory);
    return memory;
  },
});

const isMemory = (value) => Object.prototype.toString.call(value) === '[object WebAssembly.Memory]';

function note(instance) {
  for (const value of Object.values(instance.exports)) if (isMemory(value)) memories.add(value);
}

for (const name of ['instantiate', 'instantiateStreaming']) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...words) => {
    const made = await original.apply(WebAssembly, words);
    note(made.instance ?? made);
    return made;
  };
}

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, words, newTarget) {
    const instance = Reflect.construct(target, words, newTarget);
    note(instance);
    return instance;
  },
});

/** Bytes of all of them; null where none was seen. */
export function memoryBytes() {
  if (memories.size === 0) return null;
  return [...memories].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

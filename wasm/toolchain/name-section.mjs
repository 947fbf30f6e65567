/** Names of a WebAssembly module's functions, from its section "name"; none where it has no such section. */
export function functionNames(bytes) {
  let at = 8; // behind magic and version
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const text = () => {
    const length = number();
    at += length;
    return Buffer.from(bytes.subarray(at - length, at)).toString('utf8');
  };
  const names = [];
  while (at < bytes.length) {
    const kind = bytes[at++];
    const length = number();
    const end = at + length;
    if (kind === CUSTOM && text() === 'name') {
      while (at < end) {
        const part = bytes[at++];
        const size = number();
        const next = at + size;
        if (part === FUNCTIONS)
          for (let left = number(); left > 0; left--) {
            number(); // its index
            names.push(text());
          }
        at = next;
      }
    }
    at = end;
  }
  return names;
}

const CUSTOM = 0;
const FUNCTIONS = 1;

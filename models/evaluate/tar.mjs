// Reads a tar archive in place: where each file starts, without unpacking anything.

import { closeSync, openSync, readSync } from 'node:fs';

const BLOCK = 512;

/** Text up to the first NUL. */
const text = (block, start, length) => {
  const end = block.indexOf(0, start);
  return block.toString('utf8', start, end < 0 ? start + length : Math.min(end, start + length));
};

/** Records of a pax header: "<length> <key>=<value>\n". */
function paxPath(content) {
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = Number(content.toString('latin1', at, space));
    if (space < 0 || !(length > 0)) return undefined;
    const [key, value] = content.toString('utf8', space + 1, at + length - 1).split(/=(.*)/s);
    if (key === 'path') return value;
    at += length;
  }
  return undefined;
}

/**
 * Files of an archive: [{ name, offset, size }], as stored. Understands ustar, GNU's long names and
 * pax paths. Throws where the archive ends too early or is no tar.
 */
export function listTar(path) {
  const file = openSync(path, 'r');
  try {
    return [...members(file, path)];
  } finally {
    closeSync(file);
  }
}

function* members(file, path) {
  const read = (length, offset) => {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
  };
  let longName;
  for (let at = 0; ; ) {
    const header = read(BLOCK, at);
    if (header.length < BLOCK || header.every((byte) => byte === 0)) return;
    const size = Number.parseInt(text(header, 124, 12).trim() || '0', 8);
    if (!header.toString('latin1', 257, 262).startsWith('ustar') || !(size >= 0)) {
      throw new Error(`${path} is not a tar archive that can be read (at byte ${at}).`);
    }
    const type = String.fromCharCode(header[156]);
    const offset = at + BLOCK;
    at = offset + Math.ceil(size / BLOCK) * BLOCK;
    if (type === 'L') longName = text(read(size, offset), 0, size);
    else if (type === 'x') longName = paxPath(read(size, offset)) ?? longName;
    else {
      const prefix = text(header, 345, 155);
      const name = text(header, 0, 100);
      if (type === '0' || type === '\0')
        yield { name: longName ?? (prefix ? `${prefix}/${name}` : name), offset, size };
      longName = undefined;
    }
  }
}

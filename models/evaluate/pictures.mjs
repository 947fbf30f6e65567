// The pictures to measure on: a folder of class folders, a tar of them, or data.py's arrays.
// Each opens as { classes, pictures: [{ name, label }], read(index), close }; label is a position in
// classes, and read() resolves to RGBA { data, width, height }.

import {
  closeSync,
  existsSync,
  openSync,
  read,
  readdirSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { decode } from './decode.mjs';
import { listTar } from './tar.mjs';

const imagenette = JSON.parse(readFileSync(new URL('../imagenette.json', import.meta.url), 'utf8'));
const nameOf = new Map(imagenette.map(({ wnid, label }) => [wnid, label]));
const position = new Map(imagenette.map(({ wnid }, index) => [wnid, index]));
const isPicture = (name) => /\.(jpe?g|png|webp)$/i.test(name);

/** Opens `path`; split: which of "train" and "val" where it holds both. */
export function openPictures(path, split) {
  if (!existsSync(path)) throw new Error(`${path} does not exist.`);
  const found = statSync(path).isFile()
    ? openTar(path, split)
    : existsSync(join(path, `${split}.labels`))
      ? openArrays(path, split)
      : openFolder(path, split);
  if (found.pictures.length > 0) return found;
  throw new Error(
    `${path} holds no pictures. Give a folder with one folder a class, named by its label or its ` +
      'WordNet id, with JPEG, PNG or WebP files in it.',
  );
}

/** Bytes of an open file at an offset, all of them. */
async function readAt(file, offset, length, name) {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await promisify(read)(file, bytes, 0, length, offset);
  if (bytesRead !== length) throw new Error(`${name} is cut short.`);
  return bytes;
}

/** Classes in Imagenette's order where they are its own, else by name; pictures by class, then name. */
function sorted(files, split) {
  const parts = files.map((file) => ({ ...file, path: file.name.split('/') }));
  const ofSplit = parts.filter(({ path }) => path.length > 2 && path.at(-3) === split);
  const chosen = (ofSplit.length > 0 ? ofSplit : parts).filter(
    ({ path }) => path.length > 1 && isPicture(path.at(-1)),
  );
  const order = (a, b) =>
    (position.get(a) ?? -1) - (position.get(b) ?? -1) ||
    a.localeCompare(b, 'en', { numeric: true });
  const folders = [...new Set(chosen.map(({ path }) => path.at(-2)))].sort(order);
  const labelOf = new Map(folders.map((folder, index) => [folder, index]));
  const pictures = chosen.map(({ path, ...file }) => ({
    ...file,
    label: labelOf.get(path.at(-2)),
  }));
  pictures.sort((a, b) => a.label - b.label || (a.name < b.name ? -1 : 1));
  return { classes: folders.map((folder) => nameOf.get(folder) ?? folder), pictures };
}

function openFolder(path, split) {
  const names = readdirSync(path, { recursive: true }).map((name) => name.replaceAll('\\', '/'));
  const { classes, pictures } = sorted(
    names.map((name) => ({ name })),
    split,
  );
  const readPicture = async (index) => {
    const { name } = pictures[index];
    return decode(await readFile(join(path, name)), name);
  };
  return { classes, pictures, read: readPicture, close: () => {} };
}

function openTar(path, split) {
  const { classes, pictures } = sorted(listTar(path), split);
  const file = openSync(path, 'r');
  const readPicture = async (index) => {
    const { name, offset, size } = pictures[index];
    return decode(await readAt(file, offset, size, name), name);
  };
  return { classes, pictures, read: readPicture, close: () => closeSync(file) };
}

/** <split>-<side>.rgb of the largest side: uint8, picture after picture, side x side x 3. */
function openArrays(path, split) {
  const { sides, classes } = JSON.parse(readFileSync(join(path, `${split}.json`), 'utf8'));
  const side = Math.max(...sides);
  const labels = readFileSync(join(path, `${split}.labels`));
  const file = openSync(join(path, `${split}-${side}.rgb`), 'r');
  const pictures = Array.from(labels, (label, index) => ({ name: `${split}/${index}`, label }));
  const readPicture = async (index) => {
    const bytes = side * side * 3;
    const rgb = await readAt(file, index * bytes, bytes, pictures[index].name);
    const data = new Uint8ClampedArray(side * side * 4).fill(255);
    for (let pixel = 0; pixel < side * side; pixel++) {
      for (let colour = 0; colour < 3; colour++) {
        data[pixel * 4 + colour] = rgb[pixel * 3 + colour];
      }
    }
    return { data, width: side, height: side };
  };
  return { classes, pictures, read: readPicture, close: () => closeSync(file) };
}

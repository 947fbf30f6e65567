// The two npm packages, each a folder: cnn-playground in dist/, with the small networks, and
// cnn-playground-models beside it, with those of several MB. One version number, the root's, for both.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dist, root } from './paths.mjs';

export const modelsPackage = join(dist, 'cnn-playground-models');

/** Networks from this size on leave the main package. */
const largeFrom = 1_000_000;

const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);

const catalog = () => readJson('models/catalog.json').models;
const shipped = () => catalog().filter(({ file }) => file !== undefined);
const isLarge = ({ file, bytes }) => file !== undefined && bytes >= largeFrom;

/** Of a file of models/, by its path there: the folder of the package that has it. */
export function packageFolderOf(name) {
  const folder = name.split(/[/\\]/)[0];
  const large = shipped().some((entry) => isLarge(entry) && dirname(entry.file) === folder);
  return large ? join(modelsPackage, name) : join(dist, 'models', name);
}

/** Fields of `template`, with the version behind the name. */
export function manifest(template, version) {
  const { name, ...others } = template;
  return { name, version, ...others };
}

function writeManifest(template, folder) {
  writeJson(
    join(folder, 'package.json'),
    manifest(readJson(template), readJson('package.json').version),
  );
}

function copyDocuments(folder, readme) {
  copyFileSync(join(root, readme), join(folder, 'README.md'));
  copyFileSync(join(root, 'web/CHANGELOG.md'), join(folder, 'CHANGELOG.md'));
  for (const name of ['LICENSE', 'NOTICE']) copyFileSync(join(root, name), join(folder, name));
}

/** What a user imports to name a network: its address, in the form that bundlers look for. */
export function addressModule({ title, file, sha256 }) {
  return {
    script: [
      `// Where ${title} is. Written by the build.`,
      `export const url = new URL('./${file}', import.meta.url);`,
      `export const sha256 = '${sha256}';`,
      '',
    ].join('\n'),
    types: [
      `/** Address of ${title}: for createClassifier and InferenceSession.create. */`,
      'export declare const url: URL;',
      '/** SHA-256 of the file, for the option of that name. */',
      'export declare const sha256: string;',
      '',
    ].join('\n'),
  };
}

function writeAddresses(entries, folder) {
  for (const entry of entries) {
    const { script, types } = addressModule(entry);
    writeFileSync(join(folder, `${entry.id}.js`), script);
    writeFileSync(join(folder, `${entry.id}.d.ts`), types);
  }
}

/** Files of the main package that nothing builds, from web/src. */
const asTheyStand = {
  'element/public.d.ts': 'element.d.ts',
  'element/custom-elements.json': 'custom-elements.json',
  'package/copy.js': 'copy.js',
};

/** package.json, README, changelog and licence of the main package. */
export function writeMainPackage() {
  writeManifest('web/package.template.json', dist);
  for (const [from, to] of Object.entries(asTheyStand))
    copyFileSync(join(root, 'web/src', from), join(dist, to));
  copyDocuments(dist, 'web/package-readme.md');
}

/** The same of the models' package, and, in both, the lists of networks and modules that name them. */
export function writeModelLists() {
  const models = join(dist, 'models');
  const large = shipped().filter(isLarge);
  // A folder that an earlier build has left in the main package would be published with it.
  for (const { file } of large)
    rmSync(join(models, dirname(file)), { recursive: true, force: true });
  mkdirSync(modelsPackage, { recursive: true });
  writeManifest('models/package.template.json', modelsPackage);
  copyDocuments(modelsPackage, 'models/package-readme.md');
  // A card refers to it.
  copyFileSync(
    join(root, 'models/imagenet-groups.json'),
    join(modelsPackage, 'imagenet-groups.json'),
  );
  writeJson(join(models, 'catalog.json'), { models: catalog().filter((entry) => !isLarge(entry)) });
  writeAddresses(
    shipped().filter((entry) => !isLarge(entry)),
    models,
  );
  writeAddresses(large, modelsPackage);
}

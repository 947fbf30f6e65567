// What the tarballs hold. Names that a build makes anew, such as those of declarations, are patterns.

const documents = ['CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md', 'package.json'];
const engine = ['simd', 'simd-mt', 'relaxed', 'relaxed-mt'].flatMap((variant) => [
  `cnn-${variant}.mjs`,
  `cnn-${variant}.wasm`,
  `cnn-${variant}-second.wasm`,
]);
const network = (id, folder = '') =>
  [`${id}.js`, `${id}.d.ts`, `${id}/${id}.onnx`, `${id}/README.md`].map((name) => folder + name);

const packages = {
  'cnn-playground': {
    names: [
      ...documents,
      ...engine,
      ...['index.js', 'index.d.ts', 'files.js', 'worker.js', 'cnn-pytorch.mjs', 'copy.js'],
      ...['element.js', 'element.d.ts', 'custom-elements.json'],
      ...['README.md', 'catalog.json', 'imagenette.json'].map((name) => `models/${name}`),
      ...['imagenet-1k.json', 'imagenet-groups.json'].map((name) => `models/${name}`),
      ...['README.md', 'samples.json'].map((name) => `models/samples/${name}`),
      ...network('tinyvgg', 'models/'),
      ...network('lenet5', 'models/'),
    ],
    patterns: [
      /^element\/[\w-]+\.js$/,
      /^types\/[\w/-]+\.d\.ts$/,
      /^models\/samples\/(thumbnails\/)?[\w-]+\.webp$/,
      /^models\/(tinyvgg|lenet5)\/[\w-]+\.svg$/,
    ],
  },
  'cnn-playground-models': {
    names: [
      ...documents,
      'imagenet-groups.json',
      ...network('mobilenetv2'),
      ...network('efficientnet-lite0'),
    ],
    patterns: [/^(mobilenetv2|efficientnet-lite0)\/[\w-]+\.svg$/],
  },
};

export const missingFiles = (name, files) =>
  packages[name].names.filter((expected) => !files.includes(expected));

export const unexpectedFiles = (name, files) =>
  files.filter(
    (file) =>
      !packages[name].names.includes(file) &&
      !packages[name].patterns.some((pattern) => pattern.test(file)),
  );

// The import rule: nothing points backwards. Which engine folder may include which is declared in
// engine/CMakeLists.txt; which web folder may import which stands here. Pure.

/** cnn_engine_folder(name dependency ...) calls of engine/CMakeLists.txt as Map(name, [dependency]). */
export function engineFolders(cmake) {
  const calls = cmake.matchAll(/^cnn_engine_folder\(([^)]*)\)/gm);
  return new Map(
    [...calls].map(([, body]) => {
      const [name, ...dependencies] = body.trim().split(/\s+/);
      return [name, dependencies];
    }),
  );
}

export const webFolders = new Map([
  ['protocol', []],
  ['pytorch', ['protocol']],
  ['onnx-edit', ['protocol', 'pytorch']],
  ['npz', ['protocol', 'pytorch']],
  ['pixels', ['protocol']],
  ['worker', ['pixels', 'protocol']],
  ['client', ['pixels', 'protocol']],
  ['package', ['client', 'protocol']],
  ['playground', ['client', 'npz', 'onnx-edit', 'pixels', 'protocol']],
  ['page', ['playground', 'client', 'protocol']],
  ['offline', []],
  ['element', ['playground', 'client', 'protocol']],
]);

// System headers that only some folders may include.
const restrictedHeaders = [
  { header: /^emscripten/, folders: [], why: 'Emscripten belongs in wasm/' },
  {
    header: /^xnnpack/,
    folders: ['xnn', 'ops'],
    why: 'only engine/xnn and engine/ops see XNNPACK',
  },
  { header: /^protozero/, folders: ['onnx'], why: 'only engine/onnx reads protobuf' },
  { header: /^iostream$/, folders: [], why: 'engine code prints nothing' },
];

/** Sentences about the includes of one engine file that the rule forbids. */
export function includeViolations(path, text, folders) {
  const folder = /^engine\/(?:([^/]+)\/)?/.exec(path)[1] ?? 'session';
  const allowed = [folder, 'core', ...(folders.get(folder) ?? [])];
  const problems = [];
  for (const [, open, header] of text.matchAll(/^\s*#\s*include\s*([<"])([^>"]+)/gm)) {
    const restricted = restrictedHeaders.find(({ header: pattern }) => pattern.test(header));
    if (restricted && !restricted.folders.includes(folder)) {
      problems.push(`${path} includes ${header}: ${restricted.why}.`);
    }
    if (open === '<' || restricted) continue;
    if (header.includes('..'))
      problems.push(`${path} includes "${header}": write it from engine/.`);
    const target = header.includes('/') ? header.split('/')[0] : 'session';
    if (folders.has(target) && !allowed.includes(target)) {
      problems.push(
        `${path} includes "${header}": engine/${folder} may use ${allowed.join(', ')}.`,
      );
    }
  }
  return problems;
}

/** Which part of the playground may import which; a feature, what another one shows in its index.ts. */
const playgroundParts = new Map([
  ['kit', ['kit']],
  ['network', ['kit', 'network']],
  ['run', ['kit', 'network', 'run']],
  ['features', ['kit', 'network', 'run']],
]);

/** A sentence, or nothing, about an import within web/src/playground. */
function playgroundViolation(path, target) {
  const placeOf = (file) => /^\/?web\/src\/playground\/([^/]+)\/(?:([^/]+)\/)?/.exec(file) ?? [];
  const [, part, feature] = placeOf(path);
  const [, into, other] = placeOf(target);
  // What stands at the top puts the parts together.
  if (!playgroundParts.has(part)) return undefined;
  if (part === 'features' && into === 'features') {
    if (feature === other || target.endsWith(`/features/${other}/index.js`)) return undefined;
    return `features/${feature} may use features/${other} through its index.js alone.`;
  }
  if (playgroundParts.get(part).includes(into)) return undefined;
  return `playground/${part} may not use ${into ? `playground/${into}` : 'what puts the parts together'}.`;
}

/** Sentences about the imports of one file under web/src that the rule forbids. */
export function importViolations(path, text, folders = webFolders) {
  const [, folder] = /^web\/src\/([^/]+)\//.exec(path) ?? [];
  if (!folders.has(folder)) return [`${path} is in a folder the import rule does not know.`];
  const problems = [];
  for (const target of importsOf(path, text)) {
    const [, into] = /^\/web\/src\/([^/]+)\//.exec(target) ?? [];
    const say = (why) => problems.push(`${path} imports "${target.slice(1)}": ${why}`);
    if (!into && target !== '/wasm/engine.js') say('it is outside web/src.');
    else if (into && into !== folder && !folders.get(folder).includes(into))
      say(`${folder} may not use ${into}.`);
    else if (into === 'playground' && folder === 'playground') {
      const why = playgroundViolation(path, target);
      if (why) say(why);
    }
  }
  return problems;
}

/** The files of this project that a source imports, as paths from its root: '/web/src/...'. */
function importsOf(path, text) {
  const imports = /(?:^|[\s;}])(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]/gm;
  return [...text.matchAll(imports)].map(
    ([, specifier]) => new URL(specifier, `file:///${path}`).pathname,
  );
}

/** files: [path, text]. Sentences about features of the playground that import each other in a circle. */
export function featureCircles(files) {
  const uses = new Map();
  for (const [path, text] of files) {
    const [, feature] = /^web\/src\/playground\/features\/([^/]+)\//.exec(path) ?? [];
    if (!feature) continue;
    const others = uses.get(feature) ?? new Set();
    for (const target of importsOf(path, text)) {
      const [, other] = /^\/web\/src\/playground\/features\/([^/]+)\//.exec(target) ?? [];
      if (other && other !== feature) others.add(other);
    }
    uses.set(feature, others);
  }
  const done = new Set();
  const circles = [];
  const visit = (feature, way) => {
    if (way.includes(feature)) {
      const circle = [...way.slice(way.indexOf(feature)), feature];
      circles.push(`Features of the playground use each other in a circle: ${circle.join(' > ')}.`);
      return;
    }
    if (done.has(feature)) return;
    for (const other of uses.get(feature) ?? []) visit(other, [...way, feature]);
    done.add(feature);
  };
  for (const feature of uses.keys()) visit(feature, []);
  return circles;
}

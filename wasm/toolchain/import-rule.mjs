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
  ['worker', ['protocol']],
  ['client', ['protocol']],
  ['package', ['client', 'protocol']],
  ['playground', ['client', 'protocol']],
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

/** Sentences about the imports of one file under web/src that the rule forbids. */
export function importViolations(path, text, folders = webFolders) {
  const [, folder] = /^web\/src\/([^/]+)\//.exec(path) ?? [];
  if (!folders.has(folder)) return [`${path} is in a folder the import rule does not know.`];
  const problems = [];
  const imports = /(?:^|[\s;}])(?:from|import)\s*\(?\s*['"](\.[^'"]*)['"]/gm;
  for (const [, specifier] of text.matchAll(imports)) {
    const target = new URL(specifier, `file:///${path}`).pathname;
    const [, into] = /^\/web\/src\/([^/]+)\//.exec(target) ?? [];
    if (!into && target !== '/wasm/engine.js') {
      problems.push(`${path} imports "${specifier}" from outside web/src.`);
    } else if (into && into !== folder && !folders.get(folder).includes(into)) {
      problems.push(`${path} imports "${specifier}": ${folder} may not use ${into}.`);
    }
  }
  return problems;
}

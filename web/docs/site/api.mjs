// The reference of the package, from its declarations.

import { join } from 'node:path';
import { exportsOf, membersOf } from './declarations.mjs';
import { escaped } from './markdown.mjs';
import { anchorOf, root } from './sources.mjs';

/** What nearly everybody needs comes first; the rest by name. */
const FIRST = ['createClassifier', 'InferenceSession', 'Tensor', 'PlaygroundError', 'modelCache'];

const GROUPS = [
  [
    'Classes and functions',
    /^(ClassDeclaration|FunctionDeclaration|TSDeclareFunction|VariableDeclaration)$/,
  ],
  ['Types', /^TS(InterfaceDeclaration|TypeAliasDeclaration)$/],
];

const oneLine = (text) =>
  text
    .replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
const inCell = (text) => text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

/** A type as code, in which names of this page are links. */
function typed(text, names) {
  const html = escaped(oneLine(text)).replaceAll(/[A-Za-z]\w+/g, (word) =>
    names.has(word) ? `<a href="#${names.get(word)}">${word}</a>` : word,
  );
  // Characters that are Markdown's.
  return `<code>${html.replaceAll(/[[\]*_`|]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</code>`;
}

const block = (text) => `\`\`\`ts\n${text}\n\`\`\``;
const bare = (text) => text.replace(/^(export )?(declare )?/, '').replace(/;$/, '');

const isMethod = ({ node }) =>
  /Method|CallSignature|ConstructSignature/.test(node.type) && node.kind !== 'get';

/** Text of a comment: what it says, what is thrown, examples. */
function commented(comment) {
  if (!comment) return [];
  const of = (tag) => comment.tags.filter((entry) => entry.tag === tag).map(({ text }) => text);
  const thrown = of('throws').map(
    (text) => `**Throws** ${text.replaceAll(/\s*\n\s*/g, ' ').replaceAll(/'([a-z-]+)'/g, '`$1`')}`,
  );
  const examples = of('example').map((text) => (text.startsWith('```') ? text : block(text)));
  return [comment.description, ...thrown, ...examples].filter(Boolean);
}

/** Text of a property's type; '' where a value stands in its place. */
const typeOf = (text) =>
  /^(?:readonly |static |get )*[^:(]+(?:\(\))?\??:\s*([\s\S]*?);?$/.exec(text)?.[1] ?? '';

function propertyTable(all, names) {
  const properties = all
    .map((property) => ({ ...property, type: typeOf(property.text) }))
    .filter(({ type }) => type !== '');
  if (properties.length === 0) return [];
  const rows = properties.map(({ name, node, comment, type }) => {
    const mark = node.optional ? ' (optional)' : '';
    return `| \`${name.replace(/^\[|\]$/g, '')}\`${mark} | ${typed(type, names).replaceAll('|', '\\|')} | ${inCell(comment?.description ?? '')} |`;
  });
  const table = ['| Property | Type | What it is |', '|---|---|---|', ...rows].join('\n');
  return [`<div class="stacked">\n\n${table}\n\n</div>`];
}

const LONGEST = 88; // characters of a line of code, which then fits beside the list of pages

/** Where the commas between parameters are, from `start` (after the bracket) to the bracket that closes it. */
function commasOf(text, start) {
  const commas = [];
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at];
    const isArrow = sign === '>' && text[at - 1] === '=';
    if (')]}>'.includes(sign) && !isArrow && depth-- === 0) return { commas, end: at };
    if ('([{<'.includes(sign)) depth++;
    if (sign === ',' && depth === 0) commas.push(at);
  }
  return { commas, end: text.length };
}

/** What is declared, without the comments in it: a long one has a line a parameter. */
export function signature(declaration) {
  const text = bare(oneLine(declaration));
  const start = text.indexOf('(') + 1;
  if (text.length <= LONGEST || start === 0) return text;
  const { commas, end } = commasOf(text, start);
  const cuts = [start, ...commas.map((at) => at + 1), end];
  const parameters = cuts
    .slice(1)
    .map((cut, index) => text.slice(cuts[index], cut).replace(/,$/, '').trim());
  return `${text.slice(0, start)}\n${parameters.map((one) => `  ${one},\n`).join('')}${text.slice(end)}`;
}

/** "session" for InferenceSession. */
const instanceOf = (owner) => /[A-Z][a-z]*$/.exec(owner)[0].toLowerCase();

function calledAs({ name, node }, owner) {
  if (name === 'constructor') return `new ${owner}()`;
  return `${node.static ? owner : instanceOf(owner)}${name ? `.${name}` : ''}()`;
}

function methodParts(methods, owner) {
  const documented = methods.filter(({ name, comment }) => comment || name !== 'constructor');
  return documented.flatMap((method) => [
    `#### ${calledAs(method, owner)}`,
    block(signature(method.text)),
    ...commented(method.comment),
  ]);
}

/** Constructors that only the package itself calls. */
const isForUsers = ({ name, comment }) =>
  name !== 'constructor' || !/^Use /.test(comment?.description ?? '');

function classEntry(entry, names) {
  const members = membersOf(entry).filter(isForUsers);
  const properties = members.filter((member) => !isMethod(member));
  const methods = members.filter(isMethod);
  return [
    ...commented(entry.comment),
    ...propertyTable(properties, names),
    ...methodParts(methods, entry.name),
  ];
}

function entryOf(entry, names) {
  const { name, node, file, comment } = entry;
  const parts = [`### ${name}`];
  if (/^(ClassDeclaration|TSInterfaceDeclaration)$/.test(node.type))
    parts.push(...classEntry(entry, names));
  else if (node.type === 'TSTypeAliasDeclaration')
    parts.push(...commented(comment), typed(file.textOf(node.typeAnnotation), names));
  else if (node.type === 'VariableDeclaration') {
    const text = file.textOf(node).replaceAll(/\n {4}/g, '\n  ');
    parts.push(...commented(comment), block(bare(text)));
  } else parts.push(block(signature(file.textOf(node))), ...commented(comment));
  return parts;
}

const order = (name) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length);

/** Map of name -> id of its heading; of two that differ in capitals alone, the second has "-1". */
function idsOf(entries) {
  const ids = new Map();
  const used = new Map();
  for (const { name } of entries) {
    const anchor = anchorOf(name);
    const before = used.get(anchor) ?? 0;
    used.set(anchor, before + 1);
    ids.set(name, before === 0 ? anchor : `${anchor}-${before}`);
  }
  return ids;
}

/** Markdown for all that the file at `path` exports. */
export function referenceOf(path) {
  const all = [...exportsOf(path).values()].sort(
    (one, other) => order(one.name) - order(other.name) || one.name.localeCompare(other.name),
  );
  const groups = GROUPS.map(([title, types]) => ({
    title,
    entries: all.filter(({ node }) => types.test(node.type)),
  }));
  const ids = idsOf(groups.flatMap(({ entries }) => entries));
  const parts = ({ title, entries }) => [
    `## ${title}`,
    entries.map(({ name }) => `[${name}](#${ids.get(name)})`).join(' · '),
    ...entries.flatMap((entry) => entryOf(entry, ids)),
  ];
  return groups.flatMap(parts).join('\n\n');
}

export const apiReference = () => referenceOf(join(root, 'dist/types/package/index.d.ts'));

// What the package exports, read from its declarations (dist/types): names, signatures, comments.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'vite';

/** { description, tags: [{ tag, text }] } of the text of a comment, with its stars. */
export function commentOf(text) {
  const lines = text
    .replace(/^\*/, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  const parts = [{ tag: '', lines: [] }];
  for (const line of lines) {
    const [, tag, rest] = /^@(\w+)\s*(.*)$/.exec(line) ?? [];
    if (tag) parts.push({ tag, lines: [rest] });
    else parts.at(-1).lines.push(line);
  }
  const [first, ...tags] = parts.map(({ tag, lines: found }) => ({
    tag,
    text: found.join('\n').trim(),
  }));
  return { description: first.text, tags };
}

class File {
  constructor(path) {
    this.path = path;
    this.text = readFileSync(path, 'utf8');
    const { program, comments, errors } = parseSync(path, this.text, { lang: 'dts' });
    if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
    this.body = program.body;
    this.comments = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
  }

  /** The comment that ends right before a node, undefined where there is none. */
  commentBefore(node) {
    const above = this.comments.findLast(({ end }) => end <= node.start);
    if (!above || this.text.slice(above.end, node.start).trim().replace(/^\|$/, '') !== '')
      return undefined;
    return commentOf(above.value);
  }

  textOf(node) {
    return this.text.slice(node.start, node.end);
  }
}

const files = new Map();
function fileAt(path) {
  if (!existsSync(path)) throw new Error(`${path} is missing: run "npm run build" first.`);
  if (!files.has(path)) files.set(path, new File(path));
  return files.get(path);
}

const targetOf = (file, source) => join(dirname(file.path), source.replace(/\.js$/, '.d.ts'));

function declarationsOf(node) {
  if (node.type === 'VariableDeclaration')
    return node.declarations.map((declaration) => [declaration.id.name, node]);
  return node.id ? [[node.id.name, node]] : [];
}

/**
 * Map of all that a file exports, also from others: name -> { name, file, node, comment }. Where a function is
 * declared more than once, the first.
 */
export function exportsOf(path) {
  const file = fileAt(path);
  const found = new Map();
  const put = (name, entry) => found.has(name) || found.set(name, { ...entry, name });
  for (const statement of file.body) {
    if (statement.type === 'ExportAllDeclaration')
      for (const [name, entry] of exportsOf(targetOf(file, statement.source.value)))
        put(name, entry);
    if (statement.type !== 'ExportNamedDeclaration') continue;
    if (statement.declaration) {
      const comment = file.commentBefore(statement);
      for (const [name, node] of declarationsOf(statement.declaration))
        put(name, { file, node, comment });
    } else if (statement.source) {
      const others = exportsOf(targetOf(file, statement.source.value));
      for (const { local, exported } of statement.specifiers) {
        const entry = others.get(local.name);
        if (entry) put(exported.name, entry);
      }
    }
  }
  return found;
}

const isPrivate = ({ accessibility, key }) =>
  accessibility === 'private' || key?.type === 'PrivateIdentifier';

/** Members of a class or an interface that users see: [{ name, text, node, comment }]. */
export function membersOf({ file, node }) {
  return node.body.body
    .filter((member) => !isPrivate(member))
    .map((member) => ({
      name: member.key ? file.textOf(member.key) : '',
      text: file.textOf(member),
      node: member,
      comment: file.commentBefore(member),
    }));
}

/** Members of a union, each with the comment before it: [{ text, comment }]. */
export const unionOf = ({ file, node }) =>
  node.typeAnnotation.types.map((type) => ({
    text: file.textOf(type),
    comment: file.commentBefore(type),
  }));

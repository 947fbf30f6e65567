// Pages as Markdown: what stands in other documents of the repository is taken from there.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** path: from the root of the repository. */
export const readSource = (path) => readFileSync(join(root, path), 'utf8');

/** A heading's name in an address, as sites that show Markdown make it. */
export const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Lines of Markdown, each with whether it is in a block of code. */
function* linesOf(text) {
  let fence;
  for (const line of text.split('\n')) {
    const mark = /^(`{3,}|~{3,})/.exec(line)?.[1];
    const isFence = mark !== undefined && (fence === undefined || line === fence);
    yield { line, isCode: fence !== undefined || isFence };
    if (isFence) fence = fence === undefined ? mark : undefined;
  }
}

/**
 * What stands under that heading, up to the next one of its rank or above.
 * @throws Error where there is no such heading.
 */
export function sectionOf(text, heading, path) {
  const found = [];
  let rank;
  for (const { line, isCode } of linesOf(text)) {
    const [, marks, title] = (!isCode && /^(#+) (.*)$/.exec(line)) || [];
    if (rank !== undefined && marks && marks.length <= rank) break;
    if (rank !== undefined) found.push(line);
    else if (title === heading) rank = marks.length;
  }
  if (rank === undefined) throw new Error(`${path} has no heading "${heading}".`);
  return found.join('\n').trim();
}

/** Links and pictures with local targets, as `change` gives them; code is left alone. */
function withTargets(text, change) {
  const lines = [];
  for (const { line, isCode } of linesOf(text))
    lines.push(
      isCode
        ? line
        : line.replaceAll(/(\]\()([^()\s]+)(\))/g, (whole, open, target, close) =>
            /^([a-z]+:|#)/.test(target) ? whole : `${open}${change(target)}${close}`,
          ),
    );
  return lines.join('\n');
}

/** "/path#heading" of a target in a document, from the root of the repository. */
export function fromRoot(target, path) {
  const [file, anchor] = target.split('#');
  const whole = posix.join(posix.dirname(path), file);
  return `/${whole}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** A text that stands under a heading of `rank`: its own begin one below. */
function under(rank, text) {
  const lines = [...linesOf(text)];
  const marksOf = ({ line, isCode }) => (isCode ? undefined : /^(#+) /.exec(line)?.[1]);
  const ranks = lines.flatMap((entry) => marksOf(entry)?.length ?? []);
  const by = rank + 1 - Math.min(...ranks);
  return lines
    .map((entry) => {
      const marks = marksOf(entry);
      return marks ? entry.line.replace(marks, '#'.repeat(marks.length + by)) : entry.line;
    })
    .join('\n');
}

const DIRECTIVE = /^<!-- (include|generate) (.*?) -->$/;

/**
 * A page's Markdown, with all local targets as "/path" from the root of the repository. Two kinds of lines stand for
 * more: "<!-- include path # heading -->" for what stands there in another document, "<!-- generate name -->" for
 * what generators[name]() gives.
 * @throws Error for a file, a heading or a name that there is not.
 */
export function expand(path, generators) {
  let rank = 1;
  const lines = [];
  for (const { line, isCode } of linesOf(readSource(path))) {
    const [, kind, what] = (!isCode && DIRECTIVE.exec(line)) || [];
    rank = (!isCode && /^(#+) /.exec(line)?.[1].length) || rank;
    if (kind === 'include') lines.push(under(rank, included(what)));
    else if (kind === 'generate') lines.push(generated(what, generators, path));
    else lines.push(isCode ? line : withTargets(line, (target) => fromRoot(target, path)));
  }
  return lines.join('\n');
}

function included(what) {
  const [path, heading] = what.split(' # ');
  if (!existsSync(join(root, path))) throw new Error(`There is no ${path} to include.`);
  const text = readSource(path);
  // Without a heading: all but the title.
  const part =
    heading === undefined ? text.replace(/^# .*\n/, '').trim() : sectionOf(text, heading, path);
  return withTargets(part, (target) => fromRoot(target, path));
}

function generated(name, generators, path) {
  const generator = generators[name];
  if (!generator) throw new Error(`${path} asks for "${name}", which nothing generates.`);
  return generator();
}

/** Folder of a path, '' at the top. */
export const folderOf = (path) => (dirname(path) === '.' ? '' : dirname(path));

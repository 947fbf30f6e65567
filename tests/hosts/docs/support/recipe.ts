// What web/hosts/README.md tells authors to write: tests use these lines, and no others.

import { readFileSync } from 'node:fs';
import { fromRoot } from '../../../web/support/package.js';

const README = readFileSync(fromRoot('web/hosts/README.md'), 'utf8');

/** Block of that file name (```language name, and a word more where two have one name) under that heading. */
export function recipe(heading: string, name: string): string {
  const section = README.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? '';
  const block = new RegExp(`^(\`{3,})\\w+ ${name.replaceAll('.', '\\.')}\\n(.*?)^\\1$`, 'ms');
  const found = block.exec(section);
  if (!found?.[2]) throw new Error(`web/hosts/README.md has no ${name} under ${heading}.`);
  return found[2];
}

/** The same with the files at that address. */
export const at = (address: string, text: string): string =>
  text.replaceAll('https://example.org/playground/', address);

/** Three widgets of a page: as the recipe has it, of another layer, and with another view. */
export function three(widget: string): string[] {
  const other = widget.replaceAll('conv_1_2', 'conv_2_2');
  const sum = widget.replace(/(view[=: "']+)layer/, '$1why');
  if (other === widget || sum === widget) throw new Error(`No layer or view in: ${widget}`);
  return [widget, other, sum];
}

// The reference of <cnn-playground>, from its custom-elements.json.

import { readSource } from './sources.mjs';

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

function table(titles, rows) {
  const line = (cells) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

const code = (text) => `\`${text}\``;

function signature({ name, parameters = [], return: result }) {
  const given = parameters.map(({ name: parameter, type }) => `${parameter}: ${type.text}`);
  return `${name}(${given.join(', ')}): ${result.type.text}`;
}

/** What an attribute says, and the property's name where it is another one. */
const withProperty = ({ name, fieldName = name, description }) => ({
  name,
  description: fieldName === name ? description : `${description} Property: ${code(fieldName)}.`,
});

/** Tables of all that its page may use. manifest: of the declaration, as the Custom Elements Manifest has it. */
export function elementTables(manifest) {
  const { attributes, members, events, slots, cssParts, cssProperties } = manifest;
  const methods = members.filter(({ kind }) => kind === 'method');
  const named = (list, title, nameOf = ({ name }) => code(name)) =>
    table(
      [title, 'What it is'],
      list.map((entry) => [nameOf(entry), entry.description]),
    );
  return [
    '## Attributes and properties',
    'Each attribute is a property too, of the same name where nothing else is said.',
    named(attributes.map(withProperty), 'Attribute'),
    '## Methods',
    '<div class="stacked">',
    named(methods, 'Method', (method) => code(signature(method))),
    '</div>',
    '## Events',
    named(events, 'Event'),
    '## Slots',
    named(slots, 'Slot', ({ name }) => (name === '' ? 'without a name' : code(name))),
    '## Parts',
    named(cssParts, 'Part'),
    '## Custom properties',
    named(cssProperties, 'Property'),
  ].join('\n\n');
}

export function elementReference() {
  const { modules } = JSON.parse(readSource('web/src/element/custom-elements.json'));
  return elementTables(modules[0].declarations[0]);
}

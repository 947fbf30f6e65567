// The reference of operators, from operators.jsonl: what the rows of the engine say (a test of the engine holds the
// file to them, tests/engine/ops/operator_list_test.cpp).

import { anchorOf, readSource } from './sources.mjs';

/** [{ type, help, kernel, since?, inputs, outputs, types, attributes, formula, parameters }], by type. */
export const operators = () =>
  readSource('web/docs/operators.jsonl')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const KERNELS = {
  simd: 'SIMD',
  plain: 'a plain loop',
  alias: 'nothing where the element type stays',
  load: 'a value, computed when the file is loaded',
  others: 'other operators, which take its place when the file is loaded',
};

const SENTENCE = / /;
const code = (text) => `\`${text}\``;

/** A formula is code; a sentence in place of one is not. */
const isFormula = (text) => /[()^*/+=<>-]/.test(text) || !SENTENCE.test(text);

/** "x; bias: added to each channel | group=1: parts" as { inputs, settings }, each [{ name, words }]. */
export function parametersOf(text) {
  const [inputs = '', settings = ''] = text.split('|').map((part) =>
    part
      .split(';')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map((entry) => {
        const [name, ...words] = entry.split(': ');
        return { name, words: words.join(': ') };
      }),
  );
  return { inputs: inputs || [], settings: settings || [] };
}

const listed = (entries) =>
  entries.map(({ name, words }) => (words ? `${code(name)} (${words})` : code(name))).join(', ');

/** Attributes that the parameters say nothing of. */
function unsaid(attributes, settings) {
  const said = new Set(settings.map(({ name }) => name.split('=')[0]));
  return attributes.filter(({ name }) => !said.has(name));
}

function attributeLine({ name, type, until }) {
  const bound = until === undefined ? '' : `, up to opset ${until}`;
  return `${code(name)} (${type}${bound})`;
}

/** Markdown of one operator, under a heading with its name. */
export function operatorEntry(row) {
  const { inputs, settings } = parametersOf(row.parameters);
  const rest = unsaid(row.attributes, settings);
  const lines = [
    row.formula && ['Value', isFormula(row.formula) ? code(row.formula) : row.formula],
    inputs.length > 0 && ['Inputs', listed(inputs)],
    settings.length > 0 && ['Settings', listed(settings)],
    rest.length > 0 && ['Also read', rest.map(attributeLine).join(', ')],
    row.since && ['Opset', `from ${row.since}`],
    ['Runs as', `${KERNELS[row.kernel]}, over ${row.types.join(', ')}`],
  ].filter(Boolean);
  const body = lines.map(([title, words]) => `- **${title}** ${words}`).join('\n');
  return `### ${row.type}\n\n${row.help}\n\n<div class="facts">\n\n${body}\n\n</div>`;
}

export function operatorReference() {
  const rows = operators();
  const index = rows.map(({ type }) => `[${type}](#${anchorOf(type)})`).join(' · ');
  return [`${rows.length} operators:`, index, '## One by one', ...rows.map(operatorEntry)].join(
    '\n\n',
  );
}

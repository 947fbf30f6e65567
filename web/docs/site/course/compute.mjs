// Computes all numbers of the course with the engine, and writes them to web/docs/course-values.json.
// Usage, after a build: node web/docs/site/course/compute.mjs

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PAGES } from '../contents.mjs';
import { readSource, root } from '../sources.mjs';
import { evaluate } from '../static/course/formula.js';
import { openEngine } from './engine.mjs';
import { keyOf, VALUES_FILE, wantedBy } from './values.mjs';

/** { key: value } of everything that the pages of the course name. */
export async function computeAll() {
  const engine = await openEngine();
  const values = {};
  for (const { name } of PAGES.filter(({ name }) => name.startsWith('course/')))
    for (const wanted of wantedBy(readSource(`web/docs/pages/${name}.md`), name)) {
      const facts = await engine.factsFor(wanted.network, wanted.picture);
      const value = await evaluate(wanted.formula, facts).catch((error) => {
        throw new Error(`${name}: ${wanted.formula}: ${error.message}`);
      });
      // Counts are exact. Of the others more digits than any text shows, and fewer than differ between the engine's modules.
      const isRounded = typeof value === 'number' && !Number.isSafeInteger(value);
      values[keyOf(wanted)] = isRounded ? Number(value.toPrecision(6)) : value;
    }
  await engine.release();
  return values;
}

if (process.argv[1]?.endsWith('compute.mjs')) {
  const values = await computeAll();
  const sorted = Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(join(root, VALUES_FILE), `${JSON.stringify(sorted, null, 2)}\n`);
  console.log(`${Object.keys(sorted).length} values in ${VALUES_FILE}`);
}

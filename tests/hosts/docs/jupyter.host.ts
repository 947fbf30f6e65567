// The notebook widget of web/hosts/jupyter: the page that nbconvert makes of a notebook, and the module that
// notebooks run, with a model that keeps what the kernel would be told.

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { siteFolder } from '../../e2e/support/site.js';
import { type StaticServer, serve } from '../../e2e/support/static-server.js';
import { command } from '../support/project.js';
import { copyHostFile, newFolder, python, why, write } from './support/folder.js';
import { notebookOf } from './support/notebook.js';
import { answers, expectThree, open } from './support/reader.js';
import { at, recipe, three } from './support/recipe.js';

const tools = await python('jupyter');
const CELL = recipe('Jupyter', 'notebook.py');
const CONVERT = recipe('Jupyter', 'convert.sh');

let browser: Browser;
let files: StaticServer;
beforeAll(async () => {
  browser = await launch();
  files = await serve(siteFolder(), { isolated: 'shared' });
});
afterAll(async () => {
  await browser?.close();
  await files?.close();
});

test.skipIf(tools.missing)(`a page made of a notebook has three widgets${why(tools)}`, async () => {
  const notebook = notebookOf(three(at(files.url, CELL)));
  const folder = await newFolder('jupyter/page', { 'notebook.ipynb': notebook });
  await copyHostFile('jupyter/cnn_playground.py', folder);
  await command(`PATH=${tools.bin}:$PATH; ${CONVERT}`, folder);
  const server = await serve(folder, { isolated: false });
  await expectThree(browser, [`${server.url}notebook.html`]);
  await server.close();
});

declare const model: {
  values: Record<string, unknown>;
  change(name: string, value: unknown): void;
  end(): void;
};

const HOST = (values: string) => `<!doctype html><link rel="icon" href="data:,"><div id="out"></div>
<script type="module">
import widget from './widget.js';
const values = ${values};
const listeners = new Map();
const model = {
  values,
  get: (name) => values[name],
  set: (name, value) => { values[name] = value; },
  save_changes() {},
  on: (event, listener) => listeners.set(event, listener),
  off: (event) => listeners.delete(event),
  change(name, value) { values[name] = value; listeners.get('change:' + name)?.(); },
};
const end = await widget.render({ model, el: document.querySelector('#out') });
globalThis.model = { ...model, end, listeners };
</script>`;

/** Prints the module and what the kernel says at first. */
const PROGRAM = `
import json, sys
from cnn_playground import ATTRIBUTES, MODULE, CnnPlayground
widget = CnnPlayground('tinyvgg', image='church', view='layer', layer='conv_1_2', channel=3, src=sys.argv[1])
names = (*ATTRIBUTES, 'src')
print(json.dumps({'module': MODULE, 'values': {name: getattr(widget, name) for name in names}}))
`;

test.skipIf(tools.missing)(`a notebook and its reader tell each other${why(tools)}`, async () => {
  const folder = await newFolder('jupyter/live', { 'program.py': PROGRAM });
  await copyHostFile('jupyter/cnn_playground.py', folder);
  const said = await command(`${tools.bin}/python program.py ${files.url}element.js`, folder);
  const { module, values } = JSON.parse(said);
  await write(folder, { 'widget.js': module, 'index.html': HOST(JSON.stringify(values)) });
  const server = await serve(folder, { isolated: false });
  const reader = await open(browser, server.url);
  const { page } = reader;
  expect(await answers(reader)).toEqual(['church']);
  const widget = page.locator('cnn-playground');
  expect(await widget.getAttribute('channel')).toBe('3');
  const value = (name: string) => page.evaluate((key) => model.values[key], name);
  expect(await value('predictions')).toMatchObject([
    { label: 'church' },
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    {},
    {},
  ]);
  await page.evaluate(() => model.change('layer', 'conv_2_2'));
  await widget.getByRole('heading', { name: 'conv_2_2' }).waitFor();
  // What the reader chooses.
  await widget.getByRole('button', { name: 'Next layer' }).click();
  await expect.poll(() => value('layer'), { timeout: 20_000 }).not.toBe('conv_2_2');
  await page.evaluate(() => model.end());
  expect(await widget.count()).toBe(0);
  await expect.poll(() => page.workers().length, { timeout: 20_000 }).toBe(0);
  expect(reader.problems).toEqual([]);
  await server.close();
});

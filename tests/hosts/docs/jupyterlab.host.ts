// JupyterLab itself: a notebook is opened, its cells are run, the kernel hears what the reader looks at, and the page
// that nbconvert makes of the saved notebook still shows the element.

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch } from '../../e2e/support/browser.js';
import { siteFolder } from '../../e2e/support/site.js';
import { type StaticServer, serve } from '../../e2e/support/static-server.js';
import { command } from '../support/project.js';
import { copyHostFile, newFolder, python, why } from './support/folder.js';
import { notebookOf } from './support/notebook.js';
import { answers, expectThree, open } from './support/reader.js';
import { at, recipe, three } from './support/recipe.js';

const tools = await python('jupyter');
const CELL = recipe('Jupyter', 'notebook.py');

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

interface Lab {
  /** Of the folder's notebook. */
  url: string;
  end(): void;
}

/** What JupyterLab writes and reads besides the folder stays in it, whatever the machine has. */
const own = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ...Object.fromEntries(
    ['CONFIG_DIR', 'DATA_DIR', 'RUNTIME_DIR'].map((name) => [
      `JUPYTER_${name}`,
      join(folder, '.jupyter', name),
    ]),
  ),
  IPYTHONDIR: join(folder, '.jupyter/ipython'),
});

/** The file in which a server says where it is; undefined until it does. */
function addressIn(folder: string): { url: string; token: string } | undefined {
  const runtime = join(folder, '.jupyter/RUNTIME_DIR');
  try {
    const name = readdirSync(runtime).find((file) => /^jpserver-\d+\.json$/.test(file)) ?? '';
    return JSON.parse(readFileSync(join(runtime, name), 'utf8'));
  } catch {
    return undefined;
  }
}

async function startLab(folder: string): Promise<Lab> {
  const server: ChildProcess = spawn(
    join(tools.bin, 'jupyter-lab'),
    ['--no-browser', '--allow-root', '--ip=127.0.0.1', '--port=0', `--notebook-dir=${folder}`],
    { cwd: folder, env: own(folder), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let said = '';
  server.stderr?.on('data', (bytes) => {
    said += bytes;
  });
  const answer = () => (server.exitCode === null ? addressIn(folder) : { url: '', token: '' });
  // Kernels end with their server.
  const end = (): void => void server.kill('SIGTERM');
  try {
    await expect.poll(answer, { timeout: 60_000, interval: 300 }).toBeDefined();
  } catch (error) {
    end();
    throw error;
  }
  const { url = '', token = '' } = answer() ?? {};
  if (!url) throw new Error(`JupyterLab ended: ${said}`);
  return {
    url: `${url}lab/tree/notebook.ipynb?token=${token}`,
    end,
  };
}

/** Runs the cell with the keyboard, as one does. */
async function runCell(page: Page, number: number): Promise<void> {
  await page.locator('.jp-Notebook .jp-CodeCell').nth(number).locator('.cm-content').click();
  await page.keyboard.press('Shift+Enter');
}

const outputOf = (page: Page, number: number) =>
  page.locator('.jp-Notebook .jp-CodeCell').nth(number).locator('.jp-OutputArea-output');

test.skipIf(tools.missing)(
  `JupyterLab shows the widget, its kernel follows the reader, and the saved notebook becomes a page${why(tools)}`,
  async () => {
    const [first = '', ...others] = three(at(files.url, CELL));
    const named = `${first.replace('CnnPlayground(', 'widget = CnnPlayground(')}\nwidget`;
    const folder = await newFolder('jupyter/lab', {
      'notebook.ipynb': notebookOf([
        named,
        "print(widget.layer, widget.predictions[0]['label'])",
        ...others,
      ]),
    });
    await copyHostFile('jupyter/cnn_playground.py', folder);
    const lab = await startLab(folder);
    try {
      const reader = await open(browser, lab.url);
      const { page } = reader;
      // A cell that is run before the kernel is there is not run.
      await page.getByText('Python 3 (ipykernel) | Idle').waitFor({ timeout: 60_000 });
      await runCell(page, 0);
      expect(await answers(reader)).toEqual(['church']);
      const widget = outputOf(page, 0).locator('cnn-playground');
      await widget.getByRole('heading', { name: 'conv_1_2' }).waitFor();
      await widget.getByRole('button', { name: 'Next layer' }).click();
      // The element tells, and then the kernel is told, before it is asked.
      await expect.poll(() => widget.getAttribute('layer')).toBe('relu_1_2');
      await runCell(page, 1);
      await outputOf(page, 1).getByText('relu_1_2 church').waitFor();
      await runCell(page, 2);
      await runCell(page, 3);
      await expect.poll(() => page.locator('cnn-playground').count()).toBe(3);
      expect(await answers(reader)).toEqual(['church', 'church', 'church']);
      // JupyterLab has complaints of its own.
      expect(reader.problems.filter((problem) => /cnn|playground/.test(problem))).toEqual([]);
      await page.keyboard.press('Control+s');
      await expect
        .poll(() => readFileSync(join(folder, 'notebook.ipynb'), 'utf8'), { timeout: 20_000 })
        .toContain('<cnn-playground');
      await page.close();
    } finally {
      lab.end();
    }
    await command(`${tools.bin}/jupyter nbconvert --to html notebook.ipynb`, folder);
    const server = await serve(folder, { isolated: false });
    await expectThree(browser, [`${server.url}notebook.html`]);
    await server.close();
  },
);

// Builds the element of the npm package into dist/: element.js, small, and in element/ what it fetches when it
// starts. It holds the playground's styles itself: in a shadow root no style sheet of the page counts.

import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from 'lightningcss';
import { defineConfig, type Plugin } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const SHEETS = join(root, 'web/src/element/sheets.ts');
const MARK = '\0style:';

/** The page around may have any size of type: what is in rem there is in px here. */
const inPixels = (css: string): string =>
  css.replace(/(-?[\d.]+)rem\b/g, (_, rem: string) => `${16 * Number(rem)}px`);

/** What depends on the window's width in a page of its own depends on the element's in somebody else's. */
const byElement = (css: string): string =>
  css.replace(/@media \((max|min)-width:/g, '@container cnn ($1-width:');

const version = (major: number, minor = 0): number => (major << 16) | (minor << 8);

/**
 * The first browsers with light-dark(). Without them what only some browsers take is written short as if all did:
 * animation-timeline within animation, which none takes.
 */
const TARGETS = { chrome: version(123), firefox: version(120), safari: version(17, 5) };

/** A style sheet becomes a module that adds its text to that of the shadow roots. */
function styles(): Plugin {
  return {
    name: 'styles',
    enforce: 'pre',
    resolveId(id, importer) {
      if (!id.endsWith('.css') || !importer) return null;
      return `${MARK}${resolve(dirname(importer), id)}.js`;
    },
    async load(id) {
      if (!id.startsWith(MARK)) return null;
      const filename = id.slice(MARK.length, -'.js'.length);
      const text = byElement(inPixels(await readFile(filename, 'utf8')));
      const { code } = transform({
        filename,
        code: Buffer.from(text),
        minify: true,
        targets: TARGETS,
      });
      return {
        code: `import { addStyle } from ${JSON.stringify(SHEETS)};\naddStyle(${JSON.stringify(code.toString())});`,
        moduleSideEffects: true,
      };
    },
  };
}

interface Entry {
  id: string;
  bytes?: number;
}

/** How large each network of the catalogue is, for the words on a button. */
async function modelBytes(): Promise<string> {
  const text = await readFile(join(root, 'models/catalog.json'), 'utf8');
  const { models } = JSON.parse(text) as { models: Entry[] };
  return JSON.stringify(Object.fromEntries(models.map(({ id, bytes }) => [id, bytes])));
}

/** Where the engine's files are, from element.js: in the site they have a folder of their own. */
const ENGINE = { package: './', site: './engine/' } as const;

export default defineConfig(async ({ mode }) => ({
  root,
  publicDir: false as const,
  logLevel: 'warn' as const,
  plugins: [styles()],
  define: {
    MODEL_BYTES: await modelBytes(),
    ENGINE_FOLDER: JSON.stringify(mode === 'site' ? ENGINE.site : ENGINE.package),
  },
  build: {
    outDir: join(root, mode === 'site' ? 'dist/site' : 'dist'),
    emptyOutDir: false,
    target: 'es2022',
    minify: true,
    modulePreload: false as const,
    lib: {
      entry: join(root, 'web/src/element/index.ts'),
      formats: ['es' as const],
      fileName: () => 'element.js',
    },
    rolldownOptions: { output: { chunkFileNames: 'element/[name]-[hash].js' } },
  },
}));

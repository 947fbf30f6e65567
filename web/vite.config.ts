// The static page: dist/site, every address relative so that it works from any folder.

import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite';

/** Lists that the page asks for whatever it is opened with. */
const LISTS = ['models/catalog.json', 'models/samples/samples.json'];

/**
 * What is certain to be needed is asked for with the page. The engine's modules and its worker are not
 * among it: which module depends on the browser, and what a page preloads a worker fetches once more.
 */
function preloads(): Plugin {
  return {
    name: 'preloads',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter(
          (file) => file.type === 'chunk' && file.name === 'playground',
        );
        const link = (attrs: Record<string, string | boolean>): HtmlTagDescriptor => ({
          tag: 'link',
          attrs,
          injectTo: 'head',
        });
        return [
          ...chunks.map(({ fileName }) =>
            link({ rel: 'modulepreload', crossorigin: true, href: `./${fileName}` }),
          ),
          ...LISTS.map((file) =>
            link({ rel: 'preload', as: 'fetch', crossorigin: true, href: `./${file}` }),
          ),
        ];
      },
    },
  };
}

/** What the page needs of a module's importers. */
interface Known {
  getModuleInfo(id: string): { importers: readonly string[] } | null;
}

/** Whether the module at that path imports this one, itself or through others, and not by import(). */
function isNeededBy(path: string, id: string, known: Known, seen = new Set<string>()): boolean {
  if (id.endsWith(path)) return true;
  if (seen.has(id)) return false;
  seen.add(id);
  const { importers } = known.getModuleInfo(id) ?? { importers: [] };
  return importers.some((importer) => isNeededBy(path, importer, known, seen));
}

/** One file that starts the engine, one for the first view; what features fetch later has files of its own. */
function chunkOf(id: string, known: Known): string | null {
  if (isNeededBy('/src/page/main.ts', id, known)) return 'start';
  return isNeededBy('/src/page/playground.ts', id, known) ? 'playground' : null;
}

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [preloads()],
  build: {
    outDir: '../dist/site',
    emptyOutDir: true,
    target: 'es2022',
    // Files stay files: the content security policy knows no inline scripts.
    assetsInlineLimit: 0,
    // The page's plugin does it.
    modulePreload: false,
    // Styles are linked in the page: they are needed before its code is there.
    cssCodeSplit: false,
    reportCompressedSize: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{ name: chunkOf, debugName: 'first view' }],
        },
      },
    },
  },
});

import { fileURLToPath } from 'node:url';

const isolation = [
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
];
// The folder above has the packages; without this, Next takes the repository for the project.
const root = fileURLToPath(new URL('..', import.meta.url));

export default {
  turbopack: { root },
  outputFileTracingRoot: root,
  headers: async () => [{ source: '/(.*)', headers: isolation }],
};

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseDeclarations } from '../../wasm/toolchain/third-party.mjs';

const folder = new URL('../../engine/third_party/', import.meta.url);
const entries = parseDeclarations(readFileSync(new URL('third_party.cmake', folder), 'utf8'));

describe('parseDeclarations', () => {
  it('reads keys, quoted values and comments', () => {
    const text = `# cnn_third_party(no) \nfunction(cnn_third_party name)\ncnn_third_party(a
  LICENSE "X AND Y" # why
  GIT https://host/a)\n`;
    expect(parseDeclarations(text)).toEqual([
      { name: 'a', LICENSE: 'X AND Y', GIT: 'https://host/a' },
    ]);
  });
});

describe('third_party.cmake', () => {
  it.each(entries)('$name has version, licence and both sources', (entry) => {
    for (const key of ['VERSION', 'LICENSE', 'DEBIAN', 'GIT']) expect(entry[key], key).toBeTruthy();
    expect(entry.SHA256).toMatch(/^[0-9a-f]{64}$/);
    if (entry.COMMIT) {
      expect(entry.COMMIT).toMatch(/^[0-9a-f]{40}$/);
      // Debian writes the commit into its version where upstream has no releases.
      const [, short] = /\.([0-9a-f]{7})$/.exec(entry.DEBIAN) ?? [];
      if (short) expect(entry.COMMIT.startsWith(short)).toBe(true);
    } else {
      expect(entry.TAG).toBe(`v${entry.VERSION}`);
    }
  });

  it('is named in the NOTICE file, all but what only tests use', () => {
    const notice = readFileSync(new URL('../../NOTICE', folder), 'utf8').toLowerCase();
    for (const { name } of entries) {
      if (name !== 'googletest') expect(notice).toContain(name);
    }
  });

  it('owns every patch, and every patch names its upstream commit or says there is none', () => {
    for (const file of readdirSync(new URL('patches/', folder))) {
      expect(
        entries.some(({ name }) => file.startsWith(`${name}-`)),
        file,
      ).toBe(true);
      const text = readFileSync(new URL(`patches/${file}`, folder), 'utf8');
      expect(text, file).toMatch(/^Upstream: (.*commit [0-9a-f]{10}|no commit)/m);
    }
  });
});

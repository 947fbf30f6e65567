import { describe, expect, it } from 'vitest';
import {
  chooseDebianEntry,
  parseDeb822,
  parseOneLine,
  stanzaForSuite,
} from '../../wasm/toolchain/debian-sources.mjs';

const deb822 = `# the container's own
Types: deb
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
# a snapshot, long ago
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Enabled: no
Types: deb
URIs: http://off.example/debian
Suites: bookworm
Components: main
`;

describe('parseDeb822', () => {
  it('reads every enabled stanza and skips comments', () => {
    const entries = parseDeb822(deb822);
    expect(entries.map((entry) => entry.uris)).toEqual([
      ['http://mirror.example/debian'],
      ['http://mirror.example/debian-security'],
    ]);
    expect(entries[0].suites).toEqual(['bookworm', 'bookworm-updates']);
  });

  it('keeps a key that is written into the file itself', () => {
    const key =
      ' -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDMEY\n -----END PGP PUBLIC KEY BLOCK-----';
    const [entry] = parseDeb822(
      `Types: deb\nURIs: http://m.example/debian\nSuites: bookworm\nComponents: main\nSigned-By:\n${key}\n`,
    );
    expect(stanzaForSuite(entry, 'trixie')).toContain(`Signed-By:\n${key}\n`);
  });
});

describe('parseOneLine', () => {
  it('reads options, several components and trailing comments', () => {
    const [entry, ...others] = parseOneLine(`
# deb http://commented.example/debian bookworm main
deb [arch=amd64,arm64 signed-by=/a.gpg,/b.gpg trusted=yes] http://m.example/debian bookworm main contrib # mine
`);
    expect(others).toEqual([]);
    expect(entry).toEqual({
      types: ['deb'],
      uris: ['http://m.example/debian'],
      suites: ['bookworm'],
      components: ['main', 'contrib'],
      options: { 'Signed-By': '/a.gpg /b.gpg', Trusted: 'yes' },
    });
  });

  it('reads a line without options', () => {
    expect(parseOneLine('deb-src http://m.example/debian bookworm main')[0].types).toEqual([
      'deb-src',
    ]);
  });
});

describe('chooseDebianEntry', () => {
  const entry = (uri, suite, component = 'main', options = {}) => ({
    types: ['deb'],
    uris: [uri],
    suites: [suite],
    components: [component],
    options,
  });

  it("takes Debian's entry and neither security, updates nor other vendors", () => {
    const debian = entry('http://m.example/debian', 'bookworm');
    const others = [
      entry('http://m.example/debian-security', 'bookworm-security'),
      entry('http://vendor.example/linux/debian', 'bookworm', 'stable'),
      entry('http://vendor.example/apt', 'bookworm'),
      entry('http://vendor.example/nodistro', 'nodistro'),
    ];
    expect(chooseDebianEntry([...others, debian], 'bookworm')).toBe(debian);
  });

  it('knows Debian by its key where the path is a mirror of its own kind', () => {
    const vendor = entry('http://vendor.example/apt', 'bookworm');
    const mirror = entry('http://cache.example/deb', 'bookworm', 'main', {
      'Signed-By': '/usr/share/keyrings/debian-archive-keyring.gpg',
    });
    expect(chooseDebianEntry([vendor, mirror], 'bookworm')).toBe(mirror);
  });

  it('finds nothing on another distribution', () => {
    expect(chooseDebianEntry([entry('http://m.example/ubuntu', 'noble')], 'noble2')).toBeNull();
    expect(chooseDebianEntry([], 'bookworm')).toBeNull();
  });
});

it('stanzaForSuite changes the suite and asks for source packages, with the same mirror and key', () => {
  const [entry] = parseDeb822(deb822);
  expect(stanzaForSuite(entry, 'trixie')).toBe(
    'Types: deb deb-src\nURIs: http://mirror.example/debian\nSuites: trixie\nComponents: main\n' +
      'Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg\n',
  );
});

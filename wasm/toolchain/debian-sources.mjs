// Reads the machine's own apt sources, so that the private configuration of private-apt.mjs uses the
// same mirror and the same signing key.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Entries of a deb822 file (*.sources): [{ types, uris, suites, components, options }]. */
export function parseDeb822(text) {
  return text
    .split(/\n[ \t]*\n/)
    .map(parseStanza)
    .filter((fields) => fields.types && fields.uris && fields.suites)
    .filter((fields) => (fields.enabled ?? 'yes').trim().toLowerCase() !== 'no')
    .map(({ types, uris, suites, components = '', 'signed-by': signedBy, trusted }) => ({
      types: words(types),
      uris: words(uris),
      suites: words(suites),
      components: words(components),
      options: { ...(signedBy && { 'Signed-By': signedBy }), ...(trusted && { Trusted: trusted }) },
    }));
}

function parseStanza(stanza) {
  const fields = {};
  let current = '';
  for (const line of stanza.split('\n')) {
    if (line.startsWith('#') || line.trim() === '') continue;
    if (/^[ \t]/.test(line)) {
      if (current) fields[current] += `\n${line}`;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon < 0) continue;
    current = line.slice(0, colon).trim().toLowerCase();
    fields[current] = line.slice(colon + 1).trim();
  }
  return fields;
}

/** Entries of a one-line-style file (sources.list): the same form as parseDeb822's. */
export function parseOneLine(text) {
  const entries = [];
  for (const line of text.split('\n')) {
    const match = /^\s*(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)\s*([^#]*)/.exec(line);
    if (!match) continue;
    const [, type, optionText = '', uri, suite, components] = match;
    const given = Object.fromEntries(words(optionText).map((word) => word.split('=')));
    const options = {};
    if (given['signed-by']) options['Signed-By'] = given['signed-by'].replaceAll(',', ' ');
    if (given.trusted) options.Trusted = given.trusted;
    entries.push({
      types: [type],
      uris: [uri],
      suites: [suite],
      components: words(components),
      options,
    });
  }
  return entries;
}

const words = (text) => text.split(/\s+/).filter(Boolean);

/** All enabled entries of this machine. */
export function readSources(etc = '/etc/apt') {
  const entries = [];
  const list = join(etc, 'sources.list');
  if (existsSync(list)) entries.push(...parseOneLine(readFileSync(list, 'utf8')));
  const parts = join(etc, 'sources.list.d');
  for (const name of existsSync(parts) ? readdirSync(parts).sort() : []) {
    const parse = { list: parseOneLine, sources: parseDeb822 }[name.split('.').pop()];
    if (parse) entries.push(...parse(readFileSync(join(parts, name), 'utf8')));
  }
  return entries;
}

/**
 * The entry that serves Debian itself: binary packages of exactly this release's suite, component
 * main. Where other vendors use the same suite name, Debian's own path and key decide. Null if none.
 */
export function chooseDebianEntry(entries, codename) {
  const suites = [codename, 'stable', 'testing', 'sid', 'unstable'];
  const likeness = (entry) =>
    Number(/\/debian\/?$/.test(entry.uris[0])) +
    Number(/debian-archive/.test(entry.options['Signed-By'] ?? ''));
  return (
    entries
      .filter((entry) => entry.types.includes('deb') && entry.components.includes('main'))
      .filter((entry) => entry.suites.some((suite) => suites.includes(suite)))
      .sort((a, b) => likeness(b) - likeness(a))[0] ?? null
  );
}

/** A deb822 stanza for the same mirror and key, but another suite, with source packages. */
export function stanzaForSuite(entry, suite) {
  const fields = {
    Types: 'deb deb-src',
    URIs: entry.uris.join(' '),
    Suites: suite,
    Components: 'main',
    ...entry.options,
  };
  return `${Object.entries(fields)
    .map(([name, value]) => `${name}:${value.startsWith('\n') ? '' : ' '}${value}`)
    .join('\n')}\n`;
}

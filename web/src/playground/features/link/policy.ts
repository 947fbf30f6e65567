// Which hosts the page's content security policy lets it fetch from, so that nobody is asked about a request
// that the browser will refuse. Where this cannot tell, the request itself will.

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

/** connect-src of a policy; undefined where it allows everything. */
function sourcesIn(policy: string): string[] | undefined {
  const directives = policy.split(';').map((directive) => directive.trim().split(/\s+/));
  const named = (name: string) => directives.find(([first]) => first?.toLowerCase() === name);
  return (named('connect-src') ?? named('default-src'))?.slice(1);
}

const portOf = ({ port, protocol }: URL): string => port || (DEFAULT_PORTS[protocol] ?? '');

/** A policy that names http means https, too. */
const isScheme = (wanted: string, { protocol }: URL): boolean =>
  protocol === wanted || (wanted === 'http:' && protocol === 'https:');

function isHost(wanted: string, hostname: string): boolean {
  return wanted.startsWith('*.') ? hostname.endsWith(wanted.slice(1)) : hostname === wanted;
}

function matches(source: string, url: URL, page: URL): boolean {
  if (source === "'self'") return url.origin === page.origin;
  if (source === '*') return url.protocol in DEFAULT_PORTS;
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return isScheme(source.toLowerCase(), url);
  const [, scheme, host = '', port] =
    /^(?:([a-z]+:)\/\/)?([^/:']+)(?::(\d+|\*))?(?:\/.*)?$/i.exec(source) ?? [];
  if (!isScheme((scheme ?? page.protocol).toLowerCase(), url)) return false;
  if (!isHost(host.toLowerCase(), url.hostname)) return false;
  return port === '*' || portOf(url) === (port ?? DEFAULT_PORTS[url.protocol]);
}

/** policies: those of a page all have to allow it. */
export function allows(policies: readonly string[], url: URL, page: URL): boolean {
  return policies.every(
    (policy) => sourcesIn(policy)?.some((source) => matches(source, url, page)) ?? true,
  );
}

/** Hosts that the policies name, without the patterns. */
export function namedHosts(policies: readonly string[]): string[] {
  const sources = policies.flatMap((policy) => sourcesIn(policy) ?? []);
  return [...new Set(sources.flatMap((source) => /^https?:\/\/([^/*]+)/.exec(source)?.[1] ?? []))];
}

/** Those that the document holds; those of its server are not to be seen. */
export function policiesOf(page: Document): string[] {
  const found = page.querySelectorAll<HTMLMetaElement>(
    'meta[http-equiv="Content-Security-Policy" i]',
  );
  return [...found].map(({ content }) => content);
}

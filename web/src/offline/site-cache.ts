// The site's files in Cache Storage, as one consistent build. Models are not among them: they lie in
// the cache of the client (client/model-cache.ts), verified, where the user sees and removes them.

export interface Site {
  /** Changes with every file of the site. */
  version: string;
  /** What the page needs to open, relative to the scope; './' is the page itself. */
  files: readonly string[];
}

const PREFIX = 'cnn-playground-site';

export class SiteCache {
  private readonly scope: string;
  private readonly family: string;
  private readonly name: string;
  private readonly files: ReadonlySet<string>;

  /** scope: address of the folder that the site lies in. Several may share an origin. */
  constructor(site: Site, scope: string) {
    this.scope = scope;
    this.family = `${PREFIX} ${scope} `;
    this.name = this.family + site.version;
    this.files = new Set(site.files.map((file) => this.address(file)));
  }

  /** All of the site's files, or none. Engine files that an earlier build used are fetched anew. */
  async install(): Promise<void> {
    const cache = await caches.open(this.name);
    try {
      await cache.addAll([...this.files].map(revalidated));
    } catch (thrown) {
      await caches.delete(this.name);
      throw thrown;
    }
    for (const name of await this.older()) {
      const used = await (await caches.open(name)).keys();
      await this.keep(used.map(({ url }) => url));
    }
  }

  async removeOlder(): Promise<void> {
    for (const name of await this.older()) await caches.delete(name);
  }

  /** Fetches those of these addresses that are engine files and not there yet. */
  async keep(addresses: readonly string[]): Promise<void> {
    for (const given of addresses) {
      const address = this.fileOf(given);
      if (!this.isIn(address, 'engine/') || (await this.find(address))) continue;
      try {
        const response = await fetch(revalidated(address));
        if (this.isToKeep(address, response)) await this.put(address, response);
      } catch {
        // Without a network: the next visit tries again.
      }
    }
  }

  /** Whether a request is for a file of the site. */
  concerns({ method, url, headers }: Request): boolean {
    if (method !== 'GET' || headers.has('range')) return false;
    const isOurs = this.isIn(url, 'engine/') || this.isIn(url, 'models/');
    return (isOurs && !this.fileOf(url).endsWith('.onnx')) || this.files.has(this.fileOf(url));
  }

  /** The network's answer; the cache's where there is none. later: work that may outlive the answer. */
  async answer(request: Request, later: (work: Promise<void>) => void): Promise<Response> {
    try {
      const response = await fetch(request);
      if (this.isToKeep(request.url, response)) later(this.put(request.url, response.clone()));
      return response;
    } catch (thrown) {
      const kept = await this.find(request.url);
      if (kept === undefined) throw thrown;
      return kept;
    }
  }

  /** Whether an answer that passes is kept. The page itself stays as it was installed. */
  private isToKeep(url: string, response: Response): boolean {
    const isWhole = response.status === 200 && response.type === 'basic' && !response.redirected;
    // A host that answers unknown addresses with its start page.
    const isPage = /html/.test(response.headers.get('content-type') ?? '');
    return isWhole && !isPage && (this.isIn(url, 'models/') || this.isIn(url, 'engine/'));
  }

  private async put(url: string, response: Response): Promise<void> {
    // Code of a newer build among that of an older one would break the page.
    if (this.isIn(url, 'engine/') && (await this.find(url))) {
      await response.body?.cancel();
      return;
    }
    try {
      await (await caches.open(this.name)).put(this.fileOf(url), response);
    } catch {
      // No room, or the connection was cut: the page runs all the same.
    }
  }

  private async find(url: string): Promise<Response | undefined> {
    const cache = await caches.open(this.name);
    // Requests of modules and of workers differ in headers that change nothing here.
    return cache.match(this.fileOf(url), { ignoreVary: true });
  }

  private async older(): Promise<string[]> {
    const names = await caches.keys();
    return names.filter((name) => name.startsWith(this.family) && name !== this.name);
  }

  /**
   * The address under which a file is kept: as the browser would ask for it, without "..", and without
   * a query. The page has two. What is no address at all is '', which is in no folder.
   */
  private fileOf(url: string): string {
    let parsed: URL;
    try {
      parsed = new URL(url);
    } catch {
      return '';
    }
    const bare = parsed.origin + parsed.pathname;
    return bare === this.address('index.html') ? this.scope : bare;
  }

  private isIn(url: string, folder: string): boolean {
    const file = this.fileOf(url);
    // A server may take these for the slashes of "../".
    return file.startsWith(this.address(folder)) && !/%2f|%5c/i.test(file);
  }

  private address(file: string): string {
    return new URL(file, this.scope).href;
  }
}

/** Past the HTTP cache, or an older file could come into a newer build. */
function revalidated(address: string): Request {
  return new Request(address, { cache: 'no-cache' });
}

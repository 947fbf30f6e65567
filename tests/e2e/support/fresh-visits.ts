// For files of which each test visits the site anew.

import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openSite, type Site, type Visit } from './site.js';

/**
 * Call it once in a file. Returns what opens the site; after each test nothing may have gone wrong on its page, which is
 * then closed.
 */
export function freshVisits(): Site['visit'] {
  let site: Site;
  let visit: Visit;
  beforeAll(async () => {
    site = await openSite();
  });
  afterAll(() => site?.close());
  afterEach(async () => {
    expect(visit.problems).toEqual([]);
    await visit.page.context().close();
  });
  return async (options) => {
    visit = await site.visit(options);
    return visit;
  };
}

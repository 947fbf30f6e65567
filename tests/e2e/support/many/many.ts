// A page with any number of playgrounds: tests/e2e/mount.test.ts drives it.

import { features } from '../../../../web/src/playground/features.js';
import { type Mounted, mountPlayground } from '../../../../web/src/playground/mount.js';

export interface Many {
  /** In elements of the page, or each in a shadow root. */
  mount(count: number, inShadow: boolean): void;
  dispose(): void;
  /** How many of them show an answer. */
  answers(): number;
  /** Whether all of them have what is fetched later. */
  areWhole(): boolean;
  /** Ids that stand more than once. */
  shared(): string[];
}

declare global {
  interface Window {
    many: Many;
  }
}

let mounted: { host: HTMLElement; root: HTMLElement; own: Mounted }[] = [];

function mountOne(inShadow: boolean): void {
  const host = document.body.appendChild(document.createElement('div'));
  const root = inShadow
    ? host.attachShadow({ mode: 'open' }).appendChild(document.createElement('div'))
    : host;
  mounted.push({ host, root, own: mountPlayground(root) });
}

function twice(names: readonly string[]): string[] {
  return names.filter((name, at) => names.indexOf(name) < at);
}

window.many = {
  mount(count, inShadow) {
    for (let i = 0; i < count; i++) mountOne(inShadow);
  },
  dispose() {
    for (const { own, host } of mounted) {
      own.dispose();
      host.remove();
    }
    mounted = [];
  },
  answers: () =>
    mounted.filter(({ root }) => root.querySelector('[data-test="prediction"]') !== null).length,
  areWhole: () =>
    mounted.every(({ own: { playground } }) =>
      playground.features.every((feature, at) => !feature.rest || feature !== features[at]),
    ),
  shared() {
    return twice([...document.querySelectorAll('[id]')].map(({ id }) => id));
  },
};

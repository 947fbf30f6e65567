// The page's colours as a canvas takes them: it knows neither custom properties nor light-dark().

import { lastOf } from './last-of.js';

const NAMES = {
  surface: '--surface',
  sunken: '--sunken',
  line: '--line',
  strong: '--line-strong',
  ink: '--ink',
  soft: '--ink-soft',
  accent: '--accent',
  wash: '--accent-wash',
  edge: '--edge',
} as const;

export type ResolvedColours = Record<keyof typeof NAMES | 'font', string>;

const lastColours = lastOf<ResolvedColours>();

/** Resolved once a theme and element, by asking the element what each of them is. */
export function resolvedColours(element: HTMLElement, theme: string): ResolvedColours {
  return lastColours(element, [theme], () => {
    const found: Record<string, string> = { font: getComputedStyle(element).fontFamily };
    const before = element.style.color;
    for (const [name, variable] of Object.entries(NAMES)) {
      element.style.color = `var(${variable})`;
      found[name] = getComputedStyle(element).color;
    }
    element.style.color = before;
    return found as ResolvedColours;
  });
}

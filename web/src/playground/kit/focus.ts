// Where the focus goes when what had it goes away.

import type { Playground } from './playground.js';

/**
 * Call it after the change of the state: once that is drawn, the first of these elements takes the focus, if
 * nothing has it by then.
 */
export function focusNext({ root }: Pick<Playground, 'root'>, selector: string): void {
  globalThis.requestAnimationFrame?.(() => {
    const { activeElement } = root.getRootNode() as Document | ShadowRoot;
    if (activeElement && activeElement !== document.body) return;
    root.querySelector<HTMLElement>(selector)?.focus();
  });
}

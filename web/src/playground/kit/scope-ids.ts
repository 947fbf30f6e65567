// Several playgrounds in one document: their ids have to differ.

/** Alone in a document or a shadow root it needs no prefix: both are trees of their own for ids. */
export function prefixFor(root: HTMLElement): string {
  const tree = root.getRootNode() as Document | ShadowRoot | HTMLElement;
  // The root may say already what it will be.
  const others = [...tree.querySelectorAll('.playground')].filter((found) => found !== root);
  if (others.length === 0) return '';
  return `p${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36)}-`;
}

const REFERENCES = ['id', 'aria-labelledby', 'aria-describedby'] as const;

/**
 * Templates write ids plainly; this puts the prefix before them. Call after every drawing: what
 * a template has not changed since keeps its prefix.
 */
export function scopeIds(root: ParentNode, prefix: string): void {
  if (prefix === '') return;
  const scope = (element: Element, attribute: string): void => {
    const value = element.getAttribute(attribute);
    if (value && !value.startsWith(prefix)) element.setAttribute(attribute, prefix + value);
  };
  for (const attribute of REFERENCES)
    for (const element of root.querySelectorAll(`[${attribute}]`)) scope(element, attribute);
}

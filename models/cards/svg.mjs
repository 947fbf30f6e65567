// What the pictures of model cards share: colours for light and dark pages, and elements.

const style = `
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .quiet { fill: #59636e }
  .line { stroke: #d1d9e0; stroke-width: 1 }
  .loss { stroke: #bc4c00 } .val { stroke: #0969da }
  .right { fill: #0969da } .wrong { fill: #bc4c00 }
  .band { fill: #818b981f }
  .curve { fill: none; stroke-width: 2; stroke-linejoin: round }
  .empty { fill: none; stroke: #818b9826 }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc } .quiet { fill: #9198a1 } .line { stroke: #3d444d }
    .loss { stroke: #f0883e } .val { stroke: #4493f8 }
    .right { fill: #4493f8 } .wrong { fill: #f0883e }
  }`;

const escapes = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
export const escaped = (text) => `${text}`.replaceAll(/[&<>"]/g, (char) => escapes[char]);

/** Coordinates to a tenth: files stay small and their changes readable. */
export const round = (value) => Math.round(value * 10) / 10;

/** attributes: numbers are rounded, the rest escaped. */
export function element(name, attributes, content = '') {
  const list = Object.entries(attributes).map(([key, value]) => {
    const shown = typeof value === 'number' ? round(value) : escaped(value);
    return ` ${key}="${shown}"`;
  });
  return content === ''
    ? `<${name}${list.join('')}/>`
    : `<${name}${list.join('')}>${content}</${name}>`;
}

export const label = (x, y, text, attributes = {}) =>
  element('text', { x, y, ...attributes }, escaped(text));

/** description: what a reader who does not see the picture is told. */
export function svg(width, height, description, parts) {
  const size = `width="${Math.round(width)}" height="${Math.round(height)}"`;
  const box = `viewBox="0 0 ${Math.round(width)} ${Math.round(height)}"`;
  const head = `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${box} role="img">`;
  const title = `<title>${escaped(description)}</title>`;
  return `${[head, title, `<style>${style}\n</style>`, ...parts, '</svg>'].join('\n')}\n`;
}

// The playground's styles, as one sheet for the shadow roots of all elements. The build of the element turns
// each import of a .css file into a call of addStyle; see vite.element.config.ts.

const styles: string[] = [];
let sheet: CSSStyleSheet | undefined;

/** Also of what is fetched later, into the sheet that is there by then. */
export function addStyle(css: string): void {
  styles.push(css);
  sheet?.replaceSync(styles.join('\n'));
}

export function playgroundSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles.join('\n'));
  }
  return sheet;
}

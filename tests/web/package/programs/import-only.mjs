// Importing the package must touch nothing: no worker, no timer, no global of a browser.
const before = process.getActiveResourcesInfo().length;
const globals = Object.getOwnPropertyNames(globalThis).length;
const exported = Object.keys(await import('../../../../dist/index.js'));
console.log(
  JSON.stringify({
    exported,
    opened: process.getActiveResourcesInfo().length - before,
    newGlobals: Object.getOwnPropertyNames(globalThis).length - globals,
  }),
);

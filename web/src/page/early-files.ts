// Files that are dropped or pasted before the playground is there: without this a browser would leave the page to show
// them.

const held: (readonly File[])[] = [];
const listening = new AbortController();
const { signal } = listening;

function keep(event: Event, transfer: DataTransfer | null): void {
  if (!transfer?.types.includes('Files')) return;
  event.preventDefault();
  if (event.type !== 'dragover') held.push([...transfer.files]);
}

export function holdFiles(): void {
  // Where this is not prevented the browser takes the page for no place to drop on.
  addEventListener('dragover', (event) => keep(event, event.dataTransfer), { signal });
  addEventListener('drop', (event) => keep(event, event.dataTransfer), { signal });
  addEventListener('paste', (event) => keep(event, event.clipboardData), { signal });
}

/** What has come until now, each time by itself; what comes from here on is for the caller to take. */
export function heldFiles(): readonly (readonly File[])[] {
  listening.abort();
  return held.splice(0);
}

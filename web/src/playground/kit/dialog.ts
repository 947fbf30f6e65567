// Opens and closes a modal dialog as the state says.

/** first: gets the focus when it opens; back: when it closes. */
export function syncModal(
  root: ParentNode,
  selector: string,
  open: boolean,
  { first, back }: { first: string; back: string },
): void {
  const dialog = root.querySelector<HTMLDialogElement>(selector);
  if (!dialog || dialog.open === open) return;
  if (open) {
    dialog.showModal();
    // Its top is what is to be seen first.
    dialog.querySelector<HTMLElement>(first)?.focus({ preventScroll: true });
  } else {
    dialog.close();
    root.querySelector<HTMLElement>(back)?.focus({ preventScroll: true });
  }
}

/** A click beside the content hits the dialog itself: its backdrop. */
export function onBackdrop(close: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.target === event.currentTarget) close();
  };
}

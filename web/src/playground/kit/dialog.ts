// Opens and closes a modal dialog as the state says.

/** Of each dialog: how many events are to come that tell of its being closed here. */
const closedHere = new WeakMap<EventTarget, number>();

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
    closedHere.set(dialog, (closedHere.get(dialog) ?? 0) + 1);
    dialog.close();
    root.querySelector<HTMLElement>(back)?.focus({ preventScroll: true });
  }
}

/**
 * Does it where the browser has closed a dialog by itself, as for a gesture that leads back. Browsers tell in a later task,
 * also of what syncModal has closed: by then the user may have opened it again, and that is not undone.
 */
export function onClose(close: () => void): (event: Event) => void {
  return ({ currentTarget: dialog }) => {
    const count = (dialog && closedHere.get(dialog)) ?? 0;
    if (!dialog || count === 0) close();
    else closedHere.set(dialog, count - 1);
  };
}

/** A click beside the content hits the dialog itself: its backdrop. */
export function onBackdrop(close: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.target === event.currentTarget) close();
  };
}

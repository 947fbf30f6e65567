// Waiting for what was begun.

/** Turns of the loop of events, each with the tasks that wait then, however long one of them takes. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((then) => setTimeout(then, 5));
}

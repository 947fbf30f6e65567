// Places in a network as it is shown.

/** One map: a column, and a channel of it. */
export interface MapAddress {
  column: number;
  channel: number;
}

export interface Cell {
  y: number;
  x: number;
}

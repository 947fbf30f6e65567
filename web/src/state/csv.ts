// Tables as CSV (RFC 4180: lines end in CR LF, quotes are doubled).

type Cell = string | number | undefined;

/**
 * Names come from files of strangers, and a spreadsheet takes text that starts with one of these for a
 * formula: an apostrophe before it keeps it text.
 */
const FORMULA = /^[=+\-@\t\r]/;

function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvText(lines: readonly (readonly Cell[])[]): string {
  return lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

// Tables as CSV (RFC 4180: lines end in CR LF, quotes are doubled).

type Cell = string | number | undefined;

/**
 * Where text would start a formula. Names come from files of strangers, and a spreadsheet takes a cell
 * that starts with one of these signs, blanks and quotes before them or not, for a formula. Where semicolons, tabs
 * or bars separate, as the country or the user has it, a quote in the middle of a line quotes nothing:
 * there a cell, or a line, may start within the text. A comma is not among them, since where commas
 * separate quotes hold.
 */
const FORMULA =
  /(?<=^|[;|\t\r\n])(?=(?:[^\S\t\r\n]|[\0"])*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r\n])/g;
/** What some spreadsheet separates cells or lines with, and the quote itself. */
const QUOTED = /[",;|\t\r\n]/;

/** An apostrophe before it keeps text text. Numbers stay numbers, whatever their sign. */
function cellText(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return String(cell);
  const text = cell.replace(FORMULA, "'");
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvText(lines: readonly (readonly Cell[])[]): string {
  return lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

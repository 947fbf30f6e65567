// The result as text that others can paste where Markdown is read.

import { milliseconds, rangeText } from '../../kit/format.js';
import { besideOtherWork } from '../../kit/spread.js';
import type { Row } from './state.js';
import { summaryOf } from './summary.js';
import { words } from './words-en.js';

/** Text in a cell of a table: what would end the cell or the line, or be read as markup, is text there. */
export function cell(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
}

function cellsOf({ network, module, threads, times, problem }: Row): string[] {
  const who = [network, module ?? '', threads === undefined ? '' : String(threads)];
  if (problem || times.length === 0)
    return [...who, [problem?.text, problem?.detail].filter(Boolean).join(' '), '', '', ''];
  const { median, least, runs, ...spread } = summaryOf(times);
  const range = rangeText(spread);
  const middle = besideOtherWork(times) ? `${range} (${words.beside})` : range;
  const figures = [milliseconds(median), middle, milliseconds(least), String(runs)];
  return [...who, ...figures];
}

const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export function markdownOf(rows: readonly Row[], about: readonly string[]): string {
  const { network, module, threads, median, middle, least, runs } = words.headings;
  const headings = [network, module, threads, median, middle, least, runs];
  const rules = ['---', '---', '--:', '--:', '--:', '--:', '--:'];
  const table = [headings, rules, ...rows.map((row) => cellsOf(row).map(cell))].map(line);
  return [...table, '', ...about.map((text) => `- ${cell(text)}`), ''].join('\n');
}

/**
 * A log as CSV, which spreadsheets and the command line read.
 *
 * @import { Entry } from "./state.js"
 */
import { COLUMNS } from "./state.js";

/** What a spreadsheet would run as a formula, whatever apostrophes stand before it. */
const MARKED = /^'*[=+\-@\t\r]/;

/** A text as a cell that is read as text, and never run: the twin of catalogue/model/formula.py. @param {string} text */
export const writeCell = (text) => (MARKED.test(text) ? `'${text}` : text);

/** What a cell says that was written so. @param {string} cell */
export const readCell = (cell) => (cell.startsWith("'") && MARKED.test(cell) ? cell.slice(1) : cell);

/** A log as CSV that spreadsheets and the command line read. @param {Entry[]} entries */
export function writeCsv(entries) {
  const rows = entries.map((entry) => COLUMNS.map((name) => writeCell([entry[name] ?? ""].flat().join(" "))));
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(quoteCell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} cell */
const quoteCell = (cell) => (/[",;\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

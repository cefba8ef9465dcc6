/**
 * A log as CSV, which spreadsheets and the command line read.
 *
 * @import { Entry } from "./state.js"
 */
import { writeCell } from "./formula.js";
import { COLUMNS } from "./state.js";

/** A log as CSV that spreadsheets and the command line read. @param {Entry[]} entries */
export function writeCsv(entries) {
  const rows = entries.map((entry) => COLUMNS.map((name) => writeCell([entry[name] ?? ""].flat().join(" "))));
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(quoteCell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} cell */
const quoteCell = (cell) => (/[",;\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

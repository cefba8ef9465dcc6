/**
 * A log as CSV, which spreadsheets and the command line read.
 *
 * @import { Entry } from "./state.js"
 */
export const COLUMNS = ["id", "date", "activity", "quantity", "choice", "points", "topics", "confirmed", "note"];

/** A log as CSV that spreadsheets and the command line read. @param {Entry[]} entries */
export function writeCsv(entries) {
  const rows = entries.map((entry) => COLUMNS.map((name) => [entry[/** @type {keyof Entry} */ (name)] ?? ""].flat().join(" ")));
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(quoteCell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} cell */
const quoteCell = (cell) => (/[",;\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

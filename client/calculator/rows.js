/**
 * Text as spreadsheets write it, in rows of cells.
 *
 * @typedef {{line: number, cells: string[]}} Row the line that it begins on, and its cells
 */
const LOOKED_AT = 10;
/** What Unicode calls controls, formats, and characters for private use: nobody sees them. */
const UNSEEN = /(?![\t\r\n])[\p{Cc}\p{Cf}\p{Co}]/gu;

/** A text of somebody's list without what cannot be seen: calendars and word processors leave it behind. @param {string} text */
export const dropUnseen = (text) => text.replace(UNSEEN, "");

/**
 * The rows that hold something, and the line of a quote that stays open, else 0.
 * @param {string} written
 * @returns {[Row[], number]}
 */
export function splitRows(written) {
  const text = dropUnseen(written);
  const separator = /^("?)sep=([;,\t])\1\r?\n/i.exec(text);
  const mark = separator ? separator[2] : findDelimiter(text);
  const rows = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${mark}\\r\\n][^${mark}\\r\\n]*|))(${mark}|\\r\\n|\\n|\\r|$)`, "y");
  let [line, cells] = [1 + (separator ? 1 : 0), /** @type {string[]} */ ([])];
  cell.lastIndex = separator ? separator[0].length : 0;
  for (let start = line; cell.lastIndex < text.length || cells.length; ) {
    const found = cell.exec(text);
    if (!found) return [rows, start];
    cells.push((found[1] === undefined ? found[2] : found[1].replaceAll('""', '"')).trim());
    line += found[0].split(/\r\n|\n|\r/).length - 1;
    if (found[3] === mark) continue;
    if (cells.some(Boolean)) rows.push({ line: start, cells });
    cells = [];
    start = line;
    if (!found[3]) break;
  }
  return [rows, 0];
}

/** The mark that parts one of the first lines into the most cells. @param {string} text */
function findDelimiter(text) {
  const lines = text.split(/\r\n|\n|\r/, LOOKED_AT);
  const countCells = (/** @type {string} */ mark) => Math.max(...lines.map((line) => line.split(mark).length));
  return ["\t", ";", ","].reduce((best, mark) => (countCells(mark) > countCells(best) ? mark : best));
}

/** Rows as text that is split into the same again. @param {string[][]} rows */
export const joinRows = (rows) => rows.map((cells) => cells.map((cell) => (/["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join("\t")).join("\n");

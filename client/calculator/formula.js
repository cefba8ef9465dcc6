/**
 * Text in cells that a spreadsheet would run as a formula: an apostrophe before it says that it is text, and is taken off
 * again when it is read. The twin of catalogue/model/formula.py.
 */
/** What a spreadsheet would run as a formula, whatever apostrophes stand before it. */
const MARKED = /^'*[=+\-@\t\r]/;

/** A text as a cell that is read as text, and never run. @param {string} text */
export const writeCell = (text) => (MARKED.test(text) ? `'${text}` : text);

/** What a cell says that was written so. @param {string} cell */
export const readCell = (cell) => (cell.startsWith("'") && MARKED.test(cell) ? cell.slice(1) : cell);

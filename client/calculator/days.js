/**
 * A day however it is written, and what is wrong with a cell that holds none.
 *
 * @typedef {Error & {code: string, values: Record<string, any>}} CellError
 */
import { isDay } from "./state.js";

/** In English, then in Afrikaans. */
const MONTHS = "january february march april may june july august september october november december januarie februarie maart april mei junie julie augustus september oktober november desember".split(" ");

/** @param {string} code @param {Record<string, any>} [values] */
export const buildCellError = (code, values = {}) => Object.assign(new Error(code), { code, values });

/** @param {string} text @param {string} order dmy, mdy, or empty: refuse what needs it */
export function readDate(text, order) {
  const cell = text.replace(/[T ]\d{1,2}:\d\d(:\d\d)?$/, "").replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,? /i, "");
  if (!cell) throw buildCellError("csv_missing");
  const [year, month, day] = findPartsOfDate(cell, order);
  const date = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  if (!isDay(date) || date < "1900" || date >= "2200") throw buildCellError("csv_date", { cell });
  return date;
}

/** @param {string} name */
function findMonth(name) {
  const at = MONTHS.findIndex((one) => one.startsWith(name.toLowerCase()));
  return String(at < 0 ? 0 : (at % 12) + 1);
}

/** Year, month and day of a date however it is written; nothing where it is none. @param {string} cell @param {string} order @returns {string[]} */
function findPartsOfDate(cell, order) {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(cell) ?? /^((?:19|20|21)\d\d)(0[1-9]|1[0-2])(\d\d)$/.exec(cell);
  if (iso) return iso.slice(1);
  const named = /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]([a-z]{3,9})[-/., ] ?(\d{4}|\d{2})$/i.exec(cell);
  if (named) return [`20${named[3]}`.slice(-4), findMonth(named[2]), named[1]];
  const first = /^([a-z]{3,9})[. ](\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(cell);
  if (first) return [first[3], findMonth(first[1]), first[2]];
  // the days that spreadsheets count
  if (/^[1-9]\d{4}(\.\d+)?$/.test(cell)) return new Date(Date.UTC(1899, 11, 30 + Math.floor(Number(cell)))).toISOString().slice(0, 10).split("-");
  const [, one, other, year] = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})$/.exec(cell) ?? /^(\d\d)(\d\d)(\d{4})$/.exec(cell) ?? [];
  if (!year) return [];
  const isOpen = year.length < 4 || (+one !== +other && Math.max(+one, +other) <= 12);
  if (!order && isOpen) throw buildCellError("csv_order", { cell });
  const full = `20${year}`.slice(-4);
  return order === "mdy" || (!order && +other > 12) ? [full, one, other] : [full, other, one];
}

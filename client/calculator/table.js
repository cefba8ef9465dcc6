/** A table for spreadsheets: titles instead of keys, and the points that count; where figures have a decimal comma, semicolons part the columns. */
import { writeCell } from "./formula.js";
import { IN_OWN_WORDS } from "./state.js";
import { describePlace, listJudged, phraseState } from "./statement.js";

/** @typedef {import("./main.js").Calculator} Calculator */

/** @param {Calculator} calculator @param {string} separator ";" or "," */
export function writeTable(calculator, separator) {
  const { words } = calculator;
  const figure = (/** @type {string | number | null | undefined} */ value) => (separator === ";" ? String(value ?? "").replace(".", ",") : String(value ?? ""));
  const heads = ["date", "year", "category", "activity", "choice", "quantity", "counted_in", "declared", "counts", "state", ...IN_OWN_WORDS].map((name) => words.phrase(`column_${name}`, { unit: words.kernel.unit }));
  const rows = listJudged(calculator).map(({ entry, judged }) => {
    const { year, category, choice, unit } = describePlace(entry, words);
    return [entry.date, year, category, words.title(entry.activity), choice, figure(entry.quantity), unit, figure(entry.points), figure(judged?.credited), phraseState(entry, judged, words), ...IN_OWN_WORDS.map((name) => entry[name])];
  });
  const lines = [heads, ...rows].map((cells) => cells.map((cell) => quoteCell(String(cell ?? ""), separator)).join(separator));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** @param {string} text @param {string} separator */
function quoteCell(text, separator) {
  const safe = writeCell(text);
  return /["\r\n]/.test(safe) || safe.includes(separator) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * A log as spreadsheets write it, read as the command line reads it (catalogue/read/log.py): what could be
 * read in two ways is refused, and one wrong line means that nothing is taken.
 *
 * @import { Entry } from "./state.js"
 * @import { Activity, Kernel } from "../rules/types"
 * @typedef {{line: number, column: string, code: string, values: Record<string, any>}} Problem
 * @typedef {Error & {code: string, values: Record<string, any>}} CellError
 * @typedef {{entries: (Entry & {line: number})[], wrong: Problem[]}} CsvLog
 * @typedef {{line: number, cells: string[]}} Row
 */
import { isDay } from "./state.js";

export const COLUMNS = ["id", "date", "activity", "quantity", "choice", "points", "topics", "confirmed", "note"];
const MOST_ITEMS = 1000;
const MOST = 1_000_000;
/** @type {Record<string, "yes" | "no" | null>} */
const YES = { yes: "yes", y: "yes", true: "yes", no: "no", n: "no", false: "no", "": null };

/** @param {string} code @param {Record<string, any>} [values] */
const buildCellError = (code, values = {}) => Object.assign(new Error(code), { code, values });

/**
 * @param {string} text @param {Kernel} kernel @param {string} order dmy, mdy, or empty: refuse what needs it
 * @returns {CsvLog} entries without an id of their own have an empty one
 */
export function readCsv(text, kernel, order) {
  /** @type {CsvLog} */
  const found = { entries: [], wrong: [] };
  const [rows, open] = splitRows(text.replace(/^\ufeff/, ""));
  if (open) found.wrong.push({ line: open, column: "", code: "csv_quote", values: {} });
  const [heading, ...lines] = rows;
  if (!heading) found.wrong.push({ line: 1, column: "", code: "csv_empty", values: {} });
  if (found.wrong.length) return found;
  const columns = heading.cells.map((cell) => cell.trim().toLowerCase());
  found.wrong.push(...checkHeading(columns, heading.line));
  if (!found.wrong.length) readLines(lines, columns, kernel, order, found);
  return found;
}

/** What is wrong with the heading. @param {string[]} columns @param {number} line @returns {Problem[]} */
function checkHeading(columns, line) {
  if (!columns.includes("date") || !columns.includes("activity")) return [{ line, column: "", code: "csv_heading", values: {} }];
  const own = columns.filter(Boolean);
  const unknown = own.filter((name) => !COLUMNS.includes(name));
  const twice = own.filter((name, i) => own.indexOf(name) < i);
  return [
    ...unknown.map((cell) => ({ line, column: cell, code: "csv_column", values: { cell } })),
    ...twice.map((column) => ({ line, column, code: "csv_twice", values: {} })),
  ];
}

/** @param {Row[]} lines @param {string[]} columns @param {Kernel} kernel @param {string} order @param {CsvLog} found */
function readLines(lines, columns, kernel, order, found) {
  const taken = new Set();
  for (const { line, cells } of lines) {
    if (cells.slice(columns.length).some((cell) => cell.trim())) {
      found.wrong.push({ line, column: "", code: "csv_cells", values: {} });
      continue;
    }
    const cell = Object.fromEntries(columns.map((name, i) => [name, (cells[i] ?? "").trim()]));
    const entry = readLine(cell, kernel, order, (column, error) => found.wrong.push({ line, column, code: error.code, values: error.values }));
    if (entry.id && taken.has(entry.id)) found.wrong.push({ line, column: "id", code: "csv_id", values: { cell: entry.id } });
    taken.add(entry.id);
    found.entries.push({ line, ...entry });
  }
}

/**
 * @param {Record<string, string>} cell
 * @param {Kernel} kernel
 * @param {string} order
 * @param {(column: string, error: CellError) => void} complain
 * @returns {Entry} with nothing where something was wrong
 */
function readLine(cell, kernel, order, complain) {
  /**
   * @template T
   * @param {string} column
   * @param {(text: string) => T} as
   */
  const readCell = (column, as) => {
    try {
      return as(cell[column] ?? "");
    } catch (error) {
      if (!(error instanceof Error && "code" in error)) throw error;
      complain(column, /** @type {CellError} */ (error));
      return null;
    }
  };
  const activity = readCell("activity", (text) => readActivity(text, kernel));
  /**
   * @template T
   * @param {string} column
   * @param {(text: string, activity: Activity) => T} as
   */
  const readOwnCell = (column, as) => (activity ? readCell(column, (text) => as(text, activity)) : null);
  return /** @type {Entry} */ ({
    id: cell.id ?? "",
    date: readCell("date", (text) => readDate(text, order)),
    activity: activity?.id,
    quantity: readOwnCell("quantity", readQuantity),
    choice: readOwnCell("choice", readChoice),
    points: readOwnCell("points", readPoints),
    topics: readCell("topics", (text) => readTopics(text, kernel)) ?? [],
    confirmed: readCell("confirmed", readAnswer),
    note: cell.note || null,
  });
}

/**
 * Rows of cells with the line that each begins on, and the line of a quote that stays open.
 * @param {string} text
 * @returns {[Row[], number]}
 */
function splitRows(text) {
  const separator = /^"?sep=([;,\t])"?\r?\n/i.exec(text);
  const mark = separator ? separator[1] : findDelimiter(text);
  const rows = [];
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"${mark}\\r\\n][^${mark}\\r\\n]*|))(${mark}|\\r\\n|\\n|\\r|$)`, "y");
  let [line, cells] = [1 + (separator ? 1 : 0), /** @type {string[]} */ ([])];
  cell.lastIndex = separator ? separator[0].length : 0;
  for (let start = line; cell.lastIndex < text.length || cells.length; ) {
    const found = cell.exec(text);
    if (!found) return [rows, line];
    cells.push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    line += found[0].split(/\r\n|\n|\r/).length - 1;
    if (found[3] === mark) continue;
    if (cells.some((one) => one.trim())) rows.push({ line: start, cells });
    cells = [];
    start = line;
    if (!found[3]) break;
  }
  return [rows, 0];
}

/** The mark that parts the heading into the most columns that a log has. @param {string} text */
function findDelimiter(text) {
  const first = text.split(/\r?\n/).find((line) => line.trim()) ?? "";
  /** @param {string} mark */
  const countKnown = (mark) => first.split(mark).filter((cell) => COLUMNS.includes(cell.replaceAll('"', "").trim().toLowerCase())).length;
  return [";", "\t", ","].reduce((best, mark) => (countKnown(mark) > countKnown(best) ? mark : best));
}

/** @param {string} text @param {string} order */
function readDate(text, order) {
  const cell = text.replace(/[T ]00:00(:00)?$/, "");
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(cell);
  const other = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(cell);
  if (other && !order) throw buildCellError("csv_order", { cell });
  const [year, month, day] = iso ? iso.slice(1) : other ? [other[3], ...(order === "dmy" ? [other[2], other[1]] : [other[1], other[2]])] : [];
  const date = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  if (!cell) throw buildCellError("csv_missing");
  if (!isDay(date) || date < "1900" || date >= "2200") throw buildCellError("csv_date", { cell });
  return date;
}

/** @param {string} cell @param {Kernel} kernel */
function readActivity(cell, { activities }) {
  const name = cell.toLowerCase();
  const found = activities.find(({ id, title }) => name === id || name === title.toLowerCase());
  if (!found) throw cell ? buildCellError("csv_activity", { cell }) : buildCellError("csv_missing");
  return found;
}

/** @param {string} cell */
function readFigure(cell) {
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(cell)) throw buildCellError("csv_thousand", { cell });
  if (!/^\d+([.,]\d{1,4})?$/.test(cell) || Number(cell.replace(",", ".")) > MOST) throw buildCellError("csv_figure", { cell });
  return String(Number(cell.replace(",", ".")));
}

/** @param {string} cell @param {Activity} activity */
function readQuantity(cell, { rate }) {
  const counts = rate.kind === "tiers" || rate.kind === "none" ? rate.measure : rate.item;
  if (!cell && rate.kind === "tiers") throw buildCellError("csv_missing");
  if (!cell) return null;
  const figure = readFigure(cell);
  if (!counts && figure !== "1") throw buildCellError("csv_not_here");
  const whole = rate.kind === "items" || rate.kind === "declared";
  if (counts && whole && (!Number.isInteger(+figure) || +figure > MOST_ITEMS)) throw buildCellError("csv_whole", { cell, most: MOST_ITEMS });
  return counts ? figure : null;
}

/** @param {string} cell @param {Activity} activity */
function readPoints(cell, { rate }) {
  const declared = rate.kind === "declared";
  if (declared !== Boolean(cell)) throw buildCellError(declared ? "csv_missing" : "csv_not_here");
  return cell ? readFigure(cell) : null;
}

/** @param {string} cell @param {Activity} activity */
function readChoice(cell, { choices }) {
  const name = cell.toLowerCase();
  return choices?.find(({ id, title }) => name === id || name === title.toLowerCase())?.id ?? (cell || null);
}

/** @param {string} cell @param {Kernel} kernel */
function readTopics(cell, { topics, limits, demands }) {
  const found = cell.toLowerCase().split(/[\s,;|]+/).filter(Boolean);
  const free = !topics.length || [...limits, ...demands].some((rule) => rule.for_each === "topic");
  const unknown = free ? undefined : found.find((topic) => !topics.includes(topic));
  if (unknown) throw buildCellError("csv_topic", { cell: unknown });
  return found;
}

/** @param {string} cell */
function readAnswer(cell) {
  const answer = YES[cell.toLowerCase()];
  if (answer === undefined) throw buildCellError("csv_answer", { cell });
  return answer;
}

/** A log as CSV that spreadsheets and the command line read. @param {Entry[]} entries */
export function writeCsv(entries) {
  const rows = entries.map((entry) => COLUMNS.map((name) => [entry[/** @type {keyof Entry} */ (name)] ?? ""].flat().join(" ")));
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(quoteCell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} cell */
const quoteCell = (cell) => (/[",;\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

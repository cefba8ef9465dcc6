/**
 * A log as spreadsheets write it, read as the command line reads it (its twin is catalogue/read/log.py): what
 * could be read in two ways is refused, and so is a cell where it can mean nothing.
 *
 * @import { Entry } from "./state.js"
 * @import { Activity, Kernel } from "../rules/types"
 * @typedef {{line: number, column: string, code: string, values: Record<string, any>}} Problem
 * @typedef {Error & {code: string, values: Record<string, any>}} CellError
 * @typedef {{entries: (Entry & {line: number})[], wrong: Problem[], left: string}} CsvLog left: the lines that are wrong, as they were
 * @typedef {{line: number, cells: string[], text: string}} Row
 */
import { findClosest } from "../rules/spelling.js";
import { LIKELY_ITEMS } from "./countable.js";
import { isDay } from "./state.js";

export const COLUMNS = ["id", "date", "activity", "quantity", "choice", "points", "topics", "confirmed", "note"];
const MOST_ITEMS = LIKELY_ITEMS;
const MOST = 1_000_000;
const MONTHS = "january february march april may june july august september october november december".split(" ");
/** @type {Map<string, "yes" | "no" | null>} */
const ANSWERS = new Map([["yes", "yes"], ["y", "yes"], ["true", "yes"], ["no", "no"], ["n", "no"], ["false", "no"], ["", null]]);

/** @param {string} code @param {Record<string, any>} [values] */
const buildCellError = (code, values = {}) => Object.assign(new Error(code), { code, values });

/**
 * @param {string} text @param {Kernel} kernel @param {string} order dmy, mdy, or empty: refuse what needs it
 * @param {Map<string, string>} [names] activities by the member's own words for them. With it the list of a person is
 *   read, not a log: other columns are left out, and so are points that the schedule gives; what is missing stays open
 * @returns {CsvLog} entries without an id of their own have an empty one
 */
export function readCsv(text, kernel, order, names) {
  /** @type {CsvLog} */
  const found = { entries: [], wrong: [], left: "" };
  const [rows, open] = splitRows(text.replace(/^\ufeff/, ""));
  const [heading, ...lines] = rows;
  if (open) found.wrong.push({ line: open, column: "", code: "csv_quote", values: {} });
  else if (!heading) found.wrong.push({ line: 1, column: "", code: "csv_empty", values: {} });
  if (found.wrong.length) return found;
  const columns = heading.cells.map(readName);
  found.wrong.push(...checkHeading(columns, heading.line).filter(({ code }) => !names || code !== "csv_column"));
  if (found.wrong.length) return found;
  readLines(lines, columns, { kernel, order, names }, found);
  const wrong = new Set(found.wrong.map(({ line }) => line));
  if (wrong.size) found.left = [heading, ...lines.filter(({ line }) => wrong.has(line))].map((row) => row.text.trimEnd()).join("\n");
  return { ...found, entries: found.entries.filter(({ line }) => !wrong.has(line)) };
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

/** @typedef {{kernel: Kernel, order: string, names?: Map<string, string>}} By what lines are read by */

/** @param {Row[]} lines @param {string[]} columns @param {By} by @param {CsvLog} found */
function readLines(lines, columns, by, found) {
  const taken = new Set();
  for (const { line, cells } of lines) {
    if (cells.length > columns.length || cells.some((cell, i) => !columns[i] && cell.trim())) {
      found.wrong.push({ line, column: "", code: "csv_cells", values: {} });
      continue;
    }
    const cell = Object.fromEntries(columns.map((name, i) => [name, (cells[i] ?? "").trim()]));
    const entry = readLine(cell, by, (column, error) => found.wrong.push({ line, column, code: error.code, values: error.values }));
    if (entry.id && taken.has(entry.id)) found.wrong.push({ line, column: "id", code: "csv_id", values: { cell: entry.id } });
    taken.add(entry.id);
    found.entries.push({ line, ...entry });
  }
}

/**
 * @param {Record<string, string>} cell
 * @param {By} by
 * @param {(column: string, error: CellError) => void} complain
 * @returns {Entry} with nothing where something was wrong
 */
function readLine(cell, { kernel, order, names }, complain) {
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
  const meant = names?.get(simplify(cell.activity));
  const activity = readCell("activity", (text) => readActivity(meant ?? text, kernel));
  /**
   * @template T
   * @param {string} column
   * @param {(text: string, activity: Activity) => T} as
   */
  const readOwnCell = (column, as) => (activity && !(names && isLeftOpen(column, cell[column], activity)) ? readCell(column, (text) => as(text, activity)) : null);
  return /** @type {Entry} */ ({
    id: cell.id ?? "",
    date: readCell("date", (text) => readDate(text, order)),
    activity: activity?.id,
    quantity: readOwnCell("quantity", readQuantity),
    choice: readOwnCell("choice", (text, own) => readChoice(text, own, kernel)),
    points: readOwnCell("points", readPoints),
    topics: readCell("topics", (text) => readTopics(text, kernel)) ?? [],
    confirmed: readCell("confirmed", (text) => readAnswer(text, activity, kernel)),
    note: cell.note || (meant && cell.activity) || null,
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
  for (let [start, from] = [line, cell.lastIndex]; cell.lastIndex < text.length || cells.length; ) {
    const found = cell.exec(text);
    if (!found) return [rows, start];
    cells.push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    line += found[0].split(/\r\n|\n|\r/).length - 1;
    if (found[3] === mark) continue;
    if (cells.some((one) => one.trim())) rows.push({ line: start, cells, text: text.slice(from, cell.lastIndex) });
    cells = [];
    [start, from] = [line, cell.lastIndex];
    if (!found[3]) break;
  }
  return [rows, 0];
}

/** @param {string} cell */
const readName = (cell) => cell.trim().replace(/^"+|"+$/g, "").trim().toLowerCase();

/** The mark that parts the heading into the most columns that a log has, else into the most cells. @param {string} text */
function findDelimiter(text) {
  const first = text.split(/\r\n|\n|\r/).find((line) => /[^\s;,"]/.test(line)) ?? "";
  /** @param {string} mark */
  const countCells = (mark) => {
    const cells = first.split(mark);
    return cells.filter((cell) => COLUMNS.includes(readName(cell))).length * 1e6 + cells.length;
  };
  return [";", "\t", ","].reduce((best, mark) => (countCells(mark) > countCells(best) ? mark : best));
}

/** @param {string} text @param {string} order */
function readDate(text, order) {
  const cell = text.replace(/[T ]00:00(:00)?$/, "");
  if (!cell) throw buildCellError("csv_missing");
  const [year, month, day] = findPartsOfDate(cell, order);
  const date = `${year}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  if (!isDay(date) || date < "1900" || date >= "2200") throw buildCellError("csv_date", { cell });
  return date;
}

/** Year, month and day of a date however it is written; nothing where it is none. @param {string} cell @param {string} order @returns {string[]} */
function findPartsOfDate(cell, order) {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(cell);
  if (iso) return iso.slice(1);
  const named = /^(\d{1,2})[-/. ]([a-z]{3,9})[-/. ](\d{4}|\d{2})$/i.exec(cell);
  if (named) return [`20${named[3]}`.slice(-4), String(MONTHS.findIndex((name) => name.startsWith(named[2].toLowerCase())) + 1), named[1]];
  // the days that spreadsheets count
  if (/^[1-9]\d{4}$/.test(cell)) return new Date(Date.UTC(1899, 11, 30 + Number(cell))).toISOString().slice(0, 10).split("-");
  const [, one, other, year] = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(cell) ?? [];
  if (!year) return [];
  if (!order && +one !== +other && Math.max(+one, +other) <= 12) throw buildCellError("csv_order", { cell });
  return order === "mdy" || (!order && +other > 12) ? [year, one, other] : [year, other, one];
}

/** A name without what people write in other ways: capitals, spaces, punctuation, & or and. @param {string} name */
export const simplify = (name) => name.toLowerCase().replaceAll("&", "and").replace(/[^\p{L}\p{N}]/gu, "");

/** What a cell names, by key or by title. @template {{id: string, title: string}} T @param {string} cell @param {readonly T[]} known @returns {T | undefined} */
function findNamed(cell, known) {
  const name = simplify(cell);
  return name ? known.find(({ id, title }) => name === simplify(id) || name === simplify(title)) : undefined;
}

/** @param {string} cell @param {Kernel} kernel */
function readActivity(cell, { activities }) {
  const found = findNamed(cell, activities);
  if (!found) throw cell ? buildCellError("csv_activity", { cell }) : buildCellError("csv_missing");
  return found;
}

/** @param {string} cell */
function readFigure(cell) {
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(cell)) throw buildCellError("csv_thousand", { cell });
  if (!/^\d+([.,]\d{1,4})?$/.test(cell) || Number(cell.replace(",", ".")) > MOST) throw buildCellError("csv_figure", { cell });
  return String(Number(cell.replace(",", ".")));
}

/** Whether a person's list leaves open what a log tells, or tells the points that the schedule gives. @param {string} column @param {string | undefined} cell @param {Activity} activity */
const isLeftOpen = (column, cell, { rate }) => !cell || (column === "points" && rate.kind !== "declared");

/** @param {string} cell @param {Activity} activity */
function readQuantity(cell, { rate }) {
  const counts = rate.kind === "tiers" || rate.kind === "none" ? rate.measure : rate.item;
  if (!cell && rate.kind === "tiers") throw buildCellError("csv_missing");
  if (!cell) return null;
  const figure = readFigure(cell);
  if (!counts && figure !== "1") throw buildCellError("csv_not_here");
  const whole = rate.kind === "items" || rate.kind === "declared";
  if (counts && whole && (!Number.isInteger(+figure) || +figure > MOST_ITEMS)) throw buildCellError("csv_whole", { cell, counts, most: MOST_ITEMS });
  return counts ? figure : null;
}

/** @param {string} cell @param {Activity} activity */
function readPoints(cell, { rate }) {
  const declared = rate.kind === "declared";
  if (declared !== Boolean(cell)) throw buildCellError(declared ? "csv_missing" : "csv_not_here");
  return cell ? readFigure(cell) : null;
}

/** Whether rules tell entries apart by their topic, or by their choice. @param {Kernel} kernel @param {string} what */
const tellsApart = ({ limits, demands }, what) => [...limits, ...demands].some((rule) => rule.for_each === what);

/** @param {string} cell @param {Activity} activity @param {Kernel} kernel */
function readChoice(cell, { choices, rate }, kernel) {
  const means = choices?.length || rate.repeats?.length || tellsApart(kernel, "choice");
  if (cell && !means) throw buildCellError("csv_not_here");
  return findNamed(cell, choices ?? [])?.id ?? (cell || null);
}

/** @param {string} cell @param {Kernel} kernel */
function readTopics(cell, kernel) {
  const found = cell.toLowerCase().split(/[\s,;|]+/).filter(Boolean);
  const free = tellsApart(kernel, "topic");
  if (found.length && !kernel.topics.length && !free) throw buildCellError("csv_not_here");
  const unknown = found.find((topic) => !kernel.topics.includes(topic) && (!free || findClosest(topic, kernel.topics)));
  if (unknown) throw buildCellError("csv_topic", { cell: unknown });
  return found;
}

/** @param {string} cell @param {Activity | null} activity @param {Kernel} kernel */
function readAnswer(cell, activity, { conditions }) {
  const answer = ANSWERS.get(cell.toLowerCase());
  if (answer === undefined) throw buildCellError("csv_answer", { cell });
  const isAsked = conditions.some(({ id, about }) => about === "entry" && activity?.conditions?.includes(id));
  if (answer === "no" && activity && !isAsked) throw buildCellError("csv_no");
  return answer;
}

/** A log as CSV that spreadsheets and the command line read. @param {Entry[]} entries */
export function writeCsv(entries) {
  const rows = entries.map((entry) => COLUMNS.map((name) => [entry[/** @type {keyof Entry} */ (name)] ?? ""].flat().join(" ")));
  return `\ufeff${[COLUMNS, ...rows].map((row) => row.map(quoteCell).join(",")).join("\r\n")}\r\n`;
}

/** @param {string} cell */
const quoteCell = (cell) => (/[",;\r\n\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

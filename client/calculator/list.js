/**
 * A list in a member's own words, to entries of a log: columns and activities are guessed, what cannot be used is kept to
 * be sorted. The twin of catalogue/read/lists.py.
 *
 * @import { Entry } from "./state.js"
 * @import { Row } from "./rows.js"
 * @import { Activity, Kernel } from "../rules/types"
 * @typedef {{column: string, code: string, values: Record<string, any>}} Wrong
 * @typedef {{head: number, roles: string[]}} Sheet the row of the headings, -1 where there is none; what each column
 *   holds: one of ROLES, or what it counts, such as days; empty where it is left out
 * @typedef {"named" | "chosen" | "guessed" | ""} How how an activity was found
 * @typedef {{line: number, words: string, how: How, activity: string, entry: Entry, wrong: Wrong[]}} Line what a line of
 *   the list says; with anything wrong its entry has no activity
 * @typedef {{kernel: Kernel, order: string, known: Map<string, string>, changed?: Map<number, Record<string, string>>}} By
 *   what lines are read by: the order of dates, activities by words that were sorted before, cells changed by line
 */
import { findClosest } from "../rules/spelling.js";
import { findNamed, readAnswer, readChoice, readPoints, readQuantity, readTopics, simplify } from "./cells.js";
import { readCell } from "./formula.js";
import { readDate } from "./days.js";
import { findChosen, guessActivity } from "./guess.js";
import { COLUMNS, readOwnWords } from "./state.js";

/** What a column may hold: the id last, which its heading alone tells. @type {string[]} */
export const ROLES = [...COLUMNS.slice(1), COLUMNS[0]];
/** Rows in which the heading is looked for, and those by which a column without one is known. */
const [LOOKED_AT, TRIED] = [10, 50];

/**
 * What each column holds: by its heading, else by what stands in it.
 * @param {Row[]} rows @param {Kernel} kernel @param {Record<string, string>} headings what columns are likely called, parted by commas
 * @returns {Sheet}
 */
export function guessColumns(rows, kernel, headings) {
  const names = [...ROLES.map((role) => [role, headings[role]]), ...listMeasures(kernel).map((measure) => [measure, measure])];
  const head = rows.slice(0, LOOKED_AT).findIndex(({ cells }) => isHeading(cells, names));
  const width = head < 0 ? rows.reduce((most, { cells }) => Math.max(most, cells.length), 0) : rows[head].cells.length;
  const roles = Array.from({ length: width }, (_, i) => (head < 0 ? "" : nameColumn(rows[head].cells[i], names)));
  for (const [i, role] of roles.entries()) if (roles.indexOf(role) < i) roles[i] = "";
  const body = rows.slice(head + 1, head + 1 + TRIED);
  fillRole(roles, "date", body, (cell) => Number(isDate(cell)), body.length / 2);
  fillRole(roles, "activity", body, (cell) => (/^\d/.test(cell) ? 0 : Array.from(simplify(cell)).length), 1);
  return { head, roles };
}

/** What quantities of the schedule count. @param {Kernel} kernel */
const listMeasures = ({ activities }) => [...new Set(activities.map(({ rate }) => rate.measure ?? "").filter(Boolean))];

/** @param {string[]} cells @param {string[][]} names */
function isHeading(cells, names) {
  const own = cells.filter(Boolean);
  return own.length > 1 && own.some((cell) => nameColumn(cell, names)) && !own.some((cell) => /^\d/.test(cell));
}

/** What a column is, by its heading: all of it, else its beginning or its end. @param {string} cell @param {string[][]} names */
function nameColumn(cell, names) {
  const own = simplify(cell);
  /** @param {(name: string) => boolean} fits */
  const find = (fits) => names.find(([, called]) => called.split(",").some((name) => fits(simplify(name))))?.[0];
  return (own && (find((name) => own === name) ?? find((name) => name.length > 3 && own.startsWith(name)) ?? find((name) => name.length > 3 && own.endsWith(name)))) || "";
}

/** Give a role that no column has to the one that speaks for it most. @param {string[]} roles @param {string} role @param {Row[]} body @param {(cell: string) => number} weigh @param {number} least */
function fillRole(roles, role, body, weigh, least) {
  if (roles.includes(role)) return;
  const weights = roles.map((taken, i) => (taken ? 0 : body.reduce((sum, { cells }) => sum + weigh(cells[i] ?? ""), 0)));
  const most = Math.max(0, ...weights);
  if (most > 0 && most >= least) roles[weights.indexOf(most)] = role;
}

/** @param {string} cell @param {string} [order] */
function isDate(cell, order = "dmy") {
  try {
    return Boolean(readDate(cell, order));
  } catch {
    return false;
  }
}

/**
 * Which comes first in days, where days of the list show it: 25/04/2024 can be read in one way. Empty where none does, or they differ.
 * @param {Row[]} rows @param {Sheet} sheet
 */
export function guessOrder(rows, { head, roles }) {
  const cells = rows.slice(head + 1).map((row) => row.cells[roles.indexOf("date")] ?? "");
  const shown = ["dmy", "mdy"].filter((order) => cells.some((cell) => isDate(cell, order) && !isDate(cell, order === "dmy" ? "mdy" : "dmy")));
  return shown.length === 1 ? shown[0] : "";
}

/** What each line says. @param {Row[]} rows @param {Sheet} sheet @param {By} by @returns {Line[]} */
export function readLines(rows, { head, roles }, by) {
  const taken = new Set();
  return rows.slice(head + 1).flatMap(({ line, cells: written }) => {
    const cells = written.map(readCell);
    const own = index(cells, roles, by.changed?.get(line));
    if (taken.has(own.id)) own.id = "";
    taken.add(own.id);
    return own.date || own.activity ? [readLine(line, cells, roles, own, by)] : [];
  });
}

/** The cells of a line by what they hold. @param {string[]} cells @param {string[]} roles @param {Record<string, string>} [changed] @returns {Record<string, string>} */
function index(cells, roles, changed) {
  const found = Object.assign(Object.create(null), { id: "", date: "", activity: "", note: "" });
  for (const [i, role] of roles.entries()) if (role) found[role] = role === "note" ? [found.note, cells[i]].filter(Boolean).join("; ") : (cells[i] ?? "");
  return Object.assign(found, changed);
}

/** @param {number} line @param {string[]} cells @param {string[]} roles @param {Record<string, string>} own @param {By} by @returns {Line} */
function readLine(line, cells, roles, own, { kernel, order, known }) {
  /** @type {Wrong[]} */
  const wrong = [];
  /** @template T @param {string} column @param {() => T} read @returns {T | null} */
  const tryCell = (column, read) => {
    try {
      return read();
    } catch (error) {
      const { code, values } = /** @type {import("./days.js").CellError} */ (error);
      if (!code) throw error;
      wrong.push({ column, code, values });
      return null;
    }
  };
  const [how, activity] = findActivity(own.activity, kernel, known.get(simplify(own.activity)));
  const slipped = cells.slice(roles.length).some(Boolean);
  if (slipped) wrong.push({ column: "", code: "csv_cells", values: {} });
  const counted = activity && (own.quantity || own[activity.rate.measure ?? ""]);
  const entry = {
    id: own.id,
    date: tryCell("date", () => readDate(own.date, order)) ?? "",
    activity: activity?.id ?? "",
    quantity: activity && counted ? tryCell("quantity", () => readQuantity(counted, activity)) : null,
    choice: activity && tryCell("choice", () => readChoice(own.choice || ((how !== "named" && findChosen(own.activity, activity)?.title) || ""), activity, kernel)),
    points: activity?.rate.kind === "declared" && own.points ? tryCell("points", () => readPoints(own.points, activity)) : null,
    topics: tryCell("topics", () => readTopics(own.topics ?? "", kernel, findClosest)) ?? [],
    confirmed: tryCell("confirmed", () => readAnswer(own.confirmed ?? "", activity, kernel)),
    ...readOwnWords((name) => own[name]),
    note: [how === "named" ? "" : own.activity, own.note].filter(Boolean).join("; ") || null,
  };
  const words = own.activity;
  if (!wrong.length) return { line, words, how, activity: entry.activity, entry, wrong };
  return { line, words, how, activity: entry.activity, entry: keepUnsorted(entry, slipped ? cells : [], own, wrong), wrong };
}

/** An activity by its name, by what was chosen for the same words, or guessed. @param {string} words @param {Kernel} kernel @param {string | undefined} chosen @returns {[How, Activity | null]} */
function findActivity(words, { activities }, chosen) {
  const find = (/** @type {string} */ id) => activities.find((one) => one.id === id) ?? null;
  const named = chosen === undefined && findNamed(words, activities);
  if (named) return ["named", named];
  if (chosen !== undefined) return ["chosen", find(chosen)];
  const guessed = find(guessActivity(words, activities));
  return [guessed ? "guessed" : "", guessed];
}

/** What cannot be counted yet, with all that was written: nothing of it is lost. @param {Entry} entry @param {string[]} slipped @param {Record<string, string>} own @param {Wrong[]} wrong @returns {Entry} */
function keepUnsorted(entry, slipped, own, wrong) {
  const unread = wrong.filter(({ column }) => own[column]).map(({ column }) => `${column} ${own[column]}`);
  const said = slipped.length ? [slipped.filter(Boolean).join(" ")] : [own.activity, own.note, ...unread];
  return { ...entry, activity: "", quantity: null, choice: null, points: null, note: said.filter(Boolean).join("; ") || null };
}

/**
 * The cells of a log, one by one: the same rules for what is typed into the form, pasted, or read from a file. What could
 * be read in two ways is refused, and so is a cell where it can mean nothing. The twin of catalogue/read/cells.py.
 *
 * @import { Activity, Kernel } from "../rules/types"
 * @typedef {Error & {code: string, values: Record<string, any>}} CellError
 */
import { LIKELY_ITEMS } from "./countable.js";
import { isDay } from "./state.js";

const MOST = 1_000_000;
const MONTHS = "january february march april may june july august september october november december".split(" ");
/** @type {Map<string, "yes" | "no" | null>} */
const ANSWERS = new Map([["yes", "yes"], ["y", "yes"], ["true", "yes"], ["no", "no"], ["n", "no"], ["false", "no"], ["", null]]);

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
const findMonth = (name) => String(MONTHS.findIndex((one) => one.startsWith(name.toLowerCase())) + 1);

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

/** A name without what people write in other ways: capitals, spaces, punctuation, & or and. @param {string} name */
export const simplify = (name) => name.toLowerCase().replaceAll("&", "and").replace(/[^\p{L}\p{N}]/gu, "");

/** What a cell names, by key or by title. @template {{id: string, title: string}} T @param {string} cell @param {readonly T[]} known @returns {T | undefined} */
export function findNamed(cell, known) {
  const name = simplify(cell);
  return name ? known.find(({ id, title }) => name === simplify(id) || name === simplify(title)) : undefined;
}

/** @param {string} cell @param {Kernel} kernel */
export function readActivity(cell, { activities }) {
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

/** @param {string} cell @param {Activity} activity */
export function readQuantity(cell, { rate }) {
  const counts = rate.kind === "tiers" || rate.kind === "none" ? rate.measure : rate.item;
  if (!cell && rate.kind === "tiers") throw buildCellError("csv_missing");
  if (!cell) return null;
  const figure = readFigure(cell);
  if (figure === "0") throw buildCellError("csv_nothing");
  if (!counts && figure !== "1") throw buildCellError("csv_not_here");
  const whole = rate.kind === "items" || rate.kind === "declared";
  if (counts && whole && (!Number.isInteger(+figure) || +figure > LIKELY_ITEMS)) throw buildCellError("csv_whole", { cell, counts, most: LIKELY_ITEMS });
  return counts ? figure : null;
}

/** @param {string} cell @param {Activity} activity */
export function readPoints(cell, { rate }) {
  const declared = rate.kind === "declared";
  if (declared !== Boolean(cell)) throw buildCellError(declared ? "csv_missing" : "csv_not_here");
  return cell ? readFigure(cell) : null;
}

/** Whether a rule can count an activity, by what it names. @param {import("../rules/types").Rule} rule @param {Activity} activity */
const canCount = ({ counting }, { id, category }) => (counting?.activity ?? id) === id && (counting?.category ?? category) === category;

/** @param {string} cell @param {Activity} activity @param {Kernel} kernel */
export function readChoice(cell, activity, { limits, demands }) {
  const { choices, rate } = activity;
  const means = choices?.length || rate.repeats?.length || [...limits, ...demands].some((rule) => rule.for_each === "choice" && canCount(rule, activity));
  if (cell && !means) throw buildCellError("csv_not_here");
  return findNamed(cell, choices ?? [])?.id ?? (cell || null);
}

/** @param {string} cell @param {Kernel} kernel @param {(topic: string, known: string[]) => any} [findClosest] a topic that a free one was likely meant to be */
export function readTopics(cell, kernel, findClosest = () => "") {
  const found = cell.toLowerCase().split(/[\s,;|]+/).filter(Boolean);
  const free = [...kernel.limits, ...kernel.demands].some((rule) => rule.for_each === "topic");
  if (found.length && !kernel.topics.length && !free) throw buildCellError("csv_not_here");
  const unknown = found.find((topic) => !kernel.topics.includes(topic) && (!free || findClosest(topic, kernel.topics)));
  if (unknown) throw buildCellError("csv_topic", { cell: unknown });
  return found;
}

/** @param {string} cell @param {Activity | null} activity @param {Kernel} kernel */
export function readAnswer(cell, activity, { conditions }) {
  const answer = ANSWERS.get(cell.toLowerCase());
  if (answer === undefined) throw buildCellError("csv_answer", { cell });
  const isAsked = conditions.some(({ id, about }) => about === "entry" && activity?.conditions?.includes(id));
  if (answer === "no" && activity && !isAsked) throw buildCellError("csv_no");
  return answer;
}


/**
 * The cells of a log, one by one: the same rules for what is typed into the form, pasted, or read from a file. What could
 * be read in two ways is refused, and so is a cell where it can mean nothing. The twin of catalogue/read/cells.py.
 *
 * @import { Activity, Kernel } from "../rules/types"
 */
import { LIKELY_ITEMS } from "./countable.js";
import { buildCellError } from "./days.js";

const MOST = 1_000_000;
/** @type {Map<string, "yes" | "no" | null>} */
const ANSWERS = new Map([["yes", "yes"], ["y", "yes"], ["true", "yes"], ["no", "no"], ["n", "no"], ["false", "no"], ["", null]]);

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


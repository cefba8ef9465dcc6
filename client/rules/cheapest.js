/**
 * The cheapest plan of a programme: the fewest entries and the fewest points, or the other way round.
 * The twin of catalogue/rules/cheapest.py, which says what comes first among equals.
 *
 * @import { Kind } from "./possible.js"
 * @import { Parts, Programme } from "./programme.js"
 * @import { Row } from "./whole.js"
 */
import { findLeast, Steps, TooLong } from "./whole.js";

const MOST_FOR_TIES = 500;
const MOST_FOR_TASTE = 400;

/**
 * The entries of the cheapest plan: kind, what it earns, its quantity, whether a limit cuts it; null where there is none.
 * @param {Programme} programme
 * @param {string} prefer
 * @param {Steps} steps
 * @returns {[Kind, number, number, boolean][] | null}
 */
export function findCheapest(programme, prefer, steps) {
  const { grain } = programme;
  const points = computeCosts(programme, (kind) => ({ count: kind.low / grain, step: kind.step / grain }));
  const entries = computeCosts(programme, () => ({ count: 1 }));
  const rows = [...programme.rows];
  /** @type {number[] | null} */
  let found = null;
  for (const cost of prefer === "points" ? [points, entries] : [entries, points]) {
    found = findLeast(rows, cost, steps, found);
    if (!found) return null;
    rows.push(buildCostRow(cost, found));
  }
  const unsure = computeCosts(programme, (kind) => ({ count: kind.confirm.length ? 1 : 0 }));
  try {
    found = findLeast(rows, unsure, new Steps(MOST_FOR_TIES), found);
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
  }
  const last = /** @type {number[]} */ (found);
  return listEntries(programme, exchangeEntries(programme, rows, last));
}

/**
 * The entries that come nearest to every goal, and of such those that a person would rather do.
 * @param {Programme} programme @param {Set<string>} done activities that were done before @param {Set<string>} needed activities that serve something else too @param {Steps} steps
 * @returns {{ranked: number[], chosen: [Kind, number, number, boolean][]}} what it costs, what is missing first
 */
export function findPreferred(programme, done, needed, steps) {
  const rows = [...programme.rows];
  const missing = Array.from({ length: programme.count }, (_, name) => programme.missing.get(name) ?? 0);
  let found = /** @type {number[]} */ (findLeast(rows, missing, steps)); // a goal may be missed
  const ranked = [];
  for (const cost of [missing, ...listTastes(programme, done, needed)]) {
    if (cost !== missing) found = improve(rows, cost, found);
    rows.push(buildCostRow(cost, found));
    ranked.push(found.reduce((sum, value, name) => sum + value * cost[name], 0));
  }
  return { ranked, chosen: listEntries(programme, exchangeEntries(programme, rows, found)) };
}

/** What costs less, if that is soon found. @param {Row[]} rows @param {number[]} cost @param {number[]} found @returns {number[]} */
function improve(rows, cost, found) {
  try {
    return findLeast(rows, cost, new Steps(MOST_FOR_TASTE), found) ?? found;
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    return found;
  }
}

/** What is to be rare in a plan for a person, the first before all others. @param {Programme} programme @param {Set<string>} done @param {Set<string>} needed */
function listTastes(programme, done, needed) {
  const { grain } = programme;
  /** @param {(kind: Kind) => boolean} isRare */
  const countIf = (isRare) => computeCosts(programme, (kind) => ({ count: isRare(kind) ? 1 : 0 }));
  return [
    countIf(({ activity }) => Boolean(activity.by_chance)),
    countIf(({ activity, confirm }) => !done.has(activity.id) && confirm.length > 0),
    countIf(({ activity }) => !done.has(activity.id)),
    countIf(() => true),
    countIf(({ activity }) => !needed.has(activity.id)),
    computeCosts(programme, (kind) => ({ count: kind.low / grain, step: kind.step / grain })),
  ];
}

/** What each variable costs, by what it is of a kind. @param {Programme} programme @param {(kind: Kind) => {count: number, step?: number}} costOf */
function computeCosts(programme, costOf) {
  const cost = Array(programme.count).fill(0);
  for (const [kind, parts] of programme.listVariables()) {
    const { count, step = 0 } = costOf(kind);
    cost[parts.count] = count;
    if (parts.step !== undefined) cost[parts.step] = step;
  }
  return cost;
}

/** No dearer than what was found. @param {number[]} cost @param {number[]} values @returns {Row} */
function buildCostRow(cost, values) {
  const row = new Map(cost.map((value, name) => /** @type {[number, number]} */ ([name, -value])).filter(([, value]) => value));
  return [row, sumRow(row, values)];
}

/** @param {Map<number, number>} row @param {number[]} values */
function sumRow(row, values) {
  return [...row].reduce((sum, [name, value]) => sum + value * values[name], 0);
}

/** One entry at a time is exchanged for one that comes first, while every row is kept. @param {Programme} programme @param {Row[]} rows @param {number[]} found */
function exchangeEntries(programme, rows, found) {
  const values = [...found];
  const spare = rows.map(([row, low]) => sumRow(row, values) - low);
  /** @type {[number, number][][]} */
  const touched = values.map(() => []);
  rows.forEach(([row], i) => row.forEach((factor, name) => touched[name].push([i, factor])));
  const tryMove = (/** @type {[number, number][]} */ move) => {
    const changed = new Map();
    for (const [name, by] of move) for (const [i, factor] of touched[name]) changed.set(i, (changed.get(i) ?? 0) + factor * by);
    if (!move.length || [...changed].some(([i, by]) => spare[i] + by < 0)) return false;
    for (const [i, by] of changed) spare[i] += by;
    for (const [name, by] of move) values[name] += by;
    return true;
  };
  const kinds = programme.listVariables().sort(([a], [b]) => programme.rankKind(a) - programme.rankKind(b) || a.year - b.year);
  for (let again = true; again; ) {
    again = false;
    kinds.forEach((to, i) => {
      for (const off of kinds.slice(i + 1)) while (tryMove(buildMove(off, to, values))) again = true;
    });
  }
  return values;
}

/** One entry of a kind turned into one of another that earns the same; nothing where it cannot be. @param {[Kind, Parts]} off @param {[Kind, Parts]} to @param {number[]} values @returns {[number, number][]} */
function buildMove([one, own], [other, fresh], values) {
  if (!values[own.count] || one.low !== other.low || own.more !== undefined || fresh.more !== undefined) return [];
  const by = own.step === undefined ? 0 : Math.min(values[own.step], one.steps);
  if (by && one.step !== other.step) return [];
  /** @type {[number, number][]} */
  const move = [[own.count, -1], [fresh.count, 1]];
  return by ? [...move, [own.step ?? 0, -by], [fresh.step ?? 0, by]] : move;
}

/** The entries one by one; the last ones of a kind earn the most. @param {Programme} programme @param {number[]} values */
function listEntries(programme, values) {
  /** @type {[Kind, number, number, boolean][]} */
  const entries = [];
  for (const [kind, parts] of programme.listVariables()) {
    let steps = parts.step === undefined ? 0 : values[parts.step];
    let more = parts.more === undefined ? 0 : values[parts.more];
    const over = [...parts.cut.values()].some((name) => values[name]);
    for (let left = values[parts.count] - 1; left >= 0; left -= 1) {
      const own = Math.max(steps - kind.steps * left, 0);
      const extra = more ? Math.max(more - (kind.most - kind.quantity) * left, 0) : 0;
      steps -= own;
      more -= extra;
      entries.push([kind, kind.low + own * kind.step, kind.quantity + extra, over && !left]);
    }
  }
  return entries;
}

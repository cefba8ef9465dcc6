/**
 * Limits, one after another, each on what the one before left.
 * The twin of catalogue/rules/limits.py, which states the order.
 *
 * @import { Basis, Kernel, Rule, Unit } from "./types"
 */
import { getKnown, ONE, roundToGrain, toTenThousandths } from "./figures.js";
import { canMatch, hasTopic, isCounted, isMatch, sumMeasure } from "./selection.js";

const WINDOWS = { entry: 0, day: 1, year: 2, months: 3, years: 3, cycle: 4 };

/** The limits in the order in which they are applied. @param {Kernel} kernel @returns {Rule[]} */
export function orderLimits(kernel) {
  const turns = kernel.limits.map((rule) => ({ rule, turn: rankLimit(rule, kernel) }));
  turns.sort((a, b) => {
    const first = a.turn.findIndex((value, i) => value !== b.turn[i]);
    return first < 0 ? 0 : a.turn[first] - b.turn[first];
  });
  return turns.map(({ rule }) => rule);
}

/** @param {Rule} rule @param {Kernel} kernel @returns {number[]} */
function rankLimit(rule, kernel) {
  const once = rule.measure === "entries" && rule.for_each === "choice";
  const byTopic = hasTopic(rule.counting) || (rule.for_each != null && rule.for_each !== "choice");
  const about = kernel.activities.filter((activity) => canMatch(rule.counting, activity)).length;
  return [once ? 0 : 1, WINDOWS[rule.window.span], byTopic ? 1 : 0, about];
}

/**
 * Apply every limit to the units, which are in the order of dates; tell what each one changed.
 * @param {Unit[]} units
 * @param {Basis} basis
 * @returns {[Rule, Map<number, number[]>][]} each limit with the changes by entry:
 *   credit before and after, quantity before and after
 */
export function applyLimits(units, basis) {
  /** @type {[Rule, Map<number, number[]>][]} */
  const found = [];
  const held = sumByEntry(units);
  for (const rule of orderLimits(basis.kernel)) {
    if (!basis.isApplicable(rule)) continue;
    const changed = new Room(rule, units, basis).cutUnits(held);
    if (changed.size) found.push([rule, changed]);
  }
  return found;
}

/** What a limit still leaves, for each window and each choice, topic or value. */
class Room {
  /** @param {Rule} rule @param {Unit[]} units @param {Basis} basis */
  constructor(rule, units, basis) {
    this.rule = rule;
    this.units = units;
    this.basis = basis;
    /** @type {Map<string, number | null>} */
    this.left = new Map();
    /** @type {Map<string, Set<string>>} */
    this.used = new Map();
    const byEntry = rule.window.span === "entry";
    this.places = units.map((unit, i) => (byEntry ? i : basis.cycle.findWindow(rule.window, unit.date)));
    /** @type {Map<number | null, number>} */
    this.logs = new Map();
  }

  /**
   * Cut what is too much; the changes by entry.
   * @param {Map<number, number[]>} held credit and quantity of each entry, kept up to date
   */
  cutUnits(held) {
    if (this.rule.amount.share != null) this.sumLogs();
    const before = new Map();
    this.units.forEach((unit, i) => {
      const place = this.places[i];
      if (place === null || !isMatch(this.rule.counting, unit)) return;
      const { credit, quantity, dropped } = unit;
      this.cutUnit(unit, place, this.basis.listUnitEaches(this.rule, unit));
      if (credit === unit.credit && quantity === unit.quantity && dropped === unit.dropped) return;
      const [wasCredit, wasQuantity] = getKnown(held, unit.entry);
      if (!before.has(unit.entry)) before.set(unit.entry, [wasCredit, wasQuantity]);
      held.set(unit.entry, [wasCredit + unit.credit - credit, wasQuantity + unit.quantity - quantity]);
    });
    return new Map([...before].map(([e, was]) => [e, [was[0], getKnown(held, e)[0], was[1], getKnown(held, e)[1]]]));
  }

  /** Everything credited in each window, as the limits before left it. */
  sumLogs() {
    const inside = new Map();
    this.units.forEach((unit, i) => {
      if (!inside.has(this.places[i])) inside.set(this.places[i], []);
      inside.get(this.places[i]).push(unit);
    });
    for (const [place, chosen] of inside) this.logs.set(place, sumMeasure(this.rule.measure, chosen));
  }

  /** @param {number} place @param {string} each */
  findRoom(place, each) {
    const key = `${place}|${each}`;
    if (!this.left.has(key)) {
      const year = this.rule.window.span === "year" ? place : 0;
      this.left.set(key, this.basis.computeLimit(this.rule, year, () => getKnown(this.logs, place)));
    }
    return getKnown(this.left, key);
  }

  /** @param {Unit} unit @param {number} place @param {string[]} eaches */
  cutUnit(unit, place, eaches) {
    const left = eaches.map((each) => this.findRoom(place, each)).filter((found) => found !== null);
    if (!left.length) return;
    if (this.rule.measure === "categories") {
      this.cutByCategory(unit, place, eaches);
      return;
    }
    const used = cutToMeasure(unit, this.rule.measure, Math.min(...left), this.basis);
    for (const each of eaches) this.left.set(`${place}|${each}`, (this.findRoom(place, each) ?? 0) - used);
  }

  /**
   * The first categories in which something was credited are those that count.
   * @param {Unit} unit
   * @param {number} place
   * @param {string[]} eaches
   */
  cutByCategory(unit, place, eaches) {
    if (unit.credit === 0) return;
    const category = unit.activity.category;
    /** @param {string} each @returns {Set<string>} */
    const findUsed = (each) => this.used.get(`${place}|${each}`) ?? new Set();
    const fresh = eaches.filter((each) => !findUsed(each).has(category));
    if (fresh.some((each) => findUsed(each).size * ONE >= (this.findRoom(place, each) ?? 0))) {
      dropUnit(unit);
      return;
    }
    for (const each of fresh) this.used.set(`${place}|${each}`, findUsed(each).add(category));
  }
}

/**
 * Cut a unit to what is left of a measure; how much of it the unit uses.
 * @param {Unit} unit
 * @param {Rule["measure"]} measure
 * @param {number} left
 * @param {Basis} basis
 */
function cutToMeasure(unit, measure, left, basis) {
  if (measure === "points") {
    unit.credit = Math.min(unit.credit, left);
    return unit.credit;
  }
  if (measure === "quantity") {
    if (unit.quantity > left) {
      const { granularity, credit_rounds: rounds } = basis.kernel;
      unit.credit = Math.min(unit.credit, roundToGrain([unit.credit, left], [unit.quantity], toTenThousandths(granularity), rounds));
      unit.quantity = left;
    }
    return unit.quantity;
  }
  if (!isCounted(unit)) return 0;
  if (left >= ONE) return ONE;
  dropUnit(unit);
  return 0;
}

/** Credit and quantity of each entry. @param {Unit[]} units */
function sumByEntry(units) {
  const found = new Map();
  for (const unit of units) {
    const [credit, quantity] = found.get(unit.entry) ?? [0, 0];
    found.set(unit.entry, [credit + unit.credit, quantity + unit.quantity]);
  }
  return found;
}

/** It no longer counts as an entry, nor with what it holds. @param {Unit} unit */
function dropUnit(unit) {
  unit.credit = 0;
  unit.quantity = 0;
  unit.dropped = true;
}

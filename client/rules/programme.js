/**
 * What a plan must keep, as inequalities in whole numbers. Points are counted in grains, the smallest part
 * that counts. The twin of catalogue/rules/programme.py.
 *
 * @import { Basis, Rule, Run, Unit } from "./types"
 * @import { Goal } from "./goal.js"
 * @import { Kind } from "./possible.js"
 * @import { Row } from "./whole.js"
 *
 * @typedef {{count: number, step?: number, more?: number, cut: Map<string, number>}} Parts the variables of a kind;
 *   `cut` holds what each limit may cut of it
 */
import { divide, getKnown, ONE, toTenThousandths } from "./figures.js";
import { findPool, findQuantity, isWithinDay, toUnit, Uncovered } from "./possible.js";
import { isCounted, isMatch } from "./selection.js";

/** @param {number} a @param {number} b @returns {number} */
const gcd = (a, b) => (b ? gcd(b, a % b) : a);

/** The question in numbers. */
/** What an entry of the log takes of a limit. @param {Rule} rule @param {Unit} unit */
function countUsed({ measure }, unit) {
  if (measure === "points") return unit.credit;
  return isCounted(unit) ? (measure === "quantity" ? unit.quantity : ONE) : 0;
}

export class Programme {
  /**
   * With `rooms` no more entries of an activity in a CPD year than they say, and a goal may be missed.
   * @param {Basis} basis @param {Run} run @param {Goal[]} way @param {Kind[]} kinds @param {Map<string, number> | null} [rooms]
   */
  constructor(basis, run, way, kinds, rooms = null) {
    this.basis = basis;
    this.run = run;
    this.rooms = rooms;
    this.grain = toTenThousandths(basis.kernel.granularity);
    /** @type {Row[]} */
    this.rows = [];
    this.count = 0;
    this.open = way;
    this.limits = basis.kernel.limits.filter((rule) => basis.isApplicable(rule) && !isWithinDay(rule));
    const rules = [...this.limits, ...this.open.map((goal) => goal.rule)];
    /** For each limit in which choices are alike: how many there are. @type {Map<string, number>} */
    this.pools = new Map();
    for (const one of basis.kernel.activities) {
      const rule = findPool(basis, one, rules);
      if (rule) this.pools.set(rule.id, one.choices?.length ?? 0);
    }
    /** @type {Map<string, Map<string, number>>} */
    this.used = new Map();
    this.kinds = this.mergeKinds(kinds).map((kind) => this.shortenKind(kind));
    /** @type {Parts[]} */
    this.parts = [];
    for (const kind of this.kinds) this.parts.push(this.addVariables(kind));
    /** What may be missing of each goal, and what one of it is, in ten-thousandths. @type {Map<number, number>} */
    this.missing = new Map();
    for (const goal of way) this.addGoal(goal);
    for (const rule of this.limits) this.addLimit(rule);
    this.addRooms();
  }

  /** Of kinds that every rule takes for the same, the first to choose. @param {Kind[]} kinds */
  mergeKinds(kinds) {
    const measures = new Set(this.open.map(({ rule }) => rule.measure));
    if (this.limits.some(({ measure }) => measure === "quantity")) measures.add("quantity");
    /** @type {Map<string, Kind>} */
    const found = new Map();
    for (const kind of kinds) {
      const unit = toUnit(kind);
      const serves = this.open.map((goal) => this.isServedBy(goal, unit));
      if (!serves.includes(true)) continue;
      const { low, step, steps, credit, activity, year } = kind;
      const key = JSON.stringify([
        [year, low, step, steps, credit, activity.rate.kind === "none"],
        serves,
        this.limits.map((rule) => this.listKeys(rule, unit)),
        measures.has("quantity") && [kind.quantity, kind.most],
        measures.has("categories") && activity.category,
        this.rooms && activity.id,
      ]);
      const known = found.get(key);
      if (!known || this.rankKind(kind) < this.rankKind(known)) found.set(key, kind);
    }
    return [...found.values()];
  }

  /** What comes first among equals: nothing to confirm, then the place in the file. @param {Kind} kind */
  rankKind({ activity, confirm }) {
    const { activities } = this.basis.kernel;
    return (confirm.length ? activities.length : 0) + activities.indexOf(activity);
  }

  /** @param {Goal} goal @param {Unit} unit */
  isServedBy({ rule, part }, unit) {
    const { cycle } = this.basis;
    const inside = cycle.findWindow(rule.window, unit.date) === part.year;
    if (unit.entry < 0 && unit.date > cycle.on && cycle.isRolling(rule.window)) return false; // the window has moved on by then
    return inside && isMatch(rule.counting, unit) && this.basis.listUnitEaches(rule, unit).includes(part.each);
  }

  /** The windows, each with a choice, topic or value, in which a limit counts a unit. @param {Rule} rule @param {Unit} unit */
  listKeys(rule, unit) {
    const place = this.basis.cycle.findWindow(rule.window, unit.date);
    if (place === null || !isMatch(rule.counting, unit)) return [];
    return this.basis.listUnitEaches(rule, unit).map((each) => `${place}|${this.pools.has(rule.id) ? "" : each}`);
  }

  /** What the log leaves of a limit in a window; null where nothing limits. @param {Rule} rule @param {string} key */
  findRoom(rule, key) {
    let used = this.used.get(rule.id);
    if (!used) {
      this.used.set(rule.id, (used = new Map()));
      for (const unit of this.run.units)
        for (const one of this.listKeys(rule, unit))
          used.set(one, (used.get(one) ?? 0) + countUsed(rule, unit));
    }
    const room = this.basis.computeLimit(rule, rule.window.span === "year" ? parseInt(key, 10) : 0, () => 0);
    return room === null ? null : Math.max(room * (this.pools.get(rule.id) ?? 1) - (used.get(key) ?? 0), 0);
  }

  /** Without the steps that are more than is asked, or more than limits leave; of hours, as many as asked. @param {Kind} kind */
  shortenKind(kind) {
    if (kind.activity.rate.kind === "none") return { ...kind, most: Math.max(kind.quantity, Math.min(kind.most, this.findQuantityAsked(kind))) };
    if (!kind.steps) return kind;
    const unit = toUnit(kind);
    const rooms = this.limits
      .filter((rule) => rule.measure === "points")
      .flatMap((rule) => this.listKeys(rule, unit).map((key) => this.findRoom(rule, key) ?? Infinity));
    const asked = this.open
      .filter((goal) => this.isServedBy(goal, unit))
      .map((goal) => (goal.rule.measure === "points" ? goal.shortBy : 0));
    const top = Math.min(Math.max(...asked), ...rooms);
    const steps = Math.min(kind.steps, divide([Math.max(top - kind.low, 0)], [kind.step], "up"));
    return { ...kind, steps, step: steps ? kind.step : 0 };
  }

  /** The most that is asked of a quantity that a kind serves. @param {Kind} kind */
  findQuantityAsked(kind) {
    const serves = this.open.filter((goal) => goal.rule.measure === "quantity" && this.isServedBy(goal, toUnit(kind)));
    return Math.max(0, ...serves.map(({ shortBy }) => shortBy));
  }

  /** @returns {[Kind, Parts][]} every kind with its variables */
  listVariables() {
    return this.kinds.map((kind, i) => [kind, this.parts[i]]);
  }

  /** @param {[number, number][]} row @param {number} low */
  addRow(row, low) {
    this.rows.push([new Map(row.filter(([, value]) => value)), low]);
  }

  /** @param {Kind} kind @returns {Parts} */
  addVariables(kind) {
    /** @type {Parts} */
    const parts = { count: this.count++, cut: new Map() };
    if (kind.steps) {
      parts.step = this.count++;
      this.addRow([[parts.count, kind.steps], [parts.step, -1]], 0);
    }
    if (kind.activity.rate.kind === "none" && kind.most > kind.quantity) {
      parts.more = this.count++;
      this.addRow([[parts.count, kind.most - kind.quantity], [parts.more, -1]], 0);
    }
    const unit = toUnit(kind);
    if (Math.max(kind.credit, kind.step) > this.grain || this.canHelpUncredited(kind))
      for (const rule of this.limits)
        if (rule.measure === "points") for (const key of this.listKeys(rule, unit)) parts.cut.set(`${rule.id}|${key}`, this.count++);
    if (parts.cut.size) {
      const left = this.buildPointsRow(kind, parts);
      if (!this.canHelpUncredited(kind)) left[0][1] -= 1;
      this.addRow(left, 0);
    }
    return parts;
  }

  /** Whether an entry may help that is credited nothing: only where a quantity is asked. @param {Kind} kind */
  canHelpUncredited(kind) {
    return this.open.some((goal) => goal.rule.measure === "quantity" && this.isServedBy(goal, toUnit(kind)));
  }

  /** What a kind is credited, in grains. @param {Kind} kind @param {Parts} parts @returns {[number, number][]} */
  buildPointsRow(kind, parts) {
    /** @type {[number, number][]} */
    const found = [[parts.count, divide([kind.credit], [this.grain], "down")]];
    if (parts.step !== undefined) found.push([parts.step, divide([kind.step], [this.grain], "down")]);
    return [...found, ...[...parts.cut.values()].map((name) => /** @type {[number, number]} */ ([name, -1]))];
  }

  /** How much of a measure a kind holds: grains, entries, or a quantity. @param {string} measure @param {Kind} kind @param {Parts} parts @returns {[number, number][]} */
  buildMeasureRow(measure, kind, parts) {
    if (measure === "points") return this.buildPointsRow(kind, parts);
    if (measure === "entries") return [[parts.count, 1]];
    if (kind.activity.rate.kind === "tiers") throw new Uncovered("quantity", kind.activity.id);
    return [[parts.count, kind.quantity], ...(parts.more === undefined ? [] : /** @type {[number, number][]} */ ([[parts.more, 1]]))];
  }

  /** What a kind takes of a limit: of a quantity, and in tiers, what its points need. @param {string} measure @param {Kind} kind @param {Parts} parts @returns {[number, number][]} */
  buildLimitRow(measure, kind, parts) {
    if (measure !== "quantity" || kind.activity.rate.kind !== "tiers") return this.buildMeasureRow(measure, kind, parts);
    const least = findQuantity(kind, kind.low, this.basis);
    if (parts.step === undefined) return [[parts.count, least]];
    const most = findQuantity(kind, kind.low + kind.steps * kind.step, this.basis);
    return [[parts.count, least], [parts.step, divide([most - least], [kind.steps], "up")]];
  }

  /** The row of a part that is to be reached. @param {Goal} goal */
  addGoal(goal) {
    const { measure } = goal.rule;
    const size = measure === "points" ? this.grain : measure === "quantity" ? 1 : ONE;
    const need = divide([goal.shortBy], [size], "up");
    const serving = this.listVariables().filter(([kind]) => this.isServedBy(goal, toUnit(kind)));
    const row = measure === "categories" ? this.addCategories(goal, serving) : this.buildGoalRow(measure, need, serving);
    /** @type {[number, number][]} */
    const missing = this.rooms ? [[this.count++, 1]] : [];
    for (const [name] of missing) this.missing.set(name, size);
    this.addRow([...row, ...missing], need);
    if (measure === "points") this.addRoundedRow(new Map(row), need, serving, missing);
  }

  /** @param {string} measure @param {number} need @param {[Kind, Parts][]} serving @returns {[number, number][]} */
  buildGoalRow(measure, need, serving) {
    return serving.flatMap(([kind, parts]) => {
      const row = this.buildMeasureRow(measure, kind, parts);
      if (measure === "points" && !kind.steps && !parts.cut.size) row[0][1] = Math.min(row[0][1], need);
      return row;
    });
  }

  /** What whole entries make of a need that is no multiple of what they earn (mixed-integer rounding). @param {Map<number, number>} row @param {number} need @param {[Kind, Parts][]} serving @param {[number, number][]} missing */
  addRoundedRow(row, need, serving, missing) {
    const fixed = serving.flatMap(([, { count, step }]) => (step === undefined ? [count] : []));
    const free = serving.flatMap(([, { count, step }]) => (step === undefined ? [] : [count, step]));
    const size = fixed.reduce((share, name) => gcd(getKnown(row, name), share), 0) || 1;
    const rest = need % size;
    if (!rest) return;
    /** @type {[number, number][]} */
    const whole = fixed.map((name) => [name, (rest * getKnown(row, name)) / size]);
    this.addRow([...free.map((name) => /** @type {[number, number]} */ ([name, getKnown(row, name)])), ...missing, ...whole], rest * ((need - rest) / size + 1));
  }

  /** One variable for each category that is not used yet. @param {Goal} goal @param {[Kind, Parts][]} serving @returns {[number, number][]} */
  addCategories(goal, serving) {
    const used = new Set(this.run.units.filter((unit) => unit.credit > 0 && this.isServedBy(goal, unit)).map((unit) => unit.activity.category));
    /** @type {Map<string, number[]>} */
    const fresh = new Map();
    for (const [kind, { count }] of serving) {
      const { category } = kind.activity;
      if (kind.credit > 0 && !used.has(category)) fresh.set(category, [...(fresh.get(category) ?? []), count]);
    }
    return [...fresh.values()].map((names) => {
      const category = this.count++;
      this.addRow([[category, -1]], -1);
      this.addRow([...names.map((name) => /** @type {[number, number]} */ ([name, 1])), [category, -1]], 0);
      return [category, 1];
    });
  }

  /** At most what the log leaves of a limit, in each window. @param {Rule} rule */
  addLimit(rule) {
    /** @type {Map<string, [number, number][]>} */
    const rows = new Map();
    for (const [kind, parts] of this.listVariables())
      for (const key of this.listKeys(rule, toUnit(kind)))
        rows.set(key, [...(rows.get(key) ?? []), ...this.buildLimitRow(rule.measure, kind, parts)]);
    const size = rule.measure === "points" ? this.grain : rule.measure === "quantity" ? 1 : ONE;
    for (const [key, row] of rows) {
      const room = this.findRoom(rule, key);
      if (room === null) continue;
      const whole = divide([room], [size], "down");
      this.addRow(row.map(([name, value]) => [name, -value]), -whole);
      if (rule.measure === "points") this.restrictCutToLast(rule, key, whole);
    }
  }

  /** At most so many entries of an activity in a CPD year. */
  addRooms() {
    for (const [key, room] of this.rooms ?? []) {
      const own = this.listVariables().filter(([{ activity, year }]) => `${activity.id}|${year}` === key);
      if (own.length) this.addRow(own.map(([, { count }]) => [count, -1]), -room);
    }
  }

  /** Only the last entry that a limit leaves something of is cut; none follows, of plan or log. @param {Rule} rule @param {string} key @param {number} room */
  restrictCutToLast(rule, key, room) {
    const inside = this.listVariables().filter(([kind]) => this.listKeys(rule, toUnit(kind)).includes(key));
    const cut = inside.flatMap(([kind, parts]) => {
      const name = parts.cut.get(`${rule.id}|${key}`);
      return name === undefined ? [] : [{ kind, name }];
    });
    if (!cut.length || inside.some(([kind]) => this.canHelpUncredited(kind))) return;
    const most = divide([Math.max(...cut.map(({ kind }) => kind.credit + kind.step * kind.steps))], [this.grain], "down");
    /** @param {number[]} names @returns {[number, number][]} */
    const negateAll = (names) => names.map((name) => [name, -1]);
    this.addRow(negateAll(cut.map(({ name }) => name)), 1 - most);
    const kept = this.run.units.filter((unit) => unit.credit > 0 && this.listKeys(rule, unit).includes(key));
    for (const year of new Set(cut.map(({ kind }) => kind.year))) {
      const here = negateAll(cut.filter(({ kind }) => kind.year === year).map(({ name }) => name));
      const later = negateAll(inside.filter(([kind]) => kind.credit > 0 && kind.year > year).map(([, { count }]) => count));
      if (kept.some(({ date }) => this.basis.cycle.findYear(date) > year)) this.addRow(here, 0);
      else if (later.length) {
        const full = this.count++;
        this.addRow([[full, -1]], -1);
        this.addRow([[full, most - 1], ...here], 0);
        this.addRow([[full, -room], ...later], -room);
      }
    }
  }
}

/**
 * plan: the least that is left to do for a verdict, or why nothing is enough; the same to the character as
 * `python build.py points --plan --json` gives. It is loaded only when a plan is asked for.
 * The twin of catalogue/rules/plan.py, which says what a plan covers and how it is sure.
 *
 *   import { plan } from ".../plan.js";
 *   plan(schedule, log, { ...options, verdict: "every-category", prefer: "entries", without: ["in-house"] })
 *
 * schedule, log and options are those of `assess`; verdict (the adopted one), prefer (entries, or points) and
 * without (activities that are ruled out) may be left out. The answer is plain data:
 *
 *   schedule, verdict, on, prefer, without   what was asked
 *   status       met, lost (nothing is left to do), planned, impossible, or unplanned
 *   unconfirmed  ids of the log's provisional entries: the plan takes them for confirmed
 *   lost, open   parts of demands: {demand, year, each, measure, until, short_by}; year and each may be null
 *   count        how many entries the plan has, each item counting as one
 *   points       what they earn together
 *   entries      lines of a log, {id, date, activity, quantity, choice, points, topics}, and with them year, items,
 *                earns (each item) and confirm (conditions); date is the last day on which it can be done
 *   clash        where it is impossible, [{kind: "demand" | "limit", rule}]: they cannot be kept together, and without any one of them the others can
 *   because      where it is unplanned, [{why, about}]: what a plan does not cover, with words in words/en.yml
 *   not_planned  activities that nothing gives a figure for, [{activity, why}]
 *   lapses       of what is open in windows that roll, [{demand, entry, on}]: from which day on an entry no longer counts
 *   left_out     what a plan does without, [{why, about}]: it is enough, but need not be the least
 *
 * @import { Activity, JudgeOptions, Kernel, LogEntry, Rule, Run } from "./types"
 * @import { Entry, Options } from "./points.js"
 * @import { Kind } from "./possible.js"
 */
import { Basis } from "./amounts.js";
import { findCheapest } from "./cheapest.js";
import { divide, ONE, Refused, toNumber, toTenThousandths } from "./figures.js";
import { buildGoal } from "./goal.js";
import { judgeLog } from "./judge.js";
import { listAble, listAvoided, listUncovered } from "./left.js";
import { readEntry, readOptions, whole } from "./points.js";
import { canHoldItems, findFreeDay, findPool, findQuantity, hasNoSitting, listKinds, toUnit, Uncovered } from "./possible.js";
import { Programme } from "./programme.js";
import { canMatch, isCounted, isMatch } from "./selection.js";
import { Steps, TooLong } from "./whole.js";
import { iso } from "./civil.js";
import { findCycle } from "./cycles.js";

export { Refused };

export const MOST_WAYS = 20;

/** @typedef {ReturnType<Question["findLeft"]>} Left */

/**
 * The least that is left to do for a verdict.
 * @param {any} schedule what the API gives for a schedule, or its kernel
 * @param {Entry[]} log
 * @param {Options & {verdict?: string | null, prefer?: "entries" | "points", without?: string[]}} options
 * @throws {Refused} where `assess` does, and for a verdict or an activity that is not there
 */
export function plan(schedule, log, options) {
  const kernel = whole(schedule.kernel ?? schedule);
  const { verdict = null, prefer = "entries", without = [] } = options;
  const chosen = verdict ?? kernel.verdicts[0].id;
  checkKnown("verdict", [chosen], kernel.verdicts, kernel);
  checkKnown("activity", without, kernel.activities, kernel);
  const question = new Question(kernel, log.map(readEntry), readOptions(options), chosen, without);
  const left = question.findLeft([]);
  const { status, entries = [], clash = [], because = [] } = question.findAnswer(left, prefer);
  const avoided = status === "planned" ? [...listAvoided(left), ...question.listUnclear()] : [];
  return {
    schedule: kernel.id,
    verdict: chosen,
    on: options.on,
    prefer,
    without: [...without],
    status,
    unconfirmed: left.unconfirmed,
    lost: left.root.listLosses().map((part) => reportGoal(part, left)),
    open: left.open.map((part) => reportGoal(part, left)),
    count: entries.reduce((sum, one) => sum + one.items, 0),
    points: toNumber(entries.reduce((sum, one) => sum + one.earned * one.items, 0)),
    entries: entries.map(({ earned, ...line }) => line),
    clash,
    because: because.map(({ why, about }) => ({ why, about })),
    not_planned: left.helpless.map(({ id }) => ({ activity: id, why: "no-sitting" })),
    lapses: listLapses(left, question.log),
    left_out: avoided,
  };
}

/** For what is open in windows that roll: the entries that count, and from which day on they do not. @param {Left} left @param {LogEntry[]} log */
export function listLapses({ basis, run, open }, log) {
  const { cycle, kernel } = basis;
  const rules = new Set(open.filter(({ rule }) => cycle.isRolling(rule.window)).map(({ rule }) => rule.id));
  return kernel.demands.filter(({ id }) => rules.has(id)).flatMap(({ id, window, counting }) => {
    const units = run.units.filter((unit) => isCounted(unit) && isMatch(counting, unit) && cycle.findWindow(window, unit.date) !== null);
    const inside = [...new Map(units.map(({ entry, date }) => [entry, date]))].sort(([a, x], [b, y]) => x - y || a - b);
    return inside.map(([entry, date]) => ({ demand: id, entry: log[entry].id, on: iso(cycle.findLapse(window, date)) }));
  });
}

/** @param {string} what @param {string[]} ids @param {{id: string}[]} known @param {Kernel} kernel */
export function checkKnown(what, ids, known, kernel) {
  for (const name of ids)
    if (!known.some(({ id }) => id === name)) throw new Refused(`no-such-${what}`, { name, schedule: kernel.id });
}

/** @param {import("./goal.js").Goal} part @param {Left} left */
export function reportGoal({ rule, part, shortBy }, { basis }) {
  return {
    demand: rule.id,
    year: part.year || null,
    each: part.each || null,
    measure: rule.measure,
    until: iso(basis.cycle.findLastDay(rule.window, part.year)),
    short_by: toNumber(shortBy),
  };
}

/** What is planned for. */
export class Question {
  /** @param {Kernel} kernel @param {LogEntry[]} log @param {JudgeOptions} options @param {string} verdict @param {string[]} without */
  constructor(kernel, log, options, verdict, without) {
    this.kernel = kernel;
    this.log = log;
    this.options = options;
    this.verdict = verdict;
    this.without = without;
    this.steps = new Steps();
    /** Activities whose rate a plan does not cover, and why. @type {Map<string, string>} */
    this.unclear = new Map();
  }

  /** Where the log stands without some limits; what dropped demands ask is taken for reached. @param {string[]} dropped */
  findLeft(dropped) {
    const kernel = { ...this.kernel, limits: this.kernel.limits.filter(({ id }) => !dropped.includes(id)) };
    const judgement = this.judgeLog(kernel, this.log);
    const { member } = this.options;
    const run = judgement.shown;
    const basis = new Basis(kernel, judgement.cycle, { ...member.attributes, ...Object.fromEntries(run.assumed) }, member.monthsAway);
    const root = this.buildGoal(run);
    const open = root.listOpen(run, dropped);
    const isOfToday = open.some(({ rule }) => judgement.cycle.isRolling(rule.window));
    const limits = kernel.limits.filter((rule) => basis.isApplicable(rule));
    const able = kernel.activities.filter(
      ({ id, conditions = [], ...rest }) =>
        !this.without.includes(id) &&
        !conditions.some((name) => member.conditions.get(name) === false) &&
        open.some(({ rule }) => canMatch(rule.counting, /** @type {Activity} */ ({ id, ...rest }))),
    );
    const helpless = able.filter((activity) => hasNoSitting(basis, activity));
    const several = able.filter((activity) => canHoldItems(activity) && !helpless.includes(activity));
    const unsure = judgement.entries.filter((judgement) => judgement.passes && judgement.state === "provisional");
    return { basis, run, root, open, isOfToday, limits, able, helpless, several, dropped, unconfirmed: unsure.map((judgement) => judgement.entry.id) };
  }

  /** The cycle that is planned for. */
  findCycle() {
    return findCycle(this.kernel, this.options);
  }

  /** What is to be reached. @param {Run} run */
  buildGoal(run) {
    return this.findWholeGoal(run);
  }

  /** All that the verdict asks. @param {Run} run */
  findWholeGoal(run) {
    return buildGoal(this.kernel.verdicts.filter(({ id }) => id === this.verdict)[0].meets, run, this.findCycle());
  }

  /** @param {Kernel} kernel @param {LogEntry[]} log */
  judgeLog(kernel, log) {
    return judgeLog(kernel, log, this.options, this.findCycle(), true);
  }

  /** Status, entries, clash, and what a plan does not cover. @param {Left} left @param {string} prefer @returns {{status: string, entries?: any[], clash?: object[], because?: {why: string, about: string}[]}} */
  findAnswer(left, prefer) {
    if (!left.open.length) return { status: left.root.lost ? "lost" : "met" };
    const because = listUncovered(left);
    if (because.length) return { status: "unplanned", because };
    try {
      const entries = this.findPlan(left, prefer, false);
      if (entries) return { status: "planned", entries };
      const avoided = [...listAvoided(left), ...this.listUnclear()];
      if (avoided.length) return { status: "unplanned", because: avoided };
      const helpless = [
        ...left.helpless.map(({ id }) => ({ why: "no-sitting", about: id })),
        ...left.several.map(({ id }) => ({ why: "several-items", about: id })),
      ];
      if (helpless.length && this.findPlan(left, prefer, true, true)) return { status: "unplanned", because: helpless };
      return { status: "impossible", clash: this.findClash(left) };
    } catch (error) {
      if (error instanceof Uncovered) return { status: "unplanned", because: [error] };
      if (error instanceof TooLong) return { status: "unplanned", because: [{ why: "too-long", about: this.verdict }] };
      throw error;
    }
  }

  /** The cheapest plan, found to be enough by the engine; null where there is none. @param {Left} left @param {string} prefer @param {boolean} [endless] @param {boolean} [several] */
  findPlan(left, prefer, endless = false, several = false) {
    if (!left.open.length) return [];
    const able = listAble(left).filter((one) => endless || !left.helpless.includes(one));
    const confirmed = [...this.options.member.conditions].filter(([, yes]) => yes).map(([key]) => key);
    const ways = left.root.listWays(left.run, left.dropped);
    if (ways.length > MOST_WAYS) throw new Uncovered("ways", this.verdict);
    const plans = ways.flatMap((way) => {
      const rules = [...way.map(({ rule }) => rule), ...left.limits];
      const every = able.flatMap((one) => this.listKindsOf(one, left, rules, confirmed, several));
      const found = findCheapest(new Programme(left.basis, left.run, way, every), prefer, this.steps);
      return found ? [found] : [];
    });
    const chosen = plans.length ? plans.reduce((best, other) => (isDearer(best, other, prefer) ? other : best)) : null;
    if (!chosen) return null;
    const entries = this.writeEntries(left, chosen);
    this.provePlan(left, entries);
    return entries;
  }

  /** Every kind of entry of an activity; none, and its name is kept, where its rate is not covered. @param {Activity} activity @param {Left} left @param {Rule[]} rules @param {string[]} confirmed @param {boolean} [several] */
  listKindsOf(activity, { basis, isOfToday }, rules, confirmed, several = false) {
    try {
      return listKinds(basis, [activity], rules, confirmed, several, isOfToday);
    } catch (error) {
      if (!(error instanceof Uncovered)) throw error;
      this.unclear.set(activity.id, error.why);
      return [];
    }
  }

  /** The activities whose rate a plan does not cover, in the file's order. */
  listUnclear() {
    return this.kernel.activities.flatMap(({ id }) => (this.unclear.has(id) ? [{ why: String(this.unclear.get(id)), about: id }] : []));
  }

  /** The entries of a plan as a log has them, by years, items in one line; what a limit cuts stands last. @param {Left} left @param {[Kind, number, number, boolean][]} chosen */
  writeEntries(left, chosen) {
    const { activities } = left.basis.kernel;
    chosen.sort(([a, , , x], [b, , , y]) => a.year - b.year || Number(x) - Number(y) || activities.indexOf(a.activity) - activities.indexOf(b.activity));
    const names = new Set(this.log.map(({ id }) => id));
    const taken = new Set(this.log.map(({ date }) => date));
    const choose = buildChooser(left);
    /** @type {ReturnType<typeof writeEntry>[]} */
    const lines = [];
    for (const [one, earned, quantity] of chosen) {
      const kind = choose(one);
      const line = writeEntry(left, kind, earned, quantity, taken);
      const last = lines[lines.length - 1];
      const same = last && JSON.stringify({ ...last, quantity: 1, items: 1 }) === JSON.stringify(line);
      if (same && kind.activity.rate.kind === "items") {
        last.items += 1;
        last.quantity = last.items;
      } else lines.push(line);
    }
    let n = 0;
    return lines.map((line) => {
      do n += 1;
      while (names.has(`plan-${n}`));
      return { id: `plan-${n}`, ...line };
    });
  }

  /** Refuse what the engine does not find enough, or what takes credit from the log. @param {Left} left @param {any[]} entries */
  provePlan(left, entries) {
    const more = entries.map((entry) => readEntry({ ...entry, confirmed: true }));
    const run = this.judgeLog(left.basis.kernel, [...this.log, ...more]).shown;
    const kept = sumCreditByEntry(run);
    const same = [...sumCreditByEntry(left.run)].every(([position, credit]) => kept.get(position) === credit);
    if (!same || !left.root.isReached(run, left.dropped)) throw new Uncovered("order", this.verdict);
  }

  /** Rules that cannot be kept together: without any one of them, the others can. @param {Left} left */
  findClash(left) {
    const demands = [...new Set(left.open.map(({ rule }) => rule.id))].map((rule) => ({ kind: "demand", rule }));
    const able = left.basis.kernel.activities.filter((one) => left.open.some(({ rule }) => canMatch(rule.counting, one)));
    const limits = left.limits
      .filter((rule) => able.some((one) => canMatch(rule.counting, one)))
      .map(({ id }) => ({ kind: "limit", rule: id }));
    /** @type {string[]} */
    const dropped = [];
    for (const { rule } of [...demands, ...limits])
      if (!this.findPlan(this.findLeft([...dropped, rule]), "entries", true)) dropped.push(rule);
    return [...demands, ...limits].filter(({ rule }) => !dropped.includes(rule));
  }
}

/** Whether one plan costs more than another. @param {[Kind, number, number, boolean][]} one @param {[Kind, number, number, boolean][]} other @param {string} prefer */
function isDearer(one, other, prefer) {
  const entries = one.length - other.length;
  const points = one.reduce((sum, [, earned]) => sum + earned, 0) - other.reduce((sum, [, earned]) => sum + earned, 0);
  return (prefer === "points" ? points || entries : entries || points) > 0;
}

/** @param {Left} left */
function listRules({ open, limits }) {
  return [...open.map(({ rule }) => rule), ...limits];
}

/** Gives each entry the first choice that is left, where it does not matter which one is taken. @param {Left} left */
export function buildChooser(left) {
  const { basis, run } = left;
  const all = [...run.units];
  return (/** @type {Kind} */ kind) => {
    const rule = findPool(basis, kind.activity, listRules(left));
    if (!rule) return kind;
    const place = basis.cycle.findWindow(rule.window, kind.last);
    const room = basis.computeLimit(rule, kind.year, () => 0);
    const same = all.filter(({ activity, date }) => activity.id === kind.activity.id && basis.cycle.findWindow(rule.window, date) === place);
    const countUsed = (/** @type {string} */ id) => same.filter((one) => isCounted(one) && one.choice === id && isMatch(rule.counting, one)).length;
    const free = kind.activity.choices?.find(({ id }) => room === null || countUsed(id) * ONE + ONE <= room);
    const named = free ? { ...kind, choice: free.id } : kind;
    all.push(toUnit(named));
    return named;
  };
}

/** What each entry of the log is credited. @param {Run} run */
export function sumCreditByEntry(run) {
  const found = new Map();
  for (const { entry, credit } of run.units) found.set(entry, (found.get(entry) ?? 0) + credit);
  return found;
}

/** The quantity of an entry that is to earn so much. @param {Left} left @param {Kind} kind @param {number} earned @param {number} quantity */
function computeQuantity({ basis }, kind, earned, quantity) {
  const { rate } = kind.activity;
  if (rate.kind === "tiers") return findQuantity(kind, earned, basis);
  const declared = quantity && rate.kind === "declared" && rate.most;
  return declared ? Math.max(quantity, divide([earned], [toTenThousandths(declared)], "up") * ONE) : quantity;
}

/** An entry of a plan. @param {Left} left @param {Kind} kind @param {number} earned @param {number} quantity @param {Set<number>} taken */
export function writeEntry(left, kind, earned, quantity, taken) {
  const { activity, choice, topics, year, confirm } = kind;
  let date = kind.last;
  if (kind.apart) {
    date = findFreeDay(kind, taken);
    taken.add(date);
  }
  const amount = computeQuantity(left, kind, earned, quantity);
  return {
    date: iso(date),
    activity: activity.id,
    quantity: amount ? toNumber(amount) : null,
    choice: choice || null,
    points: activity.rate.kind === "declared" ? toNumber(earned) : null,
    topics: [...topics],
    year: left.basis.cycle.rolling ? null : year,
    items: 1,
    earned,
    earns: toNumber(earned),
    confirm: [...confirm],
  };
}

/**
 * From the entries of a log to units that earned something: which entries count, and at what rate.
 * The twin of catalogue/rules/entries.py.
 *
 * @import { Activity, Citation, Cycle, JudgedEntry, Kernel, LogEntry, Member, Unit } from "./types"
 */
import { day } from "./civil.js";
import { ONE, Refused, refuseTooLarge, toNumber, toTenThousandths } from "./figures.js";
import { earnDeclared, earnItem, earnRepeat, earnTiers } from "./rates.js";
import { findClosest } from "./spelling.js";

const MOST_ITEMS = 1_000;

/** Citations as `source:place`. @param {Citation[] | undefined} source */
function formatCitations(source) {
  return (source ?? []).map((one) => (typeof one === "string" ? one : `${one.source}:${one.place}`));
}

/**
 * Add a line of explanation; figures in ten-thousandths.
 * @param {JudgedEntry} judged
 * @param {string} kind
 * @param {string} rule
 * @param {Citation[]} source
 * @param {number} before
 * @param {number} after
 * @param {object} [more]
 */
export function addExplanation(judged, kind, rule, source, before, after, more = {}) {
  judged.explanations.push({ kind, rule, source: formatCitations(source), before: toNumber(before), after: toNumber(after), ...more });
}

/**
 * It earns nothing, for this reason.
 * @param {JudgedEntry} judged
 * @param {string} kind
 * @param {Citation[]} [source]
 * @param {object} [more]
 * @param {string} [rule]
 */
function reject(judged, kind, source = judged.activity.source, more = {}, rule = judged.activity.id) {
  judged.passes = false;
  addExplanation(judged, kind, rule, source, 0, 0, more);
}

/**
 * Every entry of the log, by what can be said before anything is counted, in the log's order.
 * @param {Kernel} kernel
 * @param {LogEntry[]} log
 * @param {Cycle} cycle
 * @param {Member} member
 * @param {boolean} withPlans
 * @returns {JudgedEntry[]}
 */
export function judgeEntries(kernel, log, cycle, member, withPlans) {
  const activities = new Map(kernel.activities.map((activity) => [activity.id, activity]));
  return log.map((entry, position) => {
    const activity = activities.get(entry.activity);
    if (!activity) throw new Refused("unknown-activity", { entry: entry.id, activity: entry.activity });
    /** @type {JudgedEntry} */
    const judged = { position, entry, activity, state: "counted", passes: true, unanswered: [], explanations: [] };
    judgeEntry(judged, kernel, cycle, member, withPlans);
    return judged;
  });
}

/** @param {JudgedEntry} judged @param {Kernel} kernel @param {Cycle} cycle @param {Member} member @param {boolean} withPlans */
function judgeEntry(judged, kernel, cycle, member, withPlans) {
  const date = judged.entry.date;
  if (!isInAWindow(kernel, cycle, date)) {
    judged.state = "set-aside";
    reject(judged, ["before-cycle", "outside-windows", "after-cycle"][cycle.findSide(date) + 1], []);
  } else if (date > cycle.on && !withPlans) {
    judged.state = "planned";
    reject(judged, "planned", []);
  } else if (!isValid(judged.activity, date)) reject(judged, "activity-not-valid");
  else if (checkChoice(judged)) checkConditions(judged, kernel, member);
}

/** Whether a day lies in a window of some rule, entry and day windows apart. @param {Kernel} kernel @param {Cycle} cycle @param {number} date */
function isInAWindow(kernel, cycle, date) {
  return [...kernel.limits, ...kernel.demands].some(({ window }) => {
    if (window.span === "year") return cycle.findSide(date) === 0;
    return window.span !== "entry" && window.span !== "day" && cycle.findWindow(window, date) !== null;
  });
}

/** @param {Activity} activity @param {number} date */
function isValid({ valid }, date) {
  if (valid == null) return true;
  return (valid.from == null || date >= day(valid.from)) && (valid.to == null || date <= day(valid.to));
}

/** Whether the choice is one of those that the activity lists; else it earns nothing. @param {JudgedEntry} judged */
function checkChoice(judged) {
  const choices = judged.activity.choices;
  const choice = judged.entry.choice;
  if (choices == null || choices.some((one) => one.id === choice)) return true;
  if (choice === null) reject(judged, "choice-missing");
  else reject(judged, "choice-unlisted", judged.activity.source, { choice, nearest: findClosest(choice, choices.map((c) => c.id)) });
  return false;
}

/**
 * A condition that is answered no earns nothing; unanswered, the credit is provisional.
 * @param {JudgedEntry} judged
 * @param {Kernel} kernel
 * @param {Member} member
 */
function checkConditions(judged, kernel, member) {
  for (const name of judged.activity.conditions ?? []) {
    const found = kernel.conditions.find((one) => one.id === name);
    const condition = /** @type {Kernel["conditions"][number]} */ (found);
    const answer = condition.about === "entry" ? judged.entry.confirmed : (member.conditions.get(name) ?? null);
    if (answer === false) {
      judged.state = "counted";
      judged.unanswered = [];
      reject(judged, "condition-refused", condition.source, {}, name);
      return;
    }
    if (answer === null) {
      judged.state = "provisional";
      judged.unanswered.push(name);
    }
  }
}

/**
 * The units that the entries earn, by date and then by the log's order.
 * @param {JudgedEntry[]} judged
 * @param {Kernel} kernel
 * @param {Cycle} cycle
 * @param {boolean} explain
 * @returns {Unit[]}
 */
export function earnUnits(judged, kernel, cycle, explain) {
  const earning = new Earning(kernel, cycle, explain);
  const inTurn = [...judged].sort((a, b) => a.entry.date - b.entry.date || a.position - b.position);
  return inTurn.flatMap((one) => earning.earnEntry(one));
}

/** What earlier entries leave for later ones: sums so far, and how often each choice was taken. */
class Earning {
  /** @param {Kernel} kernel @param {Cycle} cycle @param {boolean} explain */
  constructor(kernel, cycle, explain) {
    this.kernel = kernel;
    this.cycle = cycle;
    this.explain = explain;
    this.times = new Map();
    this.sums = new Map();
  }

  /** The units of one entry: one for each item of a fixed rate, else one. @param {JudgedEntry} judged */
  earnEntry(judged) {
    const { rate, id, source } = judged.activity;
    const quantity = judged.entry.quantity ?? 0;
    if (rate.kind === "items") return this.earnRepeated(judged, this.earnItems(judged), ONE);
    if (rate.kind === "tiers") return this.earnRepeated(judged, [this.earnTiers(judged, quantity)], quantity);
    if (rate.kind === "declared") {
      const measured = rate.item != null ? (judged.entry.quantity ?? ONE) : 0;
      return this.earnRepeated(judged, [this.earnDeclared(judged, measured)], measured);
    }
    if (this.explain) addExplanation(judged, "earns-nothing", id, source, 0, 0, { reason: rate.reason ?? "" });
    return this.earnRepeated(judged, [0], quantity);
  }

  /** What each item earns before repeats count. @param {JudgedEntry} judged */
  earnItems(judged) {
    const quantity = judged.entry.quantity ?? ONE;
    if (quantity % ONE || quantity > MOST_ITEMS * ONE)
      throw new Refused("items", { entry: judged.entry.id, most: MOST_ITEMS });
    if (!quantity && this.explain) addExplanation(judged, "no-items", judged.activity.id, judged.activity.source, 0, 0);
    return Array(quantity / ONE).fill(earnItem(judged.activity.rate, this.kernel));
  }

  /** @param {JudgedEntry} judged @param {number} quantity */
  earnTiers(judged, quantity) {
    const { rate, id } = judged.activity;
    if (rate.window == null || rate.window.span === "entry") {
      this.explainBelowTiers(judged, quantity);
      return earnTiers(rate, quantity, this.kernel);
    }
    const date = judged.entry.date;
    const key = `${id}|${this.cycle.findWindow(rate.window, date)}|${this.cycle.findSide(date)}`;
    const [measured, paid] = this.sums.get(key) ?? [0, 0];
    const adds = Math.max(earnTiers(rate, measured + quantity, this.kernel) - paid, 0);
    this.sums.set(key, [measured + quantity, paid + adds]);
    return adds;
  }

  /** Say where the first tier begins to whoever stays below it. @param {JudgedEntry} judged @param {number} quantity */
  explainBelowTiers(judged, quantity) {
    const { rate, id, source } = judged.activity;
    const first = rate.steps[0];
    const at = toTenThousandths(first.at);
    if (!this.explain || (first.open ? quantity > at : quantity >= at)) return;
    const kind = first.open ? "not-above-tiers" : "below-tiers";
    addExplanation(judged, kind, id, source, 0, 0, { quantity: toNumber(quantity), at: toNumber(at), measure: rate.measure ?? "" });
  }

  /** @param {JudgedEntry} judged @param {number} quantity */
  earnDeclared(judged, quantity) {
    const { rate, id, source } = judged.activity;
    const points = judged.entry.points;
    if (points === null) {
      if (this.explain) addExplanation(judged, "points-missing", id, source, 0, 0);
      return 0;
    }
    const [result, changed] = earnDeclared(rate, points, quantity, this.kernel);
    const why = changed || (result === points ? "" : "declared-rounded");
    if (why && this.explain) addExplanation(judged, why, id, source, points, result);
    return result;
  }

  /**
   * The units, each as the n-th time of the same choice in the cycle.
   * @param {JudgedEntry} judged
   * @param {number[]} full
   * @param {number} quantity
   */
  earnRepeated(judged, full, quantity) {
    const { rate, id, source } = judged.activity;
    refuseTooLarge(sumFigures(full));
    if (!rate.repeats?.length) return full.map((one) => buildUnit(judged, one, quantity));
    const key = `${id}|${this.cycle.findSide(judged.entry.date)}|${judged.entry.choice ?? ""}`;
    const before = this.times.get(key) ?? 0;
    this.times.set(key, before + full.length);
    const left = full.map((one, n) => earnRepeat(one, before + n, rate, this.kernel));
    const [was, is] = [sumFigures(full), sumFigures(left)];
    if (was !== is && this.explain) addExplanation(judged, "repeat", id, source, was, is, { time: before + 1 });
    return left.map((one) => buildUnit(judged, one, quantity));
  }
}

/** @param {number[]} figures */
function sumFigures(figures) {
  return figures.reduce((a, b) => a + b, 0);
}

/** @param {JudgedEntry} judged @param {number} result @param {number} quantity */
function buildUnit({ position, entry, activity }, result, quantity) {
  return {
    entry: position,
    date: entry.date,
    activity,
    choice: entry.choice ?? "",
    topics: entry.topics,
    earned: result,
    measured: quantity,
    credit: result,
    quantity,
    dropped: false,
  };
}

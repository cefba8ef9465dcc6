/**
 * From the lines of a log to units that earned something: which lines count, and at what rate.
 * The twin of catalogue/rules/entries.py.
 *
 * @import { Activity, Citation, Cycle, Judged, Kernel, Line, Member, Unit } from "./types"
 */
import { day } from "./civil.js";
import { ONE, Refused, refuseTooLarge, toNumber, toTenThousandths } from "./figures.js";
import { earnDeclared, earnItem, earnRepeat, earnTiers } from "./rates.js";
import { findClosest } from "./spelling.js";

const MOST_ITEMS = 1_000;

/** Citations as `source:place`. @param {Citation[] | undefined} source */
function cited(source) {
  return (source ?? []).map((one) => (typeof one === "string" ? one : `${one.source}:${one.place}`));
}

/**
 * Add a line of explanation; figures in ten-thousandths.
 * @param {Judged} judged
 * @param {string} kind
 * @param {string} rule
 * @param {Citation[]} source
 * @param {number} before
 * @param {number} after
 * @param {object} [more]
 */
export function say(judged, kind, rule, source, before, after, more = {}) {
  judged.lines.push({ kind, rule, source: cited(source), before: toNumber(before), after: toNumber(after), ...more });
}

/**
 * It earns nothing, for this reason.
 * @param {Judged} judged
 * @param {string} kind
 * @param {Citation[]} [source]
 * @param {object} [more]
 * @param {string} [rule]
 */
function stop(judged, kind, source = judged.activity.source, more = {}, rule = judged.activity.id) {
  judged.passes = false;
  say(judged, kind, rule, source, 0, 0, more);
}

/**
 * Every line of the log, by what can be said before anything is counted, in the log's order.
 * @param {Kernel} kernel
 * @param {Line[]} log
 * @param {Cycle} cycle
 * @param {Member} member
 * @param {boolean} withPlans
 * @returns {Judged[]}
 */
export function sifted(kernel, log, cycle, member, withPlans) {
  const activities = new Map(kernel.activities.map((activity) => [activity.id, activity]));
  return log.map((entry, position) => {
    const activity = activities.get(entry.activity);
    if (!activity) throw new Refused("unknown-activity", { entry: entry.id, activity: entry.activity });
    /** @type {Judged} */
    const judged = { position, entry, activity, state: "counted", passes: true, open: [], lines: [] };
    sift(judged, kernel, cycle, member, withPlans);
    return judged;
  });
}

/** @param {Judged} judged @param {Kernel} kernel @param {Cycle} cycle @param {Member} member @param {boolean} withPlans */
function sift(judged, kernel, cycle, member, withPlans) {
  const date = judged.entry.date;
  if (!inAWindow(kernel, cycle, date)) {
    judged.state = "set-aside";
    stop(judged, ["before-cycle", "outside-windows", "after-cycle"][cycle.findSide(date) + 1], []);
  } else if (date > cycle.on && !withPlans) {
    judged.state = "planned";
    stop(judged, "planned", []);
  } else if (!isValid(judged.activity, date)) stop(judged, "activity-not-valid");
  else if (isListed(judged)) conditions(judged, kernel, member);
}

/** Whether a day lies in a window of some rule, entry and day windows apart. @param {Kernel} kernel @param {Cycle} cycle @param {number} date */
function inAWindow(kernel, cycle, date) {
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

/** Whether the choice is one of those that the activity lists; else it earns nothing. @param {Judged} judged */
function isListed(judged) {
  const choices = judged.activity.choices;
  const choice = judged.entry.choice;
  if (choices == null || choices.some((one) => one.id === choice)) return true;
  if (choice === null) stop(judged, "choice-missing");
  else stop(judged, "choice-unlisted", judged.activity.source, { choice, nearest: findClosest(choice, choices.map((c) => c.id)) });
  return false;
}

/**
 * A condition that is answered no earns nothing; unanswered, the credit is provisional.
 * @param {Judged} judged
 * @param {Kernel} kernel
 * @param {Member} member
 */
function conditions(judged, kernel, member) {
  for (const name of judged.activity.conditions ?? []) {
    const found = kernel.conditions.find((one) => one.id === name);
    const condition = /** @type {Kernel["conditions"][number]} */ (found);
    const answer = condition.about === "entry" ? judged.entry.confirmed : (member.conditions.get(name) ?? null);
    if (answer === false) {
      judged.state = "counted";
      judged.open = [];
      stop(judged, "condition-refused", condition.source, {}, name);
      return;
    }
    if (answer === null) {
      judged.state = "provisional";
      judged.open.push(name);
    }
  }
}

/**
 * The units that the lines earn, by date and then by the log's order.
 * @param {Judged[]} judged
 * @param {Kernel} kernel
 * @param {Cycle} cycle
 * @param {boolean} explain
 * @returns {Unit[]}
 */
export function earned(judged, kernel, cycle, explain) {
  const earning = new Earning(kernel, cycle, explain);
  const inTurn = [...judged].sort((a, b) => a.entry.date - b.entry.date || a.position - b.position);
  return inTurn.flatMap((line) => earning.units(line));
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

  /** The units of one line: one for each item of a fixed rate, else one. @param {Judged} line */
  units(line) {
    const { rate, id, source } = line.activity;
    const quantity = line.entry.quantity ?? 0;
    if (rate.kind === "items") return this.repeated(line, this.items(line), ONE);
    if (rate.kind === "tiers") return this.repeated(line, [this.tiers(line, quantity)], quantity);
    if (rate.kind === "declared") {
      const measured = rate.item != null ? (line.entry.quantity ?? ONE) : 0;
      return this.repeated(line, [this.declared(line, measured)], measured);
    }
    if (this.explain) say(line, "earns-nothing", id, source, 0, 0, { reason: rate.reason ?? "" });
    return this.repeated(line, [0], quantity);
  }

  /** What each item earns before repeats count. @param {Judged} line */
  items(line) {
    const quantity = line.entry.quantity ?? ONE;
    if (quantity % ONE || quantity > MOST_ITEMS * ONE)
      throw new Refused("items", { entry: line.entry.id, most: MOST_ITEMS });
    return Array(quantity / ONE).fill(earnItem(line.activity.rate, this.kernel));
  }

  /** @param {Judged} line @param {number} quantity */
  tiers(line, quantity) {
    const { rate, id } = line.activity;
    if (rate.window == null || rate.window.span === "entry") {
      this.tellBelow(line, quantity);
      return earnTiers(rate, quantity, this.kernel);
    }
    const date = line.entry.date;
    const key = `${id}|${this.cycle.findWindow(rate.window, date)}|${this.cycle.findSide(date)}`;
    const [measured, paid] = this.sums.get(key) ?? [0, 0];
    const adds = Math.max(earnTiers(rate, measured + quantity, this.kernel) - paid, 0);
    this.sums.set(key, [measured + quantity, paid + adds]);
    return adds;
  }

  /** Say where the first tier begins to whoever stays below it. @param {Judged} line @param {number} quantity */
  tellBelow(line, quantity) {
    const { rate, id, source } = line.activity;
    const first = rate.steps[0];
    const at = toTenThousandths(first.at);
    if (!this.explain || (first.open ? quantity > at : quantity >= at)) return;
    const kind = first.open ? "not-above-tiers" : "below-tiers";
    say(line, kind, id, source, 0, 0, { quantity: toNumber(quantity), at: toNumber(at), measure: rate.measure ?? "" });
  }

  /** @param {Judged} line @param {number} quantity */
  declared(line, quantity) {
    const { rate, id, source } = line.activity;
    const points = line.entry.points;
    if (points === null) {
      if (this.explain) say(line, "points-missing", id, source, 0, 0);
      return 0;
    }
    const [result, changed] = earnDeclared(rate, points, quantity, this.kernel);
    if (changed && this.explain) say(line, changed, id, source, points, result);
    return result;
  }

  /**
   * The units, each as the n-th time of the same choice in the cycle.
   * @param {Judged} line
   * @param {number[]} full
   * @param {number} quantity
   */
  repeated(line, full, quantity) {
    const { rate, id, source } = line.activity;
    refuseTooLarge(sum(full));
    if (!rate.repeats?.length) return full.map((one) => unit(line, one, quantity));
    const key = `${id}|${this.cycle.findSide(line.entry.date)}|${line.entry.choice ?? ""}`;
    const before = this.times.get(key) ?? 0;
    this.times.set(key, before + full.length);
    const left = full.map((one, n) => earnRepeat(one, before + n, rate, this.kernel));
    const [was, is] = [sum(full), sum(left)];
    if (was !== is && this.explain) say(line, "repeat", id, source, was, is, { time: before + 1 });
    return left.map((one) => unit(line, one, quantity));
  }
}

/** @param {number[]} figures */
function sum(figures) {
  return figures.reduce((a, b) => a + b, 0);
}

/** @param {Judged} line @param {number} result @param {number} quantity */
function unit({ position, entry, activity }, result, quantity) {
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

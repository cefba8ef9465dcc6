/**
 * How much a rule asks: a figure, a table by member attribute, or a share; less for months away.
 * The twin of catalogue/rules/amounts.py.
 *
 * @import { Amount, Cycle, Kernel, Rule, Unit } from "./types"
 */
import { ONE, toGrain, units } from "./figures.js";

/** What every rule is judged with: schedule, cycle, and the member with every attribute known. */
export class Asked {
  /**
   * @param {Kernel} kernel
   * @param {Cycle} cycle
   * @param {Record<string, string[]>} attributes
   * @param {number | Record<string, number>} monthsAway
   */
  constructor(kernel, cycle, attributes, monthsAway) {
    this.kernel = kernel;
    this.cycle = cycle;
    this.attributes = attributes;
    this.monthsAway = monthsAway;
  }

  /** Whether a rule holds for this member. @param {Rule} rule */
  applies(rule) {
    const { when } = rule;
    return when == null || this.attributes[when.member].some((value) => when.is.includes(value));
  }

  /**
   * The choices, topics or values that a unit counts for; one nameless one where a rule has none.
   * @param {Rule} rule
   * @param {Unit} unit
   * @returns {string[]}
   */
  each(rule, unit) {
    if (rule.for_each == null) return [""];
    if (rule.for_each === "choice") return unit.choice ? [unit.choice] : [];
    if (rule.for_each === "topic") return [...new Set(unit.topics)];
    return this.attributes[rule.for_each].filter((value) => unit.topics.includes(value));
  }

  /**
   * What a demand asks, rounded as the schedule says; null where it does not apply.
   * @param {Rule} rule
   * @param {number} year
   * @param {() => number} log everything credited in the rule's window
   * @returns {number | null}
   */
  amount(rule, year, log) {
    if (!this.applies(rule)) return null;
    return this.workedOut(rule.amount, rule.measure, year, log, this.kernel.demand_rounds);
  }

  /** What a limit leaves: never more than it says. @param {Rule} rule @param {number} year @param {() => number} log */
  limit(rule, year, log) {
    if (!this.applies(rule)) return null;
    const found = this.workedOut(rule.amount, rule.measure, year, log, "down");
    return found === null ? null : toGrain([found], [], this.grain(rule.measure), "down");
  }

  /**
   * An amount in ten-thousandths; what is computed is rounded to the measure's granularity.
   * @param {Amount} amount
   * @param {Rule["measure"]} measure
   * @param {number} year
   * @param {() => number} log
   * @param {"down" | "up"} rounds
   */
  workedOut(amount, measure, year, log, rounds) {
    const whole = this.whole(amount, year, log);
    if (whole === null || (amount.share == null && !amount.prorated)) return whole;
    const [tops, bottoms] = [[whole], [1]];
    if (amount.share != null) {
      tops.push(units(amount.share));
      bottoms.push(100 * ONE);
    }
    if (amount.prorated) {
      const [present, span] = this.present(year);
      tops.push(present);
      bottoms.push(span);
    }
    return toGrain(tops, bottoms, this.grain(measure), rounds);
  }

  /** The smallest step of a measure. @param {Rule["measure"]} measure */
  grain(measure) {
    if (measure === "points") return units(this.kernel.granularity);
    return measure === "quantity" ? 1 : ONE;
  }

  /** @param {Amount} amount @param {number} year @param {() => number} log @returns {number | null} */
  whole(amount, year, log) {
    if (amount.figure != null) return units(amount.figure);
    const { by, values } = amount;
    if (by != null && values != null) {
      const figures = this.attributes[by].filter((v) => Object.hasOwn(values, v)).map((v) => units(values[v]));
      return figures.length ? Math.max(...figures) : null;
    }
    if (amount.of === "log") return log();
    const demand = /** @type {Rule} */ (this.kernel.demands.find((rule) => rule.id === amount.of));
    return this.amount(demand, year, log);
  }

  /** 12 less the months away, over 12: of a CPD year, else of all years of the cycle. @param {number} year */
  present(year) {
    /** @param {number} months */
    const away = (months) => Math.min(units(months), 12 * ONE);
    const { monthsAway } = this;
    if (typeof monthsAway === "number") return [12 * ONE - away(monthsAway), 12 * ONE];
    const years = year ? [year] : Array.from({ length: Math.max(this.cycle.years, 1) }, (_, i) => i + 1);
    const all = years.reduce((sum, one) => sum + away(monthsAway[one] ?? 0), 0);
    return [12 * ONE * years.length - all, 12 * ONE * years.length];
  }
}

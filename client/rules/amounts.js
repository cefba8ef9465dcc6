/**
 * How much a rule asks: a figure, a table by member attribute, or a share; less for months away.
 * The twin of catalogue/rules/amounts.py.
 *
 * @import { Amount, Cycle, Kernel, Rule, Unit } from "./types"
 */
import { ONE, roundToGrain, toTenThousandths } from "./figures.js";

/** What every rule is judged with: schedule, cycle, and the member with every attribute known. */
export class Basis {
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

  /** Whether a rule holds for this member. @param {{when?: Rule["when"]}} rule */
  isApplicable(rule) {
    const { when } = rule;
    return when == null || this.attributes[when.member].some((value) => when.is.includes(value));
  }

  /**
   * The choices, topics or values that a unit counts for; one nameless one where a rule has none.
   * @param {Rule} rule
   * @param {Unit} unit
   * @returns {string[]}
   */
  listUnitEaches(rule, unit) {
    if (rule.for_each == null) return [""];
    if (rule.for_each === "choice") return unit.choice ? [unit.choice] : [];
    if (rule.for_each === "topic") return [...new Set(unit.topics)];
    return this.attributes[rule.for_each].filter((value) => unit.topics.includes(value));
  }

  /**
   * What a demand asks, rounded as the schedule says; null where it does not apply.
   * @param {Rule} rule
   * @param {number} year
   * @param {() => number} sumLog everything credited in the rule's window
   * @returns {number | null}
   */
  computeDemand(rule, year, sumLog) {
    if (!this.isApplicable(rule)) return null;
    return this.computeAmount(rule.amount, rule.measure, year, sumLog, this.kernel.demand_rounds);
  }

  /** What a limit leaves: never more than it says. @param {Rule} rule @param {number} year @param {() => number} sumLog */
  computeLimit(rule, year, sumLog) {
    if (!this.isApplicable(rule)) return null;
    const found = this.computeAmount(rule.amount, rule.measure, year, sumLog, "down");
    return found === null ? null : roundToGrain([found], [], this.findGrain(rule.measure), "down");
  }

  /**
   * An amount in ten-thousandths; what is computed is rounded to the measure's granularity.
   * @param {Amount} amount
   * @param {Rule["measure"]} measure
   * @param {number} year
   * @param {() => number} sumLog
   * @param {"down" | "up"} rounds
   */
  computeAmount(amount, measure, year, sumLog, rounds) {
    const whole = this.computeBase(amount, year, sumLog);
    if (whole === null || (amount.share == null && !amount.prorated)) return whole;
    const [tops, bottoms] = [[whole], [1]];
    if (amount.share != null) {
      tops.push(toTenThousandths(amount.share));
      bottoms.push(100 * ONE);
    }
    if (amount.prorated) {
      const [present, span] = this.computePresence(year);
      tops.push(present);
      bottoms.push(span);
    }
    return roundToGrain(tops, bottoms, this.findGrain(measure), rounds);
  }

  /** The smallest step of a measure. @param {Rule["measure"]} measure */
  findGrain(measure) {
    if (measure === "points") return toTenThousandths(this.kernel.granularity);
    return measure === "quantity" ? 1 : ONE;
  }

  /** @param {Amount} amount @param {number} year @param {() => number} sumLog @returns {number | null} */
  computeBase(amount, year, sumLog) {
    if (amount.figure != null) return toTenThousandths(amount.figure);
    const { by, values } = amount;
    if (by != null && values != null) {
      const figures = this.attributes[by].filter((v) => Object.hasOwn(values, v)).map((v) => toTenThousandths(values[v]));
      return figures.length ? Math.max(...figures) : null;
    }
    if (amount.of === "log") return sumLog();
    const demand = /** @type {Rule} */ (this.kernel.demands.find((rule) => rule.id === amount.of));
    return this.computeDemand(demand, year, sumLog);
  }

  /** 12 less the months away, over 12: of a CPD year, else of all years of the cycle. @param {number} year */
  computePresence(year) {
    /** @param {number} months */
    const capMonths = (months) => Math.min(toTenThousandths(months), 12 * ONE);
    const { monthsAway } = this;
    if (typeof monthsAway !== "object") return [12 * ONE - capMonths(monthsAway), 12 * ONE];
    const years = year ? [year] : Array.from({ length: Math.max(this.cycle.years, 1) }, (_, i) => i + 1);
    const all = years.reduce((sum, one) => sum + capMonths(monthsAway[one] ?? 0), 0);
    return [12 * ONE * years.length - all, 12 * ONE * years.length];
  }
}

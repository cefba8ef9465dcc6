/**
 * Cycles, CPD years and other windows. Days are counted from 1970-01-01, first and last day inside.
 * The twin of catalogue/rules/windows.py.
 *
 * @import { Span } from "./types"
 */
import { addMonths, turn } from "./civil.js";

/**
 * The first day that lies in the last N months: its date plus N months is after `on`.
 * @param {number} on
 * @param {number} months
 */
export function findFirstDayOfLastMonths(on, months) {
  let found = addMonths(on, -months) - 3;
  while (addMonths(found, months) <= on) found += 1;
  return found;
}

/** @param {Span} span */
function countMonths(span) {
  return (span.last || 1) * (span.span === "years" ? 12 : 1);
}

/** The cycle that is judged, on the day asked about. */
export class Cycle {
  /**
   * @param {number} first
   * @param {number} last
   * @param {number} months
   * @param {boolean} rolling
   * @param {number} on
   * @param {number} nominal the day of the month on which cycles and years begin, where the month has it; 0: that of the first day
   */
  constructor(first, last, months, rolling, on, nominal) {
    this.first = first;
    this.last = last;
    this.months = months;
    this.rolling = rolling;
    this.on = on;
    this.nominal = nominal;
    /** @type {Map<number, number>} the CPD year of a day, once worked out */
    this.yearsOfDays = new Map();
    /** @type {Map<Span, [number, number]>} the days that a window takes in, once worked out */
    this.daysOfWindows = new Map();
    /** How many CPD years it has; a rolling cycle has none that a minimum is asked in. */
    this.years = rolling ? 0 : Math.ceil(months / 12);
    /** The CPD year that holds the day asked about, else the cycle's nearest. */
    this.judgedYear = Math.min(Math.max(this.findYear(on), 1), Math.max(this.years, 1));
  }

  /** The first day of a CPD year; years before the cycle have numbers below 1. @param {number} year */
  findFirstDayOfYear(year) {
    if (!this.rolling && year > this.years) return addMonths(this.last + 1, 12 * (year - this.years - 1), this.nominal);
    return addMonths(this.first, 12 * (year - 1), this.nominal);
  }

  /** The last day of a CPD year; the cycle's last year ends with the cycle. @param {number} year */
  findLastDayOfYear(year) {
    return this.findFirstDayOfYear(year + 1) - 1;
  }

  /** The number of the CPD year that holds a day. @param {number} dayNumber */
  findYear(dayNumber) {
    let found = this.yearsOfDays.get(dayNumber);
    if (found === undefined) {
      const after = !this.rolling && dayNumber > this.last;
      found = after ? this.years + 1 + turn(this.last + 1, dayNumber, 12, this.nominal) : turn(this.first, dayNumber, 12, this.nominal) + 1;
      // a cycle from 28 February may end on the 28th of a leap year: a day past its last whole year
      if (!after && !this.rolling) found = Math.min(found, this.years);
      this.yearsOfDays.set(dayNumber, found);
    }
    return found;
  }

  /** -1 before the cycle, 0 inside, 1 after it. @param {number} dayNumber */
  findSide(dayNumber) {
    if (dayNumber < this.first) return -1;
    return dayNumber > this.last && !this.rolling ? 1 : 0;
  }

  /**
   * Which window of its kind a day lies in; null where it lies in none. Not for `entry`.
   * @param {Span} span
   * @param {number} dayNumber
   */
  findWindow(span, dayNumber) {
    if (span.span === "day") return dayNumber;
    if (span.span === "year") return this.findYear(dayNumber);
    let days = this.daysOfWindows.get(span);
    if (!days) {
      days = [this.findFirstDay(span), this.isRolling(span) ? Infinity : this.findLastDay(span)];
      this.daysOfWindows.set(span, days);
    }
    return days[0] <= dayNumber && dayNumber <= days[1] ? 0 : null;
  }

  /** Whether a window looks back from the day asked about, and so ends on it; it takes in what is planned. @param {Span} span */
  isRolling(span) {
    return this.rolling || span.span === "months";
  }

  /** The first day of a window: that of year `year` for the kind `year`. @param {Span} span @param {number} [year] */
  findFirstDay(span, year = 0) {
    if (span.span === "year") return this.findFirstDayOfYear(year);
    if (span.span === "cycle") return this.first;
    if (span.span === "years" && !this.rolling) return this.findFirstDayOfYear(this.judgedYear - (span.last || 1) + 1);
    return findFirstDayOfLastMonths(this.on, countMonths(span));
  }

  /** The last day of a window. @param {Span} span @param {number} [year] */
  findLastDay(span, year = 0) {
    if (span.span === "year") return this.findLastDayOfYear(year);
    if (span.span === "cycle") return this.last;
    return span.span === "years" && !this.rolling ? this.findLastDayOfYear(this.judgedYear) : this.on;
  }

  /** Whether more can be earned in it; a window that rolls is judged as closed. @param {Span} span @param {number} [year] */
  isOpen(span, year = 0) {
    return !this.isRolling(span) && this.on <= this.findLastDay(span, year);
  }

  /** From which day on a window that rolls no longer holds what is done on a day. @param {Span} span @param {number} dayNumber */
  findLapse(span, dayNumber) {
    return addMonths(dayNumber, span.span === "cycle" ? this.months : countMonths(span));
  }

  /** The CPD years that a plan may hold; where the cycle rolls, the one that ends with it. */
  listPlannedYears() {
    return this.rolling ? [this.findYear(this.on)] : Array.from({ length: this.years }, (_, i) => i + 1);
  }
}

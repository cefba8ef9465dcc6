/**
 * Which cycle a member is judged by: from which first day cycles are counted, and the one that holds a day.
 * The twin of catalogue/rules/cycles.py.
 *
 * @import { FirstDay, JudgeOptions, Kernel } from "./types"
 */
import { addMonths, civil, day, fromCivil, iso, turn } from "./civil.js";
import { Refused } from "./figures.js";
import { Cycle, findFirstDayOfLastMonths } from "./windows.js";

/** @type {Record<string, number>} */
const NEXT_TO = { previous: -1, same: 0, next: 1 };

/**
 * The cycle that a member is judged by.
 * @param {Kernel} kernel
 * @param {JudgeOptions} options
 */
export function findCycle(kernel, options) {
  const { months, begins } = kernel.cycle;
  const { on, cycleStart, award } = options;
  const rolling = begins === "rolling";
  if (rolling && (cycleStart !== null || award !== null)) throw new Refused("cycle-rolls", { schedule: kernel.id });
  const nominal = rolling ? 0 : findNominalDay(kernel.cycle);
  const [first, last] = rolling ? [findFirstDayOfLastMonths(on, months), on] : findDaysOfCycle(kernel, options, nominal);
  const from = kernel.valid_from;
  const to = kernel.valid_to;
  const judged = rolling ? on : first;
  if ((from && judged < day(from)) || (to && judged > day(to)))
    throw new Refused(rolling ? "day-gap" : "version-gap", { schedule: kernel.id, first: iso(judged) });
  return new Cycle(first, last, months, rolling, on, nominal);
}

/** On which day of a month cycles begin that follow from the member's own day; 0 where none does. @param {Kernel["cycle"]} cycle */
function findNominalDay({ first_day: rule }) {
  if (!rule) return 0;
  return { first: 1, last: 31 }[rule.day] ?? Number(rule.day.slice(3));
}

/**
 * The first and the last day: a cycle ends the day before the next one begins, both counted from the anchor.
 * @param {Kernel} kernel
 * @param {JudgeOptions} options
 * @param {number} nominal
 */
function findDaysOfCycle(kernel, options, nominal) {
  const { months, begins, first_day: rule } = kernel.cycle;
  const { on, cycleStart } = options;
  const anchor = findAnchor(kernel, options);
  if (cycleStart !== null && begins === "member" && (anchor === null || !rule)) {
    checkStart(rule, cycleStart);
    return [cycleStart, addMonths(cycleStart, months, nominal) - 1];
  }
  if (anchor === null) throw new Refused("cycle-start-needed", { schedule: kernel.id });
  const asked = cycleStart ?? on;
  if (begins === "member" && asked < anchor) refuseDayBefore(kernel.cycle, anchor, asked);
  const passed = turn(anchor, asked, months, nominal);
  const first = addMonths(anchor, passed * months, nominal);
  if (cycleStart !== null && first !== asked)
    throw new Refused("no-first-day", { start: iso(asked), nearest: iso(first) });
  return [first, addMonths(anchor, (passed + 1) * months, nominal) - 1];
}

/** A first day that no member's own day leads to is none. @param {FirstDay | null | undefined} rule @param {number} start */
function checkStart(rule, start) {
  if (!rule) return;
  const nearest = findFirstDay({ ...rule, which: "on-or-before" }, start);
  if (nearest !== start) throw new Refused("no-first-day", { start: iso(start), nearest: iso(nearest) });
}

/** Throw that no cycle has begun yet. @param {Kernel["cycle"]} cycle @param {number} anchor @param {number} asked */
function refuseDayBefore(cycle, anchor, asked) {
  if (cycle.first_day) throw new Refused("before-first-cycle", { first: iso(anchor), on: iso(asked) });
  throw new Refused("before-award", { own: cycle.own_day || "the award", award: iso(anchor), on: iso(asked) });
}

/** The day from which the member's cycles are counted; null where the member's own day is not known. @param {Kernel} kernel @param {JudgeOptions} options */
function findAnchor(kernel, options) {
  const { begins, first_day: rule } = kernel.cycle;
  if (begins === "day") return findDayOfYear(kernel.cycle, findFirstYear(kernel, options));
  return options.award !== null && rule ? findFirstDay(rule, options.award) : options.award;
}

/** The year of one first day. Refused: where it goes by an attribute whose value is not known. @param {Kernel} kernel @param {JudgeOptions} options */
function findFirstYear(kernel, { member }) {
  const { first_years: years, first_year: year } = kernel.cycle;
  if (!years) return year ?? 2000;
  for (const value of member.attributes[years.by] ?? []) if (value in years.values) return years.values[value];
  const title = kernel.attributes.find(({ id }) => id === years.by)?.title ?? years.by;
  throw new Refused("first-year-needed", { attribute: years.by, title });
}

/** The first day that follows from a day of the member's own. @param {FirstDay} rule @param {number} own */
export function findFirstDay({ day: written, which }, own) {
  const near = [-1, 0, 1].map((number) => findDayNear(written, own, number));
  if (which in NEXT_TO) return near[1 + NEXT_TO[which]];
  const isNear = (/** @type {number} */ one) => (one === own ? which.startsWith("on-or-") : one > own === which.endsWith("after"));
  const found = near.filter(isNear);
  return which.endsWith("after") ? Math.min(...found) : Math.max(...found);
}

/** The first or last day of a month so many months on, or a day of a year so many years on. @param {string} written @param {number} own @param {number} number */
function findDayNear(written, own, number) {
  if (written === "first" || written === "last") return addMonths(own, number, written === "first" ? 1 : 31);
  const [month, date] = written.split("-").map(Number);
  return addMonths(fromCivil(civil(own).year + number, month - 1, 1), 0, date);
}

/** A first day of a cycle that begins on a day of the year; for 29 February in a leap year, if any. @param {Kernel["cycle"]} cycle @param {number} year */
function findDayOfYear(cycle, year) {
  const [month, date] = (cycle.day ?? "01-01").split("-").map(Number);
  if (month !== 2 || date !== 29) return fromCivil(year, month - 1, date);
  for (let earlier = 0; earlier < 8; earlier += 1) {
    const count = year * 12 + 1 - earlier * cycle.months;
    const other = Math.floor(count / 12);
    if (count - other * 12 === 1 && civil(fromCivil(other, 1, 29)).month === 1) return fromCivil(other, 1, 29);
  }
  return fromCivil(year, 1, 28);
}

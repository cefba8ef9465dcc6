/**
 * Civil dates, without time zone, counted in days from 1970-01-01.
 * The twin of what catalogue/rules/windows.py has on months.
 */
import { Refused } from "./figures.js";

const DAY = 86_400_000;

/**
 * A date such as 2026-11-22 as a day number.
 * @param {string} text
 */
export function day(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  const number = found ? fromCivil(+found[1], +found[2] - 1, +found[3]) : NaN;
  if (!found || iso(number) !== text) throw new Refused("bad-date", { date: String(text) });
  return number;
}

/**
 * A day number as a date such as 2026-11-22.
 * @param {number} number
 */
export function iso(number) {
  const date = new Date(number * DAY);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10);
}

/**
 * @param {number} year
 * @param {number} month from 0
 * @param {number} date
 */
export function fromCivil(year, month, date) {
  return Date.UTC(year, month, date) / DAY;
}

/** @param {number} number */
export function civil(number) {
  const date = new Date(number * DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), date: date.getUTCDate() };
}

/**
 * The same day so many months later, or day `nominal` of that month; its last day where it lacks that one.
 * @param {number} number
 * @param {number} months
 * @param {number} [nominal]
 */
export function addMonths(number, months, nominal = 0) {
  const { year, month, date } = civil(number);
  const count = year * 12 + month + months;
  const years = Math.floor(count / 12);
  const last = civil(fromCivil(years, (count - years * 12) + 1, 0)).date;
  return fromCivil(years, count - years * 12, Math.min(nominal || date, last));
}

/**
 * Which span of so many months, counted from 0 at the anchor, holds the day.
 * @param {number} anchor
 * @param {number} number
 * @param {number} months
 * @param {number} [nominal]
 */
export function turn(anchor, number, months, nominal = 0) {
  const [from, to] = [civil(anchor), civil(number)];
  let found = Math.floor(((to.year - from.year) * 12 + to.month - from.month) / months) + 1;
  while (addMonths(anchor, found * months, nominal) > number) found -= 1;
  return found;
}

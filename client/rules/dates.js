/**
 * When something comes true: a day number, or one of three that stand for no day.
 * The twin of catalogue/rules/dates.py.
 *
 * @typedef {[surely: number, perhaps: number]} When the day from which something is met, and the day from
 *   which it may be, which is never later
 */
import { iso } from "./civil.js";

export const ALWAYS = -1e6;

/** It may come true, and nobody can tell from when. */
export const UNTOLD = 1e8;

/** Nothing in the profile leads there. */
export const NEVER = 1e9;

/** What cannot be told. @type {When} */
export const OPEN = [UNTOLD, ALWAYS];

/**
 * What is known to be met from a day on.
 * @param {number} day
 * @returns {When}
 */
export function toWhen(day) {
  return [day, day];
}

/**
 * met, cannot-tell or not-met on a day.
 * @param {When} when
 * @param {number} on
 */
export function judgeWhen([surely, perhaps], on) {
  if (surely <= on) return "met";
  return perhaps <= on ? "cannot-tell" : "not-met";
}

/**
 * The first day from the one asked about on; null where nothing leads there.
 * @param {number} day
 * @param {number} on
 */
export function formatFirstDay(day, on) {
  if (day >= NEVER) return null;
  return day >= UNTOLD ? "cannot-tell" : iso(Math.max(day, on));
}

/**
 * Months in a role: days on which any matching role was held count once, laid from the first of them, or
 * from a later start where work was broken off. First and last day are inside.
 * The twin of catalogue/rules/experience.py.
 *
 * @typedef {[first: number, last: number]} Span
 */
import { addMonths, day, turn } from "./civil.js";
import { formatFirstDay, NEVER, UNTOLD } from "./dates.js";

/**
 * When the months are full, and why.
 * @param {any} part
 * @param {any} profile
 * @param {number} on
 * @returns {[import("./dates.js").When, any[]]}
 */
export function judgeExperience(part, profile, on) {
  /** @type {Span[]} */
  const sure = [];
  /** @type {Span[]} */
  const maybe = [];
  /** @type {any[]} */
  const reasons = [];
  for (const [place, job] of (profile.jobs ?? []).entries()) {
    const kind = classifyJob(part, job);
    /** @type {Span} */
    const days = [day(job.from), job.to === "open" ? NEVER : day(job.to)];
    if (kind) reasons.push({ kind, job: place + 1 });
    if (kind && kind !== "equivalent-refused") maybe.push(days);
    if (kind === "role-counts") sure.push(days);
  }
  const spans = mergeSpans(sure);
  const own = findFullDay(part, spans);
  const perhaps = Math.min(own, findFullDay(part, mergeSpans(maybe)));
  const surely = perhaps < NEVER ? Math.min(own, UNTOLD) : own;
  return [[surely, perhaps], [reportTime(part, spans, on), ...reasons]];
}

/** How a job bears on what is asked; nothing where it does not. @param {any} part @param {any} job */
function classifyJob(part, job) {
  const isAmong = (/** @type {any} */ roles, /** @type {string[]} */ known) =>
    [roles ?? []].flat().some((role) => known.includes(role));
  if (isAmong(job.role, part.roles)) return "role-counts";
  if (isAmong(job.role, part.perhaps)) return "role-unclear";
  if (!isAmong(job.equivalent_to, [...part.roles, ...part.perhaps])) return "";
  return part.or_equivalent ? "equivalent-claimed" : "equivalent-refused";
}

/** The same days as spans that neither overlap nor touch, in order. @param {Span[]} spans */
function mergeSpans(spans) {
  /** @type {Span[]} */
  const found = [];
  for (const [first, last] of spans.sort(([one, end], [two, other]) => one - two || end - other)) {
    const before = found.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else found.push([first, last]);
  }
  return found;
}

/** The first day on which the months are full; NEVER where the days do not suffice. @param {any} part @param {Span[]} spans */
function findFullDay(part, spans) {
  return Math.min(NEVER, ...spans.map(([start], place) => findReachedDay(spans.slice(place), countAskedDays(part, start))));
}

/** How many days the months are, laid from a start. @param {any} part @param {number} start */
function countAskedDays(part, start) {
  return addMonths(start, part.months) - start + (part.more ? 1 : 0);
}

/** @param {Span[]} spans @param {number} days */
function findReachedDay(spans, days) {
  for (const [first, last] of spans) {
    const held = last - first + 1;
    if (held >= days) return first + days - 1;
    days -= held;
  }
  return NEVER;
}

/** What is held up to the day asked about, laid from where least is lacking, and from when it can be there. @param {any} part @param {Span[]} spans @param {number} on */
function reportTime(part, spans, on) {
  const past = spans.filter(([first]) => first <= on);
  const held = past.map((_, place) =>
    past.slice(place).reduce((sum, [first, last]) => sum + Math.min(last, on) - first + 1, 0),
  );
  const lacking = past.map(([first], place) => countAskedDays(part, first) - held[place]);
  const best = lacking.indexOf(Math.min(...lacking));
  const start = past[best]?.[0] ?? on;
  const end = start + (held[best] ?? 0);
  const months = turn(start, end, 1);
  return {
    kind: "time",
    months,
    days: end - addMonths(start, months),
    asked: part.months,
    more: part.more,
    lacking_days: Math.max(past.length ? Math.min(...lacking) : countAskedDays(part, on), 0),
    soonest: formatFirstDay(findFullDay(part, mergeSpans([...spans, [on, NEVER]])), on),
  };
}

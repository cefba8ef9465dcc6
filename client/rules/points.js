/**
 * assess: a schedule, a log and what is asked, to one answer, the same to the character as
 * `python build.py points --json` gives. No DOM, no clock, no words, no dependency.
 * The twin of catalogue/rules/points.py.
 *
 * @import { Asking, Carry, Cycle, Judged, Kernel, Line, Part, Span, Standing, Unit, Verdict } from "./types"
 * @import { Judgement } from "./judge.js"
 */
import { crosses } from "./carry.js";
import { day, iso } from "./civil.js";
import { LEFT_OUT } from "./demands.js";
import { getKnown, ONE, Refused, toNumber } from "./figures.js";
import { CANNOT_TELL, judge } from "./judge.js";
import { isCounted, isMatch, sumCredit } from "./selection.js";
import { deciding, demandsOf } from "./verdicts.js";
import { findCycle } from "./windows.js";

export { Refused };

/**
 * @typedef {object} Entry a line of a log, as the columns of a log are named
 * @property {string} id
 * @property {string} date such as 2026-11-22
 * @property {string} activity
 * @property {number | string | null} [quantity]
 * @property {string | null} [choice]
 * @property {number | string | null} [points]
 * @property {string[]} [topics]
 * @property {boolean | "yes" | "no" | null} [confirmed]
 *
 * @typedef {object} Options
 * @property {string} on the day asked about
 * @property {string | null} [cycle_start]
 * @property {string | null} [award]
 * @property {{attributes?: Record<string, string | string[]>, conditions?: Record<string, boolean | "yes" | "no">,
 *   months_away?: number | Record<string, number>}} [member]
 * @property {Record<string, number>} [carry_in]
 */

/**
 * Judge a log by a schedule on a day.
 * @param {any} schedule what the API gives for a schedule, or its kernel
 * @param {Entry[]} log
 * @param {Options} options
 * @throws {Refused} where there is no answer
 */
export function assess(schedule, log, options) {
  const kernel = whole(schedule.kernel ?? schedule);
  const asking = readOptions(options);
  const lines = log.map(readEntry);
  const cycle = findCycle(kernel, asking);
  const judged = judge(kernel, lines, asking, cycle, false);
  const planned = judged.lines.some((line) => line.state === "planned");
  return {
    schedule: scheduleOf(kernel),
    cycle: cycleShown(cycle),
    on: iso(asking.on),
    assumed: Object.entries(judged.shown.assumed).map(([id, values]) => ({ id, values })),
    notices: kernel.notices.map(({ id, says }) => ({ id, says })),
    ...judgement(judged),
    with_plans: planned ? judgement(judge(kernel, lines, asking, cycle, true)) : null,
  };
}

/** The kernel with every list that may be left out. @param {any} kernel @returns {Kernel} */
export function whole(kernel) {
  return { limits: [], carry: [], notices: [], conditions: [], attributes: [], topics: [], ...kernel };
}

/** @param {Options} options @returns {Asking} */
export function readOptions({ on, cycle_start, award, member = {}, carry_in = {} }) {
  const attributes = Object.entries(member.attributes ?? {}).map(([key, value]) => [key, [value].flat()]);
  return {
    on: day(on),
    cycleStart: cycle_start ? day(cycle_start) : null,
    award: award ? day(award) : null,
    member: {
      attributes: Object.fromEntries(attributes),
      conditions: new Map(Object.entries(member.conditions ?? {}).map(([key, value]) => [key, yesNo(value)])),
      monthsAway: member.months_away ?? {},
    },
    carryIn: Object.fromEntries(Object.entries(carry_in).map(([key, value]) => [key, figure(value) ?? 0])),
  };
}

/** @param {Entry} entry @returns {Line} */
export function readEntry(entry) {
  return {
    id: String(entry.id),
    date: day(entry.date),
    written: entry.date,
    activity: entry.activity,
    quantity: figure(entry.quantity),
    choice: String(entry.choice ?? "").trim() || null,
    points: figure(entry.points),
    topics: [entry.topics ?? []].flat(),
    confirmed: yesNo(entry.confirmed),
  };
}

/** A figure of a log as ten-thousandths. @param {number | string | null | undefined} value */
function figure(value) {
  if (value == null || value === "") return null;
  if (!/^\d+(\.\d{1,4})?$/.test(String(value)) || Number(value) > 1_000_000)
    throw new Refused("bad-figure", { figure: String(value) });
  return Math.round(Number(value) * ONE);
}

/** @param {unknown} value */
function yesNo(value) {
  if (value === true || value === "yes") return true;
  return value === false || value === "no" ? false : null;
}

/** @param {Kernel} kernel */
function scheduleOf(kernel) {
  return {
    id: kernel.id,
    designation: kernel.designation,
    reading: kernel.reading,
    valid_from: kernel.valid_from ?? null,
    valid_to: kernel.valid_to ?? null,
    unit: kernel.unit,
    incomplete: kernel.incomplete,
  };
}

/** @param {Cycle} cycle */
function cycleShown(cycle) {
  const years = Array.from({ length: cycle.years }, (_, i) => ({
    year: i + 1,
    from: iso(cycle.findYearFirst(i + 1)),
    to: iso(cycle.findYearLast(i + 1)),
  }));
  return { from: iso(cycle.first), to: iso(cycle.last), rolling: cycle.rolling, years };
}

/** @param {Judgement} judged */
function judgement(judged) {
  /** @type {Map<number, Unit[]>} */
  const own = new Map(judged.lines.map((line) => [line.position, []]));
  for (const unit of judged.shown.units) getKnown(own, unit.entry).push(unit);
  const { kernel, shown } = judged;
  return {
    entries: judged.lines.map((line) => entryShown(line, getKnown(own, line.position))),
    totals: totals(judged),
    carry_in: kernel.carry
      .filter((rule) => shown.brought.has(rule.id))
      .map((rule) => ({ id: rule.id, figure: toNumber(getKnown(shown.brought, rule.id)) })),
    demands: [...shown.standings.values()].map((standing) => demandShown(standing, judged)),
    verdicts: kernel.verdicts.map((verdict) => verdictShown(verdict, judged)),
    carry_out: kernel.carry.flatMap((rule) => carryOut(rule, judged)),
  };
}

/** @param {Judged} line @param {Unit[]} own */
function entryShown(line, own) {
  return {
    id: line.entry.id,
    date: line.entry.written,
    activity: line.activity.id,
    category: line.activity.category,
    choice: line.entry.choice,
    state: line.state,
    unanswered: line.open,
    earned: toNumber(own.reduce((sum, unit) => sum + unit.earned, 0)),
    credited: toNumber(sumCredit(own)),
    lines: line.lines,
  };
}

/** What is credited in the cycle, in each CPD year, and in each window that looks back. @param {Judgement} judged */
function totals(judged) {
  const { cycle, kernel } = judged;
  const rules = [...kernel.limits, ...kernel.demands].filter((rule) => rule.window.last != null);
  const spans = new Map(rules.map((rule) => [windowShown(rule.window), rule.window]));
  const years = Array.from({ length: cycle.years }, (_, i) => total({ span: "year" }, i + 1, judged));
  return [total({ span: "cycle" }, 0, judged), ...years, ...[...spans.values()].map((span) => total(span, 0, judged))];
}

/** A window as people write it: cycle, last 12 months. @param {Span} span */
export function windowShown(span) {
  return span.last == null ? span.span : `last ${span.last} ${span.span}`;
}

/** @param {Span} span @param {number} year @param {Judgement} judged */
function total(span, year, judged) {
  const { cycle, kernel } = judged;
  const inside = judged.shown.units.filter((unit) => cycle.findWindow(span, unit.date) === year);
  const sums = new Map(kernel.categories.map(({ id }) => [id, { id, credited: 0, entries: 0 }]));
  for (const unit of inside) {
    const sum = getKnown(sums, unit.activity.category);
    sum.credited += unit.credit;
    sum.entries += isCounted(unit) ? 1 : 0;
  }
  return {
    window: windowShown(span),
    year: year || null,
    from: iso(cycle.findFirst(span, year)),
    to: iso(cycle.findLast(span, year)),
    credited: toNumber(sumCredit(inside)),
    categories: [...sums.values()].map((sum) => ({ ...sum, credited: toNumber(sum.credited) })),
  };
}

/** @param {Standing} standing @param {Judgement} judged */
function demandShown(standing, judged) {
  const { rule } = standing;
  return {
    id: rule.id,
    measure: rule.measure,
    window: windowShown(rule.window),
    state: judged.state(rule.id),
    confirm: judged.toConfirm(rule.id) ? confirm(standing, judged) : [],
    supply: judged.toSupply(rule.id),
    parts: standing.parts.map((part) => partShown(standing, part, judged)),
  };
}

/** @param {Standing} standing @param {Part} part @param {Judgement} judged */
function partShown({ rule }, part, judged) {
  const others = judged.runs.map((run) =>
    getKnown(run.standings, rule.id).parts.find((other) => other.year === part.year && other.each === part.each),
  );
  const same = others.every((other) => other && other.state === part.state);
  return {
    year: part.year || null,
    each: part.each || null,
    from: iso(judged.cycle.findFirst(rule.window, part.year)),
    to: iso(judged.cycle.findLast(rule.window, part.year)),
    required: toNumber(part.required),
    credited: toNumber(part.credited),
    confirmed: toNumber(others[1]?.credited ?? 0),
    carried: toNumber(part.carried),
    short_by: toNumber(Math.max(part.required - part.credited - part.carried, 0)),
    state: judged.told(same ? part.state : CANNOT_TELL),
  };
}

/**
 * The provisional entries that the demand counts; all of them where it counts none itself.
 * @param {Standing} standing
 * @param {Judgement} judged
 */
function confirm({ rule }, judged) {
  const unsure = judged.lines.filter((line) => line.passes && line.state === "provisional");
  const positions = new Set(unsure.map((line) => line.position));
  /** @param {Unit} unit */
  const inside = ({ date }) =>
    rule.window.span === "year" ? judged.cycle.findSide(date) === 0 : judged.cycle.findWindow(rule.window, date) !== null;
  const chosen = judged.shown.units.filter((unit) => positions.has(unit.entry) && isMatch(rule.counting, unit) && inside(unit));
  const own = new Set(chosen.map((unit) => unit.entry));
  return unsure.filter((line) => own.has(line.position) || !own.size).map((line) => line.entry.id);
}

/** @param {Verdict} verdict @param {Judgement} judged */
function verdictShown(verdict, judged) {
  const name = `verdict ${verdict.id}`;
  const state = judged.state(name);
  const all = demandsOf(verdict.meets);
  const unsure = all.filter((demand) => judged.state(demand) === CANNOT_TELL);
  const named = all.filter((demand) => judged.shown.states[demand] !== LEFT_OUT);
  const decide = deciding(verdict.meets, judged.shown.states);
  return {
    id: verdict.id,
    adopted: verdict.id === judged.kernel.verdicts[0].id,
    state,
    deciding: state === CANNOT_TELL ? (unsure.length ? unsure : named) : decide,
    confirm: judged.toConfirm(name) ? confirmAll(unsure, judged) : [],
    supply: judged.toSupply(name),
  };
}

/**
 * What to confirm for the demands that cannot be told, each entry once, in the log's order.
 * @param {string[]} unsure
 * @param {Judgement} judged
 */
function confirmAll(unsure, judged) {
  const standings = unsure.filter((key) => judged.toConfirm(key)).map((key) => getKnown(judged.shown.standings, key));
  const named = new Set(standings.flatMap((standing) => confirm(standing, judged)));
  return judged.lines.filter((line) => named.has(line.entry.id)).map((line) => line.entry.id);
}

/** @param {Carry} rule @param {Judgement} judged */
function carryOut(rule, judged) {
  const { cycle, shown } = judged;
  if (cycle.rolling) return [];
  const last = crosses(rule, cycle) ? cycle.years : cycle.years - 1;
  const years = rule.into === "cycle" ? [0] : Array.from({ length: Math.max(last, 0) }, (_, i) => i + 1);
  return years.map((year) => ({
    id: rule.id,
    into: rule.into,
    year: year || null,
    figure: toNumber(getKnown(shown.surplus, `${rule.id}|${year}`)),
    final: (year ? cycle.findYearLast(year) : cycle.last) < cycle.on,
  }));
}

/**
 * assess: a schedule, a log and what is asked, to one answer, the same to the character as
 * `python build.py points --json` gives. No DOM, no clock, no words, no dependency.
 * The twin of catalogue/rules/points.py.
 *
 * @import { Carry, Cycle, JudgedEntry, JudgeOptions, Kernel, LogEntry, Part, Span, Standing, Unit, Verdict } from "./types"
 * @import { Judgement } from "./judge.js"
 */
import { canCrossCycle } from "./carry.js";
import { day, iso } from "./civil.js";
import { LEFT_OUT } from "./demands.js";
import { getKnown, ONE, Refused, toNumber } from "./figures.js";
import { CANNOT_TELL, judgeLog } from "./judge.js";
import { isCounted, isMatch, sumCredit } from "./selection.js";
import { listDeciding, listDemands } from "./verdicts.js";
import { findCycle } from "./cycles.js";

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
  const entries = log.map(readEntry);
  const cycle = findCycle(kernel, asking);
  const judgement = judgeLog(kernel, entries, asking, cycle, false);
  const planned = judgement.entries.some((judged) => judged.state === "planned");
  return {
    schedule: reportSchedule(kernel),
    cycle: reportCycle(cycle),
    on: iso(asking.on),
    assumed: [...judgement.shown.assumed].map(([id, values]) => ({ id, values })),
    notices: kernel.notices.map(({ id, says }) => ({ id, says })),
    ...reportJudgement(judgement),
    with_plans: planned ? reportJudgement(judgeLog(kernel, entries, asking, cycle, true)) : null,
  };
}

/** The kernel with every list that may be left out. @param {any} kernel @returns {Kernel} */
export function whole(kernel) {
  return { limits: [], carry: [], notices: [], conditions: [], attributes: [], topics: [], ...kernel };
}

/** @param {Options} options @returns {JudgeOptions} */
export function readOptions({ on, cycle_start, award, member = {}, carry_in = {} }) {
  const attributes = Object.entries(member.attributes ?? {}).map(([key, value]) => [key, [value].flat()]);
  return {
    on: day(on),
    cycleStart: cycle_start ? day(cycle_start) : null,
    award: award ? day(award) : null,
    member: {
      attributes: Object.fromEntries(attributes),
      conditions: new Map(Object.entries(member.conditions ?? {}).map(([key, value]) => [key, readAnswer(value)])),
      monthsAway: member.months_away ?? {},
    },
    carryIn: Object.fromEntries(Object.entries(carry_in).map(([key, value]) => [key, readFigure(value) ?? 0])),
  };
}

/** @param {Entry} entry @returns {LogEntry} */
export function readEntry(entry) {
  return {
    id: String(entry.id),
    date: day(entry.date),
    written: entry.date,
    activity: entry.activity,
    quantity: readFigure(entry.quantity),
    choice: String(entry.choice ?? "").trim() || null,
    points: readFigure(entry.points),
    topics: [entry.topics ?? []].flat(),
    confirmed: readAnswer(entry.confirmed),
  };
}

/** A figure of a log as ten-thousandths. @param {number | string | null | undefined} value */
function readFigure(value) {
  if (value == null || value === "") return null;
  if (!/^\d+(\.\d{1,4})?$/.test(String(value)) || Number(value) > 1_000_000)
    throw new Refused("bad-figure", { figure: String(value) });
  return Math.round(Number(value) * ONE);
}

/** @param {unknown} value */
function readAnswer(value) {
  if (value === true || value === "yes") return true;
  return value === false || value === "no" ? false : null;
}

/** @param {Kernel} kernel */
function reportSchedule(kernel) {
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
function reportCycle(cycle) {
  const years = Array.from({ length: cycle.years }, (_, i) => ({
    year: i + 1,
    from: iso(cycle.findFirstDayOfYear(i + 1)),
    to: iso(cycle.findLastDayOfYear(i + 1)),
  }));
  return { from: iso(cycle.first), to: iso(cycle.last), rolling: cycle.rolling, years };
}

/** @param {Judgement} judgement */
function reportJudgement(judgement) {
  /** @type {Map<number, Unit[]>} */
  const own = new Map(judgement.entries.map((judged) => [judged.position, []]));
  for (const unit of judgement.shown.units) getKnown(own, unit.entry).push(unit);
  const { kernel, shown } = judgement;
  return {
    entries: judgement.entries.map((judged) => reportEntry(judged, getKnown(own, judged.position))),
    totals: reportTotals(judgement),
    carry_in: kernel.carry
      .filter((rule) => shown.brought.has(rule.id))
      .map((rule) => ({ id: rule.id, figure: toNumber(getKnown(shown.brought, rule.id)) })),
    demands: [...shown.standings.values()].map((standing) => reportDemand(standing, judgement)),
    verdicts: kernel.verdicts.map((verdict) => reportVerdict(verdict, judgement)),
    carry_out: kernel.carry.flatMap((rule) => reportCarryOut(rule, judgement)),
  };
}

/** @param {JudgedEntry} judged @param {Unit[]} units */
function reportEntry(judged, units) {
  return {
    id: judged.entry.id,
    date: judged.entry.written,
    activity: judged.activity.id,
    category: judged.activity.category,
    choice: judged.entry.choice,
    state: judged.state,
    unanswered: judged.unanswered,
    earned: toNumber(units.reduce((sum, unit) => sum + unit.earned, 0)),
    credited: toNumber(sumCredit(units)),
    lines: judged.explanations,
  };
}

/** What is credited in the cycle, in each CPD year, and in each window that looks back. @param {Judgement} judgement */
function reportTotals(judgement) {
  const { cycle, kernel } = judgement;
  const rules = [...kernel.limits, ...kernel.demands].filter((rule) => rule.window.last != null);
  const spans = new Map(rules.map((rule) => [windowShown(rule.window), rule.window]));
  const years = Array.from({ length: cycle.years }, (_, i) => reportTotal({ span: "year" }, i + 1, judgement));
  return [reportTotal({ span: "cycle" }, 0, judgement), ...years, ...[...spans.values()].map((span) => reportTotal(span, 0, judgement))];
}

/** A window as people write it: cycle, last 12 months. @param {Span} span */
export function windowShown(span) {
  return span.last == null ? span.span : `last ${span.last} ${span.span}`;
}

/** @param {Span} span @param {number} year @param {Judgement} judgement */
function reportTotal(span, year, judgement) {
  const { cycle, kernel } = judgement;
  const [inside, certain] = judgement.runs.slice(0, 2).map(({ units }) => units.filter((unit) => cycle.findWindow(span, unit.date) === year));
  const sums = new Map(kernel.categories.map(({ id }) => [id, { id, credited: 0, confirmed: 0, entries: 0 }]));
  for (const unit of inside) {
    const sum = getKnown(sums, unit.activity.category);
    sum.credited += unit.credit;
    sum.entries += isCounted(unit) ? 1 : 0;
  }
  for (const unit of certain) getKnown(sums, unit.activity.category).confirmed += unit.credit;
  return {
    window: windowShown(span),
    year: year || null,
    from: iso(cycle.findFirstDay(span, year)),
    to: iso(cycle.findLastDay(span, year)),
    credited: toNumber(sumCredit(inside)),
    confirmed: toNumber(sumCredit(certain)),
    categories: [...sums.values()].map((sum) => ({ ...sum, credited: toNumber(sum.credited), confirmed: toNumber(sum.confirmed) })),
  };
}

/** @param {Standing} standing @param {Judgement} judgement */
function reportDemand(standing, judgement) {
  const { rule } = standing;
  return {
    id: rule.id,
    measure: rule.measure,
    window: windowShown(rule.window),
    state: judgement.findState(rule.id),
    confirm: judgement.isToConfirm(rule.id) ? listToConfirm(standing, judgement) : [],
    supply: judgement.listAttributesToSupply(rule.id),
    parts: standing.parts.map((part) => reportPart(standing, part, judgement)),
  };
}

/** @param {Standing} standing @param {Part} part @param {Judgement} judgement */
function reportPart({ rule }, part, judgement) {
  const others = judgement.runs.map((run) =>
    getKnown(run.standings, rule.id).parts.find((other) => other.year === part.year && other.each === part.each),
  );
  const same = others.every((other) => other && other.state === part.state);
  return {
    year: part.year || null,
    each: part.each || null,
    from: iso(judgement.cycle.findFirstDay(rule.window, part.year)),
    to: iso(judgement.cycle.findLastDay(rule.window, part.year)),
    required: toNumber(part.required),
    credited: toNumber(part.credited),
    confirmed: toNumber(others[1]?.credited ?? 0),
    carried: toNumber(part.carried),
    short_by: toNumber(Math.max(part.required - part.credited - part.carried, 0)),
    state: judgement.hedgeState(same ? part.state : CANNOT_TELL),
  };
}

/**
 * The provisional entries that the demand counts; all of them where it counts none itself.
 * @param {Standing} standing
 * @param {Judgement} judgement
 */
function listToConfirm({ rule }, judgement) {
  const unsure = judgement.entries.filter((judged) => judged.passes && judged.state === "provisional");
  const positions = new Set(unsure.map((judged) => judged.position));
  /** @param {Unit} unit */
  const isInside = ({ date }) =>
    rule.window.span === "year" ? judgement.cycle.findSide(date) === 0 : judgement.cycle.findWindow(rule.window, date) !== null;
  const chosen = judgement.shown.units.filter((unit) => positions.has(unit.entry) && isMatch(rule.counting, unit) && isInside(unit));
  const own = new Set(chosen.map((unit) => unit.entry));
  return unsure.filter((judged) => own.has(judged.position) || !own.size).map((judged) => judged.entry.id);
}

/** @param {Verdict} verdict @param {Judgement} judgement */
function reportVerdict(verdict, judgement) {
  const name = `verdict ${verdict.id}`;
  const state = judgement.findState(name);
  const all = listDemands(verdict.meets);
  const unsure = all.filter((demand) => judgement.findState(demand) === CANNOT_TELL);
  const named = all.filter((demand) => judgement.shown.states[demand] !== LEFT_OUT);
  const decide = listDeciding(verdict.meets, judgement.shown.states);
  return {
    id: verdict.id,
    adopted: verdict.id === judgement.kernel.verdicts[0].id,
    state,
    deciding: state === CANNOT_TELL ? (unsure.length ? unsure : named) : decide,
    confirm: judgement.isToConfirm(name) ? listAllToConfirm(unsure, judgement) : [],
    supply: judgement.listAttributesToSupply(name),
  };
}

/**
 * What to confirm for the demands that cannot be told, each entry once, in the log's order.
 * @param {string[]} unsure
 * @param {Judgement} judgement
 */
function listAllToConfirm(unsure, judgement) {
  const standings = unsure.filter((key) => judgement.isToConfirm(key)).map((key) => getKnown(judgement.shown.standings, key));
  const named = new Set(standings.flatMap((standing) => listToConfirm(standing, judgement)));
  return judgement.entries.filter((judged) => named.has(judged.entry.id)).map((judged) => judged.entry.id);
}

/** @param {Carry} rule @param {Judgement} judgement */
function reportCarryOut(rule, judgement) {
  const { cycle, shown } = judgement;
  if (cycle.rolling) return [];
  const last = canCrossCycle(rule, cycle) ? cycle.years : cycle.years - 1;
  const years = rule.into === "cycle" ? [0] : Array.from({ length: Math.max(last, 0) }, (_, i) => i + 1);
  return years.map((year) => ({
    id: rule.id,
    into: rule.into,
    year: year || null,
    figure: toNumber(getKnown(shown.surplus, `${rule.id}|${year}`)),
    final: (year ? cycle.findLastDayOfYear(year) : cycle.last) < cycle.on,
  }));
}

/**
 * Where the member stands, in three sentences: where they are, what it means, and what to do next.
 *
 * @import { DemandPart, Head } from "../rules/types"
 */
import { joinNodes, make, makeLink } from "./dom.js";
import { listUnsaid, phraseIf, roundFigure } from "./figures.js";
import { findPresent, renderMark, showSay } from "./say.js";
import { addDays, formatDay, formatFigure } from "./words.js";

const MOST = 4;

/** @typedef {import("./words.js").Words} Words @typedef {{id: string, part: DemandPart}} Short what is asked, and where it is short */

/** @param {Head} head @param {import("./state.js").Entry[]} entries @param {Words} words */
export function showSentences(head, entries, words) {
  const isOver = entries.length > 0 && !head.cycle.rolling && entries.every(({ date }) => date < head.cycle.from);
  const [meaning, next, steps] = isOver
    ? [[words.phrase("last_over", { from: formatDay(head.cycle.from, true) })], [words.phrase("next_begin_again")], [`before:${addDays(head.cycle.from, -1)}`, "add"]]
    : entries.length ? renderMeaning(head, words) : [[], [words.phrase("next_begin")], ["add", "import"]];
  showSay([renderWhere(head, words), meaning, next, renderUnsaid(head, words)], steps, words);
}

/** How much there is of what is asked in this CPD year, else in the cycle. @param {Head} head @param {Words} words */
function renderWhere(head, words) {
  const { part, total, ends } = findPresent(head, words);
  const { credited } = part ?? total;
  const key = head.on > head.cycle.to ? "here_over" : part?.year ? "here_year" : head.cycle.rolling ? "here_rolling" : "here_cycle";
  const sum = make("b", {}, part ? part.credited > part.required ? words.phrase("sum_above", part) : words.phrase("sum", { ...part, unit: words.nameUnit(part.required) }) : words.phrase("points", { credited }));
  const confirmed = (part ?? total).confirmed;
  const unsure = confirmed < credited ? ` ${words.phrase(confirmed ? "unsure" : "none_sure", { confirmed, unsure: roundFigure(credited - confirmed) })}` : "";
  const said = words.phrase(key, { sum: "\n", year: part?.year, end: formatDay(ends, true), from: formatDay(head.cycle.from, true), days: words.phraseDaysLeft(head.on, ends) });
  const [before, after] = said.split("\n");
  return [before, sum, after + unsure];
}

/** What the figures rest on that nobody said, and where to say it. @param {Head} head @param {Words} words @returns {(Node | string)[]} */
function renderUnsaid(head, words) {
  const said = listUnsaid(head, words).map((one) => words.phrase("unsaid", one));
  return said.length ? [`${said.join(" ")} `, makeLink(words.phrase("say_it"), "#calc-about")] : [];
}

/** That all is reached; of a scale the highest step that is, and the next. @param {Head} head @param {Words} words */
function phraseReached({ verdicts }, words) {
  if (!words.kernel.scale) return words.phrase("all_reached");
  const { verdicts: steps } = words.kernel;
  const next = steps[verdicts.filter(({ state }) => state === "met").length];
  return words.phrase("scale_reached", steps[steps.indexOf(next) - 1] ?? steps.at(-1)) + (next ? ` ${words.phrase("scale_next", next)}` : "");
}

/** What decides and is short. @param {Head} head @returns {Short[]} */
const listShorts = ({ demands, verdicts: [{ state, deciding }] }) =>
  state === "met" ? [] : deciding.flatMap((id) => (demands.find((one) => one.id === id)?.parts ?? []).filter((part) => part.short_by).map((part) => ({ id, part })));

/** Whether another answer would ask for another figure, so that nothing is known to be lost. @param {string} demand @param {Head} head @param {Words} words */
const isUntold = (demand, head, words) => phraseIf(demand, head, words) !== "" && head.demands.some(({ id, state }) => id === demand && state === "cannot-tell");

/** The second and the third sentence, and what the buttons do. @param {Head} head @param {Words} words @returns {[(Node | string)[], (Node | string)[], string[]]} */
function renderMeaning(head, words) {
  const { state } = head.verdicts[0];
  if (state === "met") return [[phraseReached(head, words)], [words.phrase("next_print")], ["print"]];
  const shorts = listShorts(head);
  const lost = shorts.filter(({ id, part }) => part.to < head.on && !isUntold(id, head, words));
  const rest = shorts.filter(({ part }) => part.to >= head.on);
  const meaning = lost.length ? renderLost(lost, words) : rest.length ? renderStillNeeded(rest, head, words) : [words.phrase(words.kernel.incomplete ? "totals_only" : "not_told", words)];
  if (!rest.length) return [meaning, renderToAsk(head, words), lost.length ? ["list", ...listContacts(words)] : ["list"]];
  const left = computeLeft(head, words);
  const plan = left ? `plan:${formatFigure(left)}` : "plan";
  return [meaning, [phraseNext(head, rest, words), ...renderToAsk(head, words)], [plan, ...(lost.length ? listContacts(words) : ["add"])]];
}

/** @param {Words} words */
const listContacts = ({ contact }) => (contact ? ["contact"] : []);

/** What is left to plan of this CPD year or the cycle. @param {Head} head @param {Words} words */
function computeLeft(head, words) {
  const { part } = findPresent(head, words);
  return part ? Math.max(0, roundFigure(part.short_by - findPlanned(head, part.year))) : 0;
}

/** How much is planned in a CPD year or the cycle. @param {Head} head @param {number | null} year */
function findPlanned({ totals, with_plans }, year) {
  const find = (/** @type {Head["totals"]} */ all) => all.find((one) => (year ? one.year === year : one.window === "cycle"))?.credited ?? 0;
  return with_plans ? roundFigure(find(with_plans.totals) - find(totals)) : 0;
}

/** How much is needed by when, and how much of it is planned. @param {Head} head @param {Short[]} rest @param {Words} words */
function phraseNext(head, rest, words) {
  const { part, ends } = findPresent(head, words);
  const then = head.with_plans?.verdicts[0];
  if (then?.state === "met") return words.phrase("next_planned_all");
  if (then?.confirm.length) return words.phrase("next_planned_unsure");
  if (part && !part.short_by && rest.every((one) => one.part.to > ends)) return words.phrase(part.confirmed < part.required ? "next_on_course_unsure" : "next_on_course", { end: formatDay(ends, true), last: formatDay(head.cycle.to, true) });
  if (!part?.short_by) return words.phrase("next_rest", { titles: rest.slice(0, MOST).map(({ id }) => words.title(id)).join(", ") });
  const planned = Math.min(part.short_by, findPlanned(head, part.year));
  const said = words.phrase(head.cycle.rolling ? "next_rolling" : "next_by", { short: part.short_by, credited: part.short_by, end: formatDay(ends, true) });
  return planned > 0 ? `${said} ${words.phrase("next_planned", { planned })}` : said;
}

/** How many activities are to be confirmed. @param {Head} head @param {Words} words @returns {(Node | string)[]} */
function renderToAsk({ unanswered }, words) {
  const n = new Set(unanswered.flatMap(([, ids]) => ids)).size;
  return n ? [" ", makeLink(words.phrase(n > 1 ? "next_confirm" : "next_confirm_one", { n }), "#calc-provisional")] : [];
}

/** What is over and was short: it is said to be lost, and whom to ask. @param {Short[]} lost @param {Words} words */
function renderLost(lost, words) {
  const said = lost.slice(0, MOST).map(({ id, part }) => {
    const what = id === words.whole.year ? words.phrase("year", part) : describeShort(id, part, words);
    return makeLink(words.phrase("lost", { what, credited: part.short_by, short: part.short_by }), words.address(id));
  });
  const more = lost.length > MOST ? words.phrase("more", { n: lost.length - MOST }) : "";
  const unsure = lost.some(({ part }) => part.confirmed < part.credited) ? words.phrase("lost_more") : "";
  return [...joinNodes(said), more, unsure, words.phrase("lost_for_good", { body: words.body }), ...renderMark(lost[0].id, words)];
}

/** What is asked, of whom or what, and in which CPD year. @param {string} id @param {DemandPart} part @param {Words} words */
const describeShort = (id, part, words) => words.title(id) + (part.each ? `, ${part.each}` : "") + (part.year ? ` ${words.phrase("in_year", part)}` : "");

/** What else is asked now and can still be reached: not of everything together, which the next sentence tells. @param {Short[]} shorts @param {Head} head @param {Words} words */
function renderStillNeeded(shorts, head, words) {
  const { demand } = findPresent(head, words);
  const now = shorts.filter(({ id, part }) => id !== demand && id !== words.whole.cycle && part.from <= head.on);
  if (!now.length) return [words.phrase("nothing_lost")];
  const said = now.slice(0, MOST).map(({ id, part }) => makeLink(words.phrase("needed", { title: describeShort(id, part, words), short: part.short_by, given: phraseIf(id, head, words) }), words.address(id)));
  const more = now.length > MOST ? words.phrase("more", { n: now.length - MOST }) : "";
  const isAnyEnough = JSON.stringify(words.kernel.verdicts[0].meets).includes('"any"');
  return [words.phrase(head.cycle.rolling ? "still_needed" : "still_needed_cycle"), ...joinNodes(said), `${more}.${isAnyEnough ? ` ${words.phrase("any_enough")}` : ""}`];
}

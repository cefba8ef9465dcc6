/**
 * Where the member stands, in three sentences: where they are, what it means, and what to do next.
 *
 * @import { DemandPart, Head } from "../rules/types"
 */
import { findElement, joinNodes, make, makeLink } from "./dom.js";
import { formatDay } from "./words.js";

const MOST = 4;

/** @typedef {import("./words.js").Words} Words @typedef {{id: string, part: DemandPart}} Short what is asked, and where it is short */

/** @param {Head} head @param {number} entries how many the list holds @param {Words} words */
export function renderSentences(head, entries, words) {
  const shorts = entries ? listShorts(head) : []; // of a list that is still blank nothing is said to be lost
  const lost = shorts.filter(({ part }) => part.to < head.on);
  const { state } = head.verdicts[0];
  const meaning = lost.length ? renderLost(lost, words) : state === "met" ? [words.phrase("all_reached")] : shorts.length ? renderStillNeeded(shorts, words) : entries ? [words.phrase("not_told")] : [];
  const steps = entries ? (state === "met" ? ["print"] : lost.length === shorts.length ? ["add", "list"] : ["add", "plan"]) : ["add", "import"];
  return [
    make("p", {}, phraseWhere(head, words)),
    meaning.length ? make("p", {}, ...meaning) : null,
    make("p", {}, words.phrase(`next_${steps.join("_")}`)),
    make("p", { className: "do" }, ...joinNodes(steps.map((one) => make("a", { href: PLACES[one], className: "button" }, words.phrase(`go_${one}`))), " ")),
  ];
}

/** @type {Record<string, string>} */
const PLACES = { add: "#calc-entry-title", plan: "#calc-plan-title", list: "#calc-log-title", import: "#calc-import", print: "#calc-more-title" };

/** What decides and is short. @param {Head} head @returns {Short[]} */
const listShorts = ({ demands, verdicts: [{ state, deciding }] }) =>
  state === "met" ? [] : deciding.flatMap((id) => (demands.find((one) => one.id === id)?.parts ?? []).filter((part) => part.short_by).map((part) => ({ id, part })));

/** How much there is of what is asked in this CPD year, else in the cycle. @param {Head} head @param {Words} words */
function phraseWhere({ cycle, on, demands, totals }, words) {
  const year = cycle.rolling ? undefined : cycle.years.find(({ from, to }) => from <= on && on <= to);
  const find = (/** @type {string} */ span) => demands.find(({ id }) => id === /** @type {any} */ (document.querySelector(`[data-now=${span}]`))?.dataset.demand)?.parts;
  const part = (year && find("year")?.find((one) => one.year === year.year)) ?? find("cycle")?.[0];
  const { credited } = part ?? totals[0];
  const ends = part?.year ? part.to : cycle.to;
  const key = on > cycle.to ? "here_over" : part?.year ? "here_year" : cycle.rolling ? "here_rolling" : "here_cycle";
  const sum = part ? words.phrase("sum", part) : words.phrase("points", { credited });
  const unsure = part && part.confirmed < part.credited ? ` ${words.phrase("unsure", { confirmed: part.confirmed, unsure: Math.round((part.credited - part.confirmed) * 1e4) / 1e4 })}` : "";
  return words.phrase(key, { sum, year: part?.year, end: formatDay(ends, true), from: formatDay(cycle.from, true), days: words.phraseDaysLeft(on, ends) }) + unsure;
}

/** What is over and was short: it is said to be lost, and whom to ask. @param {Short[]} lost @param {Words} words */
function renderLost(lost, words) {
  const said = lost.map(({ id, part }) => {
    const what = part.year ? words.phrase("year", { year: part.year }) : words.title(id);
    return makeLink(words.phrase(part.confirmed < part.credited ? "lost_least" : "lost", { what, credited: part.short_by, short: part.short_by }), words.address(id));
  });
  return [...joinNodes(said), words.phrase("lost_for_good", { body: words.body }), ...renderMark(lost[0].id, words)];
}

/** What is asked and can still be reached. @param {Short[]} shorts @param {Words} words */
function renderStillNeeded(shorts, words) {
  const said = shorts.slice(0, MOST).map(({ id, part }) => makeLink(words.phrase("needed", { title: words.title(id) + (part.each ? `, ${part.each}` : ""), short: part.short_by }), words.address(id)));
  const more = shorts.length > MOST ? words.phrase("more", { n: shorts.length - MOST }) : "";
  return [words.phrase("still_needed"), ...joinNodes(said), `${more}.`];
}

/** That a rule rests on our conclusion or on one of several texts, with the question behind it. @param {string} rule @param {Words} words @returns {(Node | string)[]} */
export const renderMark = (rule, { marks }) => (marks[rule] ? [" ", makeLink(...marks[rule])] : []);

/** @param {Head} head @param {number} entries @param {Words} words */
export function showSentences(head, entries, words) {
  findElement("say").replaceChildren(...renderSentences(head, entries, words).filter((one) => one !== null));
}

/**
 * What is said at the top and in the bar, also before there is an answer.
 *
 * @import { Head } from "../rules/types"
 */
import { findElement, joinNodes, make, makeLink } from "./dom.js";
import { findWhole, findYear, phraseIf } from "./figures.js";
import { formatDay } from "./words.js";

/** @typedef {import("./words.js").Words} Words */

/** What the page says to whom has said nothing yet. */
const BEGINNING = findElement("say").textContent;

/** What is said before anything can be counted. @param {string} why @param {boolean} isFirst whether only the day of the award is missing @param {Words} words */
export function showBeginning(why, isFirst, words) {
  showSay([[isFirst ? BEGINNING : why]], isFirst ? [] : ["about"], words);
}

/** @param {(Node | string)[][]} sentences @param {string[]} steps what the buttons lead to @param {Words} words */
export function showSay(sentences, steps, words) {
  const said = sentences.filter((one) => one.length).map((one) => make("p", {}, ...one));
  const buttons = steps.map((step) => renderStep(step, words));
  findElement("say").replaceChildren(...said, buttons.length ? make("p", { className: "do calc-buttons" }, ...joinNodes(buttons, " ")) : "");
}

/** @type {Record<string, string>} */
const PLACES = { plan: "#calc-plan-title", list: "#calc-log-title", import: "#calc-import", print: "#calc-name", about: "#calc-about" };

/** Count on another day. @param {string} day */
function countOn(day) {
  const field = findElement("on");
  field.value = day;
  field.dispatchEvent(new Event("change"));
}

/** A button, by what it does; behind a colon, its figure. @param {string} step @param {Words} words */
function renderStep(step, words) {
  const [name, n] = step.split(":");
  if (name === "before") return make("button", { type: "button", className: "button", onclick: () => countOn(n) }, words.phrase("go_before"));
  const text = words.phrase(n ? `go_${name}_n` : `go_${name}`, { n, credited: Number(n), body: words.body, ...words.contact });
  if (name === "add") return make("button", { type: "button", className: "button", onclick: () => findElement("add-open").click() }, text);
  return make("a", { href: PLACES[name] ?? `tel:${words.contact?.telephone.replaceAll(" ", "")}`, className: "button" }, text);
}

/** What is asked and credited in this CPD year, or in the cycle, and its last day. @param {Head} head @param {Words} words */
export function findPresent(head, words) {
  const year = head.cycle.rolling ? undefined : findYear(head)?.year;
  const inYear = findWhole(head, year, words);
  const found = year && inYear.part ? inYear : findWhole(head, undefined, words);
  return { ...found, ends: found.part?.year ? found.part.to : head.cycle.to };
}

/** That a rule rests on our conclusion or on one of several texts, with the question behind it. @param {string} rule @param {Words} words @returns {(Node | string)[]} */
export const renderMark = (rule, { marks }) => (marks[rule] ? [" ", makeLink(...marks[rule])] : []);

/** The sentence about the cycle. @param {Head} head @param {Words} words */
export function phraseCycle(head, words) {
  const { cycle } = head;
  const now = findYear(head);
  const span = { from: formatDay(cycle.from, true), to: formatDay(cycle.to, true) };
  if (cycle.rolling || !now) return words.phrase(cycle.rolling ? "rolling" : "cycle_only", span);
  return words.phrase("cycle", { ...span, year: now.year, years: cycle.years.length, end: formatDay(now.to, true) });
}

/** The total, for those who hear the page. @param {Head} head @param {Words} words */
export const phraseTotal = ({ totals }, words) => words.phrase("total", { credited: totals[0].credited });

/** The sum that is always in sight. @param {Head} head @param {Words} words */
export function renderSum(head, words) {
  const { part, total, ends, demand } = findPresent(head, words);
  const sum = part ? words.phrase("sum_of", part) : words.phrase("points", { credited: total.credited });
  const where = head.cycle.rolling ? "" : words.phrase(head.on > ends ? "sum_over" : part?.year ? "sum_year" : "sum_cycle");
  return [make("b", {}, sum), ` ${where}${phraseIf(demand, head, words)}`, make("small", {}, head.cycle.rolling || head.on > ends ? "" : words.phraseDaysLeft(head.on, ends))];
}

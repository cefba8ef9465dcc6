/**
 * The sentences, the picture, the total, a bar for each category, what is to be confirmed. Loaded with the first answer.
 *
 * @import { DemandPart, Head } from "../rules/types"
 */
import { findAll, findElement, joinNodes, make, makeLink, makeStamp } from "./dom.js";
import { findPart, findWhole, findYear, listCategories, phraseIf, roundFigure } from "./figures.js";
import { showPicture } from "./picture.js";
import { showSentences } from "./sentences.js";
import { formatFigure, learnPhrases } from "./words.js";

learnPhrases("$phrases calculator_answer standings");

const MOST_LINKS = 20;

/** @typedef {import("./words.js").Words} Words @typedef {import("./figures.js").Amount} Amount @typedef {{box: any, amount: Amount, part: DemandPart | undefined, track: number}} Row */

/** What is shown where, so that only what changed is drawn again. @type {Map<Element, string>} */
const shown = new Map();

/** Whether what a box is about changed since it was drawn. @param {Element} box @param {any[]} about */
export function hasChanged(box, ...about) {
  const key = JSON.stringify(about);
  return shown.get(box) !== key && shown.set(box, key);
}

/** @param {Head} head @param {import("./state.js").Entry[]} entries @param {Words} words */
export function showAnswer(head, entries, words) {
  showSentences(head, entries, words);
  showPicture(head, words);
  showTotal(head, words);
  showCategories(head, words);
  for (const [i, box] of findAll("[data-verdict]").entries()) if (hasChanged(box, head.verdicts[i])) box.querySelector(".calc-state").replaceWith(renderState(head.verdicts[i].state, words));
  if (hasChanged(findElement("provisional"), head.unanswered)) findElement("provisional").replaceChildren(...renderToConfirm(head, words));
}

/** @param {string} state @param {Words} words @param {boolean} [isUnsaid] whether it depends on what the member has not said */
export function renderState(state, words, isUnsaid) {
  const shown = state === "not-met" && words.kernel.cycle.begins === "rolling" ? "open" : state; // what looks back is never lost
  return makeStamp(shown, words.phrase(isUnsaid && shown === "cannot-tell" ? "unsaid" : shown, {}, "standings"));
}

/** What is credited in the whole cycle. @param {Head} head @param {Words} words */
function showTotal(head, words) {
  const { part, total, demand } = findWhole(head, undefined, words);
  const credited = part?.credited ?? total.credited;
  const sum = make("b", {}, part ? words.phrase("of_all", { ...part, unit: words.nameUnit(part.required) }) : words.phrase("points", { credited }));
  const unsure = total.confirmed < total.credited ? words.phrase("unsure_all", { unsure: roundFigure(total.credited - total.confirmed) }) : "";
  findElement("total").replaceChildren(demand ? make("a", { href: words.address(demand) }, sum) : sum, ` ${words.phrase(head.cycle.rolling ? "in_rolling" : "in_cycle")}${unsure}.`);
}

/** Everything that is named anywhere in a value. @param {unknown} value @returns {unknown[]} */
const listNames = (value) => (value && typeof value === "object" ? Object.values(value).flatMap(listNames) : [value]);

/** Whether entries or hours of a category are asked, of which its bar of points tells nothing. @param {string | undefined} category @param {Words} words */
function isAskedElsewhere(category, { kernel }) {
  const own = kernel.activities.filter((one) => one.category === category).map(({ id }) => id);
  const isNamed = (/** @type {unknown} */ counting) => listNames(counting).some((one) => one === category || own.includes(String(one)));
  return kernel.demands.some(({ measure, counting }) => measure !== "points" && counting && isNamed(counting));
}

/** A bar for each category, all on one scale, so that length says how much is asked. @param {Head} head @param {Words} words */
function showCategories(head, words) {
  const year = (findYear(head) ?? head.cycle.years.at(-1))?.year;
  const rows = findAll("[data-category]").map((box) => readRow(box, head, year, words));
  const scale = Math.max(1, ...rows.map(({ track }) => track));
  for (const row of rows) {
    const given = phraseIf(row.box.dataset.demand, head, words);
    if (hasChanged(row.box, row.amount, row.part, scale, year, given)) showCategory(row, scale, year, given, words);
  }
  const idle = rows.filter(({ box, amount }) => box.dataset.span === "cycle" && !box.dataset.demand && !box.nextElementSibling?.dataset.demand && !amount.credited && !amount.planned && !isAskedElsewhere(box.dataset.category, words));
  for (const { box } of rows) if (box.dataset.span === "cycle") box.parentElement.hidden = idle.some((one) => one.box === box);
  findElement("nothing").textContent = idle.length ? words.phrase("nothing_asked", { titles: idle.map(({ box }) => words.categories.get(box.dataset.category)).join(", ") }) : "";
}

/** @param {any} box @param {Head} head @param {number | undefined} year @param {Words} words @returns {Row} */
function readRow(box, head, year, words) {
  const { category, span, demand, most = 0 } = box.dataset;
  const at = words.kernel.categories.findIndex(({ id }) => id === category);
  const amount = listCategories(head, span === "year" ? year : undefined)[at];
  const part = findPart(head, demand, year);
  return { box, amount, part, track: Math.max(part?.required ?? +most, amount.credited + amount.planned) };
}

/** @param {Row} row @param {number} scale @param {number | undefined} year @param {string} given what its figure rests on that nobody said @param {Words} words */
function showCategory({ box, amount, part, track }, scale, year, given, words) {
  const { demand, limit, most, span } = box.dataset;
  const [line, bar, says] = box.children;
  const { credited, unsure, planned } = amount;
  if (span === "year") line.firstElementChild.textContent = words.phrase("in_year", { year });
  const sum = part ? words.phrase("of_figure", part) : words.nameUnit(credited);
  line.lastElementChild.replaceChildren(make("a", { href: words.address(demand ?? limit ?? box.dataset.category) }, make("b", {}, formatFigure(part?.credited ?? credited)), ` ${sum}`));
  bar.style.width = `${(100 * track) / scale}%`;
  bar.classList.toggle("calc-floor", !!part);
  bar.classList.toggle("calc-ceiling", !!most && +most <= track);
  for (const [i, figure] of [credited - unsure, unsure, planned].entries()) bar.children[i].style.width = `${track ? (100 * figure) / track : 0}%`;
  says.textContent = [part && phraseNeeded(part, planned, given, words), unsure && words.phrase("row_unsure", { unsure, credited }), !part && planned && words.phrase("row_planned", { planned }), most && words.phrase("row_most", { most })].filter(Boolean).join(" ");
}

/** @param {DemandPart} part @param {number} planned @param {string} given what its figure rests on that nobody said @param {Words} words */
function phraseNeeded(part, planned, given, words) {
  if (!part.required) return words.phrase("row_nothing");
  if (!part.short_by) return words.phrase(part.confirmed < part.required ? "row_reached_unsure" : "row_reached", { given });
  return words.phrase(planned ? "row_needed_planned" : "row_needed", { given, short: part.short_by, planned: Math.min(planned, part.short_by) });
}

/** Links to entries; of many only the first. @param {string[]} ids @param {Words} words */
function renderEntryLinks(ids, words) {
  const links = joinNodes(ids.slice(0, MOST_LINKS).map((id) => makeLink(id, `#entry-${id}`)));
  return ids.length > MOST_LINKS ? [...links, words.phrase("more", { n: ids.length - MOST_LINKS })] : links;
}

/** What is still to be confirmed, with whom, for which entries. @param {Head} head @param {Words} words */
function renderToConfirm({ unanswered }, words) {
  const toConfirm = unanswered.map(([id, ids]) => {
    const confirm_with = words.kernel.conditions.find((one) => one.id === id)?.confirm_with;
    return make("li", {}, makeLink(words.title(id), words.address(id)), words.phrase("ask", { confirm_with }), ...renderEntryLinks(ids, words));
  });
  return toConfirm.length ? [make("h3", {}, words.phrase("provisional")), make("ul", {}, ...toConfirm)] : [];
}

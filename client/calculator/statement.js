/**
 * The statement to print and sign: who, the cycle, a table of what was done, totals by year and category, what is not
 * confirmed, and the rules it rests on as an annex where that is asked for.
 *
 * @import { Head } from "../rules/types"
 */
import { findLack } from "./countable.js";
import { findAll, findElement, make } from "./dom.js";
import { findWhole, listCategories, listUnsaid, phraseAmount } from "./figures.js";
import { findState } from "./log.js";
import { IN_OWN_WORDS } from "./state.js";
import { formatDay, formatFigure } from "./words.js";

/** @typedef {import("./main.js").Calculator} Calculator @typedef {import("./words.js").Words} Words @typedef {import("./state.js").Entry} Entry */

/** What was done, the earliest first, each with how it is judged. @param {Calculator} calculator */
export function listJudged({ store, log }) {
  const found = store.state.entries.map((entry) => ({ entry, judged: log.rows.get(entry.id)?.judged }));
  return found.sort((a, b) => (a.entry.date < b.entry.date ? -1 : a.entry.date > b.entry.date ? 1 : 0));
}

/** The state of an entry in a word; none where it is not judged. @param {Entry} entry @param {any} judged @param {Words} words */
export const phraseState = (entry, judged, words) => (judged ? words.phrase(`state_${findState(judged, findLack(entry, words.activities.get(entry.activity)), words.ledgers.includes(entry.activity))}`) : "");

/** Where an entry stands: its CPD year, category, choice, and what its quantity counts. @param {Entry} entry @param {Words} words */
export function describePlace({ date, activity, choice, quantity }, words) {
  const known = words.activities.get(activity);
  const unit = words.units[activity]?.[Number(quantity) === 1 ? 0 : 1];
  return {
    year: words.years.find(({ from, to }) => from <= date && date <= to)?.year ?? "",
    category: words.categories.get(known?.category ?? "") ?? "",
    choice: known?.choices?.find((one) => one.id === choice)?.title ?? choice ?? "",
    unit: quantity === null ? "" : unit ?? "",
  };
}

/** What an entry was, in one line: its activity, choice, quantity, and what the member noted as evidence. @param {Entry} entry @param {Words} words */
function describeEntry(entry, words) {
  const { activity, quantity, topics } = entry;
  const more = [describePlace(entry, words).choice, words.phraseQuantity(activity, quantity), topics.join(" ")].filter(Boolean).join(", ");
  return [`${words.title(activity)}${more ? `: ${more}` : ""}`, ...IN_OWN_WORDS.map((name) => entry[name])].filter(Boolean).join(". ");
}

/** Its styles, once they are there. @type {Promise<unknown> | undefined} */
let styles;

/** @returns {Promise<unknown>} */
const loadStyles = () =>
  new Promise((loaded) => {
    const link = make("link", { rel: "stylesheet", href: new URL("statement.css", import.meta.url).href, onload: loaded, onerror: loaded });
    document.head.append(link);
  });

/** Print the statement alone, and show the page again. @param {Calculator} calculator */
export async function printStatement(calculator) {
  const { head, words } = calculator;
  if (!head) return calculator.tell(words.phrase("need_award"));
  await (styles ??= loadStyles());
  findElement("statement").replaceChildren(...renderStatement(calculator, head));
  const annex = findAll(".calc-annex")[0];
  annex.hidden = !findElement("annex").checked;
  findElement("statement").hidden = false;
  document.documentElement.classList.add("calc-printing");
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("calc-printing");
    for (const part of [findElement("statement"), annex]) part.hidden = true;
  }, { once: true });
  print();
}

/** @param {Calculator} calculator @param {Head} head */
function renderStatement(calculator, head) {
  const { words } = calculator;
  return [
    make("h2", { className: "calc-title" }, words.phrase("statement")),
    make("p", { className: "calc-for" }, `${words.designation} (${words.abbreviation})`),
    renderWho(calculator, head),
    renderEntries(calculator),
    make("div", { className: "calc-sums" }, renderYears(head, words), renderCategories(head, words)),
    make("p", { className: "calc-fine" }, phraseReservations(calculator, head)),
    make("p", { className: "calc-signs" }, ...["sign_member", "sign_employer"].map((name) => make("span", {}, words.phrase(name)))),
  ];
}

/** @param {Calculator} calculator @param {Head} head */
function renderWho({ words, store }, { cycle, on }) {
  const { name, number, award } = store.state.about;
  /** @type {[string, any][]} */
  const said = [
    [words.phrase("who_name"), name || "\u00a0"],
    [words.phrase("who_number"), number || "\u00a0"],
    [words.phrase("who_cycle"), words.phrase("from_to", { from: formatDay(cycle.from), to: formatDay(cycle.to) })],
    [words.phrase("who_on"), formatDay(on, true)],
  ];
  if (award && words.kernel.cycle.begins === "member") said.splice(2, 0, [words.phraseOwn("who", "who_award"), formatDay(String(award), true)]);
  return make("dl", {}, ...said.map(([term, text]) => make("div", {}, make("dt", {}, term), make("dd", {}, String(text)))));
}

/** @param {string} caption @param {string[]} heads @param {(string | number)[][]} rows figures in the last column @param {(string | number)[]} [foot] */
function renderTable(caption, heads, rows, foot) {
  const fill = (/** @type {(string | number)[]} */ cells) => make("tr", {}, ...cells.map((cell) => make("td", { className: typeof cell === "number" ? "n" : "" }, typeof cell === "number" ? formatFigure(cell) : cell)));
  const made = make("table", {}, make("caption", {}, caption), make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)))), make("tbody", {}, ...rows.map(fill)));
  if (foot) made.append(make("tfoot", {}, fill(foot)));
  return made;
}

/** @param {Calculator} calculator */
function renderEntries(calculator) {
  const { words, head } = calculator;
  const places = new Map(words.kernel.categories.map(({ id }, i) => [id, i + 1]));
  const rows = listJudged(calculator).map(({ entry, judged }) => {
    const category = places.get(words.activities.get(entry.activity)?.category ?? "");
    return [formatDay(entry.date), String(category ?? ""), describeEntry(entry, words), phraseState(entry, judged, words), judged?.would !== undefined ? `(${formatFigure(judged.would)})` : judged?.credited ?? ""];
  });
  const heads = ["date", "category_short", "activity", "state"].map((name) => words.phrase(`head_${name}`));
  return renderTable(words.phrase("done"), [...heads, words.kernel.unit], rows, ["", "", words.phrase("all_done"), "", head?.totals[0].credited ?? ""]);
}

/** @param {Head} head @param {Words} words */
function renderYears(head, words) {
  const spans = [...head.cycle.years.map(({ year }) => year), undefined];
  const rows = spans.map((year) => {
    const { part, total } = findWhole(head, year, words);
    const name = words.phrase(year ? "head_year" : head.cycle.rolling ? "column_rolling" : "whole_cycle", { year });
    return [`${name}, ${words.phrase("to", { end: formatDay(total.to) })}`, part?.credited ?? total.credited, part?.required ?? ""];
  });
  return renderTable(words.phrase("by_year"), [words.phrase("head_time"), words.kernel.unit, words.phrase("asked")], rows);
}

/** @param {Head} head @param {Words} words */
function renderCategories(head, words) {
  const amounts = listCategories(head);
  const rows = words.kernel.categories.map(({ id, title }, i) => {
    const find = (/** @type {readonly import("../rules/types").Rule[]} */ rules) => rules.find(({ counting, window, measure }) => measure === "points" && window.span === "cycle" && counting?.category === id)?.amount.figure ?? "";
    return [`${i + 1} ${title}`, phraseAmount({ ...amounts[i], planned: 0 }, words), find(words.kernel.demands), find(words.kernel.limits)];
  });
  return renderTable(words.phrase("by_category"), [words.phrase("category"), words.kernel.unit, words.phrase("at_least"), words.phrase("at_most")], rows);
}

/** What is not confirmed, what was not said, and that the body has not checked it. @param {Calculator} calculator @param {Head} head */
function phraseReservations(calculator, head) {
  const { words } = calculator;
  const { unanswered, totals, schedule } = head;
  const [{ credited, confirmed }] = totals;
  const days = new Map(calculator.store.state.entries.map(({ id, date }) => [id, formatDay(date)]));
  const unsure = unanswered.map(([id, ids]) => words.phrase("rests_on", { days: ids.map((one) => days.get(one)).join(", "), title: words.title(id) }));
  const most = unsure.length ? words.phrase("not_certain", { credited, unsure: Math.round((credited - confirmed) * 1e4) / 1e4 }) : "";
  const marked = new Set(listJudged(calculator).flatMap(({ judged }) => (judged?.lines ?? []).map((/** @type {any} */ { rule }) => rule)).filter((rule) => words.marks[rule]));
  const ours = marked.size ? words.phrase("rests_on_ours", { titles: [...marked].map((rule) => words.title(rule)).join("; ") }) : "";
  const unsaid = listUnsaid(head, words).map((one) => words.phrase("unsaid", one));
  return [most, ...unsure, ...unsaid, ours, words.phrase("worked_out", { body: words.body, id: schedule.id })].filter(Boolean).join(" ");
}

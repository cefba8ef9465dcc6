/**
 * What is drawn when it is unfolded: all that is asked, one by one, and the picture as a table.
 *
 * @import { DemandPart, Head } from "../rules/types"
 */
import { findElement, make, makeLink } from "./dom.js";
import { phraseAmount, phraseIf } from "./figures.js";
import { listColumns } from "./picture.js";
import { hasChanged, renderState } from "./view.js";
import { formatDay, formatFigure } from "./words.js";

/** @typedef {import("./words.js").Words} Words @typedef {import("./picture.js").Column} Column */

/** @param {Head} head @param {Words} words */
export function showUnfolded(head, words) {
  if (hasChanged(findElement("demands"), head.demands, head.carry_out, head.on, head.assumed)) findElement("demands").replaceChildren(...renderDemands(head, words));
  if (hasChanged(findElement("table"), head.totals, head.with_plans?.totals, head.assumed)) findElement("table").replaceChildren(renderTable(listColumns(head, words), words));
}

/** What more there is to say of a part of a demand. @param {DemandPart} part @param {Words} words */
const phrasePart = (part, words) => [part.short_by && words.phrase("short", part), part.carried && words.phrase("carried", part), part.confirmed !== part.credited && words.phrase("confirmed", part)].filter(Boolean);

/** Everything that is asked, by the span of time in which it is. @param {Head} head @param {Words} words */
function renderDemands(head, words) {
  const spans = new Map();
  for (const { id, window, parts, supply } of head.demands)
    for (const part of parts) {
      const name = words.phrase(part.year ? "year" : window === "cycle" ? "whole_cycle" : "window", { ...part, window });
      const span = words.phrase("span", { name, from: formatDay(part.from), to: formatDay(part.to), days: head.cycle.rolling || part.from > head.on ? "" : `: ${words.phraseDaysLeft(head.on, part.to)}` });
      spans.set(span, [...(spans.get(span) ?? []), renderDemand(id, part, supply, head, words)]);
    }
  const carried = head.carry_out.map((one) => make("li", {}, makeLink(words.phrase("carry_out", { ...one, title: words.title(one.id) + (one.year ? ` ${words.phrase("in_year", one)}` : "") }), words.address(one.id))));
  if (carried.length) spans.set(words.phrase("carry"), carried);
  return [...spans].flatMap(([span, lines]) => [make("h3", {}, span), make("ul", {}, ...lines)]);
}

/** @param {string} id @param {DemandPart} part @param {string[]} supply what the member has not said and it depends on @param {Head} head @param {Words} words */
function renderDemand(id, part, supply, head, words) {
  const figures = [words.phrase("demand", part), ...phrasePart(part, words)].join(", ");
  const made = make("li", {}, renderState(part.state, words, supply.length > 0), " ", makeLink(words.title(id) + (part.each ? `, ${part.each}` : ""), words.address(id)), `: ${figures}${phraseIf(id, head, words)}`);
  made.dataset.state = part.state;
  return made;
}

/** The picture as a table. @param {Column[]} columns @param {Words} words */
function renderTable(columns, words) {
  const fill = (/** @type {string} */ title, /** @type {string[]} */ cells) => make("tr", {}, make("th", { scope: "row" }, title), ...cells.map((cell) => make("td", {}, cell)));
  const rows = words.kernel.categories.map(({ title }, i) => fill(`${i + 1} ${title}`, columns.map(({ parts }) => phraseAmount(parts[i], words))));
  if (columns.some(({ carried }) => carried)) rows.push(fill(words.phrase("carry"), columns.map(({ carried }) => formatFigure(carried))));
  rows.push(fill(words.phrase("together"), columns.map(({ credited }) => formatFigure(credited))));
  rows.push(fill(words.phrase("asked") + columns[0].given, columns.map(({ target }) => (target === undefined ? "" : formatFigure(target)))));
  const heads = [words.phrase("category"), ...columns.map(({ name, to }) => `${name}, ${words.phrase("to", { end: formatDay(to) })}`)].map((text) => make("th", { scope: "col" }, text));
  return make("table", {}, make("caption", { className: "vh" }, words.phrase("picture")), make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows));
}

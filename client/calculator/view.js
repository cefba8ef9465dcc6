/**
 * Where the member stands: years and cycle, verdicts, categories, what is to be confirmed, what is asked.
 *
 * @import { DemandPart, Head } from "../rules/types"
 */
import { findAll, findElement, joinNodes, make, makeLink, makeStamp } from "./dom.js";
import { formatDay, formatFigure } from "./words.js";

const MOST_LINKS = 20;

/** @typedef {import("./words.js").Words} Words */

/** The CPD year that holds the day asked about. @param {Head} head */
const findYear = ({ cycle, on }) => cycle.years.find(({ from, to }) => from <= on && on <= to);

/** The sentence about the cycle. @param {Head} head @param {Words} words */
export function phraseCycle(head, words) {
  const { cycle, on } = head;
  const now = findYear(head);
  const span = { from: formatDay(cycle.from, true), to: formatDay(cycle.to, true) };
  if (cycle.rolling || !now) return words.phrase(cycle.rolling ? "rolling" : "cycle_only", span);
  return words.phrase("cycle", { ...span, year: now.year, years: cycle.years.length, end: formatDay(now.to, true), days: words.phraseDaysLeft(on, now.to) });
}

/** The total, for those who hear the page. @param {Head} head @param {Words} words */
export const phraseTotal = ({ totals }, words) => words.phrase("total", { credited: totals[0].credited });

/** A verdict by its title and state. @param {Head["verdicts"][number]} one @param {Words} words */
const describeVerdict = ({ id, state }, { kernel, words }) => ({ title: kernel.verdicts.find((known) => known.id === id)?.title, state: words.standings[state] });

/** What is shown where, so that only what changed is drawn again. @type {Map<Element, string>} */
const shown = new Map();

/** Whether what a box is about changed since it was drawn. @param {Element} box @param {any[]} about */
function hasChanged(box, ...about) {
  const key = JSON.stringify(about);
  return shown.get(box) !== key && shown.set(box, key);
}

/** @param {Head} head @param {Words} words */
export function showAnswer(head, words) {
  for (const box of findAll("[data-now]")) showNow(box, head, words);
  for (const [i, box] of findAll("[data-verdict]").entries()) showVerdict(box, head.verdicts[i], head.with_plans?.verdicts[i], head, words);
  const others = head.verdicts.slice(1).map((one) => words.phrase("verdict", describeVerdict(one, words))).join("; ");
  if (others && hasChanged(findElement("others"), others)) findElement("others").textContent = others;
  if (hasChanged(findElement("provisional"), head.unanswered, head.assumed)) findElement("provisional").replaceChildren(...renderToConfirm(head, words));
  for (const box of findAll("[data-category]")) showCategory(box, head, words);
  if (findElement("demands").parentElement.open) showDemands(head, words);
}

/** Everything that is asked: drawn when it is unfolded or printed. @param {any} head @param {Words} words */
export function showDemands(head, words) {
  if (hasChanged(findElement("demands"), head.demands, head.carry_out, head.on)) findElement("demands").replaceChildren(...renderDemands(head, words));
}

/** @param {string} state @param {Words} words */
const renderState = (state, { words }) => makeStamp(state, words.standings[state]);

/** This CPD year, or the cycle: what is credited of what is asked of everything together. @param {any} box @param {Head} head @param {Words} words */
function showNow(box, head, words) {
  const year = findYear(head);
  const whole = box.dataset.now === "cycle";
  box.hidden = !whole && !year;
  if (box.hidden) return;
  const span = whole || !year ? head.cycle : year;
  const total = head.totals.find((one) => (whole ? one.window === "cycle" : one.year === year?.year));
  const part = findPart(box, year, head);
  const credited = (part ?? total)?.credited ?? 0;
  if (!hasChanged(box, span, credited, part, head.on)) return;
  const left = head.cycle.rolling ? "" : words.phraseDaysLeft(head.on, span.to);
  const [term, place] = box.children;
  term.textContent = words.phrase(whole ? "whole_cycle" : "year", year);
  place.firstElementChild.replaceChildren(make("strong", {}, formatFigure(credited)), " ", words.phrase(part ? "of" : "unit", { required: part?.required }));
  drawBar(place.querySelector("svg"), credited, part?.required);
  place.lastChild.replaceChildren(...(part ? [renderState(part.state, words), " "] : []), [...phrasePart(part, words), left].filter(Boolean).join(", "));
}

/** What a box's minimum asks in the cycle or in this year. @param {any} box @param {{year: number} | undefined} year @param {Head} head */
const findPart = ({ dataset }, year, { demands }) => demands.find(({ id }) => id === dataset.demand)?.parts.find((one) => !one.year || one.year === year?.year);

/** What more there is to say of a part of a demand. @param {DemandPart | undefined} part @param {Words} words */
const phrasePart = (part, words) =>
  part ? [part.short_by && words.phrase("short", part), part.carried && words.phrase("carried", part), part.confirmed !== part.credited && words.phrase("confirmed", part)].filter(Boolean) : [];

/**
 * What is credited, with a line at the minimum and one at the maximum. The words beside it say the same.
 * @param {any} svg @param {number} credited @param {number} [least]
 */
function drawBar(svg, credited, least) {
  const [had, ...marks] = svg.children;
  if (least !== undefined && marks[0]) marks[0].dataset.at = least;
  const end = Math.max(1, credited, ...marks.map((/** @type {any} */ { dataset }) => +dataset.at)) * 1.01;
  svg.setAttribute("viewBox", `0 0 ${end} 10`);
  had.setAttribute("width", credited);
  for (const one of marks) one.setAttribute("d", `M${one.dataset.at} 0V10`);
}

/** @param {any} box @param {Head["verdicts"][number]} judged @param {Head["verdicts"][number] | undefined} planned @param {Head} head @param {Words} words */
function showVerdict(box, judged, planned, head, words) {
  if (!hasChanged(box, judged, planned?.state, judged.deciding.map((id) => head.demands.find((demand) => demand.id === id)?.parts))) return;
  box.querySelector(".calc-state").replaceWith(renderState(judged.state, words));
  const lines = [
    judged.state !== "met" && judged.deciding.length && [words.phrase("still"), ...joinNodes(judged.deciding.map((id) => renderShortDemand(id, head, words)), "; ")],
    judged.confirm.length && [words.phrase("confirm"), ...renderEntryLinks(judged.confirm, words)],
    judged.supply.length && [phraseSupply(judged.supply, words)],
    planned && [words.phrase("with_plans"), renderState(planned.state, words)],
  ];
  box.lastElementChild.replaceChildren(...lines.map((line) => line && make("li", {}, ...line)).filter(Boolean));
}

/** A demand with what it is short by. @param {string} id @param {Head} head @param {Words} words */
function renderShortDemand(id, head, words) {
  const short = head.demands.find((one) => one.id === id)?.parts.filter((part) => part.short_by) ?? [];
  const shorts = short.map((part) => (part.year ? `${words.phrase("year", part)}: ` : "") + words.phrase("short", part)).join(", ");
  return make("span", {}, makeLink(words.title(id), words.address(id)), shorts && ` (${shorts})`);
}

/** Links to entries; of many only the first. @param {string[]} ids @param {Words} words */
function renderEntryLinks(ids, words) {
  const links = joinNodes(ids.slice(0, MOST_LINKS).map((id) => makeLink(id, `#entry-${id}`)));
  return ids.length > MOST_LINKS ? [...links, words.phrase("more", { n: ids.length - MOST_LINKS })] : links;
}

/** @param {string[]} ids @param {Words} words */
const phraseSupply = (ids, words) => words.phrase("supply", { what: ids.map((id) => words.kernel.attributes.find((one) => one.id === id)?.title).join(", ") });

/** What is still to be confirmed, with whom, for which entries; and what is to be said. @param {Head} head @param {Words} words */
function renderToConfirm({ unanswered, assumed }, words) {
  const toConfirm = unanswered.map(([id, ids]) => {
    const confirm_with = words.kernel.conditions.find((one) => one.id === id)?.confirm_with;
    return make("li", {}, makeLink(words.title(id), words.address(id)), words.phrase("ask", { confirm_with }), ...renderEntryLinks(ids, words));
  });
  const toSupply = assumed.length ? [make("li", {}, phraseSupply(assumed.map(({ id }) => id), words))] : [];
  if (!toConfirm.length && !toSupply.length) return [make("p", { className: "note" }, words.phrase("complete"))];
  return [make("p", {}, make("strong", {}, words.phrase("provisional"))), make("ul", {}, ...toConfirm, ...toSupply)];
}

/** What a category earned in the cycle or in this CPD year. @param {any} box @param {Head} head @param {Words} words */
function showCategory(box, head, words) {
  const year = findYear(head) ?? head.cycle.years.at(-1);
  const whole = box.dataset.span === "cycle";
  const total = head.totals.find((one) => (whole ? one.window === "cycle" : one.year === year?.year));
  const credited = total?.categories.find(({ id }) => id === box.dataset.category)?.credited ?? 0;
  const part = findPart(box, year, head);
  if (!hasChanged(box, credited, part, year)) return;
  const [figure, where] = box.firstElementChild.children;
  figure.textContent = words.phrase("points", { credited });
  where.replaceChildren(words.phrase(whole ? "in_cycle" : "in_year", year), ...(part ? [" ", renderState(part.state, words), " ", part.short_by ? words.phrase("short", part) : ""] : []));
  drawBar(box.lastElementChild, credited);
}

/** Everything that is asked, by the span of time in which it is. @param {Head} head @param {Words} words */
function renderDemands(head, words) {
  const spans = new Map();
  for (const { id, window, parts } of head.demands)
    for (const part of parts) {
      const name = words.phrase(part.year ? "year" : window === "cycle" ? "whole_cycle" : "window", { ...part, window });
      const span = words.phrase("span", { name, from: formatDay(part.from), to: formatDay(part.to), days: head.cycle.rolling || part.from > head.on ? "" : `: ${words.phraseDaysLeft(head.on, part.to)}` });
      spans.set(span, [...(spans.get(span) ?? []), renderDemand(id, part, words)]);
    }
  const carried = head.carry_out.map((one) => make("li", {}, makeLink(words.phrase("carry_out", { ...one, title: words.title(one.id) }), words.address(one.id))));
  if (carried.length) spans.set(words.phrase("carry"), carried);
  return [...spans].flatMap(([span, lines]) => [make("h4", {}, span), make("ul", {}, ...lines)]);
}

/** @param {string} id @param {DemandPart} part @param {Words} words */
function renderDemand(id, part, words) {
  const figures = [words.phrase("demand", part), ...phrasePart(part, words)].join(", ");
  const made = make("li", {}, renderState(part.state, words), " ", makeLink(words.title(id) + (part.each ? `, ${part.each}` : ""), words.address(id)), `: ${figures}`);
  made.dataset.state = part.state;
  return made;
}

/**
 * Where the member stands: years and cycle, verdicts, categories, what is to be confirmed, what is asked.
 *
 * @import { DemandPart, Head } from "../rules/types"
 */
import { all, by, link, make, parted, stamp } from "./dom.js";
import { day, figure } from "./words.js";

const SHOWN = 20;

/** @typedef {import("./words.js").Words} Words */

/** The CPD year that holds the day asked about. @param {Head} head */
const yearOf = ({ cycle, on }) => cycle.years.find(({ from, to }) => from <= on && on <= to);

/** The sentence about the cycle. @param {Head} head @param {Words} words */
export function cycleSaid(head, words) {
  const { cycle, on } = head;
  const now = yearOf(head);
  const span = { from: day(cycle.from, true), to: day(cycle.to, true) };
  if (cycle.rolling || !now) return words.say(cycle.rolling ? "rolling" : "cycle_only", span);
  return words.say("cycle", { ...span, year: now.year, years: cycle.years.length, end: day(now.to, true), days: words.days(on, now.to) });
}

/** The total and the adopted verdict, for those who hear the page. @param {Head} head @param {Words} words */
export function totalSaid({ totals, verdicts: [first] }, words) {
  return words.say("total", { credited: totals[0].credited, verdict: words.say("verdict", named(first, words)) });
}

/** A verdict by its title and state. @param {Head["verdicts"][number]} one @param {Words} words */
const named = ({ id, state }, { kernel, words }) => ({ title: kernel.verdicts.find((known) => known.id === id)?.title, state: words.states[state] });

/** What is shown where, so that only what changed is drawn again. @type {Map<Element, string>} */
const shown = new Map();

/** Whether what a box is about changed since it was drawn. @param {Element} box @param {any[]} about */
function isFresh(box, ...about) {
  const key = JSON.stringify(about);
  return shown.get(box) !== key && shown.set(box, key);
}

/** @param {Head} head @param {Words} words */
export function show(head, words) {
  for (const box of all("[data-now]")) now(box, head, words);
  for (const [i, box] of all("[data-verdict]").entries()) verdict(box, head.verdicts[i], head.with_plans?.verdicts[i], head, words);
  const others = head.verdicts.slice(1).map((one) => words.say("verdict", named(one, words))).join("; ");
  if (others && isFresh(by("others"), others)) by("others").textContent = others;
  if (isFresh(by("provisional"), head.unanswered, head.assumed)) by("provisional").replaceChildren(...toConfirm(head, words));
  for (const box of all("[data-category]")) category(box, head, words);
  if (by("demands").parentElement.open) showAll(head, words);
}

/** Everything that is asked: drawn when it is unfolded or printed. @param {any} head @param {Words} words */
export function showAll(head, words) {
  if (isFresh(by("demands"), head.demands, head.carry_out, head.on)) by("demands").replaceChildren(...demands(head, words));
}

/** @param {string} state @param {Words} words */
const stateMark = (state, { words }) => stamp(state, words.states[state]);

/** This CPD year, or the cycle: what is credited of what is asked of everything together. @param {any} box @param {Head} head @param {Words} words */
function now(box, head, words) {
  const year = yearOf(head);
  const whole = box.dataset.now === "cycle";
  box.hidden = !whole && !year;
  if (box.hidden) return;
  const span = whole || !year ? head.cycle : year;
  const total = head.totals.find((one) => (whole ? one.window === "cycle" : one.year === year?.year));
  const part = partOf(box, year, head);
  const credited = (part ?? total)?.credited ?? 0;
  if (!isFresh(box, span, credited, part, head.on)) return;
  const left = head.cycle.rolling ? "" : words.days(head.on, span.to);
  const [term, place] = box.children;
  term.textContent = words.say(whole ? "whole_cycle" : "year", year);
  place.firstElementChild.replaceChildren(make("strong", {}, figure(credited)), " ", words.say(part ? "of" : "unit", { required: part?.required }));
  draw(place.querySelector("svg"), credited, part?.required);
  place.lastChild.replaceChildren(...(part ? [stateMark(part.state, words), " "] : []), [...said(part, words), left].filter(Boolean).join(", "));
}

/** What a box's minimum asks in the cycle or in this year. @param {any} box @param {{year: number} | undefined} year @param {Head} head */
const partOf = ({ dataset }, year, { demands }) => demands.find(({ id }) => id === dataset.demand)?.parts.find((one) => !one.year || one.year === year?.year);

/** What more there is to say of a part of a demand. @param {DemandPart | undefined} part @param {Words} words */
const said = (part, words) =>
  part ? [part.short_by && words.say("short", part), part.carried && words.say("carried", part), part.confirmed !== part.credited && words.say("confirmed", part)].filter(Boolean) : [];

/**
 * What is credited, with a line at the minimum and one at the maximum. The words beside it say the same.
 * @param {any} svg @param {number} credited @param {number} [least]
 */
function draw(svg, credited, least) {
  const [had, ...marks] = svg.children;
  if (least !== undefined && marks[0]) marks[0].dataset.at = least;
  const end = Math.max(1, credited, ...marks.map((/** @type {any} */ { dataset }) => +dataset.at)) * 1.01;
  svg.setAttribute("viewBox", `0 0 ${end} 10`);
  had.setAttribute("width", credited);
  for (const one of marks) one.setAttribute("d", `M${one.dataset.at} 0V10`);
}

/** @param {any} box @param {Head["verdicts"][number]} one @param {Head["verdicts"][number] | undefined} planned @param {Head} head @param {Words} words */
function verdict(box, one, planned, head, words) {
  if (!isFresh(box, one, planned?.state, one.deciding.map((id) => head.demands.find((demand) => demand.id === id)?.parts))) return;
  box.querySelector(".calc-state").replaceWith(stateMark(one.state, words));
  const lines = [
    one.state !== "met" && one.deciding.length && [words.say("still"), ...parted(one.deciding.map((id) => owed(id, head, words)), "; ")],
    one.confirm.length && [words.say("confirm"), ...entries(one.confirm, words)],
    one.supply.length && [supply(one.supply, words)],
    planned && [words.say("with_plans"), stateMark(planned.state, words)],
  ];
  box.lastElementChild.replaceChildren(...lines.map((line) => line && make("li", {}, ...line)).filter(Boolean));
}

/** A demand with what it is short by. @param {string} id @param {Head} head @param {Words} words */
function owed(id, head, words) {
  const short = head.demands.find((one) => one.id === id)?.parts.filter((part) => part.short_by) ?? [];
  const said = short.map((part) => (part.year ? `${words.say("year", part)}: ` : "") + words.say("short", part)).join(", ");
  return make("span", {}, link(words.title(id), words.address(id)), said && ` (${said})`);
}

/** Links to entries; of many only the first. @param {string[]} ids @param {Words} words */
function entries(ids, words) {
  const links = parted(ids.slice(0, SHOWN).map((id) => link(id, `#entry-${id}`)));
  return ids.length > SHOWN ? [...links, words.say("more", { n: ids.length - SHOWN })] : links;
}

/** @param {string[]} ids @param {Words} words */
const supply = (ids, words) => words.say("supply", { what: ids.map((id) => words.kernel.attributes.find((one) => one.id === id)?.title).join(", ") });

/** What is still to be confirmed, with whom, for which entries; and what is to be said. @param {Head} head @param {Words} words */
function toConfirm({ unanswered, assumed }, words) {
  const asked = unanswered.map(([id, ids]) => {
    const confirm_with = words.kernel.conditions.find((one) => one.id === id)?.confirm_with;
    return make("li", {}, link(words.title(id), words.address(id)), words.say("ask", { confirm_with }), ...entries(ids, words));
  });
  const told = assumed.length ? [make("li", {}, supply(assumed.map(({ id }) => id), words))] : [];
  if (!asked.length && !told.length) return [make("p", { className: "note" }, words.say("complete"))];
  return [make("p", {}, make("strong", {}, words.say("provisional"))), make("ul", {}, ...asked, ...told)];
}

/** What a category earned in the cycle or in this CPD year. @param {any} box @param {Head} head @param {Words} words */
function category(box, head, words) {
  const year = yearOf(head) ?? head.cycle.years.at(-1);
  const whole = box.dataset.span === "cycle";
  const total = head.totals.find((one) => (whole ? one.window === "cycle" : one.year === year?.year));
  const credited = total?.categories.find(({ id }) => id === box.dataset.category)?.credited ?? 0;
  const part = partOf(box, year, head);
  if (!isFresh(box, credited, part, year)) return;
  const [figure, where] = box.firstElementChild.children;
  figure.textContent = words.say("points", { credited });
  where.replaceChildren(words.say(whole ? "in_cycle" : "in_year", year), ...(part ? [" ", stateMark(part.state, words), " ", part.short_by ? words.say("short", part) : ""] : []));
  draw(box.lastElementChild, credited);
}

/** Everything that is asked, by the span of time in which it is. @param {Head} head @param {Words} words */
function demands(head, words) {
  const spans = new Map();
  for (const { id, window, parts } of head.demands)
    for (const part of parts) {
      const name = words.say(part.year ? "year" : window === "cycle" ? "whole_cycle" : "window", { ...part, window });
      const span = words.say("span", { name, from: day(part.from), to: day(part.to), days: head.cycle.rolling || part.from > head.on ? "" : `: ${words.days(head.on, part.to)}` });
      spans.set(span, [...(spans.get(span) ?? []), demand(id, part, words)]);
    }
  const carried = head.carry_out.map((one) => make("li", {}, link(words.say("carry_out", { ...one, title: words.title(one.id) }), words.address(one.id))));
  if (carried.length) spans.set(words.say("carry"), carried);
  return [...spans].flatMap(([span, lines]) => [make("h4", {}, span), make("ul", {}, ...lines)]);
}

/** @param {string} id @param {DemandPart} part @param {Words} words */
function demand(id, part, words) {
  const figures = [words.say("demand", part), ...said(part, words)].join(", ");
  const made = make("li", {}, stateMark(part.state, words), " ", link(words.title(id) + (part.each ? `, ${part.each}` : ""), words.address(id)), `: ${figures}`);
  made.dataset.state = part.state;
  return made;
}

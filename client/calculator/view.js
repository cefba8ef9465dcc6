/** Where the member stands: verdicts, categories, and what is asked by year and cycle. */
import { by, link, make } from "./dom.js";
import { daysBetween } from "./state.js";

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {import("./words.js").Words} Words */

/** The sentence about the cycle. @param {any} head @param {Words} words */
export function cycleSaid({ cycle, on }, words) {
  if (cycle.rolling) return words.say("rolling", cycle);
  const now = cycle.years.find(({ from, to }) => from <= on && on <= to);
  if (!now) return words.say("cycle_only", cycle);
  return words.say("cycle", { ...cycle, year: now.year, years: cycle.years.length, end: now.to, days: days(on, now.to, words) });
}

/** @param {string} on @param {string} to @param {Words} words */
function days(on, to, words) {
  const n = daysBetween(on, to);
  return n > 1 ? words.say("days", { n }) : words.say(n === 1 ? "day" : "last_day");
}

/** The total and the adopted verdict, for those who hear the page. @param {any} head @param {Words} words */
export function totalSaid(head, words) {
  const [first] = head.verdicts;
  const verdict = `${words.title(first.id)}: ${words.words.states[first.state]}.`;
  return words.say("total", { credited: head.totals[0].credited, verdict });
}

/** @param {any} head @param {Words} words */
export function show(head, words) {
  by("verdicts").replaceChildren(...head.verdicts.map((one, i) => verdict(one, head, words, head.with_plans?.verdicts[i])));
  by("provisional").replaceChildren(...completeness(head, words));
  by("categories").replaceChildren(...head.totals[0].categories.flatMap(({ id }) => category(id, head, words)));
  by("demands").replaceChildren(...head.demands.flatMap((one) => demand(one, head, words)), ...carried(head, words));
}

/** Whether anything is still to be confirmed or said. @param {any} head @param {Words} words */
function completeness({ provisional, assumed }, words) {
  if (!provisional.length && !assumed.length) return [words.say("complete")];
  const entries = provisional.length ? [words.say("confirm"), ...commas(provisional.map((id) => link(id, `#entry-${id}`))), ". "] : [];
  const what = assumed.map(({ id }) => attribute(id, words)).join(", ");
  return [words.say("provisional"), " ", ...entries, what && words.say("supply", { what })];
}

/** @param {any} one @param {any} head @param {Words} words @param {any} planned */
function verdict(one, head, words, planned) {
  const state = words.words.states[one.state];
  const title = words.say("verdict", { title: words.title(one.id), state });
  const made = make("div", { className: one.adopted ? "calc-verdict adopted" : "calc-verdict" });
  made.dataset.state = one.state;
  made.append(make("p", {}, make("strong", {}, link(title, words.address(one.id))), one.adopted ? ` (${words.say("adopted")})` : ""));
  if (one.state !== "met" && one.deciding.length) made.append(make("p", {}, words.say("still"), ...commas(one.deciding.map((id) => owed(id, head, words)))));
  if (one.confirm.length) made.append(make("p", {}, words.say("confirm"), ...commas(one.confirm.map((id) => link(id, `#entry-${id}`)))));
  if (one.supply.length) made.append(make("p", {}, words.say("supply", { what: one.supply.map((id) => attribute(id, words)).join(", ") })));
  if (planned) made.append(make("p", {}, words.say("with_plans", { state: words.words.states[planned.state] })));
  return made;
}

/** @param {string} id @param {Words} words */
const attribute = (id, { kernel }) => kernel.attributes.find((one) => one.id === id)?.title ?? id;

/** A demand with what it is short by. @param {string} id @param {any} head @param {Words} words */
function owed(id, head, words) {
  const short = head.demands.find((one) => one.id === id).parts.filter((part) => part.short_by);
  const said = short.map((part) => (part.year ? `${words.say("year", part)}: ` : "") + words.say("short", part)).join(", ");
  return make("span", {}, link(words.title(id), words.address(id)), said && ` (${said})`);
}

/** @param {Node[]} nodes */
const commas = (nodes) => nodes.flatMap((node, i) => (i ? ["; ", node] : [node]));

/** A bar for each span of time in which the category has a minimum or a maximum. */
function category(id, head, words) {
  const { kernel } = words;
  const own = (rule) => rule.measure === "points" && rule.counting?.category === id;
  const rules = [...kernel.demands, ...kernel.limits].filter(own);
  const spans = [...new Set(["cycle", ...rules.map((rule) => rule.window.span)])].filter((span) => span === "cycle" || span === "year");
  const { title } = kernel.categories.find((one) => one.id === id);
  const bars = spans.map((span) => bar(id, span, rules.filter((rule) => rule.window.span === span), head, words));
  const others = rules.filter((rule) => !spans.includes(rule.window.span)).map((rule) => ruleSaid(rule, words));
  return make("li", {}, link(title, `${words.page}#category-${id}`), ...bars, ...(others.length ? [make("p", {}, ...commas(others))] : []));
}

/** @param {string} id @param {string} span @param {any[]} rules @param {any} head @param {Words} words */
function bar(id, span, rules, head, words) {
  const year = head.cycle.years.find(({ from, to }) => from <= head.on && head.on <= to) ?? head.cycle.years.at(-1);
  const total = head.totals.find((one) => one.window === span && (span === "cycle" || one.year === year?.year));
  if (!total) return "";
  const { credited } = total.categories.find((one) => one.id === id);
  const [least, most] = [kind(rules, words, false), kind(rules, words, true)];
  const said = words.say("category", { credited, window: span === "year" ? words.say("year", year) : words.say("whole_cycle") });
  const bounds = rules.map((rule) => ruleSaid(rule, words, head));
  return make("div", { className: "calc-bar" }, drawn(credited, least, most), make("p", {}, said, ...bounds.flatMap((one) => ["; ", one])));
}

/** The figure of a minimum or maximum, where it is a plain one. */
function kind(rules, words, limit) {
  return rules.find((rule) => words.limits.has(rule.id) === limit)?.amount.figure;
}

/** A rule in its own words, and what it is short by. @param {any} rule @param {Words} words @param {any} [head] */
function ruleSaid(rule, words, head) {
  const parts = head?.demands.find((one) => one.id === rule.id)?.parts ?? [];
  const short = parts.filter((part) => part.short_by).map((part) => words.say("short", part));
  return make("span", {}, link(words.rules[rule.id], words.address(rule.id)), short.length ? ` (${short.join(", ")})` : "");
}

/** The bar itself: what is credited, a line at the minimum and one at the maximum. The words beside it say the same. */
function drawn(credited, least, most) {
  const end = Math.max(credited, least ?? 0, most ?? 0, 1) * 1.02;
  const svg = document.createElementNS(SVG, "svg");
  const put = (name, x, width) => {
    const rect = document.createElementNS(SVG, "rect");
    const box = { class: name, x, y: name === "calc-had" ? 3 : 0, width, height: name === "calc-had" ? 8 : 14 };
    for (const [key, value] of Object.entries(box)) rect.setAttribute(key, String(value));
    svg.append(rect);
  };
  svg.setAttribute("viewBox", "0 0 200 14");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  put("calc-had", 0, (credited / end) * 200);
  if (least !== undefined) put("calc-least", (least / end) * 200 - 1, 1.5);
  if (most !== undefined) put("calc-most", (most / end) * 200 - 1, 1.5);
  return svg;
}

/** @param {any} one @param {any} head @param {Words} words */
function demand(one, head, words) {
  return one.parts.map((part) => {
    const each = [part.year ? words.say("year", part) : "", part.each ?? ""].filter(Boolean).join(", ");
    const title = words.title(one.id) + (each ? `, ${each}` : "");
    const said = [words.words.states[part.state], words.say("demand", part)];
    if (part.short_by) said.push(words.say("short", part));
    if (part.carried) said.push(words.say("carried", part));
    if (part.confirmed !== part.credited) said.push(words.say("confirmed", part));
    if (part.state === "open" && part.from <= head.on) said.push(days(head.on, part.to, words));
    const made = make("li", {}, link(title, words.address(one.id)), `: ${said.join(", ")} `, make("span", { className: "note" }, words.say("span", part)));
    made.dataset.state = part.state;
    return made;
  });
}

/** @param {any} head @param {Words} words */
function carried({ carry_out }, words) {
  return carry_out.map((one) => make("li", {}, link(words.say("carry_out", { ...one, title: words.title(one.id) }), words.address(one.id))));
}

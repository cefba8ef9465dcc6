/** The ways to a designation: straight there and by the ladder, each step with what it takes, on one line of time. */
import { joinNodes, make, makeLink } from "../parts/dom.js";
import { addMonths, civil, day, fromCivil, iso } from "../rules/civil.js";
import { byId, isDay, missing, sources, stamp } from "./tree.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
const MOST_TICKS = 5;

/** @typedef {import("./words.js").Words} Words @typedef {{from: number, to: number, words: Words}} Scale */

/** @param {any} way what `path` answers @param {Words} words @returns {HTMLElement[]} */
export function ways(way, words) {
  const scale = scaleOf(way, words);
  return way.routes.map((/** @type {any} */ one, /** @type {number} */ n) => route(one, way.from, n === way.quickest && way.routes.length > 1, scale, words));
}

/** The span of time that the pictures show, the same for all routes. @param {any} way @param {Words} words @returns {Scale | null} */
function scaleOf(way, words) {
  const steps = way.routes.flatMap((/** @type {any} */ one) => one.steps);
  const days = steps.flatMap((/** @type {any} */ step) => [step.first, ...step.asks.map((/** @type {any} */ one) => one.first)]).filter(isDay);
  const from = day(way.on);
  const to = Math.max(from, ...days.map(day));
  return to > from ? { from, to: to + Math.ceil((to - from) / 12), words } : null;
}

/** @param {any} one @param {string | null} held @param {boolean} quickest @param {Scale | null} scale @param {Words} words */
function route(one, held, quickest, scale, words) {
  const via = words.joined(one.via.map((/** @type {string} */ key) => words.abbreviation(key)), "and");
  const head = words.tell(via ? "by_ladder" : "straight", { via, first: words.when(one.first) });
  const made = make("section", { className: "plan-route" }, make("h4", {}, head, quickest ? " " : "", quickest ? make("span", { className: "tag" }, words.tell("quickest")) : ""));
  made.dataset.first = one.first ?? "never";
  if (scale) made.append(axis(scale));
  made.append(make("ol", {}, ...one.steps.map((/** @type {any} */ step) => stepOf(step, step === one.steps[0] ? held : one.via[one.steps.indexOf(step) - 1], scale, words))));
  return made;
}

/** @param {any} step @param {string | null} before the designation that is held by then @param {Scale | null} scale @param {Words} words */
function stepOf(step, before, scale, words) {
  const { designation, from, first } = step;
  const about = { words, asked: words.data.asked[designation] };
  const begins = from && scale && day(from) > scale.from ? words.tell("begins", { first: from }) : "";
  const long = isDay(first) && from && first > from ? ` (${words.span(from, first)})` : "";
  const made = make("li", {}, make("p", {}, make("strong", {}, makeLink(words.title(designation), words.page(designation))), `: ${words.when(first)}${long}${begins}`));
  made.dataset.first = first ?? "never";
  if (step.printed === false) made.append(make("p", { className: "note" }, words.say("path", "not-printed")));
  const beyond = before && words.beyond(before, designation);
  if (beyond) made.append(make("p", { className: "note" }, makeLink(words.tell("beyond", { title: words.abbreviation(before) }), beyond)));
  const asks = new Map(step.asks.map((/** @type {any} */ one) => [one.id, one]));
  const { criteria } = words.data.ladder.rungs.find((/** @type {any} */ rung) => rung.designation === designation);
  const tree = criteria.readings.find((/** @type {any} */ reading) => byId(reading.tree).has(step.asks[0]?.id))?.tree;
  if (tree) {
    if (asks.size > 1) made.append(make("p", { className: "note" }, words.tell("side_by_side")));
    made.append(missing(tree, about, (leaf) => asks.has(leaf.id) ? { ...asks.get(leaf.id), made: ask(asks.get(leaf.id), leaf, step, scale, about) } : null));
  }
  made.append(...takes(step, scale, words));
  return made;
}

/** @param {any} one @param {any} leaf @param {any} step @param {Scale | null} scale @param {{words: Words, asked: any}} about */
function ask(one, leaf, step, scale, { words, asked }) {
  const study = step.study.find((/** @type {any} */ found) => found.id === one.id)?.options ?? [];
  const options = study.map((/** @type {any} */ { qualification, credits }) => makeLink(credits ? words.tell("credits_of", { credits, id: qualification }) : words.data.qualifications[qualification], words.qualification(qualification)));
  const decides = one.decides ? [" ", make("span", { className: "tag" }, words.tell("decides"))] : [];
  return [
    stamp(one.state, words), " ", asked[leaf.id], `: ${words.when(one.first)}`, ...decides,
    options.length ? make("span", { className: "note" }, " ", ...joinNodes(options, ` ${words.say("criteria", "or")} `)) : null,
    scale && step.from ? strip(scale, step.from, one.first, one.decides ? "plan-line decides" : "plan-line") : null,
  ];
}

/** Credits, points to keep what is held, fees, and the steps that follow. @param {any} step @param {Scale | null} scale @param {Words} words */
function takes({ credits, keep, fees, then, from, first }, scale, words) {
  const made = [];
  if (credits) made.push(make("p", { className: "plan-takes" }, words.say("path", "credits", { credits }), "."));
  if (keep && keep.years !== 0) {
    const said = words.say("path", keep.years === null ? "keep-a-year" : "keep", { ...keep, title: words.abbreviation(keep.designation) });
    made.push(make("div", { className: "plan-takes" }, said, ". ", makeLink(words.tell("calculate", { title: words.abbreviation(keep.designation) }), words.calculator(keep.designation)), scale && from ? strip(scale, from, first, "plan-kept") : null));
  }
  if (then.length) made.push(make("p", { className: "note" }, words.tell("then"), ...joinNodes(then.map((/** @type {string} */ key) => thenStep(key, fees, words)), "; "), "."));
  return made;
}

/** @param {string} key @param {any[]} fees @param {Words} words */
function thenStep(key, fees, words) {
  const fee = fees.find(({ step }) => step === key);
  const paid = fee && (fee.figure === null ? words.tell("fee_unpublished") : words.tell("fee", fee));
  return make("span", {}, words.data.steps[key], ...(fee ? [` (${paid}, `, sources(fee.source, words), ")"] : []));
}

/** @param {number} number @param {Scale} scale */
const place = (number, { from, to }) => `${(((number - from) / (to - from)) * 100).toFixed(2)}%`;

/** @param {string} name @param {Record<string, string>} attributes @param {string} [text] */
function drawn(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

/** @param {string} name @param {Scale} scale */
function picture(name, scale) {
  const svg = drawn("svg", { class: name, "aria-hidden": "true", width: "100%" });
  for (const tick of ticks(scale)) svg.append(drawn("line", { class: "plan-tick", x1: place(tick, scale), x2: place(tick, scale), y1: "0", y2: "100%" }));
  return svg;
}

/** The days that the line of time is marked at. @param {Scale} scale */
function ticks({ from, to }) {
  const { year } = civil(from);
  const start = fromCivil(year, 0, 1);
  for (const months of STEPS) {
    const found = [];
    for (let n = 0; addMonths(start, n) < to; n += months) if (addMonths(start, n) >= from) found.push(addMonths(start, n));
    if (found.length <= MOST_TICKS) return found;
  }
  return [];
}

/** Months and years along the top. @param {Scale} scale */
function axis(scale) {
  const svg = picture("plan-axis", scale);
  for (const tick of ticks(scale)) if (tick - scale.from < 0.88 * (scale.to - scale.from)) svg.append(drawn("text", { x: place(tick, scale), y: "60%", dx: "3" }, scale.words.month(iso(tick))));
  return svg;
}

/** A bar from a day to another; open where it has no end. @param {Scale} scale @param {string} from @param {string | null} first @param {string} name */
function strip(scale, from, first, name) {
  const svg = picture(`plan-strip ${name}`, scale);
  const [start, end] = [day(from), isDay(first) ? day(/** @type {string} */ (first)) : scale.to];
  const width = `${(((end - start) / (scale.to - scale.from)) * 100).toFixed(2)}%`;
  svg.append(drawn("rect", { class: isDay(first) ? "" : "open", x: place(start, scale), width, y: "25%", height: "50%" }));
  if (isDay(first)) svg.append(drawn("circle", { cx: place(end, scale), cy: "50%", r: "5" }));
  return svg;
}

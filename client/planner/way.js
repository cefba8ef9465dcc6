/** The ways to a designation: straight there and by the ladder, each step with what it takes, on one line of time. */
import { joinNodes, make, makeLink } from "../parts/dom.js";
import { addMonths, civil, day, fromCivil, iso } from "../rules/civil.js";
import { isDay, mapParts, renderMissing, renderSources, renderState } from "./tree.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
const MOST_TICKS = 5;

/** @typedef {import("./words.js").Words} Words @typedef {{from: number, to: number, words: Words}} Scale */

/** @param {any} way what `path` answers @param {Words} words @returns {HTMLElement[]} */
export function renderRoutes(way, words) {
  const scale = buildScale(way, words);
  return way.routes.map((/** @type {any} */ one, /** @type {number} */ n) => renderRoute(one, way.from, n === way.quickest && way.routes.length > 1, scale, words));
}

/** The span of time that the pictures show, the same for all routes. @param {any} way @param {Words} words @returns {Scale | null} */
function buildScale(way, words) {
  const steps = way.routes.flatMap((/** @type {any} */ one) => one.steps);
  const days = steps.flatMap((/** @type {any} */ step) => [step.first, ...step.asks.map((/** @type {any} */ one) => one.first)]).filter(isDay);
  const from = day(way.on);
  const to = Math.max(from, ...days.map(day));
  return to > from ? { from, to: to + Math.ceil((to - from) / 12), words } : null;
}

/** @param {any} walked @param {string | null} held @param {boolean} isQuickest @param {Scale | null} scale @param {Words} words */
function renderRoute(walked, held, isQuickest, scale, words) {
  const via = words.joinParts(walked.via.map((/** @type {string} */ key) => words.abbreviation(key)), "and");
  const head = words.phrase(via ? "by_ladder" : "straight", { via, first: words.phraseFirstDay(walked.first) });
  const made = make("section", { className: "plan-route" }, make("h4", {}, head, isQuickest ? " " : "", isQuickest ? make("span", { className: "tag" }, words.phrase("quickest")) : ""));
  made.dataset.first = walked.first ?? "never";
  if (scale) made.append(drawAxis(scale));
  made.append(make("ol", {}, ...walked.steps.map((/** @type {any} */ step) => renderStep(step, step === walked.steps[0] ? held : walked.via[walked.steps.indexOf(step) - 1], scale, words))));
  return made;
}

/** @param {any} step @param {string | null} before the designation that is held by then @param {Scale | null} scale @param {Words} words */
function renderStep(step, before, scale, words) {
  const { designation, from, first } = step;
  const about = { words, asked: words.data.asked[designation] };
  const begins = from && scale && day(from) > scale.from ? words.phrase("begins", { first: from }) : "";
  const long = isDay(first) && from && first > from ? ` (${words.phraseSpan(from, first)})` : "";
  const made = make("li", {}, make("p", {}, make("strong", {}, makeLink(words.title(designation), words.designationPage(designation))), `: ${words.phraseFirstDay(first)}${long}${begins}`));
  made.dataset.first = first ?? "never";
  if (step.printed === false) made.append(make("p", { className: "note" }, words.phraseFrom("path", "not-printed")));
  const beyond = before && words.beyondPage(before, designation);
  if (beyond) made.append(make("p", { className: "note" }, makeLink(words.phrase("beyond", { title: words.abbreviation(before) }), beyond)));
  const asks = new Map(step.asks.map((/** @type {any} */ one) => [one.id, one]));
  const { criteria } = words.data.ladder.rungs.find((/** @type {any} */ rung) => rung.designation === designation);
  const tree = criteria.readings.find((/** @type {any} */ reading) => mapParts(reading.tree).has(step.asks[0]?.id))?.tree;
  if (tree) {
    if (asks.size > 1) made.append(make("p", { className: "note" }, words.phrase("side_by_side")));
    made.append(renderMissing(tree, about, (leaf) => asks.has(leaf.id) ? { ...asks.get(leaf.id), made: renderAsked(asks.get(leaf.id), leaf, step, scale, about) } : null));
  }
  made.append(...renderCosts(step, scale, words));
  return made;
}

/** @param {any} ask @param {any} leaf @param {any} step @param {Scale | null} scale @param {{words: Words, asked: any}} about */
function renderAsked(ask, leaf, step, scale, { words, asked }) {
  const study = step.study.find((/** @type {any} */ found) => found.id === ask.id)?.options ?? [];
  const options = study.map((/** @type {any} */ { qualification, credits }) => makeLink(credits ? words.phrase("credits_of", { credits, id: qualification }) : words.data.qualifications[qualification], words.qualificationPage(qualification)));
  const decides = ask.decides ? [" ", make("span", { className: "tag" }, words.phrase("decides"))] : [];
  return [
    renderState(ask.state, words), " ", asked[leaf.id], `: ${words.phraseFirstDay(ask.first)}`, ...decides,
    options.length ? make("span", { className: "note" }, " ", ...joinNodes(options, ` ${words.phraseFrom("criteria", "or")} `)) : null,
    scale && step.from ? drawStrip(scale, step.from, ask.first, ask.decides ? "plan-line decides" : "plan-line") : null,
  ];
}

/** Credits, points to keep what is held, fees, and the steps that follow. @param {any} step @param {Scale | null} scale @param {Words} words */
function renderCosts({ credits, keep, fees, then, from, first }, scale, words) {
  const made = [];
  if (credits) made.push(make("p", { className: "plan-takes" }, words.phraseFrom("path", "credits", { credits }), "."));
  if (keep && keep.years !== 0) {
    const points = words.phraseFrom("path", keep.years === null ? "keep-a-year" : "keep", { ...keep, title: words.abbreviation(keep.designation) });
    made.push(make("div", { className: "plan-takes" }, points, ". ", makeLink(words.phrase("calculate", { title: words.abbreviation(keep.designation) }), words.calculatorPage(keep.designation)), scale && from ? drawStrip(scale, from, first, "plan-kept") : null));
  }
  if (then.length) made.push(make("p", { className: "note" }, words.phrase("then"), ...joinNodes(then.map((/** @type {string} */ key) => renderNextStep(key, fees, words)), "; "), "."));
  return made;
}

/** @param {string} key @param {any[]} fees @param {Words} words */
function renderNextStep(key, fees, words) {
  const fee = fees.find(({ step }) => step === key);
  const paid = fee && (fee.figure === null ? words.phrase("fee_unpublished") : words.phrase("fee", fee));
  return make("span", {}, words.data.steps[key], ...(fee ? [` (${paid}, `, renderSources(fee.source, words), ")"] : []));
}

/** @param {number} dayNumber @param {Scale} scale */
const formatPlace = (dayNumber, { from, to }) => `${(((dayNumber - from) / (to - from)) * 100).toFixed(2)}%`;

/** @param {string} name @param {Record<string, string>} attributes @param {string} [text] */
function makeSvg(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text) made.textContent = text;
  return made;
}

/** @param {string} name @param {Scale} scale */
function drawTicks(name, scale) {
  const svg = makeSvg("svg", { class: name, "aria-hidden": "true", width: "100%" });
  for (const tick of listTicks(scale)) svg.append(makeSvg("line", { class: "plan-tick", x1: formatPlace(tick, scale), x2: formatPlace(tick, scale), y1: "0", y2: "100%" }));
  return svg;
}

/** The days that the line of time is marked at. @param {Scale} scale */
function listTicks({ from, to }) {
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
function drawAxis(scale) {
  const svg = drawTicks("plan-axis", scale);
  for (const tick of listTicks(scale)) if (tick - scale.from < 0.88 * (scale.to - scale.from)) svg.append(makeSvg("text", { x: formatPlace(tick, scale), y: "60%", dx: "3" }, scale.words.formatMonth(iso(tick))));
  return svg;
}

/** A bar from a day to another; open where it has no end. @param {Scale} scale @param {string} from @param {string | null} first @param {string} name */
function drawStrip(scale, from, first, name) {
  const svg = drawTicks(`plan-strip ${name}`, scale);
  const [start, end] = [day(from), isDay(first) ? day(/** @type {string} */ (first)) : scale.to];
  const width = `${(((end - start) / (scale.to - scale.from)) * 100).toFixed(2)}%`;
  svg.append(makeSvg("rect", { class: isDay(first) ? "" : "open", x: formatPlace(start, scale), width, y: "25%", height: "50%" }));
  if (isDay(first)) svg.append(makeSvg("circle", { cx: formatPlace(end, scale), cy: "50%", r: "5" }));
  return svg;
}

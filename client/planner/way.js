/** The way to a designation: what can be tried on it, and its steps on one line of time. Loaded when one is opened. */
import { joinNodes, make, makeButton, makeLink } from "../parts/dom.js";
import { formatToday } from "../parts/today.js";
import { addMonths, civil, day, fromCivil, iso } from "../rules/civil.js";
import { path } from "../rules/pathways.js";
import { addTries, listOffers } from "./tries.js";
import { isDay, listMissing, mapParts, phraseStanding, renderSources } from "./tree.js";

const SVG = "http://www.w3.org/2000/svg";
const STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
const MOST_TICKS = 3;

/** @typedef {import("./main.js").Planner} Planner @typedef {import("./words.js").Words} Words @typedef {{from: number, to: number, words: Words}} Scale */

/** @param {HTMLElement} place @param {string} key the designation @param {Planner} planner */
export function fillWay(place, key, planner) {
  const { words, profile, on } = planner;
  const { ladder } = words.data;
  const tries = (planner.tries[key] ??= {});
  const offers = listOffers(path(ladder, profile, key, on).routes[0].steps[0], ladder, words);
  const said = make("p", { className: "plan-earliest" });
  said.setAttribute("role", "status");
  const routes = make("div", {});
  const keep = makeButton(words.phrase("keep_tries"), () => {
    planner.tries[key] = {};
    planner.adoptProfile(addTries(profile, offers, tries, on));
    /** @type {HTMLElement | null} */ (document.querySelector(`[data-name="way:${key}"] > summary`))?.focus();
  });
  const show = () => {
    const way = path(ladder, addTries(profile, offers, tries, on), key, on);
    said.textContent = phraseEarliest(way, offers.length > 0, words);
    keep.hidden = !Object.values(tries).some(Boolean);
    routes.replaceChildren(...renderRoutes(way, words));
  };
  place.append(said, ...(offers.length ? [renderTries(key, offers, tries, keep, show, planner)] : []), routes);
  show();
}

/** @param {any} way @param {boolean} canTry @param {Words} words */
function phraseEarliest({ routes, quickest }, canTry, words) {
  if (quickest !== null) return words.phrase("earliest", routes[quickest]);
  const said = words.phrase(routes.some((/** @type {any} */ { first }) => first === "cannot-tell") ? "earliest_untold" : "earliest_none");
  return canTry ? `${said} ${words.phrase("earliest_try")}` : said;
}

/** Days to try: nothing is kept before the button below is pressed. @param {string} key @param {import("./tries.js").Offer[]} offers @param {Record<string, string>} tries @param {HTMLElement} keep @param {() => void} show @param {Planner} planner */
function renderTries(key, offers, tries, keep, show, { words, on }) {
  const rows = offers.map(({ name, text }) => {
    const field = make("input", { id: `plan-try-${key}-${name}`, type: "date", min: "1900-01-01", max: "2199-12-31", value: tries[name] ?? "" });
    const change = () => {
      tries[name] = field.value >= field.min && field.value <= field.max ? field.value : ""; // not typed to its end
      show();
    };
    field.addEventListener("change", change);
    const today = makeButton(words.phrase("today"), () => ((field.value = on), change()), text);
    return make("p", {}, make("label", { htmlFor: field.id }, text), field, today);
  });
  return make("fieldset", { className: "plan-try" }, make("legend", {}, words.phrase("try")), ...rows, keep);
}

/** The quickest way open, else the first; the others folded. @param {any} way @param {Words} words @returns {HTMLElement[]} */
function renderRoutes(way, words) {
  const scale = buildScale(way, words);
  const shown = way.routes[way.quickest ?? 0];
  const isQuickest = way.routes.length > 1 && way.quickest !== null;
  const others = way.routes.filter((/** @type {any} */ one) => one !== shown);
  return [
    renderRoute(shown, make("h4", {}, phraseRoute(shown, words), ...(isQuickest ? [" ", make("span", { className: "tag" }, words.phrase("quickest"))] : [])), way.from, scale, words),
    ...others.map((/** @type {any} */ one) => make("details", {}, make("summary", {}, phraseRoute(one, words)), renderRoute(one, null, way.from, scale, words))),
  ];
}

/** @param {any} walked @param {Words} words */
function phraseRoute({ via, first }, words) {
  const names = words.joinParts(via.map((/** @type {string} */ key) => words.abbreviation(key)), "and");
  return words.phrase(names ? "by_ladder" : "straight", { via: names, first: words.phraseFirstDay(first) });
}

/** The span of time that the pictures show, the same for all routes. @param {any} way @param {Words} words @returns {Scale | null} */
function buildScale(way, words) {
  const steps = way.routes.flatMap((/** @type {any} */ one) => one.steps);
  const days = steps.flatMap((/** @type {any} */ step) => [step.first, ...step.asks.map((/** @type {any} */ one) => one.first)]).filter(isDay);
  const from = day(way.on);
  const to = Math.max(from, ...days.map(day));
  return to > from ? { from, to: to + Math.ceil((to - from) / 12), words } : null;
}

/** @param {any} walked @param {HTMLElement | null} head @param {string | null} held @param {Scale | null} scale @param {Words} words */
function renderRoute(walked, head, held, scale, words) {
  const made = make("section", { className: "plan-route" }, head);
  made.dataset.first = walked.first ?? "never";
  if (scale) made.append(drawAxis(scale));
  for (const [n, step] of walked.steps.entries()) made.append(...renderStep(step, n ? walked.via[n - 1] : held, walked.steps.length > 1, scale, words));
  if (walked.steps.length > 1 && walked.credits) made.append(make("p", { className: "plan-takes" }, phraseStudy(walked.credits, words, "study_in_all")));
  return made;
}

/** Credits, and hours as an estimate where the body says what a credit stands for. @param {number} credits @param {Words} words @param {string} [name] */
function phraseStudy(credits, words, name = "study") {
  const { hours } = words.data;
  return words.phrase(hours ? `${name}_hours` : name, { credits, a_credit: hours, hours: (credits * hours).toLocaleString("en-ZA") });
}

/** @param {any} step @param {string | null} before the designation that is held by then @param {boolean} isNamed @param {Scale | null} scale @param {Words} words @returns {HTMLElement[]} */
function renderStep(step, before, isNamed, scale, words) {
  const { designation } = step;
  const about = { words, asked: words.data.asked[designation] };
  const asks = new Map(step.asks.map((/** @type {any} */ one) => [one.id, one]));
  const { criteria } = words.data.ladder.rungs.find((/** @type {any} */ rung) => rung.designation === designation);
  const tree = criteria.readings.find((/** @type {any} */ reading) => mapParts(reading.tree).has(step.asks[0]?.id))?.tree;
  const missing = tree ? listMissing(tree, about, (leaf) => (asks.has(leaf.id) ? { ...asks.get(leaf.id), made: renderAsked(asks.get(leaf.id), leaf, step, scale, about) } : null)) : [];
  const list = make("ol", { className: "plan-time" }, ...groupMoments(missing, words), renderMoment(words.phrase(isDay(step.first) ? "earliest_on" : "after", step), [renderApply(step, words)], "apply"));
  const beyond = before && words.beyondPage(before, designation);
  const heads = isNamed ? [make("h5", {}, words.phrase("step", { title: words.abbreviation(designation), first: words.phraseFirstDay(step.first) }))] : [];
  const notes = [
    step.printed === false ? words.phraseFrom("path", "not-printed") : "",
    missing.filter((/** @type {any} */ { first }) => isDay(first)).length > 1 ? words.phrase("side_by_side") : "",
  ].filter(Boolean).map((text) => make("p", { className: "note" }, text));
  if (beyond) notes.push(make("p", { className: "note" }, makeLink(words.phrase("beyond", { title: words.abbreviation(before) }), beyond)));
  return [...heads, ...notes, list, ...renderKept(step, scale, words)];
}

/** What is there by the same day stands together, and so does what has none. @param {import("./tree.js").Missing[]} missing @param {Words} words */
function groupMoments(missing, words) {
  /** @type {Map<string, HTMLElement[]>} */
  const found = new Map();
  for (const { first, state, made } of missing) {
    const when = isDay(first) ? words.phrase("until", { first }) : words.phrase(state === "cannot-tell" ? "not_known" : "no_day");
    found.set(when, [...(found.get(when) ?? []), made]);
  }
  return [...found].map(([when, all]) => renderMoment(when, all));
}

/** A place on the line of time. @param {string} when @param {HTMLElement[]} what @param {string} [kind] */
function renderMoment(when, what, kind = "part") {
  const made = make("li", {}, make("b", {}, when), make("ul", {}, ...what));
  made.dataset.kind = kind;
  return made;
}

/** @param {any} ask @param {any} leaf @param {any} step @param {Scale | null} scale @param {{words: Words, asked: any}} about */
function renderAsked(ask, leaf, step, scale, { words, asked }) {
  const study = step.study.find((/** @type {any} */ found) => found.id === ask.id)?.options ?? [];
  const told = new Map(study.map((/** @type {any} */ { qualification, credits }) => [`${words.data.qualifications[qualification]}, ${phraseCredits(credits, words)}`, { qualification, credits }]));
  const options = [...told].map(([text, { qualification, credits }]) => makeLink(told.size > 1 ? text : phraseCredits(credits, words), words.qualificationPage(qualification)));
  return [
    phraseAsked(leaf, step, words, asked), ask.state === "cannot-tell" && leaf.kind !== "silent" ? make("small", {}, words.phrase("may_do")) : null,
    ...(ask.decides && isDay(ask.first) ? [" ", make("span", { className: "tag" }, words.phrase("decides"))] : []),
    options.length ? make("small", {}, ...joinNodes(options, ` ${words.phraseFrom("criteria", "or")} `)) : null,
    told.size === 1 && ask.first === null ? renderEnrolment(study.map((/** @type {any} */ one) => one.qualification), step.from ?? formatToday(), words) : null,
    scale && step.from && isDay(ask.first) ? drawStrip(scale, step.from, ask.first, ask.decides ? "plan-line decides" : "plan-line") : null,
  ];
}

/** By when one must have begun what nothing leads to yet, before anybody pays for it; of several of one title the latest. @param {string[]} qualifications @param {string} on @param {Words} words */
function renderEnrolment(qualifications, on, words) {
  const days = qualifications.map((key) => words.data.enrol[key] ?? "").sort();
  const day = days.at(-1);
  return days[0] ? make("small", {}, words.phrase(day < on ? "enrol_over" : "enrol", { day })) : null;
}

/** @param {number | null} credits @param {Words} words */
const phraseCredits = (credits, words) => words.phrase(credits ? "credits" : "credits_untold", { credits });

/** What a part asks of somebody who holds by then what the step keeps. @param {any} leaf @param {any} step @param {Words} words @param {Record<string, string>} asked */
function phraseAsked(leaf, { keep, also_keep: also }, words, asked) {
  if (leaf.kind === "silent") return leaf.says;
  const held = [keep, ...also].flatMap((kept) => (kept ? [kept.designation] : []));
  return leaf.kind === "cpd-standing" && held.length ? phraseStanding(leaf, held, words) : words.capitalize(asked[leaf.id]);
}

/** What follows on the first day. @param {any} step @param {Words} words */
function renderApply({ designation, then, fees }, words) {
  const steps = then.map((/** @type {string} */ key) => renderNextStep(key, fees, words));
  return make("li", {}, words.phrase("apply", { title: words.abbreviation(designation) }), ...(steps.length ? [" ", make("small", {}, words.phrase("then"), ...joinNodes(steps, "; "), ".")] : []));
}

/** Study, and points to keep what is held. @param {any} step @param {Scale | null} scale @param {Words} words */
function renderKept({ credits, keep, also_keep, from, first }, scale, words) {
  const made = [];
  if (credits !== 0) made.push(make("p", { className: "plan-takes" }, credits === null ? words.phrase("study_untold") : phraseStudy(credits, words)));
  for (const kept of [keep, ...also_keep]) {
    if (!kept || kept.years === 0) continue;
    const title = words.abbreviation(kept.designation);
    const [kind, figure] = kept.years === null ? ["keep-a-year", kept.points_a_year] : ["keep", kept.points];
    const points = words.phraseFrom("path", kind, { ...kept, title, points: words.phraseCpd(figure, kept.designation) });
    made.push(make("div", { className: "plan-takes" }, points, ". ", makeLink(words.phrase("calculate", { title }), words.calculatorPage(kept.designation)), scale && from && isDay(first) ? drawStrip(scale, from, first, "plan-kept") : null));
  }
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

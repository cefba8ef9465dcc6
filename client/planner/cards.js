/** One card for each designation: how much is done, what is missing, whom to ask, what it costs, and one next step. */
import { joinNodes, make, makeLink } from "../parts/dom.js";
import { toNumber, toTenThousandths } from "../rules/figures.js";
import { countDone, findAdopted, listLeaves, listRunning } from "./asked.js";
import { isDay, isUnsaid, mapParts, phraseStanding, QUESTION, renderNode, renderReason, renderSources } from "./tree.js";

/** @typedef {import("./words.js").Words} Words @typedef {import("./asked.js").Row} Row */
/** @typedef {{held: any[], open: Set<string>, renderWay(key: string): Node}} Actions */
/** @typedef {{words: Words, asked: Record<string, string>, held: any[], parts: Map<string, any>}} About */

/** What is needed to tell what a designation asks. @param {string} key @param {any} criteria @param {any[]} held the designations, as the profile says @param {Words} words @returns {About} */
export const buildAbout = (key, criteria, held, words) => ({ words, asked: words.data.asked[key], held, parts: new Map(criteria.readings.flatMap((/** @type {any} */ { tree }) => [...mapParts(tree)])) });

/** What an answer comes to: `short` for a chip, `sentence` for a whole one. @param {any} answer @param {boolean} isHeld @param {Words} words */
export function phraseOutcome(answer, isHeld, words) {
  const { state, first } = answer;
  if (isHeld) return { state: "met", short: words.phrase("held_short"), sentence: words.phrase("held") };
  const counted = countDone(answer);
  const { rows, done, all, open, nothing } = counted;
  const have = words.phrase(chooseHave(counted), { done, all });
  if (state === "met") return { state, short: words.phrase("now"), sentence: `${have} ${words.phrase("met")}` };
  if (nothing && open) return { state, short: words.phrase("ask_short"), sentence: words.phrase("nothing_missing") };
  if (!all) return { state, short: words.phrase("ask_short"), sentence: words.phrase("unpublished") };
  const running = listRunning(rows).map((leaf) => words.phrase("running", { ...leaf, ...leaf.reasons[0] }));
  const dated = isDay(first) ? words.phrase("from", { first }) : "";
  return { state, short: dated ? words.formatMonth(first) : words.phrase("have_short", { done, all }), sentence: [have, ...running, dated].filter(Boolean).join(" ") };
}

/** How it is said how much is done: what may be there is never called missing. @param {ReturnType<typeof countDone>} counted */
function chooseHave({ rows, done, all, open }) {
  if (done) return open ? "have_known" : "have";
  const isSure = rows.every(({ known, sort }) => !known || sort === "missing");
  return (open || all === 1 ? "have_nothing" : "have_none") + (isSure ? "" : "_sure");
}

/** @param {any} answer what `eligible` answers @param {any} criteria @param {Actions} actions @param {Words} words */
export function renderCard(answer, criteria, actions, words) {
  const key = answer.designation;
  const adopted = findAdopted(answer);
  const about = buildAbout(key, criteria, actions.held, words);
  const isHeld = actions.held.some(({ designation }) => designation === key);
  const found = phraseOutcome(answer, isHeld, words);
  const made = make("section", { className: "plan-card", id: `plan-to-${key}` });
  Object.assign(made.dataset, { state: answer.state, first: answer.first ?? "never" });
  made.append(make("h3", { tabIndex: -1 }, make("b", {}, words.abbreviation(key)), " ", makeLink(words.title(key), words.designationPage(key))));
  made.append(make("p", { className: "plan-said" }, [found.sentence, ...phraseRest(answer, adopted, isHeld, words)].join(" ")));
  if (!adopted) made.append(make("p", {}, criteria.readings.length ? words.phraseFrom("eligible", "no-version") : words.phraseFrom("eligible", "none", { says: criteria.unpublished ?? "" })));
  if (isHeld) made.append(make("p", { className: "plan-next" }, makeLink(words.phrase("calculate", { title: words.abbreviation(key) }), words.calculatorPage(key))));
  else made.append(renderRows(answer, about), renderCosts(key, words), renderNext(answer, about), renderFold(`way:${key}`, words.phrase("way"), () => [actions.renderWay(key)], actions));
  if (adopted) made.append(renderFold(`why:${key}`, words.phrase("why"), () => [renderTree(adopted, about)], actions));
  const others = answer.readings.filter((/** @type {any} */ one) => one !== adopted);
  if (others.length) made.append(renderFold(`others:${key}`, words.phrase("others", { what: others.map((/** @type {any} */ one) => phraseReading(one, words)).join("; ") }), () => renderOthers(answer, others, about), actions));
  return made;
}

/** On what the day rests, and from when it may be. @param {any} answer @param {any} adopted @param {boolean} isHeld @param {Words} words */
function phraseRest({ state, first, perhaps }, adopted, isHeld, words) {
  if (isHeld || state === "met" || !adopted) return [];
  const assumed = adopted.assumes.map((/** @type {string} */ one) => words.phraseFrom("eligible", one));
  return [
    ...(assumed.length ? [words.phrase("if", { what: words.joinParts(assumed, "and") })] : []),
    ...(state === "not-met" && isDay(perhaps) && perhaps !== first ? [words.phraseFrom("eligible", "perhaps", { perhaps })] : []),
  ];
}

const ORDER = ["done", "running", "missing", "unsaid", "ask"];

/** What is asked, done first; each begins with a word that says whose move it is. @param {any} answer @param {About} about */
export function renderRows(answer, about) {
  const rows = countDone(answer).rows.map((row) => ({ ...row, sort: row.sort === "missing" && listRunning([row]).length ? "running" : row.sort }));
  rows.sort((one, two) => ORDER.indexOf(one.sort) - ORDER.indexOf(two.sort));
  return make("ul", { className: "plan-rows" }, ...rows.map(({ node, sort }) => renderRow(node, sort, about)));
}

/** @param {any} node @param {string} sort @param {About} about @returns {HTMLElement} */
function renderRow(node, sort, about) {
  const { words } = about;
  const told = sort === "unsaid" || sort === "ask" ? make("small", {}, words.phrase(`sort_${sort}`)) : null;
  const made = make("li", {}, make("span", { className: "vh" }, `${words.phrase(`word_${sort}`)} `), ...renderPart(node, about), told);
  made.dataset.sort = sort;
  return made;
}

/** @param {any} node @param {About} about @returns {(Node | string | null)[]} */
function renderPart(node, about) {
  const { words, asked } = about;
  if (node.state === "met" && node.kind === "any") return renderPart(node.parts.find((/** @type {any} */ part) => part.state === "met"), about);
  if (node.kind === "silent") return [node.reasons[0].says];
  if (node.kind === "cpd-standing" && about.held.length) return renderStanding(node, about);
  if (!node.parts.length) return [words.capitalize(asked[node.id]), ...renderDetails(node, about)];
  const below = node.parts.filter((/** @type {any} */ { state }) => state !== "left-out");
  return [`${words.capitalize(asked[node.id])}:`, make("ul", {}, ...below.map((/** @type {any} */ part) => make("li", {}, ...renderPart(part, about))))];
}

/** The points that are asked of what this person holds. @param {any} leaf @param {About} about */
function renderStanding(leaf, about) {
  const { words, held, parts } = about;
  const part = parts.get(leaf.id);
  const short = held.filter(({ designation, points }) => points < part.holders[designation]);
  const told = short.map(({ designation, points }) => words.phrase("standing_short", { points, more: toNumber(toTenThousandths(part.holders[designation]) - toTenThousandths(points)) }));
  const why = leaf.state === "met" ? [] : leaf.reasons.filter((/** @type {any} */ { kind }) => kind !== "points-no" || !told.length);
  const notes = [...told.map((text) => [text]), ...why.map((/** @type {any} */ one) => renderReason(leaf, one, about))];
  return [phraseStanding(part, held.map(({ designation }) => designation), words), ...notes.map((inside) => make("small", {}, ...inside))];
}

/** How far it is, and why it cannot be told. @param {any} leaf @param {About} about */
function renderDetails(leaf, about) {
  const { words } = about;
  if (leaf.state === "met") return [];
  const [time] = leaf.reasons;
  const untold = leaf.state === "cannot-tell" && !time.months; // what may count is no "none yet"
  const notes = leaf.kind === "experience" ? (untold ? [] : [phraseTime(leaf, time, words)]) : isDay(leaf.first) ? [words.phrase(leaf.reasons.some((/** @type {any} */ { kind }) => kind === "completed-later") ? "ahead_row" : "planned_row", leaf)] : [];
  const why = leaf.state === "cannot-tell" ? leaf.reasons.filter((/** @type {any} */ one) => one.kind !== "time") : [];
  const bar = leaf.kind === "experience" && (time.months || time.days) ? drawShare(time) : null;
  return [...notes.map((text) => make("small", {}, text)), bar, ...why.map((/** @type {any} */ one) => make("small", {}, ...renderReason(leaf, one, about)))];
}

/** The share of the months that is done. @param {any} time */
function drawShare({ months, days, asked }) {
  const made = /** @type {any} */ (make("progress", { max: asked, value: Math.min(asked, months + days / 31) }));
  made.setAttribute("aria-hidden", "true");
  return made;
}

/** @param {any} leaf @param {any} time @param {Words} words */
function phraseTime({ first }, time, words) {
  const begun = time.months || time.days;
  const held = begun ? words.phrase("so_far", { held: words.phraseTime(time) }) : words.phrase("none_yet");
  return `${held} ${isDay(first) ? words.phrase("full_on", { first }) : words.phrase(begun ? "if_again" : "if_today", time)}`;
}

/** @param {string} key @param {Words} words */
export const renderCosts = (key, words) => (words.data.costs[key] ? make("p", { className: "plan-cost" }, words.data.costs[key], ".") : "");

/** The one thing to do next. @param {any} answer @param {About} about */
function renderNext(answer, { words }) {
  const { rows } = countDone(answer);
  const next = (/** @type {(Node | string)[]} */ ...inside) => make("p", { className: "plan-next" }, ...inside);
  if (answer.state === "met") return next(words.phrase("next_step", { step: words.data.steps[answer.then[0]] ?? "" }));
  const unsaid = rows.find(({ sort }) => sort === "unsaid");
  if (unsaid) {
    const leaf = listLeaves(unsaid.node).find(({ reasons }) => reasons.some(isUnsaid));
    return next(makeLink(words.phrase("answer"), `#plan-${QUESTION[leaf.kind]}`));
  }
  if (rows.some(({ sort }) => sort === "missing")) return ""; // the way there says it
  return next(words.phrase("ask"), " ", ...renderContact(words));
}

/** Whom to ask. @param {Words} words */
export const renderContact = (words) => joinNodes(words.data.ask.ways.map((/** @type {[string, string]} */ [text, href]) => makeLink(text, href)));

/** The ways beside what is asked, such as recognition of prior learning. @param {any[]} answers @param {Words} words */
export function renderBeside(answers, words) {
  const told = answers.filter(({ routes }) => routes.length);
  return told.map(({ designation, routes: [{ says, source }] }) => make("p", {}, make("b", {}, words.abbreviation(designation)), `: ${says} `, renderSources(source, words)));
}

/** What other texts ask, and the ways beside them. @param {any} answer @param {any[]} others @param {About} about */
function renderOthers({ designation, routes, readings }, others, about) {
  const { words } = about;
  const nameReading = (/** @type {string} */ id) => words.data.readings[readings.find((/** @type {any} */ one) => one.id === id).reading];
  const trees = others.map((one) => {
    const made = make("div", {}, make("h4", {}, phraseReading(one, words)), renderReading(one, words), renderTree(one, about));
    made.dataset.name = `${one.id}:${designation}`;
    return made;
  });
  return [...trees, ...routes.map((/** @type {any} */ route) => make("p", { className: "note" }, words.phrase("beside", { reading: nameReading(route.reading) }), route.says, " ", renderSources(route.source, words)))];
}

/** @param {any} reading @param {About} about */
const renderTree = (reading, about) => make("div", { className: "tree" }, make("ul", { className: "all" }, renderNode(reading.tree, about)));

/** @param {any} reading @param {Words} words */
function phraseReading(reading, words) {
  const title = words.data.readings[reading.reading];
  const dated = reading.state !== "met" && isDay(reading.first);
  return words.phraseFrom("eligible", "reading", { title, state: words.phraseFrom("states", reading.state), adopted: dated ? words.phraseFrom("eligible", "first_of_part", reading) : "" });
}

/** @param {any} reading @param {Words} words */
function renderReading(reading, words) {
  const unknown = words.phraseFrom("eligible", "unknown-day");
  const dated = reading.from || reading.to ? words.phrase("holds_from", { first: reading.from ?? unknown, last: reading.to ?? unknown }) : "";
  return make("p", { className: "note" }, reading.in_force ? "" : `${words.phraseFrom("eligible", "past")} `, dated, " ", renderSources(reading.source, words));
}

/** A part that opens, made when it does; it stays as it is when the answers change. @param {string} name @param {string} title @param {() => (Node | null)[]} render @param {Actions} actions */
function renderFold(name, title, render, actions) {
  const made = make("details", { open: actions.open.has(name) }, make("summary", {}, title));
  const fill = () => made.children.length < 2 && made.append(...render().flatMap((one) => one ?? []));
  made.dataset.name = name;
  if (made.open) fill();
  made.addEventListener("toggle", () => {
    if (made.open) fill();
    actions.open[made.open ? "add" : "delete"](name);
  });
  return made;
}

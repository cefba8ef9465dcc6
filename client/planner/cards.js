/** One card for each designation: where the reader stands, what is missing, why, other readings, and the way there. */
import { make, makeLink } from "../parts/dom.js";
import { isDay, mapParts, renderMissing, renderNode, renderPlanButtons, renderReason, renderSources, renderState } from "./tree.js";
import { renderRoutes } from "./way.js";

/** @typedef {import("./words.js").Words} Words @typedef {{plan(kind: "qualification" | "job", value: any): void, on: string, held: string, open: Set<string>}} Actions */

/** The version of the adopted reading that holds. @param {any} answer */
const findAdopted = (answer) => answer.readings.find((/** @type {any} */ one) => one.adopted && one.in_force);

/** What an answer comes to: `short` for a chip, `sentence` for a whole one. @param {any} answer @param {boolean} isHeld @param {Words} words */
export function phraseOutcome(answer, isHeld, words) {
  const { state, first, perhaps } = answer;
  if (isHeld) return { state: "met", short: words.phrase("held_short"), sentence: words.phrase("held") };
  if (state === "met") return { state, short: words.phrase("now"), sentence: words.phrase("met") };
  const dated = isDay(first);
  const sentence = dated ? words.phrase("from", { first }) : first === null ? words.phrase("nowhere", { what: phraseBlocking(findAdopted(answer), words) }) : words.phrase("open");
  const short = dated ? words.formatMonth(first) : state === "cannot-tell" ? words.phraseFrom("states", state) : words.phrase("missing_short");
  return { state, short, sentence, perhaps };
}

/** What is missing and nothing leads to, by kind. @param {any} adopted @param {Words} words */
function phraseBlocking(adopted, words) {
  const leaves = [...mapParts(adopted.tree).values()].filter(({ id, first }) => first === null && adopted.missing.includes(id));
  const kinds = new Set(leaves.map(({ kind }) => words.phrase(`kind-${kind}`)));
  return words.joinParts([...kinds], "and");
}

/** @param {any} answer what `eligible` answers @param {any} way what `path` answers @param {any} criteria @param {Actions} actions @param {Words} words */
export function renderCard(answer, way, criteria, actions, words) {
  const key = answer.designation;
  const about = { words, asked: words.data.asked[key] };
  const found = phraseOutcome(answer, actions.held === key, words);
  const adopted = findAdopted(answer);
  const made = make("section", { className: "plan-card", id: `plan-to-${key}` });
  Object.assign(made.dataset, { state: answer.state, first: answer.first ?? "never" });
  made.append(make("h3", { tabIndex: -1 }, makeLink(`${words.title(key)} (${words.abbreviation(key)})`, words.designationPage(key)), " ", renderState(found.state, words, actions.held === key ? words.phrase("held_short") : undefined)));
  made.append(make("p", { className: "plan-said" }, ...renderHeadline(answer, adopted, found, words)));
  if (!adopted) made.append(make("p", {}, criteria.readings.length ? words.phraseFrom("eligible", "no-version") : words.phraseFrom("eligible", "none", { says: criteria.unpublished ?? "" })));
  if (adopted && answer.state !== "met" && actions.held !== key) made.append(...renderMissingSection(adopted, criteria, about, actions));
  const renderOwnFold = (/** @type {string} */ name, /** @type {string} */ title, /** @type {(Node | null)[]} */ inside) => renderFold(`${name}:${key}`, title, inside, actions);
  if (actions.held !== key) made.append(renderOwnFold("way", words.phrase("way"), renderRoutes(way, words)));
  if (adopted) made.append(renderOwnFold("why", words.phrase("why"), [renderTree(adopted, about)]));
  const others = answer.readings.filter((/** @type {any} */ one) => one !== adopted);
  if (others.length) made.append(make("h4", {}, words.phrase("others")), ...others.map((/** @type {any} */ one) => renderOwnFold(one.id, phraseReading(one, words), [renderReading(one, words), renderTree(one, about)])));
  for (const route of answer.routes) made.append(make("p", { className: "note" }, words.phrase("beside", { reading: words.data.readings[answer.readings.find((/** @type {any} */ one) => one.id === route.reading).reading] }), route.says, " ", renderSources(route.source, words)));
  return made;
}

/** @param {any} answer @param {any} adopted @param {any} outcome @param {Words} words */
function renderHeadline(answer, adopted, outcome, words) {
  const sentences = [outcome.sentence];
  if (adopted?.assumes.length && answer.state !== "met") sentences.push(words.phrase("if", { what: words.joinParts(adopted.assumes.map((/** @type {string} */ one) => words.phraseFrom("eligible", one)), "and") }));
  if (outcome.perhaps && outcome.perhaps !== "cannot-tell" && outcome.perhaps !== answer.first && answer.state === "not-met") sentences.push(words.phraseFrom("eligible", "perhaps", { perhaps: outcome.perhaps }));
  return [sentences.join(" ")];
}

/** What is missing, what decides the day, and whom to ask. @param {any} adopted @param {any} criteria @param {{words: Words, asked: any}} about @param {Actions} actions */
function renderMissingSection(adopted, criteria, about, actions) {
  const { words, asked } = about;
  const parts = mapParts(criteria.readings.find((/** @type {any} */ one) => one.id === adopted.id).tree);
  let open = false;
  const list = renderMissing(adopted.tree, about, (leaf) => {
    if (!adopted.missing.includes(leaf.id)) return null;
    open ||= leaf.state === "cannot-tell";
    const first = isDay(leaf.first) ? words.phraseFrom("eligible", "first_of_part", leaf) : "";
    const decides = first && leaf.first === adopted.first ? [" ", make("span", { className: "tag" }, words.phrase("decides"))] : [];
    const time = leaf.reasons.find((/** @type {any} */ one) => one.kind === "time" && one.lacking_days);
    const soonest = leaf.first === null && time ? `. ${words.phrase("soonest", time)}` : "";
    const buttons = leaf.first === null ? renderPlanButtons(parts.get(leaf.id), about, actions) : [];
    const why = leaf.state === "cannot-tell" ? leaf.reasons.filter((/** @type {any} */ one) => one.kind !== "time") : [];
    const made = [renderState(leaf.state, words), " ", asked[leaf.id], first, ...decides, soonest, buttons.length ? make("span", { className: "plan-buttons" }, ...buttons) : null,
      ...why.map((/** @type {any} */ one) => make("div", { className: "note" }, ...renderReason(leaf, one, words)))];
    return { made, first: leaf.first, state: leaf.state };
  });
  return [make("h4", {}, words.phrase("missing")), list, open ? make("p", { className: "note" }, words.phrase("ask", { whom: words.data.ask })) : ""].filter(Boolean);
}

/** @param {any} reading @param {{words: Words, asked: any}} about */
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

/** A part that opens; it stays as it is when the answers change. @param {string} name @param {string} title @param {(Node | null)[]} inside @param {Actions} actions */
function renderFold(name, title, inside, actions) {
  const made = make("details", { open: actions.open.has(name) }, make("summary", {}, title), ...inside);
  made.dataset.name = name;
  made.addEventListener("toggle", () => (made.open ? actions.open.add(name) : actions.open.delete(name)));
  return made;
}

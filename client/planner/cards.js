/** One card for each designation: where the reader stands, what is missing, why, other readings, and the way there. */
import { make, makeLink } from "../parts/dom.js";
import { byId, explained, isDay, missing, planning, sources, stamp, whole } from "./tree.js";
import { ways } from "./way.js";

/** @typedef {import("./words.js").Words} Words @typedef {{plan(kind: "qualification" | "job", value: any): void, on: string, held: string, open: Set<string>}} Does */

/** The version of the adopted reading that holds. @param {any} answer */
const adoptedOf = (answer) => answer.readings.find((/** @type {any} */ one) => one.adopted && one.in_force);

/** What an answer comes to: `short` for a chip, `said` for a sentence. @param {any} answer @param {boolean} held @param {Words} words */
export function outcome(answer, held, words) {
  const { state, first, perhaps } = answer;
  if (held) return { state: "met", short: words.tell("held_short"), said: words.tell("held") };
  if (state === "met") return { state, short: words.tell("now"), said: words.tell("met") };
  const dated = isDay(first);
  const said = dated ? words.tell("from", { first }) : first === null ? words.tell("nowhere", { what: blocking(adoptedOf(answer), words) }) : words.tell("open");
  const short = dated ? words.month(first) : state === "cannot-tell" ? words.say("states", state) : words.tell("missing_short");
  return { state, short, said, perhaps };
}

/** What is missing and nothing leads to, by kind. @param {any} adopted @param {Words} words */
function blocking(adopted, words) {
  const leaves = [...byId(adopted.tree).values()].filter(({ id, first }) => first === null && adopted.missing.includes(id));
  const kinds = new Set(leaves.map(({ kind }) => words.tell(`kind-${kind}`)));
  return words.joined([...kinds], "and");
}

/** @param {any} answer what `eligible` answers @param {any} way what `path` answers @param {any} criteria @param {Does} does @param {Words} words */
export function card(answer, way, criteria, does, words) {
  const key = answer.designation;
  const about = { words, asked: words.data.asked[key] };
  const found = outcome(answer, does.held === key, words);
  const adopted = adoptedOf(answer);
  const made = make("section", { className: "plan-card", id: `plan-to-${key}` });
  Object.assign(made.dataset, { state: answer.state, first: answer.first ?? "never" });
  made.append(make("h3", { tabIndex: -1 }, makeLink(`${words.title(key)} (${words.abbreviation(key)})`, words.page(key)), " ", stamp(found.state, words, does.held === key ? words.tell("held_short") : undefined)));
  made.append(make("p", { className: "plan-said" }, ...headline(answer, adopted, found, words)));
  if (!adopted) made.append(make("p", {}, criteria.readings.length ? words.say("eligible", "no-version") : words.say("eligible", "none", { says: criteria.unpublished ?? "" })));
  if (adopted && answer.state !== "met" && does.held !== key) made.append(...lacking(adopted, criteria, about, does));
  const fold = (/** @type {string} */ name, /** @type {string} */ title, /** @type {(Node | null)[]} */ inside) => folded(`${name}:${key}`, title, inside, does);
  if (does.held !== key) made.append(fold("way", words.tell("way"), ways(way, words)));
  if (adopted) made.append(fold("why", words.tell("why"), [tree(adopted, about)]));
  const others = answer.readings.filter((/** @type {any} */ one) => one !== adopted);
  if (others.length) made.append(make("h4", {}, words.tell("others")), ...others.map((/** @type {any} */ one) => fold(one.id, readingSaid(one, words), [reading(one, words), tree(one, about)])));
  for (const route of answer.routes) made.append(make("p", { className: "note" }, words.tell("beside", { reading: words.data.readings[answer.readings.find((/** @type {any} */ one) => one.id === route.reading).reading] }), route.says, " ", sources(route.source, words)));
  return made;
}

/** @param {any} answer @param {any} adopted @param {any} found @param {Words} words */
function headline(answer, adopted, found, words) {
  const said = [found.said];
  if (adopted?.assumes.length && answer.state !== "met") said.push(words.tell("if", { what: words.joined(adopted.assumes.map((/** @type {string} */ one) => words.say("eligible", one)), "and") }));
  if (found.perhaps && found.perhaps !== "cannot-tell" && found.perhaps !== answer.first && answer.state === "not-met") said.push(words.say("eligible", "perhaps", { perhaps: found.perhaps }));
  return [said.join(" ")];
}

/** What is missing, what decides the day, and whom to ask. @param {any} adopted @param {any} criteria @param {{words: Words, asked: any}} about @param {Does} does */
function lacking(adopted, criteria, about, does) {
  const { words, asked } = about;
  const parts = byId(criteria.readings.find((/** @type {any} */ one) => one.id === adopted.id).tree);
  let open = false;
  const list = missing(adopted.tree, about, (leaf) => {
    if (!adopted.missing.includes(leaf.id)) return null;
    open ||= leaf.state === "cannot-tell";
    const first = isDay(leaf.first) ? words.say("eligible", "first_of_part", leaf) : "";
    const decides = first && leaf.first === adopted.first ? [" ", make("span", { className: "tag" }, words.tell("decides"))] : [];
    const time = leaf.reasons.find((/** @type {any} */ one) => one.kind === "time" && one.lacking_days);
    const soonest = leaf.first === null && time ? `. ${words.tell("soonest", time)}` : "";
    const buttons = leaf.first === null ? planning(parts.get(leaf.id), about, does) : [];
    const why = leaf.state === "cannot-tell" ? leaf.reasons.filter((/** @type {any} */ one) => one.kind !== "time") : [];
    const made = [stamp(leaf.state, words), " ", asked[leaf.id], first, ...decides, soonest, buttons.length ? make("span", { className: "plan-buttons" }, ...buttons) : null,
      ...why.map((/** @type {any} */ one) => make("div", { className: "note" }, ...explained(leaf, one, words)))];
    return { made, first: leaf.first, state: leaf.state };
  });
  return [make("h4", {}, words.tell("missing")), list, open ? make("p", { className: "note" }, words.tell("ask", { whom: words.data.ask })) : ""].filter(Boolean);
}

/** @param {any} one @param {{words: Words, asked: any}} about */
const tree = (one, about) => make("div", { className: "tree" }, make("ul", { className: "all" }, whole(one.tree, about)));

/** @param {any} one @param {Words} words */
function readingSaid(one, words) {
  const title = words.data.readings[one.reading];
  const dated = one.state !== "met" && isDay(one.first);
  return words.say("eligible", "reading", { title, state: words.say("states", one.state), adopted: dated ? words.say("eligible", "first_of_part", one) : "" });
}

/** @param {any} one @param {Words} words */
function reading(one, words) {
  const unknown = words.say("eligible", "unknown-day");
  const dated = one.from || one.to ? words.tell("holds_from", { first: one.from ?? unknown, last: one.to ?? unknown }) : "";
  return make("p", { className: "note" }, one.in_force ? "" : `${words.say("eligible", "past")} `, dated, " ", sources(one.source, words));
}

/** A part that opens; it stays as it is when the answers change. @param {string} name @param {string} title @param {(Node | null)[]} inside @param {Does} does */
function folded(name, title, inside, does) {
  const made = make("details", { open: does.open.has(name) }, make("summary", {}, title), ...inside);
  made.dataset.name = name;
  made.addEventListener("toggle", () => (made.open ? does.open.add(name) : does.open.delete(name)));
  return made;
}

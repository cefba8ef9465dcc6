/** A plan of what is left: asked of the judge, told, and put into the log as entries that can be changed. Loaded when first asked for. */
import { by, link, make, parted } from "./dom.js";
import { freshId } from "./state.js";
import { day } from "./words.js";

/** @typedef {import("./main.js").Calculator} Calculator @typedef {import("./words.js").Words} Words */

/** What the form of plans asks. */
export function asked() {
  const form = new FormData(by("plan"));
  return { verdict: form.get("verdict"), prefer: form.get("prefer"), without: form.getAll("without") };
}

/** Tell a plan, or why there is none. @param {any} answer @param {Calculator} calculator */
export function tell(answer, calculator) {
  const { words } = calculator;
  /** @type {Record<string, any>} */
  const { status, prefer, count, points, entries, lost, open, clash, because, unconfirmed, not_planned } = answer;
  const name = status === "planned" && prefer === "points" ? "planned_points" : status;
  const rules = (/** @type {string[]} */ ids) => parted([...new Set(ids)].map((id) => link(words.title(id), words.address(id))), "; ");
  const part = (/** @type {string} */ said, /** @type {string[]} */ ids) => (ids.length ? make("p", {}, words.say(said), ...rules(ids)) : "");
  by("planned").replaceChildren(
    make("p", { tabIndex: -1 }, make("strong", {}, words.say(name, { count, points }, "plan"))),
    because.length ? make("ul", {}, ...because.map((/** @type {any} */ { why, about }) => make("li", {}, words.say(why, { title: titleOf(about, words) }, "unplanned")))) : "",
    part("plan_clash", clash.map((/** @type {any} */ { rule }) => rule)),
    status === "planned" ? "" : make("ul", {}, ...open.map((/** @type {any} */ one) => make("li", {}, stillOpen(one, words)))),
    part("plan_lost", lost.map((/** @type {any} */ { demand }) => demand)),
    unconfirmed.length ? make("p", {}, words.say("unconfirmed", { entries: unconfirmed.join(", ") }, "plan")) : "",
    ...years(entries, words),
    entries.length ? make("p", { className: "calc-buttons" }, make("button", { type: "button", onclick: () => take(entries, calculator) }, words.say("plan_take"))) : "",
    part("plan_without", (status === "planned" ? not_planned : []).map((/** @type {any} */ { activity }) => activity)),
  );
  by("planned").firstChild.focus();
}

/** What a demand is short by, and until when. @param {any} part @param {Words} words */
function stillOpen({ demand, each, until, short_by }, words) {
  const title = [words.title(demand), each].filter(Boolean).join(", ");
  return link(words.say("open_part", { title, short: short_by, until: day(until) }, "plan"), words.address(demand));
}

/** A verdict, an attribute, or another part of the schedule. @param {string} id @param {Words} words */
const titleOf = (id, words) => [...words.kernel.verdicts, ...words.kernel.attributes].find((one) => one.id === id)?.title ?? words.title(id);

/** What is planned in each CPD year; what is done more than once stands once. @param {any[]} entries @param {Words} words */
function years(entries, words) {
  const found = new Map();
  for (const one of entries) {
    const { year, activity, quantity, earns, topics } = one;
    const name = year ? words.say("year", { year }) : "";
    const alike = JSON.stringify([activity, quantity, earns, topics]);
    const lines = found.get(name) ?? new Map();
    found.set(name, lines.set(alike, [...(lines.get(alike) ?? []), one]));
  }
  return [...found].flatMap(([name, lines]) => [name ? make("h3", {}, name) : "", make("ol", {}, ...[...lines.values()].map((same) => line(same, words)))]);
}

/** Entries of a plan that are alike, choices and days apart. @param {any[]} same @param {Words} words */
function line(same, words) {
  const [{ activity, quantity, topics, items, earns, confirm }] = same;
  const { rate, choices } = /** @type {any} */ (words.activities.get(activity));
  const counted = quantity && `${rate.measure ?? rate.item} × ${quantity}`;
  const chosen = same.map(({ choice }) => choices?.find((/** @type {any} */ { id }) => id === choice)?.title ?? choice);
  const about = [words.say("by", { date: day(same.at(-1).date) }), counted, ...chosen, topics.join(" ")].filter(Boolean).join(", ");
  const points = link(words.say(items * same.length > 1 ? "each" : "points", { credited: earns }), words.address(activity));
  const title = `${same.length > 1 ? `${same.length} × ` : ""}${words.title(activity)}`;
  return make(
    "li",
    {},
    make("p", { className: "calc-line" }, make("strong", {}, title), make("span", { className: "calc-points" }, points)),
    make("p", { className: "note" }, about),
    ...confirm.map((/** @type {string} */ id) => make("p", { className: "note" }, words.say("to_confirm"), link(words.title(id), words.address(id)))),
  );
}

/** Put a plan into the log, as entries of days to come. @param {any[]} planned @param {Calculator} calculator */
function take(planned, calculator) {
  const { words, store } = calculator;
  const next = Number(freshId(store.state.entries));
  const text = (/** @type {number | null} */ figure) => (figure === null ? null : String(figure));
  const put = planned.map(({ date, activity, quantity, choice, points, topics }, i) => {
    const entry = { id: String(next + i), date, activity, quantity: text(quantity), choice, points: text(points), topics, confirmed: null, note: words.say("from_plan") };
    return { entry };
  });
  by("planned").replaceChildren();
  calculator.change({ put }, "plan_taken", { n: put.length });
  by("log-title").focus();
}

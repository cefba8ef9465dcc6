/** A plan of what is left: asked of the judge, told, and put into the log as entries that can be changed. Loaded when first asked for. */
import { findAll, findElement, joinNodes, make, makeLink } from "./dom.js";
import { findFreshId, readOwnWords } from "./state.js";
import { judgeProposalAgain, renderAddButton, renderAround, renderBecause, renderLapses, renderLeftOut, renderLost, showProposal } from "./suggestions.js";
import { formatDay, learnPhrases } from "./words.js";

learnPhrases("$phrases calculator_plan plan unplanned");

/** @typedef {import("./main.js").Calculator} Calculator @typedef {import("./words.js").Words} Words */

/** Ask for a plan; until there is one, it is said that it is coming, or what stands in its way. @param {HTMLElement | null} button the one that was pressed @param {Calculator} calculator */
export function askPlan(button, calculator) {
  const { head, words } = calculator;
  findElement("planned").replaceChildren(make("p", {}, head ? words.phrase("plan_wait") : findElement("cycle").textContent));
  if (head) calculator.askJudge({ plan: readPlanForm(button) });
  listener ??= listenToAnswers(calculator);
}

/** @type {true | undefined} */
let listener;

/** Once a plan was asked for, each answer about the list is one about the plan. @param {Calculator} calculator @returns {true} */
function listenToAnswers(calculator) {
  document.addEventListener("answer", () => judgeProposalAgain(calculator));
  return true;
}

/** What the form of plans asks. @param {HTMLElement | null} button */
function readPlanForm(button) {
  const form = new FormData(findElement("plan"), button);
  const how = form.get("how") ?? "propose";
  const kinds = findAll("#calc-plan [name=can]");
  // the least is counted over all that the member did not rule out
  const without = kinds.filter(({ checked, defaultChecked }) => !checked && (how === "propose" || defaultChecked)).map(({ value }) => value);
  if (how === "least") return { how, verdict: form.get("verdict"), prefer: form.get("prefer"), without };
  return { how, goal: form.get("goal") ?? "all", without, most: Object.fromEntries(kinds.flatMap(readMost)) };
}

/** How many of an activity somebody can do, where it is not what the schedule says. @param {HTMLInputElement} kind @returns {[string, number][]} */
function readMost({ value: id }) {
  const { value, defaultValue } = findAll(`#calc-plan [name="most:${id}"]`)[0];
  return value !== defaultValue && /^\d{1,3}$/.test(value) ? [[id, Number(value)]] : [];
}

/** Tell a plan. @param {any} answer @param {Calculator} calculator */
export function showPlan(answer, calculator) {
  if (answer.how === "least") showLeast(answer, calculator);
  else showProposal(answer, calculator, (/** @type {any[]} */ entries) => addPlanToLog(entries, calculator));
}

/** Tell the least that is left, or why there is none. @param {any} answer @param {Calculator} calculator */
function showLeast(answer, calculator) {
  const { words } = calculator;
  /** @type {Record<string, any>} */
  const { status, prefer, points, lost, open, clash, because, unconfirmed, not_planned } = answer;
  const entries = answer.entries.flatMap(splitItems);
  const name = answer.left_out.length ? "planned_around" : status === "planned" && prefer === "points" ? "planned_points" : status;
  const renderRules = (/** @type {string[]} */ ids) => joinNodes([...new Set(ids)].map((id) => makeLink(words.title(id), words.address(id))), "; ");
  const renderPart = (/** @type {string} */ key, /** @type {string[]} */ ids) => (ids.length ? make("p", {}, words.phrase(key), ...renderRules(ids)) : "");
  findElement("planned").replaceChildren(
    ...renderLost(answer, words),
    make("p", { tabIndex: -1 }, make("strong", {}, words.phrase(status === "planned" && entries.length === 1 ? `${name}_1` : name, { count: entries.length, points, unit: words.nameUnit(points) }, "plan"))),
    ...renderBecause(because, words),
    renderPart("plan_clash", clash.map((/** @type {any} */ { rule }) => rule)),
    status === "planned" ? "" : make("ul", {}, ...open.map((/** @type {any} */ one) => make("li", {}, renderOpenPart(one, words)))),
    unconfirmed.length ? make("p", {}, words.phrase("unconfirmed", { entries: unconfirmed.join(", ") }, "plan")) : "",
    ...renderYears(entries, words),
    ...renderLapses(answer.lapses, words),
    ...renderAround(answer.left_out, words),
    renderAddButton(entries, () => addPlanToLog(entries, calculator), words),
    ...renderLeftOut(status === "planned" ? not_planned : [], words),
  );
  findElement("planned").querySelector("[tabindex]").focus();
}

/** Each item an entry of its own, as it is put into the log. @param {any} entry */
const splitItems = (entry) => (entry.items > 1 ? Array.from({ length: entry.items }, () => ({ ...entry, quantity: 1, items: 1 })) : [entry]);

/** What a demand is short by, and until when. @param {any} part @param {Words} words */
function renderOpenPart({ demand, each, until, short_by }, words) {
  const title = [words.title(demand), each].filter(Boolean).join(", ");
  return makeLink(words.phrase("open_part", { title, short: short_by, until: formatDay(until) }, "plan"), words.address(demand));
}

/** What is planned in each CPD year; what is done more than once stands once. @param {any[]} entries @param {Words} words */
function renderYears(entries, words) {
  const found = new Map();
  for (const one of entries) {
    const { year, activity, quantity, earns, topics } = one;
    const name = year ? words.phrase("year", { year }) : "";
    const alike = JSON.stringify([activity, quantity, earns, topics]);
    const lines = found.get(name) ?? new Map();
    found.set(name, lines.set(alike, [...(lines.get(alike) ?? []), one]));
  }
  return [...found].flatMap(([name, lines]) => [name ? make("h3", {}, name) : "", make("ol", {}, ...[...lines.values()].map((same) => renderAlike(same, words)))]);
}

/** Entries of a plan that are alike, choices and days apart. @param {any[]} entries @param {Words} words */
function renderAlike(entries, words) {
  const [{ activity, quantity, topics, items, earns, confirm }] = entries;
  const { choices } = /** @type {any} */ (words.activities.get(activity));
  const counted = words.phraseQuantity(activity, quantity);
  const chosen = entries.map(({ choice }) => choices?.find((/** @type {any} */ { id }) => id === choice)?.title ?? choice);
  const isLedger = !earns && counted !== "";
  const about = [words.phrase("by", { date: formatDay(entries.at(-1).date) }), isLedger ? "" : counted, ...chosen, topics.join(" ")].filter(Boolean).join(", ");
  const points = makeLink(isLedger ? counted : words.phrase(items * entries.length > 1 ? "each" : "points", { credited: earns }), words.address(activity));
  const title = `${entries.length > 1 ? `${entries.length} × ` : ""}${words.title(activity)}`;
  return make(
    "li",
    {},
    make("p", { className: "calc-line" }, make("strong", {}, title), make("span", { className: "calc-points" }, points)),
    make("p", { className: "note" }, about),
    ...confirm.map((/** @type {string} */ id) => make("p", { className: "note" }, words.phrase("to_confirm"), makeLink(words.title(id), words.address(id)))),
  );
}

/** Put a plan into the log, as entries of days to come. @param {any[]} planned @param {Calculator} calculator */
function addPlanToLog(planned, calculator) {
  const { words, store, head } = calculator;
  const next = Number(findFreshId(store.state.entries));
  const toText = (/** @type {number | null} */ figure) => (figure === null ? null : String(figure));
  const put = planned.map(({ date, activity, quantity, choice, points, topics }, i) => {
    const entry = { id: String(next + i), date: delayByDay(date, /** @type {any} */ (head)), activity, quantity: toText(quantity), choice, points: toText(points), topics, confirmed: null, ...readOwnWords(() => ""), note: words.phrase("from_plan") };
    return { entry };
  });
  findElement("planned").replaceChildren();
  calculator.change({ put }, put.length === 1 ? "plan_taken_one" : "plan_taken", { n: put.length });
  findElement("log-title").focus();
}

/** What is dated on the day asked about would be taken for done: it is planned for the next, where that lies in the same year. @param {string} date @param {import("../rules/types").Head} head */
function delayByDay(date, { on, cycle }) {
  const next = new Date(Date.parse(on) + 86_400_000).toISOString().slice(0, 10);
  const isInside = cycle.rolling || cycle.years.some(({ from, to }) => from <= on && next <= to);
  return date <= on && isInside ? next : date;
}

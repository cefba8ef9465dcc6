/**
 * A plan that a person could do: what it cannot change, how far it reaches, its lines with fewer, more and
 * another instead, and when. What is changed is judged at once.
 *
 * @typedef {import("./main.js").Calculator} Calculator
 * @typedef {import("./words.js").Words} Words
 * @typedef {{key: string, year: number, template: any, entries: any[]}} Line the entries of one activity in one CPD year
 */
import { findAll, findElement, joinNodes, make, makeLink } from "./dom.js";
import { formatDay } from "./words.js";

const MOST_LAPSES = 3;
const WEEK = 7 * 86_400_000;

/** The proposal that is shown; none before the first. @type {{answer: any, lines: Line[], swapped: string[]} | null} */
let shown = null;

/** Show a proposal, what came of a change of it, or what took the place of a line. @param {any} answer @param {Calculator} calculator @param {(entries: any[]) => void} take */
export function showProposal(answer, calculator, take) {
  const isNew = answer.how === "propose";
  const before = isNew ? null : shown;
  shown = { answer: { ...before?.answer, ...answer }, lines: orderLines(groupLines(answer.entries, before?.lines ?? []), calculator), swapped: before?.swapped ?? [] };
  drawProposal(calculator, take);
  if (isNew) findElement("planned").querySelector("[tabindex]")?.focus();
  else if (answer.how !== "again") findElement("status").textContent = phraseReach(answer.entries.length, calculator.words);
}

/** When the list changes, how far a plan reaches changes too. @param {Calculator} calculator */
export function judgeProposalAgain(calculator) {
  if (shown && findElement("planned").querySelector(".calc-step")) calculator.askJudge({ plan: { ...readGoal(), how: "again", kept: listEntries() } });
}

/** The entries by activity and CPD year; a line that was there keeps its place, also without an entry. @param {any[]} entries @param {Line[]} before */
function groupLines(entries, before) {
  const lines = new Map(before.map((line) => [line.key, { ...line, entries: /** @type {any[]} */ ([]) }]));
  for (const one of entries) {
    const key = `${one.year}|${one.activity}`;
    if (!lines.has(key)) lines.set(key, { key, year: one.year, template: one, entries: [] });
    lines.get(key)?.entries.push(one);
  }
  return [...lines.values()];
}

/** By CPD years, what was done before first. @param {Line[]} lines @param {Calculator} calculator */
function orderLines(lines, { store, head }) {
  const done = new Set(store.state.entries.filter(({ date }) => date <= (head?.on ?? "")).map(({ activity }) => activity));
  const rank = (/** @type {Line} */ { template }) => Number(!done.has(template.activity));
  return lines.sort((a, b) => a.year - b.year || rank(a) - rank(b));
}

/** @param {Calculator} calculator @param {(entries: any[]) => void} take */
function drawProposal(calculator, take) {
  if (!shown) return;
  const { words } = calculator;
  const { answer, lines } = shown;
  const place = findElement("planned");
  const focused = /** @type {any} */ (document.activeElement)?.dataset?.key;
  const entries = lines.flatMap((line) => line.entries);
  const years = [...new Set(lines.map(({ year }) => year))];
  const change = makeChange(calculator);
  place.replaceChildren(
    ...renderLost(answer, words),
    make("p", { tabIndex: -1 }, make("strong", {}, phraseReach(entries.length, words))),
    ...(answer.status === "short" && !answer.left_out.length ? [make("p", {}, words.phrase("not_enough", {}, "plan"), " ", words.phrase("plan_can_more"))] : []),
    ...renderBecause(answer.because, words),
    ...(answer.unconfirmed.length ? [make("p", {}, words.phrase("unconfirmed", { entries: answer.unconfirmed.join(", ") }, "plan"))] : []),
    ...years.flatMap((year) => [
      years.length > 1 ? make("h3", {}, words.phrase("year", { year })) : "",
      make("ol", {}, ...lines.filter((line) => line.year === year).map((line) => renderLine(line, change, calculator))),
    ]),
    ...(entries.length ? renderWhen(entries, calculator) : []),
    ...renderLapses(answer.lapses, words),
    ...renderAround(answer.left_out, words),
    ...(answer.result.length > 1 ? [renderResult(answer.result, words)] : []),
    renderAddButton(entries, () => take(entries), words),
    ...renderLeftOut(answer.not_planned, words),
  );
  const button = [...place.querySelectorAll("[data-key]")].filter(({ dataset }) => dataset.key === focused)[0];
  (button?.disabled ? button.parentElement.querySelector("button:enabled") : button)?.focus();
}

/** What can no longer be made up is said before anything else. @param {any} answer @param {Words} words */
export function renderLost({ lost, unconfirmed }, words) {
  if (!lost.length) return [];
  const said = lost.map((/** @type {any} */ part) => {
    const { demand, year, measure, short_by } = part;
    const isWholeYear = year && measure === "points" && words.kernel.demands.some(({ id, counting }) => id === demand && !counting);
    const key = isWholeYear ? (unconfirmed.length ? "lost_year_least" : "lost_year") : "lost_other";
    return makeLink(words.phrase(key, { year, short: short_by, credited: short_by, title: phrasePart(part, words) }, "plan"), words.address(demand));
  });
  const [before, after] = words.phrase("lost_for_good", { lost: "\n", body: words.body }, "plan").split("\n");
  return [make("p", { className: "notice" }, before, ...joinNodes(said), after)];
}

/** Why there is no plan. @param {any[]} because @param {Words} words */
export function renderBecause(because, words) {
  const items = because.map(({ why, about }) => make("li", {}, words.phrase(why, { title: findTitle(about, words) }, "unplanned")));
  return items.length ? [make("ul", {}, ...items)] : [];
}

/** What a plan does without, and why. @param {any[]} around @param {Words} words */
export const renderAround = (around, words) => (around.length ? [make("p", {}, words.phrase("around", {}, "plan")), ...renderBecause(around, words)] : []);

/** What could serve, and of which no figure can be planned. @param {any[]} activities @param {Words} words */
export function renderLeftOut(activities, words) {
  const links = activities.map(({ activity }) => makeLink(words.title(activity), words.address(activity)));
  return links.length ? [make("p", { className: "note" }, words.phrase("plan_without"), ...joinNodes(links, "; "))] : [];
}

/** A verdict, an attribute, or another part of the schedule. @param {string} id @param {Words} words */
const findTitle = (id, words) => [...words.kernel.verdicts, ...words.kernel.attributes].find((one) => one.id === id)?.title ?? words.title(id);

/** The button says how many entries it puts into the log. @param {any[]} entries @param {() => void} take @param {Words} words */
export function renderAddButton(entries, take, words) {
  const n = entries.length;
  return n ? make("p", { className: "calc-buttons" }, make("button", { type: "button", className: "calc-take", onclick: take }, words.phrase(n === 1 ? "plan_add_one" : "plan_add", { n }))) : "";
}

/** How far so many entries reach. @param {number} n @param {Words} words */
function phraseReach(n, words) {
  const { result, because } = /** @type {any} */ (shown).answer;
  if (because.length) return words.phrase("unplanned", {}, "plan");
  if (!result.length) return words.phrase("enough", {}, "plan");
  const these = words.phrase(n === 1 ? "this" : "these", { n }, "plan");
  const short = result.filter((/** @type {any} */ one) => one.short_by);
  const [first] = result;
  if (result.length === 1 && first.year && first.measure === "points" && n) return words.phrase("reach_year", { these, ...first }, "plan");
  const parts = short.map((/** @type {any} */ one) => words.phrase("reach_part", { title: phrasePart(one, words), short: phraseShort(one, words) }, "plan")).join(", ");
  return words.phrase(!short.length ? "reach_all" : n ? "reach_short" : "reach_nothing", { these, parts }, "plan");
}

/** How much is missing; points with their unit. @param {any} part @param {Words} words */
const phraseShort = ({ measure, short_by }, words) => (measure === "points" ? words.phrase("points", { credited: short_by }) : String(short_by));

/** What is asked, in which year and of what. @param {any} part @param {Words} words */
const phrasePart = ({ demand, year, each }, words) => [words.title(demand), year && words.phrase("year", { year }), each].filter(Boolean).join(", ");

/** Everything that is asked, with the plan. @param {any[]} result @param {Words} words */
function renderResult(result, words) {
  const items = result.map((one) => make("li", {}, makeLink(words.phrase("one_by_one", { ...one, title: phrasePart(one, words) }, "plan"), words.address(one.demand))));
  return make("details", {}, make("summary", {}, words.phrase("plan_every")), make("ul", {}, ...items));
}

/** A line of a proposal, with fewer, more and another instead. @param {Line} line @param {ReturnType<typeof makeChange>} change @param {Calculator} calculator */
function renderLine(line, change, calculator) {
  const { words } = calculator;
  const { template, entries } = line;
  const title = words.title(template.activity);
  const points = Math.round(entries.reduce((sum, { earns }) => sum + earns, 0) * 1e4) / 1e4;
  const about = [...new Set(entries.map((one) => describeEntry(one, entries.length > 1, words)))].filter(Boolean).join("; ");
  const most = findMost(template.activity);
  const logged = countLogged(line, calculator);
  const more = findMore(line, calculator);
  const makeStep = (/** @type {string} */ sign, /** @type {string} */ key, /** @type {boolean} */ disabled, /** @type {() => void} */ onclick) => {
    const made = make("button", { type: "button", disabled, onclick, ariaLabel: words.phrase(key, { title }) }, sign);
    made.dataset.key = `${key}|${line.key}`;
    return made;
  };
  return make(
    "li",
    {},
    make("p", { className: "calc-line" }, make("strong", {}, title), make("span", { className: "calc-points" }, makeLink(words.phrase("points", { credited: points }), words.address(template.activity)))),
    about ? make("p", { className: "note" }, about) : "",
    ...(entries.length ? template.confirm : []).map((/** @type {string} */ id) => make("p", { className: "note" }, words.phrase("to_confirm"), makeLink(words.title(id), words.address(id)))),
    make(
      "p",
      { className: "calc-buttons calc-step" },
      makeStep("−", "plan_less", !entries.length, () => change.drop(line)),
      make("output", {}, entries.length ? String(entries.length) : words.phrase("plan_none")),
      makeStep("+", "plan_more", !more, () => more && change.add(line, more)),
      makeStep(words.phrase("plan_swap"), "plan_swap_one", !entries.length, () => change.swap(line)),
      most === null ? "" : make("span", { className: "note" }, words.phrase(logged ? "plan_most_logged" : "plan_most", { n: most, logged })),
    ),
  );
}

/** What is chosen or counted of an entry; of several, the points that each declares. @param {any} entry @param {boolean} isOfSeveral @param {Words} words */
function describeEntry({ activity, choice, quantity, points, topics }, isOfSeveral, words) {
  const { choices, rate } = /** @type {any} */ (words.activities.get(activity));
  const chosen = choices?.find((/** @type {any} */ { id }) => id === choice)?.title ?? choice;
  const counted = rate.kind === "items" ? "" : words.phraseQuantity(activity, quantity);
  return [chosen, counted, points !== null && isOfSeveral ? words.phrase("points", { credited: points }) : "", ...topics].filter(Boolean).join(", ");
}

/** How many of an activity the form says that one can do in a CPD year; null where it says nothing. @param {string} activity */
function findMost(activity) {
  const { value } = findAll(`#calc-plan [name="most:${activity}"]`)[0];
  return /^\d{1,3}$/.test(value) ? Number(value) : null;
}

/** How many of an activity the list holds in the CPD year of a line, each item for itself. @param {Line} line @param {Calculator} calculator */
function countLogged({ year, template: { activity } }, { words, store, head }) {
  const { from, to } = findYear(year, head);
  const isItem = words.activities.get(activity)?.rate.kind === "items";
  const inside = store.state.entries.filter((one) => one.activity === activity && from <= one.date && one.date <= to);
  return inside.reduce((sum, { quantity }) => sum + (isItem ? Number(quantity ?? 1) : 1), 0);
}

/** The days of a CPD year, else of the cycle. @param {number} year @param {any} head */
const findYear = (year, head) => head.cycle.years.find((/** @type {any} */ one) => one.year === year) ?? head.cycle;

/** One more entry of a line; null where there may be none. @param {Line} line @param {Calculator} calculator */
function findMore(line, calculator) {
  const { year, template, entries } = line;
  const most = findMost(template.activity);
  const choice = findFreeChoice(template, calculator);
  const isFull = most !== null && countLogged(line, calculator) + entries.length >= most;
  if (isFull || (template.choice && !choice)) return null;
  const last = entries.at(-1) ?? template;
  const later = new Date(Date.parse(last.date) + (entries.length ? WEEK : 0)).toISOString().slice(0, 10);
  const { to } = findYear(year, calculator.head);
  return { ...last, id: findPlanId(), choice, date: later < to ? later : to };
}

/** A choice that neither list nor plan holds yet. @param {any} template @param {Calculator} calculator @returns {string | null} */
function findFreeChoice({ activity, choice }, { words, store }) {
  const taken = new Set([...store.state.entries, ...listEntries()].filter((one) => one.activity === activity).map((one) => one.choice));
  const { choices } = /** @type {any} */ (words.activities.get(activity));
  return choices ? choices.find((/** @type {any} */ { id }) => !taken.has(id))?.id ?? null : choice;
}

/** The entries of the proposal. @returns {any[]} */
const listEntries = () => shown?.lines.flatMap(({ entries }) => entries) ?? [];

/** An id that no entry of the proposal has. */
function findPlanId() {
  const numbers = (shown?.lines ?? []).flatMap(({ template, entries }) => [template, ...entries]).map(({ id }) => Number(id.slice("plan-".length)));
  return `plan-${Math.max(0, ...numbers) + 1}`;
}

/** What the buttons of a line do: each change is judged at once. @param {Calculator} calculator */
function makeChange(calculator) {
  const ask = (/** @type {any} */ asked) => calculator.askJudge({ plan: { ...readGoal(), ...asked } });
  const retry = (/** @type {Line} */ line, /** @type {any[]} */ entries) => ask({ how: "try", kept: listEntries().filter((one) => !line.entries.includes(one)).concat(entries) });
  return {
    drop: (/** @type {Line} */ line) => retry(line, line.entries.slice(0, -1)),
    add: (/** @type {Line} */ line, /** @type {any} */ more) => retry(line, [...line.entries, more]),
    swap: (/** @type {Line} */ line) => {
      const { answer, swapped } = /** @type {NonNullable<typeof shown>} */ (shown);
      swapped.push(line.template.activity);
      ask({ how: "swap", most: answer.most, without: [...new Set([...answer.without, ...swapped])], kept: listEntries().filter((one) => !line.entries.includes(one)) });
    },
  };
}

/** What the proposal is for. */
const readGoal = () => ({ goal: shown?.answer.goal });

/** When: the entries by months. @param {any[]} entries @param {Calculator} calculator */
function renderWhen(entries, { words, head }) {
  if (head?.cycle.rolling) return [make("p", { className: "note" }, words.phrase("plan_today"))];
  const months = new Map();
  for (const one of [...entries].sort((a, b) => (a.date < b.date ? -1 : 1))) {
    const month = formatMonth(one.date);
    const titles = months.get(month) ?? new Map();
    const title = describeChoice(one, words);
    months.set(month, titles.set(title, (titles.get(title) ?? 0) + 1));
  }
  const end = formatDay(findYear(Math.max(...entries.map(({ year }) => year)), head).to, true);
  const items = [...months].map(([month, titles]) => make("p", {}, make("strong", {}, month), ` ${[...titles].map(([title, n]) => (n > 1 ? `${n} × ${title}` : title)).join(" · ")}`));
  return [make("h3", {}, words.phrase("plan_when")), make("p", { className: "note" }, words.phrase("plan_when_note", { end, body: words.body })), ...items];
}

/** From which day on what is in the list no longer counts for what is open; the first few. @param {any[]} lapses @param {Words} words */
export const renderLapses = (lapses, words) => lapses.slice(0, MOST_LAPSES).map(({ demand, entry, on }) => make("p", { className: "note" }, words.phrase("plan_lapse", { on: formatDay(on, true), entry, title: words.title(demand) })));

/** @param {string} date */
const formatMonth = (date) => new Date(date).toLocaleDateString(document.documentElement.dataset.numbers ?? document.documentElement.lang, { month: "long", year: "numeric", timeZone: "UTC" });

/** What is done: the choice where there is one. @param {any} entry @param {Words} words */
const describeChoice = ({ activity, choice }, words) => words.activities.get(activity)?.choices?.find(({ id }) => id === choice)?.title ?? words.title(activity);

/**
 * What the member did, the latest first, by CPD year: the running one is open, older ones are folded to one line each.
 * Of a long year the first entries are shown until all are asked for; they are drawn a few at a time while nothing else
 * is to be done, and only what changed is drawn again, so that a log of a thousand entries never blocks.
 */
import { findLack, isCountable } from "./countable.js";
import { findElement, make, makeLink, makeStamp } from "./dom.js";
import { findWhole } from "./figures.js";
import { renderMark } from "./say.js";
import { IN_OWN_WORDS } from "./state.js";
import { formatDay } from "./words.js";

/** @type {(does: (deadline: {timeRemaining(): number}) => void, options: {timeout: number}) => number} */
const runWhenIdle = self.requestIdleCallback ?? ((draw) => setTimeout(() => draw({ timeRemaining: () => 0 }), 1));
const LEAST = 4;
/** Entries of a year that are all shown; of a longer one the first, as a page with few of them answers at once. */
const [LONG, SHOWN] = [50, 20];

/** @typedef {import("./state.js").Entry} Entry @typedef {{entry: Entry, at: number, judged: any, node: HTMLLIElement, drawn: boolean}} Row @typedef {{box: HTMLDetailsElement, list: HTMLUListElement, rest: HTMLButtonElement, most: number}} Group */

export class Log {
  /** @param {import("./words.js").Words} words @param {Record<string, (id: string) => void>} actions what the buttons of an entry do */
  constructor(words, actions) {
    this.words = words;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    /** The rows in their places. @type {Row[]} */
    this.order = [];
    /** @type {Map<string, Group>} */
    this.groups = new Map();
    /** The last answer, by which entries stand in CPD years. @type {import("../rules/types").Head | null | undefined} */
    this.head = undefined;
    /** @type {number | undefined} */
    this.waiting = undefined;
    /** Rows to be drawn. @type {Row[]} */
    this.todo = [];
    this.box = findElement("log");
    this.box.addEventListener("click", (/** @type {any} */ { target }) => {
      const button = target.closest("li button");
      if (button) actions[button.name](button.closest("li[id]").id.slice("entry-".length));
    });
    addEventListener("click", (/** @type {any} */ { target }) => target.hash?.startsWith("#entry-") && this.reveal(target.hash.slice("#entry-".length)));
  }

  /** Put the entries in their places. @param {Entry[]} entries */
  show(entries) {
    const rows = new Map(entries.map((entry, at) => [entry.id, this.#updateRow(entry, at)]));
    const stood = this.order.filter((row) => rows.get(row.entry.id) === row);
    const fresh = [...rows.values()].filter((row) => this.rows.get(row.entry.id) !== row);
    this.rows = rows;
    // those that stood are in order already, so that few rows ever move
    this.order = [...stood, ...fresh].sort((a, b) => (a.entry.date < b.entry.date ? 1 : a.entry.date > b.entry.date ? -1 : b.at - a.at));
    findElement("none").hidden = entries.length > 0;
    if (this.head !== undefined) this.#placeRows(fresh);
  }

  /** Put the entries into the CPD years of an answer; none where there is no answer. @param {import("../rules/types").Head | null} head */
  showYears(head) {
    this.head = head;
    this.#placeRows([]);
  }

  /** @param {Entry} entry @param {number} at its place in the log @returns {Row} */
  #updateRow(entry, at) {
    const row = this.rows.get(entry.id) ?? { entry, at, judged: null, node: make("li", { id: `entry-${entry.id}`, tabIndex: -1 }), drawn: false };
    if (row.entry !== entry && JSON.stringify(row.entry) !== JSON.stringify(entry)) row.drawn = false;
    return Object.assign(row, { entry, at });
  }

  /** The rows in the lists of their years. @param {Row[]} fresh of these the years are unfolded */
  #placeRows(fresh) {
    /** @type {Map<string, Row[]>} */
    const inside = new Map();
    for (const row of this.order) {
      const key = this.#findGroup(row.entry.date);
      const rows = inside.get(key);
      if (rows) rows.push(row);
      else inside.set(key, [row]);
    }
    const opened = new Set(fresh.map(({ entry }) => this.#findGroup(entry.date)));
    for (const [key, { box }] of this.groups) if (!inside.has(key)) box.remove(), this.groups.delete(key);
    const groups = [...inside].map(([key, rows]) => {
      const group = this.groups.get(key) ?? this.#addGroup(key);
      if (opened.has(key)) group.box.open = true;
      this.#fillGroup(key, group, rows);
      return group.box;
    });
    if (groups.some((box, i) => this.box.children[i] !== box)) this.box.replaceChildren(...groups);
    this.#queueRows();
  }

  /** The key of the group that a day stands in: a CPD year, the cycle, or what lies outside. @param {string} day */
  #findGroup(day) {
    if (!this.head) return "all";
    const { from, to, years } = this.head.cycle;
    if (day < from || to < day) return day < from ? "before" : "after";
    return String(years.find((one) => day <= one.to)?.year ?? "cycle");
  }

  /** @param {string} key @returns {Group} */
  #addGroup(key) {
    const list = make("ul", {});
    const rest = make("button", { type: "button", onclick: () => ((group.most = Infinity), this.#placeRows([])) });
    const isOpen = !this.head || this.#isPresent(key, this.head);
    const box = make("details", { className: "calc-years", open: isOpen }, make("summary", {}), list, rest);
    const group = { box, list, rest, most: SHOWN };
    this.groups.set(key, group);
    return group;
  }

  /** Whether a group is the running CPD year, or no CPD year. @param {string} key @param {import("../rules/types").Head} head */
  #isPresent(key, { cycle: { years, to }, on }) {
    const year = years.find((one) => String(one.year) === key);
    return !year || years.length === 1 || (year.from <= on && on <= year.to) || (on > to && year === years.at(-1));
  }

  /** @param {string} key @param {Group} group @param {Row[]} rows */
  #fillGroup(key, { box, list, rest, most }, rows) {
    box.firstElementChild?.replaceChildren(...this.#renderSummary(key, rows));
    const shown = rows.length > LONG ? most : LONG;
    const nodes = new Set(rows.slice(0, shown).map(({ node }) => node));
    for (const node of [...list.children]) if (!nodes.has(/** @type {any} */ (node))) node.remove();
    let next = list.firstChild;
    for (const node of nodes) {
      if (node === next) next = next.nextSibling;
      else list.insertBefore(node, next);
    }
    rest.hidden = rows.length <= shown;
    rest.textContent = this.words.phrase("rest", { n: rows.length - shown });
  }

  /** A year in one line: what it is, its sum, what it lacks, how many entries it has. @param {string} key @param {Row[]} rows */
  #renderSummary(key, rows) {
    const { head, words } = this;
    const year = head?.cycle.years.find((one) => String(one.year) === key);
    const inside = year !== undefined || key === "cycle";
    const { part, total } = head && inside ? findWhole(head, year?.year, words) : { part: undefined, total: undefined };
    const sum = part ? words.phrase("sum_of", part) : total ? words.phrase("points", total) : "";
    const unsure = new Set(head?.unanswered.flatMap(([, ids]) => ids));
    const asked = rows.filter(({ entry }) => unsure.has(entry.id)).length;
    const says = [
      inside || !head ? "" : words.phrase("group_outside"),
      head && part?.short_by && part.to < head.on ? words.phrase("group_short", { short: part.short_by }) : "",
      words.phrase(rows.length === 1 ? "group_one" : "group_count", { n: rows.length }),
      asked ? words.phrase("group_confirm", { n: asked }) : "",
    ];
    const title = words.phrase(year ? "group_year" : `group_${key}`, { year: key });
    return [make("h3", {}, title, year ? make("small", {}, ` ${words.phrase("to", { end: formatDay(year.to) })}`) : ""), make("b", {}, sum), make("small", {}, says.filter(Boolean).join(", "))];
  }

  /** Show an entry that a link leads to. @param {string} id */
  reveal(id) {
    const row = this.rows.get(id);
    const group = row && this.groups.get(this.#findGroup(row.entry.date));
    if (!group) return;
    group.box.open = true;
    if (!row.node.isConnected) (group.most = Infinity), this.#placeRows([]);
    if (!row.drawn) this.#drawRow(row);
  }

  /** Note how entries are judged. @param {any[]} judged */
  noteJudgements(judged) {
    for (const one of judged) this.#noteJudgement(this.rows.get(one.id), one);
    this.#queueRows();
  }

  /** There is no judgement. */
  forgetJudgements() {
    for (const row of this.rows.values()) this.#noteJudgement(row, null);
    this.#queueRows();
  }

  /** @param {Row | undefined} row @param {any} judged */
  #noteJudgement(row, judged) {
    if (row && row.judged !== judged) Object.assign(row, { judged, drawn: false });
  }

  /** Draw what is shown and not drawn yet. */
  #queueRows() {
    this.todo = this.order.filter((row) => !row.drawn && row.node.isConnected);
    this.#wait();
  }

  #wait() {
    if (this.todo.length) this.waiting ??= runWhenIdle((deadline) => this.#drawSome(deadline), { timeout: 500 });
  }

  /** @param {{timeRemaining(): number}} deadline */
  #drawSome(deadline) {
    this.waiting = undefined;
    let drawn = 0;
    while (drawn < this.todo.length && (drawn < LEAST || deadline.timeRemaining() > 4)) this.#drawRow(this.todo[drawn++]);
    this.todo.splice(0, drawn);
    this.#wait();
  }

  /** @param {Row} row */
  #drawRow(row) {
    const { entry, judged, node } = row;
    row.drawn = true;
    const focused = node.contains(document.activeElement) && /** @type {any} */ (document.activeElement).name;
    const { words } = this;
    const date = formatDay(entry.date);
    const title = words.title(entry.activity);
    const about = words.phrase("about_entry", { title, date });
    node.replaceChildren(
      make("p", { className: "calc-line" }, make("strong", {}, title), make("span", { className: "calc-worth" }, make("span", { className: "calc-points" }, ...this.#renderPoints(entry, judged)), " ", this.#renderState(entry, judged))),
      make("p", { className: "calc-line note" }, make("span", {}, this.#phraseDetails(entry, date)), this.#renderButtons(["edit", "delete"], about)),
      ...this.#renderReasons(entry.activity, judged, about),
    );
    if (focused) /** @type {HTMLElement | null} */ (node.querySelector(`[name=${focused}]`))?.focus();
  }

  /** @param {Entry} entry @param {string} date */
  #phraseDetails(entry, date) {
    const { id, activity, quantity, choice, topics } = entry;
    const known = this.words.activities.get(activity);
    const chosen = known?.choices?.find((one) => one.id === choice)?.title ?? choice;
    const counted = this.words.phraseQuantity(activity, quantity);
    return [this.words.phrase("number", { id }), date, chosen, counted, topics.join(" "), ...IN_OWN_WORDS.map((name) => entry[name])].filter(Boolean).join(", ");
  }

  /** @param {string[]} names @param {string} about */
  #renderButtons(names, about) {
    return make("span", { className: "calc-buttons" }, ...names.map((name) => make("button", { type: "button", name, ariaLabel: `${this.words.phrase(name)}: ${about}` }, this.words.phrase(name))));
  }

  /** What it counts. @param {Entry} entry @param {any} judged */
  #renderPoints(entry, judged) {
    const { words } = this;
    const { activity } = entry;
    if (!words.activities.has(activity)) return [words.phrase("csv_activity", { cell: activity })];
    if (!isCountable(entry, /** @type {any} */ (words.activities.get(activity)))) return [words.phrase("uncountable")];
    if (!judged) return [];
    const planned = judged.would !== undefined;
    if (words.ledgers.includes(activity)) return [makeLink(words.phraseQuantity(activity, entry.quantity), words.address(activity))];
    return [makeLink(planned ? words.phrase("would", { credited: judged.would }) : words.phrase(judged.credited === judged.earned ? "points" : "of_earned", judged), words.address(activity))];
  }

  /** @param {Entry} entry @param {any} judged */
  #renderState(entry, judged) {
    const activity = this.words.activities.get(entry.activity);
    if (!judged || !activity || !isCountable(entry, activity)) return null;
    const state = findState(judged, findLack(entry, activity), this.words.ledgers.includes(entry.activity));
    return makeStamp(state, this.words.phrase(`state_${state}`));
  }

  /** What each rule did, and the question that is still to be answered. @param {string} activity @param {any} judged @param {string} about */
  #renderReasons(activity, judged, about) {
    const { words } = this;
    const lines = (judged?.lines ?? []).map((/** @type {any} */ line) => make("li", {}, makeLink(words.phraseExplanation(line, judged.date, activity), words.address(line.rule)), ...renderMark(line.rule, words)));
    const open = (judged?.unanswered ?? []).map((/** @type {string} */ id) => {
      const isOwn = words.kernel.conditions.find((one) => one.id === id)?.about === "entry";
      return make("li", {}, makeLink(words.title(id), words.address(id)), " ", isOwn ? this.#renderButtons(["yes", "no"], `${words.title(id)} ${about}`) : null);
    });
    return lines.length || open.length ? [make("ul", {}, ...lines, ...open)] : [];
  }
}

/** The state of an entry, by the name of its word. @param {any} judged @param {string} lack what it lacks before it can earn @param {boolean} isLedger whether it counts without earning */
export function findState({ state, credited, earned, lines }, lack, isLedger) {
  if (lack && !credited) return "lacking";
  if (state === "planned" || (state === "provisional" && (credited || isLedger))) return state;
  // a limit may have cut it, anything else refused it
  if (isLedger && state === "counted") return lines.every((/** @type {any} */ { kind, quantity_after }) => quantity_after || kind === "earns-nothing") ? "counted" : "none";
  return credited === 0 ? "none" : credited < earned ? "part" : "counted";
}

/**
 * The list of entries, the latest first. Of a long log the first ones are shown until all are asked for; they are
 * drawn a few at a time while nothing else is to be done, and only what changed is drawn again, so that a log of
 * a thousand entries never blocks.
 */
import { isCountable } from "./countable.js";
import { findElement, make, makeLink, makeStamp } from "./dom.js";
import { renderMark } from "./sentences.js";
import { formatDay } from "./words.js";

/** @type {(does: (deadline: {timeRemaining(): number}) => void, options: {timeout: number}) => number} */
const runWhenIdle = self.requestIdleCallback ?? ((draw) => setTimeout(() => draw({ timeRemaining: () => 0 }), 1));
const LEAST = 4;
const SHOWN = 50;

/** @typedef {import("./state.js").Entry} Entry @typedef {{entry: Entry, at: number, judged: any, node: HTMLLIElement, drawn: boolean}} Row */

export class Log {
  /** @param {import("./words.js").Words} words @param {Record<string, (id: string) => void>} actions what the buttons of an entry do */
  constructor(words, actions) {
    this.words = words;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    /** The rows in their places. @type {Row[]} */
    this.order = [];
    this.most = SHOWN;
    /** @type {number | undefined} */
    this.waiting = undefined;
    /** Rows to be drawn. @type {Row[]} */
    this.todo = [];
    this.list = findElement("log");
    this.list.addEventListener("click", (/** @type {any} */ { target }) => {
      const button = target.closest("button");
      if (button) actions[button.name](button.closest("li").id.slice("entry-".length));
    });
    findElement("rest").addEventListener("click", () => this.#showAll());
    addEventListener("click", (/** @type {any} */ { target }) => target.hash?.startsWith("#entry-") && this.#reveal(target.hash.slice("#entry-".length)));
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
    this.#placeRows();
  }

  /** @param {Entry} entry @param {number} at its place in the log @returns {Row} */
  #updateRow(entry, at) {
    const row = this.rows.get(entry.id) ?? { entry, at, judged: null, node: make("li", { id: `entry-${entry.id}`, tabIndex: -1 }), drawn: false };
    if (row.entry !== entry && JSON.stringify(row.entry) !== JSON.stringify(entry)) row.drawn = false;
    return Object.assign(row, { entry, at });
  }

  /** The rows that are shown, in the list. */
  #placeRows() {
    const shown = this.order.slice(0, this.most);
    const nodes = new Set(shown.map(({ node }) => node));
    for (const node of [...this.list.children]) if (!nodes.has(node)) node.remove();
    let next = this.list.firstChild;
    for (const node of nodes) {
      if (node === next) next = next.nextSibling;
      else this.list.insertBefore(node, next);
    }
    const rest = this.order.length - shown.length;
    findElement("rest").hidden = !rest;
    findElement("rest").textContent = this.words.phrase("rest", { n: rest });
    this.#queueRows();
  }

  #showAll() {
    this.most = Infinity;
    this.#placeRows();
  }

  /** Show an entry that a link leads to. @param {string} id */
  #reveal(id) {
    const row = this.rows.get(id);
    if (row && !row.node.isConnected) this.#showAll(), this.#drawRow(row);
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

  /** Show and draw everything, now: before printing. */
  drawAll() {
    this.#showAll();
    for (const row of this.order) if (!row.drawn) this.#drawRow(row);
  }

  /** Draw what is shown and not drawn yet. */
  #queueRows() {
    this.todo = this.order.slice(0, this.most).filter((row) => !row.drawn);
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
    node.className = judged ? `calc-${judged.state}` : "";
    node.replaceChildren(
      make("p", { className: "calc-line" }, make("strong", {}, title), make("span", { className: "calc-points" }, ...this.#renderPoints(entry, judged))),
      make("p", { className: "calc-line note" }, make("span", {}, this.#phraseDetails(entry, date)), make("span", { className: "calc-buttons" }, ...["edit", "delete"].map((name) => make("button", { type: "button", name, ariaLabel: `${words.phrase(name)}: ${about}` }, words.phrase(name))))),
      ...this.#renderReasons(judged),
    );
    if (focused) /** @type {HTMLElement | null} */ (node.querySelector(`[name=${focused}]`))?.focus();
  }

  /** @param {Entry} entry @param {string} date */
  #phraseDetails({ id, activity, quantity, choice, topics, note }, date) {
    const known = this.words.activities.get(activity);
    const chosen = known?.choices?.find((one) => one.id === choice)?.title ?? choice;
    const counted = this.words.phraseQuantity(activity, quantity);
    return [this.words.phrase("number", { id }), date, chosen, counted, topics.join(" "), note].filter(Boolean).join(", ");
  }

  /** @param {Entry} entry @param {any} judged */
  #renderPoints(entry, judged) {
    const { words } = this;
    const { activity } = entry;
    if (!words.activities.has(activity)) return [words.phrase("csv_activity", { cell: activity })];
    if (!isCountable(entry, /** @type {any} */ (words.activities.get(activity)))) return [words.phrase("uncountable")];
    if (!judged) return [];
    const planned = judged.would !== undefined;
    return [makeLink(planned ? words.phrase("would", { credited: judged.would }) : words.phrase(judged.credited === judged.earned ? "points" : "of_earned", judged), words.address(activity))];
  }

  /** The state, what each rule did, and what is still to be confirmed. @param {any} judged */
  #renderReasons(judged) {
    const { words } = this;
    const state = words.words.entry_states[judged?.state];
    const lines = (judged?.lines ?? []).map((/** @type {any} */ line) => make("li", {}, makeLink(words.phraseExplanation(line), words.address(line.rule)), ...renderMark(line.rule, words)));
    const open = (judged?.unanswered ?? []).map((/** @type {string} */ id) => make("li", {}, words.phrase("to_confirm"), makeLink(words.title(id), words.address(id))));
    return [state && makeStamp(judged.state, state), (lines.length || open.length) && make("ul", {}, ...lines, ...open)].filter(Boolean);
  }
}

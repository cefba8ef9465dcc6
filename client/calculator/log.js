/**
 * The list of entries. It is drawn a few at a time while nothing else is to be done, and only what changed
 * is drawn again, so that a log of a thousand entries never blocks.
 */
import { button, by, link, make } from "./dom.js";

const idle = self.requestIdleCallback ?? ((does) => setTimeout(() => does({ timeRemaining: () => 0 }), 1));
const LEAST = 4;

/** @typedef {import("./state.js").Entry} Entry @typedef {{entry: Entry, said: string, judged: any, node: HTMLLIElement}} Row */

export class Log {
  /** @param {import("./words.js").Words} words @param {{edit(id: string): void, remove(id: string): void}} does */
  constructor(words, does) {
    this.words = words;
    this.does = does;
    /** @type {Map<string, Row>} */
    this.rows = new Map();
    /** @type {Set<Row>} rows to be drawn */
    this.todo = new Set();
    this.list = by("log");
  }

  /** Put the entries in their places, the latest first. @param {Entry[]} entries */
  show(entries) {
    const kept = new Set(entries.map(({ id }) => id));
    for (const [id, { node }] of this.rows) if (!kept.has(id)) node.remove(), this.rows.delete(id);
    let next = this.list.firstChild;
    const order = entries.map((entry, i) => ({ entry, i })).sort((a, b) => (a.entry.date < b.entry.date ? 1 : a.entry.date > b.entry.date ? -1 : b.i - a.i));
    for (const { entry } of order) {
      const { node } = this.#row(entry);
      if (node === next) next = next.nextSibling;
      else this.list.insertBefore(node, next);
    }
    by("none").hidden = entries.length > 0;
    this.#draw();
  }

  /** @param {Entry} entry @returns {Row} */
  #row(entry) {
    const known = this.rows.get(entry.id);
    if (known?.entry === entry) return known;
    const said = JSON.stringify(entry);
    const row = known ?? { entry, said: "", judged: null, node: make("li", { id: `entry-${entry.id}`, tabIndex: -1 }) };
    if (row.said !== said) this.todo.add(row);
    Object.assign(row, { entry, said });
    this.rows.set(entry.id, row);
    return row;
  }

  /** Note how entries are judged. @param {any[]} judged */
  judge(judged) {
    for (const one of judged) {
      const row = this.rows.get(one.id);
      if (row) this.todo.add(Object.assign(row, { judged: one }));
    }
    this.#draw();
  }

  /** There is no judgement. */
  forget() {
    for (const row of this.rows.values()) if (row.judged) this.todo.add(Object.assign(row, { judged: null }));
    this.#draw();
  }

  /** Draw everything that waits, now: before printing. */
  flush() {
    for (const row of this.todo) this.#fill(row);
    this.todo.clear();
  }

  #draw() {
    if (!this.waiting && this.todo.size) this.waiting = idle((deadline) => this.#some(deadline));
  }

  /** @param {{timeRemaining(): number}} deadline */
  #some(deadline) {
    this.waiting = 0;
    let drawn = 0;
    for (const row of this.todo) {
      if (drawn >= LEAST && deadline.timeRemaining() < 4) break;
      this.#fill(row);
      this.todo.delete(row);
      drawn += 1;
    }
    this.#draw();
  }

  /** @param {Row} row */
  #fill({ entry, judged, node }) {
    const focused = node.contains(document.activeElement) && /** @type {HTMLElement} */ (document.activeElement).dataset.name;
    const { words } = this;
    node.className = judged ? `calc-${judged.state}` : "";
    const title = words.title(entry.activity);
    const about = words.say("about_entry", { title, date: entry.date });
    const edit = button(words.say("edit"), () => this.does.edit(entry.id), about);
    const remove = button(words.say("delete"), () => this.does.remove(entry.id), about);
    edit.dataset.name = "edit";
    remove.dataset.name = "remove";
    node.replaceChildren(
      make("p", {}, make("span", { className: "calc-id" }, entry.id), " ", make("time", {}, entry.date), " ", make("strong", {}, title), this.#more(entry)),
      make("p", { className: "calc-points" }, ...this.#points(entry, judged)),
      ...this.#reasons(entry, judged),
      make("p", { className: "calc-buttons" }, edit, remove),
    );
    if (focused) /** @type {HTMLElement | null} */ (node.querySelector(`[data-name=${focused}]`))?.focus();
  }

  /** @param {Entry} entry */
  #more({ activity, quantity, choice, note }) {
    const known = this.words.activities.get(activity);
    const measure = known?.rate.measure ?? known?.rate.item ?? "";
    const chosen = known?.choices?.find((one) => one.id === choice)?.title ?? choice;
    const parts = [chosen, quantity && `${measure} × ${quantity}`.trim(), note].filter(Boolean);
    return parts.length ? ` (${parts.join(", ")})` : "";
  }

  /** @param {Entry} entry @param {any} judged */
  #points({ activity }, judged) {
    const { words } = this;
    if (!words.activities.has(activity)) return [words.say("csv_activity", { cell: activity })];
    if (!judged) return [];
    const planned = judged.would !== undefined;
    const said = planned ? words.say("would", { credited: judged.would }) : words.say(judged.credited === judged.earned ? "points" : "of_earned", judged);
    const state = words.words.entry_states[judged.state];
    return [state ? `${state[0].toUpperCase()}${state.slice(1)}, ` : "", link(said, words.address(activity))];
  }

  /** @param {Entry} entry @param {any} judged */
  #reasons(_entry, judged) {
    const { words } = this;
    const lines = (judged?.lines ?? []).map((line) => make("li", {}, link(words.line(line), words.address(line.rule)), cited(line.source)));
    const open = (judged?.unanswered ?? []).map((id) => make("li", {}, link(words.unanswered(id), words.address(id))));
    return lines.length + open.length ? [make("ul", {}, ...lines, ...open)] : [];
  }
}

/** @param {string[]} source */
const cited = (source) => (source.length ? ` (${source.join(", ")})` : "");

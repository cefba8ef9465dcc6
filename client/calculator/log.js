/**
 * The list of entries, the latest first. Of a long log the first ones are shown until all are asked for; they are
 * drawn a few at a time while nothing else is to be done, and only what changed is drawn again, so that a log of
 * a thousand entries never blocks.
 */
import { by, link, make, stamp } from "./dom.js";
import { day } from "./words.js";

/** @type {(does: (deadline: {timeRemaining(): number}) => void, options: {timeout: number}) => number} */
const idle = self.requestIdleCallback ?? ((does) => setTimeout(() => does({ timeRemaining: () => 0 }), 1));
const LEAST = 4;
const SHOWN = 50;

/** @typedef {import("./state.js").Entry} Entry @typedef {{entry: Entry, at: number, judged: any, node: HTMLLIElement, drawn: boolean}} Row */

export class Log {
  /** @param {import("./words.js").Words} words @param {Record<string, (id: string) => void>} does what the buttons of an entry do */
  constructor(words, does) {
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
    this.list = by("log");
    this.list.addEventListener("click", (/** @type {any} */ { target }) => {
      const button = target.closest("button");
      if (button) does[button.name](button.closest("li").id.slice("entry-".length));
    });
    by("rest").addEventListener("click", () => this.#all());
    addEventListener("click", (/** @type {any} */ { target }) => target.hash?.startsWith("#entry-") && this.#reveal(target.hash.slice("#entry-".length)));
  }

  /** Put the entries in their places. @param {Entry[]} entries */
  show(entries) {
    const rows = new Map(entries.map((entry, at) => [entry.id, this.#row(entry, at)]));
    const stood = this.order.filter((row) => rows.get(row.entry.id) === row);
    const fresh = [...rows.values()].filter((row) => this.rows.get(row.entry.id) !== row);
    this.rows = rows;
    // those that stood are in order already, so that few rows ever move
    this.order = [...stood, ...fresh].sort((a, b) => (a.entry.date < b.entry.date ? 1 : a.entry.date > b.entry.date ? -1 : b.at - a.at));
    by("none").hidden = entries.length > 0;
    this.#place();
  }

  /** @param {Entry} entry @param {number} at its place in the log @returns {Row} */
  #row(entry, at) {
    const row = this.rows.get(entry.id) ?? { entry, at, judged: null, node: make("li", { id: `entry-${entry.id}`, tabIndex: -1 }), drawn: false };
    if (row.entry !== entry && JSON.stringify(row.entry) !== JSON.stringify(entry)) row.drawn = false;
    return Object.assign(row, { entry, at });
  }

  /** The rows that are shown, in the list. */
  #place() {
    const shown = this.order.slice(0, this.most);
    const nodes = new Set(shown.map(({ node }) => node));
    for (const node of [...this.list.children]) if (!nodes.has(node)) node.remove();
    let next = this.list.firstChild;
    for (const node of nodes) {
      if (node === next) next = next.nextSibling;
      else this.list.insertBefore(node, next);
    }
    const rest = this.order.length - shown.length;
    by("rest").hidden = !rest;
    by("rest").textContent = this.words.say("rest", { n: rest });
    this.#draw();
  }

  #all() {
    this.most = Infinity;
    this.#place();
  }

  /** Show an entry that a link leads to. @param {string} id */
  #reveal(id) {
    const row = this.rows.get(id);
    if (row && !row.node.isConnected) this.#all(), this.#fill(row);
  }

  /** Note how entries are judged. @param {any[]} judged */
  judge(judged) {
    for (const one of judged) this.#judge(this.rows.get(one.id), one);
    this.#draw();
  }

  /** There is no judgement. */
  forget() {
    for (const row of this.rows.values()) this.#judge(row, null);
    this.#draw();
  }

  /** @param {Row | undefined} row @param {any} judged */
  #judge(row, judged) {
    if (row && row.judged !== judged) Object.assign(row, { judged, drawn: false });
  }

  /** Show and draw everything, now: before printing. */
  flush() {
    this.#all();
    for (const row of this.order) if (!row.drawn) this.#fill(row);
  }

  /** Draw what is shown and not drawn yet. */
  #draw() {
    this.todo = this.order.slice(0, this.most).filter((row) => !row.drawn);
    this.#wait();
  }

  #wait() {
    if (this.todo.length) this.waiting ??= idle((deadline) => this.#some(deadline), { timeout: 500 });
  }

  /** @param {{timeRemaining(): number}} deadline */
  #some(deadline) {
    this.waiting = undefined;
    let drawn = 0;
    while (drawn < this.todo.length && (drawn < LEAST || deadline.timeRemaining() > 4)) this.#fill(this.todo[drawn++]);
    this.todo.splice(0, drawn);
    this.#wait();
  }

  /** @param {Row} row */
  #fill(row) {
    const { entry, judged, node } = row;
    row.drawn = true;
    const focused = node.contains(document.activeElement) && /** @type {any} */ (document.activeElement).name;
    const { words } = this;
    const date = day(entry.date);
    const title = words.title(entry.activity);
    const about = words.say("about_entry", { title, date });
    node.className = judged ? `calc-${judged.state}` : "";
    node.replaceChildren(
      make("p", { className: "calc-line" }, make("strong", {}, title), make("span", { className: "calc-points" }, ...this.#points(entry, judged))),
      make("p", { className: "calc-line note" }, make("span", {}, this.#more(entry, date)), make("span", { className: "calc-buttons" }, ...["edit", "delete"].map((name) => make("button", { type: "button", name, ariaLabel: `${words.say(name)}: ${about}` }, words.say(name))))),
      ...this.#reasons(judged),
    );
    if (focused) /** @type {HTMLElement | null} */ (node.querySelector(`[name=${focused}]`))?.focus();
  }

  /** @param {Entry} entry @param {string} date */
  #more({ id, activity, quantity, choice, topics, note }, date) {
    const known = this.words.activities.get(activity);
    const chosen = known?.choices?.find((one) => one.id === choice)?.title ?? choice;
    const counted = quantity && `${known?.rate.measure ?? known?.rate.item ?? ""} × ${quantity}`;
    return [this.words.say("number", { id }), date, chosen, counted, topics.join(" "), note].filter(Boolean).join(", ");
  }

  /** @param {Entry} entry @param {any} judged */
  #points({ activity }, judged) {
    const { words } = this;
    if (!words.activities.has(activity)) return [words.say("csv_activity", { cell: activity })];
    if (!judged) return [];
    const planned = judged.would !== undefined;
    return [link(planned ? words.say("would", { credited: judged.would }) : words.say(judged.credited === judged.earned ? "points" : "of_earned", judged), words.address(activity))];
  }

  /** The state, what each rule did, and what is still to be confirmed. @param {any} judged */
  #reasons(judged) {
    const { words } = this;
    const state = words.words.entry_states[judged?.state];
    const lines = (judged?.lines ?? []).map((/** @type {any} */ line) => make("li", {}, link(words.line(line), words.address(line.rule))));
    const open = (judged?.unanswered ?? []).map((/** @type {string} */ id) => make("li", {}, words.say("to_confirm"), link(words.title(id), words.address(id))));
    return [state && stamp(judged.state, state), (lines.length || open.length) && make("ul", {}, ...lines, ...open)].filter(Boolean);
  }
}

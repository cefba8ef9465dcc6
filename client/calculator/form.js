/** The form of one entry: only the fields that its activity needs, and what evidence to keep. */
import { all, by, make } from "./dom.js";
import { alike, freshId } from "./state.js";

/** @typedef {import("./state.js").Entry} Entry */

export class Form {
  /** @param {import("./words.js").Words} words @param {() => Entry[]} entries @param {(entry: Entry, isNew: boolean) => void} save */
  constructor(words, entries, save) {
    this.words = words;
    this.entries = entries;
    this.save = save;
    this.form = by("entry");
    /** @type {string | null} the id of the entry that is changed */
    this.editing = null;
    this.warned = "";
    this.fields = this.form.elements;
    this.fields.activity.addEventListener("change", () => this.#suit());
    by("cancel").addEventListener("click", () => this.#begin(true));
    this.form.addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), this.#submit()));
    this.#begin();
  }

  /** A blank form; the day stays. @param {boolean} [moved] whether the focus moves */
  #begin(moved) {
    const { activity, date } = this.fields;
    const day = this.editing ? "" : date.value;
    // before anything changes, or the page would be laid out twice
    if (moved) (document.getElementById(`entry-${this.editing}`) ?? activity).focus();
    this.#mode(null);
    this.form.reset();
    date.value = day;
    this.#suit();
  }

  /** @param {string | null} id */
  #mode(id) {
    this.editing = id;
    this.saved = false;
    by("entry-title").textContent = this.words.say(id ? "edit_title" : "add_title", { id });
    by("save").textContent = this.words.say(id ? "save" : "add");
    by("cancel").hidden = !id;
  }

  /** Fill the form with an entry that is there. @param {Entry} entry */
  edit(entry) {
    this.#mode(entry.id);
    for (const name of /** @type {const} */ (["activity", "date", "quantity", "points", "choice", "confirmed", "note"])) this.fields[name].value = entry[name] ?? "";
    this.#suit();
    this.fields.listed.value = entry.choice ?? "";
    this.fields.topics.value = entry.topics.join(", ");
    this.fields.activity.focus();
  }

  /** Begin anew when an entry was saved, or the one that is changed is gone. @param {Entry[]} entries */
  check(entries) {
    if (this.saved || (this.editing && !entries.some(({ id }) => id === this.editing))) this.#begin(this.saved);
  }

  /** Show the fields that the activity needs. */
  #suit() {
    const activity = this.words.activities.get(this.fields.activity.value);
    const needs = this.words.needs[activity?.id ?? ""] ?? {};
    for (const part of all("[data-field]")) {
      const must = needs[part.dataset.field];
      part.hidden = must === undefined;
      Object.assign(part.querySelector("input, select"), { disabled: part.hidden, required: must });
    }
    by("measure").textContent = this.words.say("how_many", { measure: activity?.rate.measure ?? activity?.rate.item });
    const options = (activity?.choices ?? []).map(({ id, title }) => make("option", { value: id }, title));
    this.fields.listed.replaceChildren(make("option", { value: "" }), ...options);
    by("choices").replaceChildren(...(activity && "choice" in needs ? this.#chosen(activity.id) : []));
    by("hint").textContent = document.querySelector(`[data-activity="${activity?.id}"] > span`)?.textContent ?? "";
    this.#warn("");
  }

  /** What was chosen before. @param {string} activity */
  #chosen(activity) {
    const own = this.entries().filter((one) => one.activity === activity && one.choice);
    return [...new Set(own.map((one) => one.choice))].map((value) => make("option", { value }));
  }

  /** @returns {Entry} */
  #entry() {
    /** @param {string} name */
    const value = (name) => (this.fields[name].disabled ? "" : this.fields[name].value.trim());
    /** @param {string} name */
    const figure = (name) => value(name).replace(",", ".") || null;
    return {
      id: this.editing ?? freshId(this.entries()),
      date: value("date"),
      activity: value("activity"),
      quantity: figure("quantity"),
      choice: value("listed") || value("choice") || null,
      points: figure("points"),
      topics: value("topics").toLowerCase().split(/[\s,;|]+/).filter(Boolean),
      confirmed: value("confirmed") || null,
      note: value("note") || null,
    };
  }

  #submit() {
    const entry = this.#entry();
    const like = alike(this.entries(), entry);
    const key = JSON.stringify(entry);
    if (like && this.warned !== key) {
      this.#warn(this.words.say("duplicate", { id: like.id, button: by("save").textContent }), key);
      return;
    }
    this.saved = true;
    this.save(entry, !this.editing);
  }

  /** @param {string} text @param {string} [key] the entry that it is about */
  #warn(text, key = "") {
    this.warned = key;
    by("duplicate").textContent = text;
  }
}

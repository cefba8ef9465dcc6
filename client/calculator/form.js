/** The form of one entry: only the fields that its activity needs, and what evidence to keep. */
import { isCountable, LIKELY_ITEMS } from "./countable.js";
import { findAll, findElement, make } from "./dom.js";
import { findAlike, findFreshId } from "./state.js";

/** @typedef {import("./state.js").Entry} Entry */

export class Form {
  /** @param {import("./words.js").Words} words @param {() => Entry[]} entries @param {(entry: Entry, isNew: boolean) => void} save */
  constructor(words, entries, save) {
    this.words = words;
    this.entries = entries;
    this.save = save;
    this.form = findElement("entry");
    /** @type {string | null} the id of the entry that is changed */
    this.editing = null;
    this.warned = "";
    this.fields = this.form.elements;
    this.fields.activity.addEventListener("change", () => this.#showFields());
    findElement("cancel").addEventListener("click", () => this.#begin(true));
    this.form.addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), this.#submit()));
    this.#begin();
  }

  /** A blank form; the day stays. @param {boolean} [movesFocus] whether the focus moves */
  #begin(movesFocus) {
    const { activity, date } = this.fields;
    const day = this.editing ? "" : date.value;
    // before anything changes, or the page would be laid out twice
    if (movesFocus) (document.getElementById(`entry-${this.editing}`) ?? activity).focus();
    this.#setMode(null);
    this.form.reset();
    date.value = day;
    this.#showFields();
  }

  /** @param {string | null} id */
  #setMode(id) {
    this.editing = id;
    this.saved = false;
    findElement("entry-title").textContent = this.words.phrase(id ? "edit_title" : "add_title", { id });
    findElement("save").textContent = this.words.phrase(id ? "save" : "add");
    findElement("cancel").hidden = !id;
  }

  /** Fill the form with an entry that is there. @param {Entry} entry */
  editEntry(entry) {
    this.#setMode(entry.id);
    for (const name of /** @type {const} */ (["activity", "date", "quantity", "points", "choice", "confirmed", "note"])) this.fields[name].value = entry[name] ?? "";
    this.#showFields();
    this.fields.listed.value = entry.choice ?? "";
    this.fields.topics.value = entry.topics.join(", ");
    this.fields.activity.focus();
  }

  /** Begin anew when an entry was saved; where the one that is changed is gone, what was typed stays, as a new one. @param {Entry[]} entries */
  beginIfDone(entries) {
    if (this.saved) this.#begin(true);
    else if (this.editing && !entries.some(({ id }) => id === this.editing)) this.#setMode(null);
  }

  /** Show the fields that the activity needs. */
  #showFields() {
    const activity = this.words.activities.get(this.fields.activity.value);
    const needs = this.words.needs[activity?.id ?? ""] ?? {};
    for (const part of findAll("[data-field]")) {
      const must = needs[part.dataset.field];
      part.hidden = must === undefined;
      Object.assign(part.querySelector("input, select"), { disabled: part.hidden, required: must });
    }
    findElement("measure").textContent = this.words.phrase("how_many", { measure: this.words.units[activity?.id ?? ""]?.[1] });
    const options = (activity?.choices ?? []).map(({ id, title }) => make("option", { value: id }, title));
    this.fields.listed.replaceChildren(make("option", { value: "" }), ...options);
    findElement("choices").replaceChildren(...(activity && "choice" in needs ? this.#listChosen(activity.id) : []));
    findElement("hint").textContent = document.querySelector(`[data-activity="${activity?.id}"] > span`)?.textContent ?? "";
    this.#warn("");
  }

  /** What was chosen before. @param {string} activity */
  #listChosen(activity) {
    const own = this.entries().filter((one) => one.activity === activity && one.choice);
    return [...new Set(own.map((one) => one.choice))].map((value) => make("option", { value }));
  }

  /** @returns {Entry} */
  #readEntry() {
    /** @param {string} name */
    const readValue = (name) => (this.fields[name].disabled ? "" : this.fields[name].value.trim());
    /** @param {string} name */
    const readFigure = (name) => readValue(name).replace(",", ".") || null;
    return {
      id: this.editing ?? findFreshId(this.entries()),
      date: readValue("date"),
      activity: readValue("activity"),
      quantity: readFigure("quantity"),
      choice: readValue("listed") || readValue("choice") || null,
      points: readFigure("points"),
      topics: readValue("topics").toLowerCase().split(/[\s,;|]+/).filter(Boolean),
      confirmed: readValue("confirmed") || null,
      note: readValue("note") || null,
    };
  }

  #submit() {
    const entry = this.#readEntry();
    const activity = this.words.activities.get(entry.activity);
    if (activity && !isCountable(entry, activity, LIKELY_ITEMS)) {
      this.#warn(this.words.phrase("uncountable"));
      this.fields[entry.quantity === null ? "points" : "quantity"].focus();
      return;
    }
    const like = findAlike(this.entries(), entry);
    const key = JSON.stringify(entry);
    if (like && this.warned !== key) {
      this.#warn(this.words.phrase("duplicate", { id: like.id, button: findElement("save").textContent }), key);
      return;
    }
    this.saved = true;
    this.save(entry, !this.editing);
  }

  /** @param {string} text @param {string} [key] the entry that it is about */
  #warn(text, key = "") {
    this.warned = key;
    findElement("duplicate").textContent = text;
  }
}

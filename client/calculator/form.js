/** The form of one entry: only the fields that its activity needs, and what evidence to keep. */
import { canFit } from "../rules/selection.js";
import { by, make } from "./dom.js";
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
    this.form.addEventListener("submit", (event) => (event.preventDefault(), this.#submit()));
    this.#begin();
  }

  /** A blank form. @param {boolean} [focus] */
  #begin(focus) {
    const { date } = this.fields;
    const day = date.value;
    const was = this.editing;
    this.#mode(null);
    this.form.reset();
    date.value = was ? "" : day;
    this.#suit();
    if (focus) (document.getElementById(`entry-${was}`) ?? this.fields.activity).focus();
  }

  /** @param {string | null} id */
  #mode(id) {
    this.editing = id;
    this.#warn("");
    by("entry-title").textContent = this.words.say(id ? "edit_title" : "add_title", { id });
    by("save").textContent = this.words.say(id ? "save" : "add");
    by("cancel").hidden = !id;
  }

  /** Fill the form with an entry that is there. @param {Entry} entry */
  edit(entry) {
    this.#mode(entry.id);
    for (const name of ["activity", "date", "quantity", "points", "choice", "confirmed", "note"]) this.fields[name].value = entry[name] ?? "";
    this.#suit();
    this.fields.listed.value = entry.choice ?? "";
    this.fields.topics.value = entry.topics.join(", ");
    this.fields.activity.focus();
  }

  /** The entry that is changed is gone. @param {Entry[]} entries */
  check(entries) {
    if (this.editing && !entries.some(({ id }) => id === this.editing)) this.#begin();
  }

  /** Show the fields that the activity needs. */
  #suit() {
    const activity = this.words.activities.get(this.fields.activity.value);
    const needs = activity ? needed(activity, this.words.kernel) : {};
    for (const part of this.form.querySelectorAll("[data-field]")) {
      part.hidden = !(part.dataset.field in needs);
      for (const field of part.querySelectorAll("input, select")) Object.assign(field, { disabled: part.hidden, required: needs[part.dataset.field] === true });
    }
    by("measure").textContent = this.words.say("how_many", { measure: activity?.rate.measure ?? activity?.rate.item ?? "" });
    const options = (activity?.choices ?? []).map(({ id, title }) => make("option", { value: id }, title));
    this.fields.listed.replaceChildren(make("option", { value: "" }), ...options);
    by("choices").replaceChildren(...this.#chosen(activity?.id));
    by("hint").textContent = document.querySelector(`[data-activity="${activity?.id}"] > span`)?.textContent ?? "";
    this.#warn("");
  }

  /** What was chosen before. @param {string | undefined} activity */
  #chosen(activity) {
    const own = this.entries().filter((one) => one.activity === activity && one.choice);
    return [...new Set(own.map((one) => one.choice))].map((value) => make("option", { value }));
  }

  /** @returns {Entry} */
  #entry() {
    const value = (name) => (this.fields[name].disabled ? "" : this.fields[name].value.trim());
    const figure = (name) => value(name).replace(",", ".") || null;
    return {
      id: this.editing ?? freshId(this.entries()),
      date: value("date"),
      activity: value("activity"),
      quantity: figure("quantity"),
      choice: value("listed") || value("choice") || null,
      points: figure("points"),
      topics: value("topics").split(/[\s,;|]+/).filter(Boolean).map((topic) => topic.toLowerCase()),
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
    const isNew = !this.editing;
    this.save(entry, isNew);
    this.#begin(true);
  }

  /** @param {string} text @param {string} [key] the entry that it is about */
  #warn(text, key = "") {
    this.warned = key;
    by("duplicate").textContent = text;
  }
}

/** The fields of an activity; true where it must be filled in. @returns {Record<string, boolean>} */
function needed(activity, kernel) {
  const { rate, choices, conditions } = activity;
  const rules = [...kernel.limits, ...kernel.demands].filter((rule) => canFit(rule.counting, activity));
  const asked = conditions.some((id) => kernel.conditions.find((one) => one.id === id).about === "entry");
  const free = rate.repeats.length || rules.some((rule) => rule.for_each === "choice");
  const topics = kernel.topics.length || rules.some((rule) => rule.for_each === "topic");
  return {
    ...(rate.measure || rate.item ? { quantity: rate.kind === "tiers" } : {}),
    ...(rate.kind === "declared" ? { points: true } : {}),
    ...(choices ? { choices: true } : free ? { choice: false } : {}),
    ...(topics ? { topics: false } : {}),
    ...(asked ? { confirmed: false } : {}),
  };
}

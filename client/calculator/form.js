/** The form of one activity: what, when, how many, is it confirmed, and what it will be worth, before it is added. */
import { readAnswer, readChoice, readPoints, readQuantity, readTopics } from "./cells.js";
import { formatToday } from "../parts/today.js";
import { isLikely } from "./countable.js";
import { showDialog } from "./cover.js";
import { readDate } from "./days.js";
import { clearWrong, findAll, findElement, make, markWrong } from "./dom.js";
import { Drafts } from "./drafts.js";
import { Finder } from "./finder.js";
import { findAlike, findFreshId, readOwnWords } from "./state.js";
import { formatDay, formatTypedDay, learnPhrases } from "./words.js";

learnPhrases("$phrases calculator_form");

/** Width of a window, in pixels, from which the form stands in the page: on a narrower one it fills the screen. */
const WIDE = 900;

/** @typedef {import("./state.js").Entry} Entry @typedef {import("./days.js").CellError} CellError */
export class Form {
  /** @param {import("./main.js").Calculator} calculator */
  constructor(calculator) {
    const { words } = calculator;
    this.words = words;
    this.calculator = calculator;
    this.dialog = findElement("adding");
    this.form = findElement("entry");
    this.fields = this.form.elements;
    this.drafts = new Drafts(words.log);
    this.finder = new Finder(words, () => this.#listEntries(), (...chosen) => this.#choose(...chosen));
    /** @type {string | null} the id of the entry that is changed */
    this.editing = null;
    this.saved = false;
    this.asks = false;
    this.warned = "";
    findElement("cancel").addEventListener("click", () => (this.drafts.drop(this.editing), this.dialog.close(), this.#begin()));
    findElement("change").addEventListener("click", () => this.#find(this.fields.what.value));
    this.form.addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), this.#submit()));
    this.form.addEventListener("input", () => this.#keep());
    for (const one of findAll("[data-step]")) one.addEventListener("click", () => this.#step(Number(one.dataset.step)));
    for (const one of findAll("[data-day]")) one.addEventListener("click", () => this.#setDay(Number(one.dataset.day)));
    this.#begin();
  }

  #listEntries() {
    return this.calculator.store.state.entries;
  }

  /** Show the form: in the page where there is room, else over all of it. In a frame of another page nothing covers the whole. */
  open() {
    const isOver = innerWidth < WIDE && parent === window;
    if (!this.dialog.open) showDialog(this.dialog, isOver);
    (this.fields.found.value ? this.fields.date : this.fields.what).focus();
    if (!isOver) this.dialog.scrollIntoView({ block: "nearest" });
    this.#tell();
  }

  /** A blank form, or one with what was typed and not added. @param {string | null} [id] the entry that is changed @param {Record<string, string>} [values] */
  #begin(id = null, values = {}) {
    const draft = this.drafts.find(id);
    this.editing = id;
    this.saved = false;
    this.form.reset();
    for (const [name, value] of Object.entries({ activity: "", found: "", ...values, ...draft })) if (this.fields[name]) this.fields[name].value = value;
    findElement("entry-title").textContent = this.words.phrase(id ? "edit_title" : "add_title", { id });
    findElement("kept").hidden = !draft;
    for (const one of findAll("[data-open]")) one.textContent = this.words.phrase(this.drafts.find(null) ? "add_go_on" : "add_title");
    this.#showFields(draft ?? values);
  }

  /** Fill the form with an entry that is there. @param {Entry} entry @param {string} [guessed] an activity for one that has none */
  editEntry(entry, guessed = "") {
    const { topics, ...own } = entry;
    const values = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, value ?? ""]));
    const activity = entry.activity || guessed;
    this.#begin(entry.id, { ...values, activity, found: activity && "1", what: activity ? "" : values.note, listed: values.choice, topics: topics.join(", "), date: entry.date && formatTypedDay(entry.date) });
    this.open();
  }

  /** Begin anew when an entry was saved. One that another tab deleted is a new one, with what was typed. @param {Entry[]} entries */
  beginIfDone(entries) {
    if (this.saved) {
      const edited = document.getElementById(`entry-${this.editing}`);
      this.dialog.close();
      edited?.focus();
      this.#begin();
    } else if (this.editing && !entries.some(({ id }) => id === this.editing)) {
      this.drafts.drop(this.editing);
      this.editing = null;
      findElement("entry-title").textContent = this.words.phrase("add_title");
      this.#keep();
      this.#warn(this.words.phrase("gone"));
    }
  }

  /** Keep what is typed, in this browser, until it is added or given up; and tell what it would be worth. */
  #keep() {
    this.drafts.keep(this.editing, Object.fromEntries(new FormData(this.form)));
    this.#tell();
  }

  /** Look for an activity. @param {string} typed */
  #find(typed) {
    this.fields.found.value = "";
    this.fields.what.value = typed;
    this.#showFields();
    this.fields.what.focus();
  }

  /** An activity was found; none: what was done is kept to be sorted. @param {string} id @param {string} choice @param {string} typed */
  #choose(id, choice, typed) {
    Object.assign(this.fields.activity, { value: id });
    this.fields.found.value = "1";
    if (!id) this.fields.note.value ||= typed;
    this.#showFields({ listed: choice });
    const { rate } = this.words.activities.get(id) ?? {};
    const isOne = rate?.kind === "items" || (rate?.kind === "tiers" && rate.steps[0].at <= 1);
    if (isOne) this.fields.quantity.value ||= "1";
    this.fields.date.focus();
    this.#keep();
  }

  /** Show the fields that the activity needs. @param {Record<string, string>} [values] of fields that are made anew */
  #showFields({ listed = "", confirmed = "" } = {}) {
    const { words, fields } = this;
    const isFound = Boolean(fields.found.value);
    const activity = words.activities.get(fields.activity.value);
    const needs = words.needs[activity?.id ?? ""] ?? {};
    findElement("find").hidden = isFound;
    for (const name of ["chosen", "save"]) findElement(name).hidden = !isFound;
    for (const part of findAll("[data-field]")) {
      part.hidden = needs[part.dataset.field] === undefined;
      for (const one of part.querySelectorAll("input, select")) one.disabled = part.hidden;
    }
    findElement("picked").textContent = activity?.title ?? words.phrase("to_sort");
    findElement("measure").textContent = words.phrase("how_many", { measure: words.units[activity?.id ?? ""]?.[1] });
    findElement("range").textContent = activity?.rate.kind === "declared" ? words.phrase(activity.rate.most == null ? "declare_from" : "declare", activity.rate) : "";
    const asked = words.kernel.conditions.filter(({ id, about }) => about === "entry" && activity?.conditions?.includes(id));
    findElement("asked").textContent = asked.map(({ ask }) => ask).join(" ");
    findElement("answers").textContent = asked.length ? words.phrase("asked_whom", { confirm_with: [...new Set(asked.map(({ confirm_with }) => confirm_with))].join("; ") }) : "";
    for (const one of fields.confirmed) one.checked = one.value === confirmed;
    fields.listed.replaceChildren(make("option", { value: "" }, words.phrase("choose")), ...(activity?.choices ?? []).map(({ id, title }) => make("option", { value: id }, title)));
    fields.listed.value = listed;
    findElement("choices").replaceChildren(...(activity && "choice" in needs ? this.#listChosen(activity.id) : []));
    findElement("hint").textContent = findAll(`[data-activity="${activity?.id}"] > span`).map((one) => one.textContent).join(" ");
    if (!isFound) this.finder.show();
    this.#tell();
  }

  /** What was chosen before. @param {string} activity */
  #listChosen(activity) {
    const own = this.#listEntries().filter((one) => one.activity === activity && one.choice);
    return [...new Set(own.map((one) => one.choice))].map((value) => make("option", { value }));
  }

  /** One more or one less. @param {number} by */
  #step(by) {
    const { quantity } = this.fields;
    quantity.value = String(Math.max(1, Math.trunc(Number(quantity.value.replace(",", ".")) || 0) + by));
    this.#keep();
  }

  /** Today, or some days before. @param {number} back */
  #setDay(back) {
    const day = new Date(formatToday());
    day.setUTCDate(day.getUTCDate() - back);
    this.fields.date.value = formatTypedDay(day.toISOString().slice(0, 10));
    this.#keep();
  }

  /** The entry as it is typed, and what is wrong with it, by field. @returns {[Entry, [string, CellError][]]} */
  #readEntry() {
    const { kernel, activities } = this.words;
    /** @type {[string, CellError][]} */
    const wrong = [];
    /** @template T @param {string} name @param {(text: string) => T} read @returns {T | null} */
    const readField = (name, read) => {
      const field = this.fields[name];
      if (field.disabled) return null;
      try {
        return read(field.value.trim());
      } catch (error) {
        wrong.push([name, /** @type {CellError} */ (error)]);
        return null;
      }
    };
    const activity = activities.get(this.fields.activity.value) ?? null;
    const unsorted = !activity && !this.fields.date.value;
    const listed = this.fields.listed.disabled ? "choice" : "listed";
    const entry = {
      id: this.editing ?? findFreshId(this.#listEntries()),
      date: (unsorted ? null : readField("date", (text) => readDate(text, "dmy"))) ?? "",
      activity: activity?.id ?? "",
      quantity: activity && readField("quantity", (text) => readQuantity(text, activity)),
      choice: activity && readField(listed, (text) => readChoice(text, activity, kernel)),
      points: activity && readField("points", (text) => readPoints(text, activity)),
      topics: readField("topics", (text) => readTopics(text, kernel)) ?? [],
      confirmed: activity && readAnswer(this.fields.confirmed[0].disabled ? "" : this.fields.confirmed.value, activity, kernel),
      ...readOwnWords((name) => this.fields[name].value.trim()),
    };
    return [entry, wrong];
  }

  /** Tell the day in words, and have judged what is typed. */
  #tell() {
    this.#warn("");
    if (!this.fields.found.value) return;
    const [entry, wrong] = this.#readEntry();
    clearWrong(this.form);
    findElement("echo").textContent = entry.date && this.#phraseDay(entry.date);
    this.#showWorth(null);
    this.asks = Boolean(entry.activity && !wrong.length);
    if (this.asks) this.calculator.askJudge({ trial: entry });
  }

  /** A day in words, with its CPD year, or that it lies outside the cycle. @param {string} date */
  #phraseDay(date) {
    const { words } = this;
    const { head } = this.calculator;
    const day = formatDay(date, "full");
    if (!head) return day;
    const { from, to, years } = head.cycle;
    const year = years.find((one) => one.from <= date && date <= one.to);
    const key = date < from ? "echo_before" : date > to ? "echo_after" : year ? "echo_year" : "echo";
    const said = words.phrase(key, { day, year: year?.year, from: formatDay(from, true), to: formatDay(to, true) });
    return date > head.on && key !== "echo_after" ? `${said}. ${words.phrase("echo_planned")}` : said;
  }

  /** What the judge says of what was typed, unless that cannot be judged any more. @param {any} judged */
  receiveWorth(judged) {
    if (this.asks) this.#showWorth(judged);
  }

  /** What the entry would earn. @param {any} judged as the judge answers, or null where it cannot say */
  #showWorth(judged) {
    const { words } = this;
    const credited = judged?.would ?? judged?.credited;
    const key = judged?.state === "set-aside" ? "worth_aside" : judged?.unanswered.length ? "worth_once" : "worth";
    const activity = this.fields.activity.value;
    const isLedger = judged?.state !== "set-aside" && words.ledgers.includes(activity);
    const lines = (judged?.lines ?? []).map((/** @type {any} */ line) => words.phraseExplanation(line, judged.date, activity));
    findElement("worth").textContent = judged ? [isLedger ? "" : words.phrase(key, { credited }), ...lines].filter(Boolean).join(" ") : "";
    const label = this.editing ? "save" : !activity ? "add_unsorted" : !judged || isLedger ? "add" : credited ? "add_points" : "add_anyway";
    findElement("save").textContent = words.phrase(label, { credited });
  }

  #submit() {
    if (!this.fields.found.value) return;
    const [entry, wrong] = this.#readEntry();
    if (wrong.length) return this.#showWrong(wrong);
    const like = entry.activity ? findAlike(this.#listEntries(), entry) : undefined;
    const activity = this.words.activities.get(entry.activity);
    const key = JSON.stringify(entry);
    const button = findElement("save").textContent;
    const doubts = [
      like && this.words.phrase("duplicate", { id: like.id, button }),
      activity && !isLikely(entry, activity) && this.words.phrase("unlikely", { counted: this.words.phraseQuantity(entry.activity, entry.quantity), button }),
    ].filter(Boolean);
    if (doubts.length && this.warned !== key) return this.#warn(doubts.join(" "), key);
    this.saved = true;
    this.drafts.drop(this.editing);
    this.calculator.change({ put: [{ entry }] }, this.editing ? "saved" : "added", {}, this.editing ? this.calculator.edited : undefined);
  }

  /** Say at each field what is wrong, in the words of the importer. @param {[string, CellError][]} wrong */
  #showWrong(wrong) {
    this.#tell();
    for (const [name, { code, values }] of wrong) markWrong(this.fields[name], this.words.phrase("field_wrong", { what: this.words.phrase(code, values) }));
    this.fields[wrong[0][0]].focus();
  }

  /** @param {string} text @param {string} [key] the entry that it is about */
  #warn(text, key = "") {
    this.warned = key;
    findElement("duplicate").textContent = text;
  }
}

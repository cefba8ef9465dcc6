/**
 * Finds an activity by a word of its title, of its choices, or of what members call it: a field with a list below it
 * (the combobox pattern). What was done before comes first while nothing is typed.
 */
import { findElement, make } from "./dom.js";

const MOST_RECENT = 4;

/** @typedef {{id: string, choice: string, title: string, about: string, words: string[], names: string[]}} Option */

/** @param {string} text @returns {string[]} */
const listWords = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

export class Finder {
  /** @param {import("./words.js").Words} words @param {() => import("./state.js").Entry[]} entries @param {(id: string, choice: string, typed: string) => void} choose */
  constructor(words, entries, choose) {
    this.words = words;
    this.entries = entries;
    this.choose = choose;
    this.field = findElement("what");
    this.list = findElement("options");
    this.field.addEventListener("input", () => this.show());
    this.field.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#move(event));
    this.list.addEventListener("click", (/** @type {any} */ { target }) => this.#take(target.closest("[role=option]")));
    const numbers = new Map(words.kernel.categories.map(({ id, number, title }) => [id, [number, title].filter(Boolean).join(". ")]));
    /** @type {Option[]} */
    this.options = words.kernel.activities.flatMap(({ id, title, everyday, choices, category }) => {
      const names = [title, ...(everyday ?? [])];
      const own = { id, choice: "", title, about: numbers.get(category) ?? "", names, words: listWords(names.join(" ")) };
      return [own, ...(choices ?? []).map((one) => ({ ...own, choice: one.id, title: one.title, about: title, names: [one.title], words: listWords(one.title) }))];
    });
  }

  /** Show what fits what is typed. */
  show() {
    const typed = this.field.value.trim();
    const asked = listWords(typed);
    const found = this.options.filter(({ words }) => asked.every((one) => words.some((word) => word.startsWith(one))));
    const begins = (/** @type {Option} */ { names }) => names.some((/** @type {string} */ name) => name.toLowerCase().startsWith(typed.toLowerCase()));
    const shown = asked.length ? [...found.filter(begins), ...found.filter((one) => !begins(one))] : this.#listRecentFirst();
    this.list.replaceChildren(...shown.map((one) => this.#render(one, asked)), asked.length ? this.#renderOption({ id: "", choice: "" }, this.words.phrase("find_none", { typed }), this.words.phrase("find_none_about")) : "");
    this.#mark(asked.length ? this.list.firstChild : null);
    findElement("found").textContent = asked.length ? this.words.phrase("found", { n: shown.length }) : "";
  }

  /** What was done before, the latest first; then every activity in its place. */
  #listRecentFirst() {
    const recent = [...new Set(this.entries().map(({ activity }) => activity).reverse())].slice(0, MOST_RECENT);
    const all = this.options.filter(({ choice }) => !choice);
    const before = recent.flatMap((id) => all.filter((one) => one.id === id)).map((one) => ({ ...one, about: this.words.phrase("done_before") }));
    return [...before, ...all.filter(({ id }) => !recent.includes(id))];
  }

  /** @param {Option} option @param {string[]} asked */
  #render(option, asked) {
    const called = asked.length ? option.names.slice(1).find((name) => asked.every((one) => listWords(name).some((word) => word.startsWith(one)))) : "";
    return this.#renderOption(option, option.title, called ? this.words.phrase("find_called", { called }) : option.about);
  }

  /** @param {{id: string, choice: string}} option @param {string} title @param {string} about */
  #renderOption({ id, choice }, title, about) {
    const made = make("li", { id: `calc-o-${id}-${choice}`, role: "option", ariaSelected: "false" }, title, make("small", {}, about));
    Object.assign(made.dataset, { id, choice });
    return made;
  }

  /** @param {KeyboardEvent} event */
  #move(event) {
    const options = [...this.list.children];
    const at = options.findIndex((one) => one.ariaSelected === "true");
    const step = /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 })[event.key];
    if (step) this.#mark(options[(at + step + options.length) % options.length]);
    else if (event.key === "Enter") this.#take(options[at]);
    else return;
    event.preventDefault();
  }

  /** @param {any} option */
  #mark(option) {
    for (const one of this.list.children) one.ariaSelected = String(one === option);
    this.field.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.scrollIntoView({ block: "nearest" });
  }

  /** @param {any} option */
  #take(option) {
    if (option) this.choose(option.dataset.id, option.dataset.choice, this.field.value.trim());
  }
}

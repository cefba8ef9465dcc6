/** Lines whose activity is in the member's own words: one is guessed for each, and the member sorts them. */
import { simplify } from "./csv.js";
import { findElement, make } from "./dom.js";

/** @typedef {import("./main.js").Calculator} Calculator @typedef {import("../rules/types").Activity} Activity */

const SHORTEST = 4;

/** What the member chose for words of their own, by the words without capitals and marks: the same words are asked once. @type {Map<string, string>} */
export const learnt = new Map();

/** Words that tell something. @param {string} text */
const listWords = (text) => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= SHORTEST);

/** @param {string} one @param {string} other */
const isAlike = (one, other) => one.startsWith(other) || other.startsWith(one);

/**
 * The activity that shares the most telling words with a text: rare ones tell more, and so do those that come first.
 * @param {string} text @param {readonly Activity[]} activities
 */
export function guessActivity(text, activities) {
  const known = activities.map((one) => ({ id: one.id, words: listWords(`${one.id} ${one.title} ${one.rate.item}`) }));
  const asked = listWords(text);
  const weights = asked.map((word, i) => 1 / (1 + i) / Math.max(1, known.filter(({ words }) => words.some((own) => isAlike(word, own))).length));
  let [best, most] = ["", 0];
  for (const { id, words } of known) {
    const score = asked.reduce((sum, word, i) => sum + (words.some((own) => isAlike(word, own)) ? weights[i] : 0), 0);
    if (score > most) [best, most] = [id, score];
  }
  return best;
}

/** A choice of activity for each text that names none. @param {string[]} texts @param {() => void} again what to do once they are chosen @param {Calculator} calculator */
export function renderSorting(texts, again, { words }) {
  const source = findElement("activity");
  const fields = texts.map((text, i) => {
    const field = source.cloneNode(true);
    Object.assign(field, { id: `calc-sort-${i}`, name: text, required: false, value: guessActivity(text, words.kernel.activities) });
    return field;
  });
  const choose = () => {
    for (const { name, value } of fields) if (value) learnt.set(simplify(name), value);
    again();
  };
  const rows = fields.map((field) => make("p", { className: "calc-wide" }, make("label", { htmlFor: field.id }, field.name), field));
  return make("div", { className: "calc-form" }, make("p", { className: "calc-wide" }, words.phrase("sort")), ...rows, make("p", {}, make("button", { type: "button", onclick: choose }, words.phrase("sorted"))));
}

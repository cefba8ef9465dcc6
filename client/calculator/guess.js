/**
 * Which activity a member's own words mean, guessed by its title and by everyday names. A guess is shown as one, to be
 * confirmed. The twin of catalogue/read/guess.py.
 *
 * @import { Activity } from "../rules/types"
 */
import { simplify } from "./cells.js";

/** Letters of a word that may have an ending, and of that ending: webinar, webinars. */
const [LEAST, ENDING] = [4, 3];
/** Letters of a choice that is looked for within other words. */
const LEAST_OF_CHOICE = 6;

/** @param {string} text @returns {string[]} */
const listWords = (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** @param {string} text */
const countLetters = (text) => Array.from(text).length;

/** Whether two words are the same but for an ending. @param {string} one @param {string} other */
function isSame(one, other) {
  const [short, long] = countLetters(one) < countLetters(other) ? [one, other] : [other, one];
  return short === long || (countLetters(short) >= LEAST && countLetters(long) - countLetters(short) <= ENDING && long.startsWith(short));
}

/** Letters of the words of a name, and those of them that are found. @param {string[]} name @param {string[]} words */
function weighName(name, words) {
  const sum = (/** @type {string[]} */ list) => list.reduce((letters, word) => letters + countLetters(word), 0);
  return [sum(name), sum(name.filter((one) => words.some((word) => isSame(one, word))))];
}

/** A name all of whose words are found, the longest first. @param {Activity} activity @param {string[]} words */
function weighWhole({ title, everyday }, words) {
  const found = [title, ...(everyday ?? [])].map((name) => weighName(listWords(name), words)).filter(([all, some]) => all === some);
  return Math.max(0, ...found.map(([all]) => all));
}

/** A choice that stands in the text. @param {Activity} activity @param {string[]} words @param {string} text */
const weighChoice = (activity, words, text) => countLetters(findChosen(text, activity)?.title ?? "");

/** At least half of the long words of the title. @param {Activity} activity @param {string[]} words */
function weighPart({ title }, words) {
  const [all, some] = weighName(listWords(title).filter((word) => countLetters(word) >= LEAST), words);
  return some * 2 >= all ? some : 0;
}

/**
 * The activity that a text most likely names; nothing where none is likely. The first of a schedule goes before others.
 * @param {string} text @param {readonly Activity[]} activities
 */
export function guessActivity(text, activities) {
  if (activities.length === 1) return activities[0].id;
  const words = listWords(text);
  for (const weigh of [weighWhole, weighChoice, weighPart]) {
    let [best, most] = ["", 0];
    for (const one of activities) {
      const weight = weigh(one, words, text);
      if (weight > most) [best, most] = [one.id, weight];
    }
    if (best) return best;
  }
  return "";
}

/** The choice of an activity that a text names among other words, the longest first. @param {string} text @param {Activity} activity */
export function findChosen(text, { choices }) {
  const plain = simplify(text);
  const found = (choices ?? []).filter(({ title }) => countLetters(simplify(title)) >= LEAST_OF_CHOICE && plain.includes(simplify(title)));
  return found.reduce((/** @type {{id: string, title: string} | undefined} */ best, one) => (best && countLetters(best.title) >= countLetters(one.title) ? best : one), undefined);
}

/**
 * Finds entries of the catalogue by code, abbreviation, misspelt title or words in another order.
 *
 * Our own instead of a library: the index comes dictionary-coded, so its table of words is the only one that
 * is searched, and nothing is built but the list of rows of each word. MiniSearch would be 2 kB more than this
 * file, finds fewer misspelt titles, and would have to come from npm, which building does without. No DOM here, and no
 * figure of any rule.
 *
 * @typedef {[kind: number, at: string, of: string, keys: string, titles: string, also?: string, says?: string,
 *   own?: string]} Group
 * @typedef {[title: string, address: string]} Way
 * @typedef {{says: Record<string, string>, stop: string, shown: number, inSight: number, heads: string[],
 *   kinds: [label: string, preferred: number, head: number, words: string][], words: string, own: number,
 *   groups: Group[], steps: Record<string, Way[]>, otherwise: Way[], ask: Way[],
 *   answered: string[]}} Index
 * @typedef {{kind: string, head: number, title: string, of: string, says: string, address: string}} Found
 * @typedef {{group: number, key: string, title: number[], says: string}} Row
 * @typedef {number[]} Postings for each time that a word stands somewhere: 4 times the row, and the field
 */

/**
 * Where a word stands: in the title, in another name or key, in what it is called with all of its kind, in what is
 * told of it or what it is a part of; and what it counts there.
 */
const [TITLE, ALSO, KIND, TOLD] = [0, 1, 2, 3];
const COUNTS = [1, 0.8, 0.5, 0.35];

/** A number says more than a word: who types one has read it somewhere. */
const NUMBERS = [1.5, 1.5, 0.5, 0.35];

/** A whole page that has all that is asked for comes before a part of one; so does what is called just so. */
const WHOLE = 1.4;

/** How much a kind of entry is preferred at most that has a part of what is asked for. */
const PARTLY = 1.6;

/** How well a word fits that only begins so, and that is misspelt by one letter or by two. */
const BEGINS = 0.85;
const MISSPELT = [1, 0.7, 0.5];

/** Letters and digits of a text, without accents. @param {string} text @returns {string[]} */
export function listTokens(text) {
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]|['’]s?\b/g, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * The fewest letters put in, taken out, replaced or exchanged with the next; 3 where there are more than two.
 * @param {string} one @param {string} other
 */
export function countChanges(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 3;
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, i) => i);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return Math.min(3, last[other.length]);
}

/** How well a word of the index fits a word that is asked for: 0 to 1. @param {string} asked @param {string} word */
function scoreFit(asked, word) {
  if (word === asked) return 1;
  if (word.startsWith(asked)) return BEGINS * (0.4 + (0.6 * asked.length) / word.length);
  const most = /\d/.test(asked) || asked.length < 4 ? 0 : asked.length < 7 ? 1 : 2;
  if (!most || /\d/.test(word)) return 0;
  const whole = countChanges(asked, word);
  if (whole <= most) return MISSPELT[whole];
  const start = asked.length > 4 && word.length > asked.length ? countChanges(asked, word.slice(0, asked.length)) : 3;
  return start === 1 ? MISSPELT[1] * 0.8 : 0;
}

export class Finder {
  /** @param {Index} index */
  constructor(index) {
    this.index = index;
    /** @type {string[]} */
    this.words = [];
    /** @type {string[][]} */
    this.tokens = [];
    /** @type {Postings[][]} */
    this.lists = [];
    /** Where each group's own words begin. @type {number[]} */
    this.starts = [];
    this.stop = new Set(index.stop.split(" "));
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Map<string, Postings>} */
    this.known = new Map();
    this.#addWords(index.words);
    index.groups.forEach((group, number) => this.#addGroup(group, number));
    /** How much each word tells, as a part of a title. */
    this.worth = this.tokens.map((parts) => parts.reduce((sum, part) => sum + this.#weighToken(part), 0));
  }

  /** @param {string} words */
  #addWords(words) {
    for (const word of words ? words.split(" ") : []) {
      const parts = listTokens(word);
      this.words.push(word);
      this.tokens.push(parts);
      this.lists.push(parts.map((part) => this.#findList(part)));
    }
  }

  /** @param {Group} group @param {number} number */
  #addGroup([kind, at, of, keys, titles, also = "", says = "", own = ""], number) {
    this.starts.push(this.words.length);
    this.#addWords(own);
    const [label, , , words] = this.index.kinds[kind];
    const kindred = listTokens(`${label} ${words}`).map((token) => this.#findList(token));
    const names = unfoldTitles(titles).map((title) => this.#placeWords(title, number));
    const others = also.split(" ");
    const told = says.split(" ");
    unpackKeys(keys).forEach((key, i) => {
      const row = this.rows.push({ group: number, key, title: names[i], says: told[i] }) - 1;
      for (const word of names[i]) addPosting(this.lists[word], row, TITLE);
      for (const word of this.#readWords(others[i], number)) addPosting(this.lists[word], row, ALSO);
      for (const text of [told[i], of])
        for (const word of this.#readWords(text, number)) addPosting(this.lists[word], row, TOLD);
      addPosting(kindred, row, KIND);
      if (at.includes("@")) addPosting(listTokens(key).map((token) => this.#findList(token)), row, ALSO);
    });
  }

  /**
   * Where words of a group stand among all: those that only it says are numbered behind all others.
   * @param {number[]} words @param {number} group
   */
  #placeWords(words, group) {
    return words.map((word) => (word < this.index.own ? word : word - this.index.own + this.starts[group]));
  }

  /** @param {string | undefined} coded @param {number} group */
  #readWords(coded, group) {
    return this.#placeWords(readNumbers(coded), group);
  }

  /** @param {string} token @returns {Postings} */
  #findList(token) {
    let list = this.known.get(token);
    if (!list) this.known.set(token, (list = []));
    return list;
  }

  /** How much a word tells: rare ones more. @param {unknown[]} rows */
  #computeWeight(rows) {
    return Math.log(1 + this.rows.length / rows.length);
  }

  /** @param {string} token */
  #weighToken(token) {
    return this.stop.has(token) ? 0 : this.#computeWeight(this.known.get(token) ?? [0]);
  }

  /** What is asked for, without the words that say nothing. @param {string} query */
  #readQuery(query) {
    const all = listTokens(query);
    const telling = all.filter((word) => !this.stop.has(word));
    return [...new Set((telling.length ? telling : all).flatMap((word) => this.#splitWord(word)))].slice(0, 12);
  }

  /** Two words that were written as one: callcentre. @param {string} word @returns {string[]} */
  #splitWord(word) {
    for (let i = 3; i < word.length - 2 && !this.known.has(word); i++) {
      const parts = [word.slice(0, i), word.slice(i)];
      if (parts.every((part) => this.known.has(part))) return parts;
    }
    return [word];
  }

  /**
   * The best rows for one word, each with what it is worth there.
   * @param {string} asked @returns {Map<number, number>}
   */
  #scoreRows(asked) {
    const best = new Map();
    const most = this.#computeWeight(this.known.get(asked) ?? [0]);
    for (const [word, rows] of this.known) {
      const fits = scoreFit(asked, word);
      if (!fits) continue;
      const worth = fits * Math.min(most, this.#computeWeight(rows));
      const counts = /\d\d/.test(word) ? NUMBERS : COUNTS;
      for (const posted of rows) {
        const [row, here] = [posted >> 2, worth * counts[posted & 3]];
        if (here > (best.get(row) ?? 0)) best.set(row, here);
      }
    }
    return best;
  }

  /** Everything that fits, the best first. @param {string} query @returns {{total: number, found: Found[]}} */
  find(query) {
    const each = this.#readQuery(query).map((asked) => this.#scoreRows(asked)).filter((rows) => rows.size);
    const whole = each.reduce((sum, rows) => sum + findGreatest(rows.values()), 0);
    /** @type {Map<number, number>} */
    const sums = new Map();
    for (const rows of each) for (const [row, worth] of rows) sums.set(row, (sums.get(row) ?? 0) + worth);
    const ranked = [...sums].map(([row, sum]) => {
      const all = each.every((rows) => rows.has(row));
      return /** @type {const} */ ([row, this.#scoreRow(row, sum, whole, all)]);
    });
    ranked.sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    const least = ranked.length ? ranked[0][1] * 0.1 : 0;
    const good = ranked.filter(([, score]) => score >= least);
    return { total: good.length, found: good.slice(0, this.index.shown).map(([row]) => this.#describeRow(row)) };
  }

  /**
   * A row that has all that is asked for, and little else, comes first; then by the kind of entry.
   * @param {number} row @param {number} sum @param {number} whole @param {boolean} all
   */
  #scoreRow(row, sum, whole, all) {
    const { group, title } = this.rows[row];
    const covered = sum / whole;
    const letters = title.filter((word) => this.words[word].startsWith("("));
    const full = Math.min(...[title, letters].map((words) => this.#sumWorth(words) || Infinity));
    const [, preferred, head] = this.index.kinds[this.index.groups[group][0]];
    const rank = all ? preferred * (head === 0 || sum >= full ? WHOLE : 1) : Math.min(preferred, PARTLY);
    return covered ** 2 * (0.5 + 0.5 * Math.min(1, sum / full)) * rank;
  }

  /** How much the words of a title tell. @param {number[]} words */
  #sumWorth(words) {
    return words.reduce((sum, word) => sum + this.worth[word], 0);
  }

  /** @param {number} row @returns {Found} */
  #describeRow(row) {
    const { group, key, title, says } = this.rows[row];
    const [kind, at, of] = this.index.groups[group];
    const [label, , head] = this.index.kinds[kind];
    const joinWords = (/** @type {number[]} */ words) => words.map((word) => this.words[word]).join(" ");
    return {
      kind: label,
      head,
      title: joinWords(title),
      of: joinWords(this.#readWords(of, group)),
      says: joinWords(this.#readWords(says, group)),
      address: at.replace("@", key),
    };
  }
}

/** @param {Postings[]} lists @param {number} row @param {number} field */
function addPosting(lists, row, field) {
  for (const list of lists) list.push(row * 4 + field);
}

/** @param {Iterable<number>} values */
function findGreatest(values) {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** The numbers of words. @param {string | undefined} coded 4.0.17 @returns {number[]} */
function readNumbers(coded) {
  return coded ? coded.split(".").map(Number) : [];
}

/**
 * Titles, each told from the one before: how many words they share, how far its next word is from the other's, and
 * the numbers of the rest; or, of those that differ in the last word alone, how far it is, perhaps as a letter.
 * @param {string} coded
 */
function unfoldTitles(coded) {
  /** @type {number[]} */
  let last = [];
  return (coded.match(/[a-z]|[\d.-]+/gi) ?? []).map((title) => {
    const near = LETTERS.indexOf(title);
    const numbers = near < 0 ? readNumbers(title) : [near];
    const [shared, next, ...rest] = numbers.length > 1 ? numbers : [Math.max(0, last.length - 1), ...numbers];
    last = [...last.slice(0, shared), next + (last[shared] ?? 0), ...rest];
    return last;
  });
}

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

const LETTERS = DIGITS.slice(10, -2);

/** Keys as they stand, or numbers to the base of 64 behind the count of their digits. @param {string} coded */
function unpackKeys(coded) {
  if (coded[0] !== "=") return coded.split(" ");
  const digits = new RegExp(`.{${coded[1]}}`, "g");
  const toNumber = (/** @type {string} */ key) => [...key].reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0);
  return (coded.slice(2).match(digits) ?? []).map((key) => String(toNumber(key)));
}

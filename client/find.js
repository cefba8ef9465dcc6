/**
 * Finds entries of the catalogue by code, abbreviation, misspelt title or words in another order.
 *
 * Our own instead of a library: the index comes dictionary-coded, so its table of words is the only one that
 * is searched, and nothing is built but the list of rows of each word. MiniSearch would be 5.9 kB more, takes
 * ten times as long to begin, and would have to come from npm; the lunr.js that MkDocs brings finds no
 * transposed letters. No DOM here, and no figure of any rule.
 *
 * @typedef {[kind: number, at: string, of: string, keys: string, titles: string, also?: string]} Group
 * @typedef {{says: Record<string, string>, stop: string, shown: number, kinds: [string, number][], words: string,
 *   groups: Group[]}} Index
 * @typedef {{kind: string, title: string, of: string, address: string}} Found
 * @typedef {{group: number, key: string, title: number[]}} Row
 * @typedef {[row: number, field: number]} Posting
 */

/** How much a word counts by where it stands: in the title, in another name or key, in what it is a part of. */
const TITLE = 1;
const ALSO = 0.8;
const OF = 0.35;

/** How well a word fits that only begins so, and that is misspelt by one letter or by two. */
const BEGINS = 0.85;
const MISSPELT = [1, 0.7, 0.5];

/** Letters and digits of a text, without accents. @param {string} text @returns {string[]} */
export function tokens(text) {
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]|['’]s?\b/g, "").toLowerCase();
  return plain.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * The fewest letters put in, taken out, replaced or exchanged with the next; 3 where there are more than two.
 * @param {string} one @param {string} other
 */
export function changes(one, other) {
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
function fit(asked, word) {
  if (word === asked) return 1;
  if (word.startsWith(asked)) return BEGINS * (0.4 + (0.6 * asked.length) / word.length);
  const most = /\d/.test(asked) || asked.length < 4 ? 0 : asked.length < 7 ? 1 : 2;
  if (!most || /\d/.test(word)) return 0;
  const whole = changes(asked, word);
  if (whole <= most) return MISSPELT[whole];
  const start = asked.length > 4 && word.length > asked.length ? changes(asked, word.slice(0, asked.length)) : 3;
  return start === 1 ? MISSPELT[1] * 0.8 : 0;
}

export class Finder {
  /** @param {Index} index */
  constructor(index) {
    this.index = index;
    this.words = index.words.split(" ");
    this.tokens = this.words.map(tokens);
    this.stop = new Set(index.stop.split(" "));
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Map<string, Posting[]>} */
    this.known = new Map();
    index.groups.forEach((group, number) => this.#add(group, number));
  }

  /** @param {Group} group @param {number} number */
  #add([, at, of, keys, titles, also = ""], number) {
    const others = also.split(" ");
    const names = titles.split(" ");
    let last = 0;
    keys.split(" ").forEach((coded, i) => {
      const key = coded[0] === "+" ? String(last + Number(coded)) : coded;
      last = Number(key);
      const row = this.rows.push({ group: number, key, title: numbers(names[i]) }) - 1;
      this.#post(this.rows[row].title, row, TITLE);
      this.#post(numbers(others[i]), row, ALSO);
      this.#post(numbers(of), row, OF);
      if (at.includes("@")) for (const token of tokens(key)) this.#note(token, row, ALSO);
    });
  }

  /** @param {number[]} words @param {number} row @param {number} field */
  #post(words, row, field) {
    for (const word of words) for (const token of this.tokens[word]) this.#note(token, row, field);
  }

  /** @param {string} token @param {number} row @param {number} field */
  #note(token, row, field) {
    const rows = this.known.get(token);
    if (rows) rows.push([row, field]);
    else this.known.set(token, [[row, field]]);
  }

  /** How much a word tells: rare ones more. @param {unknown[]} rows */
  #weight(rows) {
    return Math.log(1 + this.rows.length / rows.length);
  }

  /** What is asked for, without the words that say nothing. @param {string} query */
  #asked(query) {
    const all = tokens(query);
    const telling = all.filter((word) => !this.stop.has(word));
    return [...new Set((telling.length ? telling : all).flatMap((word) => this.#apart(word)))].slice(0, 12);
  }

  /** Two words that were written as one: callcentre. @param {string} word @returns {string[]} */
  #apart(word) {
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
  #rowsOf(asked) {
    const best = new Map();
    const most = this.#weight(this.known.get(asked) ?? [0]);
    for (const [word, rows] of this.known) {
      const fits = fit(asked, word);
      if (!fits) continue;
      const worth = fits * Math.min(most, this.#weight(rows));
      for (const [row, field] of rows)
        if (worth * field > (best.get(row) ?? 0)) best.set(row, worth * field);
    }
    return best;
  }

  /** Everything that fits, the best first. @param {string} query @returns {{total: number, found: Found[]}} */
  find(query) {
    const each = this.#asked(query).map((asked) => this.#rowsOf(asked)).filter((rows) => rows.size);
    const whole = each.reduce((sum, rows) => sum + greatest(rows.values()), 0);
    /** @type {Map<number, number>} */
    const sums = new Map();
    for (const rows of each) for (const [row, worth] of rows) sums.set(row, (sums.get(row) ?? 0) + worth);
    const ranked = [...sums].map(([row, sum]) => /** @type {const} */ ([row, this.#score(row, sum, whole)]));
    ranked.sort((one, other) => other[1] - one[1] || one[0] - other[0]);
    const least = ranked.length ? ranked[0][1] * 0.1 : 0;
    const good = ranked.filter(([, score]) => score >= least);
    return { total: good.length, found: good.slice(0, this.index.shown).map(([row]) => this.#found(row)) };
  }

  /**
   * A row that has all that is asked for, and little else, comes first; then by the kind of entry.
   * @param {number} row @param {number} sum @param {number} whole
   */
  #score(row, sum, whole) {
    const { group, title } = this.rows[row];
    const covered = sum / whole;
    const own = title.flatMap((word) => this.tokens[word]).filter((token) => !this.stop.has(token));
    const full = own.reduce((all, token) => all + this.#weight(this.known.get(token) ?? [0]), 0);
    const [, preferred] = this.index.kinds[this.index.groups[group][0]];
    return covered ** 2 * (0.5 + 0.5 * Math.min(1, sum / (full || 1))) * preferred;
  }

  /** @param {number} row @returns {Found} */
  #found(row) {
    const { group, key, title } = this.rows[row];
    const [kind, at, of] = this.index.groups[group];
    const said = (/** @type {number[]} */ words) => words.map((word) => this.words[word]).join(" ");
    return {
      kind: this.index.kinds[kind][0],
      title: said(title),
      of: said(numbers(of)),
      address: at.replace("@", key),
    };
  }
}

/** @param {Iterable<number>} values */
function greatest(values) {
  let most = 0;
  for (const value of values) most = Math.max(most, value);
  return most;
}

/** @param {string | undefined} coded 4.0.17 @returns {number[]} */
function numbers(coded) {
  return coded ? coded.split(".").map(Number) : [];
}

/**
 * Profiles as YAML: a writer, and a reader of what people write in such files: keys and lists by indentation,
 * short ones in brackets (JSON is no more than that), texts with or without quotes, remarks. Anything else is
 * refused, with its line and column.
 */

/** @typedef {{line: number, column: number}} Place */

/** What cannot be read, and where. */
export class YamlError extends Error {
  /** @param {string} code @param {Place} place */
  constructor(code, place) {
    super(code);
    this.problem = { code, values: {}, place };
  }
}

const PLAIN = /^[A-Za-z0-9][\w ./()&'-]*$/;
const SPECIAL = /^(true|false|null|on|off|y|n|~|[\d_.]+e?\d*)$/i;

/** @param {any} value @returns {string} */
function scalar(value) {
  const text = String(value);
  const plain = PLAIN.test(text) && !/ $/.test(text) && !(typeof value === "string" && SPECIAL.test(text));
  return plain ? text : JSON.stringify(text);
}

/** A profile as its file. @param {Record<string, any>} profile @returns {string} */
export function write(profile) {
  const lines = (/** @type {any} */ value, /** @type {string} */ indent) =>
    Object.entries(value).map(([key, one]) => `${indent}${key}: ${Array.isArray(one) ? `[${one.map(quoted).join(", ")}]` : scalar(one)}\n`).join("");
  const list = (/** @type {any[]} */ items) => items.map((one) => lines(one, "    ").replace("    ", "  - ")).join("");
  return Object.entries(profile).map(([key, value]) => `${key}:\n${Array.isArray(value) ? list(value) : lines(value, "  ")}`).join("") || "{}\n";
}

/** @param {string} text */
const quoted = (text) => JSON.stringify(text);

/** A line that says something, and how far it is read. @typedef {{text: string, at: number, line: number}} Line */

const DASH = /-(?: +|$)/y;
const BARE = /[\w-]+(?=:(?:\s|$))/y;
const DOUBLE = /"(?:[^"\\]|\\.)*"/y;
const SINGLE = /'(?:[^']|'')*'/y;
const REMARK = /^((?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\S)[#'"])*?)(?:(?<=^|\s)#.*)?$/;
const DEEPEST = 40;

/**
 * What a file holds, every scalar as text, and where each part of it stands, by its way: jobs/0/role.
 * Throws YamlError for what it cannot read; keys that stand twice are told as problems.
 * @param {string} text
 */
export function readYaml(text) {
  const reader = new Reader(text);
  const value = reader.lines.length ? reader.block([]) : {};
  const before = reader.lines[reader.n - 1]?.text.search(/\S/);
  if (reader.line) reader.fail(reader.line.at > before ? "deeper" : "astray");
  return { value, places: reader.places, problems: reader.problems };
}

class Reader {
  /** @param {string} text */
  constructor(text) {
    /** @type {Record<string, Place>} */
    this.places = {};
    /** @type {{code: string, values: Record<string, any>, place: Place}[]} */
    this.problems = [];
    this.lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/).flatMap((raw, i) => lineOf(raw, i + 1));
    this.n = 0;
  }

  /** @returns {Line} the line that is read; none at the end */
  get line() {
    return this.lines[this.n];
  }

  /** @returns {Place} */
  get place() {
    const { line, at } = this.line ?? this.lines[this.lines.length - 1];
    return { line, column: at + 1 };
  }

  /** @param {string} code @param {Place} [place] @returns {never} */
  fail(code, place = this.place) {
    throw new YamlError(code, place);
  }

  /** What matches here, which is then read; nothing where it does not. @param {RegExp} pattern */
  take(pattern) {
    pattern.lastIndex = this.line.at;
    const found = pattern.exec(this.line.text)?.[0];
    if (found !== undefined) this.line.at += found.length;
    return found;
  }

  /** @param {RegExp} pattern */
  sees(pattern) {
    pattern.lastIndex = this.line.at;
    return pattern.test(this.line.text);
  }

  /** @param {string[]} way @returns {any} */
  block(way) {
    if (way.length > DEEPEST) this.fail("deeper");
    this.places[way.join("/")] ??= this.place;
    if (this.sees(DASH)) return this.list(way);
    return this.sees(BARE) ? this.mapping(way) : this.inline(way);
  }

  /** @param {string[]} way */
  list(way) {
    const found = [];
    const indent = this.line.at;
    while (this.line?.at === indent && this.sees(DASH)) {
      this.take(DASH);
      if (!this.rest) this.n += 1;
      if (!this.line || this.line.at <= indent) this.fail("empty");
      found.push(this.block([...way, String(found.length)]));
    }
    return found;
  }

  /** What is left of the line. */
  get rest() {
    return this.line.text.slice(this.line.at);
  }

  /** @param {string[]} way */
  mapping(way) {
    /** @type {Record<string, any>} */
    const found = {};
    const indent = this.line.at;
    while (this.line?.at === indent) {
      const { place } = this;
      const key = this.take(BARE) ?? this.fail("key");
      this.name(found, key, way, place);
      this.take(/: */y);
      found[key] = this.rest ? this.inline([...way, key]) : this.below(indent, [...way, key]);
    }
    return found;
  }

  /** Note where a key stands, and that it may stand there a second time. @param {any} found @param {string} key @param {string[]} way @param {Place} place */
  name(found, key, way, place) {
    if (key in found) this.problems.push({ code: "twice", values: { key }, place });
    this.places[[...way, key].join("/")] ??= place;
  }

  /** The lines below a key; a list may stand as far out as the key. @param {number} indent @param {string[]} way */
  below(indent, way) {
    this.n += 1;
    const deeper = this.line && (this.line.at > indent || (this.line.at === indent && this.sees(DASH)));
    return deeper ? this.block(way) : "";
  }

  /** A value on one line, or in brackets. @param {string[]} way */
  inline(way) {
    const found = this.value(way, /[^#].*/y);
    this.take(/ +/y);
    if (this.rest) this.fail("behind");
    this.n += 1;
    return found;
  }

  /** @param {string[]} way @param {RegExp} plain @returns {any} */
  value(way, plain) {
    const { place } = this;
    const first = this.line.text[this.line.at];
    if (first === '"') return this.unquoted(this.take(DOUBLE) ?? this.fail("quote"), place);
    if (first === "'") return (this.take(SINGLE) ?? this.fail("quote")).slice(1, -1).replaceAll("''", "'");
    if (first === "[" || first === "{") return this.brackets(way, first === "{");
    if (/[&*!|>%@`]/.test(first)) this.fail("sign");
    const said = (this.take(plain) ?? this.fail("empty")).trim();
    const second = said.search(/:(\s|$)/);
    return second < 0 ? said : this.fail("colon", { ...place, column: place.column + second });
  }

  /** @param {string} text @param {Place} place */
  unquoted(text, place) {
    try {
      return JSON.parse(text);
    } catch {
      return this.fail("escape", place);
    }
  }

  /** A list or a group in brackets, on one line or several. @param {string[]} way @param {boolean} group @returns {any} */
  brackets(way, group) {
    if (way.length > DEEPEST) this.fail("deeper");
    const { place } = this;
    const end = group ? /\}/y : /\]/y;
    /** @type {any} */
    const found = group ? {} : [];
    this.line.at += 1;
    for (let n = 0; ; n += 1) {
      this.skip(place);
      if (this.take(end)) return found;
      const key = group ? this.key(found, way) : String(n);
      if (group) this.skip(place);
      else this.places[[...way, key].join("/")] ??= this.place;
      found[key] = this.value([...way, key], /[^,[\]{}]+/y);
      this.skip(place);
      if (!this.take(/,/y) && !this.sees(end)) this.fail("comma");
    }
  }

  /** A key in brackets, and its colon. @param {any} found @param {string[]} way */
  key(found, way) {
    const { place } = this;
    const text = this.take(DOUBLE);
    const key = text ? this.unquoted(text, place) : (this.take(BARE) ?? this.fail("key"));
    this.name(found, key, way, place);
    if (!this.take(/ *:/y)) this.fail("key", place);
    return key;
  }

  /** On to the next thing in brackets, over the ends of lines. @param {Place} place where they begin */
  skip(place) {
    this.take(/ +/y);
    while (!this.rest) {
      if (this.n + 1 === this.lines.length) this.fail("bracket", place);
      this.n += 1;
    }
  }
}

/** @param {string} raw @param {number} line @returns {Line[]} */
function lineOf(raw, line) {
  if (/^ *\t/.test(raw)) throw new YamlError("tab", { line, column: raw.indexOf("\t") + 1 });
  const text = (REMARK.exec(raw)?.[1] ?? raw).trimEnd();
  return text && text !== "---" ? [{ text, at: text.search(/\S/), line }] : [];
}

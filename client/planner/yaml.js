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
function writeScalar(value) {
  const text = String(value);
  const plain = PLAIN.test(text) && !/ $/.test(text) && !(typeof value === "string" && SPECIAL.test(text));
  return plain ? text : JSON.stringify(text);
}

/** A profile as its file. @param {Record<string, any>} profile @returns {string} */
export function writeYaml(profile) {
  const writeLines = (/** @type {any} */ value, /** @type {string} */ indent) =>
    Object.entries(value).map(([key, one]) => `${indent}${key}: ${Array.isArray(one) ? `[${one.map(quoteText).join(", ")}]` : writeScalar(one)}\n`).join("");
  const writeList = (/** @type {any[]} */ items) => items.map((one) => writeLines(one, "    ").replace("    ", "  - ")).join("");
  return Object.entries(profile).map(([key, value]) => `${key}:\n${Array.isArray(value) ? writeList(value) : writeLines(value, "  ")}`).join("") || "{}\n";
}

/** @param {string} text */
const quoteText = (text) => JSON.stringify(text);

/** A line that says something, and how far it is read. @typedef {{text: string, at: number, line: number}} Line */

const DASH = /-(?: +|$)/y;
const BARE = /[\w-]+(?=:(?:\s|$))/y;
const DOUBLE = /"(?:[^"\\]|\\.)*"/y;
const SINGLE = /'(?:[^']|'')*'/y;
const REMARK = /^((?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\S)[#'"])*?)(?:(?<=^|\s)#.*)?$/;
const DEEPEST = 40;

/**
 * What a file holds, every scalar as text, and where each part of it stands, by its path: jobs/0/role.
 * Throws YamlError for what it cannot read; keys that stand twice are told as problems.
 * @param {string} text
 */
export function readYaml(text) {
  const reader = new Reader(text);
  const value = reader.lines.length ? reader.readBlock([]) : {};
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
    this.lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/).flatMap((raw, i) => readLine(raw, i + 1));
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
  readMatch(pattern) {
    pattern.lastIndex = this.line.at;
    const found = pattern.exec(this.line.text)?.[0];
    if (found !== undefined) this.line.at += found.length;
    return found;
  }

  /** @param {RegExp} pattern */
  isNext(pattern) {
    pattern.lastIndex = this.line.at;
    return pattern.test(this.line.text);
  }

  /** @param {string[]} path @returns {any} */
  readBlock(path) {
    if (path.length > DEEPEST) this.fail("deeper");
    this.places[path.join("/")] ??= this.place;
    if (this.isNext(DASH)) return this.readList(path);
    return this.isNext(BARE) ? this.readMapping(path) : this.readInline(path);
  }

  /** @param {string[]} path */
  readList(path) {
    const found = [];
    const indent = this.line.at;
    while (this.line?.at === indent && this.isNext(DASH)) {
      this.readMatch(DASH);
      if (!this.rest) this.n += 1;
      if (!this.line || this.line.at <= indent) this.fail("empty");
      found.push(this.readBlock([...path, String(found.length)]));
    }
    return found;
  }

  /** What is left of the line. */
  get rest() {
    return this.line.text.slice(this.line.at);
  }

  /** @param {string[]} path */
  readMapping(path) {
    /** @type {Record<string, any>} */
    const found = {};
    const indent = this.line.at;
    while (this.line?.at === indent) {
      const { place } = this;
      const key = this.readMatch(BARE) ?? this.fail("key");
      this.noteKey(found, key, path, place);
      this.readMatch(/: */y);
      found[key] = this.rest ? this.readInline([...path, key]) : this.readBelow(indent, [...path, key]);
    }
    return found;
  }

  /** Note where a key stands, and that it may stand there a second time. @param {any} found @param {string} key @param {string[]} path @param {Place} place */
  noteKey(found, key, path, place) {
    if (key in found) this.problems.push({ code: "twice", values: { key }, place });
    this.places[[...path, key].join("/")] ??= place;
  }

  /** The lines below a key; a list may stand as far out as the key. @param {number} indent @param {string[]} path */
  readBelow(indent, path) {
    this.n += 1;
    const deeper = this.line && (this.line.at > indent || (this.line.at === indent && this.isNext(DASH)));
    return deeper ? this.readBlock(path) : "";
  }

  /** A value on one line, or in brackets. @param {string[]} path */
  readInline(path) {
    const found = this.readValue(path, /[^#].*/y);
    this.readMatch(/ +/y);
    if (this.rest) this.fail("behind");
    this.n += 1;
    return found;
  }

  /** @param {string[]} path @param {RegExp} plain @returns {any} */
  readValue(path, plain) {
    const { place } = this;
    const first = this.line.text[this.line.at];
    if (first === '"') return this.readQuoted(this.readMatch(DOUBLE) ?? this.fail("quote"), place);
    if (first === "'") return (this.readMatch(SINGLE) ?? this.fail("quote")).slice(1, -1).replaceAll("''", "'");
    if (first === "[" || first === "{") return this.readBrackets(path, first === "{");
    if (/[&*!|>%@`]/.test(first)) this.fail("sign");
    const text = (this.readMatch(plain) ?? this.fail("empty")).trim();
    const second = text.search(/:(\s|$)/);
    return second < 0 ? text : this.fail("colon", { ...place, column: place.column + second });
  }

  /** @param {string} text @param {Place} place */
  readQuoted(text, place) {
    try {
      return JSON.parse(text);
    } catch {
      return this.fail("escape", place);
    }
  }

  /** A list or a group in brackets, on one line or several. @param {string[]} path @param {boolean} group @returns {any} */
  readBrackets(path, group) {
    if (path.length > DEEPEST) this.fail("deeper");
    const { place } = this;
    const end = group ? /\}/y : /\]/y;
    /** @type {any} */
    const found = group ? {} : [];
    this.line.at += 1;
    for (let n = 0; ; n += 1) {
      this.skipSpace(place);
      if (this.readMatch(end)) return found;
      const key = group ? this.readKey(found, path) : String(n);
      if (group) this.skipSpace(place);
      else this.places[[...path, key].join("/")] ??= this.place;
      found[key] = this.readValue([...path, key], /[^,[\]{}]+/y);
      this.skipSpace(place);
      if (!this.readMatch(/,/y) && !this.isNext(end)) this.fail("comma");
    }
  }

  /** A key in brackets, and its colon. @param {any} found @param {string[]} path */
  readKey(found, path) {
    const { place } = this;
    const text = this.readMatch(DOUBLE);
    const key = text ? this.readQuoted(text, place) : (this.readMatch(BARE) ?? this.fail("key"));
    this.noteKey(found, key, path, place);
    if (!this.readMatch(/ *:/y)) this.fail("key", place);
    return key;
  }

  /** On to the next thing in brackets, over the ends of lines. @param {Place} place where they begin */
  skipSpace(place) {
    this.readMatch(/ +/y);
    while (!this.rest) {
      if (this.n + 1 === this.lines.length) this.fail("bracket", place);
      this.n += 1;
    }
  }
}

/** @param {string} raw @param {number} line @returns {Line[]} */
function readLine(raw, line) {
  if (/^ *\t/.test(raw)) throw new YamlError("tab", { line, column: raw.indexOf("\t") + 1 });
  const text = (REMARK.exec(raw)?.[1] ?? raw).trimEnd();
  return text && text !== "---" ? [{ text, at: text.search(/\S/), line }] : [];
}

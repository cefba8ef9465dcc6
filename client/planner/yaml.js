/**
 * Profiles as YAML: a writer, and a reader of what people write in such files: keys and lists by indentation,
 * short ones in brackets on one line, texts with or without quotes, remarks. Anything else is refused.
 */

/** What is wrong, and in which line. */
export class YamlError extends Error {
  /** @param {number} line */
  constructor(line) {
    super(String(line));
    this.line = line;
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

/** @typedef {{indent: number, text: string, line: number}} Line */

/** What a file holds; every scalar as text. Throws YamlError. @param {string} text @returns {any} */
export function readYaml(text) {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\n|\r/).flatMap((raw, i) => lineOf(raw, i + 1));
  const at = { n: 0 };
  if (!lines.length) return {};
  const found = block(lines, at, lines[0].indent);
  if (at.n < lines.length) throw new YamlError(lines[at.n].line);
  return found;
}

/** @param {string} raw @param {number} line @returns {Line[]} */
function lineOf(raw, line) {
  if (/^ *\t/.test(raw)) throw new YamlError(line);
  const bare = raw.replace(/^((?:[^"'#]|"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\S)[#'])*?)(?:(?<=^|\s)#.*)?$/, "$1").trimEnd();
  return bare.trim() && bare !== "---" ? [{ indent: bare.search(/\S/), text: bare.trim(), line }] : [];
}

/** @param {Line[]} lines @param {{n: number}} at @param {number} indent @returns {any} */
function block(lines, at, indent) {
  const { text } = lines[at.n];
  if (/^-( |$)/.test(text)) return listOf(lines, at, indent);
  if (/^[{["']/.test(text) || !/^[\w-]+:( |$)/.test(text)) return inline(lines[at.n++]);
  return mapping(lines, at, indent);
}

/** @param {Line[]} lines @param {{n: number}} at @param {number} indent */
function listOf(lines, at, indent) {
  const found = [];
  while (lines[at.n]?.indent === indent && /^-( |$)/.test(lines[at.n].text)) {
    const one = lines[at.n];
    const rest = one.text.slice(1).trimStart();
    if (!rest) at.n += 1;
    else lines[at.n] = { ...one, indent: indent + one.text.length - rest.length, text: rest };
    found.push(below(lines, at, indent, one.line));
  }
  return found;
}

/** @param {Line[]} lines @param {{n: number}} at @param {number} indent */
function mapping(lines, at, indent) {
  /** @type {Record<string, any>} */
  const found = {};
  while (lines[at.n]?.indent === indent) {
    const one = lines[at.n];
    const [, key, rest] = /^([\w-]+):(?: +(.*))?$/.exec(one.text) ?? [];
    if (!key || key in found) throw new YamlError(one.line);
    at.n += 1;
    if (rest) found[key] = inline({ ...one, text: rest });
    else found[key] = lines[at.n]?.indent === indent && lines[at.n].text.startsWith("-") ? listOf(lines, at, indent) : below(lines, at, indent, one.line);
  }
  return found;
}

/** @param {Line[]} lines @param {{n: number}} at @param {number} indent @param {number} line @returns {any} */
function below(lines, at, indent, line) {
  const next = lines[at.n];
  if (!next || next.indent <= indent) throw new YamlError(line);
  return block(lines, at, next.indent);
}

/** A value on one line. @param {Line} one */
function inline({ text, line }) {
  const rest = { text };
  const found = value(rest, line, /^[^#]*/);
  if (rest.text.trim()) throw new YamlError(line);
  return found;
}

/** @param {{text: string}} rest @param {number} line @param {RegExp} plain @returns {any} */
function value(rest, line, plain) {
  const taken = (/** @type {RegExp} */ of) => {
    const found = of.exec(rest.text)?.[0];
    if (found === undefined) throw new YamlError(line);
    rest.text = rest.text.slice(found.length).trimStart();
    return found.trim();
  };
  if (rest.text[0] === '"') return unquoted(taken(/^"(?:[^"\\]|\\.)*"/), line);
  if (rest.text[0] === "'") return taken(/^'(?:[^']|'')*'/).slice(1, -1).replaceAll("''", "'");
  const end = { "[": "]", "{": "}" }[rest.text[0]];
  if (!end) return /^[&*!|>%@`]/.test(rest.text) ? taken(/^$/) : taken(plain);
  taken(/^./);
  /** @type {any} */
  const found = end === "]" ? [] : {};
  while (rest.text[0] !== end) {
    const key = end === "}" ? taken(/^[\w-]+(?=:\s)/) : "";
    if (key) taken(/^:/);
    const one = value(rest, line, /^[^,[\]{}#]+/);
    if (key) found[key] = one;
    else found.push(one);
    if (rest.text[0] !== end) taken(/^,/);
  }
  taken(/^./);
  return found;
}

/** @param {string} text @param {number} line */
function unquoted(text, line) {
  try {
    return JSON.parse(text);
  } catch {
    throw new YamlError(line);
  }
}

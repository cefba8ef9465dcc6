/** What is done with a whole log: import, export, a calendar, a statement, a link, erasing. Loaded when first used. */
import { COLUMNS, readCsv, writeCsv } from "./csv.js";
import { findElement, make } from "./dom.js";
import { writeCalendar } from "./ics.js";
import { learnt, renderSorting } from "./sorting.js";
import { printStatement } from "./statement.js";
import { writeTable } from "./table.js";
import { findFreshId, readState, writeState } from "./state.js";

const LINK = "#log=";
const SHOWN = 50;
/** Bytes of a log that a link may bring: some twenty thousand entries. */
const LARGEST = 4_000_000;

/** @typedef {import("./main.js").Calculator} Calculator @typedef {import("./state.js").Entry} Entry */

/** @type {Record<string, (calculator: Calculator) => any>} */
const TOOLS = {
  template: ({ words }) => download(`${words.kernel.id}-template.csv`, "text/csv", `\ufeff${COLUMNS.join(",")}\r\n`),
  csv: ({ words, store }) => download(`${words.kernel.id}.csv`, "text/csv", writeCsv(store.state.entries)),
  json: ({ words, store }) => download(`${words.kernel.id}.json`, "application/json", `${JSON.stringify(store.state, null, 1)}\n`),
  table: (calculator) => download(`${calculator.words.kernel.id}-table.csv`, "text/csv", writeTable(calculator, findElement("separator").value)),
  ics: (calculator) => {
    const { words } = calculator;
    download(`${words.kernel.id}.ics`, "text/calendar", writeCalendar(listEvents(calculator), words.phrase("calendar", { designation: words.abbreviation }), new Date()));
  },
  print: printStatement,
  share: shareLog,
  erase: eraseLog,
};

/** @param {string} name @param {Calculator} calculator */
export const useTool = (name, calculator) => TOOLS[name](calculator);

/** @param {string} text @param {() => void} onClick */
const makeButton = (text, onClick) => make("button", { type: "button", onclick: onClick }, text);

/** Hand a file to the reader. @param {string} name @param {string} type @param {string} text */
function download(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

/** What was stored and cannot be read, to be downloaded or given up. @param {Calculator} calculator */
export const renderDamaged = (calculator) =>
  calculator.store.listDamaged().map(({ key, text }) => {
    const { words, store } = calculator;
    const keep = makeButton(words.phrase("download"), () => download(`${key.replaceAll(":", "-")}.txt`, "text/plain", text));
    const forget = makeButton(words.phrase("discard"), () => (store.discard(key), calculator.refresh()));
    return make("p", { className: "notice" }, words.phrase("damaged"), " ", keep, " ", forget);
  });

/** The days of the calendar: the ends of CPD years that are to come, with an alarm a month before, and what is planned. @param {Calculator} calculator */
function listEvents(calculator) {
  const { words, head, store } = calculator;
  const on = calculator.findAskedDay();
  const coming = (head?.cycle.years ?? []).filter(({ to }) => to >= on);
  const years = coming.map(({ year, to }) => ({ id: `year-${to}`, date: to, title: words.phrase("year_ends", { year, designation: words.abbreviation }), alarm: 30 }));
  const planned = store.state.entries
    .filter((one) => one.date > on)
    .map((one) => ({ id: `entry-${one.id}`, date: one.date, title: words.phrase("planned", { title: words.title(one.activity), designation: words.abbreviation }), alarm: 1 }));
  return [...years, ...planned];
}

/** Import a file. @param {File} file @param {Calculator} calculator */
export async function importFile(file, calculator) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const wide = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.slice(0, 2).join()];
  try {
    importText(new TextDecoder(wide ?? "utf-8", { fatal: true }).decode(bytes), calculator);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    showProblems([{ line: 1, column: "", code: "csv_utf8", values: {} }], calculator);
  }
}

/** Import what a file or a clipboard holds. @param {string} text @param {Calculator} calculator */
export function importText(text, calculator) {
  const { words, store } = calculator;
  if (/^\s*[[{]/.test(text)) {
    const log = readJson(text);
    if (log) importEntries(log.entries, calculator, log.about);
    else showProblems([{ line: 1, column: "", code: "csv_json", values: {} }], calculator);
    return;
  }
  const { entries, wrong, left } = readCsv(text, words.kernel, findElement("dates").value, learnt);
  findElement("wrong").replaceChildren();
  if (entries.length || !wrong.length) importEntries(numberEntries(entries, store.state.entries), calculator);
  if (wrong.length) showProblems(wrong, calculator);
  // what cannot be read yet stays, to be mended and imported again
  findElement("paste").value = left || (wrong.length ? text : "");
}

/** @param {string} text */
function readJson(text) {
  try {
    return readState(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Entries without an id get one that none has. @param {(Entry & {line: number})[]} entries @param {Entry[]} known @returns {Entry[]} */
function numberEntries(entries, known) {
  let next = Number(findFreshId([...known, ...entries]));
  return entries.map(({ line, ...entry }) => (entry.id ? entry : { ...entry, id: String(next++) }));
}

/** @param {Entry[]} entries @param {Calculator} calculator @param {any} [about] */
function importEntries(entries, calculator, about = {}) {
  findElement("wrong").replaceChildren();
  const held = new Map(calculator.store.state.entries.map((one) => [one.id, JSON.stringify(one)]));
  const replaced = entries.filter((one) => held.has(one.id) && held.get(one.id) !== JSON.stringify(one)).length;
  if (!replaced) return addEntries(entries, calculator, about);
  const { words, store } = calculator;
  askReader(words.phrase("would_replace", { n: replaced }), [
    ["replace", () => addEntries(entries, calculator, about)],
    ["beside", () => addEntries(renumberEntries(entries, store.state.entries), calculator, about)],
    ["leave", () => {}],
  ], words);
}

/** Put a question above the log, and do what is chosen. @param {string} text @param {[string, () => void][]} choices phrase and deed @param {import("./words.js").Words} words */
function askReader(text, choices, words) {
  const place = make("div", { className: "notice" });
  const question = make("p", { tabIndex: -1 }, text);
  const choose = (/** @type {() => void} */ deed) => (place.remove(), findElement("log-title").focus(), deed());
  place.append(question, ...choices.flatMap(([name, deed]) => [makeButton(words.phrase(name), () => choose(deed)), " "]));
  findElement("log-title").after(place);
  question.focus();
}

/** @param {Entry[]} entries @param {Calculator} calculator @param {any} about */
function addEntries(entries, calculator, about) {
  const known = new Map(calculator.store.state.entries.map((one) => [[one.date, one.activity, one.choice].join("|"), one.id]));
  const like = entries.filter((one) => (known.get([one.date, one.activity, one.choice].join("|")) ?? one.id) !== one.id).length;
  const filled = Object.fromEntries(Object.entries(about).filter(([, value]) => value.length));
  calculator.change({ about: filled, put: entries.map((entry) => ({ entry })) }, like ? "imported_alike" : "imported", { n: entries.length, like });
}

/** Every line that cannot be read with its reason, and a choice for activities in the member's own words. @param {import("./csv.js").Problem[]} problems @param {Calculator} calculator */
function showProblems(problems, calculator) {
  const { words } = calculator;
  const unsorted = [...new Set(problems.filter(({ code }) => code === "csv_activity").map(({ values }) => values.cell))].slice(0, SHOWN);
  const sorting = unsorted.length ? [renderSorting(unsorted, () => importText(findElement("paste").value, calculator), calculator)] : [];
  const items = problems.slice(0, SHOWN).map(({ line, column, code, values }) => {
    const what = words.phrase(code, values);
    return make("li", {}, words.phrase(column ? "line" : "line_only", { line, column, what }));
  });
  const n = new Set(problems.map(({ line }) => line)).size;
  findElement("wrong").replaceChildren(make("p", {}, words.phrase("wrong", { n })), make("ul", {}, ...items), ...sorting);
  findElement("wrong").focus();
}

/** Leave nothing in this browser; the way back stays until the page is left. @param {Calculator} calculator */
function eraseLog(calculator) {
  const { store } = calculator;
  const { about, entries } = store.state;
  const blank = Object.fromEntries(Object.keys(about).map((name) => [name, ""]));
  calculator.change({ about: blank, drop: entries.map(({ id }) => id) }, "erased");
  store.erase();
}

/** A link that carries the log behind its #, which browsers send to nobody. @param {Calculator} calculator */
async function shareLog({ store, words }) {
  const packed = await pipeBlob(new Blob([writeState(store.state)]), new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await packed.arrayBuffer());
  const code = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  const page = /** @type {any} */ (document.getElementById("catalogue-page"))?.href ?? location.href.replace(/#.*/, "");
  const href = page + LINK + code.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const field = make("input", { value: href, readOnly: true, id: "calc-link" });
  field.addEventListener("focus", () => field.select());
  findElement("share").replaceChildren(
    make("p", { className: "calc-warning" }, words.phrase("share")),
    make("label", { htmlFor: field.id }, words.phrase("link")),
    field,
  );
  field.focus();
}

/** @param {Blob} blob @param {any} through */
const pipeBlob = (blob, through) => new Response(blob.stream().pipeThrough(through)).blob();

/** Offer the log that a link brought. @param {Calculator} calculator */
export async function offerSharedLog(calculator) {
  const { words } = calculator;
  const code = location.hash.slice(LINK.length);
  history.replaceState(null, "", location.pathname + location.search);
  const log = await unpackLog(code);
  if (!log) return askReader(words.phrase("bad_link"), [["leave", () => {}]], words);
  const listKnown = () => calculator.store.state.entries;
  const accept = () => addEntries(renumberEntries(log.entries, listKnown()), calculator, listKnown().length ? {} : log.about);
  askReader(words.phrase("shared", { n: log.entries.length }), [["take", accept], ["leave", () => {}]], words);
}

/** @param {string} code */
async function unpackLog(code) {
  try {
    const bytes = Uint8Array.from(atob(code.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return readState(JSON.parse(await unpackText(bytes)));
  } catch {
    return null;
  }
}

/** Unpack a text, but none that is larger than a log could be. @param {Uint8Array<ArrayBuffer>} bytes */
async function unpackText(bytes) {
  const parts = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.length;
    if (size > LARGEST) throw await reader.cancel(), new RangeError("too large");
    parts.push(part.value);
  }
  return new Blob(parts).text();
}

/** Entries of another log beside those that are there: what is the same, but for its number, stays one. @param {Entry[]} entries @param {Entry[]} known */
function renumberEntries(entries, known) {
  const describe = (/** @type {Entry} */ entry) => JSON.stringify({ ...entry, id: "" });
  const told = new Set(known.map(describe));
  const taken = new Set(known.map((one) => one.id));
  let next = Number(findFreshId([...known, ...entries]));
  return entries.filter((one) => !told.has(describe(one))).map((one) => (taken.has(one.id) ? { ...one, id: String(next++) } : one));
}

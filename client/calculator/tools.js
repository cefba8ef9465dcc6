/** What is done with a whole log: import, export, a calendar, a statement, a link, erasing. Loaded when first used. */
import { pack, unpack } from "../parts/pack.js";
import { writeCsv } from "./csv.js";
import { findElement, make } from "./dom.js";
import { Drafts } from "./drafts.js";
import { writeCalendar } from "./ics.js";
import { printStatement } from "./statement.js";
import { COLUMNS, findFreshId, readState, writeState } from "./state.js";
import { writeTable } from "./table.js";
import { learnPhrases } from "./words.js";

learnPhrases("$phrases calculator_tools");

const LINK = "#log=";
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

/** What was stored and cannot be read, to be downloaded or given up; what happened to the rest, with the way to a copy. @param {Calculator} calculator */
export function renderTroubles(calculator) {
  const { words, store } = calculator;
  const damaged = store.listDamaged().map(({ key, text }) => {
    const keep = makeButton(words.phrase("download"), () => download(`${key.replaceAll(":", "-")}.txt`, "text/plain", text));
    const forget = makeButton(words.phrase("discard"), () => (store.discard(key), calculator.refresh()));
    return make("p", { className: "notice" }, words.phrase("damaged"), " ", keep, " ", forget);
  });
  const told = [...store.notices].map((notice) => {
    const save = makeButton(words.phrase("download_list"), () => useTool("json", calculator));
    const forget = makeButton(words.phrase("understood"), () => (store.notices.delete(notice), calculator.showTroubles()));
    return make("p", {}, words.phrase(notice), " ", save, " ", forget);
  });
  return [...damaged, ...told];
}

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

/** Leave nothing in this browser; the way back stays until the page is left. @param {Calculator} calculator */
function eraseLog(calculator) {
  const { store } = calculator;
  const { about, entries } = store.state;
  const blank = Object.fromEntries(Object.keys(about).map((name) => [name, ""]));
  calculator.change({ about: blank, drop: entries.map(({ id }) => id) }, "erased");
  store.erase();
  new Drafts(calculator.words.log).clear();
}

/** A link that carries the log behind its #, which browsers send to nobody. @param {Calculator} calculator */
async function shareLog({ store, words }) {
  const page = /** @type {any} */ (document.getElementById("catalogue-page"))?.href ?? location.href.replace(/#.*/, "");
  const href = page + LINK + (await pack(writeState(store.state)));
  const field = make("input", { value: href, readOnly: true, id: "calc-link" });
  field.addEventListener("focus", () => field.select());
  findElement("share").replaceChildren(
    make("p", { className: "calc-warning" }, words.phrase("share")),
    make("label", { htmlFor: field.id }, words.phrase("link")),
    field,
  );
  field.focus();
}

/** Offer the log that a link brought. @param {Calculator} calculator */
export async function offerSharedLog(calculator) {
  const { words } = calculator;
  const code = location.hash.slice(LINK.length);
  const log = await unpackLog(code);
  // the address keeps the log until it is taken or left, so that the offer survives a reload
  const forget = () => history.replaceState(null, "", location.pathname + location.search);
  if (!log) return askReader(words.phrase("bad_link"), [["leave", forget]], words);
  const listKnown = () => calculator.store.state.entries;
  const accept = () => (forget(), addEntries(renumberEntries(log.entries, listKnown()), calculator, listKnown().length ? {} : log.about));
  askReader(words.phrase("shared", { n: log.entries.length }), [["take", accept], ["leave", forget]], words);
}

/** @param {string} code */
async function unpackLog(code) {
  try {
    return readState(JSON.parse(await unpack(code, LARGEST)));
  } catch {
    return null;
  }
}

/** Entries of another log beside those that are there: what is the same, but for its number, stays one. @param {Entry[]} entries @param {Entry[]} known */
function renumberEntries(entries, known) {
  const describe = (/** @type {Entry} */ entry) => JSON.stringify({ ...entry, id: "" });
  const told = new Set(known.map(describe));
  const taken = new Set(known.map((one) => one.id));
  let next = Number(findFreshId([...known, ...entries]));
  return entries.filter((one) => !told.has(describe(one))).map((one) => (taken.has(one.id) ? { ...one, id: String(next++) } : one));
}

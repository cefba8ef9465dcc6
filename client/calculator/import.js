/**
 * A list that a member keeps, brought in three steps: its columns, its lines, and what will be added. Everything is
 * guessed and shown as a guess; nothing is replaced unasked, and what cannot be used is kept to be sorted.
 *
 * @import { Entry } from "./state.js"
 * @import { Line } from "./list.js"
 */
import { simplify } from "./cells.js";
import { findLack } from "./countable.js";
import { findElement, make } from "./dom.js";
import { Drafts } from "./drafts.js";
import { guessColumns, guessOrder, readLines, ROLES } from "./list.js";
import { joinRows, splitRows } from "./rows.js";
import { COLUMNS, findFreshId, readState } from "./state.js";
import { formatDay, learnPhrases } from "./words.js";

learnPhrases("$phrases calculator_import headings");

const DRAFT = "import";
const SAMPLES = 2;

/** @typedef {import("./main.js").Calculator} Calculator */

/** @type {Import | null} */
let shown = null;

/** @param {Calculator} calculator */
export function openImport(calculator) {
  shown ??= new Import(calculator);
  shown.open();
}

class Import {
  /** @param {Calculator} calculator */
  constructor(calculator) {
    this.calculator = calculator;
    this.words = calculator.words;
    this.drafts = new Drafts(this.words.log);
    this.dialog = findElement("import");
    this.bring = findElement("bring");
    this.step = findElement("step");
    this.paste = findElement("paste");
    /** @type {import("./rows.js").Row[]} */
    this.rows = [];
    /** @type {import("./list.js").Sheet} */
    this.sheet = { head: -1, roles: [] };
    /** The order of days and months, where it had to be asked. */
    this.order = "";
    this.#begin(/** @type {any} */ (this.drafts.find(DRAFT)) ?? {});
    this.bring.addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), this.#readText()));
    this.paste.addEventListener("input", () => this.#keep());
    this.paste.addEventListener("paste", (/** @type {ClipboardEvent} */ event) => this.#takeTable(event, event.clipboardData));
    this.dialog.addEventListener("dragover", (/** @type {Event} */ event) => event.preventDefault());
    this.dialog.addEventListener("drop", (/** @type {DragEvent} */ event) => this.#drop(event));
    findElement("file").addEventListener("change", (/** @type {any} */ { target }) => this.#readFile(target.files[0]).then(() => (target.value = "")));
    for (const one of this.dialog.querySelectorAll("[data-close]")) one.addEventListener("click", () => this.#close());
  }

  /** What was brought, kept or blank. @param {{text?: string, order?: string, roles?: string[], known?: [string, string][], changed?: [number, any][]}} draft */
  #begin({ text = "", order = "", roles, known = [], changed = [] }) {
    this.paste.value = text;
    this.order = order;
    this.roles = roles;
    /** @type {import("./state.js").About} */
    this.about = {};
    /** Activities by the member's own words, as they were sorted. @type {Map<string, string>} */
    this.known = new Map(known);
    /** Cells that were put right, by line. @type {Map<number, Record<string, string>>} */
    this.changed = new Map(changed);
  }

  /** What the same words stood for in the entries that are there. @returns {[string, string][]} */
  #learn() {
    return this.calculator.store.state.entries.filter(({ note, activity }) => note && activity).map(({ note, activity }) => [simplify((note ?? "").split("; ")[0]), activity]);
  }

  open() {
    if (!this.dialog.open) parent === window ? this.dialog.showModal() : this.dialog.show();
    this.#show(this.bring);
  }

  /** Leave nothing of it behind. */
  #close() {
    this.drafts.drop(DRAFT);
    this.#begin({});
    this.dialog.close();
  }

  /** What is pasted, and what was put right, survives leaving. */
  #keep() {
    const { order, roles } = this;
    this.drafts.keep(DRAFT, { text: this.paste.value, order, roles, known: [...this.known], changed: [...this.changed] });
  }

  /** @param {any} form */
  #show(form) {
    for (const one of [this.bring, this.step]) one.hidden = one !== form;
    this.dialog.scrollTop = 0;
    form.querySelector("h2").focus();
  }

  /** @param {string} code @param {any} [values] */
  #refuse(code, values) {
    findElement("unread").textContent = this.words.phrase("field_wrong", { what: this.words.phrase(code, values) });
    this.#show(this.bring);
  }

  /** A table of a web page or a document comes as HTML beside its text. @param {Event} event @param {DataTransfer | null} data */
  #takeTable(event, data) {
    const rows = readTable(data?.getData("text/html") ?? "");
    if (!rows.length) return;
    event.preventDefault();
    this.#setText(joinRows(rows));
  }

  /** @param {string} text */
  #setText(text) {
    Object.assign(this, { roles: undefined, changed: new Map() });
    this.paste.value = text;
    this.#keep();
  }

  /** @param {DragEvent} event */
  #drop(event) {
    const [file] = event.dataTransfer?.files ?? [];
    event.preventDefault();
    if (file) this.#readFile(file);
    else this.#takeTable(event, event.dataTransfer);
  }

  /** @param {File | undefined} file */
  async #readFile(file) {
    if (!file) return;
    const buffer = await file.arrayBuffer();
    try {
      this.#setText(await readFile(buffer));
      this.#readText();
    } catch {
      this.#refuse("no_list");
    }
  }

  /** Read what was brought, and show the first step that is needed. */
  #readText() {
    const text = this.paste.value;
    findElement("unread").textContent = "";
    if (/^\s*[[{]/.test(text)) return this.#readJson(text);
    const [rows, open] = splitRows(text);
    if (open) return this.#refuse("line_only", { line: open, what: this.words.phrase("csv_quote") });
    if (!rows.length) return this.#refuse("csv_empty");
    this.rows = rows;
    this.about = {};
    this.known = new Map([...this.#learn(), ...this.known]);
    this.sheet = guessColumns(rows, this.words.kernel, this.words.listPhrases("headings"));
    if (this.roles?.length === this.sheet.roles.length) this.sheet.roles = this.roles;
    const lines = this.#readLines();
    const isPlain = this.sheet.head >= 0 && this.sheet.roles.every(Boolean) && lines.every(({ how, wrong }) => how === "named" && !wrong.length);
    if (isPlain) this.#showCheck(lines);
    else this.#showColumns();
  }

  /** A list that this page wrote. @param {string} text */
  #readJson(text) {
    const log = parseLog(text);
    if (!log) return this.#refuse("csv_json");
    this.about = Object.fromEntries(Object.entries(log.about).filter(([, value]) => value.length));
    this.#showCheck(log.entries.map((entry, i) => ({ line: i + 1, words: "", how: "named", activity: entry.activity, entry, wrong: [] })));
  }

  #readLines() {
    const { rows, sheet, order, known, changed } = this;
    return readLines(rows, sheet, { kernel: this.words.kernel, order, known, changed });
  }

  /** @param {string} title @param {number} n @param {(Node | string | null | undefined)[]} parts @param {string} next @param {() => void} go @param {() => void} back */
  #showStep(title, n, parts, next, go, back) {
    const heading = make("h2", { className: "calc-wide", tabIndex: -1 }, title);
    const buttons = make("p", { className: "calc-wide calc-buttons" }, make("button", { type: "submit" }, next), make("button", { type: "button", onclick: back }, this.words.phrase("back")));
    this.step.replaceChildren(make("p", { className: "calc-wide note" }, this.words.phrase("step", { n })), heading, ...parts.filter((part) => part != null), buttons);
    this.step.onsubmit = (/** @type {Event} */ event) => (event.preventDefault(), go());
    this.#show(this.step);
  }

  /** The first step: what each column holds. */
  #showColumns() {
    const { rows, sheet, words } = this;
    const lines = this.#readLines();
    const titles = sheet.roles.map((_, i) => (sheet.head < 0 ? "" : rows[sheet.head].cells[i]) || words.phrase("column_n", { n: i + 1 }));
    const fields = titles.map((title, i) => this.#renderColumn(title, i));
    const ambiguous = lines.some(({ wrong }) => wrong.some(({ code }) => code === "csv_order"));
    if (ambiguous) this.order ||= guessOrder(rows, sheet);
    const left = titles.filter((_, i) => !sheet.roles[i]);
    const parts = [
      make("p", { className: "calc-wide" }, words.phrase("columns_ask")),
      ...fields,
      ambiguous || this.order ? this.#renderOrder() : null,
      make("p", { className: "calc-wide note" }, left.length ? words.phrase("left_out", { left: left.join(", ") }) : "", sheet.head > 0 ? ` ${words.phrase("above", { n: sheet.head })}` : ""),
    ];
    this.#showStep(words.phrase("columns_title", { columns: titles.length, n: lines.length }), 1, parts, words.phrase("columns_go"), () => this.#showLines(), () => this.open());
  }

  /** @param {string} title @param {number} i */
  #renderColumn(title, i) {
    const { rows, sheet, words } = this;
    const measures = new Set(words.kernel.activities.map(({ rate }) => rate.measure ?? "").filter(Boolean));
    const options = ["", ...ROLES.filter((role) => role !== "id" || sheet.roles[i] === "id"), ...measures];
    const field = make("select", { id: `calc-column-${i}` }, ...options.map((role) => make("option", { value: role }, words.phrase(measures.has(role) ? "role_measure" : `role_${role}`, { measure: role }))));
    field.value = sheet.roles[i];
    field.addEventListener("change", () => {
      sheet.roles[i] = field.value;
      this.roles = sheet.roles;
      this.#keep();
    });
    const samples = rows.slice(sheet.head + 1).map(({ cells }) => cells[i]).filter(Boolean).slice(0, SAMPLES);
    return make("p", {}, make("label", { htmlFor: field.id }, title), field, make("span", { className: "note" }, samples.join("; ")));
  }

  /** Asked once for all. */
  #renderOrder() {
    const { words } = this;
    const field = make("select", { id: "calc-order", required: true }, ...["", "dmy", "mdy"].map((value) => make("option", { value }, words.phrase(`order_${value}`))));
    field.value = this.order;
    field.addEventListener("change", () => {
      this.order = field.value;
      this.#keep();
    });
    return make("p", { className: "calc-wide" }, make("label", { htmlFor: field.id }, words.phrase("order_ask")), field);
  }

  /** The second step: what was guessed, lacks something, or cannot be read. Lines of the same words are asked together. */
  #showLines() {
    const { words } = this;
    const lines = this.#readLines();
    /** @type {Map<string, Line[]>} */
    const groups = new Map();
    for (const one of lines) {
      const lacks = findLack(one.entry, words.activities.get(one.activity));
      if (one.how === "guessed" || one.wrong.length || lacks) groups.set(simplify(one.words), [...(groups.get(simplify(one.words)) ?? []), one]);
    }
    if (!groups.size) return this.#showCheck(lines);
    const clear = lines.length - [...groups.values()].flat().length;
    const parts = [make("p", { className: "calc-wide" }, words.phrase("lines_ask"), clear ? ` ${words.phrase("lines_clear", { clear })}` : ""), ...[...groups].map(([key, own], i) => this.#renderGroup(key, own.map(({ line }) => line), i))];
    this.#showStep(words.phrase("lines_title", { n: lines.length - clear }), 2, parts, words.phrase("lines_go"), () => this.#showCheck(this.#readLines()), () => this.#showColumns());
  }

  /** @param {string} key the words without capitals and marks @param {number[]} numbers of its lines @param {number} i @returns {HTMLElement} */
  #renderGroup(key, numbers, i) {
    const { words } = this;
    const lines = this.#readLines().filter(({ line }) => numbers.includes(line));
    const [{ words: said, how, activity }] = lines;
    const field = this.#renderActivities(`calc-said-${i}`, activity);
    field.addEventListener("change", () => {
      this.known.set(key, field.value);
      this.#keep();
      made.replaceWith(this.#renderGroup(key, numbers, i));
      document.getElementById(field.id)?.focus();
    });
    const about = words.phrase(how === "guessed" ? "guessed" : activity ? "chosen" : "unknown");
    /** @type {HTMLElement} */
    const made = make("div", { className: "calc-wide calc-said" }, make("label", { htmlFor: field.id }, `“${said || words.phrase("no_words")}”: `, make("span", { className: "note" }, about)), field, ...lines.map((one) => this.#renderLine(one)));
    return made;
  }

  /** All activities by category, and to leave it. @param {string} id @param {string} activity */
  #renderActivities(id, activity) {
    const { categories, activities } = this.words.kernel;
    const groups = categories.map((category) => {
      const own = activities.filter((one) => one.category === category.id);
      return make("optgroup", { label: category.title }, ...own.map((one) => make("option", { value: one.id }, one.title)));
    });
    const field = make("select", { id }, make("option", { value: "" }, this.words.phrase("leave_to_sort")), ...groups);
    field.value = activity;
    return field;
  }

  /** The day of a line, what is wrong with it, and what it lacks. @param {Line} one */
  #renderLine(one) {
    const { words } = this;
    const { line, entry, wrong } = one;
    const activity = words.activities.get(one.activity);
    const lacks = activity && findLack({ ...entry, activity: activity.id }, activity);
    const asked = new Set([...wrong.map(({ column }) => column).filter((column) => column === "date" || column === "quantity"), ...(lacks ? [lacks] : [])]);
    const labels = /** @type {Record<string, string>} */ ({ date: words.phrase("which_day"), quantity: words.phrase("how_many", { measure: words.units[activity?.id ?? ""]?.[1] }), points: words.phrase("how_many", { measure: words.kernel.unit }) });
    const fields = [...asked].map((name) => this.#renderCell(line, name, labels[name]));
    const day = entry.date && formatDay(entry.date, true);
    const said = wrong.map(({ code, values }) => make("span", { className: "calc-error" }, words.phrase("field_wrong", { what: words.phrase(code, values) })));
    return make("p", { className: "calc-step" }, make("span", { className: "note" }, [words.phrase("line_number", { line }), day].filter(Boolean).join(", ")), ...said, ...fields);
  }

  /** @param {number} line @param {string} name @param {string} text */
  #renderCell(line, name, text) {
    const field = make("input", { id: `calc-cell-${name}-${line}`, value: this.changed.get(line)?.[name] ?? "" });
    field.addEventListener("input", () => {
      const { [name]: _, ...others } = this.changed.get(line) ?? {};
      this.changed.set(line, field.value.trim() ? { ...others, [name]: field.value.trim() } : others);
      this.#keep();
    });
    return make("span", {}, make("label", { htmlFor: field.id }, text), field);
  }

  /** The third step: what will be added, what stands there already, what is left to sort. @param {Line[]} lines */
  #showCheck(lines) {
    const { words, calculator } = this;
    const { fresh, same, replaced } = this.#compare(lines.map(({ entry }) => entry));
    const unsorted = fresh.filter(({ activity }) => !activity).length;
    const { cycle } = calculator.head ?? {};
    const outside = cycle ? fresh.filter(({ date, activity }) => activity && (date < cycle.from || date > cycle.to)).length : 0;
    const lacking = fresh.filter((one) => one.activity && findLack(one, words.activities.get(one.activity))).length;
    const field = make("input", { type: "checkbox", id: "calc-replace" });
    const told = Object.entries({ check_added: fresh.length - unsorted, check_outside: outside, check_lacking: lacking, check_unsorted: unsorted, check_same: same });
    const parts = [
      make("ul", { className: "calc-wide" }, ...told.map(([key, n]) => (n ? make("li", {}, words.phrase(n === 1 ? `${key}_1` : key, { n })) : ""))),
      replaced ? make("p", { className: "calc-wide" }, make("label", { htmlFor: field.id }, field, ` ${words.phrase("check_replace", { n: replaced })}`)) : null,
      make("p", { className: "calc-wide note" }, words.phrase("check_note")),
    ];
    const next = fresh.length ? words.phrase(unsorted ? (fresh.length > unsorted ? "check_go_both" : "check_go_unsorted") : "check_go", { n: fresh.length - unsorted, unsorted }) : words.phrase("check_nothing");
    const go = () => this.#add(this.#compare(lines.map(({ entry }) => entry)).fresh, field.checked);
    this.#showStep(words.phrase("check_title"), 3, parts, next, go, () => (lines.some(({ how }) => how !== "named") ? this.#showLines() : this.open()));
  }

  /** Entries beside those that are there: what is the same but for its number stands there once. @param {Entry[]} entries */
  #compare(entries) {
    const held = this.calculator.store.state.entries;
    const describe = (/** @type {Entry} */ entry) => JSON.stringify(COLUMNS.slice(1).map((name) => entry[name]));
    const left = held.map(describe);
    const fresh = entries.filter((one) => {
      const at = left.indexOf(describe(one));
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    const ids = new Set(held.map(({ id }) => id));
    return { fresh, same: entries.length - fresh.length, replaced: fresh.filter(({ id }) => ids.has(id)).length };
  }

  /** @param {Entry[]} entries @param {boolean} replaces whether entries with the same number make room */
  #add(entries, replaces) {
    const { calculator } = this;
    const held = calculator.store.state.entries;
    const taken = new Set(held.map(({ id }) => id));
    let next = Number(findFreshId([...held, ...entries]));
    const put = entries.map((entry) => ({ entry: entry.id && (replaces || !taken.has(entry.id)) ? entry : { ...entry, id: String(next++) } }));
    const about = held.length ? {} : this.about;
    this.#close();
    if (put.length) calculator.change({ about, put }, "imported", { n: put.length });
    findElement("result-title").focus();
  }
}

/** @param {string} text */
function parseLog(text) {
  try {
    return readState(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A file as text: a sheet of Excel as rows, else as it is encoded. @param {ArrayBuffer} buffer */
async function readFile(buffer) {
  const [one, other] = new Uint8Array(buffer);
  if (one === 0x50 && other === 0x4b) return joinRows(await (await import("./sheet.js")).readSheet(buffer));
  const wide = one === 0xff && other === 0xfe ? "utf-16le" : one === 0xfe && other === 0xff ? "utf-16be" : "";
  const text = decode(buffer, wide || "utf-8") ?? decode(buffer, "windows-1252") ?? "";
  if (text.includes("\0")) throw new TypeError("no text");
  return text;
}

/** @param {ArrayBuffer} buffer @param {string} code */
function decode(buffer, code) {
  try {
    return new TextDecoder(code, { fatal: true }).decode(buffer);
  } catch {
    return null;
  }
}

/** The rows of the first table of a copied page or document. @param {string} html @returns {string[][]} */
function readTable(html) {
  const table = new DOMParser().parseFromString(html, "text/html").querySelector("table");
  return [...(table?.rows ?? [])].map(({ cells }) => [...cells].flatMap((cell) => [(cell.textContent ?? "").replace(/\s+/g, " ").trim(), ...Array(Math.min(cell.colSpan, 50) - 1).fill("")]));
}

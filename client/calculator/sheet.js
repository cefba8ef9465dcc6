/**
 * The first sheet of an Excel file (.xlsx: XML in a zip archive) as rows of text. Values are read, formulas are not; a
 * cell that is formatted as a date becomes one. The twin of catalogue/read/sheet.py.
 */
import { unpackText } from "../parts/pack.js";

/** Bytes that one part may unpack to, and rows and columns that a list may have. */
const [LARGEST, ROWS, COLUMNS] = [40_000_000, 100_000, 200];
const DAYS_TO_1904 = 1462;
/** Formats of dates that have a number and no code. @param {number} id */
const isDateFormat = (id) => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** @typedef {Map<string, {method: number, at: number, size: number}>} Parts of the archive, by name */

/** @param {ArrayBuffer} buffer @returns {Promise<string[][]>} rows of cells; throws where it is no such file */
export async function readSheet(buffer) {
  const view = new DataView(buffer);
  const parts = listParts(view);
  const read = async (/** @type {string} */ name) => parseXml(await readPart(name, parts, view));
  const book = await read("xl/workbook.xml");
  const links = new Map(listElements(await read("xl/_rels/workbook.xml.rels"), "Relationship").map((one) => [one.getAttribute("Id"), one.getAttribute("Target") ?? ""]));
  const first = listElements(book, "sheet").find((one) => (one.getAttribute("state") ?? "visible") === "visible");
  const target = links.get([...(first?.attributes ?? [])].find(({ localName, prefix }) => prefix && localName === "id")?.value ?? "");
  if (!target) throw new RangeError("no sheet");
  const strings = parts.has("xl/sharedStrings.xml") ? listElements(await read("xl/sharedStrings.xml"), "si").map(readString) : [];
  const dates = parts.has("xl/styles.xml") ? listDateStyles(await read("xl/styles.xml")) : [];
  const late = listElements(book, "workbookPr").some((one) => ["1", "true"].includes(one.getAttribute("date1904") ?? ""));
  const sheet = await read(target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  /** @type {string[][]} */
  const rows = [];
  for (const row of listElements(sheet, "row").slice(0, ROWS)) {
    while (rows.length < Math.min(Number(row.getAttribute("r")), ROWS) - 1) rows.push([]); // rows that hold nothing may be left out
    rows.push(readRow(row, (cell) => readCell(cell, strings, dates, late ? DAYS_TO_1904 : 0)));
  }
  return rows;
}

/** What the archive holds, by the directory at its end. @param {DataView} view @returns {Parts} */
function listParts(view) {
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  const parts = new Map();
  for (let [n, at] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)]; n > 0; n -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const key = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, name));
    parts.set(key, { method: view.getUint16(at + 10, true), size: view.getUint32(at + 20, true), at: view.getUint32(at + 42, true) });
    at += 46 + name + extra + comment;
  }
  return parts;
}

/** @param {string} name @param {Parts} parts @param {DataView} view */
async function readPart(name, parts, view) {
  const part = parts.get(name);
  if (!part) throw new RangeError(`no ${name}`);
  const { method, size, at } = part;
  const from = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const bytes = new Uint8Array(/** @type {ArrayBuffer} */ (view.buffer), from, size);
  return method ? unpackText(bytes, LARGEST) : new TextDecoder().decode(bytes);
}

/** @param {string} text */
const parseXml = (text) => new DOMParser().parseFromString(text, "application/xml");

/** @param {Document | Element} below @param {string} name whatever its prefix */
const listElements = (below, name) => [...below.getElementsByTagNameNS("*", name)];

/** A text of one or several runs, without its reading aids. @param {Element} element */
const readString = (element) => listElements(element, "t").filter((one) => /** @type {Element} */ (one.parentNode).localName !== "rPh").map((one) => one.textContent).join("");

/** Which styles of cells show a date. @param {Document} styles */
function listDateStyles(styles) {
  const codes = new Map(listElements(styles, "numFmt").map((one) => [Number(one.getAttribute("numFmtId")), (one.getAttribute("formatCode") ?? "").replace(/"[^"]*"|\[[^\]]*\]|\\./g, "")]));
  const [used] = listElements(styles, "cellXfs");
  return (used ? listElements(used, "xf") : []).map((one) => {
    const id = Number(one.getAttribute("numFmtId"));
    return codes.has(id) ? /[yd]/i.test(codes.get(id) ?? "") : isDateFormat(id);
  });
}

/** Cells in their columns. @param {Element} row @param {(cell: Element) => string} read @returns {string[]} */
function readRow(row, read) {
  /** @type {string[]} */
  const cells = [];
  for (const cell of listElements(row, "c")) {
    const letters = /^[A-Z]+/.exec(cell.getAttribute("r") ?? "")?.[0];
    const at = letters ? [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 : cells.length;
    if (at < COLUMNS) cells[at] = read(cell);
  }
  return Array.from(cells, (cell) => cell ?? "");
}

/** @param {Element} cell @param {string[]} strings @param {boolean[]} dates @param {number} shift days to add to a date */
function readCell(cell, strings, dates, shift) {
  const kind = cell.getAttribute("t") ?? "n";
  if (kind === "inlineStr") return readString(cell);
  const value = listElements(cell, "v")[0]?.textContent ?? "";
  if (kind === "s") return strings[Number(value)] ?? "";
  if (kind === "b") return value === "1" ? "yes" : "no";
  if (kind !== "n" || !value) return kind === "e" ? "" : value;
  const day = Math.floor(Number(value)) + shift;
  if (dates[Number(cell.getAttribute("s") ?? 0)] && day > 60 && day < 110_000) return new Date(Date.UTC(1899, 11, 30 + day)).toISOString().slice(0, 10);
  return String(Number(Number(value).toFixed(4)));
}

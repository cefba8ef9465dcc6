/**
 * A member's log as it is kept, and how it changes: pure, no DOM, no store.
 *
 * @typedef {object} Entry a line of the log; figures as they were typed, with a point
 * @property {string} id
 * @property {string} date such as 2026-11-22
 * @property {string} activity
 * @property {string | null} quantity
 * @property {string | null} choice
 * @property {string | null} points
 * @property {string[]} topics
 * @property {"yes" | "no" | null} confirmed
 * @property {string | null} note
 *
 * @typedef {Record<string, string | string[]>} About fields of the form about the member, by name
 * @typedef {{format: number, about: About, entries: Entry[]}} State
 * @typedef {{about?: About, put?: {entry: Entry, at?: number, isNew?: boolean}[], drop?: string[]}} Patch
 */

export const FORMAT = 1;
/** The columns of a log, in the order in which one is written. @type {(keyof Entry)[]} */
export const COLUMNS = ["id", "date", "activity", "quantity", "choice", "points", "topics", "confirmed", "note"];
/** Those that are kept as they stand, as no rule looks at them. */
export const IN_OWN_WORDS = /** @type {const} */ (["note"]);
const TEXTS = COLUMNS.filter((name) => !["id", "date", "activity", "topics"].includes(name));

/** What an entry says in the member's own words. @param {(name: string) => string | undefined} read @returns {Pick<Entry, typeof IN_OWN_WORDS[number]>} */
export const readOwnWords = (read) => /** @type {any} */ (Object.fromEntries(IN_OWN_WORDS.map((name) => [name, read(name) || null])));

/** How a log of an older format becomes one of the next. @type {((old: any) => any)[]} */
const MIGRATIONS = [(entries) => ({ format: 1, about: {}, entries })];

/** @returns {State} */
export const buildBlank = () => ({ format: FORMAT, about: {}, entries: [] });

/**
 * What was stored or exported, in the present format; null where it is no log. A bare list of entries,
 * as the engines take it, is format 0.
 * @param {any} value
 * @returns {State | null}
 */
export function readState(value) {
  const format = Array.isArray(value) ? 0 : value?.format;
  if (!Number.isInteger(format) || format < 0 || format > FORMAT) return null;
  const { about, entries } = MIGRATIONS.slice(format).reduce((old, next) => next(old), value);
  const list = Array.isArray(entries) ? entries.map(readEntry) : [null];
  if (list.includes(null) || new Set(list.map((one) => one?.id)).size < list.length || !isAbout(about)) return null;
  return { format: FORMAT, about, entries: /** @type {Entry[]} */ (list) };
}

/** What was written of each entry, so that of a long log only what changed is written again. @type {WeakMap<Entry, string>} */
const texts = new WeakMap();

/** @param {Entry} entry */
function writeEntry(entry) {
  if (!texts.has(entry)) texts.set(entry, JSON.stringify(entry));
  return texts.get(entry);
}

/** A log as JSON. @param {State} state */
export const writeState = ({ format, about, entries }) => `{"format":${format},"about":${JSON.stringify(about)},"entries":[${entries.map(writeEntry)}]}`;

/** @param {any} about */
function isAbout(about) {
  const plain = about !== null && typeof about === "object" && !Array.isArray(about);
  return plain && Object.values(about).flat().every((value) => typeof value === "string");
}

/** @param {any} value @returns {Entry | null} */
function readEntry(value) {
  if (!value || !isDay(value.date) || typeof value.activity !== "string" || value.id == null) return null;
  const texts = TEXTS.map((name) => [name, value[name] == null || value[name] === "" ? null : toText(value[name])]);
  return { id: String(value.id), date: value.date, activity: value.activity, topics: [value.topics ?? []].flat().map(String), ...Object.fromEntries(texts) };
}

/** @param {any} value */
const toText = (value) => (typeof value === "boolean" ? (value ? "yes" : "no") : String(value));

/** Whether a text is a day of the calendar. @param {unknown} text */
export function isDay(text) {
  const time = typeof text === "string" && /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(/** @type {string} */ (text));
}

/**
 * A changed log, and the change that takes it back. The one given stays as it is.
 * @param {State} state @param {Patch} patch
 * @returns {[State, Required<Patch>]}
 */
export function applyPatch(state, { about = {}, put = [], drop = [] }) {
  const entries = [...state.entries];
  /** @type {Required<Patch>} */
  const back = { about: pickFields(state.about, Object.keys(about)), put: [], drop: [] };
  for (const id of drop) {
    const at = entries.findIndex((one) => one.id === id);
    if (at >= 0) back.put.unshift({ entry: entries.splice(at, 1)[0], at });
  }
  for (const { entry, at } of put) {
    const place = entries.findIndex(({ id }) => id === entry.id);
    if (place < 0) back.drop.push(entry.id);
    const [old] = entries.splice(place < 0 ? at ?? entries.length : place, place < 0 ? 0 : 1, entry);
    if (old) back.put.push({ entry: old });
  }
  return [{ ...state, about: { ...state.about, ...about }, entries }, back];
}

/** @param {About} about @param {string[]} names @returns {About} */
const pickFields = (about, names) => Object.fromEntries(names.map((name) => [name, Object.hasOwn(about, name) ? about[name] : ""]));

/** An id that no entry has. @param {Entry[]} entries */
export function findFreshId(entries) {
  return String(entries.reduce((most, { id }) => (/^\d{1,9}$/.test(id) ? Math.max(most, +id) : most), 0) + 1);
}

/** An entry that is likely the same: alike in day, activity and choice. @param {Entry[]} entries @param {Entry} entry */
export function findAlike(entries, entry) {
  /** @param {Entry} one */
  const isSame = (one) => /** @type {const} */ (["date", "activity", "choice"]).every((name) => one[name] === entry[name]);
  return entries.find((one) => one.id !== entry.id && isSame(one));
}

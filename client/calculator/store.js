/**
 * Where a log is kept: this browser's local storage, under a key that names the format. Other tabs write there too, and a
 * browser may tell them late: each change has a name, and what another tab wrote without having seen it is written again.
 */
import { applyPatch, buildBlank, findFreshId, FORMAT, readState, writeState } from "./state.js";

/** @typedef {import("./state.js").State} State @typedef {import("./state.js").Patch} Patch @typedef {import("./state.js").Entry} Entry @typedef {{name: string, time: number, patch: Patch, before: Record<string, string>, isKept: boolean}} Change `before`: what it replaced, by id */

const PROBE = "cpd-probe";
/** About what a few entries take: a browser that has no room for it is as good as full. */
const ROOM = "0".repeat(1000);
/** How many names of changes stand beside a log: more than two tabs make while a browser may still tell them late (milliseconds). */
const [MOST, LATE] = [500, 10_000];

export class Store {
  /** @param {string} schedule @param {(message: string) => void} changed what to do when another tab changed the log */
  constructor(schedule, changed) {
    this.name = schedule;
    this.key = this.#buildKey(FORMAT);
    /** Whether the last change could be stored: tried at once, so that nobody types into nothing. */
    this.isStored = writeStored(PROBE, ROOM) && writeStored(PROBE, null);
    /** What the member is to be told: the name of a phrase. @type {Set<string>} */
    this.notices = new Set();
    /** @type {string} the log as it is stored */
    this.text = "";
    this.state = buildBlank();
    /** The changes of this tab that another one may not have seen. @type {Change[]} */
    this.own = [];
    this.#load();
    addEventListener("storage", ({ key }) => {
      if (key === null || key === this.key) this.#takeAndTell(key === null, changed);
    });
    // what happened while this tab slept is told by no event
    for (const sign of ["pageshow", "focus"]) addEventListener(sign, () => this.#takeAndTell(true, changed));
  }

  /** @param {boolean} isCleared @param {(message: string) => void} changed */
  #takeAndTell(isCleared, changed) {
    const [text, told] = [this.text, this.notices.size];
    this.#take(isCleared);
    if (this.notices.size > told) changed("");
    else if (this.text !== text) changed("other_tab");
  }

  /** @param {number} format */
  #buildKey(format) {
    return `cpd-log-${format}:${this.name}`;
  }

  /** Read the log. What cannot be read is put aside as it is, and a blank log begins. */
  #load() {
    const { key, text } = this.#findNewest();
    const state = text === null ? buildBlank() : readState(parseJson(text));
    if (!state && text !== null && this.#putAside(text)) writeStored(key, null);
    this.state = state ?? buildBlank();
    this.text = text !== null && state && key === this.key ? text : writeState(this.state);
    if (key !== this.key && state) this.#write(), this.isStored && writeStored(key, null);
  }

  /** The log of the newest format that is there. */
  #findNewest() {
    for (let format = FORMAT; format >= 0; format -= 1) {
      const text = readStored(this.#buildKey(format));
      if (text !== null) return { key: this.#buildKey(format), text };
    }
    return { key: this.key, text: null };
  }

  /**
   * Take over what is stored now, with what of this tab it lacks.
   * @param {boolean} isCleared whether nothing stored means that the browser was cleared, and not a log erased
   */
  #take(isCleared) {
    const text = readStored(this.key);
    if (text === this.text || (text === null && !this.state.entries.length)) return;
    const stored = text === null && !isCleared ? buildBlank() : readState(parseJson(text ?? ""));
    if (!stored) this.#keepShown(text);
    else this.#takeOver(stored, text ?? "");
  }

  /** What is shown here is written again: the browser was cleared, or holds no log. @param {string | null} text */
  #keepShown(text) {
    if (text !== null) this.#putAside(text); // and nothing is removed first: another tab would take that for erased
    if (this.isStored) this.notices.add(text === null ? "cleared" : "overwritten");
    this.#write(readChanges(this.text)); // what is written again holds them, or their tabs would take them for lost
  }

  /** @param {State} stored @param {string} text */
  #takeOver(stored, text) {
    const seen = readChanges(text);
    const lost = this.#listUnseen().filter(({ name }) => !seen.includes(name));
    this.state = stored;
    this.text = text || writeState(stored);
    for (const { patch, before } of lost) [this.state] = applyPatch(this.state, this.#fitPatch(patch, before));
    for (const one of lost) one.isKept = false; // as if it were made now
    if (lost.length) this.#write(seen);
  }

  /**
   * A patch to the log as it is now: a new entry gets another id where its own is taken, and of an entry that changed
   * elsewhere meanwhile both are kept.
   * @param {Patch} patch @param {Record<string, string>} before the entries that it replaces, as they were
   * @returns {Patch}
   */
  #fitPatch({ about, put = [], drop = [] }, before) {
    const now = new Map(this.state.entries.map((one) => [one.id, one]));
    const write = (/** @type {string} */ id) => JSON.stringify(now.get(id));
    let next = Number(findFreshId([...this.state.entries, ...put.map(({ entry }) => entry)]));
    const isChanged = (/** @type {string} */ id) => before[id] !== undefined && now.has(id) && write(id) !== before[id];
    const fitted = put.map((one) => {
      const { id } = one.entry;
      const isSame = !now.has(id) || write(id) === JSON.stringify(one.entry);
      if (isSame || !(one.isNew || isChanged(id))) return one;
      if (!one.isNew) this.notices.add("kept_both");
      return { entry: { ...one.entry, id: String(next++) }, isNew: true };
    });
    return { about, put: fitted, drop: drop.filter((id) => !isChanged(id)) };
  }

  /** Whether there was room for it. @param {string} text */
  #putAside(text) {
    let n = 1;
    while (![null, text].includes(readStored(this.#buildDamagedKey(n)))) n += 1;
    return writeStored(this.#buildDamagedKey(n), text);
  }

  /** @param {number | ""} n */
  #buildDamagedKey(n) {
    return `cpd-log-damaged:${this.name}:${n}`;
  }

  /** What could not be read, by key. */
  listDamaged() {
    const found = listKeys().filter((key) => key.startsWith(this.#buildDamagedKey("")));
    return found.map((key) => ({ key, text: readStored(key) ?? "" }));
  }

  /** Give up what could not be read. @param {string} key */
  discard(key) {
    writeStored(key, null);
  }

  /**
   * Change the log as it is stored now, also by another tab. Where that tab changed the same entry meanwhile, both are kept.
   * @param {Patch} patch @param {Entry} [was] the entry as it was when it was begun to be changed
   * @returns {Patch} the way back
   */
  change(patch, was) {
    const known = new Set(this.state.entries.map(({ id }) => id));
    this.#take(true);
    const put = patch.put?.map((one) => ({ ...one, isNew: !known.has(one.entry.id) }));
    const done = this.#fitPatch({ ...patch, put }, was ? { [was.id]: JSON.stringify(was) } : {});
    const [state, back] = applyPatch(this.state, done);
    this.state = state;
    const before = Object.fromEntries(back.put.map(({ entry }) => [entry.id, JSON.stringify(entry)]));
    this.own.push({ name: Math.random().toString(36).slice(2, 10), time: Date.now(), patch: done, before, isKept: false });
    this.#write();
    return back;
  }

  /** Leave nothing behind in this browser. */
  erase() {
    writeStored(this.key, null);
    this.own = [];
    for (const { key } of this.listDamaged()) writeStored(key, null);
  }

  /** The changes that another tab may not have seen: what could not be kept yet, and what was kept a moment ago. */
  #listUnseen() {
    return this.own.filter(({ time, isKept }) => !isKept || Date.now() - time < LATE);
  }

  /**
   * Write the log, with the names of the last changes. An old one is never named again: it would push out a new one, whose
   * tab would take it for lost and write it a second time.
   * @param {Iterable<string>} [seen] those of other tabs that it holds
   */
  #write(seen = readChanges(readStored(this.key))) {
    this.own = this.#listUnseen();
    const names = [...new Set([...seen, ...this.own.map(({ name }) => name)])].slice(-MOST);
    this.text = writeState(this.state).replace(/\}$/, `,"changes":${JSON.stringify(names)}}`);
    this.isStored = writeStored(this.key, this.text);
    if (this.isStored) this.own = this.own.map((one) => (one.isKept ? one : { ...one, isKept: true, time: Date.now() }));
  }
}

/** The names of the last changes of a stored log: they stand at its end, so that a long log is not read for them. @param {string | null} text @returns {string[]} */
const readChanges = (text) => JSON.parse(/,"changes":(\[[\w",]*\])\}$/.exec(text ?? "")?.[1] ?? "[]");

/** @param {string} text */
function parseJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} key */
function readStored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** What is stored, in an order that stays. */
function listKeys() {
  try {
    return Object.keys(localStorage).sort();
  } catch {
    return [];
  }
}

/** @param {string} key @param {string | null} text */
function writeStored(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** Where a log is kept: this browser's local storage, under a key that names the format. */
import { applyPatch, buildBlank, FORMAT, readState, writeState } from "./state.js";

/** @typedef {import("./state.js").State} State @typedef {import("./state.js").Patch} Patch */

const PROBE = "cpd-probe";

export class Store {
  /** @param {string} schedule @param {() => void} changed what to do when another tab changed the log */
  constructor(schedule, changed) {
    this.name = schedule;
    this.key = this.#buildKey(FORMAT);
    /** Whether the last change could be stored: tried at once, so that nobody types into nothing. */
    this.isStored = writeStored(PROBE, "") && writeStored(PROBE, null);
    /** @type {string} the log as it is stored */
    this.text = "";
    this.state = buildBlank();
    this.load();
    addEventListener("storage", ({ key }) => {
      if (key === null) this.#write(); // all was cleared: what is shown here is kept
      else if (key === this.key) this.load(), changed();
    });
  }

  /** @param {number} format */
  #buildKey(format) {
    return `cpd-log-${format}:${this.name}`;
  }

  /** Read the log. What cannot be read is put aside as it is, and a blank log begins. */
  load() {
    const { key, text } = this.#findNewest();
    const state = text === null ? buildBlank() : readState(parseJson(text));
    if (!state && text !== null) this.#putAside(key, text);
    this.state = state ?? buildBlank();
    this.text = writeState(this.state);
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

  /** @param {string} key @param {string} text */
  #putAside(key, text) {
    let n = 1;
    while (readStored(this.#buildDamagedKey(n)) !== null) n += 1;
    if (writeStored(this.#buildDamagedKey(n), text)) writeStored(key, null);
  }

  /** @param {number} n */
  #buildDamagedKey(n) {
    return `cpd-log-damaged:${this.name}:${n}`;
  }

  /** What could not be read, by key. */
  listDamaged() {
    const found = [];
    for (let n = 1; n < 100; n += 1) if (readStored(this.#buildDamagedKey(n)) !== null) found.push(this.#buildDamagedKey(n));
    return found.map((key) => ({ key, text: readStored(key) ?? "" }));
  }

  /** Give up what could not be read. @param {string} key */
  discard(key) {
    writeStored(key, null);
  }

  /** Change the log as it is stored now, also by another tab. @param {Patch} patch @returns {Patch} the way back */
  change(patch) {
    const stored = readStored(this.key);
    // what was cleared under the open page is written again with the change
    if (this.isStored && stored !== this.text && stored !== null) this.load();
    const [state, back] = applyPatch(this.state, patch);
    this.state = state;
    this.text = writeState(state);
    this.#write();
    return back;
  }

  /** Leave nothing behind in this browser. */
  erase() {
    writeStored(this.key, null);
    for (const { key } of this.listDamaged()) writeStored(key, null);
  }

  #write() {
    this.isStored = writeStored(this.key, this.text);
  }
}

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

/** Where a log is kept: this browser's local storage, under a key that names the format. */
import { apply, blank, FORMAT, read, written } from "./state.js";

/** @typedef {import("./state.js").State} State @typedef {import("./state.js").Patch} Patch */

export class Store {
  /** @param {string} schedule @param {() => void} changed what to do when another tab changed the log */
  constructor(schedule, changed) {
    this.name = schedule;
    this.key = this.#key(FORMAT);
    /** Whether the last change could be stored. */
    this.kept = true;
    /** @type {string} the log as it is stored */
    this.text = "";
    this.state = blank();
    this.load();
    addEventListener("storage", ({ key }) => (key === this.key || key === null) && (this.load(), changed()));
  }

  /** @param {number} format */
  #key(format) {
    return `cpd-log-${format}:${this.name}`;
  }

  /** Read the log. What cannot be read is put aside as it is, and a blank log begins. */
  load() {
    const { key, text } = this.#newest();
    const state = text === null ? blank() : read(parsed(text));
    if (!state && text !== null) this.#aside(key, text);
    this.state = state ?? blank();
    this.text = written(this.state);
    if (key !== this.key && state) this.#write(), this.kept && set(key, null);
  }

  /** The log of the newest format that is there. */
  #newest() {
    for (let format = FORMAT; format >= 0; format -= 1) {
      const text = get(this.#key(format));
      if (text !== null) return { key: this.#key(format), text };
    }
    return { key: this.key, text: null };
  }

  /** @param {string} key @param {string} text */
  #aside(key, text) {
    let n = 1;
    while (get(this.#damaged(n)) !== null) n += 1;
    if (set(this.#damaged(n), text)) set(key, null);
  }

  /** @param {number} n */
  #damaged(n) {
    return `cpd-log-damaged:${this.name}:${n}`;
  }

  /** What could not be read, by key. */
  damaged() {
    const found = [];
    for (let n = 1; n < 100; n += 1) if (get(this.#damaged(n)) !== null) found.push(this.#damaged(n));
    return found.map((key) => ({ key, text: get(key) ?? "" }));
  }

  /** Give up what could not be read. @param {string} key */
  forget(key) {
    set(key, null);
  }

  /** Change the log as it is stored now, also by another tab. @param {Patch} patch @returns {Patch} the way back */
  change(patch) {
    if (this.kept && get(this.key) !== this.text) this.load();
    const [state, back] = apply(this.state, patch);
    this.state = state;
    this.text = written(state);
    this.#write();
    return back;
  }

  /** Leave nothing behind in this browser. */
  erase() {
    set(this.key, null);
    for (const { key } of this.damaged()) set(key, null);
  }

  #write() {
    this.kept = set(this.key, this.text);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} key */
function get(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string | null} text */
function set(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

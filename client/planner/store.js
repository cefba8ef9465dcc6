/**
 * Where a profile is kept: this browser's local storage. Other tabs write there too, and it may be full, be emptied, or hold
 * what cannot be read: nothing that was entered goes without a word.
 */
import { buildBlank, isBlank, readState } from "./state.js";

/** @typedef {import("./state.js").State} State */

const KEY = "career-profile-1";
const DAMAGED = "career-profile-damaged";
const PROBE = "career-probe";
/** About what a few rows take: a browser that has no room for it is as good as full. */
const ROOM = "0".repeat(1000);

export class Store {
  /** @param {() => void} changed what to do when something else than this page changed what is stored, or what is to be told */
  constructor(changed) {
    /** What is stored, as this page last saw it. @type {string | null} */
    this.text = null;
    /** What is stored, cannot be read, and finds no place beside: nothing is stored over it. @type {string | null} */
    this.unread = null;
    /** Whether the last change could be stored: tried at once, so that nobody types into nothing. */
    this.isStored = writeStored(PROBE, ROOM) && writeStored(PROBE, null);
    /** What happened to what was stored: the name of a phrase. */
    this.notice = "";
    this.state = this.load();
    addEventListener("storage", ({ key }) => (key === KEY || key === null) && this.#take(key === null, changed));
    // what happened while this page slept is told by no event
    for (const sign of ["pageshow", "focus"]) addEventListener(sign, () => this.#take(true, changed));
  }

  /** What is stored, or a blank form. What cannot be read is put aside as it is. @returns {State} */
  load() {
    this.text = readStored(KEY);
    return (this.text === null ? buildBlank() : this.#readOrPutAside(this.text)) ?? buildBlank();
  }

  /** @param {string} text */
  #readOrPutAside(text) {
    const state = readState(text);
    this.unread = state || this.#putAside(text) ? null : text;
    return state;
  }

  /** @param {string} text */
  #putAside(text) {
    return writeStored(DAMAGED, [readStored(DAMAGED), text].filter(Boolean).join("\n")) && writeStored(KEY, null);
  }

  /**
   * Take over what another tab wrote. What stands here stays where it could not be kept, and where nothing took its place:
   * a browser was emptied, or something else wrote what cannot be read.
   * @param {boolean} isEmptied whether nothing stored means that, and not a profile erased @param {() => void} changed
   */
  #take(isEmptied, changed) {
    const text = readStored(KEY);
    if (text === this.text) return;
    const state = text === null ? (isEmptied ? null : buildBlank()) : this.#readOrPutAside(text);
    if (state && (this.isStored || isBlank(this.state))) [this.text, this.state] = [text, state];
    else if (isBlank(this.state)) this.text = readStored(KEY);
    else this.#keepShown(text, Boolean(state));
    changed();
  }

  /** What stands here is written again, and what another tab wrote is put aside. @param {string | null} text @param {boolean} isOfAnotherTab */
  #keepShown(text, isOfAnotherTab) {
    if (text && isOfAnotherTab) this.unread = this.#putAside(text) ? null : text;
    this.keep(this.state);
    if (this.isStored) this.notice = text === null ? "emptied" : "overwritten";
  }

  /** Keep a state. @param {State} state */
  keep(state) {
    this.state = state;
    const text = JSON.stringify(state);
    this.isStored = this.unread === null && writeStored(KEY, text);
    this.text = this.isStored ? text : readStored(KEY);
  }

  /** Leave nothing behind in this browser. */
  erase() {
    Object.assign(this, { state: buildBlank(), text: null, unread: null, isStored: true, notice: "" });
    for (const key of [KEY, DAMAGED]) writeStored(key, null);
  }

  /** What could not be read. */
  get damaged() {
    return this.unread ?? readStored(DAMAGED);
  }

  /** What could not be read goes, and what was entered since is kept. */
  discardDamaged() {
    if (this.unread === null) writeStored(DAMAGED, null);
    else {
      this.unread = null;
      this.keep(this.state);
    }
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

/**
 * The search field and its results: in a dialog over any page, or at the top of the page of search.
 * It is loaded, with the index and its styles, when search is opened for the first time.
 *
 * @typedef {import("./find.js").Found} Found
 */
import { Finder } from "./find.js";

const HERE = new URL(".", import.meta.url);
const SITE = new URL("../../", HERE);
const SLASH = "slash";

/** @type {Promise<Finder> | undefined} */
let loaded;
/** @type {Panel | undefined} */
let panel;

/** The finder and the styles, loaded once; a failure can be tried again. */
function loadFinder() {
  loaded ??= Promise.all([fetchFinder(), loadStyles()]).then(([finder]) => finder);
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

async function fetchFinder() {
  const answer = await fetch(new URL("../../search/index.json", HERE));
  if (!answer.ok) throw new Error(`search/index.json: ${answer.status}`);
  return new Finder(await answer.json());
}

function loadStyles() {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: `${HERE}search.css` });
  return new Promise((done, failed) => {
    link.onload = done;
    link.onerror = failed;
    document.head.append(link);
  });
}

/** Open search over the page; where the page is that of search, go to its field. */
export async function openSearch() {
  const finder = await loadFinder();
  panel ??= new Panel(finder, makeDialog(finder));
  panel.show();
}

/** Put the field on the page of search, and ask what its address asks: ?q=... */
export async function showSearchPage() {
  const place = document.getElementById("search");
  if (!place || panel) return;
  panel = new Panel(await loadFinder(), place);
  place.hidden = false;
  panel.ask(new URLSearchParams(location.search).get("q") ?? "");
}

/** @param {Finder} finder */
function makeDialog(finder) {
  const made = make("dialog", { className: "search-dialog" });
  made.setAttribute("aria-label", finder.index.says.search);
  // Escape closes it even where the field would take the key to empty itself; a tap beside it does, too.
  made.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    made.close();
  });
  made.addEventListener("click", (event) => event.target === made && made.close());
  document.body.append(made);
  return made;
}

class Panel {
  /** @param {Finder} finder @param {HTMLElement} place the dialog, or a part of the page */
  constructor(finder, place) {
    const { says } = finder.index;
    this.finder = finder;
    this.place = place;
    this.field = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false });
    this.status = make("p", { className: "search-status" });
    this.list = make("ol", { className: "search-results" });
    const label = make("label", { className: "search-label" }, says.field, this.field);
    const form = make("form", { action: `${SITE}search/`, method: "get" }, label);
    form.setAttribute("role", "search");
    this.status.setAttribute("role", "status");
    place.append(form, this.status, this.list);
    if (place instanceof HTMLDialogElement) this.#addControls(place, form);
    form.addEventListener("submit", (event) => this.#openFirst(event));
    this.field.addEventListener("input", () => this.#showResults());
    place.addEventListener("keydown", (event) => this.#moveFocus(event));
    this.#showResults();
  }

  /** What a dialog has beside the field: a way out, everything from A to Z, and the choice of the key.
   * @param {HTMLDialogElement} place @param {HTMLElement} form */
  #addControls(place, form) {
    const { says } = this.finder.index;
    const close = make("button", { type: "button", className: "search-close" }, says.close);
    close.addEventListener("click", () => place.close());
    form.append(close);
    const box = make("input", { type: "checkbox", checked: accessStored(SLASH) !== "off" });
    box.addEventListener("change", () => accessStored(SLASH, box.checked ? "on" : "off"));
    const all = make("a", { href: `${SITE}search/` }, says.all);
    place.append(make("p", { className: "search-more" }, all, make("label", {}, box, says.key)));
  }

  /** Show the dialog, or go to the field. The dialog gives the focus back to where it was. */
  show() {
    if (this.place instanceof HTMLDialogElement && !this.place.open) this.place.showModal();
    this.field.focus();
    this.field.select();
  }

  /** @param {string} query */
  ask(query) {
    this.field.value = query;
    this.#showResults();
  }

  #showResults() {
    const query = this.field.value.trim();
    const { total, found } = query ? this.finder.find(query) : { total: 0, found: [] };
    this.list.replaceChildren(...found.map(renderResult));
    this.list.hidden = !found.length;
    this.status.textContent = this.#phraseStatus(query, total, found.length);
  }

  /** @param {string} query @param {number} total @param {number} shown */
  #phraseStatus(query, total, shown) {
    const { says } = this.finder.index;
    if (!query) return says.hint;
    if (!total) return says.none.replace("{query}", query);
    if (total === 1) return says.one;
    return (total > shown ? says.more : says.many).replaceAll("{n}", String(shown));
  }

  /** Enter leads to the first result. @param {Event} event */
  #openFirst(event) {
    event.preventDefault();
    this.list.querySelector("a")?.click();
  }

  /** The arrow keys move from the field through the results and back. @param {KeyboardEvent} event */
  #moveFocus(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.field, ...this.list.querySelectorAll("a")];
    const at = stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
    if (!step || at < 0) return;
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at + step))].focus();
  }
}

/** What it is, what it is called, and where it leads. @param {Found} found */
function renderResult({ kind, title, of, address }) {
  const link = make("a", { href: new URL(address, SITE).href }, title);
  const where = make("span", { className: "search-where" }, of ? `${kind}, ${of}` : kind);
  link.addEventListener("click", () => link.closest("dialog")?.close());
  return make("li", {}, link, where);
}

/** @param {string} key @param {string} [value] */
function accessStored(key, value) {
  try {
    if (value !== undefined) localStorage.setItem(key, value);
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Partial<HTMLElementTagNameMap[T]>} properties @param {(Node | string)[]} children
 */
function make(tag, properties, ...children) {
  const made = document.createElement(tag);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

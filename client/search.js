/**
 * The search field and its results: in a dialog over any page, or at the top of the page of search.
 * It is loaded, with the index and its styles, when search is opened for the first time.
 *
 * @typedef {import("./find.js").Found} Found
 * @typedef {import("./find.js").Way} Way
 */
import { Finder } from "./find.js";

const HERE = new URL(".", import.meta.url);
const SITE = new URL("../../", HERE);
const SLASH = "slash";

/** @type {Promise<Finder> | undefined} */
let loaded;
/** @type {Promise<Record<string, string>> | undefined} */
let answered;
/** @type {Panel | undefined} */
let panel;

/** The finder and the styles, loaded once; a failure can be tried again. */
function loadFinder() {
  loaded ??= Promise.all([fetchFinder(), loadStyles()]).then(([finder]) => finder);
  loaded.catch(() => (loaded = undefined));
  return loaded;
}

const fetchFinder = async () => new Finder(await fetchJson("search/entries.json"));

/** What words mean, and what is answered where sources differ: loaded when the first of them is shown. */
function loadAnswers() {
  answered ??= fetchJson("search/answers.json").catch(() => ({}));
  return answered;
}

/** @param {string} address */
async function fetchJson(address) {
  const answer = await fetch(new URL(address, SITE));
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
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
  const finder = await loadFinder();
  place.replaceChildren();
  panel = new Panel(finder, place);
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
    this.results = make("div", { className: "search-results" });
    const label = make("label", { className: "search-label" }, says.field, this.field);
    const form = make("form", { action: `${SITE}search/`, method: "get" }, label);
    form.setAttribute("role", "search");
    this.status.setAttribute("role", "status");
    place.append(form, this.status, this.results);
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
    const key = make("label", { className: "search-keys" }, box, says.key);
    place.append(make("p", { className: "search-more" }, makeLink([says.all, "search/"]), key));
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
    const shown = found.length ? this.#renderFound(found) : query ? this.#renderOtherwise() : [];
    this.results.replaceChildren(...shown);
    this.status.textContent = this.#phraseStatus(query, total, found.length);
    if (!query) this.status.append(make("span", { className: "search-keys" }, ` ${this.finder.index.says.keys}`));
  }

  /** The best with what to do next, then each group: a few in sight, the rest folded; the last group folded whole.
   * @param {Found[]} found */
  #renderFound([best, ...rest]) {
    const { heads, says } = this.finder.index;
    const first = make("section", { className: "search-best" }, make("h2", {}, says.best), ...this.#renderHit(best));
    const steps = this.#listSteps(best.address).map(makeLink);
    if (steps.length) first.append(make("p", { className: "search-steps" }, ...steps));
    const groups = heads.map((head, at) => this.#renderGroup(head, rest.filter((one) => one.head === at), at));
    return [first, ...groups.flatMap((group) => (group ? [group] : []))];
  }

  /** @param {string} head @param {Found[]} found @param {number} at */
  #renderGroup(head, found, at) {
    if (!found.length) return null;
    const { heads, inSight, says } = this.finder.index;
    const last = at === heads.length - 1;
    const listHits = (/** @type {Found[]} */ hits) =>
      make("ol", {}, ...hits.map((hit) => make("li", {}, ...this.#renderHit(hit))));
    const fold = (/** @type {string} */ name, /** @type {Found[]} */ hits) =>
      make("details", {}, make("summary", {}, name), listHits(hits));
    if (last) return make("section", {}, fold(`${head} (${found.length})`, found));
    const more = found.slice(inSight);
    const section = make("section", {}, make("h2", {}, head), listHits(found.slice(0, inSight)));
    if (more.length) section.append(fold(says.rest.replace("{n}", String(more.length)), more));
    return section;
  }

  /** What it is called, where it leads, what it is, and what is told of it. @param {Found} found */
  #renderHit({ kind, title, of, says, address }) {
    const link = makeLink([title, address]);
    link.className = "search-hit";
    const told = make("span", { className: "search-says" }, says);
    if (this.finder.index.answered.includes(address.split("#")[0]))
      loadAnswers().then((all) => (told.textContent = all[address] ?? says));
    return [link, make("span", { className: "search-where" }, of ? `${kind}, ${of}` : kind), told];
  }

  /** What a reader does next from a page: of its own, or as from all in its folder. @param {string} address */
  #listSteps(address) {
    const { steps } = this.finder.index;
    const page = address.split("#")[0];
    return steps[address] ?? steps[page] ?? steps[page.replace(/[^/]+\/$/, "")] ?? [];
  }

  /** For whom nothing is found: ways on, and whom to ask. */
  #renderOtherwise() {
    const { otherwise, ask, says } = this.finder.index;
    const ways = make("ul", {}, ...otherwise.map((way) => make("li", {}, makeLink(way))));
    const asked = ask.map(([text, href]) => make("a", { href }, text));
    return [make("p", {}, says.otherwise), ways, make("p", { className: "search-steps" }, says.ask, ...asked)];
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
    this.results.querySelector("a")?.click();
  }

  /** The arrow keys move from the field through the results and back. @param {KeyboardEvent} event */
  #moveFocus(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const hits = [...this.results.querySelectorAll("a, summary")].filter((hit) => hit.checkVisibility());
    const stops = /** @type {HTMLElement[]} */ ([this.field, ...hits]);
    const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (!step || at < 0) return;
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at + step))].focus();
  }
}

/** @param {Way} way */
function makeLink([title, address]) {
  const link = make("a", { href: new URL(address, SITE).href }, title);
  link.addEventListener("click", () => link.closest("dialog")?.close());
  return link;
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

/** The planner: the form, where it is kept, the judge, and the answers. */
import { download, make, makeButton, makeLink } from "../parts/dom.js";
import { eligible, Refused } from "../rules/criteria.js";
import { path } from "../rules/pathways.js";
import { card, outcome } from "./cards.js";
import { Form } from "./form.js";
import { blank, profileOf, read, stateOf } from "./state.js";
import { Words } from "./words.js";

/** @typedef {import("./state.js").State} State */

const KEY = "career-profile-1";
const DAMAGED = "career-profile-damaged";
const LINK = "#profile=";

/** @param {string} id @returns {any} */
const by = (id) => document.getElementById(`plan-${id}`);

export class Planner {
  constructor() {
    this.words = new Words(JSON.parse(by("data").textContent));
    /** @type {string[]} the ways back */
    this.back = [];
    this.last = "";
    /** @type {Map<string, string>} the last outcome of each designation */
    this.told = new Map();
    /** @type {Set<string>} what is unfolded */
    this.open = new Set();
    this.form = new Form(this.words, (name) => this.change(this.form.read(), name));
    this.state = this.load();
    document.documentElement.classList.add("plan-on");
    /** @type {any} */ (document.getElementById("planner")).hidden = false;
    for (const one of document.querySelectorAll("[data-do]")) one.addEventListener("click", () => this.use(/** @type {any} */ (one).dataset.do));
    by("file").addEventListener("change", (/** @type {any} */ { target }) => this.tools(({ importFile }) => importFile(target.files[0], this).then(() => (target.value = ""))));
    addEventListener("storage", ({ key }) => (key === KEY || key === null) && this.take(this.load()));
    addEventListener("hashchange", () => this.arrive());
    const { to } = document.documentElement.dataset; // of a widget
    if (to) this.open.add(`way:${to}`);
    this.form.show(this.state);
    this.judge();
    this.arrive();
  }

  /** What is needed less often is loaded when it is. @param {(tools: typeof import("./tools.js")) => any} does */
  tools(does) {
    import("./tools.js").then(does).catch((error) => this.say(this.words.tell("failed", { what: error.message })));
  }

  /** A link brought a profile, or a designation to look at. */
  arrive() {
    if (location.hash.startsWith(LINK)) this.tools(({ arrive }) => arrive(location.hash.slice(LINK.length), this));
    const key = /^#to=(\w+)$/.exec(location.hash)?.[1] ?? "";
    if (!(key in this.words.data.designations)) return;
    this.open.add(`way:${key}`);
    this.judge();
    by(`to-${key}`)?.scrollIntoView();
  }

  /** @returns {State} */
  load() {
    const text = stored(KEY);
    const state = text === null ? blank() : read(text);
    if (!state) store(DAMAGED, text), store(KEY, null);
    return state ?? blank();
  }

  /** @param {State} state @param {string} [name] the field that was changed: going on with it is one step back */
  change(state, name = "") {
    if (!name || name !== this.last) this.back.push(JSON.stringify(this.state));
    this.last = name;
    this.keep(state);
    this.judge();
  }

  /** @param {State} state */
  keep(state) {
    this.state = state;
    this.kept = store(KEY, JSON.stringify(state));
  }

  /** Show another state in the form. @param {State} state */
  take(state) {
    this.state = state;
    this.form.show(state);
    this.judge();
  }

  /** @param {any} profile @param {string} [on] */
  adopt(profile, on = this.state.on) {
    const state = stateOf(profile, on);
    this.change(state);
    this.take(state);
  }

  /** The day asked about. */
  get on() {
    return this.state.on || today();
  }

  /** @param {string} name */
  use(name) {
    /** @type {Record<string, () => void>} */
    const own = { undo: () => this.undo(), erase: () => this.erase(), print: () => print() };
    if (own[name]) own[name]();
    else this.tools(({ use }) => use(name, this));
  }

  undo() {
    const text = this.back.pop();
    this.last = "";
    if (!text) return;
    this.keep(JSON.parse(text));
    this.take(this.state);
  }

  erase() {
    this.change(blank());
    this.take(this.state);
    store(KEY, null);
    store(DAMAGED, null);
    by("share").replaceChildren();
    this.judge();
    this.say(this.words.tell("erased"));
  }

  /** Every answer, for what the form says. */
  judge() {
    const profile = profileOf(this.state);
    const begun = Object.keys(profile).length > 0 || this.open.size > 0;
    by("bar").hidden = by("result").hidden = !begun;
    document.querySelector("[data-do=undo]")?.toggleAttribute("disabled", !this.back.length);
    this.troubles();
    if (!begun) return;
    try {
      this.show(this.answers(profile));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      by("cards").replaceChildren();
      by("chips").replaceChildren();
      this.told.clear();
      this.say(this.words.say("refused", error.code, error.values));
      tell(this.on, []);
    }
  }

  /** @param {any} profile */
  answers(profile) {
    const { ladder } = this.words.data;
    return ladder.rungs.map((/** @type {any} */ { designation, criteria }) => ({
      criteria,
      answer: eligible(criteria, profile, this.on),
      way: path(ladder, profile, designation, this.on),
    }));
  }

  /** @param {any[]} answers */
  show(answers) {
    const { words, on, open } = this;
    const held = this.state.holds.designation ?? "";
    const does = { plan: this.form.plan.bind(this.form), on, held, open };
    by("cards").replaceChildren(...answers.map(({ answer, way, criteria }) => card(answer, way, criteria, does, words)));
    const found = answers.map(({ answer }) => ({ key: answer.designation, ...outcome(answer, held === answer.designation, words) }));
    by("chips").replaceChildren(...found.map((one) => chip(one, words)));
    const changed = found.filter(({ key, said }) => this.told.get(key) !== said);
    const first = !this.told.size;
    for (const { key, said } of found) this.told.set(key, said);
    const news = changed.map(({ key, short, said }) => (changed.length > 1 ? `${words.abbreviation(key)}: ${short}` : `${words.abbreviation(key)}: ${said}`));
    tell(this.on, answers.map(({ answer: { designation, state, first: day } }) => ({ key: designation, state, first: day })));
    if (!first) this.say(news.join("; ") || words.tell("unchanged"));
  }

  /** Tell it to those who do not see the page, and to those who do. @param {string} text */
  say(text) {
    by("bar").hidden = false;
    by("status").textContent = text;
  }

  /** What stands in the way of keeping the profile. */
  troubles() {
    const { words } = this;
    const damaged = stored(DAMAGED);
    const made = [];
    if (damaged !== null)
      made.push(make("p", { className: "notice" }, words.tell("damaged"), " ",
        makeButton(words.tell("download"), () => download("profile.txt", "text/plain", damaged)), " ",
        makeButton(words.tell("discard"), () => (store(DAMAGED, null), this.troubles()))));
    if (this.kept === false) made.push(make("p", { className: "notice" }, words.tell("unsaved")));
    by("trouble").replaceChildren(...made);
  }
}

/** Tell those who listen: the page around, in a frame. @param {string} on @param {any[]} designations */
const tell = (on, designations) => document.dispatchEvent(new CustomEvent("answer", { detail: { on, designations } }));

/** @param {any} one @param {import("./words.js").Words} words */
function chip({ key, state, short }, words) {
  const made = makeLink("", `#plan-to-${key}`);
  made.append(make("strong", {}, words.abbreviation(key)), " ", make("span", {}, short));
  made.dataset.state = state;
  return make("li", {}, made);
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string | null} text */
function store(key, text) {
  try {
    if (text === null) localStorage.removeItem(key);
    else localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

/** The day on this device's calendar. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

new Planner();

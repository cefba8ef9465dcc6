/** The planner: the form, where it is kept, the judge, and the answers. */
import { download, make, makeButton, makeLink } from "../parts/dom.js";
import { eligible, Refused } from "../rules/criteria.js";
import { path } from "../rules/pathways.js";
import { phraseOutcome, renderCard } from "./cards.js";
import { Form } from "./form.js";
import { buildBlank, buildProfile, buildState, readState } from "./state.js";
import { Words } from "./words.js";

/** @typedef {import("./state.js").State} State */

const KEY = "career-profile-1";
const DAMAGED = "career-profile-damaged";
const LINK = "#profile=";

/** @param {string} id @returns {any} */
const findElement = (id) => document.getElementById(`plan-${id}`);

export class Planner {
  constructor() {
    this.words = new Words(JSON.parse(findElement("data").textContent));
    /** @type {string[]} the ways back */
    this.undos = [];
    this.lastField = "";
    /** @type {Map<string, string>} the last outcome of each designation */
    this.outcomes = new Map();
    /** @type {Set<string>} what is unfolded */
    this.open = new Set();
    this.form = new Form(this.words, (name) => this.changeState(this.form.readState(), name));
    this.state = this.loadState();
    document.documentElement.classList.add("plan-on");
    /** @type {any} */ (document.getElementById("planner")).hidden = false;
    for (const one of document.querySelectorAll("[data-do]")) one.addEventListener("click", () => this.useTool(/** @type {any} */ (one).dataset.do));
    findElement("file").addEventListener("change", (/** @type {any} */ { target }) => this.loadTools(({ importFile }) => importFile(target.files[0], this).then(() => (target.value = ""))));
    addEventListener("storage", ({ key }) => (key === KEY || key === null) && this.showState(this.loadState()));
    addEventListener("hashchange", () => this.followHash());
    const { to } = document.documentElement.dataset; // of a widget
    if (to) this.open.add(`way:${to}`);
    this.form.show(this.state);
    this.judgeProfile();
    this.followHash();
  }

  /** What is needed less often is loaded when it is. @param {(tools: typeof import("./tools.js")) => any} use */
  loadTools(use) {
    import("./tools.js").then(use).catch((error) => this.announce(this.words.phrase("failed", { what: error.message })));
  }

  /** A link brought a profile, or a designation to look at. */
  followHash() {
    if (location.hash.startsWith(LINK)) this.loadTools(({ offerSharedProfile }) => offerSharedProfile(location.hash.slice(LINK.length), this));
    const key = /^#to=(\w+)$/.exec(location.hash)?.[1] ?? "";
    if (!(key in this.words.data.designations)) return;
    this.open.add(`way:${key}`);
    this.judgeProfile();
    findElement(`to-${key}`)?.scrollIntoView();
  }

  /** @returns {State} */
  loadState() {
    const text = readStored(KEY);
    const state = text === null ? buildBlank() : readState(text);
    if (!state && writeStored(DAMAGED, [readStored(DAMAGED), text].filter(Boolean).join("\n"))) writeStored(KEY, null);
    return state ?? buildBlank();
  }

  /** @param {State} state @param {string} [name] the field that was changed: going on with it is one step back */
  changeState(state, name = "") {
    if (!name || name !== this.lastField) this.undos.push(JSON.stringify(this.state));
    this.lastField = name;
    this.storeState(state);
    this.judgeProfile();
  }

  /** @param {State} state */
  storeState(state) {
    this.state = state;
    this.isStored = writeStored(KEY, JSON.stringify(state));
  }

  /** Show another state in the form. @param {State} state */
  showState(state) {
    this.state = state;
    this.form.show(state);
    this.judgeProfile();
  }

  /** @param {any} profile @param {string} [on] */
  adoptProfile(profile, on = this.state.on) {
    const state = buildState(profile, on);
    this.changeState(state);
    this.showState(state);
  }

  /** The day asked about. */
  get on() {
    return this.state.on || formatToday();
  }

  /** @param {string} name */
  useTool(name) {
    /** @type {Record<string, () => void>} */
    const own = { undo: () => this.undo(), erase: () => this.erase(), print: () => print() };
    if (own[name]) own[name]();
    else this.loadTools(({ useTool }) => useTool(name, this));
  }

  undo() {
    const text = this.undos.pop();
    this.lastField = "";
    if (!text) return;
    this.storeState(JSON.parse(text));
    this.showState(this.state);
  }

  erase() {
    this.changeState(buildBlank());
    this.showState(this.state);
    writeStored(KEY, null);
    writeStored(DAMAGED, null);
    findElement("share").replaceChildren();
    this.judgeProfile();
    this.announce(this.words.phrase("erased"));
  }

  /** Every answer, for what the form says. */
  judgeProfile() {
    const profile = buildProfile(this.state);
    const begun = Object.keys(profile).length > 0 || this.open.size > 0;
    findElement("bar").hidden = findElement("result").hidden = !begun;
    document.querySelector("[data-do=undo]")?.toggleAttribute("disabled", !this.undos.length);
    this.showTroubles();
    if (!begun) return;
    try {
      this.showAnswers(this.listAnswers(profile));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      findElement("cards").replaceChildren();
      findElement("chips").replaceChildren();
      this.outcomes.clear();
      this.announce(this.words.phraseFrom("refused", error.code, error.values));
      dispatchAnswer(this.on, []);
    }
  }

  /** @param {any} profile */
  listAnswers(profile) {
    const { ladder } = this.words.data;
    return ladder.rungs.map((/** @type {any} */ { designation, criteria }) => ({
      criteria,
      answer: eligible(criteria, profile, this.on),
      way: path(ladder, profile, designation, this.on),
    }));
  }

  /** @param {any[]} answers */
  showAnswers(answers) {
    const { words, on, open } = this;
    const held = this.state.holds.designation ?? "";
    const actions = { plan: this.form.addPlanned.bind(this.form), on, held, open };
    findElement("cards").replaceChildren(...answers.map(({ answer, way, criteria }) => renderCard(answer, way, criteria, actions, words)));
    const found = answers.map(({ answer }) => ({ key: answer.designation, ...phraseOutcome(answer, held === answer.designation, words) }));
    findElement("chips").replaceChildren(...found.map((one) => renderChip(one, words)));
    const changed = found.filter(({ key, sentence }) => this.outcomes.get(key) !== sentence);
    const first = !this.outcomes.size;
    for (const { key, sentence } of found) this.outcomes.set(key, sentence);
    const news = changed.map(({ key, short, sentence }) => (changed.length > 1 ? `${words.abbreviation(key)}: ${short}` : `${words.abbreviation(key)}: ${sentence}`));
    dispatchAnswer(this.on, answers.map(({ answer: { designation, state, first: day } }) => ({ key: designation, state, first: day })));
    if (!first) this.announce(news.join("; "));
  }

  /** Tell it to those who do not see the page, and to those who do. @param {string} text */
  announce(text) {
    findElement("bar").hidden = false;
    findElement("status").textContent = text;
  }

  /** What stands in the way of keeping the profile. */
  showTroubles() {
    const { words } = this;
    const damaged = readStored(DAMAGED);
    const made = [];
    if (damaged !== null)
      made.push(make("p", { className: "notice" }, words.phrase("damaged"), " ",
        makeButton(words.phrase("download"), () => download("profile.txt", "text/plain", damaged)), " ",
        makeButton(words.phrase("discard"), () => (writeStored(DAMAGED, null), this.showTroubles()))));
    if (this.isStored === false) made.push(make("p", { className: "notice" }, words.phrase("unsaved")));
    findElement("trouble").replaceChildren(...made);
  }
}

/** Tell those who listen: the page around, in a frame. @param {string} on @param {any[]} designations */
const dispatchAnswer = (on, designations) => document.dispatchEvent(new CustomEvent("answer", { detail: { on, designations } }));

/** @param {any} one @param {import("./words.js").Words} words */
function renderChip({ key, state, short }, words) {
  const made = makeLink("", `#plan-to-${key}`);
  made.append(make("strong", {}, words.abbreviation(key)), " ", make("span", {}, short));
  made.dataset.state = state;
  return make("li", {}, made);
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

/** The day on this device's calendar. */
function formatToday() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

new Planner();

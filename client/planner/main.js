/** The planner: the form, where it is kept, the judge, and the answers. */
import { make, makeButton, makeLink } from "../parts/dom.js";
import { eligible, Refused } from "../rules/criteria.js";
import { listHoldings } from "../rules/leaves.js";
import { phraseOutcome, renderBeside, renderCard } from "./cards.js";
import { Form } from "./form.js";
import { renderLead } from "./lead.js";
import { formatToday } from "../parts/today.js";
import { buildProfile, buildState, isBlank } from "./state.js";
import { Store } from "./store.js";
import { Words } from "./words.js";

/** @typedef {import("./state.js").State} State */

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
    /** Whether another one's profile is looked at, which is not kept. */
    this.isLooking = false;
    /** What is tried on the way to each designation, by the part that it is for. @type {Record<string, Record<string, string>>} */
    this.tries = {};
    this.form = new Form(this.words, (name) => this.changeState(this.form.readState(), name), () => this.showResult());
    this.store = new Store(() => this.followStore());
    this.state = this.store.state;
    document.documentElement.classList.add("plan-on");
    /** @type {any} */ (document.getElementById("planner")).hidden = false;
    for (const one of document.querySelectorAll("[data-do]")) one.addEventListener("click", () => this.useTool(/** @type {any} */ (one).dataset.do));
    findElement("file").addEventListener("change", (/** @type {any} */ { target }) => this.loadTools(({ importFile }) => importFile(target.files[0], this).then(() => (target.value = ""))));
    addEventListener("hashchange", () => this.followHash());
    const { to } = document.documentElement.dataset; // of a widget
    if (to) this.open.add(`way:${to}`);
    this.form.show(this.state);
    if (Object.keys(buildProfile(this.state)).length) this.form.fold();
    this.judgeProfile();
    this.followHash();
  }

  /** Fold the questions, and go to the answers. */
  showResult() {
    this.form.fold();
    const title = findElement("result-title");
    if (title.closest("section").hidden) return this.announce(this.words.phrase("nothing_said"));
    findElement("status").textContent = ""; // what each answer changed is all in sight now
    title.focus();
    title.scrollIntoView();
  }

  /** The way to a designation, once its part of the page is there. @param {string} key */
  renderWay(key) {
    const place = make("div", { className: "plan-way" });
    import("./way.js").then(({ fillWay }) => fillWay(place, key, this), () => this.offerReload());
    return place;
  }

  /** What is needed less often is loaded when it is. @param {(tools: typeof import("./tools.js")) => any} use */
  loadTools(use) {
    import("./tools.js").then((tools) => (this.words.learnPhrases(tools.PHRASES), use(tools)), () => this.offerReload());
  }

  /** A script of a page that was opened long ago may be gone. */
  offerReload() {
    findElement("status").replaceChildren(this.words.phrase("renewed"), " ", makeButton(this.words.phrase("reload"), () => location.reload()));
  }

  /** A link brought a profile, or a designation to look at. */
  followHash() {
    if (location.hash.startsWith(LINK)) this.loadTools(({ showSharedProfile }) => showSharedProfile(location.hash.slice(LINK.length), this));
    const key = /^#to=(\w+)$/.exec(location.hash)?.[1] ?? "";
    if (!(key in this.words.data.designations)) return;
    this.open.add(`way:${key}`);
    this.judgeProfile();
    findElement(`to-${key}`)?.scrollIntoView();
  }

  /** Another tab changed what is kept: show it, with a way back to what stood here. */
  followStore() {
    const { state } = this.store;
    if (this.isLooking || state === this.state) return this.showTroubles();
    if (!isBlank(this.state)) this.undos.push(JSON.stringify(this.state));
    this.lastField = "";
    this.showState(state);
    this.announce(this.words.phrase("other_tab"));
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
    if (!this.isLooking) this.store.keep(state);
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
    this.form.show(state);
  }

  /** The day asked about. */
  get on() {
    return this.state.on || formatToday();
  }

  /** What is answered, as the engines take it. */
  get profile() {
    return buildProfile(this.state);
  }

  /** @param {string} name */
  useTool(name) {
    /** @type {Record<string, () => void>} */
    const own = { undo: () => this.undo(), print: () => print() };
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

  /** Every answer, for what the form says. */
  judgeProfile() {
    const { profile } = this;
    const begun = Object.keys(profile).length > 0 || this.open.size > 0;
    findElement("bar").hidden = findElement("result").hidden = !begun;
    document.documentElement.classList.toggle("plan-begun", begun);
    document.querySelector("[data-do=undo]")?.toggleAttribute("disabled", !this.undos.length);
    this.showTroubles();
    if (!begun) return;
    try {
      this.showAnswers(this.listAnswers(profile));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      for (const id of ["lead", "cards", "chips"]) findElement(id).replaceChildren();
      this.outcomes.clear();
      this.announce(this.words.phraseFrom("refused", error.code, error.values));
      dispatchAnswer(this.on, []);
    }
  }

  /** @param {any} profile */
  listAnswers(profile) {
    const { ladder } = this.words.data;
    const open = ladder.rungs.filter((/** @type {any} */ { retired }) => !retired);
    return open.map((/** @type {any} */ { criteria }) => ({
      criteria,
      answer: eligible(criteria, profile, this.on),
    }));
  }

  /** @param {any[]} answers */
  showAnswers(answers) {
    const { words, on, open } = this;
    const holdings = listHoldings(this.profile) ?? [];
    const held = holdings.map(({ designation }) => designation);
    words.nameCertificates(this.profile);
    const actions = { held: holdings, open, renderWay: this.renderWay.bind(this) };
    findElement("as-of").textContent = words.phrase("as_of", { on });
    findElement("lead").replaceChildren(...renderLead(answers.map(({ answer }) => answer), held, words));
    const cards = answers.map(({ answer, criteria }) => renderCard(answer, criteria, actions, words));
    const lower = cards.splice(0, answers.findLastIndex(({ answer }) => held.includes(answer.designation)));
    findElement("cards").replaceChildren(...(lower.length ? [make("details", { className: "fold" }, make("summary", {}, words.phrase("lower")), ...lower)] : []), ...cards);
    const beside = renderBeside(answers.map(({ answer }) => answer), words);
    findElement("beside").hidden = !beside.length;
    findElement("beside-says").replaceChildren(...beside);
    const found = answers.map(({ answer }) => ({ key: answer.designation, ...phraseOutcome(answer, held.includes(answer.designation), words) }));
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

  /** What stands in the way of keeping the profile: seldom anything. */
  showTroubles() {
    const { isLooking, store } = this;
    if (isLooking || store.damaged !== null || store.notice || !store.isStored) this.loadTools(({ showTroubles }) => showTroubles(this));
    else findElement("trouble").replaceChildren();
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

new Planner();

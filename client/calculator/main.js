/** The calculator: the page's form and lists, the store, the judge beside the page, and what is done with them. */
import { About } from "./about.js";
import { findLack } from "./countable.js";
import { findAll, findElement, make, makeLink } from "./dom.js";
import { Drafts } from "./drafts.js";
import { Log } from "./log.js";
import { phraseCycle, phraseTotal, renderSum, showBeginning } from "./say.js";
import { Store } from "./store.js";
import { formatToday } from "../parts/today.js";
import { Words } from "./words.js";

/** @typedef {import("./state.js").Patch} Patch @typedef {import("./state.js").Entry} Entry */

/** The longest that a press is waited for, in milliseconds. */
const PRESS = 500;

export class Calculator {
  constructor() {
    this.words = new Words(JSON.parse(findElement("data").textContent));
    this.store = new Store(this.words.log, (message) => this.refresh(message));
    /** @type {Patch[]} the ways back */
    this.undos = [];
    this.turn = 0;
    /** What is still to be done to show the log. @type {(() => void)[]} */
    this.todo = [];
    /** When a press began that goes on: what is laid out anew under a finger is not what it lets go. */
    this.pressed = 0;
    for (const sign of ["pointerdown", "pointerup", "pointercancel"]) addEventListener(sign, () => (this.pressed = sign === "pointerdown" ? Date.now() : 0), true);
    /** @type {import("../rules/types").Head | null} the last answer */
    this.head = null;
    this.message = "";
    /** The entry that is changed, as it was. @type {Entry | undefined} */
    this.edited = undefined;
    this.log = new Log(this.words, { edit: (id) => this.editEntry(id), delete: (id) => this.removeEntry(id), yes: (id) => this.confirmEntry(id, "yes"), no: (id) => this.confirmEntry(id, "no") });
    /** @type {import("./form.js").Form | null} made when it is first asked for */
    this.form = null;
    this.about = new About(this);
    findElement("undo").addEventListener("click", () => this.undo());
    /** The log that the judge has. @type {string | undefined} */
    this.judged = undefined;
    /** The judge, called when there is something to judge. @type {Worker | null} */
    this.judge = null;
    Object.assign(findAll("#calculator")[0], { hidden: false, inert: false });
    document.documentElement.classList.add("calc-on");
    for (const one of findAll("[data-do]")) one.addEventListener("click", () => this.loadTools(({ useTool }) => useTool(one.dataset.do, this)));
    addEventListener("click", (/** @type {any} */ event) => this.openPart(event.target.closest("a")?.hash) && event.preventDefault());
    if (new Drafts(this.words.log).find(null)) this.loadForm(() => {});
    for (const part of ["demands", "table"]) findElement(part).parentElement.addEventListener("toggle", () => this.showUnfolded());
    findElement("plan").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      this.loadPlans(({ askPlan }) => askPlan(event.submitter, this));
    });
    this.refresh();
    this.openPart(location.hash);
    if (location.hash.startsWith("#log=")) this.loadTools(({ offerSharedLog }) => offerSharedLog(this));
  }

  /** What is needed less often is loaded when it is. @param {(tools: typeof import("./tools.js")) => any} use */
  loadTools(use) {
    this.loadModule(import("./tools.js"), use);
  }

  /** @param {(plans: typeof import("./plan.js")) => any} use */
  loadPlans(use) {
    this.loadModule(import("./plan.js"), use);
  }

  /** Open what a link leads to and is loaded when it is needed; whether there is something. @param {string | undefined} hash */
  openPart(hash) {
    if (hash === "#calc-entry-title") this.loadForm((form) => form.open());
    else if (hash === "#calc-import") this.loadModule(import("./import.js"), ({ openImport }) => openImport(this));
    else return false;
    return true;
  }

  /** @param {(form: import("./form.js").Form) => any} use */
  loadForm(use) {
    this.loadModule(import("./form.js"), ({ Form }) => use((this.form ??= new Form(this))));
  }

  /** @template T @param {Promise<T>} module @param {(module: T) => any} use */
  loadModule(module, use) {
    module.then(use, () => this.offerReload()).catch(({ message }) => this.showFailure(message));
  }

  /** A script of a page that was opened long ago may be gone. */
  offerReload() {
    const again = make("button", { type: "button", textContent: this.words.phrase("reload") });
    again.addEventListener("click", () => location.reload());
    findElement("status").replaceChildren(this.words.phrase("renewed"), " ", again);
  }

  /** The day asked about. */
  findAskedDay() {
    return String(this.store.state.about.on || formatToday());
  }

  /** What is unfolded: all that is asked, and the picture as a table. */
  showUnfolded() {
    const isOpen = ["demands", "table"].some((part) => findElement(part).parentElement.open);
    if (isOpen) this.loadModule(import("./unfolded.js"), ({ showUnfolded }) => this.head && showUnfolded(this.head, this.words));
  }

  /** Change the log, keep it and judge it. @param {Patch} patch @param {string} message what to announce @param {any} [values] @param {import("./state.js").Entry} [was] the entry as it was when it was begun to be changed */
  change(patch, message, values = {}, was) {
    this.undos.push(this.store.change(patch, was));
    this.refresh(message, values);
  }

  undo() {
    const patch = this.undos.pop();
    if (patch) this.store.change(patch);
    if (!this.undos.length) findElement("log-title").focus(); // the button goes
    this.refresh("undone");
  }

  /** @param {string} id @param {string} [guessed] */
  editEntry(id, guessed) {
    const entry = this.store.state.entries.find((one) => one.id === id);
    this.edited = entry;
    if (entry) this.loadForm((form) => form.editEntry(entry, guessed));
  }

  /** Whether the condition of an entry is fulfilled. @param {string} id @param {"yes" | "no"} confirmed */
  confirmEntry(id, confirmed) {
    const entry = this.store.state.entries.find((one) => one.id === id);
    document.getElementById(`entry-${id}`)?.focus(); // the button goes
    if (entry) this.change({ put: [{ entry: { ...entry, confirmed } }] }, "saved");
  }

  /** @param {string} id */
  removeEntry(id) {
    const node = document.getElementById(`entry-${id}`);
    // first of all, as a page is laid out at once when what has the focus goes
    (node?.nextElementSibling ?? node?.previousElementSibling ?? findElement("log-title")).focus();
    this.change({ drop: [id] }, "deleted");
  }

  /** Show the log as it is stored, and have it judged: step by step, so that none holds up the page for long. @param {string} [message] @param {any} [values] */
  refresh(message = "", values = {}) {
    const { entries } = this.store.state;
    this.message = message;
    this.values = values;
    this.turn += 1;
    if (!this.todo.length) this.runNext();
    this.todo = [
      () => this.form?.beginIfDone(entries),
      () => this.log.show(entries.filter(({ activity }) => activity)),
      () => this.showUnsorted(entries),
      () => this.showAbout(),
      () => this.showTroubles(),
      () => this.askJudge(),
    ];
  }

  /** The next step, when nothing more urgent is to be done. */
  runNext() {
    setTimeout(() => {
      if (Date.now() - this.pressed > PRESS) this.todo.shift()?.();
      if (this.todo.length) this.runNext();
    });
  }

  /** What is told of the member, in the fields, and whether there is a way back. */
  showAbout() {
    findElement("undo").hidden = !this.undos.length;
    this.about.show();
  }

  /** What waits for an activity. @param {Entry[]} entries */
  showUnsorted(entries) {
    const isSorted = !entries.some((one) => findLack(one, this.words.activities.get(one.activity)));
    if (!isSorted || !findElement("sort").hidden) this.loadModule(import("./sort.js"), ({ showUnsorted }) => showUnsorted(this));
  }

  /** Have the log judged. Without the day of the award there is no cycle to judge, so that a first visit needs no judge. @param {{plan?: any, trial?: Entry}} [more] */
  askJudge(more) {
    const { turn, store, words } = this;
    const isNeeded = this.judge || words.kernel.cycle.begins !== "member" || store.state.about.award;
    if (isNeeded) {
      const text = this.judged === store.text ? undefined : store.text; // a long log is sent once
      this.#callJudge().postMessage({ turn, text, today: formatToday(), ...more });
      this.judged = store.text;
    } else if (!more) this.receiveAnswer({ turn, refused: { code: "cycle-start-needed", values: {} } });
  }

  #callJudge() {
    if (this.judge) return this.judge;
    this.judge = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.judge.onmessage = ({ data }) => this.receiveAnswer(data);
    this.judge.onerror = (event) => this.showFailure(event.message);
    this.judge.postMessage({ kernel: this.words.kernel });
    return this.judge;
  }

  /** What the judge says. @param {any} data */
  receiveAnswer({ turn, head, rows, refused, plan, trial }) {
    if (rows) this.log.noteJudgements(rows);
    if (turn !== this.turn) return;
    if (trial) this.form?.receiveWorth(trial);
    if (plan) this.loadPlans(({ showPlan }) => showPlan(plan, this));
    if (refused || head) document.dispatchEvent(new CustomEvent("answer", { detail: head }));
    if (refused) this.showRefusal(refused);
    if (!head) return;
    this.showHead(head);
    this.announce(phraseTotal(head, this.words));
  }

  /** Everything that follows from an answer, but for the entries. @param {import("../rules/types").Head} head */
  showHead(head) {
    this.head = head;
    this.words.years = head.cycle.years;
    for (const part of ["result", "cycle-mark"]) findElement(part).hidden = false;
    findElement("cycle").textContent = phraseCycle(head, this.words);
    this.loadModule(import("./view.js"), ({ showAnswer }) => this.head === head && showAnswer(head, this.store.state.entries, this.words));
    this.showUnfolded();
    this.log.showYears(head);
    this.showSum();
    this.about.closeIfSaid();
  }

  /** The sum, and whether it is kept, in one breath. */
  showSum() {
    const kept = this.store.state.entries.length ? (this.store.isStored ? "is_saved" : "is_not_saved") : "is_blank";
    const saved = make("small", {}, this.words.phrase(kept));
    findElement("sum").replaceChildren(...(this.head ? renderSum(this.head, this.words) : []), saved);
  }

  /** There is no answer. @param {{code: string, values: any}} refused */
  showRefusal(refused) {
    const why = this.words.phraseRefusal(refused);
    this.head = null;
    this.log.forgetJudgements();
    this.log.showYears(null);
    for (const part of ["result", "picture", "cycle-mark"]) findElement(part).hidden = true;
    showBeginning(why, refused.code === "cycle-start-needed", this.words);
    findElement("cycle").replaceChildren(why, ...this.renderVersion(refused));
    this.showSum();
    this.announce(why);
  }

  /** The version that judges the cycle by its first day, or the day asked about, if there is one; never the nearest. @param {{code: string, values: any}} refused */
  renderVersion({ code, values: { first } }) {
    /** @param {{from: string | null, to: string | null}} days */
    const isInForce = ({ from, to }) => (!from || from <= first) && (!to || first <= to);
    const found = ["version-gap", "day-gap"].includes(code) && this.words.versions.find(isInForce);
    return found ? [" ", makeLink(this.words.phrase("other_version", found), found.page)] : [];
  }

  /** @param {string} total */
  announce(total) {
    if (this.message) findElement("status").textContent = this.words.phrase(this.store.isStored ? this.message : "not_kept", { ...this.values, total });
    else if (this.turn > 1) findElement("status").textContent = total;
    this.message = "";
  }

  /** Say something in the bar. @param {string} text */
  tell(text) {
    findElement("status").textContent = text;
  }

  /** What stands in the way of keeping the log, with the way to a copy. */
  showTroubles() {
    const { store, words } = this;
    const save = () => make("button", { type: "button", onclick: () => this.loadTools(({ useTool }) => useTool("json", this)) }, words.phrase("download_list"));
    const unsaved = store.isStored ? [] : [make("p", {}, words.phrase("unsaved"), " ", save())];
    findElement("trouble").replaceChildren(...unsaved);
    this.showSum();
    if (store.notices.size || store.listDamaged().length) this.loadTools(({ renderTroubles }) => findElement("trouble").replaceChildren(...unsaved, ...renderTroubles(this)));
  }

  /** @param {string} what */
  showFailure(what) {
    findElement("status").textContent = this.words.phrase("failed", { what });
  }
}

new Calculator();

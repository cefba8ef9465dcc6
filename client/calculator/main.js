/** The calculator: the page's form and lists, the store, the judge beside the page, and what is done with them. */
import { all, by, link, make } from "./dom.js";
import { Form } from "./form.js";
import { Log } from "./log.js";
import { Store } from "./store.js";
import { cycleSaid, show, showAll, totalSaid } from "./view.js";
import { day, Words } from "./words.js";

/** @typedef {import("./state.js").Patch} Patch */

export class Calculator {
  constructor() {
    this.words = new Words(JSON.parse(by("data").textContent));
    this.store = new Store(this.words.log, () => this.refresh("other_tab"));
    /** @type {Patch[]} the ways back */
    this.back = [];
    this.turn = 0;
    /** What is still to be done to show the log. @type {(() => void)[]} */
    this.todo = [];
    /** @type {import("../rules/types").Head | null} the last answer */
    this.head = null;
    this.said = "";
    this.log = new Log(this.words, { edit: (id) => this.edit(id), delete: (id) => this.remove(id) });
    this.form = new Form(this.words, () => this.store.state.entries, (entry, isNew) => this.change({ put: [{ entry }] }, isNew ? "added" : "saved"));
    this.about = by("about");
    for (const field of this.about.elements) field.addEventListener("change", () => this.tell(field));
    this.about.addEventListener("submit", (/** @type {Event} */ event) => event.preventDefault());
    by("undo").addEventListener("click", () => this.undo());
    this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.answer(data);
    this.worker.onerror = (event) => this.fail(event.message);
    this.ask({ kernel: this.words.kernel });
    all("#calculator")[0].hidden = false;
    document.documentElement.classList.add("calc-on");
    for (const one of all("[data-do]")) one.addEventListener("click", () => this.tools(({ use }) => use(one.dataset.do, this)));
    by("import").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.tools(({ importText }) => importText(by("paste").value, this));
    });
    by("file").addEventListener("change", (/** @type {any} */ { target }) => this.tools(({ importFile }) => importFile(target.files[0], this).then(() => (target.value = ""))));
    by("demands").parentElement.addEventListener("toggle", () => this.all());
    by("plan").addEventListener("submit", (/** @type {Event} */ event) => {
      event.preventDefault();
      this.plans(({ asked }) => this.ask({ plan: asked() }));
    });
    addEventListener("beforeprint", () => this.state());
    this.refresh();
    if (location.hash.startsWith("#log=")) this.tools(({ arrive }) => arrive(this));
  }

  /** What is needed less often is loaded when it is. @param {(tools: typeof import("./tools.js")) => any} does */
  tools(does) {
    this.load(import("./tools.js"), does);
  }

  /** @param {(plans: typeof import("./plan.js")) => any} does */
  plans(does) {
    this.load(import("./plan.js"), does);
  }

  /** @template T @param {Promise<T>} module @param {(module: T) => any} does */
  load(module, does) {
    module.then(does).catch(({ message }) => this.fail(message));
  }

  /** The day asked about. */
  day() {
    return String(this.store.state.about.on || today());
  }

  /** The head of the statement, and all of the log, before it is printed. */
  state() {
    const { name, award } = this.store.state.about;
    const parts = [name, award && this.words.say("awarded", { award: day(String(award), true) }), this.words.say("judged", { on: day(this.day(), true), id: this.words.kernel.id })];
    by("head").replaceChildren(make("strong", {}, this.words.say("statement")), make("p", {}, parts.filter(Boolean).join(", ")));
    for (const step of this.todo.splice(0)) step();
    this.all();
    this.log.flush();
  }

  /** Everything that is asked, one by one. */
  all() {
    if (this.head) showAll(this.head, this.words);
  }

  /** Change the log, keep it and judge it. @param {Patch} patch @param {string} said what to announce */
  change(patch, said, values = {}) {
    this.back.push(this.store.change(patch));
    this.refresh(said, values);
  }

  undo() {
    const patch = this.back.pop();
    if (patch) this.store.change(patch);
    if (!this.back.length) by("log-title").focus(); // the button goes
    this.refresh("undone");
  }

  /** @param {string} id */
  edit(id) {
    const entry = this.store.state.entries.find((one) => one.id === id);
    if (entry) this.form.edit(entry);
  }

  /** @param {string} id */
  remove(id) {
    const node = document.getElementById(`entry-${id}`);
    // first of all, as a page is laid out at once when what has the focus goes
    (node?.nextElementSibling ?? node?.previousElementSibling ?? by("log-title")).focus();
    this.change({ drop: [id] }, "deleted");
  }

  /** A field about the member was changed. @param {any} field */
  tell({ name }) {
    const fields = [this.about.elements[name]].flatMap((one) => (one instanceof RadioNodeList ? [...one] : [one]));
    const value = fields[0].type === "checkbox" ? fields.filter((one) => one.checked).map((one) => one.value) : fields[0].value;
    this.change({ about: { [name]: value } }, "");
  }

  /** Show the log as it is stored, and have it judged: step by step, so that none holds up the page for long. @param {string} [said] @param {any} [values] */
  refresh(said = "", values = {}) {
    const { entries } = this.store.state;
    this.said = said;
    this.values = values;
    this.turn += 1;
    if (!this.todo.length) this.next();
    this.todo = [
      () => this.form.check(entries),
      () => this.log.show(entries),
      () => this.told(),
      () => this.troubles(),
      () => this.ask(),
    ];
  }

  /** The next step, when nothing more urgent is to be done. */
  next() {
    setTimeout(() => {
      this.todo.shift()?.();
      if (this.todo.length) this.next();
    });
  }

  /** What is told of the member, in the fields, and whether there is a way back. */
  told() {
    by("undo").hidden = !this.back.length;
    for (const field of this.about.elements) {
      const value = this.store.state.about[field.name] ?? "";
      if (field.type === "checkbox") field.checked = value.includes(field.value);
      else if (field.name && field.value !== value) field.value = value;
    }
  }

  /** Have the log judged. @param {{kernel?: any, plan?: any}} [more] */
  ask(more) {
    this.worker.postMessage({ turn: this.turn, text: this.store.text, today: today(), ...more });
  }

  /** What the judge says. @param {any} data */
  answer({ turn, head, rows, refused, plan }) {
    if (rows) this.log.judge(rows);
    if (turn !== this.turn) return;
    if (plan) this.plans(({ tell }) => tell(plan, this));
    if (refused || head) document.dispatchEvent(new CustomEvent("answer", { detail: head }));
    if (refused) this.refuse(refused);
    if (!head) return;
    this.head = head;
    by("result").hidden = false;
    by("cycle").textContent = cycleSaid(head, this.words);
    show(head, this.words);
    this.announce(totalSaid(head, this.words));
  }

  /** There is no answer. @param {{code: string, values: any}} refused */
  refuse(refused) {
    const why = this.words.refused(refused);
    this.head = null;
    this.log.forget();
    by("result").hidden = true;
    by("cycle").replaceChildren(why, ...this.other(refused));
    this.announce(why);
  }

  /** The version that judges the cycle by its first day, if there is one; never the nearest. @param {{code: string, values: any}} refused */
  other({ code, values: { first } }) {
    /** @param {{from: string | null, to: string | null}} days */
    const judges = ({ from, to }) => (!from || from <= first) && (!to || first <= to);
    const found = code === "version-gap" && this.words.versions.find(judges);
    return found ? [" ", link(this.words.say("other_version", found), found.page)] : [];
  }

  /** @param {string} total */
  announce(total) {
    if (this.said) by("status").textContent = this.words.say(this.said, { ...this.values, total });
    else if (this.turn > 1) by("status").textContent = total;
    this.said = "";
  }

  /** What stands in the way of keeping the log. */
  troubles() {
    const unsaved = this.store.kept ? [] : [make("p", { className: "notice" }, this.words.say("unsaved"))];
    by("trouble").replaceChildren(...unsaved);
    if (this.store.damaged().length) this.tools(({ damaged }) => by("trouble").replaceChildren(...damaged(this), ...unsaved));
  }

  /** @param {string} what */
  fail(what) {
    by("status").textContent = this.words.say("failed", { what });
  }
}

/** The day on this device's calendar. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

new Calculator();

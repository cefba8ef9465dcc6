/** The form: what it says as a state, and a state shown in it. */
import { make } from "../parts/dom.js";
import { unfinished } from "./state.js";

/** @typedef {import("./state.js").State} State @typedef {import("./words.js").Words} Words */

const FIRST = "1900";
const AFTER = "2200";

export class Form {
  /** @param {Words} words @param {(name: string) => void} changed */
  constructor(words, changed) {
    this.words = words;
    this.changed = changed;
    this.form = /** @type {HTMLFormElement} */ (document.getElementById("plan-form"));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => this.#change(/** @type {any} */ (event.target)));
    this.form.addEventListener("click", (event) => this.#click(/** @type {any} */ (event.target)));
  }

  /** @param {any} field */
  #change(field) {
    this.#suit();
    this.changed(`${field.closest(".plan-row")?.dataset.row ?? ""}${field.name}`);
  }

  /** @param {HTMLElement} target */
  #click(target) {
    const add = target.dataset.add;
    if (add) this.#focus(this.#add(add, {}));
    if (!("remove" in target.dataset)) return;
    const row = /** @type {HTMLElement} */ (target.closest(".plan-row"));
    const near = /** @type {HTMLElement} */ (row.parentElement?.nextElementSibling?.firstElementChild);
    row.remove();
    this.#suit();
    this.changed("");
    near.focus();
  }

  /** @param {HTMLElement} row @param {string} [name] */
  #focus(row, name) {
    const field = /** @type {HTMLElement} */ (row.querySelector(name ? `[name=${name}]` : "select"));
    row.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  }

  /** Put a row before the reader, to be finished. @param {"qualification" | "job"} kind @param {any} value */
  plan(kind, value) {
    const row = this.#add(kind, value);
    this.changed("");
    this.#focus(row, kind === "job" ? "from" : "date");
  }

  /** @param {string} kind @param {any} value @returns {HTMLElement} */
  #add(kind, value) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`plan-${kind}`));
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const row = /** @type {HTMLElement} */ (copy.firstElementChild);
    if (value.employer) row.dataset.employer = value.employer;
    row.dataset.row = String((this.rows = (this.rows ?? 0) + 1));
    this.#rows(kind).append(row);
    fill(row, kind === "job" ? jobFields(value) : qualificationFields(value));
    this.#suit();
    return row;
  }

  /** @param {string} kind */
  #rows(kind) {
    return /** @type {HTMLElement} */ (this.form.querySelector(`[data-rows=${kind}]`));
  }

  /** @param {State} state */
  show(state) {
    for (const kind of ["qualification", "job"]) this.#rows(kind).replaceChildren();
    for (const one of state.qualifications) this.#add("qualification", one);
    for (const one of state.jobs) this.#add("job", one);
    const { designation = "", awarded = "", points_met = "", points = "" } = state.holds;
    /** @type {Record<string, any>} */
    const certificates = {};
    for (const field of this.#named("certificate:")) certificates[field.name] = "";
    for (const [key, answer] of Object.entries(state.certificates)) certificates[`certificate:${key}`] = answer === "unknown" ? "" : answer;
    fill(this.form, { on: state.on, designation, awarded, points_met: points_met === "unknown" ? "" : points_met, points, ...certificates });
    this.#suit();
  }

  /** @param {string} start @returns {any[]} */
  #named(start) {
    return [...this.form.querySelectorAll(`[name^="${start}"]`)];
  }

  /** @returns {State} */
  read() {
    const rows = (/** @type {string} */ kind) => [...this.#rows(kind).children];
    const certificates = this.#named("certificate:").filter(({ value }) => value);
    return {
      format: 1,
      on: value(this.form, "on"),
      qualifications: rows("qualification").map(qualificationOf),
      jobs: rows("job").map(jobOf),
      certificates: Object.fromEntries(certificates.map((field) => [field.name.slice("certificate:".length), field.value])),
      holds: holdsOf(this.form),
    };
  }

  /** Show the fields that are needed, and number the rows as answers number them. */
  #suit() {
    const { words } = this;
    let n = 0;
    for (const row of this.#rows("qualification").children) {
      const { id, title } = qualificationOf(row);
      legend(row, id || title ? words.tell("qualification", { n: ++n }) : words.tell("blank_qualification"));
      shown(row, "[data-other]", value(row, "id") === "other");
      /** @type {any} */ (row.querySelector("[name=date]")).previousElementSibling.textContent = words.tell(value(row, "state") === "completed" ? "completed_on" : "planned_for");
    }
    n = 0;
    for (const row of this.#rows("job").children) {
      const why = unfinished(jobOf(row));
      legend(row, why ? words.tell(why) : words.tell("job", { n: ++n }));
      shown(row, "[data-other]", value(row, "role") === "other" || Boolean(value(row, "equivalent_to")));
      field(row, "to").disabled = field(row, "open").checked;
    }
    const held = value(this.form, "designation");
    const holder = held !== "" && held !== "none";
    shown(this.form, "#plan-held", holder);
    field(this.form, "points_met").disabled = value(this.form, "points") !== "";
    const counted = holder ? [make("a", { href: words.calculator(held) }, words.tell("calculate", { title: words.abbreviation(held) }))] : [];
    document.getElementById("plan-counted")?.replaceChildren(...counted);
  }
}

/** @param {Element} row @param {string} text */
function legend(row, text) {
  /** @type {Element} */ (row.querySelector("legend")).textContent = text;
}

/** @param {Element} place @param {string} selector @param {boolean} is */
function shown(place, selector, is) {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(selector))) part.hidden = !is;
}

/** @param {Element} place @param {string} name @returns {any} */
const field = (place, name) => place.querySelector(`[name="${name}"]`);

/** What a field says; a day that is not typed to its end says nothing. @param {Element} place @param {string} name @returns {string} */
function value(place, name) {
  const one = field(place, name);
  const said = one?.value.trim() ?? "";
  return one?.type === "date" && (said < FIRST || said >= AFTER) ? "" : said;
}

/** @param {Element} place @param {Record<string, any>} values */
function fill(place, values) {
  for (const [name, said] of Object.entries(values)) {
    const one = field(place, name);
    if (!one) continue;
    if (one.type === "checkbox") one.checked = said;
    else one.value = said;
    if (one.tagName === "SELECT" && one.value !== String(said)) one.append(make("option", { selected: true }, String(said)));
  }
}

/** @param {Record<string, any>} values those that say something */
const said = (values) => Object.fromEntries(Object.entries(values).filter(([, one]) => one !== "" && one !== undefined));

/** @param {Element} row */
function qualificationOf(row) {
  const [id, state, date] = ["id", "state", "date"].map((name) => value(row, name));
  if (id !== "other") return said({ id, state, date });
  const level = value(row, "nqf_level");
  const more = said({ nqf_level: level && Number(level), type: value(row, "type"), field: value(row, "field"), state, date });
  return { title: value(row, "title"), ...more };
}

/** @param {any} one */
function qualificationFields({ id = "", title, nqf_level = "", type = "", field: of = "", state = "completed", date = "" }) {
  return { id: title === undefined ? id : "other", title: title ?? "", nqf_level, type, field: of, state, date };
}

const PARTED = "; ";

/** Several roles of one job stand in one choice. @param {any} roles */
const together = (roles) => [roles ?? []].flat().join(PARTED);

/** @param {string} text @returns {string | string[]} */
const apart = (text) => (text.includes(PARTED) ? text.split(PARTED) : text);

/** @param {any} row */
function jobOf(row) {
  const to = field(row, "open").checked ? "open" : value(row, "to");
  return said({ role: apart(value(row, "role")), from: value(row, "from"), to, equivalent_to: apart(value(row, "equivalent_to")), employer: row.dataset.employer });
}

/** @param {any} one */
function jobFields({ role = "", from = "", to = "", equivalent_to = "" }) {
  const open = to === "open";
  return { role: together(role), from, to: open ? "" : to, open, equivalent_to: together(equivalent_to) };
}

/** @param {Element} form */
function holdsOf(form) {
  const designation = value(form, "designation");
  if (!designation || designation === "none") return said({ designation });
  const points = value(form, "points");
  const counted = /^\d+(\.\d{1,4})?$/.test(points) ? Number(points) : "";
  return said({ designation, awarded: value(form, "awarded"), points_met: points ? "" : value(form, "points_met"), points: counted });
}

/** The form: what it says as a state, and a state shown in it. */
import { make } from "../parts/dom.js";
import { findFault } from "./state.js";

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
    this.form.addEventListener("change", (event) => this.#changeField(/** @type {any} */ (event.target)));
    this.form.addEventListener("input", ({ target }) => "find" in /** @type {any} */ (target).dataset && findKinds(/** @type {any} */ (target)));
    this.form.addEventListener("click", (event) => this.#handleClick(/** @type {any} */ (event.target)));
  }

  /** @param {any} field */
  #changeField(field) {
    if (!field.name) return;
    this.#showFields();
    this.changed(`${field.closest(".plan-row")?.dataset.row ?? ""}${field.name}`);
  }

  /** @param {HTMLElement} target */
  #handleClick(target) {
    const add = target.dataset.add;
    if (add) this.#focusField(this.#addRow(add, {}));
    if (!("remove" in target.dataset)) return;
    const row = /** @type {HTMLElement} */ (target.closest(".plan-row"));
    const near = /** @type {HTMLElement} */ (row.parentElement?.nextElementSibling?.firstElementChild);
    row.remove();
    this.#showFields();
    this.changed("");
    near.focus();
  }

  /** @param {HTMLElement} row @param {string} [name] */
  #focusField(row, name) {
    const field = /** @type {HTMLElement} */ (row.querySelector(name ? `[name=${name}]` : "select, input"));
    /** @type {any} */ (row.closest("details")).open = true;
    row.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  }

  /** Put a row before the reader, to be finished. @param {"qualification" | "job"} kind @param {any} value */
  addPlanned(kind, value) {
    const row = this.#addRow(kind, value);
    this.changed("");
    this.#focusField(row, kind === "job" ? "from" : "date");
  }

  /** @param {string} kind @param {any} value @returns {HTMLElement} */
  #addRow(kind, value) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`plan-${kind}`));
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const row = /** @type {HTMLElement} */ (copy.firstElementChild);
    if (value.employer) row.dataset.employer = value.employer;
    row.dataset.row = String((this.rows = (this.rows ?? 0) + 1));
    this.#findRows(kind).append(row);
    if (kind === "job") checkRoles(row, [value.role ?? []].flat());
    fillFields(row, kind === "job" ? toJobFields(value) : toQualificationFields(value));
    this.#showFields();
    return row;
  }

  /** @param {string} kind */
  #findRows(kind) {
    return /** @type {HTMLElement} */ (this.form.querySelector(`[data-rows=${kind}]`));
  }

  /** @param {State} state */
  show(state) {
    for (const kind of ["qualification", "job"]) this.#findRows(kind).replaceChildren();
    for (const one of state.qualifications) this.#addRow("qualification", one);
    for (const one of state.jobs) this.#addRow("job", one);
    const { designation = "", awarded = "", points_met = "", points = "" } = state.holds;
    /** @type {Record<string, any>} */
    const certificates = {};
    for (const field of this.#listFields("certificate:")) certificates[field.name] = "";
    for (const [key, answer] of Object.entries(state.certificates)) certificates[`certificate:${key}`] = answer === "unknown" ? "" : answer;
    fillFields(this.form, { on: state.on, designation, awarded, points_met: points_met === "unknown" ? "" : points_met, points, ...certificates });
    this.#showFields();
  }

  /** @param {string} prefix @returns {any[]} */
  #listFields(prefix) {
    return [...this.form.querySelectorAll(`[name^="${prefix}"]`)];
  }

  /** @returns {State} */
  readState() {
    const listRows = (/** @type {string} */ kind) => [...this.#findRows(kind).children];
    const certificates = this.#listFields("certificate:").filter(({ value }) => value);
    return {
      format: 1,
      on: readValue(this.form, "on"),
      qualifications: listRows("qualification").map(readQualification),
      jobs: listRows("job").map(readJob),
      certificates: Object.fromEntries(certificates.map((field) => [field.name.slice("certificate:".length), field.value])),
      holds: readHolding(this.form),
    };
  }

  /** Show the fields that are needed, and number the rows as answers number them. */
  #showFields() {
    const { words } = this;
    let n = 0;
    for (const row of this.#findRows("qualification").children) {
      const { id, title } = readQualification(row);
      setLegend(row, id || title ? words.phrase("qualification", { n: ++n }) : words.phrase("blank_qualification"));
      toggleParts(row, "[data-other]", readValue(row, "id") === "other");
      /** @type {any} */ (row.querySelector("[name=date]")).previousElementSibling.textContent = words.phrase(readValue(row, "state") === "completed" ? "completed_on" : "planned_for");
    }
    n = 0;
    for (const row of this.#findRows("job").children) {
      const why = findFault(readJob(row));
      setLegend(row, why ? words.phrase(why) : words.phrase("job", { n: ++n }));
      toggleParts(row, "[data-other]", listChecked(row).includes("other") || Boolean(readValue(row, "equivalent_to")));
      findField(row, "to").disabled = findField(row, "open").checked;
    }
    const held = readValue(this.form, "designation");
    const holder = held !== "" && held !== "none";
    toggleParts(this.form, "#plan-held", holder);
    findField(this.form, "points_met").disabled = readValue(this.form, "points") !== "";
    const counted = holder ? [make("a", { href: words.calculatorPage(held) }, words.phrase("calculate", { title: words.abbreviation(held) }))] : [];
    document.getElementById("plan-counted")?.replaceChildren(...counted);
  }
}

/** @param {Element} row @param {string} text */
function setLegend(row, text) {
  /** @type {Element} */ (row.querySelector("legend")).textContent = text;
}

/** @param {Element} place @param {string} selector @param {boolean} isShown */
function toggleParts(place, selector, isShown) {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(selector))) part.hidden = !isShown;
}

/** @param {Element} place @param {string} name @returns {any} */
const findField = (place, name) => place.querySelector(`[name="${name}"]`);

/** What a field says; a day that is not typed to its end says nothing. @param {Element} place @param {string} name @returns {string} */
function readValue(place, name) {
  const one = findField(place, name);
  const text = one?.value.trim() ?? "";
  return one?.type === "date" && (text < FIRST || text >= AFTER) ? "" : text;
}

/** @param {Element} place @param {Record<string, any>} values */
function fillFields(place, values) {
  for (const [name, value] of Object.entries(values)) {
    const one = findField(place, name);
    if (!one) continue;
    if (one.type === "checkbox") one.checked = value;
    else one.value = value;
    if (one.tagName === "SELECT" && one.value !== String(value)) one.append(make("option", { selected: true }, String(value)));
  }
}

/** @param {Record<string, any>} values those that say something */
const dropEmpty = (values) => Object.fromEntries(Object.entries(values).filter(([, one]) => one !== "" && one !== undefined));

/** @param {Element} row */
function readQualification(row) {
  const [id, state, date] = ["id", "state", "date"].map((name) => readValue(row, name));
  if (id !== "other") return dropEmpty({ id, state, date });
  const level = readValue(row, "nqf_level");
  const more = dropEmpty({ nqf_level: level && Number(level), type: readValue(row, "type"), field: readValue(row, "field"), state, date });
  return { title: readValue(row, "title"), ...more };
}

/** @param {any} one */
function toQualificationFields({ id = "", title, nqf_level = "", type = "", field: of = "", state = "completed", date = "" }) {
  return { id: title === undefined ? id : "other", title: title ?? "", nqf_level, type, field: of, state, date };
}

const PARTED = "; ";

/** Several roles of one job stand in one choice. @param {any} roles */
const joinRoles = (roles) => [roles ?? []].flat().join(PARTED);

/** @param {string} text @returns {string | string[]} */
const splitRoles = (text) => (text.includes(PARTED) ? text.split(PARTED) : text);

/** The kinds of work that are chosen. @param {Element} row @returns {string[]} */
const listChecked = (row) => [...row.querySelectorAll("[name=role]")].flatMap((/** @type {any} */ box) => (box.checked ? [box.value] : []));

/** Choose kinds by their roles; a role of no kind, and a second one of a kind, stands for itself. @param {Element} row @param {string[]} roles */
function checkRoles(row, roles) {
  const kinds = /** @type {any[]} */ ([...row.querySelectorAll("[data-known]")]);
  for (const role of roles) {
    let kind = kinds.find(({ dataset, firstElementChild: box }) => dataset.known.split("|").includes(role) && !box.checked);
    if (!kind) {
      kind = make("label", {}, make("input", { type: "checkbox", name: "role" }), " ", make("span", {}, role));
      kind.dataset.known = role;
      kinds[0].parentElement.append(kind);
    }
    Object.assign(kind.firstElementChild, { checked: true, value: role });
  }
}

/** Show the kinds of work that go by what is typed, those that are chosen, and other work. @param {any} field */
function findKinds(field) {
  const simplify = (/** @type {string} */ text) => ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim()}`;
  const typed = simplify(field.value);
  for (const kind of field.closest(".plan-row").querySelectorAll("[data-known]")) {
    const box = kind.firstElementChild;
    kind.hidden = !box.checked && box.value !== "other" && !simplify(`${kind.textContent} ${kind.dataset.known}`).includes(typed);
  }
}

/** @param {any} row */
function readJob(row) {
  const to = findField(row, "open").checked ? "open" : readValue(row, "to");
  const roles = listChecked(row);
  return dropEmpty({ role: roles.length < 2 ? roles[0] : roles, from: readValue(row, "from"), to, equivalent_to: splitRoles(readValue(row, "equivalent_to")), employer: row.dataset.employer });
}

/** @param {any} one */
function toJobFields({ from = "", to = "", equivalent_to = "" }) {
  const open = to === "open";
  return { from, to: open ? "" : to, open, equivalent_to: joinRoles(equivalent_to) };
}

/** @param {Element} form */
function readHolding(form) {
  const designation = readValue(form, "designation");
  if (!designation || designation === "none") return dropEmpty({ designation });
  const points = readValue(form, "points");
  const counted = /^\d+(\.\d{1,4})?$/.test(points) ? Number(points) : "";
  return dropEmpty({ designation, awarded: readValue(form, "awarded"), points_met: points ? "" : readValue(form, "points_met"), points: counted });
}

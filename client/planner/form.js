/** The form: what it says as a state, and a state shown in it. */
import { make } from "../parts/dom.js";
import { checkRoles, collapseKinds, findKinds, listChecked, showPicked } from "./kinds.js";
import { describeAnswers } from "./said.js";
import { findFault } from "./state.js";

/** @typedef {import("./state.js").State} State @typedef {import("./words.js").Words} Words @typedef {"qualification" | "job" | "holding"} Kind */

const FIRST = "1900";
const AFTER = "2200";
/** @type {Kind[]} */
const KINDS = ["qualification", "job", "holding"];

export class Form {
  /** @param {Words} words @param {(name: string) => void} changed @param {() => void} finish what the last button does */
  constructor(words, changed, finish) {
    this.words = words;
    this.changed = changed;
    this.finish = finish;
    this.rows = 0;
    this.form = /** @type {HTMLFormElement} */ (document.getElementById("plan-form"));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => this.#changeField(/** @type {any} */ (event.target)));
    this.form.addEventListener("input", ({ target }) => "find" in /** @type {any} */ (target).dataset && findKinds(/** @type {any} */ (target)));
    this.form.addEventListener("click", ({ target }) => this.#handleClick(/** @type {any} */ (target).closest("button")));
  }

  /** @param {any} field */
  #changeField(field) {
    if (!field.name) return;
    if (field.type !== "checkbox") for (const row of this.#findRows("job").children) collapseKinds(row, row.contains(field));
    this.#showFields();
    this.changed(`${field.closest(".plan-row")?.dataset.row ?? ""}${field.name}`);
  }

  /** @param {HTMLElement | null} button */
  #handleClick(button) {
    if (!button) return;
    const { add, pick } = button.dataset;
    const row = /** @type {HTMLElement} */ (button.closest(".plan-row"));
    if (add) this.#focusField(this.#findRows(add).querySelector(".plan-blank") ?? this.#addRow(/** @type {Kind} */ (add), {}));
    else if (pick !== undefined) this.#pickCertificate(row, pick);
    else if ("more" in button.dataset) this.#unfoldKinds(row);
    else if ("remove" in button.dataset) this.#removeRow(row);
    else if ("next" in button.dataset) this.#openNext(/** @type {HTMLElement} */ (button.closest(".plan-ask")));
    else if ("show" in button.dataset) this.finish();
  }

  /** @param {HTMLElement} row @param {string} id */
  #pickCertificate(row, id) {
    findField(row, "id").value = id;
    this.#showFields();
    row.classList.add("plan-short");
    this.#focusField(row, id === "other" ? "title" : "state");
    this.changed("");
  }

  /** @param {HTMLElement} row */
  #unfoldKinds(row) {
    row.classList.remove("plan-short");
    this.#focusField(row);
  }

  /** @param {HTMLElement} row */
  #removeRow(row) {
    const near = /** @type {HTMLElement} */ (row.parentElement?.nextElementSibling?.firstElementChild);
    row.remove();
    this.#showFields();
    this.changed("");
    near.focus();
  }

  /** @param {HTMLElement} asked */
  #openNext(asked) {
    const next = /** @type {HTMLDetailsElement} */ (asked.nextElementSibling);
    Object.assign(asked, { open: false });
    next.open = true;
    const head = /** @type {HTMLElement} */ (next.querySelector("summary"));
    head.focus();
    head.scrollIntoView({ block: "nearest" });
  }

  /** Fold all questions; what was answered stands in their heads. */
  fold() {
    for (const one of /** @type {NodeListOf<HTMLDetailsElement>} */ (this.form.querySelectorAll(".plan-ask"))) one.open = false;
  }

  /** @param {HTMLElement} row @param {string} [name] */
  #focusField(row, name) {
    const named = name && (row.querySelector(`[data-choice=${name}]:checked`) ?? findField(row, name));
    const field = /** @type {HTMLElement} */ (named || row.querySelector("[data-find], select"));
    /** @type {any} */ (row.closest("details")).open = true;
    row.scrollIntoView({ block: "nearest" });
    field.focus({ preventScroll: true });
  }

  /** @param {Kind} kind @param {any} value @returns {HTMLElement} */
  #addRow(kind, value) {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`plan-${kind}`));
    const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const row = /** @type {HTMLElement} */ (copy.firstElementChild);
    if (value.employer) row.dataset.employer = value.employer;
    row.dataset.row = String(++this.rows);
    for (const choice of listChoices(row)) choice.name += `-${this.rows}`;
    this.#findRows(kind).append(row);
    if (kind === "job") checkRoles(row, [value.role ?? []].flat());
    fillFields(row, kind === "job" ? toJobFields(value) : kind === "holding" ? toHoldingFields(value) : toQualificationFields(value));
    row.classList.toggle("plan-short", Boolean(value.id || value.title || value.role));
    this.#showFields();
    return row;
  }

  /** @param {string} kind */
  #findRows(kind) {
    return /** @type {HTMLElement} */ (this.form.querySelector(`[data-rows=${kind}]`));
  }

  /** @param {State} state */
  show(state) {
    const { qualifications, jobs, also_holds: also = [], holds } = state;
    for (const kind of KINDS) this.#findRows(kind).replaceChildren();
    for (const one of qualifications.length ? qualifications : [{}]) this.#addRow("qualification", one);
    for (const one of jobs.length ? jobs : [{}]) this.#addRow("job", one);
    for (const one of also) this.#addRow("holding", one);
    /** @type {Record<string, any>} */
    const certificates = {};
    for (const field of this.#listCertificates()) certificates[field.name] = "";
    for (const [key, answer] of Object.entries(state.certificates)) certificates[`certificate:${key}`] = answer === "unknown" ? "" : answer;
    fillFields(this.form, { on: state.on, ...toHoldingFields(holds), ...certificates });
    this.#showFields();
  }

  /** @returns {any[]} */
  #listCertificates() {
    return [...this.form.querySelectorAll("[name^='certificate:']")];
  }

  /** @returns {State} */
  readState() {
    const listRows = (/** @type {string} */ kind) => [...this.#findRows(kind).children];
    const certificates = this.#listCertificates().filter(({ checked, value }) => checked && value);
    const holds = readHolding(this.form);
    return {
      format: 1,
      on: readValue(this.form, "on"),
      qualifications: listRows("qualification").map(readQualification).filter(isSaid),
      jobs: listRows("job").map(readJob).filter(isSaid),
      certificates: Object.fromEntries(certificates.map((field) => [field.name.slice("certificate:".length), field.value])),
      holds,
      also_holds: isHolder(holds) ? listRows("holding").map(readHolding).filter(({ designation }) => designation) : [],
    };
  }

  /** Show the fields that are needed, and number the rows as answers number them. */
  #showFields() {
    const { words } = this;
    let n = 0;
    for (const row of this.#findRows("qualification").children) {
      const { id, title, state, date } = readQualification(row);
      const other = readValue(row, "id") === "other";
      setLegend(row, id || title ? words.phrase("qualification", { n: ++n }) : words.phrase("blank_qualification"));
      showPicked(row, readValue(row, "id"));
      toggleParts(row, "[data-other]", other);
      toggleParts(row, "[data-known-only]", Boolean(id) || other);
      toggleParts(row, "[data-dated]", (Boolean(id) || other) && (state !== "completed" || Boolean(date)));
      row.classList.toggle("plan-blank", !id && !other);
      findField(row, "date").previousElementSibling.textContent = words.phrase(state === "completed" ? "completed_on" : "planned_for");
    }
    n = 0;
    for (const row of this.#findRows("job").children) {
      const why = findFault(readJob(row));
      const blank = !isSaid(readJob(row));
      setLegend(row, blank ? words.phrase("blank_job") : why ? words.phrase(why) : words.phrase("job", { n: ++n }));
      row.classList.toggle("plan-blank", blank);
      toggleParts(row, "[data-other]", listChecked(row).includes("other") || Boolean(readValue(row, "equivalent_to")));
      toggleParts(row, "[data-ended]", !findField(row, "open").checked);
    }
    const held = readValue(this.form, "designation");
    const holder = isHolder(readHolding(this.form));
    toggleParts(this.form, "#plan-held", holder);
    const counted = holder && Object.hasOwn(words.data.designations, held) ? [make("a", { href: words.calculatorPage(held) }, words.phrase("calculate", { title: words.abbreviation(held) }))] : [];
    document.getElementById("plan-counted")?.replaceChildren(...counted);
    for (const [name, text] of Object.entries(describeAnswers(this.form, this.readState(), words))) /** @type {Element} */ (this.form.querySelector(`[data-said=${name}]`)).textContent = text;
  }
}

/** @param {any} holds */
const isHolder = ({ designation }) => Boolean(designation) && designation !== "none";

/** Whether a row says anything of its own. @param {any} one */
const isSaid = ({ state, employer, ...said }) => Object.keys(said).length > 0;

/** @param {Element} row @param {string} text */
function setLegend(row, text) {
  /** @type {Element} */ (row.querySelector("legend")).textContent = text;
}

/** @param {Element} place @param {string} selector @param {boolean} isShown */
function toggleParts(place, selector, isShown) {
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll(selector))) part.hidden = !isShown;
}

/** @param {Element} place @returns {NodeListOf<HTMLInputElement>} */
const listChoices = (place) => place.querySelectorAll("[data-choice]");

/** The field of a name that is not a further row's. @param {Element} place @param {string} name @returns {any} */
const findField = (place, name) => [...place.querySelectorAll(`[name="${name}"]`)].find((one) => one.closest(".plan-row") === place || place.tagName === "FORM" && !one.closest(".plan-row"));

/** The answers that a name has to choose from. @param {Element} place @param {string} name @returns {any[]} */
const findChoices = (place, name) => [...listChoices(place)].filter((one) => one.dataset.choice === name && (one.closest(".plan-row") === place || !one.closest(".plan-row")));

/** What a field says; a day that is not typed to its end says nothing. @param {Element} place @param {string} name @returns {string} */
function readValue(place, name) {
  const choices = findChoices(place, name);
  const one = choices.length ? choices.find(({ checked }) => checked) : findField(place, name);
  const text = one?.value.trim() ?? "";
  return one?.type === "date" && (text < FIRST || text >= AFTER) ? "" : text;
}

/** @param {Element} place @param {Record<string, any>} values */
function fillFields(place, values) {
  for (const [name, value] of Object.entries(values)) {
    const choices = findChoices(place, name);
    const one = choices[0] ?? findField(place, name);
    if (choices.length) fillChoice(choices, String(value));
    else if (one?.type === "checkbox") one.checked = value;
    else if (one) one.value = value;
    if (one?.tagName === "SELECT" && one.value !== String(value)) one.append(make("option", { selected: true }, String(value)));
  }
}

/** Choose an answer; one that is not offered stands for itself, and where nothing is said nothing is chosen. @param {any[]} choices @param {string} value */
function fillChoice(choices, value) {
  for (const one of choices) one.checked = value !== "" && one.value === value;
  if (value === "" || choices.some(({ checked }) => checked)) return;
  const label = choices[0].parentElement.cloneNode(true);
  Object.assign(label.firstElementChild, { value, checked: true });
  label.lastChild.textContent = ` ${value}`;
  choices[0].parentElement.after(label);
}

/** @param {Record<string, any>} values those that say something */
const dropEmpty = (values) => Object.fromEntries(Object.entries(values).filter(([, one]) => one !== "" && one !== undefined));

/** @param {Element} row @returns {any} */
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

/** @param {any} row @returns {any} */
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

/** @param {Element} place the form, or a row of a further designation @returns {any} */
function readHolding(place) {
  const designation = readValue(place, "designation");
  if (!designation || designation === "none") return dropEmpty({ designation });
  const points = readValue(place, "points");
  const counted = /^\d+(\.\d{1,4})?$/.test(points) ? Number(points) : "";
  return dropEmpty({ designation, awarded: readValue(place, "awarded"), points_met: points ? "" : readValue(place, "points_met"), points: counted });
}

/** @param {any} holds */
const toHoldingFields = ({ designation = "", awarded = "", points_met = "", points = "" }) => ({ designation, awarded, points_met: points_met === "unknown" ? "" : points_met, points });

/** What is told of the member and the cycle: its fields, days as they are typed, and the box around them, which closes when all is said. */
import { readDate } from "./days.js";
import { clearWrong, findElement, markWrong } from "./dom.js";
import { formatTypedDay } from "./words.js";

/** Whether a field is one of several to choose from. @param {HTMLInputElement} field */
const isChosen = ({ type }) => type === "checkbox" || type === "radio";

export class About {
  /** @param {import("./main.js").Calculator} calculator */
  constructor(calculator) {
    this.calculator = calculator;
    this.form = findElement("about");
    this.box = findElement("about-box");
    /** Whether it was open because something was still to be said. */
    this.isAsked = this.#isLacking();
    this.box.open = this.isAsked;
    for (const field of this.form.elements) if (field.name) field.addEventListener("change", () => this.#change(field));
    this.form.addEventListener("input", (/** @type {any} */ { target }) => clearWrong(target.parentElement)); // not while another is pressed
    this.form.addEventListener("submit", (/** @type {Event} */ event) => (event.preventDefault(), this.#finish()));
  }

  /** Whether the day of the award, or an answer that rules ask of a member, is still to be said: the box is open until it is. */
  #isLacking() {
    const { words: { kernel }, store: { state: { about } } } = this.calculator;
    return (kernel.cycle.begins === "member" && !about.award) || kernel.attributes.some(({ id }) => !about[`attribute:${id}`]?.length);
  }

  /** @param {any} field */
  #change(field) {
    const { name } = field;
    const fields = [this.form.elements[name]].flatMap((one) => (one instanceof RadioNodeList ? [...one] : [one]));
    if (!fields[0].reportValidity()) return; // 13 months away in a year would ask nothing of anybody
    const value = isChosen(fields[0]) ? fields.filter((one) => one.checked && one.value).map((one) => one.value) : this.#readField(field);
    if (value !== null) this.calculator.change({ about: { [name]: value } }, "");
  }

  /** What stands in a field; null where it should be a day and is none, which is said. @param {any} field */
  #readField(field) {
    const text = field.value.trim();
    if (!text || field.dataset.day === undefined) return field.value;
    try {
      return readDate(text, "dmy");
    } catch (error) {
      const { words } = this.calculator;
      clearWrong(field.parentElement);
      const { code, values } = /** @type {import("./days.js").CellError} */ (error);
      markWrong(field, words.phrase("field_wrong", { what: words.phrase(code, values) }));
      return null;
    }
  }

  /** All is said: where the member stands comes next. */
  #finish() {
    if (!this.box.contains(document.activeElement)) return; // the name on the statement
    const wrong = this.form.querySelector("[aria-invalid]");
    if (!wrong) this.box.open = this.#isLacking();
    (wrong ?? findElement("result-title")).focus();
  }

  /** There is an answer: who left the fields has said all. */
  closeIfSaid() {
    if (!this.isAsked || this.#isLacking() || this.form.contains(document.activeElement)) return;
    this.isAsked = false;
    this.box.open = false;
  }

  /** What is told, in its fields. */
  show() {
    const { about } = this.calculator.store.state;
    for (const field of this.form.elements) {
      const value = about[field.name] ?? "";
      const text = value && field.dataset.day !== undefined ? formatTypedDay(String(value)) : value;
      if (isChosen(field)) field.checked = field.value ? value.includes(field.value) : !value.length;
      else if (field.name && field.value !== text && field !== document.activeElement && !field.ariaInvalid) field.value = text; // what is being typed stays
    }
  }
}

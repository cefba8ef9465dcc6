/** Answers in words: the templates of the page's data, filled in as the command line fills them. */

/** @param {string} template @param {Record<string, any>} [values] */
export const fill = (template, values = {}) => template.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export class Words {
  /** @param {any} data the block of the page: kernel, rules in words, words, address of the schedule's page */
  constructor({ kernel, rules, titles, words, page }) {
    Object.assign(this, { kernel, rules, words, page });
    /** @type {Map<string, {title: string, anchor: string}>} every part of the schedule by its id */
    this.parts = new Map();
    this.#add(kernel.activities, "activity", "title");
    for (const [id, title] of Object.entries(titles)) this.parts.set(id, { title, anchor: `${page}#rule-${id}` });
    this.#add(kernel.carry, "carry", "title");
    this.#add(kernel.verdicts, "verdict", "title");
    this.#add(kernel.conditions, "condition", "ask");
    this.limits = new Map(kernel.limits.map((rule) => [rule.id, rule]));
    this.activities = new Map(kernel.activities.map((one) => [one.id, one]));
  }

  /** @param {any[]} list @param {string} kind @param {string} name */
  #add(list, kind, name) {
    for (const one of list) this.parts.set(one.id, { title: one[name], anchor: `${this.page}#${kind}-${one.id}` });
  }

  /** @param {string} id */
  title(id) {
    return this.parts.get(id)?.title ?? id;
  }

  /** Where a part of the schedule stands on its page. @param {string} id */
  address(id) {
    return this.parts.get(id)?.anchor ?? this.page;
  }

  /** A template of the calculator. @param {string} name @param {Record<string, any>} [values] */
  say(name, values) {
    return fill(this.words.calculator[name], { unit: this.kernel.unit, ...values });
  }

  /** What one rule did to an entry. @param {any} line */
  line(line) {
    const { lines } = this.words;
    const kind = "quantity_after" in line ? "limit-quantity" : line.kind;
    const said = fill(lines[kind], { ...line, title: this.title(line.rule), most: this.#most(line) });
    return line.nearest ? `${said} ${fill(lines["choice-nearest"], line)}` : said;
  }

  /** @param {any} line */
  #most({ rule, kind }) {
    const limit = kind === "limit" ? this.limits.get(rule) : null;
    return limit ? `${limit.amount.figure ?? "a share"} ${limit.measure}` : "";
  }

  /** What is still to be confirmed. @param {string} id */
  unanswered(id) {
    const { confirm_with } = this.kernel.conditions.find((one) => one.id === id);
    return fill(this.words.lines.unanswered, { confirm_with, title: this.title(id) });
  }

  /** Why there is no answer. @param {{code: string, values: any}} refused */
  refused({ code, values }) {
    return code === "cycle-start-needed" ? this.say("need_award") : fill(this.words.refused[code], values);
  }
}

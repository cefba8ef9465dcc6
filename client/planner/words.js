/** Answers in words: the templates of the page's data, filled in as the command line fills them. */
import { addMonths, day, turn } from "../rules/civil.js";

export class Words {
  /** @param {any} data the block of the page */
  constructor(data) {
    this.data = data;
    /** @type {string[]} */
    this.certificates = [];
    const { lang, dataset } = document.documentElement;
    const language = dataset.numbers ?? lang; // a widget may be told another one for figures and dates
    this.monthFormat = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
    this.dayFormat = dataset.numbers ? new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }) : null;
    this.figureFormat = dataset.numbers ? new Intl.NumberFormat(language, { maximumFractionDigits: 4 }) : null;
    this.monthYearFormat = new Intl.DateTimeFormat(language, { year: "numeric", month: "short", timeZone: "UTC" });
  }

  /** A file that is loaded later brings the words that it says. @param {any} groups as the build writes them in the place of their names */
  learnPhrases({ planner }) {
    Object.assign(this.data.words.planner, planner);
  }

  /** A template, filled in; days are told as people write them. @param {string} group @param {string} name @param {Record<string, any>} [values] @returns {string} */
  phraseFrom(group, name, values = {}) {
    return this.data.words[group][name].replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ key) => this.formatDay(values[key] ?? ""));
  }

  /** A template of the planner; `whom` is who can be asked. @param {string} name @param {Record<string, any>} [values] */
  phrase(name, values) {
    return this.phraseFrom("planner", name, { whom: this.data.ask.name, ...values });
  }

  /** A day as the pages write it, 1 July 2027; anything else stays. @param {any} value @returns {string} */
  formatDay(value) {
    const [, year, date] = (Date.parse(value) && /^(\d{4})-\d\d-(\d\d)$/.exec(value)) || [];
    if (!year) return this.figureFormat && typeof value === "number" ? this.figureFormat.format(value) : String(value);
    return this.dayFormat ? this.dayFormat.format(Date.parse(value)) : `${Number(date)} ${this.monthFormat.format(Date.parse(value))} ${year}`;
  }

  /** @param {string} date */
  formatMonth(date) {
    return this.monthYearFormat.format(Date.parse(date));
  }

  /** a, b or c. @param {string[]} parts @param {string} word */
  joinParts(parts, word) {
    const last = parts.at(-1) ?? "";
    return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${this.phraseFrom("criteria", word)} ${last}`;
  }

  /** @param {number} n @param {"month" | "day"} what */
  phraseCount(n, what) {
    return this.phraseFrom("criteria", n === 1 ? what : `${what}s`, { n });
  }

  /** How long it is from one day to another. @param {string} from @param {string} to */
  phraseSpan(from, to) {
    const [one, other] = [day(from), day(to)];
    const months = turn(one, other, 1);
    const days = other - addMonths(one, months);
    const parts = [months ? this.phraseCount(months, "month") : "", days ? this.phraseCount(days, "day") : ""];
    return this.joinParts(parts.filter(Boolean), "and");
  }

  /** What reasons call the certificates of a profile. @param {any} profile */
  nameCertificates({ qualifications = [] }) {
    this.certificates = qualifications.map((/** @type {any} */ { id, title }) => title ?? this.data.qualifications[id] ?? id);
  }

  /** Why a leaf is judged as it is. @param {any} reason @param {string} asked what the leaf asks: of the same certificate nothing is named twice */
  phraseReason(reason, asked) {
    let { kind } = reason;
    const name = this.certificates[reason.qualification - 1];
    const words = { ...reason, which: this.phrase(asked.startsWith(name) ? "itself" : "named", { name }) };
    if (kind === "time") {
      words.held = this.phraseTime(reason);
      words.lacking = this.phraseCount(reason.lacking_days, "day");
      if (reason.lacking_days) kind = "time-lacking";
    }
    const text = this.phraseFrom("reasons", kind, words);
    const unsure = reason.match ?? "same";
    return unsure === "same" ? text : `${text} ${this.phraseFrom("reasons", unsure)}`;
  }

  /** Months and days of work. @param {{months: number, days: number}} time */
  phraseTime({ months, days }) {
    return this.joinParts([this.phraseCount(months, "month"), this.phraseCount(days, "day")], "and");
  }

  /** @param {string} text */
  capitalize(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  /** When something is possible. @param {string | null} first */
  phraseFirstDay(first) {
    return first === null ? this.phrase("never") : first === "cannot-tell" ? this.phrase("untold") : this.formatDay(first);
  }

  /** @param {string} designation */
  title(designation) {
    return this.data.designations[designation]?.[0] ?? designation; // one that is no longer there stands for itself
  }

  /** @param {string} designation */
  abbreviation(designation) {
    return this.data.designations[designation]?.[1] ?? designation;
  }

  /** So much with what a designation's CPD is counted in: 35 points, 1 hour. @param {number} n @param {string} designation */
  phraseCpd(n, designation) {
    return [this.formatDay(n), this.data.designations[designation]?.[n === 1 ? 4 : 5]].join(" ");
  }

  /** @param {string} designation */
  designationPage(designation) {
    return this.data.root + this.data.designations[designation][2];
  }

  /** The page of what a designation asks beyond a lower one; none where it is not higher. @param {string} lower @param {string} higher */
  beyondPage(lower, higher) {
    const order = Object.keys(this.data.designations);
    return order.indexOf(lower) < order.indexOf(higher) ? `${this.data.root}/pathways/${lower}/${higher}/` : "";
  }

  /** Where a holder's points are counted. @param {string} designation */
  calculatorPage(designation) {
    return this.data.root + this.data.designations[designation][3];
  }

  /** @param {string} citation */
  sourcePage(citation) {
    return this.data.root + this.data.sources[citation];
  }

  /** @param {string} qualification */
  qualificationPage(qualification) {
    return `${this.data.root}/qualifications/${qualification}/`;
  }

  /** Its number and where it stands. @param {string} key */
  findConflict(key) {
    const [number, address] = this.data.conflicts[key];
    return { number: String(number), address: this.data.root + address };
  }
}

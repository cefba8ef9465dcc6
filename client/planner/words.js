/** Answers in words: the templates of the page's data, filled in as the command line fills them. */
import { addMonths, day, turn } from "../rules/civil.js";

export class Words {
  /** @param {any} data the block of the page */
  constructor(data) {
    this.data = data;
    const { lang, dataset } = document.documentElement;
    const language = dataset.numbers ?? lang; // a widget may be told another one for figures and dates
    this.long = new Intl.DateTimeFormat(language, { month: "long", timeZone: "UTC" });
    this.whole = dataset.numbers ? new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }) : null;
    this.figures = dataset.numbers ? new Intl.NumberFormat(language, { maximumFractionDigits: 4 }) : null;
    this.short = new Intl.DateTimeFormat(language, { year: "numeric", month: "short", timeZone: "UTC" });
  }

  /** A template, filled in; days are told as people write them. @param {string} group @param {string} name @param {Record<string, any>} [values] @returns {string} */
  say(group, name, values = {}) {
    return this.data.words[group][name].replace(/\{(\w+)\}/g, (/** @type {string} */ _, /** @type {string} */ key) => this.day(values[key] ?? ""));
  }

  /** A template of the planner. @param {string} name @param {Record<string, any>} [values] */
  tell(name, values) {
    return this.say("planner", name, values);
  }

  /** A day as the pages write it, 1 July 2027; anything else stays. @param {any} said @returns {string} */
  day(said) {
    const [, year, date] = /^(\d{4})-\d\d-(\d\d)$/.exec(said) ?? [];
    if (!year) return this.figures && typeof said === "number" ? this.figures.format(said) : String(said);
    return this.whole ? this.whole.format(Date.parse(said)) : `${Number(date)} ${this.long.format(Date.parse(said))} ${year}`;
  }

  /** @param {string} date */
  month(date) {
    return this.short.format(Date.parse(date));
  }

  /** a, b or c. @param {string[]} parts @param {string} word */
  joined(parts, word) {
    const last = parts.at(-1) ?? "";
    return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} ${this.say("criteria", word)} ${last}`;
  }

  /** @param {number} n @param {"month" | "day"} what */
  count(n, what) {
    return this.say("criteria", n === 1 ? what : `${what}s`, { n });
  }

  /** How long it is from one day to another. @param {string} from @param {string} to */
  span(from, to) {
    const [one, other] = [day(from), day(to)];
    const months = turn(one, other, 1);
    const days = other - addMonths(one, months);
    const parts = [months ? this.count(months, "month") : "", days ? this.count(days, "day") : ""];
    return this.joined(parts.filter(Boolean), "and");
  }

  /** Why a leaf is judged as it is. @param {any} one */
  reason(one) {
    let { kind } = one;
    const words = { ...one };
    if (kind === "time") {
      words.held = this.joined([this.count(one.months, "month"), this.count(one.days, "day")], "and");
      words.lacking = this.count(one.lacking_days, "day");
      if (one.lacking_days) kind = "time-lacking";
    }
    const said = this.say("reasons", kind, words);
    const unsure = one.match ?? "same";
    return unsure === "same" ? said : `${said} ${this.say("reasons", unsure)}`;
  }

  /** When something is possible. @param {string | null} first */
  when(first) {
    return first === null ? this.tell("never") : first === "cannot-tell" ? this.tell("untold") : this.day(first);
  }

  /** @param {string} designation */
  title(designation) {
    return this.data.designations[designation][0];
  }

  /** @param {string} designation */
  abbreviation(designation) {
    return this.data.designations[designation][1];
  }

  /** @param {string} designation */
  page(designation) {
    return this.data.root + this.data.designations[designation][2];
  }

  /** The page of what a designation asks beyond a lower one; none where it is not higher. @param {string} lower @param {string} higher */
  beyond(lower, higher) {
    const order = Object.keys(this.data.designations);
    return order.indexOf(lower) < order.indexOf(higher) ? `${this.data.root}/pathways/${lower}/${higher}/` : "";
  }

  /** Where a holder's points are counted. @param {string} designation */
  calculator(designation) {
    return this.data.root + this.data.designations[designation][3];
  }

  /** @param {string} citation */
  source(citation) {
    return this.data.root + this.data.sources[citation];
  }

  /** @param {string} qualification */
  qualification(qualification) {
    return `${this.data.root}/qualifications/${qualification}/`;
  }

  /** Its number and where it stands. @param {string} key */
  conflict(key) {
    const [number, address] = this.data.conflicts[key];
    return { number: String(number), address: this.data.root + address };
  }
}

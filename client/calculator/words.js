/**
 * Answers in words: the templates of the page's data, filled in as the command line fills them.
 *
 * @import { Kernel } from "../rules/types"
 */

/** The templates, and the words for states and measures, by group. @type {Record<string, Record<string, string>>} */
const phrases = {};

/** Each file brings the words that it says: a first sight needs few of them. @param {any} groups as the build writes them in the place of their names */
export function learnPhrases(groups) {
  for (const [group, said] of Object.entries(groups)) phrases[group] = { ...phrases[group], ...said };
}

learnPhrases("$phrases calculator lines limit_windows one_of refused");

/** @param {string} template @param {Record<string, any>} [values] */
const fillTemplate = (template, values = {}) => template.replace(/\{(\w+)\}/g, (_, name) => formatFigure(values[name] ?? ""));

/** A widget may be told to write figures and dates as another language does. */
const { dataset } = document.documentElement;
const { numbers } = dataset;
/** As the pages write days: South African English would write 01 March. */
const DATES = /** @type {const} */ (["medium", "long", "full"]).map((dateStyle) => new Intl.DateTimeFormat(numbers ?? "en-GB", { dateStyle, timeZone: "UTC" }));

/** @param {any} value */
export const formatFigure = (value) => (numbers && typeof value === "number" ? value.toLocaleString(numbers, { maximumFractionDigits: 4 }) : String(value));

/** A day as people write it. @param {string} date such as 2026-11-22 @param {boolean | "full"} [long] full: with the day of the week */
export const formatDay = (date, long) => DATES[long === "full" ? 2 : long ? 1 : 0].format(new Date(date));

/** A day as it stands in a field that reads it again. @param {string} date */
export const formatTypedDay = (date) => (numbers ? date : formatDay(date, true));

/** How many days from one day to another. @param {string} from @param {string} to */
export const countDays = (from, to) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The day some days later. @param {string} day @param {number} days */
export const addDays = (day, days) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

export class Words {
  /** @param {any} data the block of the page: kernel, titles, words, needs, address of the schedule's page */
  constructor(data) {
    const { kernel, titles, page } = data;
    /** @type {Kernel} */
    this.kernel = kernel;
    this.page = String(page);
    /** Which fields each activity needs. @type {Record<string, Record<string, boolean>>} */
    this.needs = data.needs;
    /** Of rules that rest on our conclusion or on one of several texts: that they do, and where the question is answered. @type {Record<string, [string, string]>} */
    this.marks = data.marks;
    /** What a quantity of each activity counts: one of it, and several. @type {Record<string, [string, string]>} */
    this.units = data.units;
    /** Activities that earn nothing and are counted all the same. @type {string[]} */
    this.ledgers = data.ledgers;
    this.body = String(data.body);
    this.designation = String(data.designation);
    this.abbreviation = String(data.abbreviation);
    /** Whom to ask. @type {{place: string, telephone: string} | null} */
    this.contact = data.contact;
    /** What is asked of everything together in a CPD year, in the cycle, and for the steps of a scale. @type {{year: string | null, cycle: string | null, steps: string[]}} */
    this.whole = data.whole;
    this.one = String(data.one);
    this.log = String(data.log);
    /** The CPD years of the last answer. @type {import("../rules/types").Head["cycle"]["years"]} */
    this.years = [];
    /** The other versions of the schedule. @type {{from: string | null, to: string | null, page: string}[]} */
    this.versions = data.versions;
    /** Every part of the schedule by its id: what it is called, and where it stands on its page. @type {Map<string, string[]>} */
    this.parts = new Map(Object.entries(titles).map(([id, title]) => [id, [title, `${page}#rule-${id}`]]));
    for (const [kind, list] of Object.entries({ activity: kernel.activities, carry: kernel.carry, condition: kernel.conditions }))
      for (const one of list) this.parts.set(one.id, [one.title ?? one.ask, `${page}#${kind}-${one.id}`]);
    /** @type {Map<string, string>} */
    this.categories = new Map(kernel.categories.map((/** @type {Kernel["categories"][number]} */ { id, title }) => [id, title]));
    for (const [id, title] of this.categories) if (!this.parts.has(id)) this.parts.set(id, [title, `${page}#category-${id}`]);
    this.limits = new Map(this.kernel.limits.map((rule) => [rule.id, rule]));
    this.activities = new Map(this.kernel.activities.map((one) => [one.id, one]));
  }

  /** @param {string} id */
  title(id) {
    return this.parts.get(id)?.[0] ?? id;
  }

  /** Where a part of the schedule stands on its page. @param {string} id */
  address(id) {
    return this.parts.get(id)?.[1] ?? this.page;
  }

  /** A template of the calculator, or of another group of words. @param {string} name @param {Record<string, any>} [values] @param {string} [group] */
  phrase(name, values, group = "calculator") {
    return fillTemplate(phrases[group][name], { unit: this.nameUnit(values?.credited), ...values });
  }

  /** All words of a group. @param {string} group */
  listPhrases(group) {
    return phrases[group];
  }

  /** The name of points, of one or of several. @param {number} credited */
  nameUnit(credited) {
    return credited === 1 ? this.one : this.kernel.unit;
  }

  /** A quantity with its unit, such as 800 words. @param {string} activity @param {string | number | null} quantity */
  phraseQuantity(activity, quantity) {
    const [one, many] = this.units[activity] ?? ["", ""];
    return quantity === null ? "" : `${formatFigure(quantity)} ${Number(quantity) === 1 ? one : many}`;
  }

  /** How long there is still time. @param {string} on @param {string} to */
  phraseDaysLeft(on, to) {
    const n = countDays(on, to);
    if (n < 0) return this.phrase("over");
    return n > 1 ? this.phrase("days", { n }) : this.phrase(n ? "day" : "last_day");
  }

  /** In which CPD year or other span of time a limit cut what was done on a day. @param {string} day @param {import("../rules/types").Span} window */
  #phraseWindow(day, { span, last }) {
    return this.phrase(span, { year: this.years.find(({ from, to }) => from <= day && day <= to)?.year, last }, "limit_windows");
  }

  /** What a limit counts, one of it or several; points by the name that the body has for them. @param {string} measure @param {boolean} isOne */
  #nameMeasure(measure, isOne) {
    if (measure === "points") return isOne ? this.one : this.kernel.unit;
    return isOne ? phrases.one_of[measure] : measure;
  }

  /** What one rule did to an entry. @param {any} explanation @param {string} day the entry's @param {string} activity the entry's */
  phraseExplanation(explanation, day, activity) {
    const { lines } = phrases;
    const { reason, quantity_before, quantity = quantity_before ?? null, at = null } = explanation;
    if (reason && this.ledgers.includes(activity)) return reason;
    const kind = quantity_before === undefined ? explanation.kind : "limit-quantity";
    const limit = explanation.kind === "limit" ? this.limits.get(explanation.rule) : null;
    const limited = limit?.amount.figure;
    const most = limit && `${formatFigure(limited ?? this.phrase("a_share"))} ${this.#nameMeasure(limit.measure, limited === 1)}`;
    const window = limit && this.#phraseWindow(day, limit.window);
    const [counted, least] = [quantity, at].map((one) => this.phraseQuantity(activity, one));
    const text = fillTemplate(lines[kind], { ...explanation, title: this.title(explanation.rule), most, window, counted, least, unit: this.kernel.unit });
    return explanation.nearest ? `${text} ${fillTemplate(lines["choice-nearest"], explanation)}` : text;
  }

  /** A sentence about the award, or about the day of the member's own that the rules count from. @param {string} name @param {string} award */
  phraseOwn(name, award) {
    const own = this.kernel.cycle.own_day;
    return this.phrase(own ? `${name}_own` : award, { own, designation: this.abbreviation });
  }

  /** Why there is no answer. @param {{code: string, values: any}} refused */
  phraseRefusal({ code, values }) {
    return code === "cycle-start-needed" ? this.phraseOwn("need", "need_award") : this.phrase(code, values, "refused");
  }
}

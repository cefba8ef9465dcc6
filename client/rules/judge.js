/**
 * One judgement of a log: with and without what is provisional, and for every value of what is unknown.
 * The twin of catalogue/rules/judge.py.
 *
 * @import { Cycle, JudgedEntry, JudgeOptions, Kernel, LogEntry, Rule, Run } from "./types"
 */
import { Basis } from "./amounts.js";
import { capCarryIn, computeSurplus, sumCarried } from "./carry.js";
import { judgeDemands } from "./demands.js";
import { addExplanation, earnUnits, judgeEntries } from "./entries.js";
import { Refused, toNumber } from "./figures.js";
import { applyLimits } from "./limits.js";
import { judgeVerdict } from "./verdicts.js";

export const CANNOT_TELL = "cannot-tell";
const MOST_CASES = 1_000;

/** A judged log: its entries, the run whose figures are shown (the first), and all runs. */
export class Judgement {
  /** @param {Kernel} kernel @param {Cycle} cycle @param {JudgedEntry[]} entries @param {Run[]} runs */
  constructor(kernel, cycle, entries, runs) {
    this.kernel = kernel;
    this.cycle = cycle;
    this.entries = entries;
    this.runs = runs;
    this.shown = runs[0];
  }

  /** The state of a demand, or of a verdict behind `verdict `. @param {string} name */
  findState(name) {
    const first = this.shown.states[name];
    return this.hedgeState(this.runs.every((run) => run.states[name] === first) ? first : CANNOT_TELL);
  }

  /** Of a schedule of which only totals are known, nothing can be said to be met. @param {string} state */
  hedgeState(state) {
    return this.kernel.incomplete && state === "met" ? CANNOT_TELL : state;
  }

  /** Whether what is provisional makes a difference. @param {string} name */
  isToConfirm(name) {
    return this.runs.some((run, i) => i % 2 === 0 && run.states[name] !== this.runs[i + 1].states[name]);
  }

  /** The unknown attributes whose value makes a difference. @param {string} name */
  listAttributesToSupply(name) {
    return [...this.shown.assumed.keys()].filter((key) => this.isDeciding(key, name));
  }

  /** @param {string} attribute @param {string} name */
  isDeciding(attribute, name) {
    const found = new Map();
    return this.runs.some((run) => {
      const rest = JSON.stringify([run.provisional, [...run.assumed].filter(([other]) => other !== attribute)]);
      if (!found.has(rest)) found.set(rest, run.states[name]);
      return found.get(rest) !== run.states[name];
    });
  }
}

/**
 * Judge a log; with `plans`, what is dated after the day asked about counts as done.
 * @param {Kernel} kernel
 * @param {LogEntry[]} log
 * @param {JudgeOptions} options
 * @param {Cycle} cycle
 * @param {boolean} withPlans
 */
export function judgeLog(kernel, log, options, cycle, withPlans) {
  const entries = judgeEntries(kernel, log, cycle, options.member, withPlans);
  const unsure = entries.some((judged) => judged.passes && judged.state === "provisional");
  /** @type {Run[]} */
  const runs = [];
  for (const assumed of listAssumptions(kernel, options)) {
    const known = { ...options.member.attributes, ...Object.fromEntries(assumed) };
    const basis = new Basis(kernel, cycle, known, options.member.monthsAway);
    runs.push(judgeRun(basis, options, entries, assumed, true, !runs.length));
    runs.push(unsure ? judgeRun(basis, options, entries, assumed, false, false) : { ...runs[runs.length - 1], provisional: false });
  }
  return new Judgement(kernel, cycle, entries, runs);
}

/**
 * Every way to fill in the attributes that rules ask about and the member file does not give: in the order of the
 * schedule, which an object would not keep for attributes that are named by digits.
 * @param {Kernel} kernel
 * @param {JudgeOptions} options
 * @returns {Map<string, string[]>[]}
 */
function listAssumptions(kernel, options) {
  const used = listUsedAttributes(kernel);
  const unknown = (kernel.attributes ?? []).filter((a) => used.has(a.id) && !Object.hasOwn(options.member.attributes, a.id));
  const answers = unknown.map((attribute) => listAnswers(attribute));
  if (answers.reduce((count, list) => count * list.length, 1) > MOST_CASES)
    throw new Refused("attributes-needed", { attributes: unknown.map((a) => a.id).join(", ") });
  return answers.reduce(
    (found, list, i) => found.flatMap((one) => list.map((values) => new Map([...one, [unknown[i].id, values]]))),
    [/** @type {Map<string, string[]>} */ (new Map())],
  );
}

/**
 * What could be answered: each value; where a member can have several, also all of them.
 * @param {{values: string[], several: boolean}} attribute
 */
function listAnswers({ values, several }) {
  const single = values.map((value) => [value]);
  return several && single.length > 1 ? [...single, values] : single;
}

/** The attributes that rules ask about. @param {Kernel} kernel */
function listUsedAttributes(kernel) {
  return new Set([...[...kernel.limits, ...kernel.demands].flatMap(listAttributesOfRule), ...kernel.carry.flatMap(listAttributesOfCarry)]);
}

/** The attributes that a limit or demand asks about. @param {Kernel["limits"][number]} rule */
export const listAttributesOfRule = (rule) => [rule.for_each, rule.amount.by, rule.when?.member];

/** The attributes that a carry asks about. @param {Kernel["carry"][number]} rule */
export const listAttributesOfCarry = (rule) => [rule.when?.member, ...rule.least_of.map((term) => term.above?.by)];

/**
 * @param {Basis} basis
 * @param {JudgeOptions} options
 * @param {JudgedEntry[]} entries
 * @param {Map<string, string[]>} assumed
 * @param {boolean} provisional
 * @param {boolean} explain
 * @returns {Run}
 */
function judgeRun(basis, options, entries, assumed, provisional, explain) {
  const counted = entries.filter((judged) => judged.passes && (provisional || judged.state !== "provisional"));
  const units = earnUnits(counted, basis.kernel, basis.cycle, explain);
  for (const [rule, changes] of applyLimits(units, basis)) if (explain) explainLimit(rule, changes, entries);
  const brought = capCarryIn(options.carryIn, basis);
  const out = computeSurplus(units, basis);
  const found = judgeDemands(units, basis, sumCarried(out, brought, basis));
  const states = Object.fromEntries([...found].map(([key, standing]) => [key, standing.state]));
  for (const verdict of basis.kernel.verdicts) states[`verdict ${verdict.id}`] = judgeVerdict(verdict.meets, states);
  return { assumed, provisional, units, standings: found, states, surplus: out, brought };
}

/** @param {Rule} rule @param {Map<number, number[]>} changes @param {JudgedEntry[]} entries */
function explainLimit(rule, changes, entries) {
  for (const [entry, [before, after, quantityBefore, quantityAfter]] of changes) {
    const more = { quantity_before: toNumber(quantityBefore), quantity_after: toNumber(quantityAfter) };
    addExplanation(entries[entry], "limit", rule.id, rule.source, before, after, rule.measure === "quantity" ? more : {});
  }
}

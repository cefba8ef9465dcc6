/**
 * One judgement of a log: with and without what is provisional, and for every value of what is unknown.
 * The twin of catalogue/rules/judge.py.
 *
 * @import { Asking, Cycle, Judged, Kernel, Line, Rule, Run } from "./types"
 */
import { Basis } from "./amounts.js";
import { carried, given, surplus } from "./carry.js";
import { standings } from "./demands.js";
import { earned, say, sifted } from "./entries.js";
import { Refused, toNumber } from "./figures.js";
import { limited } from "./limits.js";
import { state } from "./verdicts.js";

export const CANNOT_TELL = "cannot-tell";
const MOST_CASES = 1_000;

/** A judged log: its lines, the run whose figures are shown (the first), and all runs. */
export class Judgement {
  /** @param {Kernel} kernel @param {Cycle} cycle @param {Judged[]} lines @param {Run[]} runs */
  constructor(kernel, cycle, lines, runs) {
    this.kernel = kernel;
    this.cycle = cycle;
    this.lines = lines;
    this.runs = runs;
    this.shown = runs[0];
  }

  /** The state of a demand, or of a verdict behind `verdict `. @param {string} name */
  state(name) {
    const first = this.shown.states[name];
    return this.told(this.runs.every((run) => run.states[name] === first) ? first : CANNOT_TELL);
  }

  /** Of a schedule of which only totals are known, nothing can be said to be met. @param {string} found */
  told(found) {
    return this.kernel.incomplete && found === "met" ? CANNOT_TELL : found;
  }

  /** Whether what is provisional makes a difference. @param {string} name */
  toConfirm(name) {
    return this.runs.some((run, i) => i % 2 === 0 && run.states[name] !== this.runs[i + 1].states[name]);
  }

  /** The unknown attributes whose value makes a difference. @param {string} name */
  toSupply(name) {
    return Object.keys(this.shown.assumed).filter((key) => this.matters(key, name));
  }

  /** @param {string} key @param {string} name */
  matters(key, name) {
    const found = new Map();
    return this.runs.some((run) => {
      const rest = JSON.stringify([run.provisional, Object.entries(run.assumed).filter(([other]) => other !== key)]);
      if (!found.has(rest)) found.set(rest, run.states[name]);
      return found.get(rest) !== run.states[name];
    });
  }
}

/**
 * Judge a log; with `plans`, what is dated after the day asked about counts as done.
 * @param {Kernel} kernel
 * @param {Line[]} log
 * @param {Asking} options
 * @param {Cycle} cycle
 * @param {boolean} plans
 */
export function judge(kernel, log, options, cycle, plans) {
  const lines = sifted(kernel, log, cycle, options.member, plans);
  const unsure = lines.some((line) => line.passes && line.state === "provisional");
  /** @type {Run[]} */
  const runs = [];
  for (const assumed of assumptions(kernel, options)) {
    const known = { ...options.member.attributes, ...assumed };
    const basis = new Basis(kernel, cycle, known, options.member.monthsAway);
    runs.push(run(basis, options, lines, assumed, true, !runs.length));
    runs.push(unsure ? run(basis, options, lines, assumed, false, false) : { ...runs[runs.length - 1], provisional: false });
  }
  return new Judgement(kernel, cycle, lines, runs);
}

/**
 * Every way to fill in the attributes that rules ask about and the member file does not give.
 * @param {Kernel} kernel
 * @param {Asking} options
 * @returns {Record<string, string[]>[]}
 */
function assumptions(kernel, options) {
  const used = usedBy(kernel);
  const unknown = (kernel.attributes ?? []).filter((a) => used.has(a.id) && !Object.hasOwn(options.member.attributes, a.id));
  const answers = unknown.map((attribute) => answersOf(attribute));
  if (answers.reduce((count, list) => count * list.length, 1) > MOST_CASES)
    throw new Refused("attributes-needed", { attributes: unknown.map((a) => a.id).join(", ") });
  return answers.reduce(
    (found, list, i) => found.flatMap((one) => list.map((values) => ({ ...one, [unknown[i].id]: values }))),
    [{}],
  );
}

/**
 * What could be answered: each value; where a member can have several, also all of them.
 * @param {{values: string[], several: boolean}} attribute
 */
function answersOf({ values, several }) {
  const single = values.map((value) => [value]);
  return several && single.length > 1 ? [...single, values] : single;
}

/** The attributes that rules ask about. @param {Kernel} kernel */
function usedBy(kernel) {
  const rules = [...kernel.limits, ...kernel.demands];
  const terms = kernel.carry.flatMap((rule) => rule.least_of.map((term) => term.above?.by));
  return new Set([...rules.flatMap((rule) => [rule.for_each, rule.amount.by, rule.when?.member]), ...terms]);
}

/**
 * @param {Basis} basis
 * @param {Asking} options
 * @param {Judged[]} lines
 * @param {Record<string, string[]>} assumed
 * @param {boolean} provisional
 * @param {boolean} explain
 * @returns {Run}
 */
function run(basis, options, lines, assumed, provisional, explain) {
  const counted = lines.filter((line) => line.passes && (provisional || line.state !== "provisional"));
  const units = earned(counted, basis.kernel, basis.cycle, explain);
  for (const [rule, changes] of limited(units, basis)) if (explain) explained(rule, changes, lines);
  const brought = given(options.carryIn, basis);
  const out = surplus(units, basis);
  const found = standings(units, basis, carried(out, brought, basis));
  const states = Object.fromEntries([...found].map(([key, standing]) => [key, standing.state]));
  for (const verdict of basis.kernel.verdicts) states[`verdict ${verdict.id}`] = state(verdict.meets, states);
  return { assumed, provisional, units, standings: found, states, surplus: out, brought };
}

/** @param {Rule} rule @param {Map<number, number[]>} changes @param {Judged[]} lines */
function explained(rule, changes, lines) {
  for (const [entry, [before, after, quantity, left]] of changes) {
    const more = { quantity_before: toNumber(quantity), quantity_after: toNumber(left) };
    say(lines[entry], "limit", rule.id, rule.source, before, after, rule.measure === "quantity" ? more : {});
  }
}

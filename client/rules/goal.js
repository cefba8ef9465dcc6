/**
 * What a verdict still asks: the parts of its demands that are open or met, and those that are lost.
 * The twin of catalogue/rules/goal.py.
 *
 * @import { Part, Rule, Run, VerdictNode } from "./types"
 * @import { Cycle } from "./windows.js"
 */
import { LEFT_OUT } from "./demands.js";
import { getKnown } from "./figures.js";

/** What a part is short by. @param {Part} part */
const computeShortBy = ({ required, credited, carried }) => Math.max(required - credited - carried, 0);

/** All or any of some goals, or one part of a demand. */
export class Goal {
  /** @param {Goal[]} below @param {{any?: boolean, rule?: Rule, part?: Part, lost?: boolean}} [of] */
  constructor(below, { any = false, rule, part, lost } = {}) {
    this.below = below;
    this.any = any;
    this.isPart = rule !== undefined;
    // Asked of parts only; goals of several have none.
    this.rule = /** @type {Rule} */ (rule);
    this.part = /** @type {Part} */ (part);
    /** @type {boolean} */
    this.lost = lost ?? (any ? below.every((one) => one.lost) : below.some((one) => one.lost));
  }

  get shortBy() {
    return computeShortBy(this.part);
  }

  /** Whether a run reaches it; what is lost is no goal, nor is what a dropped rule asks. @param {Run} run @param {string[]} dropped @returns {boolean} */
  isReached(run, dropped) {
    if (!this.isPart) {
      const found = this.listAttainable().map((goal) => goal.isReached(run, dropped));
      return this.any && found.length ? found.includes(true) : !found.includes(false);
    }
    if (this.lost || dropped.includes(this.rule.id)) return true;
    const { year, each } = this.part;
    return getKnown(run.standings, this.rule.id).parts.some((one) => one.year === year && one.each === each && !computeShortBy(one));
  }

  /** Of any, those that can still be met, where there are such; else every one. */
  listAttainable() {
    const able = this.any ? this.below.filter((goal) => !goal.lost) : [];
    return able.length ? able : this.below;
  }

  /** The parts that are still to be reached. @param {Run} run @param {string[]} dropped @returns {Goal[]} */
  listOpen(run, dropped) {
    if (this.isReached(run, dropped)) return [];
    return this.isPart ? [this] : this.listAttainable().flatMap((goal) => goal.listOpen(run, dropped));
  }

  /** Every way to reach it: the parts that are still to be reached. @param {Run} run @param {string[]} dropped @returns {Goal[][]} */
  listWays(run, dropped) {
    if (this.isReached(run, dropped)) return [[]];
    if (this.isPart) return [[this]];
    const below = this.listAttainable().map((goal) => goal.listWays(run, dropped));
    if (this.any) return below.flat();
    return below.reduce((found, ways) => found.flatMap((one) => ways.map((way) => [...one, ...way])), /** @type {Goal[][]} */ ([[]]));
  }

  /** The parts that are lost, and with them the verdict. @returns {Goal[]} */
  listLosses() {
    if (!this.lost) return [];
    return this.isPart ? [this] : this.below.flatMap((goal) => goal.listLosses());
  }
}

/** The goal of a verdict's tree; what does not apply is left out, and what is short in a window that rolls is not lost. @param {VerdictNode} node @param {Run} run @param {Cycle} cycle @returns {Goal} */
export function buildGoal(node, run, cycle) {
  if (node.demand != null) {
    const { rule, parts } = getKnown(run.standings, node.demand);
    const isOver = !cycle.isRolling(rule.window);
    return new Goal(parts.map((part) => new Goal([], { rule, part, lost: isOver && part.state === "not-met" })));
  }
  const here = [...(node.all ?? []), ...(node.any ?? [])].filter(
    (child) => child.demand == null || run.states[child.demand] !== LEFT_OUT,
  );
  return new Goal(here.map((child) => buildGoal(child, run, cycle)), { any: node.any != null });
}

/** What a goal asks in one CPD year; null where it asks nothing, or nothing for sure, in that year. @param {Goal} goal @param {number} year @returns {Goal | null} */
export function selectYear(goal, year) {
  if (goal.isPart) return goal.part.year === year ? goal : null;
  const below = goal.below.flatMap((one) => selectYear(one, year) ?? []);
  if (!below.length || (goal.any && below.length < goal.below.length)) return null;
  return new Goal(below, { any: goal.any });
}

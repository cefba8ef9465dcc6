/**
 * What an answer holds of a CPD year or the cycle: of everything together, and of each category.
 *
 * @import { DemandPart, Head } from "../rules/types"
 */
import { formatFigure } from "./words.js";

/** @typedef {import("./words.js").Words} Words @typedef {{credited: number, unsure: number, planned: number}} Amount credited holds what is unsure */

/** @param {number} figure */
export const roundFigure = (figure) => Math.round(figure * 1e4) / 1e4;

/** The CPD year that holds the day asked about. @param {Head} head */
export const findYear = ({ cycle, on }) => cycle.years.find(({ from, to }) => from <= on && on <= to);

/** The part of a demand in a CPD year, or in the cycle. @param {Head} head @param {string | null | undefined} demand @param {number} [year] */
export const findPart = ({ demands }, demand, year) => demands.find(({ id }) => id === demand)?.parts.find((one) => !one.year || one.year === year);

/** @param {Head["totals"]} totals @param {number} [year] none for the cycle */
const findTotal = (totals, year) => totals.find((one) => (year ? one.year === year : one.window === "cycle")) ?? totals[0];

/** On a scale, what is asked of everything together for the next step; for the highest where all are reached. @param {Head} head @param {Words} words */
function findStep(head, { whole: { steps } }) {
  return steps.find((id) => findPart(head, id)?.short_by) ?? steps.at(-1);
}

/** Everything together in a CPD year or the cycle: what is asked of it, what is credited, and whether what is short decides. @param {Head} head @param {number | undefined} year @param {Words} words */
export function findWhole(head, year, words) {
  const demand = year ? words.whole.year : findStep(head, words) ?? words.whole.cycle;
  return { demand, part: findPart(head, demand, year), total: findTotal(head.totals, year), lost: head.verdicts[0].deciding.includes(demand ?? "") };
}

/** What is credited, not confirmed and planned in each category. @param {Head} head @param {number} [year] @returns {Amount[]} */
export function listCategories({ totals, with_plans }, year) {
  const then = with_plans && findTotal(with_plans.totals, year).categories;
  return findTotal(totals, year).categories.map(({ credited, confirmed }, i) => ({
    credited,
    unsure: Math.max(0, roundFigure(credited - confirmed)),
    planned: then ? Math.max(0, roundFigure(then[i].credited - credited)) : 0,
  }));
}

/** What nobody said and is taken for the figures, each with the values it is taken for. @param {Head} head @param {Words} words */
export const listUnsaid = ({ assumed }, { kernel }) => assumed.map(({ id, values }) => ({ id, values: values.join(", "), title: kernel.attributes.find((one) => one.id === id)?.title }));

/** What the figure of a demand rests on that nobody said. @param {string | null | undefined} demand @param {Head} head @param {Words} words */
export function phraseIf(demand, head, words) {
  const rule = words.kernel.demands.find(({ id }) => id === demand);
  const asked = [rule?.for_each, rule?.amount.by, rule?.when?.member];
  return listUnsaid(head, words).filter(({ id }) => asked.includes(id)).map((one) => words.phrase("if_said", one)).join("");
}

/** Such as `3.5 (1.5 not confirmed, 2 more planned)`. @param {Amount} amount @param {Words} words */
export function phraseAmount({ credited, unsure, planned }, words) {
  const more = [unsure && words.phrase("amount_unsure", { unsure }), planned && words.phrase("amount_planned", { planned })].filter(Boolean);
  return formatFigure(credited) + (more.length ? ` (${more.join(", ")})` : "");
}

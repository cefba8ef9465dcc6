/** What figures an entry can have: the same for the form, the reader of lists and the judge. */

/** More in one entry is likely another unit, such as the words of one article. */
export const LIKELY_ITEMS = 100;
/** The most items of one entry that the engines take. */
const MOST_ITEMS = 1000;
const MOST = 1_000_000;

/**
 * Whether the figures of an entry can be judged: one that cannot is set aside alone.
 * @param {{quantity?: string | null, points?: string | null}} entry @param {import("../rules/types").Activity} activity @param {number} [most] items
 */
export function isCountable({ quantity, points }, { rate }, most = MOST_ITEMS) {
  const figures = [quantity, points].filter((one) => one != null);
  const counted = rate.kind === "items" || rate.kind === "declared";
  const isWhole = !counted || quantity == null || (Number.isInteger(+quantity) && +quantity <= most);
  return isWhole && figures.every((one) => /^\d+(\.\d{1,4})?$/.test(String(one)) && Number(one) <= MOST);
}

/** Times of the highest tier: more is likely another unit. */
const LIKELY_TIMES = 10;
/** Items in one entry that nobody doubts. */
const USUAL_ITEMS = 20;

/** Whether nobody would ask again about a quantity. @param {{quantity: string | null}} entry @param {import("../rules/types").Activity} activity */
export const isLikely = ({ quantity }, { rate, one_sitting }) => quantity === null || +quantity <= Math.max(one_sitting ?? 0, rate.kind === "tiers" ? LIKELY_TIMES * Math.max(1, ...rate.steps.map(({ at }) => at)) : USUAL_ITEMS);

/** What an entry still lacks before it can earn: its activity, its quantity, or its points. @param {import("./state.js").Entry} entry @param {import("../rules/types").Activity | undefined} known its activity */
export function findLack({ activity, quantity, points }, known) {
  if (!activity) return "activity";
  const lacksQuantity = known?.rate.kind === "tiers" && quantity === null;
  return lacksQuantity ? "quantity" : known?.rate.kind === "declared" && points === null ? "points" : "";
}

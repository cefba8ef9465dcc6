/**
 * Exact figures: every points figure and quantity is a whole number of ten-thousandths.
 * The twin of catalogue/rules/figures.py.
 */

/** The ten-thousandths of 1. */
export const ONE = 10_000;

/** The most that one entry can earn: beyond it sums would no longer be exact. */
const LARGEST = 1_000_000 * ONE;

/** The question has no answer: `code` names why, `values` what the words about it need. */
export class Refused extends Error {
  /**
   * @param {string} code
   * @param {Record<string, string | number>} [values]
   */
  constructor(code, values = {}) {
    super(code);
    this.name = "Refused";
    this.code = code;
    this.values = values;
  }
}

/**
 * A figure of the schedule as ten-thousandths.
 * @param {number} figure with at most four decimals
 */
export function toTenThousandths(figure) {
  return Math.round(figure * ONE);
}

/**
 * Ten-thousandths as a number that prints as the shortest decimal.
 * @param {number} value
 */
export function toNumber(value) {
  return value / ONE;
}

/**
 * A quotient of products as a whole number, exact whatever their size.
 * @param {number[]} tops
 * @param {number[]} bottoms
 * @param {"down" | "up"} rounds
 */
export function divide(tops, bottoms, rounds) {
  const top = tops.reduce((a, b) => a * b, 1);
  const bottom = bottoms.reduce((a, b) => a * b, 1);
  if (Number.isSafeInteger(top) && Number.isSafeInteger(bottom)) {
    const rest = top % bottom;
    return (top - rest) / bottom + (rounds === "up" && rest > 0 ? 1 : 0);
  }
  const bigTop = tops.reduce((a, b) => a * BigInt(b), 1n);
  const bigBottom = bottoms.reduce((a, b) => a * BigInt(b), 1n);
  const more = rounds === "up" && bigTop % bigBottom > 0n ? 1n : 0n;
  return Number(bigTop / bigBottom + more);
}

/**
 * A quotient of ten-thousandths, rounded to whole multiples of the granularity.
 * @param {number[]} tops
 * @param {number[]} bottoms
 * @param {number} grain
 * @param {"down" | "up"} rounds
 */
export function roundToGrain(tops, bottoms, grain, rounds) {
  return divide(tops, [...bottoms, grain], rounds) * grain;
}

/**
 * What a map holds for a key that it surely has.
 * @template K, V
 * @param {Map<K, V>} map
 * @param {K} key
 */
export function getKnown(map, key) {
  return /** @type {V} */ (map.get(key));
}

/**
 * Refuse what is too large to be added up exactly.
 * @param {number} earned
 */
export function refuseTooLarge(earned) {
  if (earned > LARGEST) throw new Refused("too-large");
  return earned;
}

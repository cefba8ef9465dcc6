/**
 * The least whole-number solution of a few inequalities, exact: branch and bound over a dual simplex.
 * Figures are numbers while they are exact, and big integers from the first one that would not be.
 * The twin of catalogue/rules/whole.py, step by step.
 *
 * @typedef {[Map<number, number>, number]} Row coefficients by variable, and what their sum is at least
 */
const MOST_STEPS = 20_000;

/** Whether to branch on the last variable instead of the first, and for how many steps at most. @type {[boolean, number][]} */
const ATTEMPTS = [[false, 400], [true, 400], [false, 4_000], [true, MOST_STEPS]];

/** The search was given up; nothing is known. */
export class TooLong extends Error {}

/** A figure is no longer exact as a number. */
class Inexact extends Error {}

/** How many steps are left, over all searches of one question. */
export class Steps {
  constructor(left = MOST_STEPS) {
    this.left = left;
  }

  take() {
    this.left -= 1;
    if (this.left < 0) throw new TooLong();
  }
}

/** A figure that is exact. @param {any} one */
function exact(one) {
  if (typeof one === "number" && !Number.isSafeInteger(one)) throw new Inexact();
  return one;
}

/** @param {any} one */
const size = (one) => (one < 0 ? -one : one);

/** A row divided by what its figures share. @param {any[]} row */
function sharedOut(row) {
  let share = size(row[0]);
  for (let i = 1; i < row.length && share > 1; i += 1) {
    let other = size(row[i]);
    while (other) [share, other] = [other, share % other];
  }
  if (typeof share === "number" && !row.every(Number.isSafeInteger)) throw new Inexact();
  return share > 1 ? row.map((one) => one / share) : row;
}

/** Rounded down. @param {any} top @param {any} bottom above 0 */
function floor(top, bottom) {
  const rest = top % bottom;
  const less = rest < 0;
  return (top - rest) / bottom - /** @type {any} */ (typeof rest === "bigint" ? BigInt(less) : Number(less));
}

/** Equations with their basic variables; the first one is the cost. */
class Tableau {
  /** @param {number[]} columns @param {number[]} basic @param {any[][]} rows */
  constructor(columns, basic, rows) {
    this.columns = columns;
    this.basic = basic;
    this.rows = rows;
  }

  copy() {
    return new Tableau([...this.columns], [...this.basic], [...this.rows]);
  }

  /** One more equation: own coefficient, right side, and those of the other variables. @param {any[]} row */
  add(row) {
    this.rows.push(sharedOut(row));
    this.basic.push(-1);
  }

  /** Bring every right side to 0 or more; false where that cannot be. @param {Steps} steps */
  solve(steps) {
    for (;;) {
      let leaving = 0;
      for (let i = 1; i < this.rows.length; i += 1) {
        const [own, right] = this.rows[i];
        if (right < 0 && (!leaving || exact(right * this.rows[leaving][0]) < exact(this.rows[leaving][1] * own))) leaving = i;
      }
      if (!leaving) return true;
      const [row, cost] = [this.rows[leaving], this.rows[0]];
      let entering = 0;
      for (let i = 2; i < row.length; i += 1)
        if (row[i] < 0 && (!entering || exact(cost[i] * row[entering]) < exact(cost[entering] * row[i]))) entering = i;
      if (!entering) return false;
      steps.take();
      this.pivot(leaving, entering);
    }
  }

  /** @param {number} leaving @param {number} entering */
  pivot(leaving, entering) {
    const fresh = sharedOut(this.rows[leaving].map((one) => -one));
    [fresh[0], fresh[entering]] = [fresh[entering], fresh[0]];
    const own = fresh[0];
    this.rows.forEach((row, i) => {
      const factor = row[entering];
      if (!factor || i === leaving) return;
      let [share, other] = [own, size(factor)];
      while (other) [share, other] = [other, share % other];
      const [times, less] = [own / share, factor / share];
      const changed = row.map((one, j) => exact(one * times) - exact(less * fresh[j]));
      changed[0] = exact(row[0] * times);
      changed[entering] = exact(-less * fresh[entering]);
      this.rows[i] = sharedOut(changed);
    });
    this.rows[leaving] = fresh;
    [this.basic[leaving], this.columns[entering - 2]] = [this.columns[entering - 2], this.basic[leaving]];
  }

  /** The cost, rounded up. @returns {number} */
  cost() {
    const [own, right] = this.rows[0];
    return -Number(floor(-right, own));
  }

  /** The row of the first (or last) variable that is no whole number, or 0. @param {boolean} last */
  broken(last) {
    let found = 0;
    this.basic.forEach((name, i) => {
      if (name >= 0 && this.rows[i][1] % this.rows[i][0] && (!found || name < this.basic[found] !== last)) found = i;
    });
    return found;
  }

  /** The value of every variable. @param {number} count */
  solution(count) {
    const values = Array(count).fill(0);
    this.basic.forEach((name, i) => {
      if (name >= 0) values[name] = Number(this.rows[i][1] / this.rows[i][0]);
    });
    return values;
  }

  /** The two sides of a variable that is no whole number; the upper one is the newer. @param {number} index */
  branches(index) {
    const [own, right, ...row] = this.rows[index];
    const below = own * floor(right, own);
    const upper = this.copy();
    this.add([own, below - right, ...row.map((one) => -one)]);
    upper.add([own, right - below - own, ...row]);
    return [this, upper];
  }
}

/**
 * The whole numbers, 0 or more, that cost least and keep every row; null where none do.
 * @param {Row[]} rows
 * @param {number[]} cost 0 or more each
 * @param {Steps} steps
 * @param {number[] | null} known a solution to beat; it comes back where none is cheaper
 * @returns {number[] | null}
 */
export function least(rows, cost, steps, known = null) {
  let best = known;
  for (const [last, most] of ATTEMPTS) {
    const { left } = steps;
    let found;
    try {
      found = search(rows, cost, steps, best, last, left - most, (one) => one);
    } catch (error) {
      if (!(error instanceof Inexact)) throw error;
      steps.left = left;
      found = search(rows, cost, steps, best, last, left - most, BigInt);
    }
    best = found.best;
    if (found.done) return best;
  }
  throw new TooLong();
}

/**
 * The best solution, and whether it is the least; given up when only `until` steps are left.
 * @param {Row[]} rows
 * @param {number[]} cost
 * @param {Steps} steps
 * @param {number[] | null} best
 * @param {boolean} last
 * @param {number} until
 * @param {(one: number) => any} big
 */
function search(rows, cost, steps, best, last, until, big) {
  let below = best ? best.reduce((sum, one, i) => sum + one * cost[i], 0) : Infinity;
  const first = new Tableau([...cost.keys()], [-1], [[1, 0, ...cost.map((one) => -one)].map(big)]);
  for (const [row, low] of rows) first.add([1, -low, ...cost.map((_, i) => -(row.get(i) ?? 0))].map(big));
  /** The nearest last. @type {[number, Tableau][]} */
  const waiting = first.solve(steps) ? [[first.cost(), first]] : [];
  for (let next = waiting.pop(); next && next[0] < below; next = waiting.pop()) {
    if (steps.left < until) return { best, done: false };
    const [bound, tableau] = next;
    const index = tableau.broken(last);
    if (!index) {
      best = tableau.solution(cost.length);
      below = bound;
      continue;
    }
    for (const branch of tableau.branches(index)) {
      if (!branch.solve(steps)) continue;
      const at = branch.cost();
      let place = waiting.length;
      while (place && waiting[place - 1][0] < at) place -= 1;
      waiting.splice(place, 0, [at, branch]);
    }
  }
  return { best, done: true };
}

/**
 * The least whole-number solution of a few inequalities, exact: branch and bound over a dual simplex.
 * The figures of a row are numbers, or big integers where one would not be exact.
 * The twin of catalogue/rules/whole.py, step by step.
 *
 * @typedef {[Map<number, number>, number]} Row coefficients by variable, and what their sum is at least
 */
const MOST_STEPS = 20_000;
/** So many figures of a tableau are one step's work; those of the schedules that bodies publish are fewer. */
const FIGURES = 4_000;

/** How many steps each attempt may take: branching on the first variable, then on the last one. */
const ATTEMPTS = [200, 800, 3_200, MOST_STEPS];

/** The search was given up; nothing is known. */
export class TooLong extends Error {}

/** How many steps are left, over all searches of one question. */
export class Steps {
  constructor(left = MOST_STEPS) {
    this.left = left;
  }

  /** One step more, in a tableau of so many figures: a large one is given up after fewer steps. @param {number} figures */
  spendStep(figures) {
    this.left -= Math.max(1, Math.floor(figures / FIGURES));
    if (this.left < 0) throw new TooLong();
  }
}

/** Where the figures of two rows lie below this, so does what is exact of their difference. */
const SAFE = 2 ** 52;

/** Without the second zero of numbers, which is slow. @param {any} one */
const negate = (one) => one && -one;

/** What divides both. @param {number} one @param {number} other */
function gcd(one, other) {
  while (other) [one, other] = [other, one % other];
  return Math.abs(one);
}

/** A row divided by what its figures share. @param {any[]} row @returns {any[]} */
function reduceRow(row) {
  if (typeof row[0] === "bigint") return reduceBigRow(row);
  let share = 0;
  for (let i = 0; i < row.length && share !== 1; i += 1) if (row[i]) share = gcd(row[i], share);
  return share > 1 ? row.map((one) => one / share) : row;
}

/** A row without as much of another one as holds a variable, which is basic there. @param {any[]} row @param {any[]} other @param {number} entering */
function eliminate(row, other, entering) {
  // apart, so that an engine of JavaScript knows the kind of the figures: it is twenty times as quick
  return (typeof row[0] === "number" && typeof other[0] === "number" && eliminateInNumbers(row, other, entering)) || eliminateInBig(row.map(BigInt), other.map(BigInt), entering);
}

/** @param {number[]} row @param {number[]} other @param {number} entering */
function eliminateInNumbers(row, other, entering) {
  const share = gcd(other[0], row[entering]);
  const [times, less] = [other[0] / share, row[entering] / share];
  const found = row.slice();
  found[entering] = 0;
  let most = (found[0] *= times);
  for (let i = 1; i < row.length; i += 1) {
    const own = found[i] && found[i] * times;
    const off = other[i] && other[i] * less;
    most = Math.max(most, Math.abs(own), Math.abs(off));
    found[i] = own - off;
  }
  return most < SAFE && reduceRow(found);
}

/** @param {bigint[]} row @param {bigint[]} other @param {number} entering @returns {any[]} */
function eliminateInBig(row, other, entering) {
  return reduceBigRow(row.map((one, i) => (i === entering ? 0n : one * other[0]) - (i ? row[entering] * other[i] : 0n)));
}

/** A row divided by what its figures share, in numbers where all of them are exact. @param {bigint[]} row @returns {any[]} */
function reduceBigRow(row) {
  let share = 0n;
  for (let one of row) while (one) [share, one] = [one, share % one];
  const found = row.map((one) => one / (share < 0n ? -share : share));
  return found.every((one) => Number.isSafeInteger(Number(one))) ? found.map(Number) : found;
}

/** Exact. @param {any} one @param {any} other @returns {any} */
function multiply(one, other) {
  if (typeof one === "number" && typeof other === "number") {
    const found = one * other;
    if (Number.isSafeInteger(found)) return found;
  }
  return BigInt(one) * BigInt(other);
}

/** Rounded down. @param {any} top @param {any} bottom above 0 */
function divideDown(top, bottom) {
  const rest = top % bottom;
  return Number((top - rest) / bottom) - Number(rest < 0);
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
  addRow(row) {
    this.rows.push(reduceRow(row));
    this.basic.push(-1);
  }

  /** Bring every right side to 0 or more; false where that cannot be. @param {Steps} steps */
  solve(steps) {
    for (;;) {
      let leaving = 0;
      for (let i = 1; i < this.rows.length; i += 1) {
        const [own, right] = this.rows[i];
        if (right < 0 && (!leaving || multiply(right, this.rows[leaving][0]) < multiply(this.rows[leaving][1], own))) leaving = i;
      }
      if (!leaving) return true;
      const [row, cost] = [this.rows[leaving], this.rows[0]];
      let entering = 0;
      for (let i = 2; i < row.length; i += 1)
        if (row[i] < 0 && (!entering || multiply(cost[i], row[entering]) < multiply(cost[entering], row[i]))) entering = i;
      if (!entering) return false;
      steps.spendStep(this.rows.length * this.columns.length);
      this.pivot(leaving, entering);
    }
  }

  /** @param {number} leaving @param {number} entering */
  pivot(leaving, entering) {
    const fresh = this.rows[leaving].map(negate);
    [fresh[0], fresh[entering]] = [fresh[entering], fresh[0]];
    this.rows.forEach((row, i) => {
      if (row[entering] && i !== leaving) this.rows[i] = eliminate(row, fresh, entering);
    });
    this.rows[leaving] = fresh;
    [this.basic[leaving], this.columns[entering - 2]] = [this.columns[entering - 2], this.basic[leaving]];
  }

  /** The cost, rounded up. @returns {number} */
  computeCost() {
    const [own, right] = this.rows[0];
    return -divideDown(-right, own);
  }

  /** The row of the first (or last) variable that is no whole number, or 0. @param {boolean} fromLast */
  findFraction(fromLast) {
    let found = 0;
    this.basic.forEach((name, i) => {
      if (name >= 0 && this.rows[i][1] % this.rows[i][0] && (!found || name < this.basic[found] !== fromLast)) found = i;
    });
    return found;
  }

  /** The value of every variable. @param {number} count */
  listValues(count) {
    const values = Array(count).fill(0);
    this.basic.forEach((name, i) => {
      if (name >= 0) values[name] = Number(this.rows[i][1] / this.rows[i][0]);
    });
    return values;
  }

  /** The two sides of a variable that is no whole number; the upper one is the newer. @param {number} index */
  branch(index) {
    const [own, right, ...row] = this.rows[index];
    const rest = right % own < 0 ? (right % own) + own : right % own;
    const upper = this.copy();
    this.addRow([own, negate(rest), ...row.map(negate)]);
    upper.addRow([own, rest - own, ...row]);
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
export function findLeast(rows, cost, steps, known = null) {
  let best = known;
  for (const most of ATTEMPTS)
    for (const last of [false, true]) {
      const found = searchLeast(rows, cost, steps, best, last, steps.left - most);
      best = found.best;
      if (found.done) return best;
    }
  throw new TooLong();
}

/**
 * The best solution, and whether it is the least; given up when only `stepsToLeave` steps are left.
 * @param {Row[]} rows
 * @param {number[]} cost
 * @param {Steps} steps
 * @param {number[] | null} best
 * @param {boolean} fromLast
 * @param {number} stepsToLeave
 */
function searchLeast(rows, cost, steps, best, fromLast, stepsToLeave) {
  let below = best ? best.reduce((sum, one, i) => sum + one * cost[i], 0) : Infinity;
  const first = new Tableau([...cost.keys()], [-1], [[1, 0, ...cost.map(negate)]]);
  for (const [row, low] of rows) first.addRow([1, negate(low), ...cost.map((_, i) => negate(row.get(i) ?? 0))]);
  /** The nearest last. @type {[number, Tableau][]} */
  const waiting = first.solve(steps) ? [[first.computeCost(), first]] : [];
  for (let next = waiting.pop(); next && next[0] < below; next = waiting.pop()) {
    if (steps.left < stepsToLeave) return { best, done: false };
    const [bound, tableau] = next;
    const index = tableau.findFraction(fromLast);
    if (!index) {
      best = tableau.listValues(cost.length);
      below = bound;
      continue;
    }
    for (const branch of tableau.branch(index)) {
      if (!branch.solve(steps)) continue;
      const at = branch.computeCost();
      let place = waiting.length;
      while (place && waiting[place - 1][0] < at) place -= 1;
      waiting.splice(place, 0, [at, branch]);
    }
  }
  return { best, done: true };
}

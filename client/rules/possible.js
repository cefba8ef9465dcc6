/**
 * What could still be done: every kind of entry that a plan may hold, in each CPD year that is not over.
 * The twin of catalogue/rules/possible.py, which says what each kind is.
 *
 * @import { Activity, Basis, Filter, Rule, Unit } from "./types"
 *
 * @typedef {object} Kind figures in ten-thousandths
 * @property {Activity} activity
 * @property {number} year
 * @property {number} first
 * @property {number} last
 * @property {number} low
 * @property {number} step
 * @property {number} steps
 * @property {number} quantity
 * @property {number} most
 * @property {string} choice
 * @property {string[]} topics
 * @property {number} credit
 * @property {string[]} confirm
 * @property {boolean} apart
 * @property {number} until of the day asked about: to what day an entry may be put off that is to have one of its own
 */
import { divide, ONE, toTenThousandths } from "./figures.js";
import { earnItem, earnTiers, isStepReached } from "./rates.js";
import { canMatch, isMatch } from "./selection.js";
import { day } from "./civil.js";

const MOST_TOPICS = 3;
const WHOLE = 1_000_000 * ONE;

/** Something that a plan does not cover: why, and the rule or activity that it is about. */
export class Uncovered extends Error {
  /** @param {string} why @param {string} about */
  constructor(why, about) {
    super(why);
    this.why = why;
    this.about = about;
  }
}

/** An entry of a kind as the engine sees it. @param {Kind} kind @returns {Unit} */
export function toUnit({ activity, last, choice, topics, low, quantity }) {
  return { entry: -1, date: last, activity, choice, topics, earned: low, measured: quantity, credit: low, quantity, dropped: false };
}

/**
 * Every kind of entry of some activities, in their order and that of the years.
 * @param {Basis} basis
 * @param {Activity[]} activities
 * @param {Rule[]} rules
 * @param {string[]} confirmed
 * @param {boolean} several whether an entry holds as many items as one sitting does where they are declared
 * @param {boolean} today whether also those of the day asked about: what is asked in a window that rolls counts no later ones
 * @returns {Kind[]}
 */
export function listKinds(basis, activities, rules, confirmed, several, today) {
  return activities.flatMap((activity) => {
    const confirm = (activity.conditions ?? []).filter((key) => !confirmed.includes(key));
    return listYears(basis, activity, today).flatMap((when) =>
      listBareKinds(basis, activity, rules, several)
        .flatMap((kind) => listVariants(basis, { ...kind, ...when, confirm }, rules))
        .flatMap((kind) => cutKind(basis, kind)),
    );
  });
}

/** The CPD years in which it can still be done, with the first and the last day for it; then today. @param {Basis} basis @param {Activity} activity @param {boolean} today */
function listYears({ cycle }, { valid }, today) {
  const [since, to] = [valid?.from ? day(valid.from) : -Infinity, valid?.to ? day(valid.to) : Infinity];
  const found = (cycle.rolling ? [] : cycle.listPlannedYears()).flatMap((year) => {
    const first = Math.max(cycle.findFirstDayOfYear(year), cycle.on, since);
    const last = Math.min(cycle.findLastDayOfYear(year), to);
    return first <= last ? [{ year, first, last, until: -Infinity }] : [];
  });
  const { on } = cycle;
  if (!(today || cycle.rolling) || cycle.findSide(on) !== 0 || on < since || on > to) return found;
  const year = cycle.findYear(on);
  return [...found, { year, first: on, last: on, until: cycle.rolling ? to : Math.min(cycle.findLastDayOfYear(year), to) }];
}

/** Whether nothing says how much of it one entry can hold. @param {Basis} basis @param {Activity} activity */
export function hasNoSitting(basis, activity) {
  const { rate } = activity;
  if (activity.one_sitting != null || rate.kind === "items" || rate.kind === "none") return false;
  const held = basis.kernel.limits.some(
    (rule) =>
      isWithinDay(rule) && rule.measure === "points" && canMatch(rule.counting, activity, true) && !rule.for_each && basis.isApplicable(rule),
  );
  return !held && (rate.kind === "declared" ? rate.most == null : rate.steps[rate.steps.length - 1].per != null);
}

/** Whether a limit looks at one entry, or one day. @param {Rule} rule */
export function isWithinDay({ window }) {
  return window.span === "entry" || window.span === "day";
}

/** Whether an entry can hold several items and still counts as one: a plan puts one into each. @param {Activity} activity */
export function canHoldItems({ rate }) {
  return rate.kind === "declared" && rate.item != null && rate.most != null;
}

/** The ways in which one entry earns. @param {Basis} basis @param {Activity} activity @param {Rule[]} rules @param {boolean} several @returns {Kind[]} */
function listBareKinds({ kernel }, activity, rules, several) {
  const { rate } = activity;
  const grain = toTenThousandths(kernel.granularity);
  if (rate.repeats?.length) throw new Uncovered("repeats", activity.id);
  if (rate.window != null && rate.window.span !== "entry") throw new Uncovered("sum", activity.id);
  const [none, last] = [{ choice: "", topics: [], credit: 0, confirm: [], apart: false, until: -Infinity }, { year: 0, first: 0, last: 0 }];
  const bare = { activity, ...last, low: 0, step: 0, steps: 0, quantity: 0, most: 0, ...none };
  const sitting = activity.one_sitting == null ? WHOLE : toTenThousandths(activity.one_sitting);
  const counted = rules.filter((rule) => canMatch(rule.counting, activity)).map((rule) => rule.counting);
  if (rate.kind === "items") return [{ ...bare, low: earnItem(rate, kernel), quantity: ONE }];
  if (rate.kind === "declared") {
    const low = divide([Math.max(toTenThousandths(rate.least ?? 0), grain)], [grain], "up") * grain;
    const more = several && canHoldItems(activity);
    const most = more || rate.most == null ? sitting : Math.min(sitting, toTenThousandths(rate.most));
    const items = more ? [ONE, ...listThresholds(counted, "quantity_at_least").filter((cut) => cut > ONE)] : [rate.item != null ? ONE : 0];
    return items.flatMap((quantity) => splitRange({ ...bare, quantity }, low, most, grain, listThresholds(counted, "points_at_least")));
  }
  if (rate.kind === "none") {
    const most = activity.one_sitting != null || rate.measure ? sitting : ONE;
    return splitLedger(bare, Math.min(ONE, most), most, listThresholds(counted, "quantity_at_least"));
  }
  return splitTiers(kernel, { ...bare, most: sitting }, counted, grain);
}

/** @param {Filter} filter */
function listParts(filter) {
  return [...(filter.all ?? []), ...(filter.any ?? []), ...(filter.not != null ? [filter.not] : [])];
}

/** Numbers from the least to the greatest, each once. @param {number[]} numbers */
function sortUnique(numbers) {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** What earns nothing, one whole of it or more; less comes last, where a selection tells it apart. @param {Kind} bare @param {number} least @param {number} most @param {number[]} asked @returns {Kind[]} */
function splitLedger(bare, least, most, asked) {
  const cuts = [least, ...asked.filter((cut) => least < cut && cut <= most), most + 1];
  const below = asked.length && asked[0] <= least ? [1, ...asked.filter((cut) => 1 < cut && cut < least), least] : [];
  const split = (/** @type {number[]} */ edges) => edges.slice(1).map((end, i) => ({ ...bare, quantity: edges[i], most: end - 1 }));
  return [...split(cuts), ...split(below).filter((kind) => kind.quantity <= kind.most)];
}

/**
 * Every "at least x" of some selections.
 * @param {(Filter | null | undefined)[]} filters
 * @param {"points_at_least" | "quantity_at_least"} name
 * @returns {number[]}
 */
function listThresholds(filters, name) {
  const found = filters.flatMap((filter) => {
    if (filter == null) return [];
    const own = filter[name];
    return [...(own == null ? [] : [toTenThousandths(own)]), ...listThresholds(listParts(filter), name)];
  });
  return sortUnique(found);
}

/** From low to most by steps, apart where a selection cuts them. @param {Kind} bare @param {number} low @param {number} most @param {number} step @param {number[]} cuts @returns {Kind[]} */
function splitRange(bare, low, most, step, cuts) {
  const from = low > 0 ? low : low + step;
  const inside = cuts.filter((one) => from < one && one <= most);
  const starts = sortUnique([from, ...inside.map((one) => from + divide([one - from], [step], "up") * step)]);
  return starts
    .map((start, i) => ({ start, steps: Math.floor((Math.min((starts[i + 1] ?? most + step) - step, most) - start) / step) }))
    .filter(({ start }) => start <= most)
    .map(({ start, steps }) => ({ ...bare, low: start, step: steps ? step : 0, steps }));
}

/** One kind for each stretch of the quantity in which the same tier pays. @param {Basis["kernel"]} kernel @param {Kind} bare @param {(Filter | null | undefined)[]} filters @param {number} grain @returns {Kind[]} */
function splitTiers(kernel, bare, filters, grain) {
  const { rate } = bare.activity;
  const starts = sortUnique([...rate.steps.map((step) => toTenThousandths(step.at) + (step.open ? 1 : 0)), ...listThresholds(filters, "quantity_at_least")]);
  const points = listThresholds(filters, "points_at_least");
  return starts.flatMap((start, i) => {
    const first = Math.max(start, 1);
    const last = Math.min((starts[i + 1] ?? WHOLE) - 1, bare.most);
    const pays = rate.steps.filter((step) => isStepReached(step, first)).pop();
    if (first > last || !pays) return [];
    const [low, high] = [first, last].map((quantity) => earnTiers(rate, quantity, kernel));
    const kind = { ...bare, quantity: first, most: last };
    if (pays.per == null) return low ? splitRange(kind, low, low, grain, []) : [];
    if (!pays.whole && toTenThousandths(pays.points) <= grain * toTenThousandths(pays.per)) return splitRange(kind, low, high, grain, points);
    if (toTenThousandths(pays.points) % grain === 0 && pays.points) return splitRange(kind, low, high, toTenThousandths(pays.points), points);
    if (high) throw new Uncovered("blocks", bare.activity.id);
    return [];
  });
}

/** The first day that is free, of those on which it can be done: the last one first, or from the day asked about on. @param {Kind} kind @param {Set<number>} taken */
export function findFreeDay({ first, last, until }, taken) {
  let date = last;
  while (date <= until && taken.has(date)) date += 1;
  if (until >= last) return date <= until ? date : last;
  while (date >= first && taken.has(date)) date -= 1;
  return date >= first ? date : last;
}

/** The least quantity that earns so much, a whole number where one does. @param {Kind} kind @param {number} earned @param {Basis} basis */
export function findQuantity({ activity, quantity, most }, earned, { kernel }) {
  let [low, high] = [quantity - 1, most];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (earnTiers(activity.rate, middle, kernel) >= earned) high = middle;
    else low = middle;
  }
  const whole = divide([high], [ONE], "up") * ONE;
  return whole <= most && earnTiers(activity.rate, whole, kernel) === earned ? whole : high;
}

/** With each choice and each set of topics that a rule could tell from another. @param {Basis} basis @param {Kind} kind @param {Rule[]} rules @returns {Kind[]} */
function listVariants(basis, kind, rules) {
  const own = rules.filter((rule) => canMatch(rule.counting, kind.activity));
  const listed = (kind.activity.choices ?? []).map(({ id }) => id);
  const apart = own.some((rule) => rule.for_each === "choice") && !findPool(basis, kind.activity, own);
  const choices = apart ? listed : listed.slice(0, 1);
  const topics = [...new Set(own.flatMap((rule) => listTopics(basis, rule)))];
  if (topics.length > MOST_TOPICS) throw new Uncovered("topics", kind.activity.id);
  /** @type {string[][]} */
  let sets = [[]];
  for (let count = 1, last = sets; count <= topics.length; count += 1) {
    last = last.flatMap((set) => topics.slice(topics.indexOf(set[set.length - 1]) + 1).map((topic) => [...set, topic]));
    sets = [...sets, ...last];
  }
  return (choices.length ? choices : [""]).flatMap((choice) => sets.map((set) => ({ ...kind, choice, topics: set })));
}

/** The limit for each choice that alone tells choices apart. @param {Basis} basis @param {Activity} activity @param {Rule[]} rules @returns {Rule | null} */
export function findPool(basis, activity, rules) {
  const own = rules.filter((rule) => rule.for_each === "choice" && canMatch(rule.counting, activity));
  const [rule] = own;
  if (new Set(own.map(({ id }) => id)).size !== 1 || rule.measure !== "entries" || !basis.kernel.limits.includes(rule)) return null;
  const able = basis.kernel.activities.filter((one) => canMatch(rule.counting, one));
  return able.length === 1 && able[0] === activity && activity.choices?.length && !isWithinDay(rule) ? rule : null;
}

/** @param {Basis} basis @param {Rule} rule @returns {string[]} */
function listTopics({ kernel, attributes }, { for_each, counting }) {
  const each = for_each === "topic" ? kernel.topics : for_each == null || for_each === "choice" ? [] : attributes[for_each];
  return [...each, ...listNamedTopics(counting)];
}

/** @param {Filter | null | undefined} filter @returns {string[]} */
function listNamedTopics(filter) {
  if (filter == null) return [];
  return [...(filter.topic == null ? [] : [filter.topic]), ...listParts(filter).flatMap(listNamedTopics)];
}

/** A kind as the limits of an entry and of a day leave it. @param {Basis} basis @param {Kind} kind @returns {Kind[]} */
function cutKind(basis, kind) {
  const unit = toUnit(kind);
  let [top, apart] = [WHOLE, false];
  for (const rule of basis.kernel.limits) {
    if (!isWithinDay(rule) || !basis.isApplicable(rule) || !isMatch(rule.counting, unit) || !basis.listUnitEaches(rule, unit).length) continue;
    const room = basis.computeLimit(rule, 0, () => 0);
    apart ||= rule.window.span === "day";
    if (room !== null && rule.measure === "points") top = Math.min(top, room);
    else if (room !== null && room < ONE) return [];
  }
  if (top <= 0 && kind.activity.rate.kind !== "none") return [];
  const steps = kind.steps && Math.min(kind.steps, Math.floor(Math.max(top - kind.low, 0) / kind.step));
  const above = kind.low + (steps + 1) * kind.step;
  const more = steps < kind.steps && above - kind.step < top;
  const found = { ...kind, apart, steps, step: steps ? kind.step : 0, credit: Math.min(kind.low, top) };
  return [...(more ? [{ ...found, low: above, step: 0, steps: 0, credit: top }] : []), found];
}

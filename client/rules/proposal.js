/**
 * propose: a plan that a person could do, for this CPD year or for all of a verdict that can still be met.
 * It is loaded only when a plan is asked for. The twin of catalogue/rules/proposal.py, which says what it holds.
 *
 *   import { propose } from ".../proposal.js";
 *   propose(schedule, log, { ...options, goal: "year", without: ["in-house"], most: { book: 4 } })
 *
 * schedule, log and options are those of `assess`; verdict (the adopted one), goal (all, or year), without
 * (activities that are ruled out) and most (how many of an activity the member can do in a CPD year) may be
 * left out. The answer is plain data:
 *
 *   schedule, verdict, on, goal, without, most   what was asked
 *   status       met, lost (nothing is left to do), planned, short (as near as can be), or unplanned
 *   unconfirmed  ids of the log's provisional entries: the plan takes them for confirmed
 *   lost         parts of demands that can no longer be met
 *   count        how many entries the plan has
 *   points       what they earn together
 *   entries      lines of a log, {id, date, activity, quantity, choice, points, topics}, and with them year, items, earns and confirm
 *   result       the open parts of the goal with the plan: {demand, year, each, measure, until, short_by, required, credited}
 *   because      where it is unplanned, [{why, about}]
 *   not_planned  activities that nothing gives a figure for, [{activity, why}]
 *   lapses       of what is open in windows that roll, [{demand, entry, on}]: from which day on an entry no longer counts
 *   left_out     what the plan does without, [{why, about}]: with it more may be reached, or the same with less
 *
 * @import { Activity, JudgeOptions, Kernel, LogEntry, Rule, Run } from "./types"
 * @import { Entry, Options } from "./points.js"
 * @import { Kind } from "./possible.js"
 * @import { Left } from "./plan.js"
 * @typedef {[Kind, number, number, boolean]} Planned
 * @typedef {{verdict?: string | null, goal?: string, without?: string[], most?: Record<string, number>}} Asked
 */
import { findPreferred } from "./cheapest.js";
import { getKnown, toNumber } from "./figures.js";
import { Goal, selectYear } from "./goal.js";
import { buildChooser, checkKnown, listLapses, MOST_WAYS, Question, reportGoal, sumCreditByEntry, writeEntry } from "./plan.js";
import { listAble, listAvoided, listUncovered } from "./left.js";
import { readEntry, readOptions, whole } from "./points.js";
import { Uncovered } from "./possible.js";
import { Programme } from "./programme.js";
import { canMatch } from "./selection.js";
import { TooLong } from "./whole.js";

/**
 * A plan for a verdict that a person could do.
 * @param {any} schedule what the API gives for a schedule, or its kernel
 * @param {Entry[]} log
 * @param {Options & Asked} options
 * @throws {import("./figures.js").Refused} where `assess` does, and for a verdict or an activity that is not there
 */
export function propose(schedule, log, options) {
  const asking = buildProposal(schedule, log, options);
  const { kernel, verdict, goal, without, most } = asking;
  checkKnown("verdict", [verdict], kernel.verdicts, kernel);
  checkKnown("activity", [...without, ...Object.keys(most)], kernel.activities, kernel);
  const left = asking.findLeft([]);
  const { status, entries = [], because = [] } = asking.findProposal(left);
  const avoided = status === "planned" || status === "short" ? listAvoided(left) : [];
  return {
    schedule: kernel.id,
    verdict,
    on: options.on,
    goal,
    without: [...without],
    most: { ...most },
    status,
    unconfirmed: left.unconfirmed,
    lost: asking.findWholeGoal(left.run).listLosses().map((part) => reportGoal(part, left)),
    count: entries.length,
    points: toNumber(entries.reduce((sum, one) => sum + one.earned, 0)),
    entries: entries.map(({ earned, ...line }) => line),
    result: asking.reportResult(left, entries),
    because: because.map(({ why, about }) => ({ why, about })),
    not_planned: asking.listLeftOut(left).map(([activity, why]) => ({ activity, why })),
    lapses: listLapses(left, asking.log),
    left_out: avoided,
  };
}

/**
 * What is asked by the goal of a proposal, and how much of it there is with such entries.
 * @param {any} schedule @param {Entry[]} log @param {Options & Asked} options @param {any[]} entries
 */
export function judgePlan(schedule, log, options, entries) {
  const asking = buildProposal(schedule, log, options);
  return asking.reportResult(asking.findLeft([]), entries);
}

/** @param {any} schedule @param {Entry[]} log @param {Options & Asked} options */
function buildProposal(schedule, log, options) {
  const kernel = whole(schedule.kernel ?? schedule);
  const { verdict, goal = "all", without = [], most = {} } = options;
  return new Proposal(kernel, log.map(readEntry), readOptions(options), verdict ?? kernel.verdicts[0].id, without, goal, most);
}

/** What is proposed for. */
class Proposal extends Question {
  /** @param {Kernel} kernel @param {LogEntry[]} log @param {JudgeOptions} options @param {string} verdict @param {string[]} without @param {string} goal @param {Record<string, number>} most */
  constructor(kernel, log, options, verdict, without, goal, most) {
    super(kernel, log, options, verdict, without);
    this.goal = goal;
    this.most = most;
  }

  /** All of the verdict, or what it asks in the CPD year of the day asked about. @param {Run} run */
  buildGoal(run) {
    const all = this.findWholeGoal(run);
    return this.goal === "year" ? selectYear(all, this.findCycle().judgedYear) ?? new Goal([]) : all;
  }

  /** Status, entries, and what a plan does not cover. @param {Left} left @returns {{status: string, entries?: any[], because?: {why: string, about: string}[]}} */
  findProposal(left) {
    if (!left.open.length) return { status: left.root.lost ? "lost" : "met" };
    const because = listUncovered(left);
    if (because.length) return { status: "unplanned", because };
    try {
      const { ranked, chosen } = this.findNearest(left);
      const [missing] = ranked;
      return { status: missing ? "short" : "planned", entries: this.writeProvedEntries(left, chosen, !missing) };
    } catch (error) {
      if (error instanceof Uncovered) return { status: "unplanned", because: [error] };
      if (error instanceof TooLong) return { status: "unplanned", because: [{ why: "too-long", about: this.verdict }] };
      throw error;
    }
  }

  /** The way that comes nearest. @param {Left} left */
  findNearest(left) {
    const ways = left.root.listWays(left.run, left.dropped);
    if (ways.length > MOST_WAYS) throw new Uncovered("ways", this.verdict);
    const able = listAble(left).filter((one) => !left.helpless.includes(one));
    const confirmed = [...this.options.member.conditions].filter(([, yes]) => yes).map(([key]) => key);
    const done = new Set(this.log.filter(({ date }) => date <= this.options.on).map(({ activity }) => activity));
    const rooms = this.findRooms(left);
    const needed = new Set(this.listNeeded(left));
    const found = ways.map((way) => {
      const rules = [...way.map(({ rule }) => rule), ...left.limits];
      const kinds = able.flatMap((one) => this.listKindsOf(one, left, rules, confirmed));
      return findPreferred(new Programme(left.basis, left.run, way, kinds, rooms), done, needed, this.steps);
    });
    return found.reduce((best, other) => (isRarer(other.ranked, best.ranked) ? other : best));
  }

  /** Activities that serve what the verdict asks of some activities beside the year; of all it, any. @param {Left} left */
  listNeeded({ run }) {
    if (this.goal !== "year") return this.kernel.activities.map(({ id }) => id);
    const rules = this.findWholeGoal(run).listOpen(run, []).flatMap(({ rule }) => (rule.counting ? [rule] : []));
    return this.kernel.activities.filter((one) => rules.some((rule) => canMatch(rule.counting, one))).map(({ id }) => id);
  }

  /** Activities that could serve and that no plan holds, in the file's order. @param {Left} left */
  listLeftOut({ helpless }) {
    const named = new Map([...helpless.map(({ id }) => /** @type {[string, string]} */ ([id, "no-sitting"])), ...this.unclear]);
    return this.kernel.activities.flatMap(({ id }) => (named.has(id) ? [[id, named.get(id)]] : []));
  }

  /** How many more of an activity one could do in each CPD year, where something says so. @param {Left} left */
  findRooms({ basis: { cycle }, run }) {
    const used = countBy(run.units.map(({ activity, date }) => `${activity.id}|${cycle.findYear(date)}`));
    const rooms = new Map();
    for (const { id, most_a_year } of this.kernel.activities) {
      const most = this.most[id] ?? most_a_year ?? null;
      for (const year of most === null ? [] : cycle.listPlannedYears())
        rooms.set(`${id}|${year}`, Math.max(most - (used.get(`${id}|${year}`) ?? 0), 0));
    }
    return rooms;
  }

  /** The entries spread over the time that is left; where the engine takes offence, as late as can be. @param {Left} left @param {Planned[]} chosen @param {boolean} isEnough */
  writeProvedEntries(left, chosen, isEnough) {
    try {
      return this.proveEntries(left, this.writeSpreadEntries(left, chosen, true), isEnough);
    } catch (error) {
      if (!(error instanceof Uncovered)) throw error;
      return this.proveEntries(left, this.writeSpreadEntries(left, chosen, false), isEnough);
    }
  }

  /** The entries of a plan as a log has them, each item apart; in a year what a limit cuts stands last. @param {Left} left @param {Planned[]} chosen @param {boolean} spread */
  writeSpreadEntries(left, chosen, spread) {
    const names = new Set(this.log.map(({ id }) => id));
    const taken = new Set(this.log.map(({ date }) => date));
    const ordered = orderEntries(left, chosen);
    const choose = buildChooser(left);
    const ofYear = countBy(ordered.map(([{ year }]) => year));
    const placed = new Map();
    let n = 0;
    return ordered.map(([one, earned, quantity]) => {
      let kind = one;
      placed.set(kind.year, (placed.get(kind.year) ?? 0) + 1);
      if (spread) {
        const first = Math.max(kind.first, Math.min(left.basis.cycle.on + 1, kind.last));
        const share = Math.floor(((kind.last - first) * placed.get(kind.year)) / (getKnown(ofYear, kind.year) + 1));
        kind = { ...kind, first, last: first + share };
      }
      do n += 1;
      while (names.has(`plan-${n}`));
      return { id: `plan-${n}`, ...writeEntry(left, choose(kind), earned, quantity, taken) };
    });
  }

  /** Entries that keep the log's own credit and, where they are to be enough, reach the goal; others are refused. @param {Left} left @param {any[]} entries @param {boolean} isEnough */
  proveEntries(left, entries, isEnough) {
    const run = this.judgeEntries(entries);
    const kept = sumCreditByEntry(run);
    const same = [...sumCreditByEntry(left.run)].every(([position, credit]) => kept.get(position) === credit);
    if (!same || (isEnough && !left.root.isReached(run, []))) throw new Uncovered("order", this.verdict);
    return entries;
  }

  /** Log and entries together, as though both were done and confirmed. @param {any[]} entries */
  judgeEntries(entries) {
    return this.judgeLog(this.kernel, [...this.log, ...entries.map((entry) => readEntry({ ...entry, confirmed: true }))]).shown;
  }

  /** Each open part of the goal, and how much of it there is with some entries. @param {Left} left @param {any[]} entries */
  reportResult(left, entries) {
    const run = this.judgeEntries(entries);
    return left.open.map((goal) => {
      const { year, each } = goal.part;
      const found = getKnown(run.standings, goal.rule.id).parts.filter((one) => one.year === year && one.each === each)[0];
      const { required, credited, carried } = found;
      const figures = { required, credited: credited + carried, short_by: Math.max(required - credited - carried, 0) };
      return { ...reportGoal(goal, left), ...Object.fromEntries(Object.entries(figures).map(([name, figure]) => [name, toNumber(figure)])) };
    });
  }
}

/** By years, in each the activities evenly mixed; what a limit cuts stands last. @param {Left} left @param {Planned[]} chosen */
function orderEntries({ basis: { kernel } }, chosen) {
  const { activities } = kernel;
  const sorted = [...chosen].sort(([a], [b]) => activities.indexOf(a.activity) - activities.indexOf(b.activity));
  const name = (/** @type {Kind} */ { year, activity }) => `${year}|${activity.id}`;
  const alike = countBy(sorted.map(([kind]) => name(kind)));
  const placed = new Map();
  const ranked = sorted.map((planned) => {
    const [kind, , , isCut] = planned;
    const key = name(kind);
    const before = placed.get(key) ?? 0;
    placed.set(key, before + 1);
    return { planned, rank: [kind.year, Number(isCut), (2 * before + 1) / (2 * getKnown(alike, key))] };
  });
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ planned }) => planned);
}

/** @template T @param {T[]} values */
function countBy(values) {
  const found = new Map();
  for (const value of values) found.set(value, (found.get(value) ?? 0) + 1);
  return found;
}

/** @param {number[]} one @param {number[]} other */
const compareRanks = (one, other) => one.map((value, i) => value - other[i]).find((by) => by) ?? 0;

/** @param {number[]} one @param {number[]} other */
const isRarer = (one, other) => compareRanks(one, other) < 0;

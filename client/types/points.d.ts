/** The engine of the calculator: a schedule, a log and a day, to one answer. It reads no clock and fetches nothing. */

/** A line of a log, as the columns of a log are named. */
export interface Entry {
  /** Names the line. */
  id: string;
  /** The day on which it was done or is planned, such as 2026-11-22. */
  date: string;
  /** The key of an activity of the schedule. */
  activity: string;
  /** Items, 1 where it is left out; or what the activity counts in. */
  quantity?: number | string | null;
  choice?: string | null;
  /** Only for activities whose points the member declares. */
  points?: number | string | null;
  topics?: string[];
  /** The answer to the conditions of the activity; left out while nobody knows. */
  confirmed?: boolean | "yes" | "no" | null;
}

/** What is asked beside the schedule and the log. */
export interface Options {
  /** The day asked about. */
  on: string;
  /** The first day of the cycle to judge; else the cycle that holds the day asked about. */
  cycle_start?: string | null;
  /** The first day of the member's first cycle. */
  award?: string | null;
  /** What rules ask about the member. What is left out is unknown, and is never taken for met. */
  member?: {
    attributes?: Record<string, string | string[]>;
    conditions?: Record<string, boolean | "yes" | "no">;
    months_away?: number | Record<string, number>;
  };
  /** What was carried from the window before, by carry rule. */
  carry_in?: Record<string, number>;
}

/** What a rule did to an entry. */
export interface Explanation {
  kind: string;
  rule: string;
  source: string[];
  before: number;
  after: number;
  [more: string]: unknown;
}

/** A log as it was judged. */
export interface Judgement {
  entries: {
    id: string;
    date: string;
    activity: string;
    category: string;
    choice: string | null;
    state: "counted" | "planned" | "provisional" | "set-aside";
    unanswered: string[];
    earned: number;
    credited: number;
    lines: Explanation[];
  }[];
  totals: {
    window: string;
    year: number | null;
    from: string;
    to: string;
    credited: number;
    confirmed: number;
    categories: { id: string; entries: number; credited: number; confirmed: number }[];
  }[];
  carry_in: { id: string; figure: number }[];
  demands: {
    id: string;
    measure: "categories" | "entries" | "points" | "quantity";
    window: string;
    /** met, open, not-met or cannot-tell. */
    state: string;
    /** What to confirm, and what to supply, before it can be told. */
    confirm: string[];
    supply: string[];
    parts: {
      year: number | null;
      each: string | null;
      from: string;
      to: string;
      required: number;
      credited: number;
      confirmed: number;
      carried: number;
      short_by: number;
      state: string;
    }[];
  }[];
  /** The first is the adopted one. */
  verdicts: {
    id: string;
    adopted: boolean;
    /** met, open, not-met or cannot-tell. */
    state: string;
    deciding: string[];
    confirm: string[];
    supply: string[];
  }[];
  carry_out: { id: string; into: "cycle" | "year"; year: number | null; figure: number; final: boolean }[];
}

/** What `assess` answers. */
export interface Answer extends Judgement {
  schedule: {
    id: string;
    designation: string;
    reading: string;
    valid_from: string | null;
    valid_to: string | null;
    unit: string;
    incomplete: boolean;
  };
  cycle: {
    from: string;
    to: string;
    rolling: boolean;
    years: { year: number; from: string; to: string }[];
  };
  on: string;
  assumed: { id: string; values: string[] }[];
  notices: { id: string; says: string }[];
  /** The same with what is planned; null where nothing is. */
  with_plans: Judgement | null;
}

/** There is no answer: `code` says why, and `values` about what. */
export class Refused extends Error {
  constructor(code: string, values?: Record<string, string | number>);
  code: string;
  values: Record<string, string | number>;
}

/**
 * Judge a log by a schedule on a day.
 * @param schedule what the API gives for a schedule, or its kernel
 * @throws {Refused} where there is no answer
 */
export function assess(schedule: object, log: Entry[], options: Options): Answer;

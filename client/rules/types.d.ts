/**
 * What the engine reads, for the type checker alone: the kernel of a schedule, as the API publishes it
 * (catalogue/model/kernel.py), and a log and options as points.js reads them. Lists of a kernel that may be
 * left out are there once `assess` has it.
 */
import type { Basis } from "./amounts.js";
import type { Cycle } from "./windows.js";

export type Rounds = "down" | "up";
export type Citation = string | { source: string; place: string };

export interface Span {
  span: "entry" | "day" | "year" | "cycle" | "months" | "years";
  last?: number | null;
}

export interface Filter {
  all?: Filter[] | null;
  any?: Filter[] | null;
  not?: Filter | null;
  category?: string | null;
  activity?: string | null;
  topic?: string | null;
  points_at_least?: number | null;
  quantity_at_least?: number | null;
}

export interface Step {
  at: number;
  open: boolean;
  points: number;
  per?: number | null;
  whole: boolean;
  rounds: Rounds;
}

export interface Rate {
  kind: "items" | "tiers" | "declared" | "none";
  item?: string | null;
  points?: number | null;
  measure?: string | null;
  steps: Step[];
  each_part?: boolean;
  window?: Span | null;
  least?: number | null;
  most?: number | null;
  repeats?: number[];
  reason?: string | null;
}

export interface Activity {
  id: string;
  category: string;
  title: string;
  everyday?: string[] | null;
  rate: Rate;
  choices?: { id: string; title: string }[] | null;
  conditions?: string[];
  one_sitting?: number | null;
  most_a_year?: number | null;
  by_chance?: boolean;
  valid?: { from?: string | null; to?: string | null } | null;
  source: Citation[];
}

export interface Amount {
  figure?: number | null;
  by?: string | null;
  values?: Record<string, number> | null;
  share?: number | null;
  of?: string | null;
  prorated: boolean;
}

export interface Rule {
  id: string;
  title: string;
  measure: "points" | "quantity" | "entries" | "categories";
  amount: Amount;
  window: Span;
  counting?: Filter | null;
  for_each?: string | null;
  when?: { member: string; is: string[] } | null;
  source: Citation[];
}

export interface Term {
  figure?: number | null;
  credited?: Filter | null;
  above?: Amount | null;
  last_months?: number | null;
}

export interface Carry {
  id: string;
  title: string;
  into: "year" | "cycle";
  least_of: Term[];
  serves: string[];
  crosses_cycle: boolean;
  when?: Rule["when"];
  source: Citation[];
}

export interface VerdictNode {
  demand?: string | null;
  all?: VerdictNode[] | null;
  any?: VerdictNode[] | null;
}

export interface Verdict {
  id: string;
  title: string;
  meets: VerdictNode;
  source: Citation[];
}

/** How the first day of a cycle is found from the member's own day. */
export interface FirstDay {
  day: string;
  which: string;
}

export interface Kernel {
  id: string;
  designation: string;
  reading: string;
  unit: string;
  granularity: number;
  credit_rounds: Rounds;
  demand_rounds: Rounds;
  incomplete: boolean;
  scale?: boolean;
  valid_from?: string | null;
  valid_to?: string | null;
  cycle: {
    months: number;
    begins: "member" | "day" | "rolling";
    day?: string | null;
    first_year?: number | null;
    first_years?: { by: string; values: Record<string, number> } | null;
    /** What the member's own day is the day of; none: the award. */
    own_day?: string | null;
    first_day?: FirstDay | null;
  };
  categories: { id: string; number?: number | null; title: string }[];
  activities: Activity[];
  topics: string[];
  conditions: { id: string; about: "entry" | "member"; ask: string; confirm_with: string; source: Citation[] }[];
  attributes: { id: string; title: string; values: string[]; several: boolean }[];
  limits: Rule[];
  demands: Rule[];
  carry: Carry[];
  verdicts: Verdict[];
  notices: { id: string; says: string }[];
}

/** A line of a log as it was read: days are numbers, figures ten-thousandths. */
export interface LogEntry {
  id: string;
  date: number;
  /** The date as it was written. */
  written: string;
  activity: string;
  quantity: number | null;
  choice: string | null;
  points: number | null;
  topics: string[];
  confirmed: boolean | null;
}

export interface Member {
  attributes: Record<string, string[]>;
  conditions: Map<string, boolean | null>;
  monthsAway: number | Record<string, number>;
}

/** What is asked, as it was read. */
export interface JudgeOptions {
  on: number;
  cycleStart: number | null;
  award: number | null;
  member: Member;
  carryIn: Record<string, number>;
}

/** An entry, or one item of it; figures in ten-thousandths. */
export interface Unit {
  /** The position of its line in the log. */
  entry: number;
  date: number;
  activity: Activity;
  choice: string;
  topics: string[];
  earned: number;
  measured: number;
  credit: number;
  quantity: number;
  dropped: boolean;
}

/** One line of explanation. */
export type Explanation = import("../types/points").Explanation;

/** A line of the log, and what became of it. */
export interface JudgedEntry {
  position: number;
  entry: LogEntry;
  activity: Activity;
  state: "counted" | "provisional" | "planned" | "set-aside";
  passes: boolean;
  /** Conditions that nobody has answered. */
  unanswered: string[];
  explanations: Explanation[];
}

/** A demand in one window, for one choice, topic or value. */
export interface Part {
  year: number;
  each: string;
  required: number;
  credited: number;
  carried: number;
  state: string;
}

/** Where a demand stands. */
export interface Standing {
  rule: Rule;
  parts: Part[];
  state: string;
}

/** One way of judging: every attribute known, provisional entries in or out. */
export interface Run {
  assumed: Map<string, string[]>;
  provisional: boolean;
  units: Unit[];
  standings: Map<string, Standing>;
  states: Record<string, string>;
  surplus: Map<string, number>;
  brought: Map<string, number>;
}

export type { Basis, Cycle };

/** What `assess` answers. */
export type Answer = ReturnType<typeof import("./points.js").assess>;
export type DemandPart = Answer["demands"][number]["parts"][number];
/** A line of the log as a page shows it; `would` is what it earns once it is done. */
export type ShownEntry = Answer["entries"][number] & { would?: number };
/** An answer as the judge beside the page tells it first: without the entries. */
export type Head = Omit<Answer, "entries" | "with_plans"> & {
  unanswered: [string, string[]][];
  with_plans: Pick<Answer, "verdicts" | "totals"> | null;
};

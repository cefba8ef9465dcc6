/** The least that is left to do for a verdict, or why nothing is enough. */
import type { Entry, Options } from "./points.js";

export { Refused } from "./points.js";

/** A part of a demand. */
export interface OpenPart {
  demand: string;
  year: number | null;
  each: string | null;
  measure: "categories" | "entries" | "points" | "quantity";
  until: string;
  short_by: number;
}

/** An entry that is planned: a line of a log, and what it is for. */
export interface PlannedEntry extends Entry {
  quantity: number | null;
  choice: string | null;
  points: number | null;
  topics: string[];
  year: number | null;
  items: number;
  /** What each item earns. */
  earns: number;
  /** Conditions that must be confirmed. */
  confirm: string[];
}

/** What every plan tells. */
export interface Planned {
  schedule: string;
  verdict: string;
  on: string;
  without: string[];
  status: string;
  /** Ids of the log's provisional entries: the plan takes them for confirmed. */
  unconfirmed: string[];
  lost: OpenPart[];
  count: number;
  points: number;
  entries: PlannedEntry[];
  /** Where it is unplanned: what a plan does not cover. */
  because: { why: string; about: string }[];
  /** From which day on an entry no longer counts. */
  lapses: { demand: string; entry: string; on: string }[];
}

/** What `plan` answers: its status is met, lost, planned, impossible or unplanned. */
export interface Plan extends Planned {
  prefer: "entries" | "points";
  open: OpenPart[];
  /** Where it is impossible: rules that cannot be kept together. */
  clash: object[];
  not_planned: { activity: string; why: string }[];
}

/** The least that is left to do: with the fewest entries, or with the least surplus of points. */
export function plan(
  schedule: object,
  log: Entry[],
  options: Options & { verdict?: string | null; prefer?: "entries" | "points"; without?: string[] },
): Plan;

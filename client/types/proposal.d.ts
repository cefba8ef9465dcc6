/** A plan that a person could do, for this CPD year or for all that can still be met. */
import type { OpenPart, Planned } from "./plan.js";
import type { Entry, Options } from "./points.js";

/** What `propose` answers: its status is met, lost, planned, short or unplanned. */
export interface Proposal extends Planned {
  goal: string;
  most: Record<string, number>;
  /** The open parts of the goal as they are with the plan. */
  result: OpenPart[];
  not_planned: { activity: string | undefined; why: string | undefined }[];
}

/** A plan with no more of an activity in a year than one could do; `most` says how many that is. */
export function propose(
  schedule: object,
  log: Entry[],
  options: Options & {
    verdict?: string | null;
    goal?: string;
    without?: string[];
    most?: Record<string, number>;
  },
): Proposal;

/** Whether a person can apply for a designation, and if not, what is missing and from when it is there. */
export { Refused } from "./points.js";

/** Where something stands on the day asked about: met, not-met, cannot-tell or left-out. */
export interface Standing {
  state: string;
  /** The first day on which it is surely met; null where none can be told. */
  first: string | null;
  /** The first day on which it may be met. */
  perhaps: string | null;
}

/** What `eligible` answers. */
export interface Eligibility extends Standing {
  designation: string;
  on: string;
  /** One for each text of the criteria; the adopted one decides. */
  readings: (Standing & {
    id: string;
    reading: string;
    adopted: boolean;
    in_force: boolean;
    from: string | null;
    to: string | null;
    source: object[];
    /** On what the first day rests: jobs, plans, points. */
    assumes: string[];
    /** The ids of what is missing. */
    missing: string[];
    tree: object;
  })[];
  routes: object[];
  then: object[];
}

/**
 * Judge a profile by the criteria of a designation.
 * @param published what the API gives for a designation, or its `criteria`
 * @param profile as /api/v1/schema/profile.json describes it
 * @param date the day asked about
 */
export function eligible(published: object, profile: object, date: string): Eligibility;

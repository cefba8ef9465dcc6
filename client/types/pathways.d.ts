/** The ways from a profile to a designation: straight there, and by the rungs of the ladder. */
export { Refused } from "./points.js";

/** What `path` answers. */
export interface Ways {
  to: string;
  on: string;
  from: string | null;
  held: boolean;
  /** Which route is the quickest; null where no day can be told. */
  quickest: number | null;
  routes: object[];
}

/**
 * The routes from a profile to a designation.
 * @param published what the API gives as pathways.json, or its `ladder`
 * @param profile as /api/v1/schema/profile.json describes it
 * @param to the key of the designation
 * @param date the day asked about
 */
export function path(published: object, profile: object, to: string, date: string): Ways;

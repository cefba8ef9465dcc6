/**
 * What each kind of leaf makes of a profile: from which day it is met, from which it may be, and why.
 * The twin of catalogue/rules/leaves.py.
 *
 * @typedef {import("./dates.js").When} When
 * @typedef {[When | null, any[]]} JudgedLeaf null where it is not asked at all
 */
import { addMonths, day } from "./civil.js";
import { ALWAYS, NEVER, OPEN, toWhen, UNTOLD } from "./dates.js";
import { judgeExperience } from "./experience.js";

/** @type {Record<string, (part: any, profile: any, on: number) => JudgedLeaf>} */
const JUDGES = {
  qualification: judgeQualification,
  experience: judgeExperience,
  certificate: judgeCertificate,
  designation: judgeDesignation,
  "cpd-standing": judgeStanding,
  silent: judgeSilent,
};

/**
 * A leaf on the day asked about.
 * @param {any} part
 * @param {any} profile
 * @param {number} on
 */
export function judgeLeaf(part, profile, on) {
  return JUDGES[part.kind](part, profile, on);
}

/** @param {any} part @returns {JudgedLeaf} */
function judgeSilent(part) {
  return [OPEN, [{ kind: "silent", says: part.says }]];
}

/** What an answer of yes, of no, or of anything else means. @param {string} answer @param {When} yes @param {When} no */
function chooseByAnswer(answer, yes, no) {
  if (answer === "yes") return yes;
  return answer === "no" ? no : OPEN;
}

/** @param {any} part @param {any} profile @returns {JudgedLeaf} */
function judgeCertificate(part, profile) {
  const answer = profile.certificates?.[part.certificate] ?? "unknown";
  if (answer === "equivalent" && !part.or_equivalent) return [toWhen(NEVER), [{ kind: "certificate-equivalent-refused" }]];
  return [chooseByAnswer(answer, toWhen(ALWAYS), toWhen(NEVER)), [{ kind: `certificate-${answer}` }]];
}

/** Every designation that is held; null where that is unknown. @param {any} profile @returns {any[] | null} */
export function listHoldings({ holds, also_holds }) {
  if (!holds) return null;
  return holds.designation === "none" ? [] : [holds, ...(also_holds ?? [])];
}

/** @param {any} part @param {any} profile @returns {JudgedLeaf} */
function judgeDesignation(part, profile) {
  const held = listHoldings(profile);
  if (!held) return [OPEN, [{ kind: "holds-unknown" }]];
  const own = held.filter(({ designation }) => designation === part.designation);
  const findFirst = (/** @type {(holds: any) => string | undefined} */ read) => Math.min(NEVER, ...own.map((holds) => (read(holds) ? day(read(holds) ?? "") : ALWAYS)));
  // On a way it may be held before the day on which it surely is.
  const when = [findFirst(({ awarded }) => awarded), findFirst(({ awarded, perhaps_awarded: sooner }) => sooner ?? awarded)];
  return [/** @type {When} */ (when), [{ kind: own.length ? "holds" : "holds-not" }]];
}

/** Asked of holders only: of every designation that is held, as far as the source asks it. @param {any} part @param {any} profile @param {number} on @returns {JudgedLeaf} */
function judgeStanding(part, profile, on) {
  const held = listHoldings(profile);
  if (!held) return [OPEN, [{ kind: "holds-unknown" }]];
  /** @type {When[]} */
  const whens = [];
  /** @type {any[]} */
  const reasons = [];
  for (const holds of held) {
    const [when, said] = judgeStandingOf(part, holds, on);
    if (!when) continue;
    whens.push(when);
    reasons.push(...said.filter((one) => reasons.every(({ kind }) => kind !== one.kind)));
  }
  if (!whens.length) return [null, [{ kind: "not-asked" }]];
  return [[Math.max(...whens.map(([surely]) => surely)), Math.max(...whens.map(([, perhaps]) => perhaps))], reasons];
}

/** Who has held it for less than the months is told to ask. @param {any} part @param {any} holds @param {number} on @returns {JudgedLeaf} */
function judgeStandingOf(part, holds, on) {
  if (part.unpublished_for.includes(holds.designation)) return [OPEN, [{ kind: "standing-unpublished" }]];
  const least = part.holders[holds.designation];
  if (least == null) return [null, []];
  const answer = holds.points == null ? (holds.points_met ?? "unknown") : holds.points >= least ? "yes" : "no";
  if (!holds.awarded) return [OPEN, [{ kind: "award-unknown" }]];
  const ripe = addMonths(day(holds.awarded), part.months);
  if (on < ripe) return [[answer === "yes" ? ripe : UNTOLD, ALWAYS], [{ kind: "held-too-short" }]];
  return [chooseByAnswer(answer, toWhen(ALWAYS), toWhen(UNTOLD)), [{ kind: `points-${answer}` }]];
}

/** The best of the qualifications that bear on it. @param {any} part @param {any} profile @param {number} on @returns {JudgedLeaf} */
function judgeQualification(part, profile, on) {
  /** @type {When} */
  const best = toWhen(NEVER);
  /** @type {any[]} */
  const reasons = [];
  for (const [place, held] of (profile.qualifications ?? []).entries()) {
    const match = findMatch(part, held);
    if (!match) continue;
    const [kind, [surely, perhaps]] = judgeArrival(part, held, on);
    best[0] = Math.min(best[0], match === "same" ? surely : Math.max(surely, UNTOLD));
    best[1] = Math.min(best[1], perhaps);
    reasons.push({ kind, match, qualification: place + 1, date: held.date ?? null });
  }
  return [best, reasons.length ? reasons : [{ kind: "no-qualification" }]];
}

/** What is asked and the same as what is held. @param {any} part @param {any} held @returns {any[]} */
export const listMatches = (part, held) => part.accepted.filter((/** @type {any} */ known) => matchKnown(known, held) === "same");

/** same, replaced, level-unknown or type-unknown; nothing where it is another one. @param {any} part @param {any} held */
export function findMatch(part, held) {
  const ways = part.accepted.map((/** @type {any} */ known) => matchKnown(known, held));
  if (ways.includes("same")) return "same";
  if (part.replaced.some((/** @type {any} */ known) => matchKnown(known, held))) return "replaced";
  if (ways.includes("level-unknown")) return "level-unknown";
  return held.title && (part.type || part.field) ? matchType(part, held) : "";
}

/** @param {any} known @param {any} held */
function matchKnown(known, held) {
  if (held.id) return String(held.id) === known.id ? "same" : "";
  const title = simplifyTitle(held.title);
  return known.titles.some((/** @type {string} */ other) => simplifyTitle(other) === title) ? matchLevel(known.nqf_level, held) : "";
}

/** @param {number | null | undefined} askedLevel @param {any} held */
function matchLevel(askedLevel, held) {
  if (askedLevel == null || held.nqf_level === askedLevel) return "same";
  return held.nqf_level == null ? "level-unknown" : "";
}

/**
 * By what the profile says of a title: its type, field and level, as far as they are asked. Where the lowest
 * level of a type is known, what is lower is none, and other words than those asked cannot be told.
 * @param {any} part @param {any} held
 */
function matchType(part, held) {
  const level = matchLevel(part.nqf_level, held);
  const [kind, field] = ["type", "field"].map((key) => matchWords(part[key], held[key]));
  if (!level || field === "other" || (part.from_level && (held.nqf_level ?? 10) < part.from_level)) return "";
  if (kind === "other" && !part.from_level) return "";
  return kind === "same" && field === "same" ? level : "type-unknown";
}

/** @param {string | null | undefined} asked @param {string | null | undefined} given */
function matchWords(asked, given) {
  if (!asked) return "same";
  if (!given) return "unsaid";
  return simplifyTitle(asked) === simplifyTitle(given) ? "same" : "other";
}

/** A title by its letters and digits alone, "Center" as "Centre". @param {string} title */
function simplifyTitle(title) {
  return title.toLowerCase().replace(/[^a-z0-9]/g, "").replaceAll("center", "centre");
}

/** When a qualification is there, completed or, where that is accepted, begun. @param {any} part @param {any} held @param {number} on @returns {[string, When]} */
function judgeArrival(part, held, on) {
  const date = held.date ? day(held.date) : null;
  if (held.state === "completed") return [date === null || date <= on ? "completed" : "completed-later", toWhen(date ?? ALWAYS)];
  const kind = date === null ? "undated" : date > on ? "planned" : "plan-past";
  const surely = kind === "planned" && date !== null ? date : UNTOLD;
  const perhaps = date ?? UNTOLD; // a plan whose day is past may have been kept
  if (held.state !== "partly") return [kind, [surely, perhaps]];
  return [`partly-${part.partly ? "accepted" : kind}`, [surely, part.partly ? ALWAYS : perhaps]];
}

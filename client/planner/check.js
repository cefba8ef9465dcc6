/**
 * A profile from outside, held to the published shape (schema/profile.json) and to the keys of the catalogue.
 * Returns it as the engines take it, and everything that is wrong with it, by its path: jobs/0/role.
 */
import { findClosest } from "../rules/spelling.js";
import { isDayToName, STATES } from "./state.js";

/** @typedef {{code: string, values: Record<string, any>, path: string}} Problem */
/** @typedef {(path: string[], code: string, values?: Record<string, any>) => void} Complain */
/** @typedef {(value: any, path: string[], complain: Complain) => any} Shape */

/** A value that does not fit. @param {any} given @param {string} expected @param {string[]} [known] */
const buildMisfit = (given, expected, known = []) => ({ given, expected, near: typeof given === "string" ? findClosest(given, known) : "" });

/** @param {string[]} known @param {string} [more] what is told in place of all of them @returns {Shape} */
const oneOf = (known, more) => (value, path, complain) => {
  if (!known.includes(value)) complain(path, "one_of", buildMisfit(value, more ?? known.join(", "), known));
  return value;
};

/** As YAML has it: yes and no, and true and false. @param {string[]} more @returns {Shape} */
const yesNoOr = (...more) => (value, path, complain) => {
  const content = String(value).toLowerCase();
  return oneOf(["yes", "no", ...more])({ true: "yes", false: "no" }[content] ?? (typeof value === "object" ? value : content), path, complain);
};

/** @param {(value: string) => boolean} isFit @param {string} code @param {string[]} [known] @returns {Shape} */
const scalar = (isFit, code, known) => (value, path, complain) => {
  const content = typeof value === "object" ? "" : String(value).trim();
  if (!isFit(content)) complain(path, code, buildMisfit(value, "", known));
  return content;
};

const text = scalar((content) => content !== "", "text");
const date = scalar(isDayToName, "date");
const until = scalar((content) => content === "open" || isDayToName(content), "until", ["open"]);

/** @param {RegExp} pattern @param {number} least @param {number} most @param {string} code @returns {Shape} */
const figure = (pattern, least, most, code) => {
  const shape = scalar((content) => pattern.test(content) && Number(content) >= least && Number(content) <= most, code);
  return (value, path, complain) => Number(shape(value, path, complain));
};

/** @param {Record<string, Shape>} shapes @param {string[]} needed @returns {Shape} */
const record = (shapes, needed) => (value, path, complain) => {
  const known = Object.keys(shapes);
  if (typeof value !== "object" || !value || Array.isArray(value)) return complain(path, "group", buildMisfit(value, known.join(", ")));
  const near = Object.keys(value).map((key) => (known.includes(key) ? "" : findClosest(key, known)));
  for (const key of needed) if (!(key in value) && !near.includes(key)) complain(path, "missing", { key });
  /** @type {Record<string, any>} */
  const found = {};
  for (const [key, one] of Object.entries(value)) {
    if (known.includes(key)) found[key] = shapes[key](one, [...path, key], complain);
    else complain([...path, key], "key_unknown", { ...buildMisfit(key, known.join(", "), known) });
  }
  return found;
};

/** @param {Shape} shape @returns {Shape} */
const listOf = (shape) => (value, path, complain) =>
  Array.isArray(value) ? value.map((one, i) => shape(one, [...path, String(i)], complain)) : complain(path, "list", buildMisfit(value, ""));

/** @param {Shape} shape @returns {Shape} */
const oneOrMany = (shape) => (value, path, complain) => (Array.isArray(value) && value.length ? listOf : (/** @type {Shape} */ one) => one)(shape)(value, path, complain);

/**
 * @param {any} profile @param {any} data the block of the page
 * @returns {{profile: any, problems: Problem[]}}
 */
export function checkProfile(profile, { known, designations, words }) {
  /** @type {Problem[]} */
  const problems = [];
  const role = oneOrMany(oneOf([...known.role, "other"], words.planner.import_role));
  const shape = record(
    {
      qualifications: listOf(qualificationShape(known)),
      jobs: listOf(jobShape(role)),
      certificates: record(Object.fromEntries(known.certificate.map((/** @type {string} */ key) => [key, yesNoOr("unknown", "equivalent")])), []),
      holds: holdingShape([...Object.keys(designations), "none"]),
      also_holds: listOf(holdingShape(Object.keys(designations))),
    },
    [],
  );
  /** @type {Complain} */
  const complain = (path, code, values = {}) => problems.push({ code, values, path: path.join("/") });
  const found = shape(profile === "" ? {} : profile, [], complain);
  if (found?.also_holds?.length && (found.holds?.designation ?? "none") === "none") complain([], "further");
  return { profile: found, problems };
}

/** @param {any} known @returns {Shape} */
function qualificationShape(known) {
  const shape = record(
    { id: oneOf(known.qualification), title: text, nqf_level: figure(/^\d+$/, 1, 10, "level"), type: text, field: text, state: oneOf(STATES), date },
    ["state"],
  );
  return (value, path, complain) => {
    const found = shape(value, path, complain);
    if (found && "id" in found === "title" in found) complain(path, "id_or_title");
    return found;
  };
}

/** @param {Shape} role @returns {Shape} */
function jobShape(role) {
  const shape = record({ role, from: date, to: until, equivalent_to: role, employer: text }, ["role", "from", "to"]);
  return (value, path, complain) => {
    const found = shape(value, path, complain);
    if (found && isDayToName(found.from) && isDayToName(found.to) && found.to < found.from) complain(path, "backwards");
    return found;
  };
}

/** @param {string[]} designations @returns {Shape} */
function holdingShape(designations) {
  const shape = record({ designation: oneOf(designations), awarded: date, points_met: yesNoOr("unknown"), points: figure(/^\d+(\.\d{1,4})?$/, 0, 1e6, "figure") }, ["designation"]);
  return (value, path, complain) => {
    const found = shape(value, path, complain);
    if (found && "points" in found && "points_met" in found) complain(path, "points");
    if (found?.designation === "none" && Object.keys(found).length > 1) complain(path, "none");
    return found;
  };
}

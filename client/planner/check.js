/**
 * A profile from outside, held to the published shape (schema/profile.json) and to the keys of the catalogue.
 * Returns it as the engines take it, and everything that is wrong with it, by its way: jobs/0/role.
 */
import { day } from "../rules/civil.js";
import { findClosest } from "../rules/spelling.js";

/** @typedef {{code: string, values: Record<string, any>, way: string}} Problem */
/** @typedef {(way: string[], code: string, values?: Record<string, any>) => void} Wrong */
/** @typedef {(value: any, way: string[], wrong: Wrong) => any} Shape */

/** A value that does not fit. @param {any} given @param {string} expected @param {string[]} [known] */
const unfit = (given, expected, known = []) => ({ given, expected, near: typeof given === "string" ? findClosest(given, known) : "" });

/** @param {string[]} known @param {string} [more] what is told in place of all of them @returns {Shape} */
const oneOf = (known, more) => (value, way, wrong) => {
  if (!known.includes(value)) wrong(way, "one_of", unfit(value, more ?? known.join(", "), known));
  return value;
};

/** As YAML has it: yes and no, and true and false. @param {string[]} more @returns {Shape} */
const answer = (...more) => (value, way, wrong) => {
  const said = String(value).toLowerCase();
  return oneOf(["yes", "no", ...more])({ true: "yes", false: "no" }[said] ?? (typeof value === "object" ? value : said), way, wrong);
};

/** @param {(value: string) => boolean} fits @param {string} code @param {string[]} [known] @returns {Shape} */
const simple = (fits, code, known) => (value, way, wrong) => {
  const said = typeof value === "object" ? "" : String(value).trim();
  if (!fits(said)) wrong(way, code, unfit(value, "", known));
  return said;
};

const text = simple((said) => said !== "", "text");
const date = simple(isDay, "date");
const until = simple((said) => said === "open" || isDay(said), "until", ["open"]);

/** @param {string} said */
function isDay(said) {
  try {
    day(said);
  } catch {
    return false;
  }
  return said >= "1900" && said < "2200";
}

/** @param {RegExp} pattern @param {number} least @param {number} most @param {string} code @returns {Shape} */
const figure = (pattern, least, most, code) => {
  const shape = simple((said) => pattern.test(said) && Number(said) >= least && Number(said) <= most, code);
  return (value, way, wrong) => Number(shape(value, way, wrong));
};

/** @param {Record<string, Shape>} shapes @param {string[]} needed @returns {Shape} */
const record = (shapes, needed) => (value, way, wrong) => {
  const known = Object.keys(shapes);
  if (typeof value !== "object" || !value || Array.isArray(value)) return wrong(way, "group", unfit(value, known.join(", ")));
  const near = Object.keys(value).map((key) => (known.includes(key) ? "" : findClosest(key, known)));
  for (const key of needed) if (!(key in value) && !near.includes(key)) wrong(way, "missing", { key });
  /** @type {Record<string, any>} */
  const found = {};
  for (const [key, one] of Object.entries(value)) {
    if (known.includes(key)) found[key] = shapes[key](one, [...way, key], wrong);
    else wrong([...way, key], "key_unknown", { ...unfit(key, known.join(", "), known) });
  }
  return found;
};

/** @param {Shape} shape @returns {Shape} */
const listOf = (shape) => (value, way, wrong) =>
  Array.isArray(value) ? value.map((one, i) => shape(one, [...way, String(i)], wrong)) : wrong(way, "list", unfit(value, ""));

/** @param {Shape} shape @returns {Shape} */
const oneOrMany = (shape) => (value, way, wrong) => (Array.isArray(value) && value.length ? listOf : (/** @type {Shape} */ one) => one)(shape)(value, way, wrong);

/**
 * @param {any} profile @param {any} data the block of the page
 * @returns {{profile: any, problems: Problem[]}}
 */
export function checked(profile, { known, designations, words }) {
  /** @type {Problem[]} */
  const problems = [];
  const role = oneOrMany(oneOf([...known.role, "other"], words.planner.import_role));
  const shape = record(
    {
      qualifications: listOf(qualification(known)),
      jobs: listOf(job(role)),
      certificates: record(Object.fromEntries(known.certificate.map((/** @type {string} */ key) => [key, answer("unknown", "equivalent")])), []),
      holds: holding([...Object.keys(designations), "none"]),
    },
    [],
  );
  const found = shape(profile === "" ? {} : profile, [], (way, code, values = {}) => problems.push({ code, values, way: way.join("/") }));
  return { profile: found, problems };
}

/** @param {any} known @returns {Shape} */
function qualification(known) {
  const shape = record(
    { id: oneOf(known.qualification), title: text, nqf_level: figure(/^\d+$/, 1, 10, "level"), type: text, field: text, state: oneOf(["completed", "partly", "planned"]), date },
    ["state"],
  );
  return (value, way, wrong) => {
    const found = shape(value, way, wrong);
    if (found && "id" in found === "title" in found) wrong(way, "id_or_title");
    return found;
  };
}

/** @param {Shape} role @returns {Shape} */
function job(role) {
  const shape = record({ role, from: date, to: until, equivalent_to: role, employer: text }, ["role", "from", "to"]);
  return (value, way, wrong) => {
    const found = shape(value, way, wrong);
    if (found && isDay(found.from) && isDay(found.to) && found.to < found.from) wrong(way, "backwards");
    return found;
  };
}

/** @param {string[]} designations @returns {Shape} */
function holding(designations) {
  const shape = record({ designation: oneOf(designations), awarded: date, points_met: answer("unknown"), points: figure(/^\d+(\.\d{1,4})?$/, 0, 1e6, "figure") }, ["designation"]);
  return (value, way, wrong) => {
    const found = shape(value, way, wrong);
    if (found && "points" in found && "points_met" in found) wrong(way, "points");
    if (found?.designation === "none" && Object.keys(found).length > 1) wrong(way, "none");
    return found;
  };
}

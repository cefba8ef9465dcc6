/**
 * A profile from outside, held to the published shape (schema/profile.json) and to the keys of the catalogue.
 * Returns it as the engines take it; throws Wrong.
 */
import { day } from "../rules/civil.js";

/** What is wrong, and where. */
export class Wrong extends Error {
  /** @param {string} where @param {string} code @param {string} [known] */
  constructor(where, code, known = "") {
    super(code);
    this.where = where;
    this.code = code;
    this.known = known;
  }
}

/** @typedef {(value: any, where: string) => any} Shape */

/** @param {string[]} known @param {string} [more] @returns {Shape} */
const oneOf = (known, more) => (value, where) => {
  const said = value === true ? "yes" : value === false ? "no" : String(value);
  if (!known.includes(said)) throw new Wrong(where, "import_one_of", more ?? known.join(", "));
  return said;
};

/** @type {Shape} */
const text = (value, where) => {
  if (typeof value !== "string" || !value.trim()) throw new Wrong(where, "import_text");
  return value.trim();
};

/** @type {Shape} */
const date = (value, where) => {
  try {
    day(String(value));
  } catch {
    throw new Wrong(where, "import_date");
  }
  if (value < "1900" || value >= "2200") throw new Wrong(where, "import_date");
  return value;
};

/** @param {RegExp} pattern @param {number} most @returns {Shape} */
const figure = (pattern, most) => (value, where) => {
  if (!pattern.test(String(value)) || Number(value) > most) throw new Wrong(where, "import_figure");
  return Number(value);
};

/** @param {Record<string, Shape>} shapes @param {string[]} needed @returns {Shape} */
const record = (shapes, needed) => (value, where) => {
  if (typeof value !== "object" || !value || Array.isArray(value)) throw new Wrong(where, "import_keys", Object.keys(shapes).join(", "));
  for (const key of needed) if (value[key] == null) throw new Wrong(`${where}, ${key}`, "import_missing");
  const found = Object.entries(value).filter(([, one]) => one != null && one !== "");
  const unknown = found.find(([key]) => !(key in shapes));
  if (unknown) throw new Wrong(`${where}, ${unknown[0]}`, "import_keys", Object.keys(shapes).join(", "));
  return Object.fromEntries(found.map(([key, one]) => [key, shapes[key](one, `${where}, ${key}`)]));
};

/** @param {Shape} shape @returns {Shape} */
const listOf = (shape) => (value, where) => {
  if (!Array.isArray(value)) throw new Wrong(where, "import_list");
  return value.map((one, i) => shape(one, `${where} ${i + 1}`));
};

/** @param {Shape} shape @returns {Shape} */
const oneOrMany = (shape) => (value, where) => (Array.isArray(value) ? listOf(shape)(value, where) : shape(value, where));

/** @param {any} profile @param {any} data the block of the page */
export function checked(profile, { known, designations, words }) {
  const answer = ["yes", "no", "unknown"];
  const role = oneOrMany(oneOf([...known.role, "other"], words.planner.import_role));
  const shape = record(
    {
      qualifications: listOf(qualification(known)),
      jobs: listOf(job(role)),
      certificates: record(Object.fromEntries(known.certificate.map((/** @type {string} */ key) => [key, oneOf([...answer, "equivalent"])])), []),
      holds: holding([...Object.keys(designations), "none"], answer),
    },
    [],
  );
  return shape(profile, words.planner.import_profile);
}

/** @param {any} known @returns {Shape} */
function qualification(known) {
  const shape = record(
    { id: oneOf(known.qualification), title: text, nqf_level: figure(/^\d+$/, 10), type: text, field: text, state: oneOf(["completed", "partly", "planned"]), date },
    ["state"],
  );
  return (value, where) => {
    const found = shape(value, where);
    if ("id" in found === "title" in found) throw new Wrong(where, "import_id_or_title");
    return found;
  };
}

/** @param {Shape} role @returns {Shape} */
function job(role) {
  const shape = record({ role, from: date, to: (value, where) => (value === "open" ? value : date(value, where)), equivalent_to: role, employer: text }, ["role", "from", "to"]);
  return (value, where) => {
    const found = shape(value, where);
    if (found.to < found.from) throw new Wrong(where, "backwards");
    return found;
  };
}

/** @param {string[]} designations @param {string[]} answer @returns {Shape} */
function holding(designations, answer) {
  const shape = record({ designation: oneOf(designations), awarded: date, points_met: oneOf(answer), points: figure(/^\d+(\.\d{1,4})?$/, 1e6) }, ["designation"]);
  return (value, where) => {
    const found = shape(value, where);
    if ("points" in found && "points_met" in found) throw new Wrong(where, "import_points");
    if (found.designation === "none" && Object.keys(found).length > 1) throw new Wrong(where, "import_none");
    return found;
  };
}

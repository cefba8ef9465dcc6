/** What is done with a whole profile: import, export, a link. Loaded when first used. */
import { download, make, makeButton } from "../parts/dom.js";
import { pack, unpack } from "../parts/pack.js";
import { checked } from "./check.js";
import { profileOf } from "./state.js";
import { readYaml, write, YamlError } from "./yaml.js";

/** @typedef {import("./main.js").Planner} Planner */

/** @param {string} id @returns {any} */
const by = (id) => document.getElementById(`plan-${id}`);

/** @param {string} name @param {Planner} planner */
export function use(name, planner) {
  if (name === "export") download("profile.yml", "application/yaml", write(profileOf(planner.state)));
  else if (name === "paste") importText(by("text").value, planner);
  else return share(planner);
}

/** @param {File} file @param {Planner} planner */
export async function importFile(file, planner) {
  importText(await file.text(), planner);
}

/** A whole profile takes the place of what was entered; with anything wrong in it, nothing does. @param {string} text @param {Planner} planner */
function importText(text, planner) {
  const { profile, problems } = opened(text, planner);
  const place = by("wrong");
  const items = problems.map((one) => make("li", {}, told(one, planner)));
  place.replaceChildren(...(items.length ? [planner.words.tell("not_imported"), make("ol", {}, ...items)] : []));
  if (items.length) return place.focus();
  by("text").value = "";
  planner.adopt(profile);
  planner.say(planner.words.tell("imported"));
}

/** @typedef {{code: string, values: Record<string, any>, place: import("./yaml.js").Place}} Problem */

/** What a text holds, and everything that is wrong with it, in order. @param {string} text @param {Planner} planner @returns {{profile: any, problems: Problem[]}} */
function opened(text, planner) {
  try {
    const { value, places, problems } = readYaml(text);
    const found = checked(value, planner.words.data);
    const all = [...problems, ...found.problems.map((one) => ({ ...one, place: nearest(one.way, places) }))];
    return { profile: found.profile, problems: all.sort((one, other) => one.place.line - other.place.line || one.place.column - other.place.column) };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { profile: null, problems: [error.problem] };
  }
}

/** Where a part stands, or the nearest around it. @param {string} way @param {Record<string, import("./yaml.js").Place>} places @returns {import("./yaml.js").Place} */
const nearest = (way, places) => places[way] ?? (way ? nearest(way.replace(/\/?[^/]*$/, ""), places) : { line: 1, column: 1 });

/** @param {Problem} problem @param {Planner} planner */
function told({ code, values, place }, { words }) {
  const near = values.near ? words.tell("import_near", values) : "";
  const given = typeof values.given === "object" ? "This" : `“${values.given}”`;
  return words.tell("import_at", { ...place, what: words.tell(`import_${code}`, { ...values, given }) + near });
}

/** A link that carries the profile behind its #, which browsers send to nobody. @param {Planner} planner */
async function share({ state, words }) {
  const text = JSON.stringify({ ...profileOf(state), ...(state.on ? { on: state.on } : {}) });
  const page = /** @type {any} */ (document.getElementById("catalogue-page"))?.href ?? location.href.replace(/#.*/, "");
  const href = `${page}#profile=${await pack(text)}`;
  const field = make("input", { value: href, readOnly: true, id: "plan-link" });
  field.addEventListener("focus", () => field.select());
  by("share").replaceChildren(make("p", { className: "plan-wrong" }, words.tell("share")), make("label", { htmlFor: field.id }, words.tell("link")), field);
  field.focus();
}

/** Offer the profile that a link brought. @param {string} code @param {Planner} planner */
export async function arrive(code, planner) {
  const { words } = planner;
  history.replaceState(null, "", location.pathname + location.search);
  const found = await unpackedProfile(code, planner);
  const place = make("div", { className: "notice" });
  const close = () => (place.remove(), by("qualifications").focus());
  const accept = () => {
    place.remove();
    planner.adopt(found.profile, found.on);
    by("result-title").focus();
  };
  const said = make("p", { tabIndex: -1 }, words.tell(found ? "shared" : "bad_link"));
  place.append(said, ...(found ? [makeButton(words.tell("take"), accept), " "] : []), makeButton(words.tell("leave"), close));
  by("trouble").after(place);
  said.focus();
}

/** @param {string} code @param {Planner} planner @returns {Promise<any>} */
async function unpackedProfile(code, planner) {
  try {
    const { on = "", ...given } = JSON.parse(await unpack(code));
    const { profile, problems } = checked(given, planner.words.data);
    return problems.length ? null : { profile, on: String(on) };
  } catch {
    return null;
  }
}

/** What is done with a whole profile: import, export, a link, and what is told where it cannot be kept. Loaded when first used. */
import { download, make, makeButton } from "../parts/dom.js";
import { pack, unpack } from "../parts/pack.js";
import { checkProfile } from "./check.js";
import { buildBlank, buildProfile, buildState, isDayToName } from "./state.js";
import { readYaml, writeYaml, YamlError } from "./yaml.js";

/** What is said here alone. @type {any} */
export const PHRASES = "$phrases planner_tools";
/** Bytes of a profile that a link may bring: a thousand jobs and more. */
const LARGEST = 200_000;

/** @typedef {import("./main.js").Planner} Planner */

/** @param {string} id @returns {any} */
const findElement = (id) => document.getElementById(`plan-${id}`);

/** @param {string} name @param {Planner} planner */
export function useTool(name, planner) {
  if (name === "export") download("profile.yml", "application/yaml", writeYaml(buildProfile(planner.state)));
  else if (name === "paste") importText(findElement("text").value, planner);
  else if (name === "erase") eraseProfile(planner);
  else return shareProfile(planner);
}

/** @param {File} file @param {Planner} planner */
export async function importFile(file, planner) {
  importText(await file.text(), planner);
}

/** A whole profile takes the place of what was entered; with anything wrong in it, nothing does. @param {string} text @param {Planner} planner */
function importText(text, planner) {
  const { profile, problems } = readProfile(text, planner);
  const place = findElement("wrong");
  const items = problems.map((one) => make("li", {}, phraseProblem(one, planner)));
  place.replaceChildren(...(items.length ? [planner.words.phrase("not_imported"), make("ol", {}, ...items)] : []));
  if (items.length) return place.focus();
  findElement("text").value = "";
  planner.adoptProfile(profile);
  planner.announce(planner.words.phrase("imported"));
}

/** @typedef {{code: string, values: Record<string, any>, place: import("./yaml.js").Place}} Problem */

/** What a text holds, and everything that is wrong with it, in order. @param {string} text @param {Planner} planner @returns {{profile: any, problems: Problem[]}} */
function readProfile(text, planner) {
  try {
    const { value, places, problems } = readYaml(text);
    const found = checkProfile(value, planner.words.data);
    const all = [...problems, ...found.problems.map((one) => ({ ...one, place: findNearestPlace(one.path, places) }))];
    return { profile: found.profile, problems: all.sort((one, other) => one.place.line - other.place.line || one.place.column - other.place.column) };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { profile: null, problems: [error.problem] };
  }
}

/** Where a part stands, or the nearest around it. @param {string} path @param {Record<string, import("./yaml.js").Place>} places @returns {import("./yaml.js").Place} */
const findNearestPlace = (path, places) => places[path] ?? (path ? findNearestPlace(path.replace(/\/?[^/]*$/, ""), places) : { line: 1, column: 1 });

/** @param {Problem} problem @param {Planner} planner */
function phraseProblem({ code, values, place }, { words }) {
  const near = values.near ? words.phrase("import_near", values) : "";
  const given = typeof values.given === "object" ? "This" : `“${values.given}”`;
  return words.phrase("import_at", { ...place, what: words.phrase(`import_${code}`, { ...values, given }) + near });
}

/** A link that carries the profile behind its #, which browsers send to nobody. @param {Planner} planner */
async function shareProfile({ state, words }) {
  const text = JSON.stringify({ ...buildProfile(state), ...(state.on ? { on: state.on } : {}) });
  const page = /** @type {any} */ (document.getElementById("catalogue-page"))?.href ?? location.href.replace(/#.*/, "");
  const href = `${page}#profile=${await pack(text)}`;
  const field = make("input", { value: href, readOnly: true, id: "plan-link" });
  field.addEventListener("focus", () => field.select());
  findElement("share").replaceChildren(make("p", { className: "plan-wrong" }, words.phrase("share")), make("label", { htmlFor: field.id }, words.phrase("link")), field);
  field.focus();
}

/** Leave nothing behind in this browser. @param {Planner} planner */
function eraseProfile(planner) {
  planner.changeState(buildBlank());
  planner.store.erase();
  planner.showState(planner.store.state);
  findElement("share").replaceChildren();
  planner.announce(planner.words.phrase("erased"));
}

/** What stands in the way of keeping the profile, and what can be done. @param {Planner} planner */
export function showTroubles(planner) {
  const { words, store } = planner;
  const { damaged, notice } = store;
  /** @param {string} name @param {() => void} does */
  const addButton = (name, does) => makeButton(words.phrase(name), () => (does(), showTroubles(planner)));
  const made = [];
  if (planner.isLooking)
    made.push(make("p", { className: "notice", tabIndex: -1, id: "plan-looking" }, words.phrase("looking"), " ",
      makeButton(words.phrase("adopt"), () => stopLooking(planner, planner.state)), " ",
      makeButton(words.phrase("back"), () => stopLooking(planner, store.state))));
  if (damaged !== null)
    made.push(make("p", { className: "notice" }, words.phrase("damaged"), " ",
      makeButton(words.phrase("download"), () => download("profile.txt", "text/plain", damaged)), " ",
      addButton("discard", () => store.discardDamaged())));
  if (notice) made.push(make("p", { className: "notice" }, words.phrase(notice), " ", addButton("understood", () => (store.notice = ""))));
  if (!store.isStored) made.push(make("p", { className: "notice" }, words.phrase("unsaved")));
  findElement("trouble").replaceChildren(...made);
}

/** Look at another one's profile; what was entered here stays as it is. @param {Planner} planner @param {import("./state.js").State} state */
function lookAt(planner, state) {
  planner.isLooking = true;
  planner.form.fold();
  planner.showState(state);
  planner.loadTools(() => findElement("looking").focus()); // behind what showing a state tells of troubles
}

/** Go on with a state as one's own. @param {Planner} planner @param {import("./state.js").State} state */
function stopLooking(planner, state) {
  planner.isLooking = false;
  planner.state = planner.store.state;
  if (JSON.stringify(state) !== JSON.stringify(planner.state)) planner.changeState(state);
  planner.showState(planner.state);
  findElement("result-title").focus();
}

/** Show the profile that a link brought, to look at first. @param {string} code @param {Planner} planner */
export async function showSharedProfile(code, planner) {
  history.replaceState(null, "", location.pathname + location.search);
  const found = await unpackProfile(code, planner);
  if (found) lookAt(planner, buildState(found.profile, found.on));
  else planner.announce(planner.words.phrase("bad_link"));
}

/** @param {string} code @param {Planner} planner @returns {Promise<any>} */
async function unpackProfile(code, planner) {
  try {
    const { on = "", ...given } = JSON.parse(await unpack(code, LARGEST));
    const { profile, problems } = checkProfile(given, planner.words.data);
    return problems.length || (on && !isDayToName(String(on))) ? null : { profile, on: String(on) };
  } catch {
    return null;
  }
}

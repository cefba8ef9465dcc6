/** What is done with a whole profile: import, export, a link. Loaded when first used. */
import { button, download, make } from "../parts/dom.js";
import { packed, unpacked } from "../parts/pack.js";
import { checked, Wrong } from "./check.js";
import { profileOf } from "./state.js";
import { readYaml, write, YamlError } from "./yaml.js";

/** @typedef {import("./main.js").Planner} Planner */

/** @param {string} id @returns {any} */
const by = (id) => document.getElementById(`plan-${id}`);

/** @param {string} name @param {Planner} planner */
export function use(name, planner) {
  if (name === "export") download("profile.yml", "application/yaml", write(profileOf(planner.state)));
  else return share(planner);
}

/** @param {File} file @param {Planner} planner */
export async function importFile(file, planner) {
  importText(await file.text(), planner);
}

/** @param {string} text @param {Planner} planner */
function importText(text, planner) {
  const { words } = planner;
  try {
    const profile = checked(/^\s*\{[\s"}]/.test(text) ? JSON.parse(text) : readYaml(text), words.data);
    by("wrong").replaceChildren();
    planner.adopt(profile);
    planner.say(words.tell("imported"));
  } catch (error) {
    by("wrong").textContent = `${words.tell("not_imported")} ${wrong(error, planner)}`;
    by("wrong").focus();
  }
}

/** @param {any} error @param {Planner} planner */
function wrong(error, { words }) {
  if (error instanceof YamlError) return words.tell("import_line", { line: error.line });
  if (error instanceof SyntaxError) return words.tell("import_json");
  if (!(error instanceof Wrong)) throw error;
  return words.tell("import_wrong", { where: error.where, what: words.tell(error.code, { known: error.known }) });
}

/** A link that carries the profile behind its #, which browsers send to nobody. @param {Planner} planner */
async function share({ state, words }) {
  const text = JSON.stringify({ ...profileOf(state), ...(state.on ? { on: state.on } : {}) });
  const href = `${location.href.replace(/#.*/, "")}#profile=${await packed(text)}`;
  const field = make("input", { value: href, readOnly: true, id: "plan-link" });
  field.addEventListener("focus", () => field.select());
  by("share").replaceChildren(make("p", { className: "plan-wrong" }, words.tell("share")), make("label", { htmlFor: field.id }, words.tell("link")), field);
  field.focus();
}

/** Offer the profile that a link brought. @param {string} code @param {Planner} planner */
export async function arrive(code, planner) {
  const { words } = planner;
  history.replaceState(null, "", location.pathname + location.search);
  const found = await opened(code, planner);
  const place = make("div", { className: "notice" });
  const close = () => (place.remove(), by("qualifications").focus());
  const accept = () => {
    place.remove();
    planner.adopt(found.profile, found.on);
    by("result-title").focus();
  };
  const said = make("p", { tabIndex: -1 }, words.tell(found ? "shared" : "bad_link"));
  place.append(said, ...(found ? [button(words.tell("take"), accept), " "] : []), button(words.tell("leave"), close));
  by("trouble").after(place);
  said.focus();
}

/** @param {string} code @param {Planner} planner @returns {Promise<any>} */
async function opened(code, planner) {
  try {
    const { on = "", ...profile } = JSON.parse(await unpacked(code));
    return { profile: checked(profile, planner.words.data), on: String(on) };
  } catch {
    return null;
  }
}

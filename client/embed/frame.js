/**
 * A widget in a frame: it takes what is asked from its address, behind the ? or the # (`?theme=dark&accent=%23067`), and
 * tells the page around how high it is, and what came out. Where nobody there listens, it keeps its height and scrolls.
 */
import { buildColours } from "./colours.js";
import { applyTheme } from "./look.js";
import { waitForUse } from "./wake.js";

const root = document.documentElement;
const { catalogue, widget } = root.dataset;
const version = 1;
const asked = new URLSearchParams(`${location.search}&${location.hash.slice(1)}`);

/** What is asked for; nothing where it cannot be. @param {string} name @param {string} possible @param {(value: string) => boolean} isPossible */
function readSetting(name, possible, isPossible) {
  const value = asked.get(name)?.trim();
  if (!value || isPossible(value)) return value;
  console.warn(`${widget}: ${name} is ${possible}, not ${value}`);
  return null;
}

/** @param {string} name */
const buildCssTest = (name) => (/** @type {string} */ value) => CSS.supports(name, value);

/** @param {string} value */
function isLanguage(value) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(value).length > 0;
  } catch {
    return false;
  }
}

/** @param {string} value */
const isDay = (value) => /^(19|20|21)\d\d-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString().startsWith(value);

/** @param {string} value */
const isDesignation = (value) => designations.includes(value.toLowerCase());
const designations = (root.dataset.designations ?? "").split(" ");

const theme = readSetting("theme", "light, dark or auto", (value) => ["light", "dark", "auto"].includes(value.toLowerCase()))?.toLowerCase();
const readColour = (/** @type {string} */ name) => readSetting(name, "a colour of CSS", buildCssTest("color")) || "";
const colours = { accent: readColour("accent"), paper: readColour("paper"), text: readColour("text") };
const looks = { ...colours, font: readSetting("font", "a list of fonts", buildCssTest("font-family")), size: readSetting("size", "a length of CSS", buildCssTest("font-size")), corners: readSetting("corners", "a length of CSS", buildCssTest("border-radius")) };
const options = { numbers: readSetting("lang", "a language such as en-ZA or af", isLanguage), start: readSetting("start", "a day such as 2026-11-22", isDay), to: readSetting("to", `one of ${designations.join(" ")}`, isDesignation)?.toLowerCase() };

if (theme) applyTheme(document.styleSheets[0], theme);
for (const [name, value] of Object.entries(looks)) if (value) root.style.setProperty(`--catalogue-${name}`, value);
document.adoptedStyleSheets = [buildColours(document.body, colours)];
// The scripts of calculator and planner take these from here.
for (const [name, value] of Object.entries(options)) if (value) root.dataset[name] = value;
waitForUse(options.start ?? "");

// What leads out of the widgets opens beside the page around; another widget takes over what was asked.
const widgets = new URL("../../../embed/", import.meta.url).href;
addEventListener("click", ({ target }) => {
  const link = /** @type {Element} */ (target).closest?.("a");
  if (!link?.href || link.href.split("#")[0] === location.href.split("#")[0]) return;
  if (link.href.startsWith(widgets)) link.hash = String(asked);
  else link.target = "_blank";
}, true);

if (parent !== window) {
  /** @param {string} message @param {any} values */
  const post = (message, values) => parent.postMessage({ catalogue, version, message, ...values }, "*");
  let fitted = false;
  let resizer = "";
  // Somebody gives this frame its height: a scroll bar would only stand in the way for a moment, unless there is less
  // room than was asked for.
  const hideBar = () => (root.style.overflowY = fitted && innerHeight + 1 >= document.body.offsetHeight ? "hidden" : "");
  const postHeight = () => {
    hideBar();
    const height = document.body.offsetHeight;
    post("height", { height });
    // What systems listen to that know nothing of us: readers of oEmbed, AMP, and iframe-resizer where it has asked.
    parent.postMessage(JSON.stringify({ src: location.href, context: "iframe.resize", height }), "*");
    parent.postMessage({ sentinel: "amp", type: "embed-size", height }, "*");
    if (resizer) parent.postMessage(`[iFrameSizer]${resizer}:${height}:${innerWidth}:size`, "*");
  };
  new ResizeObserver(postHeight).observe(document.body);
  postHeight(); // where the frame is not drawn yet, its size is not observed either

  addEventListener("message", ({ source, data }) => {
    const asked = source === parent && typeof data === "string" && /^\[iFrameSizer\]([^:]+):/.exec(data);
    if (asked) [, resizer] = asked;
    if (asked) return postHeight();
    const ours = source === parent && data && data.catalogue === catalogue && data.version === version;
    if (!ours || data.message !== "fitted") return;
    fitted = true;
    hideBar();
  });
  addEventListener("resize", hideBar);

  // What came out is told only once the member has used the widget here: a page that merely holds it learns nothing.
  let result = "";
  let told = "";
  let used = false;
  const shareResult = () => {
    if (result === told || !used) return; // an answer that changes nothing is no other result
    post("result", { result: JSON.parse(result) });
    told = result;
  };
  document.addEventListener("answer", (/** @type {any} */ { detail }) => {
    result = JSON.stringify(summarizeAnswer(detail ?? {}));
    shareResult();
  });
  for (const sign of ["click", "keydown"]) addEventListener(sign, ({ isTrusted }) => ((used ||= isTrusted), shareResult()));
}

/** States and figures of an answer; never an entry, a name, or what a profile holds. @param {any} answer */
function summarizeAnswer({ on = null, designations, cycle = null, totals = [], verdicts = [] }) {
  if (designations) return { on, designations };
  return { schedule: root.dataset.schedule, on, cycle, totals, verdicts: verdicts.map((/** @type {any} */ { id, state }) => ({ id, state })) };
}

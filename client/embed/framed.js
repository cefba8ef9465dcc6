/**
 * Shows the calculator or the planner inside an element of another site's page: as a frame in the element's shadow.
 * A frame, since a figure must not be computed where old scripts may have changed what Array or JSON do, a browser lets
 * a page run a worker of its own site only, and what is entered stays out of reach of the page around.
 *
 * What an attribute asks stands behind the # of the frame's address: it is sent to nobody, and the page is fetched once
 * for any number of elements. The frame itself says what it cannot do.
 */
import { readTheme } from "./look.js";

/** Every calculator, by the key of its designation or by its schedule. */
const KNOWN = " $KNOWN ";
const sheet = new CSSStyleSheet();
// Until the frame says how high it is, the plain link stays in sight: so it does where a frame is not allowed.
sheet.replaceSync(
  ":host{display:block!important;float:none!important}:host([hidden]){display:none!important}iframe{display:block;width:100%;border:0}iframe:not([style*=height]){height:1px;margin-bottom:-1px;opacity:0}iframe[style*=height]+slot{display:none}",
);

/**
 * Show, or show anew, what the attributes of an element ask. Where that cannot be, its own content stays: a plain link.
 * @param {HTMLElement} element @param {string} kind @param {URL} site
 */
export function show(element, kind, site) {
  const shadow = element.shadowRoot || element.attachShadow({ mode: "open" });
  const old = shadow.querySelector("iframe");
  const key = kind === "career-planner" ? "" : findCalculator(element);
  if (key === null) {
    if (old) old.remove();
    return;
  }
  const address = new URL(`embed/${kind}/${key && `${key}/`}`, site);
  address.hash = String(readSettings(element));
  if (old && old.src === address.href) return;
  const frame = document.createElement("iframe");
  frame.title = element.title || (element.textContent || "").trim() || element.localName;
  frame.referrerPolicy = "no-referrer";
  frame.setAttribute("part", "frame");
  frame.src = address.href;
  if (old && old.style.height) frame.style.height = old.style.height;
  shadow.adoptedStyleSheets = [sheet];
  shadow.replaceChildren(frame, document.createElement("slot"));
}

/** The calculator that is asked for, if there is one. @param {HTMLElement} element */
function findCalculator(element) {
  for (const name of ["schedule", "designation"]) {
    const asked = element.getAttribute(name);
    const key = (asked || "").toLowerCase();
    if (/^[\w-]+$/.test(key) && KNOWN.includes(` ${key} `)) return key;
    if (asked !== null) console.warn(`${element.localName}: ${name} is one of${KNOWN}and not ${asked}`);
  }
  return null;
}

/** What the frame is told: attributes, and what style sheets of the page say. @param {HTMLElement} element */
function readSettings(element) {
  const { fontFamily } = getComputedStyle(element);
  const readStyle = (/** @type {string} */ name) => getComputedStyle(element).getPropertyValue(`--catalogue-${name}`).trim();
  const values = {
    theme: readTheme(element),
    accent: element.getAttribute("accent") || readStyle("accent"),
    font: readStyle("font") || fontFamily,
    size: readStyle("size"),
    lang: element.getAttribute("lang"),
    start: element.getAttribute("start"),
    to: element.getAttribute("to"),
  };
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) asked.set(name, value);
  return asked;
}

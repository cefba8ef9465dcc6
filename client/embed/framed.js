/**
 * Shows the calculator or the planner inside an element of another site's page: as a frame in the element's shadow.
 * A frame, since a figure must not be computed where old scripts may have changed what Array or JSON do, a browser lets
 * a page run a worker of its own site only, and what is entered stays out of reach of the page around.
 *
 * What an attribute asks stands behind the # of the frame's address: it is sent to nobody, and the page is fetched once
 * for any number of elements. The frame itself says what it cannot do.
 */
import { readKey, readStyle, readTheme } from "./look.js";

const sheet = new CSSStyleSheet();
// Until the frame says how high it is, the plain link stays in sight: so it does where a frame is not allowed.
sheet.replaceSync(
  ":host{display:block!important;float:none!important}:host([hidden]){display:none!important}iframe{display:block;width:100%;border:0;border-radius:var(--catalogue-corners,0)}iframe:not([style*=height]){height:1px;margin-bottom:-1px;opacity:0}iframe[style*=height]+slot{display:none}",
);

/**
 * Show, or show anew, what the attributes of an element ask. Where that cannot be, its own content stays: a plain link.
 * @param {HTMLElement} element @param {string} kind @param {URL} site
 */
export function show(element, kind, site) {
  const shadow = element.shadowRoot || element.attachShadow({ mode: "open" });
  const old = shadow.querySelector("iframe");
  const key = kind === "career-planner" ? "" : readKey(element, ["schedule", "designation", "key"]);
  if (key === null) {
    shadow.replaceChildren(document.createElement("slot"));
    return;
  }
  const address = new URL(`embed/${kind}/${key && `${key}/`}`, site);
  address.hash = String(readSettings(element, key));
  if (old && old.src === address.href) return;
  const frame = document.createElement("iframe");
  frame.title = element.title || (element.textContent || "").trim() || element.localName;
  frame.referrerPolicy = "no-referrer";
  if (window.crossOriginIsolated) frame.toggleAttribute("credentialless", true); // else it may not be shown there
  frame.setAttribute("part", "frame");
  frame.src = address.href;
  if (old && old.style.height) frame.style.height = old.style.height;
  shadow.adoptedStyleSheets = [sheet];
  shadow.replaceChildren(frame, document.createElement("slot"));
}

/** What the frame is told: attributes, and what style sheets of the page say. @param {HTMLElement} element @param {string} calculator its key, none where it is the planner */
function readSettings(element, calculator) {
  const values = {
    theme: readTheme(element),
    accent: element.getAttribute("accent") || readStyle(element, "accent"),
    paper: readStyle(element, "paper"),
    text: readStyle(element, "text"),
    corners: readStyle(element, "corners"),
    font: readStyle(element, "font") || getComputedStyle(element).fontFamily,
    size: readStyle(element, "size"),
    lang: element.getAttribute("lang"),
    start: element.getAttribute("start"),
    to: element.getAttribute("to") || (!calculator && (element.getAttribute("designation") || element.getAttribute("key"))),
  };
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) asked.set(name, value);
  return asked;
}

/**
 * Shows a widget inside an element of another site's page. The widget is the page of the same name under /embed/, so
 * nothing is written twice: its main part goes into the element's shadow, where neither page touches the other.
 */
import { buildColours } from "./colours.js";
import { applyTheme, readKey, readStyle, readTheme } from "./look.js";

/** What was fetched, by address: many widgets on a page ask once. @type {Map<string, Promise<string>>} */
const fetched = new Map();

/** @param {string} address */
function fetchText(address) {
  if (!fetched.has(address)) {
    const answer = fetch(address, { credentials: "omit" }).then((found) => {
      if (!found.ok) throw new Error(`nothing is at ${address}`);
      return found.text();
    });
    answer.catch(() => fetched.delete(address)); // it can be tried again
    fetched.set(address, answer);
  }
  return /** @type {Promise<string>} */ (fetched.get(address));
}

/**
 * Show, or show anew, what the attributes of an element ask. Where that cannot be, its own content stays: a plain link.
 * @param {HTMLElement} element @param {string} kind @param {URL} site
 */
export async function show(element, kind, site) {
  const key = readKey(element, ["designation", "key"]);
  if (!key) {
    element.shadowRoot?.replaceChildren(document.createElement("slot"));
    return;
  }
  const address = new URL(`embed/${kind}/${key}/`, site).href;
  try {
    const page = new DOMParser().parseFromString(await fetchText(address), "text/html");
    const link = /** @type {HTMLLinkElement} */ (page.querySelector("link[rel=stylesheet]"));
    const sheet = await new CSSStyleSheet().replace(await fetchText(new URL(link.getAttribute("href") || "", address).href));
    const shadow = element.shadowRoot || element.attachShadow({ mode: "open" });
    const box = extractMain(page, address);
    applyTheme(sheet, readTheme(element));
    applyLooks(box, element);
    shadow.adoptedStyleSheets = [sheet, buildColours(shadow, readColours(element))];
    shadow.replaceChildren(box);
  } catch (error) {
    console.warn(`${element.localName}: ${/** @type {Error} */ (error).message}`, element);
    element.shadowRoot?.replaceChildren(document.createElement("slot"));
  }
}

/** The main part of a page, with whole addresses. @param {Document} page @param {string} address */
function extractMain(page, address) {
  const main = /** @type {HTMLElement} */ (page.querySelector("main"));
  const box = document.createElement("div");
  for (const { name, value } of main.attributes) box.setAttribute(name, value);
  box.lang = page.documentElement.lang; // the page around may be of another language
  box.append(...main.childNodes);
  for (const link of box.querySelectorAll("a")) {
    const href = link.getAttribute("href") || "";
    if (!href.startsWith("#")) link.href = new URL(href, address).href;
  }
  for (const heading of box.querySelectorAll("h1, h2, h3")) lowerHeading(heading);
  for (const named of box.querySelectorAll("[data-part]")) named.setAttribute("part", named.getAttribute("data-part") || "");
  return box;
}

/** The title of a page is no title of the page that holds it. @param {Element} heading */
function lowerHeading(heading) {
  const made = document.createElement(`h${Number(heading.localName[1]) + 1}`);
  for (const { name, value } of heading.attributes) made.setAttribute(name, value);
  made.append(...heading.childNodes);
  heading.replaceWith(made);
}

/** The font of the page around, and the accent of an attribute. @param {HTMLElement} box @param {HTMLElement} element */
function applyLooks(box, element) {
  if (!readStyle(element, "font")) box.style.setProperty("--catalogue-font", getComputedStyle(element).fontFamily);
  const accent = element.getAttribute("accent")?.trim();
  if (accent && CSS.supports("color", accent)) box.style.setProperty("--catalogue-accent", accent);
}

/** The colours asked for that are some. @param {HTMLElement} element */
function readColours(element) {
  /** @type {Record<string, string>} */
  const colours = {};
  for (const name of ["accent", "paper", "text"]) {
    const asked = (name === "accent" && element.getAttribute(name)?.trim()) || readStyle(element, name);
    if (CSS.supports("color", asked)) colours[name] = asked;
    else if (asked) console.warn(`${element.localName}: ${name} is a colour of CSS, not ${asked}`);
  }
  return colours;
}

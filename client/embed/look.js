/** What is the same for widgets in elements and in frames: what is asked for, and light and dark. */

/** What an attribute can name; the build fills it in. A text, since old libraries change what Array does. @type {Record<string, string>} */
const KNOWN = { schedule: " $SCHEDULES ", designation: " $DESIGNATIONS ", key: " $DESIGNATIONS " };

/**
 * What the first of some attributes names that is right. Where none is, the console says what is possible.
 * @param {HTMLElement} element @param {string[]} names @returns {string | null}
 */
export function readKey(element, names) {
  let asks = false;
  for (const name of names) {
    const asked = element.getAttribute(name);
    if (asked === null) continue;
    asks = true;
    const key = asked.trim().toLowerCase();
    if (/^[\w-]+$/.test(key) && KNOWN[name].includes(` ${key} `)) return key;
    console.warn(`${element.localName}: ${name} is one of${KNOWN[name]}and not ${asked}`);
  }
  if (!asks) console.warn(`${element.localName}: it needs a designation, one of${KNOWN.designation}`);
  return null;
}

/**
 * Light or dark: as the attribute says; else as the page around says of itself, so that a page that knows only
 * light never holds a dark box.
 * @param {HTMLElement} element @returns {string} light, dark, or auto where the system decides
 */
export function readTheme(element) {
  const asked = (element.getAttribute("theme") || "auto").trim().toLowerCase();
  if (asked === "light" || asked === "dark") return asked;
  if (asked !== "auto") console.warn(`${element.localName}: theme is light, dark or auto, not ${asked}`);
  const around = getComputedStyle(element).colorScheme;
  return around.includes("dark") ? (around.includes("light") ? "auto" : "dark") : "light";
}

/** What style sheets of the page around say. @param {HTMLElement} element @param {string} name */
export const readStyle = (element, name) => getComputedStyle(element).getPropertyValue(`--catalogue-${name}`).trim();

/** Let the rules for the dark hold always, never, or as the system prefers. @param {CSSStyleSheet} sheet @param {string} theme */
export function applyTheme(sheet, theme) {
  if (theme === "auto") return;
  for (const rule of sheet.cssRules) {
    if (rule instanceof CSSMediaRule && rule.media.mediaText.includes("prefers-color-scheme")) {
      rule.media.mediaText = theme === "dark" ? "screen" : "not all";
    }
  }
}

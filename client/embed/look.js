/** How a widget looks: the attributes that a host may set, the same for elements and for frames. */

const THEMES = ["light", "dark", "auto"];

/**
 * Light or dark: as the attribute says; else as the page around says of itself, so that a page that knows only
 * light never holds a dark box.
 * @param {HTMLElement} element @returns {string} light, dark, or auto where the system decides
 */
export function themeOf(element) {
  const asked = element.getAttribute("theme") || "auto";
  if (!THEMES.includes(asked)) console.warn(`${element.localName}: theme is light, dark or auto, not ${asked}`);
  if (asked === "light" || asked === "dark") return asked;
  const around = getComputedStyle(element).colorScheme;
  return around.includes("dark") ? (around.includes("light") ? "auto" : "dark") : "light";
}

/**
 * The widget in the colours asked for.
 * @param {HTMLElement} box @param {CSSStyleSheet} sheet @param {HTMLElement} element @param {string} theme
 */
export function dressed(box, sheet, element, theme) {
  paint(sheet, theme);
  const accent = element.getAttribute("accent");
  if (accent && CSS.supports("color", accent)) box.style.setProperty("--catalogue-accent", accent);
  else if (accent) console.warn(`${element.localName}: accent is a colour of CSS, not ${accent}`);
  return box;
}

/** Let the rules for the dark hold always, never, or as the system prefers. @param {CSSStyleSheet} sheet @param {string} theme */
export function paint(sheet, theme) {
  if (theme === "auto") return;
  for (const rule of sheet.cssRules) {
    if (rule instanceof CSSMediaRule && rule.media.mediaText.includes("prefers-color-scheme")) {
      rule.media.mediaText = theme === "dark" ? "screen" : "not all";
    }
  }
}

/** Light and dark, the same for widgets in elements and in frames. */

/**
 * Light or dark: as the attribute says; else as the page around says of itself, so that a page that knows only
 * light never holds a dark box.
 * @param {HTMLElement} element @returns {string} light, dark, or auto where the system decides
 */
export function readTheme(element) {
  const asked = element.getAttribute("theme") || "auto";
  if (asked === "light" || asked === "dark") return asked;
  if (asked !== "auto") console.warn(`${element.localName}: theme is light, dark or auto, not ${asked}`);
  const around = getComputedStyle(element).colorScheme;
  return around.includes("dark") ? (around.includes("light") ? "auto" : "dark") : "light";
}

/** Let the rules for the dark hold always, never, or as the system prefers. @param {CSSStyleSheet} sheet @param {string} theme */
export function applyTheme(sheet, theme) {
  if (theme === "auto") return;
  for (const rule of sheet.cssRules) {
    if (rule instanceof CSSMediaRule && rule.media.mediaText.includes("prefers-color-scheme")) {
      rule.media.mediaText = theme === "dark" ? "screen" : "not all";
    }
  }
}

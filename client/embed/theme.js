/** Light and dark, which are the same for widgets in elements and in frames. */

/** Let the rules for the dark hold always, never, or as the system prefers. @param {CSSStyleSheet} sheet @param {string} theme */
export function applyTheme(sheet, theme) {
  if (theme === "auto") return;
  for (const rule of sheet.cssRules) {
    if (rule instanceof CSSMediaRule && rule.media.mediaText.includes("prefers-color-scheme")) {
      rule.media.mediaText = theme === "dark" ? "screen" : "not all";
    }
  }
}

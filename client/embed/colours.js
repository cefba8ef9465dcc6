/** Colours that the page around has chosen, and what follows from them. It uses no prototype that an old library may have changed. */

/** What else is coloured where paper or text is: each from the two, so that all can be read. */
const FOLLOWING =
  "--md-typeset-a-color:var(--catalogue-accent,var(--md-default-fg-color));--md-accent-fg-color:var(--md-typeset-a-color);--md-accent-fg-color--transparent:var(--tint);--muted:var(--md-default-fg-color);--band:var(--tint);--on-band:var(--md-default-fg-color);--on-band-soft:var(--md-default-fg-color);--tint:color-mix(in srgb,var(--md-default-fg-color) 6%,var(--md-default-bg-color));--edge:color-mix(in srgb,var(--md-default-fg-color) 30%,var(--md-default-bg-color))";
/** Of a colour as bright as this, black and white differ alike, 4.58 to 1; WCAG asks 4.5. */
const MIDDLE = 0.179;

/**
 * The rules for colours that are chosen, on the screen only: printed is on white. Each is taken from a property
 * `--catalogue-…`, as set by then.
 * @param {Node} place where a colour can be tried @param {Record<string, string>} chosen accent, paper and text as CSS, or nothing
 */
export function buildColours(place, { accent, paper, text }) {
  let said = "";
  if (accent) said += `--on-accent:${chooseInk(place, accent)};`;
  if (paper) said += `--md-default-bg-color:var(--catalogue-paper);--md-default-fg-color:${chooseInk(place, paper)};color-scheme:${chooseInk(place, paper) === "#fff" ? "dark" : "light"};`;
  if (text) said += "--md-default-fg-color:var(--catalogue-text);";
  if (paper || text) said += FOLLOWING;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@media screen{body,.widget{${said}}}`);
  return sheet;
}

/** Black or white, whichever is easier to read on a colour. @param {Node} place @param {string} colour */
const chooseInk = (place, colour) => (computeLuminance(place, colour) > MIDDLE ? "#000" : "#fff");

/** How bright a colour of CSS is, 0 to 1, as WCAG 2 defines it. @param {Node} place @param {string} colour */
function computeLuminance(place, colour) {
  const tried = document.createElement("i");
  tried.style.color = colour;
  tried.style.color = `color-mix(in srgb,${colour} 100%,#000)`; // as sRGB in whatever way it is written; older browsers leave it
  place.appendChild(tried);
  const [, kind, ...parts] = /^(rgb|color)\D*([\d.e-]+)[, ]+([\d.e-]+)[, ]+([\d.e-]+)/.exec(getComputedStyle(tried).color) || ["", "", "0", "0", "0"];
  place.removeChild(tried);
  const linear = (/** @type {string} */ part) => {
    const share = Number(part) / (kind === "rgb" ? 255 : 1);
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(parts[0]) + 0.7152 * linear(parts[1]) + 0.0722 * linear(parts[2]);
}

/**
 * A widget in a frame: it takes its colours from the address (`?theme=dark&accent=%23067`) and tells the page around how
 * high it is. Where nobody there listens, the frame keeps its height and scrolls.
 */
import { paint } from "./look.js";

const root = document.documentElement;
const asked = new URLSearchParams(location.search);
const catalogue = root.dataset.catalogue;
const version = 1;

const theme = asked.get("theme");
if (theme === "light" || theme === "dark") paint(document.styleSheets[0], theme);
const accent = asked.get("accent");
if (accent && CSS.supports("color", accent)) document.body.style.setProperty("--catalogue-accent", accent);

if (parent !== window) {
  const tell = () => parent.postMessage({ catalogue, version, message: "height", height: document.body.offsetHeight }, "*");
  new ResizeObserver(tell).observe(document.body);
  addEventListener("message", ({ source, data }) => {
    const ours = source === parent && data && data.catalogue === catalogue && data.version === version;
    // Somebody gives this frame its height, so a scroll bar would only stand in the way for a moment.
    if (ours && data.message === "fitted") root.style.overflowY = "hidden";
  });
}

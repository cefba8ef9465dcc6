/**
 * The loader of widgets, for other sites: it names the elements, and fetches the rest only when one of them comes near
 * the part of the page that is seen. Its address and what stands here are kept as they are: other pages rely on them.
 *
 * It also gives frames (`<iframe src=".../embed/...">`) the height of what they show.
 *
 * A plain script, run on pages that are not ours: it uses no prototype that an old library may have changed, adds no
 * name to the page but the elements, and writes to the console only to say what is wrong with an attribute.
 *
 * The build fills in PREFIX, the key of the body, and ASSETS, the folder of this build's scripts.
 */
const PREFIX = "$PREFIX";
const ASSETS = "$ASSETS";
const KINDS = ["designation"];
const ATTRIBUTES = ["key", "accent", "theme"];
const TALLEST = 20000;
const FRAME = { catalogue: PREFIX, version: 1 };

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
const site = new URL("../", script.src);

/** What shows a widget: loaded once, for the first that is near. @type {Promise<typeof import("./widget.js")>} */
let loaded;
const load = () => (loaded = loaded || import(site.href + ASSETS + "/embed/widget.js"));

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) /** @type {any} */ (target).show();
  },
  { rootMargin: "400px" },
);

/** @param {string} kind */
const element = (kind) =>
  class extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    #near = false;
    connectedCallback() {
      near.observe(this);
    }
    disconnectedCallback() {
      near.unobserve(this);
    }
    attributeChangedCallback() {
      if (this.#near) this.show();
    }
    show() {
      this.#near = true;
      near.unobserve(this);
      load().then(
        (widget) => widget.show(this, kind, site),
        (error) => console.warn(`${PREFIX}-${kind}: ${error.message}`),
      );
    }
  };

for (const kind of KINDS) {
  const name = `${PREFIX}-${kind}`;
  if (!customElements.get(name)) customElements.define(name, element(kind));
}

addEventListener("message", ({ origin, source, data }) => {
  const sandboxed = origin === "null"; // such a frame is known by its window and its address alone
  if ((origin !== site.origin && !sandboxed) || !data || data.catalogue !== PREFIX || data.version !== 1) return;
  if (data.message !== "height" || !(data.height > 0 && data.height <= TALLEST)) return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow !== source || !frame.src.startsWith(`${site}embed/`)) continue;
    frame.style.height = `${Math.ceil(data.height)}px`;
    frame.contentWindow?.postMessage({ ...FRAME, message: "fitted" }, sandboxed ? "*" : origin);
  }
});

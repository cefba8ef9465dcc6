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
const KINDS = ["designation", "cpd-calculator", "career-planner"];
const ATTRIBUTES = ["key", "designation", "schedule", "accent", "theme", "lang", "start", "to"];
const TALLEST = 20000;
const DAY = /^\d{4}-\d\d-\d\d$/;
const FRAME = { catalogue: PREFIX, version: 1 };

// A module has no element of its own: where it came from stands in the trace of an error.
const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
const site = new URL("../", script ? script.src : /\w+:\/\/\S+\/embed\/v1\.js/.exec(Error().stack || "")?.[0]);

/** What shows a widget: in the element itself, or in a frame. @param {string} kind @returns {Promise<{show(element: HTMLElement, kind: string, site: URL): void}>} */
const loadWidget = (kind) => import(`${site.href}${ASSETS}/embed/${kind === KINDS[0] ? "widget" : "framed"}.js`);

/** The elements that are on the page. @type {Set<HTMLElement>} */
const held = new Set();

const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) if (isIntersecting) /** @type {any} */ (target).show();
  },
  { rootMargin: "400px" },
);

/** @param {string} kind */
const buildElement = (kind) =>
  class extends HTMLElement {
    static observedAttributes = ATTRIBUTES;
    static site = site.href;
    #near = false;
    connectedCallback() {
      held.add(this);
      near.observe(this);
    }
    disconnectedCallback() {
      held.delete(this);
      near.unobserve(this);
    }
    attributeChangedCallback() {
      if (this.#near) this.show();
    }
    show() {
      this.#near = true;
      near.unobserve(this);
      loadWidget(kind).then(
        (widget) => widget.show(this, kind, site),
        (error) => console.warn(`${PREFIX}-${kind}: ${error.message}`),
      );
    }
  };

// What was not come near is asked for when the page is printed.
addEventListener("beforeprint", () => held.forEach((element) => /** @type {any} */ (element).show()));

/** What an earlier loader has defined: one is enough to listen. @type {any} */
const earlier = customElements.get(`${PREFIX}-${KINDS[0]}`);

for (const kind of KINDS) {
  const name = `${PREFIX}-${kind}`;
  if (!customElements.get(name)) customElements.define(name, buildElement(kind));
}

/**
 * What a frame of ours says of itself. A sandboxed frame has no origin: whether it still shows what its address names
 * cannot be known, so its height is taken, and no result is told.
 * @param {HTMLIFrameElement} frame @param {MessageEvent} event
 */
function handleMessage(frame, { origin, source, data: { message, height, result } }) {
  if (frame.contentWindow !== source || !frame.src.startsWith(`${site}embed/`)) return;
  if (message === "height" && height > 0 && height <= TALLEST) {
    frame.style.height = `${Math.ceil(height)}px`;
    frame.contentWindow?.postMessage({ ...FRAME, message: "fitted" }, origin === "null" ? "*" : origin);
  }
  if (message === "result" && origin === site.origin && isResult(result)) {
    frame.dispatchEvent(new CustomEvent(`${PREFIX}-result`, { bubbles: true, composed: true, detail: result }));
  }
}

/** @param {any} value */
const isResult = (value) => value && (value.on === null || DAY.test(value.on)) && (Array.isArray(value.designations) || (typeof value.schedule === "string" && Array.isArray(value.totals) && Array.isArray(value.verdicts)));

if (!earlier || earlier.site !== site.href) addEventListener("message", (event) => {
  const { origin, data } = event; // a sandboxed frame has no origin: it is known by its window and its address alone
  if ((origin !== site.origin && origin !== "null") || !data || data.catalogue !== PREFIX || data.version !== 1) return;
  for (const frame of document.querySelectorAll("iframe")) handleMessage(frame, event);
  for (const { shadowRoot } of held) {
    const frame = shadowRoot && shadowRoot.querySelector("iframe");
    if (frame) handleMessage(frame, event);
  }
});

/**
 * What every page does beside showing its text: the menu on a narrow screen, the choice of colours, and opening
 * search. Deferred: a page is shown without waiting for it, on a poor connection half a second earlier. Without
 * it, links do what buttons do here.
 */
(() => {
  const COLOURS = "colours";
  const SLASH = "slash";
  const root = document.documentElement;
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;

  /** What is stored, where storing is allowed. @param {string} key @param {string} [value] */
  const accessStored = (key, value) => {
    try {
      if (value !== undefined) localStorage.setItem(key, value);
      return localStorage.getItem(key) ?? "";
    } catch {
      return "";
    }
  };

  /** The rules of the dark scheme, which wait for the system's preference until a reader chooses. */
  const listDarkRules = () => {
    try {
      return [...document.styleSheets[0].cssRules]
        .filter((rule) => rule instanceof CSSMediaRule)
        .filter((rule) => rule.media.mediaText.includes("prefers-color-scheme"));
    } catch {
      return []; // a page opened as a file may not read its styles
    }
  };
  const rules = listDarkRules();
  const preferred = rules.map((rule) => rule.media.mediaText);

  /** @param {string} choice light, dark, or empty for what the system prefers */
  const applyColours = (choice) => {
    root.style.colorScheme = choice;
    rules.forEach((rule, i) => {
      rule.media.mediaText = { light: "not all", dark: "screen" }[choice] ?? preferred[i];
    });
  };
  if (accessStored(COLOURS)) applyColours(accessStored(COLOURS));

  /** @template {HTMLElement} T @param {string} selector @returns {T | null} */
  const find = (selector) => document.querySelector(selector);

  const enableColours = () => {
    const chooser = /** @type {HTMLElement | null} */ (find(".site-colours"));
    const select = chooser && chooser.querySelector("select");
    if (!chooser || !select || !rules.length) return;
    chooser.hidden = false;
    select.value = accessStored(COLOURS);
    select.addEventListener("change", () => applyColours(accessStored(COLOURS, select.value)));
  };

  const enableMenu = () => {
    const button = find(".site-menu");
    const nav = find(".site-nav");
    if (!button || !nav) return;
    const rest = document.querySelectorAll(".md-skip, .site-name, .site-search, main, .md-footer");
    button.setAttribute("role", "button");
    button.setAttribute("aria-controls", nav.id);

    /** @param {boolean} open @param {boolean} [focus] whether the focus goes along */
    const show = (open, focus) => {
      button.setAttribute("aria-expanded", String(open));
      nav.style.display = open ? "block" : "";
      for (const part of rest) part.toggleAttribute("inert", open);
      if (focus) (open ? /** @type {HTMLElement} */ (nav.querySelector("a")) : button).focus();
    };
    const isOpen = () => button.getAttribute("aria-expanded") === "true";
    show(false);
    button.addEventListener("click", (event) => (event.preventDefault(), show(!isOpen(), true)));
    button.addEventListener("keydown", (event) => event.key === " " && (event.preventDefault(), button.click()));
    nav.querySelector(".site-close a")?.addEventListener("click", (event) => {
      event.preventDefault();
      show(false, true);
    });
    nav.querySelector("[href='#more']")?.addEventListener("click", () => show(false)); // the foot is reached again
    addEventListener("keydown", (event) => event.key === "Escape" && isOpen() && show(false, true));
    matchMedia("(min-width: 60em)").addEventListener("change", () => isOpen() && show(false));
  };

  const enableSearch = () => {
    const link = /** @type {HTMLAnchorElement | null} */ (find(".site-search"));
    if (!link) return;
    const open = () =>
      import(new URL("search.js", here).href)
        .then((module) => module.openSearch())
        .catch(() => location.assign(link.href));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
    addEventListener("keydown", (event) => {
      const typing = /** @type {HTMLElement} */ (event.target).closest?.("input, select, textarea, [contenteditable]");
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.altKey && accessStored(SLASH) !== "off";
      const k = event.key === "k" && (event.ctrlKey || event.metaKey);
      if (!slash && !k) return;
      event.preventDefault();
      open();
    });
    if (find("#search")) import(new URL("search.js", here).href).then((module) => module.showSearchPage());
  };

  /**
   * The filter of a table is fetched when a reader comes near: it would hold the first sight of the page back.
   * It has its place from the start: rows that are being read do not move when it comes late.
   */
  const enableTable = () => {
    const form = /** @type {HTMLElement | null} */ (find("#units form"));
    if (!form) return;
    form.style.visibility = "hidden";
    form.hidden = false;
    const near = new IntersectionObserver(
      ([seen]) => {
        if (!seen.isIntersecting) return;
        near.disconnect();
        import(new URL("table.js", here).href).catch(() => form.remove());
      },
      { rootMargin: "100%" },
    );
    near.observe(form);
  };

  // What is kept for when there is no network waits until the page is there.
  addEventListener("load", () => navigator.serviceWorker?.register(here.replace(/assets.*/, "sw.js")).catch(() => {}));

  [enableColours, enableMenu, enableSearch, enableTable].forEach((begin) => begin());

  // A last day is told by the reader's calendar: over, or how long still.
  const today = Date.parse(document.body.dataset.on ?? new Date().toLocaleDateString("sv")); // Swedes write 2027-03-01
  let isOpen = false;
  document.querySelectorAll("time").forEach((time) => {
    const days = (Date.parse(time.dateTime) - today) / 864e5;
    time.after(days < 0 ? " (over)" : days < 90 ? ` (${days} days left)` : ` (${Math.floor(days / 30.4)} months left)`);
    isOpen ||= days >= 0 && !!time.closest(".accepted");
  });
  const none = document.getElementById("none");
  if (none) none.hidden = isOpen;
})();

/** The page about widgets: the line to paste follows what is chosen, and the widget is shown as it will look. */

const site = new URL("../", location.href).href;
const form = /** @type {HTMLFormElement} */ (document.getElementById("embed-form"));
const lines = ["embed-element", "embed-frame"].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));
const preview = /** @type {HTMLElement} */ (document.getElementById("embed-preview"));
const wrong = /** @type {HTMLElement} */ (document.getElementById("embed-wrong"));

// Both lines as the page has them are the patterns of all others; the address of the site may be known only here.
const [given, framed] = lines.map((line) => line.textContent || "");
const name = /<([\w-]+) key=/.exec(given)?.[1] || "";

function chosen() {
  const values = new FormData(form);
  const accent = String(values.get("accent")).trim();
  const known = !accent || CSS.supports("color", accent);
  wrong.textContent = known ? "" : "This is no colour that browsers know; an example is #0b4f6c.";
  const theme = String(values.get("theme"));
  const looks = { ...(theme === "auto" ? {} : { theme }), ...(accent && known ? { accent } : {}) };
  return { key: String(values.get("key")), looks };
}

/** @param {string} key @param {Record<string, string>} looks */
function element(key, looks) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries({ key, ...looks })) made.setAttribute(attribute, value);
  const option = /** @type {HTMLOptionElement} */ (form.querySelector(`option[value="${key}"]`));
  made.append(Object.assign(document.createElement("a"), { href: `${site}designations/${key}/`, textContent: option.text }));
  return made;
}

/** @param {string} key @param {Record<string, string>} looks @param {string} title */
function frame(key, looks, title) {
  const address = new URL(`embed/designation/${key}/`, site);
  for (const [name, value] of Object.entries(looks)) address.searchParams.set(name, value);
  /** @type {Record<string, string>} */
  const said = { src: address.href.replaceAll("&", "&amp;"), title };
  return framed.replace(/\b(src|title)="[^"]*"/g, (_, /** @type {string} */ attribute) => `${attribute}="${said[attribute]}"`);
}

function follow() {
  const { key, looks } = chosen();
  const widget = element(key, looks);
  lines[0].textContent = `<script src="${site}embed/v1.js" async></script>${widget.outerHTML}`;
  lines[1].textContent = frame(key, looks, widget.textContent || "");
  preview.replaceChildren(widget);
}

document.head.append(Object.assign(document.createElement("script"), { src: `${site}embed/v1.js` }));
document.getElementById("embed-unknown")?.remove();
for (const part of [form, document.getElementById("embed-shown")]) /** @type {HTMLElement} */ (part).hidden = false;
form.addEventListener("input", follow);
form.addEventListener("submit", (event) => event.preventDefault());
follow();

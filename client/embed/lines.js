/** The page about widgets: the line to paste follows what is chosen, and the widget is shown as it will look. */

const site = new URL("../", location.href).href;
const form = /** @type {HTMLFormElement} */ (document.getElementById("embed-form"));
const lines = ["embed-element", "embed-frame"].map((id) => /** @type {HTMLElement} */ (document.getElementById(id)));
const preview = /** @type {HTMLElement} */ (document.getElementById("embed-preview"));
const wrong = /** @type {HTMLElement} */ (document.getElementById("embed-wrong"));

// Both lines as the page has them are the patterns of all others; the address of the site may be known only here.
const [given, framed] = lines.map((line) => line.textContent || "");
const prefix = /<(\w+)-/.exec(given.split("</script>")[1])?.[1] || "";

/** Why a value cannot be, by the name of its field. @type {Record<string, (value: string) => string>} */
const FAULTS = {
  accent: (value) => (CSS.supports("color", value) ? "" : "This is no colour that browsers know; an example is #0b4f6c."),
  lang: (value) => (isLanguage(value) ? "" : "This is no language that browsers know; examples are en-ZA and af."),
};

/** @param {string} value */
function isLanguage(value) {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(value).length > 0;
  } catch {
    return false;
  }
}

/** The widget that is chosen, and what of the form is about it and can be. */
function readChoice() {
  const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem("widget"));
  const [option] = select.selectedOptions;
  for (const label of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-of]"))) {
    label.hidden = !label.dataset.of?.split(" ").includes(option.dataset.kind || "");
  }
  /** @type {Record<string, string>} */
  const settings = {};
  wrong.textContent = "";
  for (const field of /** @type {Iterable<HTMLInputElement>} */ (form.elements)) {
    const value = field.value.trim();
    if (field.name === "widget" || !field.name || !value || field.closest("[hidden]")) continue;
    const why = FAULTS[field.name]?.(value);
    if (why) wrong.textContent = why;
    else settings[field.name] = value;
  }
  return { option, settings };
}

/** @param {HTMLOptionElement} option @param {Record<string, string>} settings */
function makeWidget({ dataset, text }, { size, ...settings }) {
  const made = document.createElement(`${prefix}-${dataset.kind}`);
  if (dataset.attribute) made.setAttribute(dataset.attribute, dataset.value || "");
  for (const [name, value] of Object.entries(settings)) made.setAttribute(name, value);
  if (size) made.style.setProperty("--catalogue-size", size);
  made.append(Object.assign(document.createElement("a"), { href: site + dataset.page, textContent: text }));
  return made;
}

/** @param {HTMLOptionElement} option @param {Record<string, string>} settings */
function writeFrame(option, settings) {
  const address = new URL(`embed/${option.value}/`, site);
  for (const [name, value] of Object.entries(settings)) address.searchParams.set(name, value);
  /** @type {Record<string, string>} */
  const attributes = { src: address.href.replaceAll("&", "&amp;"), title: option.text };
  return framed.replace(/\b(src|title)="[^"]*"/g, (_, /** @type {string} */ attribute) => `${attribute}="${attributes[attribute]}"`);
}

function showLines() {
  const { option, settings } = readChoice();
  const widget = makeWidget(option, settings);
  lines[0].textContent = `<script src="${site}embed/v1.js" async></script>${widget.outerHTML}`;
  lines[1].textContent = writeFrame(option, settings);
  preview.replaceChildren(widget);
}

document.head.append(Object.assign(document.createElement("script"), { src: `${site}embed/v1.js` }));
document.getElementById("embed-unknown")?.remove();
for (const part of [form, document.getElementById("embed-shown")]) /** @type {HTMLElement} */ (part).hidden = false;
form.addEventListener("input", showLines);
form.addEventListener("submit", (event) => event.preventDefault());
showLines();

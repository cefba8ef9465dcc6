/** Making elements. */

/** @param {string} id @returns {any} */
export const by = (id) => document.getElementById(`calc-${id}`);

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, any>} properties @param {(Node | string | null)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/** @param {string} text @param {string} href */
export const link = (text, href) => make("a", { href }, text);

/** @param {string} text @param {() => void} does @param {string} [label] for those who do not see what it stands beside */
export function button(text, does, label) {
  const made = make("button", { type: "button" }, text);
  if (label) made.setAttribute("aria-label", `${text}: ${label}`);
  made.addEventListener("click", does);
  return made;
}

/** Hand a file to the reader. @param {string} name @param {string} type @param {string} text */
export function download(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

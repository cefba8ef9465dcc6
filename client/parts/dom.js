/** Making elements. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} properties
 * @param {(Node | string | null | undefined)[]} children empty ones are left out
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.flatMap((child) => (child ? [child] : [])));
  return made;
}

/** @param {string} text @param {string} href */
export const makeLink = (text, href) => make("a", { href }, text);

/** @param {string} text @param {() => void} onClick @param {string} [about] for those who do not see what it stands beside */
export function makeButton(text, onClick, about) {
  const made = make("button", { type: "button" }, text);
  if (about) made.setAttribute("aria-label", `${text}: ${about}`);
  made.addEventListener("click", onClick);
  return made;
}

/** Nodes one after the other. @param {(Node | string)[]} nodes @param {string} [mark] @returns {(Node | string)[]} */
export const joinNodes = (nodes, mark = ", ") => nodes.flatMap((node, i) => (i ? [mark, node] : [node]));

/** Hand a file to the reader. @param {string} name @param {string} type @param {string} text */
export function download(name, type, text) {
  const href = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}

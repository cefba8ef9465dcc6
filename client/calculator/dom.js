/** Making and finding elements. */

/** @param {string} id @returns {any} */
export const findElement = (id) => document.getElementById(`calc-${id}`);

/** @param {string} selector @returns {any[]} */
export const findAll = (selector) => [...document.querySelectorAll(selector)];

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Record<string, any>} properties @param {(Node | string | null | undefined)[]} children empty ones are left out
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(.../** @type {(Node | string)[]} */ (children.filter(Boolean)));
  return made;
}

/** @param {string} text @param {string} href */
export const makeLink = (text, href) => make("a", { href }, text);

/** A state in a word. @param {string} state @param {string} text */
export function makeStamp(state, text) {
  const made = make("span", { className: "calc-state" }, text);
  made.dataset.state = state;
  return made;
}

/** Nodes one after the other. @param {Node[]} nodes @param {string} [mark] @returns {(Node | string)[]} */
export const joinNodes = (nodes, mark = ", ") => nodes.flatMap((node, i) => (i ? [mark, node] : [node]));

/** Say at a field what is wrong with it. @param {any} field @param {string} text */
export function markWrong(field, text) {
  const said = make("span", { className: "calc-error", id: `calc-e-${field.name}` }, text);
  (field.closest(".calc-step") ?? field).before(said);
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", said.id);
}

/** @param {Element} form */
export function clearWrong(form) {
  for (const one of form.querySelectorAll(".calc-error")) one.remove();
  for (const one of form.querySelectorAll("[aria-invalid]")) one.removeAttribute("aria-invalid");
}

/** Certificates and kinds of work to choose from: found by what is typed, and folded to what is chosen. */
import { make } from "../parts/dom.js";

/** The kinds of work that are chosen. @param {Element} row @returns {string[]} */
export const listChecked = (row) => [...row.querySelectorAll("[name=role]")].flatMap((/** @type {any} */ box) => (box.checked ? [box.value] : []));

/** Choose kinds by their roles; a role of no kind, and a second one of a kind, stands for itself. @param {Element} row @param {string[]} roles */
export function checkRoles(row, roles) {
  const kinds = /** @type {any[]} */ ([...row.querySelectorAll("[data-known]")]);
  for (const role of roles) {
    let kind = kinds.find(({ dataset, firstElementChild: box }) => dataset.known.split("|").includes(role) && !box.checked);
    if (!kind) {
      kind = make("label", {}, make("input", { type: "checkbox", name: "role" }), " ", make("span", {}, role));
      kind.dataset.known = role;
      kinds[0].parentElement.append(kind);
    }
    Object.assign(kind.firstElementChild, { checked: true, value: role });
  }
}

/** Leave of a list what is chosen, once its row goes on to something else. @param {Element} row @param {boolean} isOwn */
export function collapseKinds(row, isOwn) {
  if (isOwn) row.classList.toggle("plan-short", listChecked(row).length > 0);
}

/** The certificate of an id; those that no criterion tells apart are one. @param {Element} place @param {string} id */
export const findPick = (place, id) => [.../** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-pick]"))].find(({ dataset }) => [dataset.pick, ...(dataset.known ?? "").split("|")].includes(id));

/** @param {Element} row @param {string} id of the certificate that is chosen */
export function showPicked(row, id) {
  const chosen = id && findPick(row, id);
  const place = /** @type {Element} */ (row.querySelector(".plan-picked b"));
  place.textContent = (chosen && chosen.firstChild?.textContent?.trim()) || id;
}

/** @param {string} text */
const simplify = (text) => ` ${text.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim()}`;

/** Show what goes by each word that is typed, what is chosen, and the way out. @param {any} field */
export function findKinds(field) {
  const typed = simplify(field.value).trim().split(" ");
  for (const kind of field.closest(".plan-row").querySelectorAll("[data-known]")) {
    const box = kind.firstElementChild;
    const text = simplify(`${kind.textContent} ${kind.dataset.known}`);
    kind.hidden = !box.checked && box.value !== "other" && !typed.every((/** @type {string} */ word) => text.includes(` ${word}`));
  }
}

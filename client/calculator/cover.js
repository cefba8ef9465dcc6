/**
 * A dialog that covers the window. One that is modal to the browser makes the rest of the page inert, for which all of it is
 * styled anew when the dialog opens and when it closes: too long on a phone, for a form that is opened for each activity.
 * So the focus is kept inside by hand, and Escape closes it.
 */
import { findAll } from "./dom.js";

const COVER = "dialog[open][aria-modal]";

/** @returns {HTMLDialogElement | null} */
const findCover = () => document.querySelector(COVER);

/** @param {HTMLDialogElement} dialog @param {boolean} isOver whether it covers the window, or stands in the page */
export function showDialog(dialog, isOver) {
  dialog.ariaModal = isOver ? "true" : null;
  dialog.show();
}

addEventListener("focusin", ({ target }) => {
  const cover = findCover();
  if (!cover || !(target instanceof Node) || cover.contains(target)) return;
  const inside = findAll(`${COVER} :is(a, button, input, select, textarea)`).filter((one) => one.checkVisibility() && !one.disabled);
  inside.at(cover.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? -1 : 0)?.focus();
});
addEventListener("keydown", ({ key }) => key === "Escape" && findCover()?.close());

/** Shows what a person must add, where the planner keeps a profile in this browser; without one nothing more is loaded. */

/** @returns {string | null} */
function readKept() {
  try {
    return localStorage.getItem("career-profile-1");
  } catch {
    return null;
  }
}

export async function beginOwn() {
  const place = /** @type {HTMLElement | null} */ (document.querySelector("[data-own]"));
  const kept = readKept();
  if (place && kept) (await import("./own.js")).showOwn(place, kept);
}

beginOwn();

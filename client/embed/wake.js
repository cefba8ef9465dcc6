/**
 * A calculator or planner that is only looked at is a form without scripts. They are fetched at the first sign of use, or
 * where something is kept to be shown; what is done until they are there is not lost.
 */

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Field */

const KINDS = [
  { box: "calculator", on: "calc-on", kept: "cpd-log-", brought: "#log=", begin: () => import("../calculator/main.js") },
  { box: "planner", on: "plan-on", kept: "career-profile-", brought: "#profile=", begin: () => import("../planner/main.js") },
];

/** A sandboxed frame may run no worker: the same module judges on the frame's own thread. */
class WorkerHere {
  /** @type {(event: {data: any}) => void} */
  onmessage = () => {};

  /** @param {URL} url */
  constructor(url) {
    this.judge = import(url.href).then(({ judgeHere }) => judgeHere((/** @type {any} */ data) => this.onmessage({ data })));
  }

  /** @param {any} message */
  postMessage(message) {
    this.judge.then((judge) => judge(message));
  }
}

/** Show the form, and wait for somebody to use it. @param {string} awarded the day of the award, where the host knows it */
export function waitForUse(awarded) {
  const kind = KINDS.find(({ box }) => document.getElementById(box));
  if (!kind) return;
  if (origin === "null") self.Worker = /** @type {any} */ (WorkerHere);
  const box = /** @type {HTMLElement} */ (document.getElementById(kind.box));
  document.documentElement.classList.add(kind.on);
  box.hidden = false;
  const award = /** @type {HTMLInputElement | null} */ (document.getElementById("calc-award"));
  if (award) award.value = awarded;

  /** @type {HTMLElement | undefined} the last button that was pressed too early */
  let pressed;
  /** @type {Promise<any> | undefined} */
  let begun;
  let released = Promise.resolve();
  const begin = () => {
    begun ??= released.then(() => beginFilled(box, kind.begin)).then(
      () => {
        removeEventListener("click", holdClick, true);
        document.getElementById("wake-missing")?.remove();
        pressed?.click();
      },
      (error) => {
        console.warn(error.message);
        begun = undefined; // it is tried again at the next sign
        tellMissing(box);
      },
    );
  };
  const holdClick = (/** @type {Event} */ event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("button, [role=button]"));
    if (!button || button.closest("#wake-missing")) return;
    event.preventDefault();
    event.stopPropagation();
    pressed = button;
    begin();
  };
  addEventListener("click", holdClick, true);
  addEventListener("pointerdown", () => (released = waitForRelease()), true);
  for (const sign of ["focusin", "pointerdown", "input"]) box.addEventListener(sign, begin);
  addEventListener("storage", begin);
  if (origin === "null") box.addEventListener("click", submitHere);
  if (location.hash.startsWith(kind.brought) || hasKept(kind.kept)) begin();
}

/** Until a press has ended: what is laid out anew under a finger is not what it lets go, and nothing is clicked. @returns {Promise<void>} */
const waitForRelease = () =>
  new Promise((done) => {
    addEventListener("click", () => done(), { once: true, capture: true });
    // a press that becomes no click: the finger scrolls, or leaves
    for (const sign of ["pointerup", "pointercancel"]) addEventListener(sign, () => setTimeout(done, 100), { once: true, capture: true });
  });

/** Say that scripts cannot be had, as after a renewal of the site, and offer to load the page again. @param {HTMLElement} box */
function tellMissing(box) {
  const id = "wake-missing";
  document.getElementById(id)?.remove();
  const note = Object.assign(document.createElement("p"), { id, className: "note", role: "alert" });
  const again = Object.assign(document.createElement("button"), { type: "button", textContent: "Load it again" });
  again.addEventListener("click", () => location.reload());
  note.append("This could not be loaded: the connection failed, or the site was renewed. What you have kept is still there. ", again);
  box.prepend(note);
}

/** A sandboxed frame may submit no form, not even to its own script. @param {Event} event */
function submitHere(event) {
  const button = /** @type {Element} */ (event.target).closest("button");
  if (button?.type !== "submit" || !button.form) return;
  event.preventDefault();
  if (button.form.reportValidity()) button.form.dispatchEvent(new Event("submit", { cancelable: true }));
}

/** @param {string} prefix what the names of what is kept begin with */
function hasKept(prefix) {
  try {
    return Object.keys(localStorage).some((key) => key.startsWith(prefix));
  } catch {
    return false;
  }
}

/** Begin, and keep what was filled in before where nothing else is known. @param {HTMLElement} box @param {() => Promise<any>} begin */
async function beginFilled(box, begin) {
  /** @type {Map<Field, string | boolean>} */
  const before = new Map();
  for (const field of box.querySelectorAll("input:not([type=file]), select, textarea")) before.set(/** @type {Field} */ (field), readField(/** @type {Field} */ (field)));
  const noteValue = (/** @type {any} */ { target }) => before.set(target, readField(target));
  const refill = () => {
    for (const [field, value] of before) {
      if (!value || readField(field)) continue;
      if (value === true) /** @type {HTMLInputElement} */ (field).checked = value;
      else field.value = String(value);
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  box.addEventListener("input", noteValue);
  await begin();
  refill();
  // What is kept of the member is shown before the first answer: only then it is known what nothing is kept of.
  const finish = () => (box.removeEventListener("input", noteValue), refill());
  document.addEventListener("answer", finish, { once: true });
}

/** @param {Field} field */
const readField = (field) => (field.type === "checkbox" || field.type === "radio" ? /** @type {HTMLInputElement} */ (field).checked : field.value);

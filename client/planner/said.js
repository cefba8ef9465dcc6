/** What was answered, in the heads of the questions. */

import { findPick } from "./kinds.js";

/** @typedef {import("./words.js").Words} Words */

/** The words of a choice, without those that explain it. @param {Element | null | undefined} part */
const readWords = (part) => part?.firstChild?.textContent?.trim() ?? "";

/**
 * The answer to each question, in a line; nothing where nothing was said.
 * @param {HTMLFormElement} form @param {import("./state.js").State} state @param {Words} words
 * @returns {Record<string, string>}
 */
export function describeAnswers(form, { on, qualifications, jobs, certificates, holds, also_holds: also = [] }, words) {
  const named = qualifications.filter(({ id, title }) => id || title);
  return {
    qualifications: named.map((one) => describeCertificate(form, one, words)).join("; "),
    jobs: jobs.filter(({ role }) => role).map((one) => describeJob(form, one, words)).join("; "),
    certificates: Object.entries(certificates).map(([key, answer]) => readWords(form.querySelector(`[name="certificate:${key}"][value="${answer}"]`)?.closest("fieldset")?.firstElementChild) + ": " + words.phrase(`answer_${answer}`)).join("; "),
    holds: [holds, ...also].filter(({ designation }) => designation).map((one) => describeHolding(one, words)).join("; "),
    on: on && words.formatDay(on),
  };
}

/** @param {HTMLFormElement} form @param {any} one @param {Words} words */
function describeCertificate(form, { id, title, state, date }, words) {
  const name = title || readWords(findPick(form, id)) || id;
  return words.phrase(date && state !== "completed" ? "said_dated" : "said_certificate", { name, date, state: words.phrase(`said_${state}`) });
}

/** @param {HTMLFormElement} form @param {any} job @param {Words} words */
function describeJob(form, { role, from, to }, words) {
  const name = [role].flat().map((one) => readWords([...form.querySelectorAll("[data-known]")].find((/** @type {any} */ { dataset }) => dataset.known.split("|").includes(one))?.querySelector("span")) || one).join(", ");
  if (!from) return name;
  return words.phrase(to && to !== "open" ? "said_until" : "said_since", { name, from, to });
}

/** @param {any} holds @param {Words} words */
function describeHolding({ designation, points }, words) {
  if (designation === "none") return words.phrase("said_none");
  return points === undefined ? words.abbreviation(designation) : words.phrase("said_points", { title: words.abbreviation(designation), points: words.phraseCpd(points, designation) });
}

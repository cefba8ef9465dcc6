/**
 * On pages that tell what anybody must add: what this person must, by the profile that the planner keeps in this browser.
 * Loaded only where there is one. What criteria ask, and the words, are those of the planner's page.
 */
import { make, makeLink } from "../parts/dom.js";
import { eligible, Refused } from "../rules/criteria.js";
import { listHoldings } from "../rules/leaves.js";
import { buildAbout, phraseOutcome, renderRows } from "./cards.js";
import { formatToday } from "../parts/today.js";
import { buildProfile, readState } from "./state.js";
import { Words } from "./words.js";

/** @param {HTMLElement} place holds the link to the planner, and names the designations @param {string} text what is kept */
export async function showOwn(place, text) {
  const state = readState(text);
  const profile = state && buildProfile(state);
  if (!profile || !Object.keys(profile).length) return;
  const link = /** @type {HTMLAnchorElement} */ (place.querySelector("a"));
  const page = await (await fetch(link.href)).text();
  const data = JSON.parse(new DOMParser().parseFromString(page, "text/html").getElementById("plan-data")?.textContent ?? "");
  const words = new Words({ ...data, root: link.href.replace(/\/pathways\/.*/, "") });
  try {
    place.prepend(...renderOwn((place.dataset.own ?? "").split(" "), profile, state.on || formatToday(), words));
  } catch (error) {
    if (error instanceof Refused) return;
    throw error;
  }
  document.head.append(make("link", { rel: "stylesheet", href: new URL("planner.css", import.meta.url).href }));
  place.hidden = false;
}

/** Of one designation each thing that it asks; of several where each stands. @param {string[]} keys @param {any} profile @param {string} on @param {Words} words */
function renderOwn(keys, profile, on, words) {
  const held = listHoldings(profile) ?? [];
  words.nameCertificates(profile);
  const made = keys.flatMap((key) => {
    const { criteria } = words.data.ladder.rungs.find((/** @type {any} */ rung) => rung.designation === key);
    const answer = eligible(criteria, profile, on);
    const isHeld = held.some(({ designation }) => designation === key);
    const said = make("p", { className: "plan-said" }, make("b", {}, makeLink(words.abbreviation(key), `${words.data.root}/pathways/#to=${key}`)), " ", phraseOutcome(answer, isHeld, words).sentence);
    return keys.length > 1 || isHeld ? [said] : [said, renderRows(answer, buildAbout(key, criteria, held, words))];
  });
  return [make("h2", {}, words.phrase("own")), make("p", { className: "note" }, words.phrase("own_note", { on })), ...made];
}

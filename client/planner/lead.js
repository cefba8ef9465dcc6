/** The answer first: in a few sentences, what is open now, what is nearest, and what it costs. */
import { make } from "../parts/dom.js";
import { countDone } from "./asked.js";
import { phraseOutcome, renderContact, renderCosts } from "./cards.js";

/** @param {any[]} answers of the designations in order @param {string[]} held @param {import("./words.js").Words} words */
export function renderLead(answers, held, words) {
  const lowest = answers.reduce((found, { designation }, place) => (held.includes(designation) ? place + 1 : found), 0);
  const above = answers.slice(lowest);
  const open = above.filter(({ state }) => state === "met");
  const untold = above.filter((answer) => answer.state !== "met" && countDone(answer).nothing);
  const nearest = findNearest(above.filter((answer) => !open.includes(answer) && !untold.includes(answer)));
  const title = (/** @type {any} */ { designation }) => words.abbreviation(designation);
  const say = (/** @type {(Node | string)[]} */ ...inside) => make("p", {}, ...inside);
  return [
    ...open.map((answer) => say(words.phrase("lead_open", { title: title(answer) }))),
    ...untold.map((answer) => say(words.phrase("lead_untold", { title: title(answer) }), " ", renderContact(words)[0], ".")),
    ...(nearest ? [say(words.phrase(countDone(nearest).done ? "lead_nearest" : "lead_first", { title: title(nearest) }), " ", phraseOutcome(nearest, false, words).sentence)] : []),
    above.length ? renderCosts((open[0] ?? untold[0] ?? nearest ?? above[0]).designation, words) : "",
  ];
}

/** The one of which the greatest share is done, of equal ones the lowest; none where nothing is. @param {any[]} answers */
function findNearest(answers) {
  const counted = answers.map((answer) => ({ answer, ...countDone(answer) })).filter(({ all }) => all);
  counted.sort((one, two) => two.done / two.all - one.done / one.all);
  return counted[0]?.answer;
}

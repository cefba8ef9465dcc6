/** What waits to be sorted: lines without an activity, and entries that lack a figure. Loaded when there are some. */
import { findLack } from "./countable.js";
import { findElement, make } from "./dom.js";
import { guessActivity } from "./guess.js";
import { formatDay } from "./words.js";

/** @param {import("./main.js").Calculator} calculator */
export function showUnsorted(calculator) {
  const { words, store } = calculator;
  const found = store.state.entries.filter((one) => findLack(one, words.activities.get(one.activity)));
  findElement("sort").hidden = !found.length;
  findElement("unsorted").replaceChildren(...found.map((entry) => renderUnsorted(entry, calculator)));
}

/** @param {import("./state.js").Entry} entry @param {import("./main.js").Calculator} calculator */
function renderUnsorted(entry, calculator) {
  const { words } = calculator;
  const lacks = findLack(entry, words.activities.get(entry.activity));
  const guessed = entry.activity || guessActivity(entry.note ?? "", words.kernel.activities);
  const title = entry.note || words.title(entry.activity);
  const asks = words.phrase(`lacks_${lacks}`, { measure: words.units[entry.activity]?.[1], likely: guessed ? words.phrase("likely", { title: words.title(guessed) }) : "" });
  const buttons = [
    [entry.activity ? "complete" : "sort_it", () => calculator.editEntry(entry.id, guessed)],
    ["delete", () => calculator.removeEntry(entry.id)],
  ].map(([name, onclick]) => make("button", { type: "button", onclick, ariaLabel: `${words.phrase(/** @type {string} */ (name))}: ${title}` }, words.phrase(/** @type {string} */ (name))));
  const day = entry.date && formatDay(entry.date);
  return make("li", {}, make("strong", {}, title), make("p", { className: "note" }, [day, asks].filter(Boolean).join(". ")), make("p", { className: "calc-buttons" }, ...buttons));
}

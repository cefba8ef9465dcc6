/**
 * One picture of the cycle: a column for each CPD year, or one for the cycle where only that is asked for, as high as
 * what is asked. Words say all of it again, as the picture's description and as a table.
 *
 * @import { Head } from "../rules/types"
 */
import { findElement } from "./dom.js";
import { findWhole, listCategories, phraseAmount, phraseIf, roundFigure } from "./figures.js";
import { countDays, formatDay, formatFigure } from "./words.js";

/** @typedef {import("./words.js").Words} Words @typedef {ReturnType<typeof listColumns>[number]} Column */

const [LEFT, RIGHT, TOP, BASE, GAP, WIDEST] = [30, 326, 54, 222, 17, 150];
const KINDS = 7;

/** @param {Head} head @param {Words} words */
export function showPicture(head, words) {
  const columns = listColumns(head, words);
  findElement("drawing").replaceChildren(drawPicture(columns, head, words));
  findElement("picture").hidden = false;
}

/** What each column shows. @param {Head} head @param {Words} words */
export function listColumns(head, words) {
  const { cycle, on } = head;
  const byYear = cycle.years.length > 0 && (words.whole.year || !words.whole.cycle);
  const spans = byYear ? cycle.years : [{ year: undefined, from: cycle.from, to: cycle.to }];
  const columns = spans.map(({ year, from, to }) => {
    const { part, total, lost, demand } = findWhole(head, year, words);
    const parts = listCategories(head, year);
    const carried = part?.carried ?? 0;
    const height = parts.reduce((sum, { credited, planned }) => sum + credited + planned, carried);
    const name = words.phrase(year ? "column" : cycle.rolling ? "column_rolling" : "column_cycle", { year });
    const share = cycle.rolling ? 1 : Math.min(1, Math.max(0, countDays(from, on) / countDays(from, to)));
    return { name, given: phraseIf(demand, head, words), share, from, to, parts, carried, height, lost, isOver: to < on, target: part?.required, credited: part?.credited ?? total.credited, left: Math.max(0, roundFigure((part?.required ?? 0) - height)) };
  });
  // of who has entered nothing yet it is not known what they missed
  const isTold = columns.some(({ height }) => height > 0);
  return columns.map((one) => ({ ...one, isTold }));
}

/** @param {string} tag @param {Record<string, any>} attributes @param {(Node | string)[]} children */
function draw(tag, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** @param {string} kind @param {number} x @param {number} y @param {string} text @param {string} [anchor] */
const write = (kind, x, y, text, anchor = "middle") => draw("text", { class: kind, x, y, "text-anchor": anchor }, text);

/** @param {Column[]} columns @param {Head} head @param {Words} words */
function drawPicture(columns, head, words) {
  const scale = (BASE - TOP) / Math.max(1, ...columns.flatMap(({ target = 0, height }) => [target, height]));
  const width = Math.min(WIDEST, (RIGHT - LEFT - GAP * (columns.length - 1)) / columns.length);
  const places = columns.map((_, i) => LEFT + i * (width + GAP));
  const first = columns[0].target;
  const goal = first === undefined ? [] : [write("b", LEFT - 6, BASE - first * scale + 4, formatFigure(first), "end")];
  const made = draw("svg", { viewBox: "0 0 340 296", role: "img", "aria-labelledby": "calc-drawn calc-told" },
    draw("title", { id: "calc-drawn" }, words.phrase("picture")),
    draw("desc", { id: "calc-told" }, columns.map((one) => phraseColumn(one, words)).join(" ")),
    draw("defs", {}, drawPattern("hatch", 7, draw("path", { d: "M0 0V7" })), drawPattern("dots", 6, draw("circle", { cx: 2, cy: 2, r: 0.8 }))),
    ...columns.flatMap((one, i) => drawColumn(one, places[i], width, scale, columns.length, words)),
    draw("path", { class: "axis", d: `M24 ${BASE}H336` }),
    ...goal, write("t", LEFT - 6, BASE + 4, "0", "end"),
    ...drawToday(columns, places, width, head, words),
  );
  return made;
}

/** @param {string} id @param {number} size @param {Node} child */
const drawPattern = (id, size, child) => draw("pattern", { id: `calc-${id}`, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: id === "hatch" ? "rotate(45)" : "" }, child);

/** @param {Column} column @param {number} x @param {number} width @param {number} scale @param {number} among @param {Words} words */
function drawColumn(column, x, width, scale, among, words) {
  const { target, height, carried, parts, name, to, credited } = column;
  let y = BASE;
  const made = [];
  /** @param {string} kind @param {number} figure @param {string} [label] */
  const stack = (kind, figure, label) => {
    const high = figure * scale;
    y -= high;
    if (figure > 0) made.push(draw("rect", { class: kind, x, y, width, height: Math.max(high - 1, 0.5) }));
    if (label && high > 13) made.push(write("on", x + width - 6, y + high / 2 + 4, label, "end"));
  };
  stack("carried", carried);
  for (const [i, { credited: all, unsure }] of parts.entries()) {
    stack(`k${(i % KINDS) + 1}`, roundFigure(all - unsure), String(i + 1));
    stack(`k${(i % KINDS) + 1}`, unsure);
    if (unsure > 0) made.push(draw("rect", { class: "hatched", x, y, width, height: Math.max(unsure * scale - 1, 0.5) }));
  }
  for (const [i, { planned }] of parts.entries()) stack(`planned k${(i % KINDS) + 1}`, planned);
  if (target !== undefined && target > height) made.push(...drawRest(column, x, y - (target - height) * scale, width, (target - height) * scale, words));
  if (target !== undefined) made.push(draw("path", { class: "goal", d: `M${x - 5} ${BASE - target * scale}h${width + 10}` }));
  made.push(write("b", x, 252, name, "start"));
  if (among < 4) made.push(write("t", x, 267, words.phrase("to", { end: formatDay(to) }), "start"));
  made.push(draw("text", { x, y: 290 }, draw("tspan", { class: "big" }, formatFigure(credited)), " ", draw("tspan", { class: "t", dx: 3 }, target === undefined ? words.kernel.unit : words.phrase("of_figure", { required: target }))));
  return made;
}

/** What is not there: missed, or still to do. @param {Column} column @param {number} x @param {number} y @param {number} width @param {number} height @param {Words} words */
function drawRest(column, x, y, width, height, words) {
  const { share } = column;
  const box = draw("rect", { class: column.isOver && column.isTold ? "missed" : "todo", x: x + 0.5, y, width: width - 1, height });
  if (height < 36 || width < 60) return [box];
  // beside the line of today
  const middle = x + (width * (share === 0 || share === 1 ? 1 : share < 0.5 ? 1 + share : share)) / 2;
  const centre = y + height / 2;
  return [box, draw("rect", { class: "ground", x: middle - 26, y: centre - 18, width: 52, height: 36 }), write("b", middle, centre - 2, formatFigure(column.left)), write("t", middle, centre + 12, phraseRest(column, words))];
}

/** @param {Column} column @param {Words} words */
const phraseRest = ({ isOver, lost, isTold }, words) => words.phrase(!isOver ? "to_plan" : !isTold ? "not_entered" : lost ? "missed" : "lacking");

/** How much of each column's time is over, and the line of today. @param {Column[]} columns @param {number[]} places @param {number} width @param {Head} head @param {Words} words */
function drawToday(columns, places, width, { on }, words) {
  return columns.flatMap(({ from, to, share }, i) => {
    const x = places[i] + width * share;
    const strip = [draw("rect", { class: "time", x: places[i] + 0.5, y: 228, width: width - 1, height: 5 }), draw("rect", { class: "past", x: places[i], y: 227.5, width: width * share, height: 6 })];
    if (on < from || to < on) return strip;
    return [...strip, draw("path", { class: "today", d: `M${x} 22V234` }), write("today", Math.min(Math.max(x, 22), 318), 17, words.phrase("today"))];
  });
}

/** A column in words. @param {Column} column @param {Words} words */
function phraseColumn(column, words) {
  const { name, credited, target, parts, left, given } = column;
  const sum = (/** @type {"unsure" | "planned"} */ key) => roundFigure(parts.reduce((all, one) => all + one[key], 0));
  const amount = phraseAmount({ credited, unsure: sum("unsure"), planned: sum("planned") }, words);
  const rest = left ? `, ${formatFigure(left)} ${phraseRest(column, words)}` : "";
  return words.phrase(target === undefined ? "column_plain" : "column_told", { name, amount, required: target }) + `${rest}${given}.`;
}

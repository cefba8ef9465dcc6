// The browser's reader of lists for the tests: kernels and headings first, then one JSON case a line in, one answer a line out.
import { readFileSync, writeFileSync } from "node:fs";
import { guessColumns, readLines } from "../../client/calculator/list.js";
import { splitRows } from "../../client/calculator/rows.js";

const [{ kernels, headings }, ...cases] = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const answers = cases.map(({ kernel, text, order }) => {
  const [rows, open] = splitRows(text);
  if (open) return { open };
  const sheet = guessColumns(rows, kernels[kernel], headings);
  return { ...sheet, lines: readLines(rows, sheet, { kernel: kernels[kernel], order, known: new Map() }) };
});
writeFileSync(1, answers.map((answer) => `${JSON.stringify(answer)}\n`).join(""));

// The browser's reader of logs for the tests: kernels first, then one JSON case a line in, one answer a line out.
import { readFileSync, writeFileSync } from "node:fs";
import { readCsv } from "../../client/calculator/csv.js";

const [kernels, ...cases] = readFileSync(0, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const answers = cases.map(({ kernel, text, order }) => readCsv(text, kernels[kernel], order));
writeFileSync(1, answers.map((answer) => `${JSON.stringify(answer)}\n`).join(""));

// The browser's engine, planner or proposer for the tests: one JSON case a line in, one answer a line out.
import { readFileSync, writeSync } from "node:fs";
import { plan } from "../../client/rules/plan.js";
import { assess, Refused } from "../../client/rules/points.js";
import { propose } from "../../client/rules/proposal.js";

const asked = { assess, plan, propose }[process.argv[2]];

function answer({ kernel, log, options }) {
  try {
    return asked(kernel, log, options);
  } catch (error) {
    if (error instanceof Refused) return { refused: { code: error.code, values: error.values } };
    return { failed: String(error.stack) };
  }
}

function print(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}

const lines = readFileSync(0, "utf8").split("\n").filter(Boolean);
print(lines.map((line) => `${JSON.stringify(answer(JSON.parse(line)))}\n`).join(""));

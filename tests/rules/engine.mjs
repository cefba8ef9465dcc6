// The browser's engine, planner, proposer or solver for the tests: one JSON case a line in, one answer a line out.
import { readFileSync, writeSync } from "node:fs";
import { plan } from "../../client/rules/plan.js";
import { assess, Refused } from "../../client/rules/points.js";
import { propose } from "../../client/rules/proposal.js";
import { findLeast, Steps, TooLong } from "../../client/rules/whole.js";

const asked = { assess, plan, propose }[process.argv[2]];

function solve({ rows, cost, steps, known }) {
  const left = new Steps(steps);
  try {
    return [findLeast(rows.map(([row, low]) => [new Map(row), low]), cost, left, known), left.left];
  } catch (error) {
    if (!(error instanceof TooLong)) throw error;
    return ["too long", left.left];
  }
}

function answer({ kernel, log, options, ...programme }) {
  try {
    return asked ? asked(kernel, log, options) : solve(programme);
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

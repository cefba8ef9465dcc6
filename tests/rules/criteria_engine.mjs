// The browser's engine of criteria for the tests: one JSON case a line in, one answer a line out.
import { readFileSync, writeSync } from "node:fs";
import { eligible } from "../../client/rules/criteria.js";
import { path, Refused } from "../../client/rules/pathways.js";

function tried(ask) {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Refused) return { refused: { code: error.code, values: error.values } };
    return { failed: String(error.stack) };
  }
}

function answer({ ladder, profile, to, on }) {
  const rung = ladder.rungs.find(({ designation }) => designation === to);
  return [tried(() => eligible(rung.criteria, profile, on)), tried(() => path(ladder, profile, to, on))];
}

function print(text) {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}

const lines = readFileSync(0, "utf8").split("\n").filter(Boolean);
print(lines.map((line) => `${JSON.stringify(answer(JSON.parse(line)))}\n`).join(""));

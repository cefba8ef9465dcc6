// What must notice a mutant: the recorded cases, up to the first one that is answered in another way.
import { readFileSync } from "node:fs";
import { delimiter } from "node:path";
import { plan } from "./rules/plan.js";
import { assess, Refused } from "./rules/points.js";

const asked = process.env.ASKED === "plan" ? plan : assess;

function answer({ kernel, log, options }) {
  try {
    return asked(kernel, log, options);
  } catch (error) {
    if (error instanceof Refused) return { refused: { code: error.code, values: error.values } };
    throw error;
  }
}

for (const file of process.env.CASES.split(delimiter)) {
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const one = JSON.parse(line);
    if (JSON.stringify(answer(one)) !== one.answer) process.exit(1);
  }
}

// Compiles each of the schemas that are named, and the one behind `--beside=` first, as a strict validator does.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../node_modules/", import.meta.url));
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const given = process.argv.slice(2);
const beside = given.filter((one) => one.startsWith("--beside=")).map((one) => one.slice(9));
const files = given.filter((one) => !one.startsWith("--"));

for (const file of files) {
  // In the files that editors use, a value may be of several types, and a keyword of theirs offers what to type.
  const ajv = new Ajv({ strict: true, strictRequired: false, allowUnionTypes: beside.length > 0 });
  addFormats(ajv);
  if (beside.length) ajv.addKeyword("defaultSnippets");
  for (const other of beside) ajv.addSchema(read(other), other.split("/").pop());
  try {
    ajv.compile(read(file));
  } catch (error) {
    console.log(`${file}: ${error.message}`);
  }
}

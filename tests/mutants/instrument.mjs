// Put every mutant of the scripts that are named into one copy of them, behind a switch: Stryker's instrumenter.
// Told by standard input: where the copy lies, and the files in it. Writes mutants.json beside them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Instrumenter } from "@stryker-mutator/instrumenter";

const { folder, files } = JSON.parse(readFileSync(0, "utf8"));
const silent = { debug() {}, info() {}, warn() {}, isDebugEnabled: () => false };
const sources = files.map((name) => ({ name, mutate: true, content: readFileSync(join(folder, name), "utf8") }));
const options = { excludedMutations: [], ignorers: [], plugins: null };
const { files: changed, mutants } = await new Instrumenter(silent).instrument(sources, options);
for (const { name, content } of changed) writeFileSync(join(folder, name), content);
writeFileSync(join(folder, "mutants.json"), JSON.stringify(mutants));

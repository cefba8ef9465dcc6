// Judge mutants of the scripts: each in a thread of its own, by the cases that come by it, until one is answered
// in another way. node judge.mjs FOLDER; told by standard input: the numbers of the mutants, a line of JSON.
// Answers a line for each: its number and what became of it.
import { readFileSync, writeFileSync, writeSync, existsSync } from "node:fs";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { loadQuestions } from "./ask.mjs";

/** Milliseconds of the processor: no slower case is asked, nor more cases after so long; and what a thread may take. */
const SLOW = 300;
const MOST = 4_000;
const LONGEST = 10_000;
/** So many cases are asked first: most mutants are noticed by them, and the others need not be handed over. */
const FIRST = 30;

const told = isMainThread ? { folder: process.argv[2] } : workerData;
const { kernels, headings, cases } = JSON.parse(isMainThread ? readFileSync(join(told.folder, "cases.json"), "utf8") : told.text);

function measure() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

/** Ask every case of the scripts without a mutant: what it answers, how long it takes, which mutants it comes by. */
async function record() {
  const file = join(told.folder, "baseline.json");
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const space = (globalThis.__stryker__ = { currentTestId: undefined });
  const ask = await loadQuestions(join(told.folder, "client"), kernels, headings);
  const found = [];
  for (const [number, one] of cases.entries()) {
    space.currentTestId = String(number);
    const begun = measure();
    const answer = ask(one);
    if (one.answer !== undefined && one.answer !== answer) throw new Error(`the engines differ: case ${number}`);
    found.push({ answer, taken: measure() - begun, kind: "", turn: 0 });
  }
  const by = {};
  for (const [number, hit] of Object.entries(space.mutantCoverage.perTest)) {
    found[number].kind = createHash("sha1").update(Object.keys(hit).join()).digest("hex");
    for (const mutant of Object.keys(hit)) (by[mutant] ??= []).push(Number(number));
  }
  const turns = {};
  for (const one of [...found].sort((a, b) => a.taken - b.taken)) one.turn = turns[one.kind] = (turns[one.kind] ?? 0) + 1;
  const kept = { found, by, loaded: Object.keys(space.mutantCoverage.static) };
  writeFileSync(file, JSON.stringify(kept));
  return kept;
}

/** In a thread: the first case that notices the mutant; none is -1. */
async function ask() {
  globalThis.__stryker__ = { activeMutant: told.mutant };
  const asks = await loadQuestions(join(told.folder, "client"), kernels, headings);
  for (const [at, one] of cases.entries()) {
    let answer;
    try {
      answer = asks(one);
    } catch {
      return at;
    }
    if (answer !== one.answer) return at;
  }
  return -1;
}

function judge(mutant, chosen, baseline) {
  const asked = chosen.map((number) => ({ ...cases[number], answer: baseline.found[number].answer }));
  const text = JSON.stringify({ kernels, headings, cases: asked });
  const worker = new Worker(new URL(import.meta.url), { workerData: { folder: told.folder, mutant, text }, stdout: true, stderr: true });
  const begun = measure();
  return new Promise((resolve) => {
    const watch = setInterval(() => measure() - begun > LONGEST && end("timeout", -1), 200);
    function end(state, killer) {
      clearInterval(watch);
      worker.terminate();
      resolve([state, killer]);
    }
    worker.once("message", (at) => end(at < 0 ? "lives" : "killed", at));
    worker.once("error", () => end("killed", -1));
  });
}

/**
 * The cases that come by a mutant: those that noticed others of its file first, then the quickest; of those that come
 * by the same mutants one, then another of each, and so on.
 */
function choose(mutant, baseline, killers) {
  const quick = (number) => baseline.found[number].taken <= SLOW;
  const come = baseline.loaded.includes(mutant) ? [...cases.keys()] : (baseline.by[mutant] ?? []);
  const within = new Set(come.filter(quick));
  const known = killers.filter((number) => within.has(number));
  const rest = [...within].filter((number) => !known.includes(number)).sort((a, b) => baseline.found[a].turn - baseline.found[b].turn || baseline.found[a].taken - baseline.found[b].taken);
  let taken = 0;
  return [...known, ...rest].filter((number) => (taken += baseline.found[number].taken) < MOST);
}

if (isMainThread) {
  const baseline = await record();
  const killers = {};
  for (const { id, file } of JSON.parse(readFileSync(0, "utf8"))) {
    const noticed = (killers[file] ??= []);
    const chosen = choose(id, baseline, noticed);
    let [state, at] = ["unreached", -1];
    for (const part of [chosen.slice(0, FIRST), chosen.slice(FIRST)]) {
      if (part.length && state !== "killed" && state !== "timeout") [state, at] = await judge(id, part, baseline);
      if (at >= 0) killers[file] = [part[at], ...noticed.filter((number) => number !== part[at])].slice(0, 12);
      if (at >= 0) break;
    }
    writeSync(1, `${JSON.stringify([id, state])}\n`);
  }
} else parentPort.postMessage(await ask());

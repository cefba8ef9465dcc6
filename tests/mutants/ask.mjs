// What a case asks of the scripts in a folder, and its answer as text.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The questions by the name of their family, asked of the scripts in a folder: a case in, an answer out. */
export async function loadQuestions(folder, kernels, headings) {
  const load = (name) => import(pathToFileURL(join(folder, name)).href);
  const [points, planner, proposer, judge, ways, solver, list, rows, cells] = await Promise.all(
    ["points", "plan", "proposal", "criteria", "pathways", "whole"].map((name) => load(`rules/${name}.js`))
      .concat(["list", "rows", "cells"].map((name) => load(`calculator/${name}.js`))),
  );
  const tried = (ask) => {
    try {
      return ask();
    } catch (error) {
      if (error instanceof points.Refused) return { refused: { code: error.code, values: error.values } };
      throw error;
    }
  };
  const read = (ask) => {
    try {
      return ask();
    } catch ({ code, values }) {
      return { code, values };
    }
  };
  const asks = {
    assess: ({ kernel, log, options }) => tried(() => points.assess(kernel, log, options)),
    plan: ({ kernel, log, options }) => tried(() => planner.plan(kernel, log, options)),
    propose: ({ kernel, log, options }) => tried(() => proposer.propose(kernel, log, options)),
    criteria: ({ ladder, profile, to, on }) => {
      const rung = ladder.rungs.find(({ designation }) => designation === to);
      return [tried(() => judge.eligible(rung.criteria, profile, on)), tried(() => ways.path(ladder, profile, to, on))];
    },
    solve: ({ rows: given, cost, steps, known }) => {
      const left = new solver.Steps(steps);
      try {
        return [solver.findLeast(given.map(([row, low]) => [new Map(row), low]), cost, left, known), left.left];
      } catch (error) {
        if (!(error instanceof solver.TooLong)) throw error;
        return ["too long", left.left];
      }
    },
    list: ({ kernel, text, order }) => {
      const [found, open] = rows.splitRows(text);
      if (open) return { open };
      const sheet = list.guessColumns(found, kernels[kernel], headings);
      const typed = kernels[kernel].activities.slice(0, 4).flatMap((one) =>
        ["", "1", found[1]?.cells[2] ?? ""].flatMap((cell) => [
          ...[cells.readQuantity, cells.readPoints].map((ask) => read(() => ask(cell, one))),
          ...[cells.readChoice, cells.readAnswer].map((ask) => read(() => ask(cell, one, kernels[kernel]))),
          read(() => cells.readTopics(cell, kernels[kernel])),
        ]),
      );
      const named = found.slice(0, 20).flatMap((row) => row.cells.slice(0, 3)).map((cell) => read(() => cells.readActivity(cell, kernels[kernel])));
      return { ...sheet, typed, named, joined: rows.joinRows(found.map((row) => row.cells)), days: list.guessOrder(found, sheet), lines: list.readLines(found, sheet, { kernel: kernels[kernel], order, known: new Map() }) };
    },
  };
  return ({ family, asked }) => JSON.stringify(asks[family](structuredClone(asked)));
}

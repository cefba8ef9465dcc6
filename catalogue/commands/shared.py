"""What several commands are asked with, and how all of them tell what is wrong."""

from __future__ import annotations

import errno
import json
import sqlite3
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Place, Problem, to_printable
from catalogue.origin import HERE
from catalogue.read.reader import read_catalogue

folder = click.option(
    "--catalogue",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=HERE,  # the one that the code stands beside
    help="The folder of another body, with its own designations/, content/ and mkdocs.yml.",
)
as_of = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Look at another day: the rules that are followed on it.",
)
as_json = click.option("--json", "as_json", is_flag=True, help="Print for machines.")

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
MENDS = dict.fromkeys(FULL, "make room on the disk") | dict.fromkeys(
    FORBIDDEN, "let it be read and written to"
)
"""What helps, by the machine's own number for what it refuses."""
OTHERWISE = "make room, let it be written to, or move away what stands there"
"""What helps where the number is another."""


def read_whole(root: Path) -> Catalogue:
    """The data of a folder; what keeps it from being read is printed, and ends the command."""
    catalogue, problems = read_catalogue(root)
    if catalogue is None:
        print_problems(problems, as_json=False)
        sys.exit(1)
    return catalogue


def explain_fault(fault: OSError | sqlite3.Error, out: str = "") -> Problem:
    """What the machine refuses, in a sentence: a full disk, a folder that may not be written to."""
    why = fault.strerror if isinstance(fault, OSError) else str(fault)
    where = to_printable(str(getattr(fault, "filename", None) or out))
    mend = f"{MENDS.get(getattr(fault, 'errno', None) or 0, OTHERWISE)}; what was published stays as it is"
    return Problem(Place(where), f"The machine refuses: {why}.", mend=mend, check="machine")


def select_errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.severity == "error"]


def print_problems(problems: list[Problem], as_json: bool) -> None:
    """Print all problems, then how many there are."""
    if as_json:
        click.echo(json.dumps({"problems": [problem.to_json() for problem in problems]}, indent=1))
    elif problems:
        click.echo("\n".join(map(str, problems)))
        wrong = len(select_errors(problems))
        click.echo(f"{wrong} error{'s' * (wrong != 1)}, {len(problems) - wrong} to look at")

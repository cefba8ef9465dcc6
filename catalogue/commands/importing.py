"""The commands that bring in what was kept elsewhere."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from catalogue.answers import points as ask
from catalogue.answers.lists import answer_list
from catalogue.commands.shared import as_json, folder, print_problems, read_whole
from catalogue.editor.modules import import_qualification
from catalogue.read.reader import read_catalogue


@click.group("import")
def import_() -> None:
    """Bring something in that was kept elsewhere."""


@import_.command("log")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--schedule", required=True, help="A schedule's id or file, or a designation's key.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="How 03/04/2026 is to be read.")
@folder
@as_json
def import_log(
    file: Path, schedule: str, dates: Literal["dmy", "mdy"] | None, root: Path, as_json: bool
) -> None:
    """Turn a FILE in a member's own words, CSV or Excel, into a log for `points`.

    The log goes to the standard output. What was guessed goes to the standard error: look at it.
    """
    today = datetime.now().date()
    try:
        found = answer_list(read_catalogue(root.resolve())[0], file, schedule, today, dates)
    except ask.ProblemsError as wrong:
        print_problems(wrong.problems, as_json)
        sys.exit(1)
    except ask.UsageError as error:
        raise click.UsageError(str(error)) from None
    if not as_json:
        click.echo("\n".join(found.list_report()), err=True)
    click.echo(ask.format_json(found.to_json()) if as_json else found.write_log(), nl=as_json)


@import_.command("qualification")
@click.argument("sheet", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", default="", help="The key in sources.yml of the document that the sheet is.")
@click.option("--key", default="", help="The qualification: the NLRD id that the sheet names, unless given.")
@click.option("--part", is_flag=True, help="The document lists a part of the qualification only.")
@folder
def import_sheet(sheet: Path, source: str, key: str, part: bool, root: Path) -> None:
    """Write a SHEET of modules and units into a qualification: Excel, CSV, or a list as providers print it.

    Nothing is written while anything in it is doubtful; each doubt is told with its row and column.
    """
    root = root.resolve()
    try:
        done = import_qualification(root, read_whole(root), sheet, source, key, part)
    except ask.ProblemsError as wrong:
        print_problems(wrong.problems, as_json=False)
        sys.exit(1)
    except ask.UsageError as error:
        raise click.UsageError(str(error)) from None
    whole = "the whole qualification" if done.is_complete else "a part of the qualification"
    click.echo(
        f"{done.path.relative_to(root)}: {len(done.sheet.modules)} modules, {len(done.sheet.codes)} units, "
        f"{done.credits} credits, {whole}."
    )
    if done.sheet.left_out:
        click.echo(f"Columns that were left out: {', '.join(done.sheet.left_out)}.")
    click.echo("Compare it with the document, then run `python build.py check`.")

"""The commands of those who edit: a record begun, and what an edit changes for members."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import click

from catalogue.answers.points import format_json
from catalogue.commands.shared import as_json, folder, read_whole
from catalogue.editor.changes import compare_catalogues
from catalogue.editor.earlier import NoEarlierError, open_earlier
from catalogue.editor.keep import KeepError, keep_changes
from catalogue.editor.succession import write_successor
from catalogue.read.new import NewError, write_from_template


@click.command()
@click.argument("kind", type=click.Choice(["designation", "qualification", "schedule"]))
@click.argument("key")
@click.option("--designation", help="For a schedule: the designation that it belongs to.")
@click.option("--from", "old", help="For a schedule: the one that it follows, as a copy to edit.")
@click.option("--begins", type=click.DateTime(["%Y-%m-%d"]), help="With --from: its first day.")
@folder
def new(
    kind: str, key: str, designation: str | None, old: str | None, begins: datetime | None, root: Path
) -> None:
    """Begin a record from its commented template, or a schedule from the one that it follows."""
    root = root.resolve()
    if (old is None) != (begins is None) or (old and kind != "schedule"):
        raise click.UsageError("--from and --begins go together, for a schedule")
    try:
        if old and begins:
            write_new_rules(root, key, old, begins.date())
            return
        path = write_from_template(root, kind, key, designation)
    except NewError as error:
        raise click.UsageError(str(error)) from None
    click.echo(f"{path.relative_to(root)} is begun: fill it in, then run `python build.py check`.")


def write_new_rules(root: Path, key: str, old: str, begins: date) -> None:
    """Begin a schedule that follows another, and say what was written."""
    begun = write_successor(root, read_whole(root), key, old, begins)
    name = begun.path.relative_to(root)
    click.echo(f"{name} is begun as a copy of {old}: change what the new rules change.")
    click.echo("These followed: " + ", ".join(str(path.relative_to(root)) for path in begun.followed) + ".")
    if begun.left_out:
        click.echo("Examples of earlier cycles that were not copied: " + ", ".join(begun.left_out) + ".")
    click.echo("Then run `python build.py check`: it tells the examples that they answer otherwise.")


@click.command()
@click.argument("old", default="HEAD")
@click.option("--markdown", is_flag=True, help="Print Markdown, for a pull request.")
@click.option(
    "--keep", type=click.DateTime(["%Y-%m-%d"]), help="Keep it for the page of changes, as of a day."
)
@folder
@as_json
def changes(old: str, markdown: bool, keep: datetime | None, root: Path, as_json: bool) -> None:
    """Tell what members will see change, beside OLD: a folder, or a revision that git knows (the last one).

    Ends with 1 where a key is gone that others link to or that logs name.
    """
    root = root.resolve()
    try:
        with open_earlier(root, old) as earlier:
            catalogue = read_whole(root)
            found = compare_catalogues(read_whole(earlier), catalogue)
        kept = keep_changes(root, catalogue, found, keep.date()) if keep else None
    except (NoEarlierError, KeepError) as error:
        raise click.UsageError(str(error)) from None
    if as_json:
        click.echo(format_json(found.to_json()))
    else:
        click.echo("\n".join(found.list_markdown() if markdown else found.list_lines()))
    if found.lost:
        sys.exit(1)
    if kept:
        click.echo(
            f"Kept in {kept.relative_to(root)}: read it as a member would, and mend its words.", err=as_json
        )

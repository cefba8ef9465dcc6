"""The command line: python build.py [build|check|serve|host|zip|new|points|import|eligible|path].

Exit codes: 0 fine, 1 problems in the data, 2 wrong usage.
"""

from __future__ import annotations

import atexit
import gc

if __name__ == "__main__":
    gc.disable()  # a command ends before it pays to look for what is held in circles: `serve` alone goes on
import importlib
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from catalogue import checks
from catalogue.code import digest_code
from catalogue.commands.shared import (
    as_json,
    as_of,
    explain_fault,
    folder,
    print_problems,
    select_errors,
)
from catalogue.editor.keys import write_keys
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Problem
from catalogue.model.qualification import Qualification
from catalogue.model.steps import Step
from catalogue.origin import HERE, read_origin
from catalogue.publish.build import build_site, render_pages
from catalogue.publish.extract import keep_parts
from catalogue.publish.fresh import NotOursError
from catalogue.publish.kinds.hosts import SERVERS, render_host
from catalogue.publish.refused import RefusedError
from catalogue.publish.shell import list_faults_of_settings
from catalogue.publish.write import BusyError, NotASiteError, count_standing
from catalogue.publish.zipped import write_zip
from catalogue.read.reader import ChangedError, Look, read_catalogue
from catalogue.rules.as_of import list_gaps, select_day
from catalogue.store import Store, open_store
from catalogue.wording.words import describe_gap, to_singular

IMPORTED_LATER = {
    "changes": "editing.changes",
    "eligible": "asking.eligible",
    "import": "importing.import_",
    "new": "editing.new",
    "path": "asking.path",
    "points": "asking.points",
}
"""The commands beside building, and where in `catalogue/commands` they stand: no build waits for them."""

STRIPPED = (
    "Python was told to leave out what explains the code, and the published schemas quote it. "
    "Run this without PYTHONOPTIMIZE=2, or without -OO."
)


def check_address(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
    """An address that a site can have, or none."""
    if value and not value.startswith(("https://", "http://")):
        raise click.BadParameter("an address begins with https:// or http://")
    return value


class Commands(click.Group):
    """`--catalogue DIR` may stand before or after the command, which is `build` where none is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted([*super().list_commands(ctx), *IMPORTED_LATER])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command, which is imported when it is asked for."""
        if cmd_name not in IMPORTED_LATER:
            return super().get_command(ctx, cmd_name)
        module, _, name = IMPORTED_LATER[cmd_name].partition(".")
        command: click.Command = getattr(importlib.import_module(f"catalogue.commands.{module}"), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command in front of the folder, or of everything where none is named."""
        folder = 2 if args[:1] == ["--catalogue"] else 1
        if args and args[0].startswith("--catalogue") and args[folder : folder + 1]:
            args = (
                args if args[folder].startswith("-") else [args[folder], *args[:folder], *args[folder + 1 :]]
            )
        says_nothing = not args or (args[0].startswith("-") and args[0] != "--help")
        return super().parse_args(ctx, ["build", *args] if says_nothing else args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what the machine refuses ends it in a sentence."""
        if sys.flags.optimize > 1:
            raise click.UsageError(STRIPPED)
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # whoever reads what is printed has gone
            raise
        except (OSError, sqlite3.Error) as fault:
            told = explain_fault(fault)
            raise click.ClickException(f"{told.place}: {told.what}") from None


@click.group(cls=Commands)
def main() -> None:
    """Turn a professional body's rules, kept as YAML, into a site and open data."""


@main.command()
@folder
@click.option("--out", type=click.Path(path_type=Path), help="Where the site goes: DIR/site unless given.")
@click.option("--commit", default="none", help="The commit to name in the open data.")
@click.option("--site-url", default="", callback=check_address, help="Where the site will be published.")
@click.option("--pack", is_flag=True, help="Compress texts as well, for a server that sends such files.")
@as_of
@as_json
def build(
    root: Path,
    out: Path | None,
    commit: str,
    site_url: str,
    pack: bool,
    as_of: datetime | None,
    as_json: bool,
) -> None:
    """Check everything and write the site. Problems leave the last site as it was."""
    root, out = root.resolve(), (out or root / "site").resolve()
    problems, count = build_checked(root, out, commit, site_url, as_of, pack=pack)
    print_problems(problems, as_json)
    if select_errors(problems):
        sys.exit(1)
    if not as_json:
        click.echo(f"{count} files. Open {out / 'index.html'}")


@main.command()
@folder
@as_of
@as_json
def check(root: Path, as_of: datetime | None, as_json: bool) -> None:
    """Check everything and write nothing."""
    root = root.resolve()
    with open_catalogue_store(root) as store:
        catalogue, problems = read_and_check(root, store)
        if catalogue:
            catalogue, gaps = select_rules(catalogue, as_of)
            problems += gaps
        problems += check_prose(catalogue, root, problems) + list_faults_of_settings(root)
        store.commit()
    if catalogue and root == HERE:
        write_keys(catalogue)
    print_problems(problems, as_json)
    if select_errors(problems):
        sys.exit(1)
    if catalogue and not as_json:
        click.echo(describe_catalogue(catalogue))


@main.command()
@folder
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
@as_of
def serve(root: Path, port: int, as_of: datetime | None) -> None:
    """Build, show the site on this machine, and build again at every change."""
    from catalogue.serve import (  # a server and a watcher, which no other command waits for
        PortTakenError,
        serve_site,
    )

    root = root.resolve()
    out = root / "site"

    def rebuild() -> list[Problem]:
        problems, _ = build_checked(root, out, as_of=as_of)
        print_problems(problems, as_json=False)
        return problems

    try:
        serve_site(root, out, port, rebuild, check_folder)
    except PortTakenError:
        taken = f"port {port} is taken, perhaps by another `serve`: end that one, or name another --port"
        raise click.UsageError(taken) from None


@main.command()
@click.argument("program", type=click.Choice([*SERVERS]))
@click.option("--site-url", required=True, callback=check_address, help="Where the site will be published.")
@click.option("--folder", default="/srv/site", show_default=True, help="Where the built site lies.")
def host(program: str, site_url: str, folder: str) -> None:
    """Print the configuration of a web server for the address of the site."""
    click.echo(render_host(program, site_url, folder), nl=False)


@main.command("zip")
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
@folder
@click.option(
    "--out", type=click.Path(path_type=Path), help="Where the built site is: DIR/site unless given."
)
def zip_(target: Path, root: Path, out: Path | None) -> None:
    """Write the built site to one TARGET.zip whose pages can be read from a folder, without a server."""
    site = (out or root / "site").resolve()
    try:
        count = write_zip(site, target)
    except NotASiteError:
        raise click.UsageError(f"{site} holds no site: build it first, or name another --out") from None
    click.echo(f"{count} files. Unpack {target}, and open index.html")


def open_catalogue_store(root: Path) -> AbstractContextManager[Store]:
    """What earlier runs worked out of the catalogue in a folder."""
    return open_store(root / ".cache" / "store.sqlite", digest_code())


def read_and_check(
    root: Path, store: Store | None = None, digests: Mapping[str, bytes] | None = None
) -> tuple[Catalogue | None, list[Problem]]:
    """The data of `root`, if it can be read whole, and everything that is wrong with it.

    What `store` keeps of each qualification is worked out while its record is at hand. `digests` are those of
    the files, where they are known already.
    """
    catalogue, problems = read_catalogue(root, store, make_look(store) if store else None, digests)
    return catalogue, checks.run_checks(catalogue, store) if catalogue else problems


def check_folder(root: Path) -> list[Problem]:
    """Everything that is wrong with the data and the prose of a folder."""
    with open_catalogue_store(root) as store:
        catalogue, problems = read_and_check(root, store)
        return problems + check_prose(catalogue, root, problems)


def make_look(store: Store) -> Look:
    """What is done with a qualification when it is read: it is checked, and what others need is kept."""
    right = checks.RightQualifications(store)

    def look(catalogue: Catalogue, key: str, record: Qualification, steps: list[Step]) -> None:
        right.check_qualification(catalogue, key, record, steps)
        keep_parts(catalogue, key, record, steps, store)

    return look


def check_prose(catalogue: Catalogue | None, root: Path, problems: list[Problem]) -> list[Problem]:
    """What is wrong with content/. Prose follows references: it is judged where they lead somewhere."""
    astray = any(problem.check in ("references-resolve", "schedule-rules") for problem in problems)
    return [] if catalogue is None or astray else render_pages(catalogue, root)[1]


def select_rules(catalogue: Catalogue, as_of: datetime | None) -> tuple[Catalogue, list[Problem]]:
    """The catalogue as of a day, and where no rules are known for a cycle that begins on it."""
    if as_of is None:
        return catalogue, []
    day = as_of.date()
    found = (
        (catalogue.find_place("schedules", it.schedule, "valid"), it) for it in list_gaps(catalogue, day)
    )
    gaps = [Problem(place, describe_gap(it, day), check="as-of", severity="warning") for place, it in found]
    return select_day(catalogue, day), gaps


def build_checked(
    root: Path,
    out: Path,
    commit: str = "none",
    site_url: str = "",
    as_of: datetime | None = None,
    *,
    pack: bool = False,
) -> tuple[list[Problem], int]:
    """Check, then write the site; what is wrong, and how many files were written."""
    origin = read_origin(root, (commit, site_url, str(as_of), pack))
    if count := count_standing(out, origin):
        return [], count
    with open_catalogue_store(root) as store:
        catalogue, problems = read_and_check(root, store, origin.files)
        if catalogue is None or select_errors(problems):
            return [*problems, *check_prose(catalogue, root, problems)], 0
        catalogue, gaps = select_rules(catalogue, as_of)
        problems += gaps
        try:
            writing = build_site(
                catalogue, root, out, store, commit, site_url, pack=pack, origin=None if problems else origin
            )
        except RefusedError as refused:  # faults of prose are among these
            return [*problems, *refused.problems], 0
        except ChangedError as changed:
            return [*problems, changed.problem], 0
        except NotASiteError:
            name = f"{out} holds something that is no site of ours; name another --out"
            raise click.UsageError(name) from None
        except NotOursError as foreign:
            name = f"{foreign} is not ours and stands where a file of the site goes: move it away"
            raise click.UsageError(name) from None
        except BusyError:
            raise click.UsageError(f"another build is writing to {out}") from None
        except (OSError, sqlite3.Error) as fault:
            return [*problems, explain_fault(fault, str(out))], 0
        store.commit(drop_others=True)
    return problems, writing.count


def describe_catalogue(catalogue: Catalogue) -> str:
    """One line that says what was checked."""
    parts = ("designations", "schedules", "qualifications", "sources", "conflicts")
    counts = ((len(getattr(catalogue, part)), part) for part in parts)
    return "Fine: " + ", ".join(f"{n} {to_singular(part) if n == 1 else part}" for n, part in counts) + "."


if __name__ == "__main__":
    atexit.register(gc.freeze)  # all goes at once: nobody looks through it for what could go first
    for stream in (sys.stdout, sys.stderr):  # what a Windows program writes to another is not UTF-8 by itself
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    main()

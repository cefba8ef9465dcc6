"""The command line: python build.py [build|check|serve|host|zip|new|points|import|eligible|path].

Exit codes: 0 fine, 1 problems in the data, 2 wrong usage.
"""

from __future__ import annotations

import errno
import gc
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Literal

import click

from catalogue import checks
from catalogue.answers import careers
from catalogue.answers import points as ask
from catalogue.answers.lists import answer_list
from catalogue.answers.plans import describe_plan, describe_proposal
from catalogue.code import digest_code
from catalogue.editor.changes import compare_catalogues
from catalogue.editor.earlier import NoEarlierError, open_earlier
from catalogue.editor.keep import KeepError, keep_changes
from catalogue.editor.keys import write_keys
from catalogue.editor.modules import import_qualification
from catalogue.editor.succession import write_successor
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Place, Problem, to_printable
from catalogue.model.qualification import Qualification
from catalogue.model.steps import walk_below
from catalogue.publish.build import build_site, render_pages
from catalogue.publish.extract import keep_parts
from catalogue.publish.kinds.hosts import SERVERS, render_host
from catalogue.publish.refused import RefusedError
from catalogue.publish.shell import list_faults_of_settings
from catalogue.publish.write import BusyError, NotASiteError, NotOursError
from catalogue.publish.zipped import write_zip
from catalogue.read.new import NewError, write_from_template
from catalogue.read.reader import ChangedError, Look, read_catalogue
from catalogue.rules.as_of import list_gaps, select_day
from catalogue.store import Store, open_store
from catalogue.wording.words import describe_gap, to_singular

HERE = Path(__file__).resolve().parent

folder = click.option(
    "--catalogue",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=HERE,
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
OTHERWISE = "make room, let it be written to, or move away what stands there"
"""What helps, by the machine's own number for what it refuses."""


STRIPPED = (
    "Python was told to leave out what explains the code, and the published schemas quote it. "
    "Run this without PYTHONOPTIMIZE=2, or without -OO."
)


def check_address(_ctx: click.Context, _option: click.Parameter, value: str) -> str:
    """An address that a site can have, or none."""
    if value and not value.startswith(("https://", "http://")):
        raise click.BadParameter("an address begins with https:// or http://")
    return value


class BuildUnlessSaid(click.Group):
    """`--catalogue DIR` may stand before or after the command, which is `build` where none is named."""

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


@click.group(cls=BuildUnlessSaid)
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


@main.command()
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
    catalogue, problems = read_catalogue(root)
    if catalogue is None:
        print_problems(problems, as_json=False)
        sys.exit(1)
    begun = write_successor(root, catalogue, key, old, begins)
    name = begun.path.relative_to(root)
    click.echo(f"{name} is begun as a copy of {old}: change what the new rules change.")
    click.echo("These followed: " + ", ".join(str(path.relative_to(root)) for path in begun.followed) + ".")
    if begun.left_out:
        click.echo("Examples of earlier cycles that were not copied: " + ", ".join(begun.left_out) + ".")
    click.echo("Then run `python build.py check`: it tells the examples that they answer otherwise.")


@main.command()
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--schedule", required=True, help="A schedule's id or file, or a designation's key.")
@click.option("--cycle-start", type=click.DateTime(["%Y-%m-%d"]), help="The first day of the cycle.")
@click.option("--award", type=click.DateTime(["%Y-%m-%d"]), help="The member's own day: award, registration.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about: today unless given.")
@click.option(
    "--member", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="About the member."
)
@click.option("--carry-in", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Carried in.")
@click.option("--dates", type=click.Choice(["dmy", "mdy"]), help="How 03/04/2026 is to be read.")
@click.option("--plan", is_flag=True, help="Plan the least that is left to do.")
@click.option("--verdict", help="The verdict to plan for: the adopted one unless named.")
@click.option("--prefer", type=click.Choice(["entries", "points"]), help="What a plan has the fewest of.")
@click.option("--without", multiple=True, metavar="ACTIVITY", help="Plan without it; can be repeated.")
@click.option("--goal", type=click.Choice(["year", "all"]), help="Plan what a person could do, for so much.")
@folder
@as_json
def points(
    log: Path,
    schedule: str,
    cycle_start: datetime | None,
    award: datetime | None,
    on: datetime | None,
    member: Path | None,
    carry_in: Path | None,
    dates: Literal["dmy", "mdy"] | None,
    plan: bool,
    verdict: str | None,
    prefer: Literal["entries", "points"] | None,
    without: tuple[str, ...],
    goal: Literal["year", "all"] | None,
    root: Path,
    as_json: bool,
) -> None:
    """Judge a LOG of CPD activities by a schedule, or plan what is left."""
    if (verdict or prefer or without or goal) and not plan:
        raise click.UsageError("--verdict, --prefer, --without and --goal go with --plan")
    if prefer and goal:
        raise click.UsageError("--prefer is for the least, --goal for what a person could do")
    first, own = (day.date() if day else None for day in (cycle_start, award))
    try:
        wanted = ask.PlanRequest(verdict, prefer or "entries", without, goal) if plan else None
        day = (on or datetime.now()).date()
        request = ask.Request(log, schedule, day, first, own, member, carry_in, dates, wanted)
        catalogue = read_catalogue(root.resolve())[0]
        kernel, answer = ask.answer_request(catalogue, request)
    except ask.ProblemsError as wrong:
        print_problems(wrong.problems, as_json)
        sys.exit(1)
    except ask.UsageError as error:
        raise click.UsageError(str(error)) from None
    if goal:
        report = describe_proposal(kernel, answer, catalogue.body.abbreviation if catalogue else None)
    else:
        report = describe_plan(kernel, answer) if plan else ask.Report(kernel, answer).list_lines()
    click.echo(ask.format_json(answer) if as_json else "\n".join(report))


@main.group("import")
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


@main.command()
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
        click.echo(ask.format_json(found.to_json()))
    else:
        click.echo("\n".join(found.list_markdown() if markdown else found.list_lines()))
    if found.lost:
        sys.exit(1)
    if kept:
        click.echo(
            f"Kept in {kept.relative_to(root)}: read it as a member would, and mend its words.", err=as_json
        )


def read_whole(root: Path) -> Catalogue:
    """The data of a folder; what keeps it from being read is printed, and ends the command."""
    catalogue, problems = read_catalogue(root)
    if catalogue is None:
        print_problems(problems, as_json=False)
        sys.exit(1)
    return catalogue


def add_profile_options(command: Callable[..., None]) -> Callable[..., None]:
    """What `eligible` and `path` are asked with."""
    profile = click.argument("profile", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    on = click.option(
        "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about: today unless given."
    )
    return profile(on(folder(as_json(command))))


@main.command()
@click.option("--designation", required=True, help="The designation's key.")
@add_profile_options
def eligible(profile: Path, designation: str, on: datetime | None, root: Path, as_json: bool) -> None:
    """Judge a PROFILE by what a designation asks of an applicant."""
    request = careers.Request(profile, designation, (on or datetime.now()).date())
    print_answer(careers.answer_eligibility, careers.EligibilityReport, root, request, as_json)


@main.command()
@click.option("--to", required=True, help="The key of the designation that it shall lead to.")
@add_profile_options
def path(profile: Path, to: str, on: datetime | None, root: Path, as_json: bool) -> None:
    """Tell the ways from a PROFILE to a designation."""
    request = careers.Request(profile, to, (on or datetime.now()).date())
    print_answer(careers.answer_routes, careers.RoutesReport, root, request, as_json)


def print_answer(
    answer_request: Callable[[Catalogue | None, careers.Request], dict[str, Any]],
    make_report: Callable[[Catalogue, dict[str, Any]], careers.Report],
    root: Path,
    request: careers.Request,
    as_json: bool,
) -> None:
    """Print what a profile is answered, or what is wrong with it."""
    catalogue, _ = read_catalogue(root.resolve())
    try:
        answer = answer_request(catalogue, request)
    except ask.ProblemsError as wrong:
        print_problems(wrong.problems, as_json)
        sys.exit(1)
    except ask.UsageError as error:
        raise click.UsageError(str(error)) from None
    if as_json or catalogue is None:
        click.echo(ask.format_json(answer))
    else:
        click.echo("\n".join(make_report(catalogue, answer).list_lines()))


def open_catalogue_store(root: Path) -> AbstractContextManager[Store]:
    """What earlier runs worked out of the catalogue in a folder."""
    return open_store(root / ".cache" / "store.sqlite", digest_code())


def read_and_check(root: Path, store: Store | None = None) -> tuple[Catalogue | None, list[Problem]]:
    """The data of `root`, if it can be read whole, and everything that is wrong with it.

    What `store` keeps of each qualification is worked out while its record is at hand.
    """
    catalogue, problems = read_catalogue(root, store, make_look(store) if store else None)
    return catalogue, checks.run_checks(catalogue, store) if catalogue else problems


def check_folder(root: Path) -> list[Problem]:
    """Everything that is wrong with the data and the prose of a folder."""
    with open_catalogue_store(root) as store:
        catalogue, problems = read_and_check(root, store)
        return problems + check_prose(catalogue, root, problems)


def make_look(store: Store) -> Look:
    """What is done with a qualification when it is read: it is checked, and what others need is kept."""
    right = checks.RightQualifications(store)

    def look(catalogue: Catalogue, key: str, record: Qualification) -> None:
        steps = walk_below(("qualifications", key), record)
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
    # What is loaded stays, and most of what a page is made from is gone before the next one.
    gc.freeze()
    gc.set_threshold(200_000, 50, 50)
    with open_catalogue_store(root) as store:
        catalogue, problems = read_and_check(root, store)
        if catalogue is None or select_errors(problems):
            return [*problems, *check_prose(catalogue, root, problems)], 0
        catalogue, gaps = select_rules(catalogue, as_of)
        problems += gaps
        try:
            writing = build_site(catalogue, root, out, store, commit, site_url, pack=pack)
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


def describe_catalogue(catalogue: Catalogue) -> str:
    """One line that says what was checked."""
    parts = ("designations", "schedules", "qualifications", "sources", "conflicts")
    counts = ((len(getattr(catalogue, part)), part) for part in parts)
    return "Fine: " + ", ".join(f"{n} {to_singular(part) if n == 1 else part}" for n, part in counts) + "."


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # what a Windows program writes to another is not UTF-8 by itself
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    main()

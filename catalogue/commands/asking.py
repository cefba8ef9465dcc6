"""The commands that ask an engine: what a log, or a person, is answered."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import click

from catalogue.answers import careers
from catalogue.answers import points as ask
from catalogue.answers.plans import describe_plan, describe_proposal
from catalogue.commands.shared import as_json, folder, print_problems
from catalogue.model.catalogue import Catalogue
from catalogue.read.reader import read_catalogue


@click.command()
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


def add_profile_options(command: Callable[..., None]) -> Callable[..., None]:
    """What `eligible` and `path` are asked with."""
    profile = click.argument("profile", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    on = click.option(
        "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about: today unless given."
    )
    return profile(on(folder(as_json(command))))


@click.command()
@click.option("--designation", required=True, help="The designation's key.")
@add_profile_options
def eligible(profile: Path, designation: str, on: datetime | None, root: Path, as_json: bool) -> None:
    """Judge a PROFILE by what a designation asks of an applicant."""
    request = careers.Request(profile, designation, (on or datetime.now()).date())
    print_answer(careers.answer_eligibility, careers.EligibilityReport, root, request, as_json)


@click.command()
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

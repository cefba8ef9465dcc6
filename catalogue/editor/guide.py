"""docs/schedules.md: every possibility of a schedule, each with an example that the tests run.

The examples stand in docs/schedules: a small whole schedule (base.yml), and chapters whose examples say
what they add to it, with logs and answers worked out by hand. The page shows them as they are written.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.model.example import Example, ExampleFile, Expected
from catalogue.model.log import COLUMNS, Member
from catalogue.model.schedule import Schedule
from catalogue.read.document import Document, read_document

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "schedules"
FIRST_DAY, DAY_AFTER = "2026-01-01", "2028-01-01"
LABELS = {
    "total": "counted in the cycle",
    "years": "counted in each CPD year",
    "categories": "counted in each category",
    "demands": "minimums",
    "required": "asked",
    "deciding": "decided by",
    "carry_out": "carried out",
    "cycle_ends": "last day of the cycle",
    "year_begins": "first days of its years",
    "refused": "no answer",
}
HEAD = """# Every possibility of a schedule

Written by `make schema` from the examples in [schedules/](schedules); edit those instead. The tests run
each of them through the reader and through both engines. What each key holds is listed in
[data.md](data.md#schedule), how a log is judged in [rules.md](rules.md).

{contents}
## A whole schedule

This is about the smallest schedule that says something. Each example below adds to it what is shown, key
by key; another way to earn takes the place of the one that is there.

```yaml
{base}```

Where an example says no more, the member's cycle runs from {first} to the end of 2027, and the question
is asked on the day after it, {on}. A table shows the lines of a log by number, with what each one counts.
"""


@dataclass(frozen=True)
class GuideExample:
    """One possibility: the rule read aloud, its YAML, and logs with their answers, or why it is refused."""

    title: str
    says: str
    snippet: str
    """The YAML that is added, as it is written."""
    whole: dict[str, Any]
    """The whole schedule with it, not yet checked."""
    cases: tuple[Example, ...]
    refused: str

    @property
    def schedule(self) -> Schedule:
        """The checked schedule. Raises a validation error where it is refused."""
        return Schedule.model_validate(self.whole)

    @property
    def file(self) -> ExampleFile:
        """Its cases as worked examples beside a schedule are written."""
        own = self.schedule.cycle.own
        start = FIRST_DAY if own and not own.day else None
        cases = {str(number): case for number, case in enumerate(self.cases, 1)}
        return ExampleFile.model_validate(
            {"examples": self.schedule.schedule, "on": DAY_AFTER, "cycle_start": start, "cases": cases}
        )


@dataclass(frozen=True)
class Chapter:
    """Examples about one part of a schedule."""

    title: str
    says: str
    examples: tuple[GuideExample, ...]


def read_chapters() -> tuple[Chapter, ...]:
    """Every chapter, in the order of the files."""
    base = _read_yaml(FOLDER / "base.yml").value
    return tuple(_build_chapter(_read_yaml(path), base) for path in sorted(FOLDER.glob("[0-9]*.yml")))


def _read_yaml(path: Path) -> Document:
    document = read_document(path, FOLDER)
    if document.problems:
        raise ValueError("\n".join(map(str, document.problems)))
    return document


def _build_chapter(document: Document, base: dict[str, Any]) -> Chapter:
    lines = (FOLDER / document.file).read_text("utf-8").splitlines()
    examples = []
    for number, raw in enumerate(document.value["examples"]):
        place = {key: document.places["examples", number, key].line for key in raw}
        end = min((line for line in place.values() if line > place["schedule"]), default=len(lines) + 1)
        snippet = textwrap.dedent("\n".join(lines[place["schedule"] : end - 1])) + "\n"
        source = {"source": base["source"]}
        cases = tuple(Example.model_validate(source | case) for case in raw.get("cases", ()))
        whole = merge_groups(base, raw["schedule"])
        examples.append(
            GuideExample(raw["title"], raw["says"], snippet, whole, cases, raw.get("refused", ""))
        )
    return Chapter(document.value["title"], document.value["says"], tuple(examples))


def merge_groups(base: Any, more: Any) -> Any:
    """A group of keys with those of another put into it; anything else takes the place of what was there."""
    if not (isinstance(base, dict) and isinstance(more, dict)):
        return more
    if "earns" in more:  # one way of earning, not two
        base = {key: value for key, value in base.items() if key != "earns"}
    return base | {key: merge_groups(base.get(key), value) for key, value in more.items()}


def write_guide() -> str:
    """The whole page, in Markdown."""
    base = (FOLDER / "base.yml").read_text("utf-8")
    told = read_chapters()
    parts = [
        HEAD.format(base=base, first=FIRST_DAY, on=DAY_AFTER, contents="".join(map(_write_contents, told)))
    ]
    for chapter in told:
        parts.append(f"\n## {chapter.title}\n\n{chapter.says}\n")
        for example in chapter.examples:
            parts.append(f"\n### {example.title}\n\n{example.says}\n\n```yaml\n{example.snippet}```\n")
            parts += [f"\n{''.join(_write_case(case))}" for case in example.cases]
            parts += [f"\nRefused: “{example.refused}”\n"] if example.refused else []
    return "".join(parts)


def _write_contents(chapter: Chapter) -> str:
    """A chapter's line in the table of contents; headings have the addresses that GitHub gives them."""
    links = ", ".join(
        f"[{one.title[0].lower()}{one.title[1:]}](#{_to_slug(one.title)})" for one in chapter.examples
    )
    return f"- [{chapter.title}](#{_to_slug(chapter.title)}): {links}\n"


def _to_slug(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _write_case(case: Example) -> Iterator[str]:
    yield f"**{case.title}**{_describe_question(case)}\n"
    if case.log:
        yield f"\n{_write_table(case)}"
    more = [*_describe_expected(case.expect)]
    if more:
        yield "\n" + "".join(f"- {line}\n" for line in more)


def _describe_question(case: Example) -> str:
    """What is asked beside the log, in brackets."""
    words = [f"asked on {case.on}"] if case.on else []
    words += [f"cycle from {case.cycle_start}"] if case.cycle_start else []
    words += [f"the member's own day is {case.award}"] if case.award else []
    words += list(_describe_member(case.member))
    words += [f"`{key}` brings {figure}" for key, figure in case.carry_in.items()]
    return f" ({'; '.join(words)})" if words else ""


def _describe_member(member: Member) -> Iterator[str]:
    yield from (f"{key}: {' and '.join(values)}" for key, values in member.attributes.items())
    yield from (f"{key}: {'yes' if answer else 'no'}" for key, answer in member.conditions.items())
    if isinstance(member.months_away, Mapping):
        yield from (f"{away} months away in year {year}" for year, away in member.months_away.items())


def _write_table(case: Example) -> str:
    """The log, with what becomes of each line."""
    used = [name for name in COLUMNS[1:] if any(_format_value(getattr(entry, name)) for entry in case.log)]
    tables = {"counts": case.expect.credited, "state": case.expect.entries, "because": case.expect.because}
    said = {name: table for name, table in tables.items() if table}
    rows = [["", *used, *said], ["---"] * (1 + len(used) + len(said))]
    for number, entry in enumerate(case.log, 1):
        cells = [_format_value(getattr(entry, name)) for name in used]
        rows.append(
            [str(number), *cells, *(_format_value(table.get(str(number))) for table in said.values())]
        )
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _format_value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _describe_expected(expected: Expected) -> Iterator[str]:
    """What is expected beyond the lines of the log."""
    for name, value in expected.items():
        words = LABELS.get(name, name.replace("_", " "))
        if isinstance(value, Expected):
            more = [*_describe_credits(value), *_describe_expected(value)]
            yield f"With what is planned: {'; '.join(more)}"
        elif not isinstance(value, Mapping):
            yield f"{words}: {_format_value(value)}"
        elif value and name not in ("credited", "entries", "because"):
            yield f"{words}: {_format_table(value)}"


def _describe_credits(expected: Expected) -> Iterator[str]:
    yield from (f"line {number} counts {figure}" for number, figure in expected.credited.items())


def _format_table(table: Mapping[str, object]) -> str:
    return ", ".join(f"`{key}` {_format_value(value)}" for key, value in table.items())

"""`build.py import qualification`: a sheet of modules and units into the YAML of a qualification.

Nothing is written while anything in the sheet is doubtful. A record that exists keeps every line and gets its
`components`; a new one begins from the template.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from catalogue.answers.points import ProblemsError, UsageError
from catalogue.editor.edit import change_value, drop_key
from catalogue.model.catalogue import Catalogue
from catalogue.model.problem import Place, Problem
from catalogue.model.qualification import Qualification
from catalogue.read.module_sheet import ModuleSheet, Part, sum_credits
from catalogue.read.modules import read_modules
from catalogue.read.new import NewError, write_from_template

WIDTH = 10_000
"""Letters of a line: a title is never broken."""


class Imported(NamedTuple):
    """What was written from a sheet."""

    path: Path
    sheet: ModuleSheet
    credits: int
    """What its units add up to."""
    is_complete: bool
    """Whether that is the whole qualification."""


class _Dumper(yaml.SafeDumper):
    """Lists stand two spaces further in than their key, as they do in the data."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def import_qualification(
    root: Path, catalogue: Catalogue, file: Path, source: str, key: str = "", is_part: bool = False
) -> Imported:
    """Write the modules of a sheet into a qualification, `key` or the number that the sheet names.

    `source` is the key of the document that the sheet is a copy of; `is_part` says that it holds a part only.
    Raises ProblemsError with everything that is doubtful, UsageError where it has no place to go.
    """
    sheet = read_modules(file.read_bytes(), file.name)
    key = key or str(sheet.facts.get("nlrd_id", ""))
    known = catalogue.read_qualification(key) if key in catalogue.qualifications else None
    if known:
        sheet.problems += _compare_facts(sheet, known)
    units = list(sheet.list_units())
    found = sum_credits(units) + sum(map(_count_open, sheet.modules))
    total = known.credits if known and known.credits else sheet.facts.get("credits")
    if not sheet.problems:
        sheet.problems += _check_total(sheet, found, total, is_part)
    if sheet.problems:
        raise ProblemsError(sorted(sheet.problems))
    _check_place(catalogue, key, source, known, units)
    done = total == found and not is_part
    copied = catalogue.sources[source].lines if source else None
    row = "" if copied and sheet.last <= copied and file.suffix != ".xlsx" else "row "
    written = _write_components(sheet, source, done, row)
    path = root / catalogue.find_file("qualifications", key) if known else _begin(root, key, sheet, source)
    path.write_text(_put_in(path.read_text("utf-8"), written), "utf-8")
    return Imported(path, sheet, found, done)


def _count_open(part: Part) -> int:
    """The credits of a module that no unit of it prints."""
    return part.credits - sum_credits(part.units) if part.credits else 0


def _compare_facts(sheet: ModuleSheet, known: Qualification) -> Iterator[Problem]:
    """A sheet of another qualification, or another state of it, is not written over this one."""
    for name, said in sheet.facts.items():
        own = getattr(known, name)
        if own is not None and own != said:
            what = f"The {name.replace('_', ' ')} is {said} here; the catalogue has {own}."
            place = Place(sheet.file, *sheet.where[name])
            yield Problem(place, what, mend="mend the one that is wrong", check="sheet")


def _check_total(sheet: ModuleSheet, found: int, total: int | None, is_part: bool) -> Iterator[Problem]:
    """Rows that were lost on the way are found by the total, unless the sheet is said to be a part."""
    if total is None or found == total or (is_part and found < total):
        return
    line, column = sheet.where.get("credits", (1, 0))
    what = f"The units add up to {found} credits, the qualification has {total}."
    mend = "compare each row with the document" + (
        "; where the document itself lists a part only, say --part" * (found < total)
    )
    yield Problem(Place(sheet.file, line, column), what, mend=mend, check="sheet")


def _check_place(
    catalogue: Catalogue, key: str, source: str, known: Qualification | None, units: list[dict[str, Any]]
) -> None:
    if not key:
        raise UsageError("the sheet names no NLRD id: say which qualification it is, --key 99687")
    if known and known.components:
        raise UsageError(f"{key} has its components already: if these are newer, take those out first")
    if not source and not all("source" in unit for unit in units):
        raise UsageError("say which document the sheet is, by its key in sources.yml: --source KEY")
    if source and source not in catalogue.sources:
        raise UsageError(f"sources.yml has no `{source}`: write the document into it first")


def _begin(root: Path, key: str, sheet: ModuleSheet, source: str) -> Path:
    """A new file from the template, with what the sheet says of the whole."""
    try:
        path = write_from_template(root, "qualification", key)
    except NewError as error:
        raise UsageError(str(error)) from None
    text, facts = path.read_text("utf-8"), sheet.facts
    if "title" in facts:
        text = change_value(text, ("title",), _quote(facts["title"]))
    if "nlrd_id" in facts:
        text = text.replace("# nlrd_id: 12345", f"nlrd_id: {facts['nlrd_id']}")
    if "credits" in facts:
        credits = f"nqf_level: 4\ncredits: {facts['credits']}\n"
        text = drop_key(text.replace("nqf_level: 4\n", credits), ("not_published", "credits"))
    text = change_value(text, ("nqf_level",), str(facts.get("nqf_level", "FILL IN")))
    if source and facts:
        rows = [line for line, _ in sheet.where.values()]
        text = change_value(text, ("source",), f"{source}:{_format_range(min(rows), max(rows))}")
    path.write_text(text, "utf-8")
    return path


def _put_in(text: str, written: str) -> str:
    """A record with its components, which it no longer says are not published."""
    document = yaml.safe_load(text)
    if "components" in (parts := document.get("not_published") or {}):
        text = drop_key(text, ("not_published",) if len(parts) == 1 else ("not_published", "components"))
    return f"{text.rstrip()}\n\n{written}"


def _write_components(sheet: ModuleSheet, source: str, is_complete: bool, row: str) -> str:
    """The key `components` with all below it, as it is written by hand.

    `row` stands before the number of a row where that is none of the lines of the document's copy.
    """
    parts: dict[str, Any] = {"modules": [_build_module(part, source, row) for part in sheet.modules]}
    parts["units"] = [_build_unit(unit, source, row) for unit in sheet.units]
    first = min((line for line in [*(part.line for part in sheet.modules), *sheet.codes.values()]), default=1)
    where = f"{source}:{row}{_format_range(first, sheet.last)}" if source else "FILL IN"
    head = (
        "# The title says whose grouping it is. `complete` is our conclusion, from the credits.\n"
        f"components:\n  title: The modules of the sheet\n  complete: {'yes' if is_complete else 'no'}\n"
        f"  source: {where}\n"
    )
    written = yaml.dump(
        {name: part for name, part in parts.items() if part},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH,
    )
    return head + "".join(f"  {line}\n" for line in written.splitlines())


def _build_module(part: Part, source: str, row: str) -> dict[str, Any]:
    last = max(unit["line"] for unit in part.units)
    credits = part.credits or sum(unit["credits"] for unit in part.units)
    cited = f"{source}:{row}{_format_range(part.line, last)}" if source else _join_sources(part.units)
    units = [_build_unit(unit, source, row) for unit in part.units]
    return {"module": part.number, "title": part.title, "credits": credits, "source": cited, "units": units}


def _build_unit(unit: dict[str, Any], source: str, row: str) -> dict[str, Any]:
    names = ("unit", "title", "nqf_level", "credits", "component")
    found = {name: unit[name] for name in names if name in unit}
    return {**found, "source": f"{source}:{row}{unit['line']}" if source else unit["source"].split("; ")}


def _join_sources(units: list[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(one for unit in units for one in unit["source"].split("; ")))


def _format_range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

"""A record as a page of Markdown, with the facts that Hugo's template shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tests.bench.records import Record

FACTS = ("type", "originator", "sub_framework", "field", "subfield")
HEADS = ("Unit", "Component", "NQF level", "Credits")


def write_page(record: Record) -> str:
    """The page of one record."""
    return "\n".join(_lines(record)) + "\n"


def _lines(record: Record) -> Iterator[str]:
    yield f"# {record['title']}\n"
    sizes = f"NQF level {record['nqf_level']}, {record['credits']} credits"
    yield f"Qualification {record['nlrd_id']}, {sizes}.\n"
    yield from _table(("What", "Says"), ((name, record[name]) for name in FACTS))
    yield "## The register’s record\n"
    for copy in record["records"]:
        yield from _table(("What", "Says"), copy.items())
    for module in record["components"]["modules"]:
        yield f"## Module {module['module']}: {module['title']}, {module['credits']} credits\n"
        units = module["units"]
        yield from _table(
            HEADS,
            ((f"{u['title']} `{u['unit']}`", u["component"], u["nqf_level"], u["credits"]) for u in units),
        )
    yield "## What providers say\n"
    for said in record["providers"]:
        yield f"- {said['says']} ({said['source']})"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for cells in (heads, ("---",) * len(heads), *rows):
        yield f"| {' | '.join(cells)} |"
    yield ""

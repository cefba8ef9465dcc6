"""What the rest of a site needs of a qualification, so that the record itself need not be read again.

Designations are few, qualifications may be thousands: what each adds to lists, to search, to the pages of
sources and to the file of everything is worked out once for each state of its file, and kept.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import orjson

from catalogue.model.catalogue import Catalogue
from catalogue.model.qualification import Qualification
from catalogue.model.steps import Step, walk_below
from catalogue.publish.output import digest
from catalogue.publish.page.facts import Fact, list_facts
from catalogue.publish.rows import Group, Row, group_by_letter, group_rows, list_rows_of_qualification
from catalogue.store import Store

DIGITS = 16
"""Of the digest of a part: some thirty of them are held of each qualification."""


@dataclass
class Extract:
    """One qualification as others need it. Small parts are at hand; large ones are read when asked for."""

    known_by: bytes
    """The digest of the qualification."""
    store: Store
    work: Callable[[], Mapping[str, bytes]]
    """Works all parts out anew: some may be missing."""

    @cached_property
    def _written_sketch(self) -> bytes:
        return self._get_entry("sketch")

    @property
    def _sketch(self) -> dict[str, Any]:
        """Read whenever it is asked for: as text it takes a fifth of the room, and all are held."""
        return dict(orjson.loads(self._written_sketch))

    @property
    def sources(self) -> Mapping[str, tuple[str, int]]:
        """The sources that its facts rest on, each with a digest of those facts and their number."""
        found: Mapping[str, tuple[str, int]] = self._sketch["sources"]
        return found

    @property
    def letters(self) -> Mapping[str, tuple[str, int, int]]:
        """The letters that its titles begin with, each with a digest of those rows, and where they stand."""
        found: Mapping[str, tuple[str, int, int]] = self._sketch["letters"]
        return found

    @property
    def has_units(self) -> bool:
        """Whether its modules or units are known."""
        return bool(self._sketch["units"])

    def select_facts(self, source: str) -> Iterator[Fact]:
        """Its facts that rest on a source."""
        return (Fact(*fact) for fact in self._read("facts").get(source, ()))

    @property
    def digest_of_rows(self) -> str:
        """A digest of what search finds of it."""
        return str(self._sketch["rows"])

    def list_groups(self) -> list[Group]:
        """What search finds of it: itself, then its modules and units."""
        return [*map(Group._make, self._read("rows"))]

    def list_rows(self) -> Iterator[Row]:
        """The same, one by one."""
        return (row for group in self.list_groups() for row in group.list_rows())

    def read_found(self) -> tuple[Row, list[str], Mapping[str, int]]:
        """How search finds it itself, the words that it and its parts say once, and how often each other."""
        row, once, more = self._read("found")
        return Row(*row), once.split(), more

    def select_rows(self, letter: str) -> Iterator[Row]:
        """The rows whose titles begin with a letter."""
        _, start, end = self.letters[letter]
        return map(Row._make, orjson.loads(self._get_entry("rows by letter")[start:end]))

    def to_json(self) -> bytes:
        """The record as open data, on one line."""
        return self._get_entry("json")

    def _read(self, part: str) -> Any:
        return orjson.loads(self._get_entry(part))

    def _get_entry(self, part: str) -> bytes:
        return self.store.remember_part(part, self.known_by, self.work)


def build_extract(catalogue: Catalogue, key: str, store: Store) -> Extract:
    """The extract of a qualification, taken from what is kept where its file has not changed."""

    def work_out() -> dict[str, bytes]:
        record = catalogue.read_qualification(key)
        return build_parts(catalogue, key, record, walk_below(("qualifications", key), record))

    return Extract(catalogue.find_summary(key).digest, store, work_out)


def keep_parts(
    catalogue: Catalogue, key: str, record: Qualification, steps: Iterable[Step], store: Store
) -> None:
    """Keep the extract of a qualification that is at hand."""
    known_by = catalogue.find_summary(key).digest
    for name, data in build_parts(catalogue, key, record, steps).items():
        store.put(name, known_by, data)


def build_parts(
    catalogue: Catalogue, key: str, record: Qualification, steps: Iterable[Step]
) -> dict[str, bytes]:
    """Every part of an extract, by its name. `steps` are those of the record."""
    facts: dict[str, list[Fact]] = {}
    for source, fact in list_facts(steps, catalogue):
        facts.setdefault(str(source), []).append(fact)
    groups = [*group_rows(list_rows_of_qualification(key, record))]
    lettered, letters = b"", dict[str, tuple[str, int, int]]()
    for letter, found in group_by_letter(row for group in groups for row in group.list_rows()).items():
        written, start = orjson.dumps(found, default=tuple), len(lettered)
        lettered += written
        letters[letter] = _digest(written), start, len(lettered)
    rows = orjson.dumps(groups, default=tuple)
    sketch = {
        "sources": {
            source: (_digest(orjson.dumps(found, default=tuple)), len(found))
            for source, found in facts.items()
        },
        "units": record.components is not None,
        "letters": letters,
        "rows": digest(rows).hex(),
    }
    said = Counter(chain.from_iterable(group.list_words() for group in groups))
    once = " ".join(word for word, times in said.items() if times == 1)
    more = {word: times for word, times in said.items() if times > 1}
    return {
        "found": orjson.dumps([groups[0].find_row(0), once, more], default=tuple),
        "rows": rows,
        "rows by letter": lettered,
        "sketch": orjson.dumps(sketch),
        "facts": orjson.dumps(facts, default=tuple),
        "json": record.model_dump_json(exclude_none=True).encode(),
    }


def _digest(written: bytes) -> str:
    return digest(written).hex()[:DIGITS]

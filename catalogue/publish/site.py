"""A checked catalogue as inputs by name: what the outputs of a site are made from.

Pages of a record depend on the records that they show, and on no others. What they get is a view: a catalogue
that holds just those. Qualifications come in two sizes: the head that others show, and the whole record for
the page and the files of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from catalogue.model.cache import cache_by_identity
from catalogue.model.catalogue import Catalogue
from catalogue.model.steps import list_references, walk_below
from catalogue.model.walk import walk_few
from catalogue.publish.extract import Extract, build_extract
from catalogue.publish.output import Input, digest, digest_record
from catalogue.publish.page import links
from catalogue.publish.page.facts import Fact, list_facts
from catalogue.publish.page.frame import Frame
from catalogue.publish.page.head import HOME, Page, Setting
from catalogue.publish.page.templates import Templates
from catalogue.publish.rows import Row, group_by_letter, list_rows_of_records
from catalogue.store import Store

TABLES = ("sources", "designations", "qualifications", "schedules", "topics", "conflicts", "glossary")
"""The tables of a catalogue that a view can hold."""
Plain = Mapping[str, Any]
"""A record as the open data has it."""
WorkOut = Callable[[str, Plain], Mapping[str, bytes]]
"""What works parts out of a qualification, by its key and as the open data has it."""


@dataclass
class Site:
    """Everything that outputs may ask for."""

    catalogue: Catalogue
    root: Path
    store: Store
    setting: Setting
    drawn: Mapping[str, str]
    """The pages and frames that the shell has drawn, by their files."""
    opened: frozenset[str]
    """The pages of data that prose opens, by their Markdown files."""
    commit: str = "none"
    rests_on: bytes = b""
    """A digest of the templates."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """What the pages are called that others stand below, by their files."""
    framed: frozenset[str] = frozenset()
    """The files among the drawn that are frames, and no pages."""
    traces: dict[str, bytes] = field(default_factory=dict)
    """What is known of each output that leaves a trace, by its address; filled as they are made."""
    rows_of_pages: list[Row] = field(default_factory=list)
    """What search finds of pages that are no record's; filled from the traces."""

    # What every page takes

    @cached_property
    def templates(self) -> Input:
        """The templates, and the body, which speaks on every page."""
        body = self.catalogue.body
        return Input.keep(digest(self.rests_on, self._body), lambda: Templates(self.root, body, self.store))

    @cached_property
    def _body(self) -> bytes:
        return digest_record(self.catalogue.body)

    @cached_property
    def around(self) -> Input:
        """What is the same on every page."""
        return Input.build(self.setting)

    def find_frame(self, name: str) -> Input:
        """A frame of the shell, by the Markdown file that stands for it: `designations/frame.md`."""
        if name not in self._frames:
            html = self.drawn[links.find_file(f"/{name.removesuffix('.md')}/")]
            self._frames[name] = Input.keep(digest(html), lambda: Frame.read(html))
        return self._frames[name]

    @cached_property
    def _frames(self) -> dict[str, Input]:
        return {}

    def index_page_inputs(self, frame: str) -> dict[str, Input]:
        """What every page of data takes, by the names that `render_page` gives them."""
        return {"templates": self.templates, "setting": self.around, "frame": self.find_frame(frame)}

    def describe_page(self, address: str, title: str, description: str, **more: Any) -> Input:
        """What a page says of itself; the pages above it are those that exist on the way to it."""
        path = links.find_file(address)
        return Input.build(Page(path, title, description, tuple(self._list_above(path)), **more))

    def _list_above(self, path: str) -> Iterator[tuple[str, str]]:
        parts = path.split("/")[:-1]
        for depth in range(len(parts)):
            step = "".join(f"{part}/" for part in parts[:depth]) + HOME
            if step in self.titles and step != path:
                yield "Home" if step == HOME else self.titles[step], step

    # Records and views

    def find_record(self, kind: str, key: str) -> Input:
        """A record with all that it holds."""
        if kind == "qualifications":
            return Input(
                self.catalogue.find_summary(key).digest, lambda: self.catalogue.read_qualification(key)
            )
        return Input(self._digest_head(kind, key), lambda: getattr(self.catalogue, kind)[key])

    def build_view(self, *whole: str, **chosen: Iterable[str]) -> Input:
        """A catalogue of whole tables, and of chosen records of others, in the order of the catalogue.

        With a disagreement come the sources of its readings, since a page that marks it shows them.
        """
        if disputed := chosen.get("conflicts"):
            cited = (list_named(self.catalogue.conflicts[key])["sources"] for key in disputed)
            chosen["sources"] = {*chosen.get("sources", ()), *(key for keys in cited for key in keys)}
        keys = {name: self._order_keys(name, set(keys)) for name, keys in chosen.items() if name not in whole}
        tables = (part for name in sorted(whole) for part in (name, self._digest_table(name)))
        parts = [self._body, self.setting.as_of, *tables]
        parts += [
            part
            for name in sorted(keys)
            for key in keys[name]
            for part in (f"{name}/{key}", self._digest_head(name, key))
        ]
        return Input(digest(*parts), lambda: self._take(whole, keys))

    def build_view_of_record(self, kind: str, key: str, *whole: str, **beside: Iterable[str]) -> Input:
        """What the page of a record shows of others: those that it names, and what sources dispute of it.

        `beside` are records that the page shows too, and whatever they name.
        """
        shown = [getattr(self.catalogue, name)[one] for name, keys in beside.items() for one in keys]
        replacing = self._list_replacing(getattr(self.catalogue, kind)[key])
        chosen = merge_named([self._list_named(kind, key), *map(list_named, shown), dict(beside), replacing])
        chosen.setdefault("conflicts", set()).update(self.conflicts_about.get(key, ()))
        if kind == "designations":
            self._add_schedules(chosen)
        return self.build_view(*whole, **chosen)

    def _add_schedules(self, chosen: dict[str, set[str]]) -> None:
        """Choose the schedules of designations too: what one asks of holders of others counts in theirs."""
        designations = (self.catalogue.designations[key] for key in chosen.get("designations", ()))
        chosen.setdefault("schedules", set()).update(it.cpd for it in designations)

    @cached_property
    def whole_view(self) -> Input:
        """Every record; of qualifications, the heads."""
        view = self.build_view(*TABLES)
        return Input.keep(view.digest, view.read)

    def build_view_of_designations(self, *keys: str) -> Input:
        """What is shown of designations side by side, with their adopted schedules and the body's steps."""
        designations = [self.catalogue.designations[key] for key in keys]
        schedules = [it.cpd for it in designations]
        shown = [self.catalogue.body, *designations, *(self.catalogue.schedules[key] for key in schedules)]
        about = (one for key in (*keys, *schedules) for one in self.conflicts_about.get(key, ()))
        given = {"designations": keys, "schedules": schedules, "conflicts": about}
        chosen = merge_named([*map(list_named, shown), given, *map(self._list_replacing, designations)])
        self._add_schedules(chosen)
        return self.build_view("sources", "glossary", "topics", **chosen)

    def build_view_of_calculator(self, schedule: str) -> Input:
        """What a calculator shows: its schedule and the other versions of it."""
        designation = self.catalogue.schedules[schedule].designation
        return self.build_view_of_record(
            "schedules",
            schedule,
            "sources",
            "glossary",
            schedules=self.catalogue.index_schedules_of(designation),
            designations=[designation],
        )

    def select_examples(self, kind: str, key: str) -> Input:
        """The worked examples of a schedule, or the worked profiles of a designation."""
        file = getattr(self.catalogue, kind).get(key)
        return Input(digest_record(file) if file else b"", lambda: file)

    def _list_replacing(self, record: Any) -> Mapping[str, Iterable[str]]:
        """What replaces a record that is retired: records of any kind, by the table that they stand in."""
        see = record.retired.see if getattr(record, "retired", None) else ()
        return merge_named({str(links.find_kind(self.catalogue, key)): [key]} for key in see)

    def _list_named(self, kind: str, key: str) -> Mapping[str, frozenset[str]]:
        if kind == "qualifications":
            return self.catalogue.find_summary(key).named
        return list_named(getattr(self.catalogue, kind)[key])

    def _order_keys(self, name: str, keys: set[str]) -> list[str]:
        if name not in self._places:
            self._places[name] = {key: place for place, key in enumerate(getattr(self.catalogue, name))}
        places = self._places[name]
        return sorted(keys & places.keys(), key=places.__getitem__)

    @cached_property
    def _places(self) -> dict[str, Mapping[str, int]]:
        """Where each record stands in its table."""
        return {}

    def _take(self, whole: Iterable[str], keys: Mapping[str, list[str]]) -> Catalogue:
        tables = {name: getattr(self.catalogue, name) for name in whole}
        for name, chosen in keys.items():
            table = getattr(self.catalogue, name)
            tables[name] = MappingProxyType({key: table[key] for key in chosen})
        return self.catalogue.select_tables(tables)

    def _digest_table(self, name: str) -> bytes:
        if name not in self._digests:
            table = getattr(self.catalogue, name)
            self._digests[name] = digest(
                *(part for key in table for part in (key, self._digest_head(name, key)))
            )
        return self._digests[name]

    def _digest_head(self, name: str, key: str) -> bytes:
        if name == "qualifications":
            return self.catalogue.find_summary(key).head
        known_by = f"{name}/{key}"
        if known_by not in self._digests:
            self._digests[known_by] = digest_record(getattr(self.catalogue, name)[key])
        return self._digests[known_by]

    @cached_property
    def _digests(self) -> dict[str, bytes]:
        """Of records by table and key, and of whole tables."""
        return {}

    @cached_property
    def conflicts_about(self) -> Mapping[str, tuple[str, ...]]:
        """The disagreements about each record."""
        found: dict[str, list[str]] = {}
        for key, conflict in self.catalogue.conflicts.items():
            for about in conflict.about:
                found.setdefault(about, []).append(key)
        return {about: tuple(keys) for about, keys in found.items()}

    # What others need of a qualification

    def find_extract(self, key: str) -> Extract:
        """What others need of a qualification, worked out once for each state of its file."""
        if key not in self._extracts:
            self._extracts[key] = build_extract(self.catalogue, key, self.store)
        return self._extracts[key]

    @cached_property
    def _extracts(self) -> dict[str, Extract]:
        return {}

    # What is told of all records together

    def keep_trace(self, address: str, trace: bytes) -> None:
        """Note the trace of an output. Most pages leave the same one: it is held once."""
        self.traces[address] = self._same.setdefault(trace, trace)

    @cached_property
    def _same(self) -> dict[bytes, bytes]:
        return {}

    @cached_property
    def asked_by(self) -> Mapping[str, list[str]]:
        """The designations whose criteria, in any reading, name each qualification."""
        found: dict[str, list[str]] = {}
        for key, designation in self.catalogue.designations.items():
            for qualification in sorted(list_named(designation).get("qualifications", ())):
                found.setdefault(qualification, []).append(key)
        return found

    @cached_property
    def _facts_of_few(self) -> Mapping[str, list[Fact]]:
        """By source, the facts of all records but qualifications."""
        found: dict[str, list[Fact]] = {}
        for source, fact in list_facts(walk_few(self.catalogue), self.catalogue):
            found.setdefault(source, []).append(fact)
        return found

    @cached_property
    def _qualifications_citing(self) -> Mapping[str, list[str]]:
        """By source, the qualifications of which facts rest on it."""
        found: dict[str, list[str]] = {}
        for key in self.catalogue.qualifications:
            for source in self.find_extract(key).sources:
                found.setdefault(source, []).append(key)
        return found

    def select_facts(self, source: str) -> Input:
        """The facts that rest on a source."""
        few, many = self._facts_of_few.get(source, []), self._qualifications_citing.get(source, [])
        extracts = [self.find_extract(key) for key in many]
        known_by = digest(repr(few), *(one.sources[source][0] for one in extracts))
        return Input(
            known_by, lambda: [*few, *(fact for one in extracts for fact in one.select_facts(source))]
        )

    @cached_property
    def counts_of_facts(self) -> Input:
        """How many facts rest on each source."""
        counts = {
            source: len(self._facts_of_few.get(source, []))
            + sum(
                self.find_extract(key).sources[source][1]
                for key in self._qualifications_citing.get(source, [])
            )
            for source in self.catalogue.sources
        }
        return Input.build(counts)

    # What search finds

    @cached_property
    def _rows_of_few(self) -> list[Row]:
        """All rows but those of qualifications."""
        return [*list_rows_of_records(self.catalogue), *self.rows_of_pages]

    @cached_property
    def _few_by_letter(self) -> Mapping[str, list[Row]]:
        return group_by_letter(self._rows_of_few)

    @cached_property
    def letters(self) -> list[str]:
        """The letters that something begins with, in their order; at the beginning none."""
        return sorted({*self._few_by_letter, *self._letters_of_many})

    @cached_property
    def _letters_of_many(self) -> Mapping[str, tuple[list[str], bytes]]:
        """By letter, the qualifications of which rows begin with it, and a digest of those rows."""
        found: dict[str, tuple[list[str], list[str]]] = {}
        for key in self.catalogue.qualifications:
            for letter, (known_by, *_) in self.find_extract(key).letters.items():
                keys, digests = found.setdefault(letter, ([], []))
                keys.append(key)
                digests.append(known_by)
        return {letter: (keys, digest(*digests)) for letter, (keys, digests) in found.items()}

    def select_rows_of_letter(self, letter: str) -> Input:
        """The rows whose titles begin with a letter."""
        few = self._few_by_letter.get(letter, [])
        many, known_by = self._letters_of_many.get(letter, ([], b""))

        def read() -> list[Row]:
            return [*few, *(row for key in many for row in self.find_extract(key).select_rows(letter))]

        return Input(digest(repr(few), known_by), read)

    def select_rows_at(self, addresses: Iterable[str]) -> Input:
        """The rows of whole pages, in the order of the addresses; none where there is no such page."""
        found = {row.address: row for row in self._rows_of_few}
        rows = [found[address] for address in addresses if address in found]
        return Input(digest(repr(rows)), lambda: rows)

    @cached_property
    def rows(self) -> Input:
        """Everything that search finds."""
        extracts = [self.find_extract(key) for key in self.catalogue.qualifications]
        known_by = digest(repr(self._rows_of_few), *(one.digest_of_rows for one in extracts))
        return Input(known_by, lambda: Rows(self._rows_of_few, extracts))

    def find_piece(self, key: str) -> Input:
        """A qualification as open data."""
        known_by = digest("piece", self.catalogue.find_summary(key).digest)
        return Input(known_by, self.find_extract(key).to_json)

    @cached_property
    def pieces(self) -> Input:
        """Each qualification as open data."""
        known_by = digest(*(self.catalogue.find_summary(key).digest for key in self.catalogue.qualifications))
        return Input(known_by, lambda: Pieces(self))

    def keep_parts(self, work_out: WorkOut) -> Input:
        """Parts by name that are worked out of each qualification as open data, and kept."""
        named = (work_out.__module__, work_out.__qualname__)
        return Input(digest(*named, self.pieces.digest), lambda: Parts(self, work_out))

    def find_part(self, name: str, key: str, work_out: WorkOut) -> Input:
        """One of those parts, of one qualification."""
        named = (work_out.__module__, work_out.__qualname__, name)
        known_by = digest(*named, self.catalogue.find_summary(key).digest)
        return Input(known_by, lambda: Parts(self, work_out).read(name, key))


@dataclass(frozen=True, slots=True)
class Rows:
    """Everything that search finds: of few records, and of qualifications, which are read one by one."""

    of_few: Sequence[Row]
    extracts: Sequence[Extract]

    def __iter__(self) -> Iterator[Row]:
        yield from self.of_few
        for one in self.extracts:
            yield from one.list_rows()


@dataclass(frozen=True, slots=True)
class Parts:
    """What is worked out of each qualification, and kept while its file stays as it is."""

    site: Site
    work_out: WorkOut

    def read_each(self, name: str) -> Iterator[bytes]:
        """The part of this name, of one qualification after the other."""
        return (self.read(name, key) for key in self.site.catalogue.qualifications)

    def read(self, name: str, key: str) -> bytes:
        """The part of this name, of one qualification."""

        def work_out() -> Mapping[str, bytes]:
            return self.work_out(key, orjson.loads(self.site.find_extract(key).to_json()))

        return self.site.store.remember_part(name, self.site.catalogue.find_summary(key).digest, work_out)


class Pieces(Mapping[str, bytes]):
    """Qualifications as open data, each of which is read when it is asked for."""

    def __init__(self, site: Site) -> None:
        self._site = site

    def __getitem__(self, key: str) -> bytes:
        return self._site.find_extract(key).to_json()

    def __iter__(self) -> Iterator[str]:
        return iter(self._site.catalogue.qualifications)

    def __len__(self) -> int:
        return len(self._site.catalogue.qualifications)


def merge_named(several: Iterable[Mapping[str, Iterable[str]]]) -> dict[str, set[str]]:
    """Keys by their tables, of several such tables together."""
    found: dict[str, set[str]] = {}
    for named in several:
        for table, keys in named.items():
            found.setdefault(table, set()).update(keys)
    return found


@cache_by_identity(1024)
def list_named(record: Any) -> Mapping[str, frozenset[str]]:
    """The records that a record names, by the table that they stand in."""
    return list_references(walk_below((), record))

"""Every kind of record as a table: CSV for spreadsheets, as RFC 4180 has it, in UTF-8.

`TABLES` names each table with its columns and the function that makes the rows of a record: the files, the
database and the page for developers are made of it. Qualifications may be thousands, so what each is made of
is read one by one, as it stands in the open data, and its rows are kept while its file stays as it is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import orjson

from catalogue.model.base import Citation
from catalogue.model.conflict import Conflict
from catalogue.model.designation import Designation
from catalogue.model.formula import FORMULA, write_cell
from catalogue.model.glossary import GlossaryTerm
from catalogue.model.provenance import list_figures
from catalogue.model.schedule import Schedule
from catalogue.model.source import Source
from catalogue.model.topic import Topic
from catalogue.publish.kinds import figures
from catalogue.publish.kinds.table import Row, Table
from catalogue.publish.output import Input, Output
from catalogue.publish.site import Plain, Site
from catalogue.rules.totals import NOTIONAL_HOURS
from catalogue.wording import earns
from catalogue.wording.words import describe_rule, format_figure

FRAMES: Mapping[str, dict[str, str]] = {}
FOLDER = "api/v1/tables/"
OF_PARTS = "parts"
"""What a table is made of that is about qualifications."""
OF_ALL = "catalogue"
"""What a table is made of that is no record's own."""


def list_outputs(site: Site) -> Iterator[Output]:
    """A file for each table."""
    for table in TABLES:
        given = {"name": Input.build(table.name), "records": find_records(site, table)}
        yield Output(build_address(site.catalogue.body.body, table), render_table, given)


def build_address(body: str, table: Table) -> str:
    """Where a table stands. Its name tells what it holds wherever it is kept."""
    return f"{FOLDER}{body}-{table.name}.csv"


def index_tables(body: str) -> dict[str, str]:
    """Where each table stands, by its name."""
    return {table.name: build_address(body, table) for table in TABLES}


def find_records(site: Site, table: Table) -> Input:
    """What a table is made of."""
    if table.of == OF_ALL:
        return _keep_rows(site, table)
    if table.of == OF_PARTS:
        return site.keep_parts(make_parts)
    return site.build_view(table.of)


def _keep_rows(site: Site, table: Table) -> Input:
    """The rows of a table that is no record's own: the file and the database are made of the same."""
    view = site.build_view(*figures.KINDS)

    def work_out() -> bytes:
        return orjson.dumps([*table.make_rows("", view.read())])

    name = f"rows of {table.name}"
    return Input(view.digest, lambda: orjson.loads(site.store.remember(name, view.digest, work_out)))


def make_parts(key: str, record: Plain) -> dict[str, bytes]:
    """The rows of a qualification and of what it is made of, for the database, and their lines of CSV: in the
    table of all, and of units in its own, which need not say of what they are.
    """
    parts = {}
    for table in TABLES:
        if table.of == OF_PARTS:
            rows = [*table.make_rows(key, record)]
            own = _list_lines(line[1:] for line in map(_format_row, rows))
            parts[f"rows of {table.name}"] = orjson.dumps(rows)
            parts[f"lines of {table.name}"] = "".join([f"{key},{line}" for line in own]).encode()
            if table.name == "units":
                parts["own lines of units"] = "".join(own).encode()
    return parts


def render_table(name: str, records: Any) -> Iterable[bytes]:
    """A table as CSV, record by record."""
    table = next(one for one in TABLES if one.name == name)
    yield write_rows([tuple(column.name for column in table.columns)])
    if table.of == OF_PARTS:
        yield from records.read_each(f"lines of {name}")
    else:
        yield from map(write_rows, list_rows(table, records))


def list_rows(table: Table, records: Any) -> Iterator[list[Row]]:
    """The rows of each record: of a catalogue, or of parts of qualifications, which are read one by one."""
    if table.of == OF_PARTS:
        yield from map(orjson.loads, records.read_each(f"rows of {table.name}"))
    elif table.of == OF_ALL:
        yield records
    else:
        for key, record in getattr(records, table.of).items():
            yield list(table.make_rows(key, record))


def write_rows(rows: Iterable[Iterable[object]]) -> bytes:
    """Lines of CSV. What is not known stays empty."""
    return "".join(_list_lines(map(_format_row, rows))).encode()


def _list_lines(rows: Iterable[Iterable[object]]) -> list[str]:
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), lineterminator="\r\n").writerows(rows)
    return lines


def _format_row(row: Iterable[object]) -> list[object]:
    """Values as spreadsheets read them. Most are texts that begin as no formula does."""
    return [value if type(value) is str and value[:1] not in _SIGNS else _format_cell(value) for value in row]


_SIGNS = frozenset((*FORMULA, "'"))
"""What a text begins with that is looked at closer."""


def _format_cell(value: object) -> object:
    """A value as spreadsheets read it, and never run it."""
    if isinstance(value, str):
        return write_cell(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return format_figure(value) if isinstance(value, Decimal) else value


def _cite(source: Iterable[Citation | Plain] | None) -> str:
    """Citations as they are written in the data."""
    plain = ((one if isinstance(one, Mapping) else dict(one)) for one in source or ())
    return "; ".join(f"{one['source']}:{one['place']}" for one in plain)


def _join(values: Iterable[object]) -> str:
    return "; ".join(map(str, values))


def _list_designations(key: str, it: Designation) -> Iterator[Row]:
    head = it.header
    figures = (head.level, head.nqf_level, head.points_a_year, head.points_a_cycle, head.cycle)
    yield (key, it.title, it.abbreviation, *figures, it.cpd, it.summary, _cite(it.source))


def _list_registrations(key: str, it: Designation) -> Iterator[Row]:
    for one in it.registrations:
        known = (one.register_, one.id, one.version, one.current, one.status, one.decision)
        yield (key, *known, one.registered_from, one.registered_to, _cite(one.source))


def _list_roles(key: str, it: Designation) -> Iterator[Row]:
    for role in it.roles.list:
        yield (key, role, _cite(it.roles.source))


def _list_schedules(key: str, it: Schedule) -> Iterator[Row]:
    days = (it.valid.from_, it.valid.to, it.printed_for)
    cycle = (it.cycle.length, it.cycle.begins)
    known = (it.incomplete is None, it.history)
    yield (key, it.designation, it.title, it.reading, *days, it.unit, *cycle, *known, _cite(it.source))


def _list_activities(key: str, it: Schedule) -> Iterator[Row]:
    for name, group in it.categories.items():
        for activity, one in group.activities.items():
            earning = (earns.describe_briefly(one), earns.describe_steps(one.earns, it.unit) or None)
            told = (one.title, *earning, one.evidence)
            yield (key, name, group.number, group.title, activity, *told, _cite(one.source))


def _list_rules(key: str, it: Schedule) -> Iterator[Row]:
    for rule in it.list_rules():
        kind = "minimum" if rule.kind == "demand" else "maximum"
        at = (rule.category, rule.activity)
        yield (key, rule.id, kind, *at, describe_rule(rule, it), _cite(rule.bound.source))


def _list_sources(key: str, it: Source) -> Iterator[Row]:
    yield (key, it.title, it.publisher, it.date, it.address, it.note)


def _list_disagreements(key: str, it: Conflict) -> Iterator[Row]:
    ours = it.is_ours if it.adopted else None
    yield (key, it.number, it.question, it.weight, _join(it.about), it.reply, ours, it.why, it.if_wrong)


def _list_readings(key: str, it: Conflict) -> Iterator[Row]:
    for number, one in enumerate(it.readings, 1):
        yield (key, number, one.says, one.value, one.adopted, one.inferred, one.silent, _cite(one.source))


def _list_facts(key: str, it: Topic) -> Iterator[Row]:
    for name, one in it.facts.items():
        yield (key, name, one.says, one.figure, one.unit, one.followed, one.ours, _cite(one.source))


def _list_words(key: str, it: GlossaryTerm) -> Iterator[Row]:
    yield (key, it.title, it.says, it.ours, _cite(it.source))


def _list_qualifications(key: str, it: Plain) -> Iterator[Row]:
    record: Plain = next((one for one in it["records"] if one["current"]), {})
    named = map(it.get, ("title", "nlrd_id", "type", "nqf_level", "credits"))
    made = map(it.get, ("originator", "quality_assurance", "sub_framework", "field", "subfield"))
    near = (_join(it["replaces"]) or None, it.get("replaced_by"))
    known = map(record.get, ("outdated", "status", *DAYS))
    yield (key, *named, *made, *near, *known, _cite(it["source"]))


def _list_records(key: str, it: Plain) -> Iterator[Row]:
    for one in it["records"]:
        known = map(one.get, ("record", "current", "outdated", "status", "decision", *DAYS))
        yield (key, *known, _cite(one["source"]))


def _list_units(key: str, it: Plain) -> Iterator[Row]:
    """The units of a qualification, those of modules first. What is not printed is not known."""
    parts: Plain = it.get("components") or {}
    for module in parts.get("modules", ()):
        for unit in module["units"]:
            yield (key, module["module"], module["title"], *_describe_unit(unit, module))
    for unit in parts.get("units", ()):
        yield (key, None, None, *_describe_unit(unit, parts))


def _describe_unit(unit: Plain, around: Plain) -> Row:
    credits = unit.get("credits")
    hours = None if credits is None else credits * NOTIONAL_HOURS
    known = (unit["unit"], unit["title"], unit.get("component"), unit["nqf_level"], credits, hours)
    return (*known, _cite(unit.get("source") or around["source"]))


def _list_figures(_key: str, catalogue: Any) -> Iterator[Row]:
    for one in list_figures(figures.list_steps(catalogue)):
        kind, *keys = one.path
        record, field = ("", keys) if kind == "body" else (str(keys[0]), keys[1:])
        told = (figures.join_keys(tuple(field)), figures.format_value(one.value))
        yield (kind, record, *told, _cite(one.source) or None, one.ours)


DAYS = ("registration_start", "registration_end", "last_enrolment", "last_achievement")
_DAYS = " ".join(DAYS)
TABLES = (
    Table.read(
        "designations",
        "What each designation is, with the figures at the head of its page",
        "designation title abbreviation level nqf_level:INTEGER points_a_year:REAL points_a_cycle:REAL "
        "cycle_months:INTEGER schedule summary source",
        _list_designations,
    ),
    Table.read(
        "registrations",
        "The records of designations in national registers",
        "designation register id version current:INTEGER status decision registered_from registered_to "
        "source",
        _list_registrations,
        of="designations",
    ),
    Table.read(
        "roles",
        "Roles that sources link to a designation",
        "designation role source",
        _list_roles,
        "designations",
    ),
    Table.read(
        "qualifications",
        "Each qualification, with its latest record in the register",
        "qualification title nlrd_id:INTEGER type nqf_level:INTEGER credits:INTEGER originator "
        "quality_assurance sub_framework field subfield replaces replaced_by outdated:INTEGER status "
        f"{_DAYS} source",
        _list_qualifications,
        of=OF_PARTS,
    ),
    Table.read(
        "register-records",
        "Every copy of the register's record of a qualification",
        f"qualification record current:INTEGER outdated:INTEGER status decision {_DAYS} source",
        _list_records,
        of=OF_PARTS,
    ),
    Table.read(
        "units",
        "The units of every qualification, with their modules",
        "qualification module:INTEGER module_title unit title component nqf_level:INTEGER credits:INTEGER "
        "hours:INTEGER source",
        _list_units,
        of=OF_PARTS,
    ),
    Table.read(
        "schedules",
        "The rules of CPD: for which designation, whose text, which days",
        "schedule designation title reading valid_from valid_to printed_for unit cycle_months:INTEGER "
        "cycle_begins complete:INTEGER history:INTEGER source",
        _list_schedules,
    ),
    Table.read(
        "activities",
        "What earns CPD, how much, and what to keep as evidence",
        "schedule category number:INTEGER category_title activity title earns in_steps evidence source",
        _list_activities,
        of="schedules",
    ),
    Table.read(
        "rules",
        "Minimums and maximums of CPD in words",
        "schedule rule kind category activity says source",
        _list_rules,
        of="schedules",
    ),
    Table.read(
        "sources",
        "The documents that everything cites",
        "source title publisher date address note",
        _list_sources,
    ),
    Table.read(
        "disagreements",
        "Where sources disagree or are silent, and what is followed",
        "disagreement number:INTEGER question weight about answer ours:INTEGER why if_wrong",
        _list_disagreements,
        of="conflicts",
    ),
    Table.read(
        "readings",
        "What each source says in a disagreement",
        "disagreement reading:INTEGER says value:REAL followed:INTEGER concluded:INTEGER silent:INTEGER "
        "source",
        _list_readings,
        of="conflicts",
    ),
    Table.read(
        "facts",
        "Facts beside the designations: joining, fees, the exam",
        "topic fact says figure:REAL unit followed:INTEGER ours:INTEGER source",
        _list_facts,
        of="topics",
    ),
    Table.read("words", "Words explained", "word title says ours:INTEGER source", _list_words, of="glossary"),
    Table.read(
        "figures",
        "Every figure, those of qualifications apart, with its source or as our conclusion",
        "kind record field value source ours:INTEGER",
        _list_figures,
        of=OF_ALL,
    ),
)
"""Every table, in the order of the page for developers."""

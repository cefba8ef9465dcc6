"""What differs between two states of the data, in the words that pages use.

Both are walked value by value. A value that differs is told by the smallest fact that says it: a minimum, an
activity, a criterion, a sentence. New rules that follow old ones are told beside those, rule by rule. The
order of keys makes no difference, nor do comments.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from catalogue.editor.values import LABELS, format_value, label_step
from catalogue.model.base import Citation, Record
from catalogue.model.catalogue import Catalogue, Path
from catalogue.model.example import ExampleFile
from catalogue.model.schedule import Activity, Category, Schedule
from catalogue.publish.page.facts import describe_fact, find_title, is_fact
from catalogue.rules.examples import list_differences
from catalogue.rules.kernel import build_kernel
from catalogue.wording import words

KINDS = ("designations", "schedules", "qualifications", "topics", "glossary", "conflicts", "sources")
"""The records that are compared. Their keys are addresses, or the parts of a page that others link to."""
UNSAID = ("source", "conflict", "ours")
"""What stands behind a fact, and is told as such."""
UNTOLD = {"conflicts": ("about", "number", "weight")}
"""What says only where a page shows something."""
FLAGS = ("latest",)
"""What readers never see."""
NAMES: dict[Path, str] = {
    ("valid", "from"): "Judges cycles that begin from",
    ("valid", "to"): "Judges cycles that begin up to",
    ("cpd",): "Follows",
    ("nqf_level",): "NQF level",
}
"""What a value of the record itself is called, where its key says too little."""
ARROW = " → "
LONG = 80
"""Letters from which on a sentence is told by its beginning."""
AROUND = 6
"""Words that are told before and behind a difference in a long text."""
FEW = 2
"""Words that are too few to be left out."""


class Change(NamedTuple):
    """One difference, as a sentence."""

    path: Path
    says: str


@dataclass
class Changed:
    """What differs in one record, or in one set of rules beside those before them."""

    title: str
    """What it is called."""
    key: str
    kind: str
    """The table that it stands in, or body."""
    changes: list[Change] = field(default_factory=list)
    beside: str = ""
    """The key of the rules that new ones are told beside."""
    examples: str = ""
    """How many worked examples of the old rules the new ones answer otherwise."""

    @property
    def heading(self) -> str:
        """The title, for an editor."""
        return f"{self.title}, beside {self.beside}" if self.beside else self.title


@dataclass
class Changes:
    """Everything that differs."""

    records: list[Changed]
    lost: list[str]
    """Keys and addresses that are gone, each as a sentence; they are promised to stay."""

    def list_lines(self) -> Iterator[str]:
        """As plain text."""
        for record in self.records:
            yield record.heading
            yield from (f"  - {change.says}" for change in record.changes)
            if record.examples:
                yield f"  - {record.examples}"
        yield from (f"Lost: {says}" for says in self.lost)
        if not (self.records or self.lost):
            yield "Nothing differs."

    def list_markdown(self) -> Iterator[str]:
        """As Markdown, for a pull request."""
        for record in self.records:
            yield f"### {record.heading}\n"
            said = [change.says for change in record.changes] + [record.examples] * bool(record.examples)
            yield "\n".join(f"- {says}" for says in said) + "\n"
        if self.lost:
            yield "### Lost keys\n\n" + "\n".join(f"- **{says}**" for says in self.lost) + "\n"
        if not (self.records or self.lost):
            yield "Nothing differs."

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        records = [
            {
                "key": record.key,
                "title": record.heading,
                "changes": [
                    {"at": "/".join(map(str, change.path)), "says": change.says} for change in record.changes
                ],
                "examples": record.examples or None,
            }
            for record in self.records
        ]
        return {"records": records, "lost": self.lost}


def compare_catalogues(old: Catalogue, new: Catalogue) -> Changes:
    """What differs in the new state of the data from the old one."""
    body = list(_compare_facts(_Side(old, ("body",)), _Side(new, ("body",))))
    records = [Changed(new.body.name, new.body.body, "body", body)] if body else []
    for kind in KINDS:
        before, after = getattr(old, kind), getattr(new, kind)
        for key in [*after, *(key for key in before if key not in after)]:
            found = _compare_record(old, new, kind, key)
            if found.changes:
                records.append(found)
    return Changes(records, list(_list_lost(old, new)))


def _compare_record(old: Catalogue, new: Catalogue, kind: str, key: str) -> Changed:
    path: Path = (kind, key)
    if key not in getattr(new, kind):
        title = _find_title(old, path)
        return Changed(title, key, kind, [Change(path, f"No longer: {title}")])
    title, before = _find_title(new, path), path
    if key not in getattr(old, kind):
        former = _find_former(old, new, key) if kind == "schedules" else None
        if former is None:
            return Changed(title, key, kind, [Change(path, f"New: {title}")])
        before = (kind, former)
        begins = words.format_period(new.schedules[key].valid)
        title = f"{title}: new rules for cycles {begins}"
    beside = str(before[1]) if before != path else ""
    found = Changed(title, key, kind, list(_compare_facts(_Side(old, before), _Side(new, path))), beside)
    if kind == "schedules" and before[1] in old.examples and found.changes:
        found.examples = _count_examples(new.schedules[key], old.examples[str(before[1])])
    return found


def _find_former(old: Catalogue, new: Catalogue, key: str) -> str | None:
    """The rules that a new schedule follows: the last of its kind that begin before it."""
    it = new.schedules[key]
    begins = it.valid.from_ or datetime.date.max
    before = [
        (other.valid.from_ or datetime.date.min, other.schedule)
        for other in old.schedules.values()
        if (other.designation, other.reading, other.history) == (it.designation, it.reading, it.history)
    ]
    return max((one for one in before if one[0] < begins), default=(None, None))[1]


def _find_title(catalogue: Catalogue, path: Path) -> str:
    if path[0] == "schedules":
        return words.name_schedule(catalogue.schedules[str(path[1])])
    if path[0] == "conflicts":
        return f"{find_title(path, catalogue)}: {catalogue.conflicts[str(path[1])].question}"
    return find_title(path, catalogue)


class _Side:
    """One state of a record: its values and facts, by stable ways to them.

    In a stable way an item of a list of records has a name in place of its number: what is put in or taken
    out before it makes no difference.
    """

    def __init__(self, catalogue: Catalogue, path: Path) -> None:
        self.catalogue, self.path = catalogue, path
        self.places: dict[Path, Path] = {}
        """The way with numbers, for every stable way."""
        self.records: dict[Path, Record] = {}
        self.tables: set[Path] = set()
        self.values: dict[Path, object] = {}
        self._collect((), (), _read_record(catalogue, path))
        for name in UNTOLD.get(str(path[0]), ()):
            self.values.pop((name,), None)

    def _collect(self, way: Path, place: Path, value: object) -> None:
        self.places[way] = place
        if isinstance(value, Record) and not isinstance(value, Citation):
            self.records[way] = value
            for name, inside in value.items():
                if name not in FLAGS:
                    self._collect((*way, name), (*place, name), inside)
        elif isinstance(value, Mapping):
            self.tables.add(way)
            for key, inside in value.items():
                self._collect((*way, key), (*place, key), inside)
        elif isinstance(value, tuple) and any(isinstance(item, Record) for item in value):
            for number, (name, inside) in enumerate(_name_items(value)):
                self._collect((*way, name), (*place, number), inside)
        elif way:
            self.values[way] = value

    def describe(self, way: Path) -> str:
        """What the record at a way says, as a fact."""
        return describe_fact(self.records[way], (*self.path, *self.places[way]), self.catalogue)

    def format_value(self, way: Path, value: object) -> str:
        """A value in words; empty where there is none."""
        return "" if value in (None, ()) else format_value(value, way, self.path, self.catalogue)

    def name_fact(self, way: Path) -> str:
        """What the record at a way is about: its title, or as much of its sentence as names it."""
        said = str(getattr(self.records[way], "title", None) or self.describe(way))
        return said.rstrip(".") if len(said) < LONG else said.partition(",")[0]

    def find_fact(self, way: Path) -> Path:
        """The way to the smallest fact that holds a value."""
        while way and not (way in self.records and is_fact(self.records[way])):
            way = way[:-1]
        return way


def _name_items(items: tuple[Record, ...]) -> Iterator[tuple[str, Record]]:
    """Each record of a list by its key, if it has one, or by what it holds first; a second one with a 2."""
    seen: Counter[str] = Counter()
    for item in items:
        name, value = next(iter(item.items()), ("", None))
        name = f"{name} {value}" if isinstance(value, int) or re.fullmatch(r"[\w-]+", str(value)) else name
        seen[name] += 1
        yield name if seen[name] == 1 else f"{name} {seen[name]}", item


def _read_record(catalogue: Catalogue, path: Path) -> Record:
    """The record at a path; the body is one by itself."""
    kind, *key = map(str, path)
    if kind == "qualifications":
        return catalogue.read_qualification(key[0])
    found: Record = getattr(catalogue, kind)[key[0]] if key else getattr(catalogue, kind)
    return found


def _compare_facts(old: _Side, new: _Side) -> Iterator[Change]:
    """The differing values, each told once by the smallest fact that says it."""
    told: set[Path] = set()
    for way in _order_ways(old, new):
        before, after = old.values.get(way), new.values.get(way)
        if before == after or _is_key_of_record(way, old, new) or any(way[: len(one)] == one for one in told):
            continue
        fresh = _find_outermost(way, new, old)
        gone = _find_outermost(way, old, new)
        if fresh is not None:
            told.add(fresh)
            yield Change(fresh, f"New: {new.describe(fresh)}")
        elif gone is not None:
            told.add(gone)
            yield Change(gone, f"No longer: {old.describe(gone)}")
        else:
            fact = new.find_fact(way)
            said = join_change(old.describe(fact), new.describe(fact)) if fact else ""
            if said and fact not in told:
                yield Change(fact, said)
                told |= {(*fact, name) for name in _list_said(new, old, fact)}
            elif not said:
                yield Change(way, _describe_value(new, old, fact, way, before, after))


def _list_said(new: _Side, old: _Side, fact: Path) -> Iterator[str | int]:
    """The keys of a fact that its sentence tells; its notes, sources and questions are told apart."""
    inside = {way[len(fact)] for side in (new, old) for way in side.values if way[: len(fact)] == fact}
    apart = (*UNSAID, "note", "says", "title", "minimum", "maximum", "activities", "choices", "only_if")
    yield from (name for name in inside if name not in apart)


def _order_ways(old: _Side, new: _Side) -> Iterable[Path]:
    """Every way, in the order of the new state; what only the old one has comes last."""
    return dict.fromkeys([*new.values, *old.values])


def _is_key_of_record(way: Path, old: _Side, new: _Side) -> bool:
    """The key that names the record itself: it differs where rules are told beside those before."""
    return way == (str(new.path[0]).removesuffix("s"),) and old.path != new.path


def _find_outermost(way: Path, side: _Side, other: _Side) -> Path | None:
    """The largest fact around a value that the other side has not."""
    for length in range(1, len(way) + 1):
        if way[:length] in side.records and way[:length] not in other.records:
            return way[:length]
    return None


def _describe_value(new: _Side, old: _Side, fact: Path, way: Path, before: object, after: object) -> str:
    """A value that no sentence of a fact says: which one, of what, and what it was."""
    after, before = new.format_value(way, after), old.format_value(way, before)
    about = f"{new.name_fact(fact)}: " if fact else ""
    if way[:-1] in new.tables | old.tables:
        return f"{about}{_describe_entry(label_step(way[-2]), before, after)}"
    name = (not fact and NAMES.get(way)) or " ".join(label_step(step) for step in way[len(fact) :])
    if not fact and way in NAMES and not (before and after):
        return f"{name} {after or before}" if after else f"No longer: {name} {before}"
    mark = ":" if str(way[-1]) in LABELS else ""
    if not before or not after:
        return f"{about}{'New' if after else 'No longer'}: {name}{mark} {after or before}"
    return f"{about}{name}{mark} {ARROW.join(cut_to_change(before, after))}"


def _describe_entry(table: str, before: str, after: str) -> str:
    """An entry of a table of titles, such as a course that is chosen."""
    if before and after:
        return f"{table}: “{before}”{ARROW}“{after}”"
    return f"{'New' if after else 'No longer'}: {table}: {after or before}"


def join_change(before: str, after: str) -> str:
    """Two sentences as one: what both begin with is said once. Empty where they are the same."""
    if before == after:
        return ""
    shared = 0
    for end in range(min(len(before), len(after))):
        if before[end] != after[end]:
            break
        if before[end] in ":,":
            shared = end + 2
    first = before[:shared] if shared < LONG else f"{before.partition(',')[0]}, … "
    return first + ARROW.join(cut_to_change(before[shared:], after[shared:]))


def cut_to_change(before: str, after: str) -> tuple[str, str]:
    """Two long texts, each cut to what differs in it and a few words around."""
    one, other = before.split(), after.split()
    first, last = (_count_hidden(*both) for both in ((one, other), (one[::-1], other[::-1])))
    return _cut(one, first, last), _cut(other, first, last)


def _count_hidden(one: list[str], other: list[str]) -> int:
    """How many words both begin with that need not be told; a few are told rather than hidden."""
    hidden = _count_same(one, other) - AROUND
    return hidden if hidden > FEW else 0


def _count_same(one: list[str], other: list[str]) -> int:
    """How many words both begin with."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _cut(text: list[str], first: int, last: int) -> str:
    middle = text[first : len(text) - last]
    return " ".join(["…"] * bool(first) + middle + ["…"] * bool(last))


def _count_examples(schedule: Schedule, file: ExampleFile) -> str:
    """How many worked examples the rules answer otherwise, whatever days they judge."""
    kernel = build_kernel(schedule).model_copy(update={"valid_from": None, "valid_to": None})
    cases = [case for case in file.cases.values() if not case.expect.refused]
    otherwise = sum(
        any(inner[0] != "notices" for inner, *_ in list_differences(kernel, file, case)) for case in cases
    )
    return f"{otherwise} of {len(cases)} worked examples answer otherwise" if otherwise else ""


def _list_lost(old: Catalogue, new: Catalogue) -> Iterator[str]:
    """Keys that others link to or that members' logs name, and that the new state has not."""
    for kind in KINDS:
        for key in getattr(old, kind):
            if key not in getattr(new, kind):
                yield f"`{key}` of {kind}: its address is promised to stay. Put it back, or retire it."
    for key, before in old.schedules.items():
        if after := new.schedules.get(key):
            yield from (
                f"`{name}` of {key}: logs of members name it. Put it back."
                for name in _list_keys(before)
                if name not in _list_keys(after)
            )


def _list_keys(schedule: Schedule) -> dict[str, Category | Activity | str]:
    """Categories, activities and choices, which logs and addresses name."""
    found: dict[str, Category | Activity | str] = dict(schedule.categories)
    for name, (_, activity) in schedule.index_activities().items():
        found[name] = activity
        found |= {f"{name}/{choice}": title for choice, title in (activity.choices or {}).items()}
    return found

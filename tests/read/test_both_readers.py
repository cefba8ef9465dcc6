"""Both readers of logs agree on random files: the same entries, or the same wrong lines."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalogue.model.log import LogEntry
from catalogue.read.log import COLUMNS, Order, read_log
from catalogue.rules.kernel import build_kernel
from tests.read.test_log import BROKEN, CATALOGUE, KEEPER, MASTER
from tests.rules.engines import NODE, write_json

SCRIPT = Path(__file__).with_name("log_reader.mjs")
FILES = 10_000
assert CATALOGUE
KERNELS = [KEEPER, MASTER, build_kernel(CATALOGUE.schedules["hand-2020"])]
CELLS: dict[str, tuple[str, ...]] = {
    "id": ("", "", "", "1", "2", "3", "4", "a", "x y"),
    "date": (
        *("2024-05-01", "2024/5/1", "2024.05.03", "1 May 2024", "03-May-24", "45413", "25/04/2024"),
        *("4/25/2024", "03/04/2024", "05/05/2024", "31/02/2024", "1 Mai 2024", "2024-02-30", "", "soon"),
        *("13/13/2024", "0024-01-01"),
        *("2024-05-01 00:00", "2024-05-01T00:00:00", "99999", "9999", "1.5.2024", "1 sept 2024"),
    ),
    "quantity": ("", "", "1", "1", "2", "1,5", "1.5", "1,500", "0", "101", "-1", "two", "1e3", "0.00001"),
    "choice": ("", "", "", "signals", "Signals & Flags.", "500", "constructor"),
    "points": ("", "", "", "3", "7,5", "x"),
    "topics": ("", "", "", "ethics", "safety", "saftey", "North south", "5", "knots, ropes", "toString"),
    "confirmed": ("", "", "yes", "No", "TRUE", "perhaps", "constructor", "__proto__"),
    "note": ("", "", "a", 'a "quote"', "two\nlines", "a;b", "a,b"),
}  # fmt: skip
MARKS = ";,\t"


class Maker:
    """What one file is made of."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.kernel = self.chance.randrange(len(KERNELS))
        self.order: Order | None = self.chance.choice((None, None, "dmy", "mdy"))
        self.mark = self.chance.choice(MARKS)
        self.end = self.chance.choice(("\n", "\r\n", "\r"))
        # most files are sound, or whole files would seldom be compared
        self.oddness = self.chance.choice((0, 0, 0.1, 0.5))

    def is_odd(self) -> bool:
        return self.chance.random() < self.oddness * 0.3

    def make_file(self) -> str:
        names = [
            "date",
            "activity",
            *self.chance.sample([c for c in COLUMNS if c not in ("date", "activity")], 4),
        ]
        self.chance.shuffle(names)
        if self.is_odd():
            names.insert(
                self.chance.randrange(len(names)), self.chance.choice(("", "date", "hours", "Note "))
            )
        lines = [
            self.join(names),
            *(self.make_line(names) for _ in range(self.chance.choice((0, 1, 2, 3, 5)))),
        ]
        if self.is_odd():
            lines.insert(self.chance.randrange(2), self.mark * self.chance.randrange(9))
        if self.is_odd():
            lines.insert(0, f"sep={self.mark}")
        text = self.end.join(lines) + self.chance.choice(("", self.end, self.end * 2))
        return "\ufeff" * self.is_odd() + (text[:: self.chance.choice((1, 1, 2))] if self.is_odd() else text)

    def make_line(self, names: list[str]) -> str:
        activity = self.chance.choice(KERNELS[self.kernel].activities)
        cells = [self.make_cell(name, activity) for name in names]
        if self.is_odd():
            cells.insert(self.chance.randrange(len(cells) + 1), self.chance.choice(("", "5", " ")))
        return self.join(cells)

    def make_cell(self, name: str, activity: Any) -> str:
        if self.is_odd():
            return self.chance.choice(CELLS.get(name, CELLS["note"]))
        rate = activity.rate
        sound = {
            "date": self.chance.choice(("2024-05-01", "3 May 2024", "2024/6/7", "45413")),
            "activity": self.chance.choice((activity.id, activity.title, f"{activity.title.upper()}.")),
            "quantity": "2" if rate.kind == "tiers" or (rate.kind != "none" and rate.item) else "",
            "points": "3,5" if rate.kind == "declared" else "",
            "confirmed": self.chance.choice(("", "yes")),
            "note": self.chance.choice(CELLS["note"]),
        }
        return sound.get(name, "")

    def join(self, cells: list[str]) -> str:
        return self.mark.join(self.quote(cell) for cell in cells)

    def quote(self, cell: str) -> str:
        if any(sign in cell for sign in f'"\n{self.mark}') and not self.is_odd():
            return '"' + cell.replace('"', '""') + '"'
        return f'"{cell}' + '"' * (not self.is_odd()) if self.is_odd() else cell


def read_in_python(maker: Maker, text: str) -> Any:
    found, problems = read_log(text.encode(), "log.csv", KERNELS[maker.kernel], maker.order)
    return {problem.place.line for problem in problems} or [list(list_fields(entry)) for entry in found]


def list_fields(entry: LogEntry) -> Iterator[Any]:
    yield from (
        entry.id,
        entry.date.isoformat(),
        entry.activity,
        entry.choice,
        list(entry.topics),
        entry.note,
    )
    yield from (None if figure is None else float(figure) for figure in (entry.quantity, entry.points))
    yield {True: "yes", False: "no", None: None}[entry.confirmed]


def read_in_javascript(cases: list[tuple[Maker, str]]) -> Iterator[Any]:
    kernels = [kernel.model_dump(mode="json", exclude_none=True) for kernel in KERNELS]
    asked = [{"kernel": maker.kernel, "text": text, "order": maker.order or ""} for maker, text in cases]
    lines = "".join(f"{write_json(one)}\n" for one in (kernels, *asked))
    done = subprocess.run([NODE, SCRIPT], input=lines.encode(), capture_output=True, check=True)
    for answer in map(json.loads, done.stdout.decode().split("\n")[:-1]):
        yield {wrong["line"] for wrong in answer["wrong"]} or answer["entries"]


def compare(ours: Any, theirs: Any) -> bool:
    """Whether two readings are alike; ids that nobody wrote are for each reader to choose."""
    if isinstance(ours, set) or isinstance(theirs, set):
        return bool(ours == theirs)
    names = ("id", "date", "activity", "choice", "topics", "note", "quantity", "points", "confirmed")
    rows = [[one[name] for name in names] for one in theirs]
    for row in rows:
        row[6:8] = [None if figure is None else float(figure) for figure in row[6:8]]
    return len(ours) == len(rows) and all(
        one[1:] == row[1:] and row[0] in ("", one[0]) for one, row in zip(ours, rows, strict=True)
    )


def check_alike(cases: list[tuple[Maker, str]]) -> list[Any]:
    ours = [read_in_python(*case) for case in cases]
    for case, one, other in zip(cases, ours, read_in_javascript(cases), strict=True):
        assert compare(one, other), (case[1], one, other)
    return ours


def test_both_readers_agree_on_random_files() -> None:
    makers = [Maker(seed) for seed in range(FILES)]
    ours = check_alike([(maker, maker.make_file()) for maker in makers])
    refused = sum(isinstance(one, set) for one in ours)
    assert FILES / 10 < refused < FILES / 2


def test_both_readers_refuse_the_same_broken_logs() -> None:
    maker = Maker(0)
    maker.kernel, maker.order = 0, None
    texts = [text for text, *_ in BROKEN.values() if isinstance(text, str) and len(text) < 10_000]
    assert all(isinstance(one, set) for one in check_alike([(maker, text) for text in texts]))

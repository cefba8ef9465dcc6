"""Both readers of lists agree on random files: the same columns, guesses, entries, and lines that are wrong.

What the command line takes for a log, they read as the same log.
"""

from __future__ import annotations

import csv
import io
import json
import random
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from catalogue.model.formula import FORMULA
from catalogue.model.kernel import Kernel
from catalogue.model.log import COLUMNS, IN_OWN_WORDS, LogEntry
from catalogue.read.cells import Order
from catalogue.read.lists import Line, guess_columns, read_lines
from catalogue.read.log import read_log
from catalogue.read.reader import read_catalogue
from catalogue.read.table import TableError, split_rows
from catalogue.rules.kernel import build_kernel
from catalogue.wording.language import read_phrases
from tests.chance import count_cases, take_share
from tests.read.list_grids import list_kernels, list_lists
from tests.read.test_log import BROKEN, CATALOGUE, KEEPER, MASTER
from tests.roots import OURS
from tests.rules.engines import NODE, write_json

SCRIPT = Path(__file__).with_name("list_reader.mjs")
HEADINGS = read_phrases()["headings"]
FILES = count_cases(20_000)
OWN, _ = read_catalogue(OURS)
assert CATALOGUE
assert OWN
KERNELS = [
    KEEPER,
    MASTER,
    build_kernel(CATALOGUE.schedules["hand-2020"]),
    build_kernel(OWN.schedules["ccop-2017"]),
    build_kernel(OWN.schedules["ccba-totals"]),
]
DRAWN = len(KERNELS)
"""Those of which lists of chance are drawn; the others are seldom so, and only counted out."""
KERNELS += [Kernel.model_validate(json.loads(write_json(one), parse_float=Decimal)) for one in list_kernels()]
WORDS = """
CCMG webinars breakfast session Read article book: PDP internal Training conference - speaker Workshop of
in-house Stress Management (Johannesburg) & awards evening Employment equity 2024 night WATCH course, total
lecture fairway survey talk drill library Élan İstanbul straße
"""
TITLES = (
    "Date done",
    "WHEN",
    "Description",
    "What I did",
    "Hours",
    "CPD Points",
    "Days",
    "Provider",
    "Notes",
)
FORMULAS = ("'=a", "''-a", "'tis", "'", "=a", "-1")
"""Texts about which a spreadsheet, or the apostrophe before them, could be mistaken."""
CELLS: dict[str, tuple[str, ...]] = {
    "id": ("", "", "", "1", "2", "3", "4", "a", "x y"),
    "date": (
        *("2024-05-01", "2024/5/1", "2024.05.03", "1 May 2024", "12 Mei 2024", "3 Des 24"),
        *("03-May-24", "45413", "25/04/2024"),
        *("4/25/2024", "03/04/2024", "05/05/2024", "31/02/2024", "1 Mai 2024", "2024-02-30", "", "soon"),
        *("13/13/2024", "0024-01-01"),
        *("May 3, 2024", "Mei 12th 2024", "june.7 2024", "on 25/04/2024", "25/04/2024 x", "12/11/2024"),
        *("2024-05-01 00:00", "2024-05-01T00:00:00", "99999", "9999", "1.5.2024", "1 sept 2024"),
        *("\u200e2024-05-01", "2024-05\u200b-01", "\ue0002024-05-01\ue001"),
    ),
    "quantity": ("", "", "1", "1", "2", "1,5", "1.5", "1,500", "0", "101", "-1", "two", "1e3", "0.00001"),
    "choice": ("", "", "", "signals", "Signals & Flags.", "sig\u200dnals", "500", "constructor"),
    "points": ("", "", "", "3", "7,5", "x"),
    "topics": ("", "", "", "ethics", "safety", "saftey", "North south", "5", "knots, ropes", "toString"),
    "confirmed": ("", "", "yes", "\u202eyes", "No", "TRUE", "perhaps", "constructor", "__proto__"),
    "note": ("", "", "a", "a\u202eb\x1b", 'a "quote"', "two\nlines", "a;b", "a,b", *FORMULAS),
}  # fmt: skip
MARKS = ";,\t"


class Maker:
    """What one file is made of."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.kernel = self.chance.randrange(DRAWN)
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

    def make_list(self) -> str:
        """A list as a person keeps it: other columns, own words, rows above the heading, or none."""
        names = self.chance.sample((*TITLES, "date", "activity"), self.chance.randrange(2, 6))
        top = [["My CPD", str(self.chance.choice((2024, "log")))]] if self.chance.random() < 0.2 else []
        head = [names] if self.chance.random() < 0.8 else []
        body = [[self.make_words(name) for name in names] for _ in range(self.chance.randrange(6))]
        return self.end.join(self.join(row) for row in (*top, *head, *body))

    def make_words(self, name: str) -> str:
        if name in ("Date done", "WHEN", "date"):
            return self.chance.choice(CELLS["date"])
        if name in ("Hours", "CPD Points", "Days"):
            return self.chance.choice(CELLS["quantity"])
        if self.chance.random() < 0.1:
            return " and ".join(self.chance.sample(self.list_choices(), 2))
        return " ".join(self.chance.choices(WORDS.split(), k=self.chance.randrange(5)))

    def list_choices(self) -> list[str]:
        """What one may choose of, and two words that nobody can."""
        activities = KERNELS[self.kernel].activities
        return ["storm", "aid", *(choice.title for one in activities for choice in one.choices or ())]

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
    kernel = KERNELS[maker.kernel]
    try:
        rows = split_rows(text)
    except TableError as error:
        return error.line
    sheet = guess_columns(rows, kernel, HEADINGS)
    return [*sheet, [list_fields(line) for line in read_lines(rows, sheet, kernel, maker.order)]]


def list_fields(entry: Line | LogEntry) -> list[Any]:
    own: list[Any] = [entry.activity, entry.choice, list(entry.topics), entry.note]
    own += [None if figure is None else float(figure) for figure in (entry.quantity, entry.points)]
    own += [{True: "yes", False: "no", None: None}[entry.confirmed], entry.date and entry.date.isoformat()]
    if isinstance(entry, Line):
        own += [entry.line, entry.words, entry.how, entry.id, sorted(column for column, _ in entry.wrong)]
    return own


def read_in_javascript(cases: list[tuple[Maker, str]]) -> Iterator[Any]:
    kernels = [kernel.model_dump(mode="json", exclude_none=True) for kernel in KERNELS]
    asked = [{"kernel": maker.kernel, "text": text, "order": maker.order or ""} for maker, text in cases]
    lines = "".join(f"{write_json(one)}\n" for one in ({"kernels": kernels, "headings": HEADINGS}, *asked))
    done = subprocess.run([NODE, SCRIPT], input=lines.encode(), capture_output=True, check=True)
    for answer in map(json.loads, done.stdout.decode().split("\n")[:-1]):
        yield answer.get("open") or [answer["head"], answer["roles"], [*map(list_theirs, answer["lines"])]]


def list_theirs(line: Any) -> list[Any]:
    one = line["entry"]
    figures = [None if one[name] is None else float(one[name]) for name in ("quantity", "points")]
    own = [one["activity"], one["choice"], one["topics"], one["note"], *figures, one["confirmed"]]
    told = [
        line["line"],
        line["words"],
        line["how"],
        one["id"],
        sorted(wrong["column"] for wrong in line["wrong"]),
    ]
    return [*own, one["date"] or None, *told]


def check_alike(cases: list[tuple[Maker, str]]) -> list[Any]:
    ours = [read_in_python(*case) for case in cases]
    for case, one, other in zip(cases, ours, read_in_javascript(cases), strict=True):
        assert one == other, case[1]
    return ours


def test_both_know_the_same_columns() -> None:
    state = SCRIPT.parents[2] / "client" / "calculator" / "state.js"
    script = f"""import {{ COLUMNS, IN_OWN_WORDS }} from "{state.as_uri()}";
    console.log(JSON.stringify([COLUMNS, IN_OWN_WORDS]))"""
    done = subprocess.run([NODE, "--input-type=module", "--eval", script], capture_output=True, check=True)
    assert json.loads(done.stdout) == [[*COLUMNS], [*IN_OWN_WORDS]]


def test_both_readers_agree_on_random_logs_and_the_command_line_reads_the_same() -> None:
    makers = [Maker(seed) for seed in range(FILES // 2)]
    cases = [(maker, maker.make_file()) for maker in makers]
    read = 0
    for (maker, text), found in zip(cases, check_alike(cases), strict=True):
        entries, _ = read_log(text.encode(), "log.csv", KERNELS[maker.kernel], maker.order)
        if entries:
            assert [line[:8] for line in found[2]] == [list_fields(entry) for entry in entries], text
            read += 1
    assert read > FILES / 8


def test_both_readers_agree_on_random_lists() -> None:
    makers = [Maker(seed) for seed in range(FILES // 2)]
    found = check_alike([(maker, maker.make_list()) for maker in makers])
    lines = [line for one in found if isinstance(one, list) for line in one[2]]
    assert sum(line[10] == "guessed" for line in lines) > FILES / 8
    assert sum(bool(line[12]) for line in lines) > FILES / 8


ROUND = """
import { writeCsv } from "$client/calculator/csv.js";
import { guessColumns, readLines } from "$client/calculator/list.js";
import { splitRows } from "$client/calculator/rows.js";
const { kernel, headings, entries } = $given;
const text = writeCsv(entries);
const [rows] = splitRows(text);
const lines = readLines(rows, guessColumns(rows, kernel, headings), { kernel, order: "", known: new Map() });
console.log(JSON.stringify({ text, entries: lines.map(({ entry }) => entry) }));
"""


def test_an_exported_log_runs_in_no_spreadsheet_and_is_read_as_it_was_written() -> None:
    signs = ("=", "+", "-", "@", "\t", "\r", "x", "", "\n=")
    texts = [f"{begin}{sign}SUM(1)" for begin in ("", "'", "''", "'" * 3, '"', "a") for sign in signs]
    notes = [text.strip() for text in texts]
    written = [(f"={n}", note) for n, note in enumerate(notes)]
    line = {"date": "2024-05-01", "activity": KEEPER.activities[0].id, "quantity": "1", "choice": None}
    rest: dict[str, Any] = {"points": None, "topics": [], "confirmed": None}
    entries = [{"id": key, **line, **rest, "note": note} for key, note in written]
    kernel = KEEPER.model_dump(mode="json", exclude_none=True)
    given = write_json({"kernel": kernel, "headings": HEADINGS, "entries": entries})
    client = (SCRIPT.parents[2] / "client").as_uri()
    script = ROUND.replace("$given", given).replace("$client", client)
    done = subprocess.run([NODE, "--input-type=module", "--eval", script], capture_output=True, check=True)
    found = json.loads(done.stdout)
    cells = [cell for row in csv.reader(io.StringIO(found["text"], newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    assert [(one["id"], one["note"]) for one in found["entries"]] == written
    read, problems = read_log(found["text"].encode(), "log.csv", KEEPER)
    assert problems == []
    assert [(one.id, one.note) for one in read] == written


def test_both_readers_agree_on_broken_logs() -> None:
    maker = Maker(0)
    maker.kernel, maker.order = 0, None
    texts = [text for text, *_ in BROKEN.values() if isinstance(text, str) and len(text) < 10_000]
    check_alike([(maker, text) for text in texts])


def draw_grids() -> list[tuple[Maker, str]]:
    """Lists in which every way to write something stands once."""
    found = []
    for kernel, order, text in list_lists(KERNELS, HEADINGS):
        maker = Maker(0)
        maker.kernel, maker.order = kernel, order
        found.append((maker, text))
    return found


def test_both_readers_agree_on_every_way_to_write_a_cell_a_heading_a_row_or_an_activity() -> None:
    check_alike(list(take_share(draw_grids())))

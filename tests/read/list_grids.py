"""Lists in which every way to write a cell, a heading, a row or an activity stands once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any, NamedTuple

from catalogue.model.kernel import Kernel, KernelActivity
from catalogue.read.cells import Order
from tests.rules.plan_grids import add_activity, make_question, make_tiers
from tests.rules.random_plans import ONE_EACH

Json = dict[str, Any]

DATES = """
2024-05-03|2024-5-3|2024/05/03|2024.05.03|2024-05/03|20240503|20241303|18991231|21001231|22001231|2024053
2024-02-29|2023-02-29|2024-13-01|2024-00-10|1899-12-31|1900-01-01|2199-12-31|2200-01-01|12024-05-03
2024-05-031|3 May 2024|3rd May 2024|1st jun 24|2nd July 2024|4TH Aug 2024|3May 2024|3 Ma 2024|3 Mayy 2024
33 May 2024|3-May-24|3/May/2024|3.May.2024|3 May, 2024|3 May. 2024|3 May/2024|3 May  2024|3 May 224
3 Sept 2024|3 Septembers 24|May 3, 2024|May 3 2024|May.3 2024|May 3rd, 2024|May 3 24|May 33 2024
Mei 12th 2024|x May 3, 2024|May 3, 2024 x|Mon 3 May 2024|Monday, 3 May 2024|TUESDAY 2024-05-03
wednes, 3/5/2024|sunny 3 May 2024|Fri, 45413|Friday|on Mon 3 May 2024|45413|45413.5|45413.25|45413.|4541
454130|05413|10000|99999|45413,5|2024-05-03 08:15|2024-05-03T08:15:00|2024-05-03 8:15:00|2024-05-03 08:155
2024-05-03 08:15:0|08:15|2024-05-03 x 08:15|03/04/2024|25/04/2024|04/25/2024|13/13/2024|12/12/2024
12/13/2024|13/12/2024|3/4/24|25/4/24|3-4-2024|3.4.2024|3 4 2024|03042024|25042024|04252024|0304202
030420244|03/04/202|03/04/20244|x03/04/2024|03/04/2024x|333/04/2024|03/444/2024|31/02/2024|30/02/2024
00/04/2024|03/00/2024|soon|Januarie|1 Januarie 2024|1 Februarie 2024|1 Maart 2024|1 Junie 2024
1 Julie 2024|1 Augustus 2024|1 Oktober 2024|1 Desember 2024|1 Des 24|1 Okt 24|1 Mrt 24|1 j 24|1 ja 24
1 ju 24
"""
FIGURES = """
1|2|0|00|0.0|1.5|1,5|1.50|01|1.|.5|-1|+1|1e3|two|1,500|1.500|12,500|123,456|1234,567|0,500|0.500|1,50
1,5000|1,50000|1,2345|1,23456|99|100|101|100.5|1000|1000000|1000000,1|1000001|999999,9999|1 000|1,a00|x1
1x|1,5x|12.345|1,234.5
"""
ANSWERS = "yes|Yes|y|Y|true|no|No|n|false|FALSE|0|1|perhaps|constructor"
TOPICS = "ethics|ETHICS|safety|saftey|ethics, safety|ethics;safety|ethics|safety ethics|north|xyzzy|, ,|ethic"
HEADINGS = """
date|Date|DATE done|the date|dated|day|when|Activity|CPD activity|activities|what|Hours|CPD hours|points
points?|quantity|notes|Note |my note|confirmed|topics|topic|choice|id|ID|no|days|words|items|provider|5
2024|x
"""


class Asked(NamedTuple):
    """A list, the number of the schedule that it is read by, and the order of its dates."""

    kernel: int
    order: Order | None
    text: str


def split_cells(text: str) -> list[str]:
    """Cells that are parted by lines and strokes."""
    return text.strip("\n").replace("\n", "|").split("|")


def list_lists(kernels: list[Kernel], headings: dict[str, str]) -> Iterator[Asked]:
    """All of them."""
    for order in ("dmy", "mdy", None):
        days = split_cells(DATES)
        yield Asked(0, order, write_rows(["date", "activity"], ([day, "radio"] for day in days)))
    for one, other in product(("25/04/2024", "4/25/2024", "03/04/2024", "2024-05-03", ""), repeat=2):
        yield Asked(0, None, write_rows(["date", "activity"], [[one, "radio"], [other, "radio"]]))
    for number, kernel in enumerate(kernels):
        kinds = {(one.rate.kind, bool(one.choices), one.rate.item is None): one for one in kernel.activities}
        for column, cells in list_cells(kernel):
            head = ["date", "activity", column, *list_rest(column)]
            for activity in kinds.values():
                rows = [["2024-05-03", activity.id, cell, *fill(column, activity)] for cell in cells]
                yield Asked(number, None, write_rows(head, rows))
        for measure in {one.rate.measure: 0 for one in kernel.activities if one.rate.measure}:
            rows = [["2024-05-03", one.id, "2"] for one in kernel.activities]
            yield Asked(number, None, write_rows(["date", "activity", measure], rows))
        for words in batched(list_words(kernel), 40):
            rows = [["2024-05-03", one] for one in words]
            yield from (Asked(number, None, write_rows(head, rows)) for head in (["When", "What I did"], []))
            yield Asked(number, None, write_rows(["date", "activity"], rows))
    known = [*split_cells(HEADINGS), *(name for called in headings.values() for name in called.split(","))]
    rows = [["2024-05-03", "radio", "2"], ["2024-05-04", "radio call", "x"]]
    for name in dict.fromkeys(known):
        for shown, number in (
            (name, 0),
            (name, 4),
            (f"{name} of mine", 0),
            (f"my {name}", 0),
            (f"{name}s", 0),
        ):
            yield Asked(number, "dmy", write_rows([shown, "activity", "date"], [row[::-1] for row in rows]))
        yield Asked(0, "dmy", write_rows(["note", name, name], rows))
    yield from (Asked(0, "dmy", text) for text in list_texts())


def list_kernels() -> Iterator[Json]:
    """Schedules in which choices or topics mean something in ways that few do, or activities ask nothing."""
    each: tuple[tuple[str | None, Json | None], ...] = (
        ("choice", None), ("choice", {"activity": "activity-1"}), ("choice", {"category": "other"}),
        ("topic", None), (None, None),
    )  # fmt: skip
    for name, counting in each:
        rule = {"measure": "points", "figure": 1, "for_each": name, "counting": counting}
        case = make_question(ONE_EACH, {"measure": "points", "figure": 1}, *([rule] if name else []))
        case = add_activity(case, {**ONE_EACH, "repeats": [50]} if name is None else make_tiers(1, 1))
        case["kernel"]["activities"][1]["conditions"] = ["approved"] if name else []
        case["kernel"]["activities"][0]["conditions"] = []
        case["kernel"]["activities"][0]["everyday"] = ["straße"]  # two letters in capitals
        yield {**case["kernel"], "topics": ["ethics", "law"] if name == "topic" and counting is None else []}


def list_cells(kernel: Kernel) -> Iterator[tuple[str, list[str]]]:
    """The cells of each column but the first."""
    figures = split_cells(FIGURES)
    yield "quantity", ["", *figures]
    yield "points", ["", *figures]
    yield "confirmed", ["", *ANSWERS.split("|")]
    yield "topics", ["", *TOPICS.split("|"), *kernel.topics, " ".join(kernel.topics[:2])]
    titles = [one.title for activity in kernel.activities for one in activity.choices or ()][:6]
    yield "choice", ["", "x", "!", *titles, *(title.upper().replace("And", "&") for title in titles)]


def list_rest(column: str) -> list[str]:
    """The columns that a line needs as well."""
    return [name for name in ("quantity", "points") if name != column]


def fill(column: str, activity: KernelActivity) -> list[str]:
    """What stands in them, so that nothing else is wrong."""
    rate = activity.rate
    own = {"quantity": "2" if rate.kind == "tiers" else "", "points": "3" if rate.kind == "declared" else ""}
    return [own[name] for name in list_rest(column)]


def batched(words: Iterable[str], size: int) -> Iterator[list[str]]:
    """So many of them at a time."""
    left = [*words]
    return (left[first : first + size] for first in range(0, len(left), size))


def list_words(kernel: Kernel) -> Iterator[str]:
    """An activity in other words: its names, with endings, without some words, beside others, or nearly."""
    yield from ("", "x", "5 radio", "the", "of and the")
    for one in kernel.activities[:: 1 + len(kernel.activities) // 10 * 5]:
        for name in (one.title, one.id, *(one.everyday or ())):
            words = name.split()
            yield from (name, f"{name}s", f"a {name} in town", name.upper(), name.replace(" ", "-"))
            yield from (f"{name}ings", f"{name}ness", name[:-1], name[:-3], name[:-4], f"{words[0]} x")
            yield from (" ".join(words[::-1]), " ".join(words[:-1]), " ".join(words[1:]), words[-1][:4])
        for choice in (one.choices or ())[:4]:
            yield from (choice.title, f"on {choice.title} today", f"{one.title} {choice.title}", choice.id)
    choices = [choice.title for one in kernel.activities for choice in one.choices or ()][:4]
    yield from (f"{one} {other}" for one, other in product(choices, choices))


def list_texts() -> Iterator[str]:
    """Rows that are parted, quoted, closed and begun in every way."""
    for mark, end, last in product(";,\t", ("\n", "\r\n", "\r"), ("", "end", "twice")):
        rows = [["date", "activity", "note"], ["2024-05-03", "radio", 'a "b"'], ["2024-05-04", "radio", ""]]
        text = end.join(mark.join(row) for row in rows)
        yield text + {"": "", "end": end, "twice": end * 2}[last]
        for begin in (f"sep={mark}", f'"sep={mark}"', f"SEP={mark}", f'"sep={mark}', "sep=|"):
            yield f"{begin}{end}{text}{end}"
        quoted = [["date", '"act""ivity"'], ["2024-05-03", f'"ra{end}dio{mark}"'], ['"2024-05-04"', '"x"']]
        yield end.join(mark.join(row) for row in quoted)
        yield end.join(mark.join(row) for row in [*quoted, ["2024-05-05", '"open'], ["", "x"]])
        yield f'date{mark}activity{end}2024-05-03{mark}ra"dio"{end}2024-05-03{mark}"radio"x{end}'
        yield f"date{mark}activity{end}{mark}{end} {mark} {end}2024-05-03{mark} radio {mark}{end}"
        yield f"date{mark}activity{end}2024-05-03{mark}radio{mark}slipped{mark}more{end}2024-05-04{end}"
    for sign in ("\u200e", "\u200b", "\ue000", "\ufeff", "\x00", "\x7f", "\u00a0", "\u00ad", "\x0b"):
        yield f"{sign}date,activ{sign}ity\n2024-05-{sign}03,radio,{sign}\n"
    for above in range(8, 13):
        yield "x\n" * above + "date;activity\n2024-05-03;radio\n"
        yield "a, b\n" * above + "date;activity;note;id\n2024-05-03;radio;x;1\n"
        yield "a; b\n" * above + "date;activity;note;id\n2024-05-03;radio;x;1\n"
    for count in (49, 50, 51):
        yield "long words here,x\n" * (count // 2) + "2024-05-03,x\n" * (count - count // 2)
        yield "x,aa\n" * count + "aaaaaaaa,2024-05-03\n" * count
    for day in ("03/04/2024", "25/04/2024", "4/25/2024", "2024-05-03", "5 radio", "radio 5"):
        yield f"{day},radio\n{day},radio call\nx,y\n"
        yield f"a,{day},radio\nb,2024-05-03,radio\n"
    for ids in product(("", "1", "2", "a"), repeat=3):
        yield write_rows(["id", "date", "activity"], ([key, "2024-05-03", "radio"] for key in ids))
    yield from ("", "\n", ",", "date", "date,activity", "2024-05-03", "2024-05-03,radio", "radio", "1;2;3")


def write_rows(head: list[str], rows: Iterable[list[str]]) -> str:
    """A list, parted by tabs."""
    return "\n".join("\t".join(row) for row in ([head] if head else []) + list(rows))

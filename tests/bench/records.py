"""Qualifications made up for measuring, each shaped like the largest real one and worded like no other."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml

from tests.bench.words import name_module, name_qualification, name_unit
from tests.roots import OURS

SHAPE = OURS / "designations" / "qualifications" / "99687.yml"
FIRST = 900_000
SHARED = 100
"""So many records cite the same two sources."""
LINES = 64
"""So many lines of a source tell one record."""
MOST = 50
"""More units than a record has, so that no two records compose a title from the same position."""
CODES = {"knowledge": "KM", "practical": "PM", "work experience": "WM"}

Node = Any
"""A value of a YAML file: text, a list of nodes, or a mapping."""
Record = dict[str, Node]


def read_shape() -> Record:
    """The real record, without what others say of it: where sources disagree on it."""
    shape: Record = _drop(yaml.load(SHAPE.read_text("utf-8"), yaml.BaseLoader), "conflict")
    return shape


def make_records(number: int, shape: Record) -> Iterator[Record]:
    """So many records, the same ones at every call; one at a time, since all of them fill the memory."""
    return (make_record(position, shape) for position in range(number))


def make_record(position: int, shape: Record, edition: str = "") -> Record:
    """The record at a position; another edition differs in the title of its first unit."""
    key = str(FIRST + position)
    record: Record = _map_texts(shape, lambda name, text: _reword(position, name, text))
    title = name_qualification(position)
    record |= {"qualification": key, "nlrd_id": key, "title": title}
    record["credits"] = str(_fill_modules(position, record["components"]["modules"], edition))
    return record


def name_sources(number: int) -> Iterator[tuple[str, Record]]:
    """What so many records cite: for each hundred a register, and a sheet with numbered lines."""
    for group in range((number + SHARED - 1) // SHARED):
        about = name_module(group)
        undated = {"publisher": f"The office for {about}", "date": "undated"}
        yield f"register-{group}", {"title": f"Register of {about}", **undated}
        sheet = {"copied_as": f"sheet-{group}.txt", "lines": str(SHARED * LINES)}
        yield f"sheet-{group}", {"title": f"Sheet of {about}", **undated, **sheet}


def list_units(record: Record) -> Iterator[Record]:
    """The units of all modules."""
    for module in record["components"]["modules"]:
        yield from module["units"]


def write_yaml(node: Node, indent: int = 0) -> str:
    """A node as the files of designations/ are written: lists further in, quotes only where needed."""
    before = " " * indent
    if isinstance(node, str):
        return json.dumps(node, ensure_ascii=False) if re.search(r": |^\W", node) else node
    if isinstance(node, list):
        entries = (write_yaml(entry, indent + 2).lstrip() for entry in node)
        return "\n" + "\n".join(f"{before}- {entry}" for entry in entries)
    lines = (f"{before}{name}:{_space(value)}{write_yaml(value, indent + 2)}" for name, value in node.items())
    return "\n" + "\n".join(lines)


def _space(value: Node) -> str:
    return " " if isinstance(value, str) else ""


def _drop(node: Node, name: str) -> Node:
    """A node without any value of that name."""
    if isinstance(node, dict):
        return {key: _drop(value, name) for key, value in node.items() if key != name}
    return [_drop(entry, name) for entry in node] if isinstance(node, list) else node


def _map_texts(node: Node, change: Callable[[str, str], str], name: str = "") -> Node:
    """A node with each text changed, told the name of its value."""
    if isinstance(node, dict):
        return {key: _map_texts(value, change, key) for key, value in node.items()}
    if isinstance(node, list):
        return [_map_texts(entry, change, name) for entry in node]
    return change(name, node)


def _reword(position: int, name: str, text: str) -> str:
    """Sources of its own group, and words of its own where the real record has words."""
    if name == "source":
        return _cite(position, text)
    if name in ("says", "note"):
        return f"{text} It is said of {name_qualification(position)}."
    if name in ("originator", "subfield"):
        return name_module(position)
    return f"{text}-{position}" if name == "decision" else text


def _cite(position: int, citation: str) -> str:
    """A citation's like: lines move behind those of the records before, words name the record."""
    group, within = divmod(position, SHARED)
    source, _, place = citation.partition(":")
    if place[0].isdigit():
        return f"sheet-{group}:" + re.sub(r"\d+", lambda line: str(int(line[0]) + within * LINES), place)
    return f"register-{group}:{FIRST + position} {source} {place}"


def _fill_modules(position: int, modules: list[Record], edition: str) -> int:
    """Give modules and units titles, codes and credits of their own; the sum of all credits."""
    chance = random.Random(position)
    number, total = position * MOST, 0
    for at, module in enumerate(modules):
        module["title"] = name_module(number + at)
        for unit in module["units"]:
            unit["unit"] = f"{FIRST + position}000-{CODES[unit['component']]}-{number % MOST:02}"
            unit["title"] = name_unit(number)
            unit["nqf_level"] = str(chance.randint(4, 6))
            unit["credits"] = str(chance.randint(1, 20))
            number += 1
        module["credits"] = str(sum(int(unit["credits"]) for unit in module["units"]))
        total += int(module["credits"])
    modules[0]["units"][0]["title"] += edition
    return total

"""The author's loop: from saving a file to the page being told to load again."""

from __future__ import annotations

import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from statistics import median

from tests.bench.builders import Ours
from tests.bench.catalogue import place_record, retitle_unit
from tests.bench.measure import hold_memory, use_processor
from tests.bench.records import SHAPE

LONG = 600
"""Seconds until a serving process that says nothing is given up."""


@dataclass(frozen=True)
class Served:
    """What an edit costs while the site is served: medians, and the most memory that was held."""

    builder: str
    wall: float
    processor: float
    memory: int


def measure_serving(builder: Ours, edits: int) -> Served:
    """Edit the title of a unit so many times while the catalogue is served."""
    file = place_record(builder.folder, SHAPE.stem)
    walls, used = [], []
    with serving(builder) as (session, address), open_events(address) as events:
        for edition in range(edits):
            before, start = use_processor(session), time.perf_counter()
            retitle_unit(file, edition)
            wait_for_reload(events)
            walls.append(time.perf_counter() - start)
            used.append(use_processor(session) - before)
        memory = hold_memory(session)
    return Served(builder.name, median(walls), median(used), memory)


@contextmanager
def serving(builder: Ours) -> Iterator[tuple[int, str]]:
    """Serve a catalogue as a session of its own; the session's number and the address."""
    command = [*builder.run("serve"), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        try:
            said = next(line for line in process.stdout or () if "http://" in line)
            yield process.pid, re.findall(r"http://\S+/", said)[0]
        finally:
            process.terminate()


def open_events(address: str) -> HTTPResponse:
    """What the server tells an open page."""
    answer: HTTPResponse = urllib.request.urlopen(f"{address}~events", timeout=LONG)
    return answer


def wait_for_reload(events: HTTPResponse) -> None:
    """Read until a build is told; between builds come signs of life."""
    while not (line := events.readline()).startswith(b"data: "):
        if not line:
            raise ConnectionError("The serving process ended.")

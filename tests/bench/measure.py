"""What one run of a program costs: processor time and memory of all its processes, and the files it wrote."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

PROC = Path("/proc")
EVERY = 0.05
"""Seconds between two looks at the memory."""
HOW_MEMORY = (
    f"looked at every {EVERY} s: of one process its own peak (VmHWM), of several the sum of their "
    "proportional shares (PSS)"
    if PROC.is_dir()
    else "the largest process alone, since this system has no /proc"
)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """What a run cost."""

    processor: float
    """Seconds of user and system time, of all processes."""
    wall: float
    """Seconds."""
    memory: int
    """Bytes of all processes together, at most."""
    anew: int
    """Files of the site that were written in this run."""
    files: int
    """All files of the site."""


def measure(command: list[str], folder: Path, site: Path) -> Cost:
    """Run a program in a folder, as a session of its own, and tell what it cost."""
    before = set(list_files(site).values())
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
        )
        with watch_memory(process.pid) as memory:
            _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            sys.exit(f"{' '.join(command)}\n{said.read().decode()}")
    after = list_files(site)
    peak = memory.most or used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    anew = sum(file not in before for file in after.values())
    return Cost(used.ru_utime + used.ru_stime, wall, peak, anew, len(after))


def list_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Each file with its inode and time: together they tell a file that was written from one that stayed."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            of = path.stat()
            found[str(path)] = (of.st_ino, of.st_mtime_ns)
    return found


@dataclass
class Memory:
    """The most that the processes of a session held at one time, in bytes; 0 where it could not be read."""

    session: int
    most: int = 0
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look until told to stop."""
        while not self.ended.wait(EVERY):
            self.most = max(self.most, hold_memory(self.session))


@contextmanager
def watch_memory(session: int) -> Iterator[Memory]:
    """Watch the processes of a session from a thread."""
    memory = Memory(session)
    thread = threading.Thread(target=memory.watch)
    thread.start()
    try:
        yield memory
    finally:
        memory.ended.set()
        thread.join()


def hold_memory(session: int) -> int:
    """The bytes that the processes of a session hold now."""
    processes = list(list_processes(session))
    if len(processes) == 1:
        return _kilobytes(processes[0] / "status", "VmHWM")
    return sum(
        _kilobytes(process / "smaps_rollup", "Pss") or _kilobytes(process / "status", "VmRSS")
        for process in processes
    )


def use_processor(session: int) -> float:
    """The seconds that the living processes of a session, and those they waited for, have used."""
    ticks = 0
    for process in list_processes(session):
        ticks += sum(map(int, _status(process)[11:15]))
    return ticks / TICKS


def list_processes(session: int) -> Iterator[Path]:
    """The processes of a session: whoever started them, they keep its number."""
    for process in PROC.glob("[0-9]*"):
        status = _status(process)
        if status and status[3] == str(session):
            yield process


def _status(process: Path) -> list[str]:
    """The values of /proc/…/stat behind the name, which may hold spaces; none of a process that ended."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _kilobytes(file: Path, name: str) -> int:
    """A figure of a file of /proc in bytes; 0 where the process ended or the system does not give it."""
    try:
        found = re.search(rf"^{name}:\s+(\d+) kB", file.read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) * 1024 if found else 0

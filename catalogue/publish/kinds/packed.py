"""Texts of the site compressed beside themselves, for servers that send such files as they lie there.

Brotli's best takes two seconds for each megabyte. So it is used on scripts and styles, which are few and kept
for ever; the pages that visits begin with get the next best, and the many behind them what costs next to
nothing.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import brotli  # type: ignore[import-untyped]

from catalogue.publish.kinds.builds import PACKED
from catalogue.publish.kinds.hosts import BINARY, TYPES
from catalogue.publish.output import Input, Output

ENDINGS = tuple(f".{ending}" for ending, type_ in TYPES.items() if type_ not in BINARY)
"""What is text. A picture is compressed in itself."""
BROTLI, GZIP = PACKED
KEPT, FIRST = ("assets/",), ("calculator/", "designations/", "index.html", "pathways/index.html")
"""What the addresses begin with of scripts and styles, and of what visits begin with."""
BEST, WELL, SOON = {"quality": 11}, {"quality": 10}, {"quality": 9, "lgwin": 16}
"""How brotli compresses: as well as it can, well, and in no time. A wider window costs time for each file."""


def list_outputs(outputs: Iterable[Output], read: Callable[[str], bytes]) -> Iterator[Output]:
    """Two files for each text among the outputs, made from the written one, which `read` gives."""
    for output in outputs:
        if output.address.endswith(ENDINGS):
            given = {"text": Input(output.fingerprint, partial(read, output.address))}
            how = Input.build(_choose(output.address))
            yield Output(f"{output.address}{BROTLI}", compress_by_brotli, given | {"how": how})
            yield Output(f"{output.address}{GZIP}", compress_by_gzip, given)


def _choose(address: str) -> dict[str, int]:
    return BEST if address.startswith(KEPT) else WELL if address.startswith(FIRST) else SOON


def compress_by_brotli(text: bytes, how: dict[str, int]) -> bytes:
    """A text as browsers read it for `Content-Encoding: br`."""
    return bytes(brotli.compress(text, mode=brotli.MODE_TEXT, **how))


def compress_by_gzip(text: bytes) -> bytes:
    """A text as browsers read it for `Content-Encoding: gzip`, with no time in it."""
    return gzip.compress(text, mtime=0)

"""The picture that is shown beside a shared address: the ladder as rising steps, in the body's colours.

It has no words: title and description stand beside it where it is shown. PNG, since no place that
shows such cards takes SVG, and one that needs no other tool: 1,200 by 630 pixels of a few colours.
"""

from __future__ import annotations

import struct
import zlib

from catalogue.model.body import Colours
from catalogue.publish.styles.colours import read_colour

WIDTH, HEIGHT = 1200, 630
MARGIN, GAP, FOOT = 120, 24, 90
LOWEST, RISE = 90, 420
"""The height of the lowest step, and of the highest."""
GROUND, STEP, TOP = 0, 1, 2


def draw_card(colours: Colours, steps: int) -> bytes:
    """A PNG with so many steps; the highest one has the accent."""
    return _write_png(colours, WIDTH, [_draw_row(y, steps) for y in range(HEIGHT)])


def draw_icon(colours: Colours, size: int) -> bytes:
    """A square PNG with three steps, which a reader still tells apart at 16 pixels."""
    margin, gap = size // 8, max(size // 16, 1)
    width = (size - 2 * margin - 2 * gap) // 3
    rows = []
    for y in range(size):
        row = bytearray(size)
        for number in range(3):
            if size - margin - (number + 1) * (size - 2 * margin) // 3 <= y < size - margin:
                left = margin + number * (width + gap)
                row[left : left + width] = bytes([TOP if number == 2 else STEP]) * width
        rows.append(bytes(row))
    return _write_png(colours, size, rows)


def _write_png(colours: Colours, width: int, lines: list[bytes]) -> bytes:
    """A picture in the three colours, line by line."""
    palette = b"".join(
        map(
            bytes,
            (read_colour(colours.primary), _compute_lighter(colours.primary), read_colour(colours.accent)),
        )
    )
    rows = b"".join(b"\0" + line for line in lines)
    head = struct.pack(">IIBBBBB", width, len(lines), 8, 3, 0, 0, 0)
    parts = ((b"IHDR", head), (b"PLTE", palette), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_write_chunk(name, data) for name, data in parts)


def _draw_row(y: int, steps: int) -> bytes:
    """The colour of each pixel of a row, as its number in the palette."""
    row = bytearray(WIDTH)
    width = (WIDTH - 2 * MARGIN - GAP * (steps - 1)) // steps
    for number in range(steps):
        height = LOWEST + (RISE - LOWEST) * number // max(steps - 1, 1)
        if HEIGHT - FOOT - height <= y < HEIGHT - FOOT:
            left = MARGIN + number * (width + GAP)
            row[left : left + width] = bytes([TOP if number == steps - 1 else STEP]) * width
    return bytes(row)


def _compute_lighter(colour: str) -> list[int]:
    """Half way to white."""
    return [(part + 255) // 2 for part in read_colour(colour)]


def _write_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

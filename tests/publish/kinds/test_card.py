"""The picture that is shown beside a shared address."""

from __future__ import annotations

import struct
import zlib

import pytest

from catalogue.publish.kinds.card import draw_card
from tests.publish.sites import Site


@pytest.mark.parametrize("steps", [1, 3, 5])
def test_the_card_is_a_small_picture_with_a_step_for_each_designation(ours: Site, steps: int) -> None:
    picture = draw_card(ours.catalogue.body.colours, steps)
    assert len(picture) < 10_000
    width, height = struct.unpack(">II", picture[16:24])
    start = picture.index(b"IDAT") + 4
    rows = zlib.decompress(picture[start : start + struct.unpack(">I", picture[start - 8 : start - 4])[0]])
    assert len(rows) == (width + 1) * height
    lowest = rows[(height - 100) * (width + 1) + 1 : (height - 99) * (width + 1)]
    runs = [part for part in lowest.split(b"\0") if part]
    assert len(runs) == steps
    assert [run[:1] for run in runs] == [b"\1"] * (steps - 1) + [b"\2"]

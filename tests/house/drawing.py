"""The drawing: an SVG that is light or dark as its reader's screen is."""

from __future__ import annotations

from collections.abc import Iterator

from tests.house.imports import House, drop_long_ways, order_floors
from tests.house.layout import BOX, FLOOR, WIDTH, Layout, Spot

EDGE = 12
FOOT = 34
STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#5b6270;text-anchor:middle}"
    ".n{font-weight:600;font-size:14px;fill:#1b2030}"
    "rect{fill:#fff;stroke:#8c96a8}.p{fill:#e8effc;stroke:#4a6fb5}"
    "path{fill:none;stroke:#98a2b3;stroke-width:1.3}marker path{fill:#98a2b3;stroke:none}"
    ".g{fill:#f7f8fa;stroke:none}"
    "@media(prefers-color-scheme:dark){text{fill:#a3acbb}.n{fill:#eef1f6}.g{fill:#14171d}"
    "rect{fill:#232833;stroke:#5d6779}.p{fill:#1d2d4d;stroke:#6f94d9}"
    "path{stroke:#6b7586}marker path{fill:#6b7586}}"
)
MARKER = (
    '<marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
    '<path d="M0 0L8 4L0 8z"/></marker>'
)


def draw_house(house: House) -> str:
    """The rooms as boxes by floors, and an arrow from each room to those below that it imports."""
    floors = order_floors(house)
    layout = Layout(floors, drop_long_ways(house.join_rooms()))
    wide, high = WIDTH + 2 * EDGE, len(floors) * FLOOR + FOOT
    foot = "An arrow is an import; it is left out where a way over other rooms leads there too."
    size = f'width="{wide}" height="{high}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" {size}>',
        f"<title>The rooms of the code, and what they import</title><style>{STYLE}</style>{MARKER}",
        f'<rect class="g" {size} rx="8"/>',
        *(_draw_arrow(layout, way) for way in layout.ways.values()),
        *(line for rooms in floors for room in rooms for line in _draw_room(house, layout, room)),
        f'<text x="{wide // 2}" y="{high - 14}">{foot}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _draw_room(house: House, layout: Layout, room: str) -> Iterator[str]:
    x, y = _place(layout, (room, room, layout.floor[room]))
    wide, high = BOX
    modules, lines = len(house.group_rooms()[room]), describe_lines(house.count_lines(room))
    inner = ' class="p"' if room.startswith("publish/") else ""
    told = lines if modules == 1 else f"{modules} modules, {lines}"
    name = f"{room}.py" if modules == 1 else f"{room}/"
    yield f'<rect{inner} x="{x - wide // 2}" y="{y - high // 2}" width="{wide}" height="{high}" rx="6"/>'
    yield f'<text class="n" x="{x}" y="{y - 3}">{name}</text><text x="{x}" y="{y + 14}">{told}</text>'


def _draw_arrow(layout: Layout, way: list[Spot]) -> str:
    """A line that leaves a room below, passes floors upright, and enters a room above."""
    (x, y), *between, (there, end) = (_place(layout, spot) for spot in way)
    half = BOX[1] // 2
    drawn, y = f"M{x} {y + half}", y + half
    for next_x, next_y in between:
        drawn += _bend(x, y, next_x, next_y - half) + f"V{next_y + half}"
        x, y = next_x, next_y + half
    return f'<path d="{drawn}{_bend(x, y, there, end - half)}" marker-end="url(#a)"/>'


def _bend(x: int, y: int, there: int, end: int) -> str:
    half = (y + end) // 2
    return f"C{x} {half} {there} {half} {there} {end}"


def _place(layout: Layout, spot: Spot) -> tuple[int, int]:
    above = len(layout.floors) - 1 - spot[2]
    return round(layout.middle[spot]) + EDGE, above * FLOOR + FLOOR // 2


def describe_lines(number: int) -> str:
    """Lines in hundreds, so that the drawing does not grow old with each edit."""
    return f"{round(number, -2):,} lines" if number >= 100 else "under 100 lines"

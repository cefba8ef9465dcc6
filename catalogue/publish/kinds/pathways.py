"""The pages of the ladder: from each designation to each higher one, what the higher asks beyond the lower.

What the two ask side by side is told by the same parts as on the pages that compare them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from jinja2 import Environment

from catalogue.model.catalogue import Catalogue
from catalogue.model.criteria import Criterion
from catalogue.model.designation import Designation
from catalogue.publish.kinds.planner import FOLDER, TITLE
from catalogue.publish.page import links
from catalogue.publish.page.frame import Frame
from catalogue.rules import compare as rules
from catalogue.wording import words

PAIR = f"{FOLDER}/frame/frame"
"""The frame of a way lies as deep as the pages of the ways."""


def frames() -> dict[str, dict[str, str]]:
    """The Markdown file that ways are poured into."""
    return {f"{PAIR}.md": {"up": f"{FOLDER}/", "up_title": TITLE}}


def address(first: str, second: str) -> str:
    """The page of the way from a designation to a higher one."""
    return f"/{FOLDER}/{first}/{second}/"


def paths(catalogue: Catalogue) -> set[str]:
    """The pages of every way."""
    return {links.file(address(*pair)) for pair in rules.pairs(catalogue)}


def ways(env: Environment, catalogue: Catalogue, drawn: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every page by its path."""
    frame, page = Frame.of(drawn[links.file(f"/{PAIR}/")]), env.get_template("pathway.html")
    for first, second in rules.pairs(catalogue):
        it = rules.compare(catalogue, first, second)
        names = f"From {it.first.abbreviation} to {it.second.abbreviation}"
        url = address(first, second)
        yield (
            links.file(url),
            frame.pour(
                title=escape(f"{names}: the way up"),
                description=escape(_description(it)),
                path=url.lstrip("/"),
                here=escape(names),
                body=page.render(
                    it=it,
                    leaves=tuple(_leaves(it.second)),
                    between=tuple(_between(catalogue, first, second)),
                ),
            ),
        )


def _description(it: rules.Comparison) -> str:
    """A sentence that stands alone in a list of search results."""
    return (
        f"What the {it.second.abbreviation} asks of somebody who holds the {it.first.abbreviation}: study, "
        "time in a role, CPD points first, fees, and what is new in roles and functions."
    )


def _leaves(designation: Designation) -> Iterator[Criterion]:
    """What the adopted reading asks, one by one."""
    if designation.awarding:
        yield from designation.awarding[0].to_apply.leaves()


def _between(catalogue: Catalogue, first: str, second: str) -> list[str]:
    """The designations between the two, from the lower to the higher."""
    order = list(catalogue.designations)
    return order[order.index(first) + 1 : order.index(second)]


class Words:
    """What templates say of ways."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.address = address

    def up(self, key: str) -> list[tuple[str, str]]:
        """Every higher designation with the address of the way there."""
        return [(high, address(low, high)) for low, high in rules.pairs(self.catalogue) if low == key]

    def credits(self, key: str) -> str:
        """How much a qualification is to study."""
        known = self.catalogue.qualifications[key].credits
        return "credits not published in our sources" if known is None else words.counted(known, "credits")
